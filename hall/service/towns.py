"""Where a town lies, however its people write it: `Oujda`, `وجدة`, `beni melal`, `60000 Casa`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hall.model.exhibitor import Exhibitor
from hall.model.fair import Places
from hall.model.folding import fold_words
from hall.model.text import Texts

Zones = Mapping[str, tuple[str, ...]]
# Said beside a place's name and not part of it, as `fold_words` leaves them.
_NOISE = frozenset(
    {
        "el", "al", "l", "la", "le", "de", "d", "du", "des", "of", "ville", "province", "region",
        "city", "town", "مدينه", "اقليم", "عماله", "جهه",
    }
)  # fmt: skip
_PARTS = re.compile(r"[,،;؛()/\n]|\s[-–—]\s")
_DOUBLED = re.compile(r"(.)\1+")
_MOST_WORDS = 12
# `Oujda` of `Oujda-Angad` is a town; `Es` of `Es-Semara` is not.
_SHORTEST_PART = 4


@dataclass(frozen=True, slots=True)
class Locality:
    """A place that is known: the name it is listed by, and the province and region around it."""

    name: str
    province: str = ""
    region: str = ""

    def list_names(self) -> tuple[str, ...]:
        """Return its names, the narrowest first."""
        return tuple(name for name in (self.name, self.province, self.region) if name)


def find_locality(
    places: Places, zones: Zones, exhibitors: Iterable[Exhibitor], text: str
) -> Locality | None:
    """Return the place that `text` names; None where it names none, or two that differ."""
    gazetteer = _Gazetteer(places, zones, exhibitors)
    for words in _readings(text):
        found = gazetteer.find(words)
        if found is not None:
            return found
    return None


def _readings(text: str) -> Iterator[list[str]]:
    """Give the texts that may be names, the likeliest first, one list for equal likelihood."""
    yield [text]
    yield [part for part in _PARTS.split(text) if part.strip()]
    words = text.split()[:_MOST_WORDS]
    for size in range(len(words) - 1, 0, -1):
        yield [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]


class _Gazetteer:
    """Every name that places.yaml, the delivery zones and the exhibitors know."""

    def __init__(self, places: Places, zones: Zones, exhibitors: Iterable[Exhibitor]) -> None:
        self._told: dict[str, set[Locality]] = {}
        self._from_exhibitors: dict[str, set[Locality]] = {}
        for region, texts in places.regions.items():
            self._note(Locality("", "", region), (region, *texts.by_lang.values()))
        for province, texts in places.provinces.items():
            around = Locality("", province, places.region_of.get(province, ""))
            self._note(around, _names_of(province, texts))
            self._note(around, places.towns.get(province, ()))
        self._note_zones(places, zones)
        for exhibitor in exhibitors:
            if exhibitor.commune and (exhibitor.province or exhibitor.region):
                around = Locality("", exhibitor.province, exhibitor.region)
                self._from_exhibitors.setdefault(spelling_key(exhibitor.commune), set()).add(around)

    def _note(self, locality: Locality, names: Iterable[str]) -> None:
        for name in names:
            self._told.setdefault(spelling_key(name), set()).add(locality)

    def _note_zones(self, places: Places, zones: Zones) -> None:
        """Note the towns that a zone names, under all names of the province that is called so."""
        aliases = [
            {spelling_key(name) for name in _names_of(province, texts)}
            for province, texts in places.provinces.items()
        ]
        for member in (m for members in zones.values() for m in members):
            if member in places.countries:
                continue
            key = spelling_key(member)
            for name in {key}.union(*(names for names in aliases if key in names)):
                known = self._told.get(name, {Locality("")})
                self._told[name] = {Locality(member, at.province, at.region) for at in known}

    def find(self, texts: Iterable[str]) -> Locality | None:
        """Return what all the names among `texts` agree on."""
        found: set[Locality] = set()
        for key in filter(None, map(spelling_key, texts)):
            found |= self._told.get(key) or self._from_exhibitors.get(key, set())
        if len(found) <= 1:
            return next(iter(found), None)
        regions = {locality.region for locality in found}
        return Locality("", "", regions.pop()) if len(regions) == 1 and "" not in regions else None


def _names_of(province: str, texts: Texts) -> Iterator[str]:
    yield province
    latin = [text for lang, text in texts.by_lang.items() if lang != "ar"]
    parts = [part for text in latin for part in text.split("-")]
    yield from texts.by_lang.values()
    if len(parts) == len(latin):
        return
    yield from (part for part in parts if len(part) >= _SHORTEST_PART)
    yield from texts.by_lang.get("ar", "").split()[:1]


def spelling_key(text: str) -> str:
    """Return a name without what its spellings differ in: spaces, doubled letters, a last e."""
    words = (word for word in fold_words(text) if word not in _NOISE and not word.isdigit())
    return _DOUBLED.sub(r"\1", "".join(words)).removesuffix("e")
