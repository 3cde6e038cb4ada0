"""The words of a drawn plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from layout.values import Names

_FALLBACKS = ("fr", "en", "ar")


@dataclass(frozen=True, slots=True)
class PlanCaptions:
    """The words of a drawn plan in one language.

    `hrefs` maps a stand id to its page and `exhibitors` an exhibitor's id to its name; a
    stand without an href is drawn without a link. `doors` has the words for `entrance`,
    `exit` and `emergency_exit`.
    """

    lang: str
    title: str
    stand: str
    north: str
    metre: str
    doors: Mapping[str, str]
    hrefs: Mapping[str, str] = field(default_factory=dict)
    exhibitors: Mapping[str, str] = field(default_factory=dict)

    @property
    def right_to_left(self) -> bool:
        return self.lang == "ar"

    def name(self, names: Names) -> str:
        """Return the name in this language, else in the first language that has one."""
        for lang in (self.lang, *_FALLBACKS):
            if names.get(lang):
                return names[lang]
        return ""
