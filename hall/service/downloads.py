"""What a visitor downloads, in the order of a visit: for the organiser's page and the command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from hall.model.budgets import SLOW_LINE_BYTES_S
from hall.model.catalogue import Catalogue
from hall.model.weights import FileWeight, Weights

VIEWER = "src/viewer/main.ts"
WeighAssets = Callable[[str], Awaitable[Mapping[str, tuple[int, int, int]]]]


@dataclass(frozen=True, slots=True)
class Part:
    """Files of one kind that are fetched together; bytes as they are, gzipped and in Brotli."""

    kind: str
    raw: int
    gzip: int
    brotli: int

    @property
    def seconds(self) -> float:
        """Seconds on a line of 1.6 Mbit/s, without waiting for the first byte."""
        return self.brotli / SLOW_LINE_BYTES_S


@dataclass(frozen=True, slots=True)
class StandLoad:
    """What is fetched before one stand."""

    stand: str
    number: str
    exhibitor: str
    weight: FileWeight


async def first_parts(
    weights: Weights, lang: str, weigh_assets: WeighAssets, page: Part | None = None
) -> tuple[Part, ...]:
    """Return what is fetched before one can walk: page, script, shell, index, fonts, poster...

    `weigh_assets` gives the sizes (raw, gzip, Brotli) of an entry's files by name.
    """
    assets = await weigh_assets(VIEWER)
    styles = {name: sizes for name, sizes in assets.items() if name.endswith(".css")}
    scripts = {name: sizes for name, sizes in assets.items() if name not in styles}
    return (
        *([page] if page else []),
        _sum_sizes("script", scripts.values()),
        _sum_sizes("styles", styles.values()),
        _sum("shell", [weights.shell]),
        _sum("index", [weights.index[lang]]),
        _sum("fonts", weights.fonts.values()),
        *([_sum("poster", [weights.poster])] if weights.poster else []),
    )


def later_parts(weights: Weights, lang: str) -> tuple[Part, ...]:
    """Return what is fetched when somebody asks for it: search, plan, models, pictures."""
    pictures = [shown[0] for shown in weights.pictures.values() if shown]
    return (
        _sum("tiles", weights.tiles),
        _sum("search", [weights.search[lang]]),
        _sum("plan", [weights.plans[lang]]),
        _sum("models", weights.models.values()),
        _sum("pictures", pictures),
    )


def list_stand_loads(weights: Weights, catalogue: Catalogue) -> list[StandLoad]:
    """Return the stands that load something, the heaviest first."""
    loads = [
        StandLoad(stand.id, stand.number, stand.exhibitor or "", weights.stands[stand.id])
        for stand in catalogue.stands
        if stand.id in weights.stands
    ]
    return sorted(loads, key=lambda load: (-load.weight.brotli, load.number))


def _sum(kind: str, weights: Iterable[FileWeight]) -> Part:
    return _sum_sizes(kind, [(w.raw, w.gzip, w.brotli) for w in weights])


def _sum_sizes(kind: str, sizes: Iterable[tuple[int, int, int]]) -> Part:
    columns = zip((0, 0, 0), *sizes, strict=True)
    return Part(kind, *map(sum, columns))
