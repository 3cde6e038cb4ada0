"""The words of printed sheets in one language, and the fair that they tell of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from layout.values import Names

_FALLBACKS = ("fr", "en", "ar")


@dataclass(frozen=True, slots=True)
class FairFacts:
    """What stands on a sheet about the fair; `starts` is an ISO day, `dates` words."""

    name: str
    edition: str
    venue: str
    dates: str
    starts: str
    organiser: str
    colour: str = "#39404a"


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Texts by key, with `{name}` places, and the names of exhibitors by their id.

    `disclaimers` say in every language that a computed check authorises nothing. `sources`
    maps sentences of the rule profiles, which are English, to this language's.
    """

    lang: str
    fair: FairFacts
    texts: Mapping[str, str]
    exhibitors: Mapping[str, str] = field(default_factory=dict)
    disclaimers: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def right_to_left(self) -> bool:
        return self.lang == "ar"

    def has(self, key: str) -> bool:
        """Return whether there is a text for the key."""
        return key in self.texts

    def say(self, key: str, **values: object) -> str:
        """Return the text of a key with its places filled.

        Raises:
            KeyError: there is no such text.
        """
        text = self.texts[key]
        return text.format(**values) if values else text

    def name(self, names: Names) -> str:
        """Return the name in this language, else in the first language that has one."""
        return next((names[lang] for lang in (self.lang, *_FALLBACKS) if names.get(lang)), "")

    def source(self, text: str) -> str:
        """Return a source of a rule in this language where it is a known sentence or two."""
        key = text.replace("'", "’")
        if key in self.sources:
            return self.sources[key]
        for first, words in self.sources.items():
            if key.startswith(f"{first} ") and key.removeprefix(f"{first} ") in self.sources:
                return f"{words} {self.sources[key.removeprefix(f'{first} ')]}"
        return text

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number with this language's decimal mark."""
        return f"{value:.{decimals}f}".replace(".", self.texts["decimal"])

    def metres(self, mm: float, decimals: int = 2) -> str:
        """Return a length given in millimetres in metres."""
        return f"{self.number(mm / 1000, decimals)} {self.texts['unit.m']}"

    def square_metres(self, value: float, decimals: int = 0) -> str:
        """Return an area in square metres."""
        return f"{self.number(value, decimals)} {self.texts['unit.m2']}"
