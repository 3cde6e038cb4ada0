"""The words of the interface: `<part>.<lang>.json` beside this module, merged by language.

A file maps a key to a text with `{name}` places. A key that depends on a count has one
entry for each plural form of the language: `stands.one`, `stands.few`, `stands.other`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

from hall.model.text import LANGUAGES

_ARABIC_SMALL = ("zero", "one", "two")
_ARABIC_FEW = range(3, 11)


class WordMissing(LookupError):
    """A key that no file of the language has, or a key that two files have."""


@cache
def load_words(lang: str) -> Mapping[str, str]:
    """Return every text of `lang` by its key.

    Raises:
        WordMissing: the language is not spoken here, or two parts define the same key.
    """
    if lang not in LANGUAGES:
        raise WordMissing(f"no interface in {lang!r}; there is {', '.join(LANGUAGES)}")
    words: dict[str, str] = {}
    folder = resources.files(__package__ or __name__)
    names = sorted(e.name for e in folder.iterdir() if e.name.endswith(f".{lang}.json"))
    for name in names:
        part: dict[str, str] = json.loads((folder / name).read_text("utf-8"))
        if twice := sorted(words.keys() & part.keys()):
            raise WordMissing(f"{name} defines again {', '.join(twice)}")
        words.update(part)
    return words


def word(lang: str, key: str, **values: object) -> str:
    """Return the text of `key` in `lang` with its places filled.

    Raises:
        WordMissing: no file of the language has the key.
        KeyError: the text has a place that `values` does not fill.
    """
    text = load_words(lang).get(key)
    if text is None:
        raise WordMissing(f"the interface has no text {key!r} in {lang!r}")
    return text.format(**values) if values else text


def plural_form(lang: str, count: int) -> str:
    """Return the CLDR plural category of a whole number in French, Arabic or English."""
    if lang == "fr":
        return "one" if count in {0, 1} else "other"
    if lang != "ar":
        return "one" if count == 1 else "other"
    if count < len(_ARABIC_SMALL):
        return _ARABIC_SMALL[count]
    tail = count % 100
    if tail in _ARABIC_FEW:
        return "few"
    return "many" if tail > max(_ARABIC_FEW) else "other"


def count_words(lang: str, key: str, count: int, **values: object) -> str:
    """Return the text of `key` in the plural form for `count`, falling back to `other`."""
    exact = f"{key}.{plural_form(lang, count)}"
    chosen = exact if exact in load_words(lang) else f"{key}.other"
    return word(lang, chosen, n=count, **values)
