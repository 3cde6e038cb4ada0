"""Few meshes for many stands: rare kinds borrow the mesh of the nearest common one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from assets.booth.booths import BoothKind

MOST_ARCHETYPES = 16


def choose_archetypes(
    kinds: Iterable[BoothKind], most: int = MOST_ARCHETYPES
) -> Mapping[BoothKind, BoothKind]:
    """Return for each kind the kind whose mesh it uses, at most `most` different ones.

    The rarest kind is given up first. It takes the mesh, scaled to its own size, of a kind with
    the same open sides and kit if there is one, else of one that leaves no open side walled.
    """
    counts = Counter(kinds)
    uses = {kind: kind for kind in counts}
    kept = dict(counts)
    while len(kept) > most:
        rare = min(kept, key=lambda kind: (kept[kind], kind))
        others = [kind for kind in kept if kind != rare]
        heir = min(others, key=lambda kind: (_measure_unlikeness(rare, kind), kind))
        kept[heir] += kept.pop(rare)
        uses = {kind: heir if used == rare else used for kind, used in uses.items()}
    return uses


def _measure_unlikeness(kind: BoothKind, other: BoothKind) -> tuple[int, int, int, int]:
    walled = len(set(kind.open_sides) - set(other.open_sides))
    opened = len(set(other.open_sides) - set(kind.open_sides))
    stretch = abs(kind.width_mm - other.width_mm) + abs(kind.depth_mm - other.depth_mm)
    return walled, opened, int(kind.kit != other.kit), stretch
