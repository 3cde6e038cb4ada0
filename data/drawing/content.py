"""The content that the sample fairs are composed of, read from `content/*.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("fr", "ar", "en")
Three = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Variant:
    """A motif, flavour or colour of an offer; `palette` names colours of `palettes`."""

    name: Three
    palette: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One archetype: what several cooperatives offer, each in its own way."""

    id: str
    trades: tuple[str, ...]
    family: str
    form: str
    art: str
    colour: str
    sizes: tuple[str, ...]
    texts: Mapping[str, Mapping[str, str]]
    variants: tuple[Variant, ...]
    details: Mapping[str, Any]

    def text(self, field: str) -> Three:
        return {lang: self.texts[lang][field] for lang in LANGUAGES}

    def suits(self, fair_mark: str, province: str, country: str) -> bool:
        """Say whether an exhibitor from there may offer it at that fair (`o` or `b`)."""
        details = self.details
        if details.get("only", fair_mark) != fair_mark:
            return False
        if country != "MA":
            return country in details.get("countries", [country])
        return "countries" not in details and province in details.get("provinces", [province])


@dataclass(frozen=True, slots=True)
class Place:
    """A commune in Latin and in Arabic letters."""

    latin: str
    arabic: str
    province: str
    country: str = "MA"


def three(cell: str) -> Three:
    """Read `fr | ar | en`; English is the French where it is left out."""
    parts = [part.strip() for part in cell.split("|")]
    return {"fr": parts[0], "ar": parts[1], "en": parts[2 if len(parts) > 2 else 0]}  # noqa: PLR2004 - the third of three


@cache
def load(name: str) -> Any:  # noqa: ANN401 - YAML is anything
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def offers() -> tuple[Offer, ...]:
    files = sorted((CONTENT / "offers").glob("*.yaml"))
    entries = [entry for file in files for entry in yaml.safe_load(file.read_text("utf-8"))]
    return tuple(_offer(entry) for entry in entries)


def _offer(entry: dict[str, Any]) -> Offer:
    texts = {lang: entry.pop(lang) for lang in LANGUAGES}
    variants = tuple(
        Variant(dict(zip(LANGUAGES, row[:3], strict=True)), row[3] if len(row) > 3 else "")  # noqa: PLR2004 - palette after three names
        for row in entry.pop("vary", [])
    )
    named = {key: entry.pop(key) for key in ("id", "family", "form", "art", "colour")}
    trades, sizes = tuple(entry.pop("trades")), tuple(entry.pop("sizes"))
    return Offer(**named, trades=trades, sizes=sizes, texts=texts, variants=variants, details=entry)


@cache
def communes(province: str) -> tuple[Place, ...]:
    rows = [row.split(" | ") for row in load("places")["communes"][province]]
    return tuple(Place(latin, arabic, province) for latin, arabic in rows)


@cache
def towns(country: str) -> tuple[Place, ...]:
    rows = [row.split(" | ") for row in load("places")["towns"][country]]
    return tuple(Place(latin, arabic, "", country) for latin, arabic in rows)


@cache
def region_of(province: str) -> str:
    provinces = load("places")["provinces"]
    return next((region for region, its in provinces.items() if province in its), "")
