"""Place names in any language → the ids of places.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from hall.model.fair import Places
from hall.model.folding import find_nearest, fold_words
from hall.model.text import Texts

PlaceKind = Literal["region", "province", "country"]


class PlaceFinder:
    """Finds regions, provinces and countries by id or by a name in any language."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._by_kind: Mapping[PlaceKind, dict[str, str]] = {
            "region": _index(places.regions),
            "province": _index(places.provinces),
            "country": _index(places.countries),
        }

    def find(self, kind: PlaceKind, text: str) -> str | None:
        return self._by_kind[kind].get(_key(text))

    def find_nearest(self, kind: PlaceKind, text: str) -> str | None:
        return find_nearest(_key(text), sorted(self._by_kind[kind]))

    def knows(self, kind: PlaceKind) -> bool:
        """Return whether there is any place of this kind to check against."""
        return bool(self._by_kind[kind])

    def region_of(self, province: str) -> str:
        return self.places.region_of.get(province, "")


def _key(text: str) -> str:
    return " ".join(fold_words(text))


def _index(names: Mapping[str, Texts]) -> dict[str, str]:
    index = {_key(name): place for place, texts in names.items() for name in texts.by_lang.values()}
    index.update({_key(place): place for place in names})
    return index
