"""A product's facts are said in the language of the page."""

from __future__ import annotations

import pytest

from hall.http.dates import format_season
from hall.http.facts import say_choices
from hall.model.fair import FamilyField
from hall.model.text import Texts

MATERIALS = FamilyField(
    "materials",
    Texts({"fr": "Matières"}),
    "choice",
    choices={
        "wool": Texts({"fr": "Laine", "ar": "صوف", "en": "Wool"}),
        "cotton": Texts({"fr": "Coton", "ar": "قطن", "en": "Cotton"}),
        "alfa": Texts({"fr": "Alfa"}),
    },
    many=True,
)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fr", "Laine, Coton"), ("ar", "صوف، قطن"), ("en", "Wool, Cotton")],
)
def test_choices_are_said_in_the_language_of_the_page(lang: str, words: str) -> None:
    assert say_choices(MATERIALS, "wool|cotton", lang) == words


def test_a_choice_without_that_language_is_said_in_another() -> None:
    assert say_choices(MATERIALS, "alfa", "ar") == "Alfa"


def test_a_field_without_choices_says_what_was_written() -> None:
    assert say_choices(FamilyField("dyes", Texts(), "text"), "wool|x / y", "fr") == "wool|x / y"


@pytest.mark.parametrize(
    ("season", "lang", "words"),
    [
        ("4-6", "fr", "avril – juin"), ("4-6", "ar", "أبريل – يونيو"),
        ("4-6", "en", "April – June"),
        ("7-8", "ar", "يوليوز – غشت"), ("9", "ar", "شتنبر"), ("11-12", "ar", "نونبر – دجنبر"),
        ("12-1", "fr", "décembre – janvier"),
        ("4 – 6|9-10", "fr", "avril – juin, septembre – octobre"),
        ("5|10", "ar", "ماي، أكتوبر"), ("٤-٦", "fr", "avril – juin"), ("13-14", "fr", "13-14"),
        ("toute l'année", "fr", "toute l'année"), ("", "fr", ""),
    ],
)  # fmt: skip
def test_a_season_in_months_is_said_with_their_names(season: str, lang: str, words: str) -> None:
    assert format_season(season, lang) == words
