"""Text in several languages, falling back field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("fr", "ar", "en")
FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "fr": ("fr", "en", "ar"),
    "ar": ("ar", "fr", "en"),
    "en": ("en", "fr", "ar"),
}
RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Picked:
    """A text with the language that it is really in, for `lang` and `dir` attributes."""

    text: str
    lang: str

    @property
    def dir(self) -> str:
        return "rtl" if self.lang in RIGHT_TO_LEFT else "ltr"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Texts:
    """One field in the languages that somebody wrote it in: `{"fr": ..., "ar": ...}`."""

    by_lang: Mapping[str, str] = field(default_factory=dict)

    def pick(self, lang: str) -> Picked:
        """Return the text in `lang`, or in the nearest language there is, or an empty one."""
        for candidate in FALLBACKS.get(lang, LANGUAGES):
            text = self.by_lang.get(candidate, "")
            if text:
                return Picked(text, candidate)
        return Picked("", lang)

    def __bool__(self) -> bool:
        return any(self.by_lang.values())


NO_TEXT = Texts()
