"""The words of the interface: whole and alike in French, Arabic and English."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from hall.model.text import LANGUAGES
from hall.service.wording import load_words, plural_form

# The plural forms that a whole number can take, as the loader finds them.
FORMS = {lang: {plural_form(lang, count) for count in range(201)} for lang in LANGUAGES}
EVERY_FORM = frozenset().union(*FORMS.values())
# A number that is one or two is often said in the word itself: رواق واحد.
MAY_STAY_UNSAID = {"n"}
# What Arabic writes in Latin letters: names of keys, formats, systems and sample searches.
LATIN = frozenset(
    [
        "3sel",
        "A12",
        "CO",
        "GIF",
        "GLB",
        "Idempotency",
        "JPEG",
        "JSON",
        "Key",
        "MB",
        "OBJ",
        "PLY",
        "PNG",
        "QR",
        "STL",
        "Shift",
        "T",
        "Tab",
        "UUID",
        "WASD",
        "WebP",
        "WhatsApp",
        "application",
        "c8912e",
        "glTF",
        "json",
        "miel",
    ]
)
# The sheet on a free stand says it in every language, whoever looks.
IN_EVERY_LANGUAGE = frozenset({"viewer.stand.poster"})
LATIN_WORD = re.compile(r"[0-9]*[A-Za-zÀ-ÖØ-öø-ÿ][0-9A-Za-zÀ-ÖØ-öø-ÿ]*")
PLACE = re.compile(r"{\w*}")
STRAIGHT = re.compile(r"['\"]")


def split_form(key: str) -> tuple[str, str]:
    """Return a key without its plural form, and the form (empty where it is none)."""
    stem, _, last = key.rpartition(".")
    is_plural = {f"{stem}.one", f"{stem}.other"} <= load_words("en").keys()
    return (stem, last) if last in EVERY_FORM and is_plural else (key, "")


def list_places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def list_families(lang: str) -> dict[str, set[str]]:
    """Return the plural forms of each key that has any."""
    families: dict[str, set[str]] = {}
    for key in load_words(lang):
        stem, form = split_form(key)
        if form:
            families.setdefault(stem, set()).add(form)
    return families


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_exists_in_every_language(lang: str) -> None:
    every = {split_form(key)[0] for other in LANGUAGES for key in load_words(other)}
    assert every - {split_form(key)[0] for key in load_words(lang)} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_places_are_the_same_as_in_french(lang: str) -> None:
    french: dict[str, set[str]] = {}
    for key, text in load_words("fr").items():
        french.setdefault(split_form(key)[0], set()).update(list_places(text))
    for key, text in load_words(lang).items():
        stem, form = split_form(key)
        missing = french[stem] ^ list_places(text)
        assert missing - (MAY_STAY_UNSAID if form in {"zero", "one", "two"} else set()) == set(), (
            key
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plural_has_every_form_of_the_language(lang: str) -> None:
    needed = FORMS[lang] - {"zero"}
    lacking = {stem: needed - forms for stem, forms in list_families(lang).items()}
    assert {stem: forms for stem, forms in lacking.items() if forms} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty_or_edged_with_spaces(lang: str) -> None:
    # Lines of a letter may be indented; nothing ends in a space.
    bad = [
        key for key, text in load_words(lang).items() if not text.strip() or text != text.rstrip()
    ]
    assert bad == []


def test_arabic_is_written_in_arabic_letters() -> None:
    own = {key: load_words("ar")[key] for key in load_words("ar").keys() - IN_EVERY_LANGUAGE}
    bare = {key: PLACE.sub("", text) for key, text in own.items()}
    found = {key: set(LATIN_WORD.findall(text)) - LATIN for key, text in bare.items()}
    assert {key: words for key, words in found.items() if words} == {}


def test_arabic_uses_its_own_marks_and_the_digits_of_morocco() -> None:
    marks = re.compile("[ـ٠-٩۰-۹?;]|[\u0600-\u06ff],")
    assert [key for key, text in load_words("ar").items() if marks.search(text)] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_quotes_and_apostrophes_are_those_of_print(lang: str) -> None:
    assert [key for key, text in load_words(lang).items() if STRAIGHT.search(text)] == []


def test_french_keeps_a_mark_with_its_word() -> None:
    # An ordinary space would let « : » or « ? » fall to the next line.
    loose = re.compile("[^\u00a0\u202f][:;?!»](?:\\s|$)|«[^\u00a0\u202f]")
    kept = {key: PLACE.sub("x", text) for key, text in load_words("fr").items()}
    assert [key for key, text in kept.items() if loose.search(text)] == []
