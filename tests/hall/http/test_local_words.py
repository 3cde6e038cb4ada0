"""What pages say of a place, an hour and a room, each in the page's language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from page_reading import read_page
from web_fair import ShownHall, make_catalogue

from hall.http.dates import format_hours
from hall.model.fair import Places
from hall.model.text import Texts

TOWNS = Places(towns={"figuig": ("Figuig", "فجيج", "Bouarfa", "Talsint", "تالسينت")})
FORM = "/fr/order?product=miel-romarin"


@pytest.mark.parametrize(
    ("town", "lang", "shown"),
    [
        ("Figuig", "ar", "فجيج"), ("Figuig", "fr", "Figuig"), ("Talsint", "ar", "تالسينت"),
        ("Bouarfa", "ar", "Bouarfa"), ("Oujda", "ar", "Oujda"), ("تالسينت", "ar", "تالسينت"),
    ],
)  # fmt: skip
def test_a_town_is_named_in_arabic_where_its_arabic_name_follows(
    town: str, lang: str, shown: str
) -> None:
    assert TOWNS.name_town(town, "figuig", lang) == shown


@pytest.mark.parametrize(
    ("hours", "lang", "shown"),
    [
        ("9:00-18:00", "fr", "\u20669:00–18:00\u2069"),
        ("09:00-12:00|15:00-18:00", "ar", "\u206609:00–12:00\u2069، \u206615:00–18:00\u2069"),
        ("le matin", "fr", "le matin"),
        ("", "fr", ""),
    ],
)
def test_hours_are_ranges_that_keep_their_direction(hours: str, lang: str, shown: str) -> None:
    assert format_hours(hours, lang) == shown


async def test_a_session_is_where_the_plan_says(start: Any) -> None:
    catalogue = make_catalogue()
    first = replace(catalogue.sessions[0], room="stage")
    rooms = {"stage": Texts({"fr": "Scène", "ar": "المنصة"})}
    client = await start(ShownHall(replace(catalogue, sessions=(first,), rooms=rooms)))
    for lang, name in (("fr", "Scène"), ("ar", "المنصة")):
        html = await (await client.get(f"/{lang}/sessions/{first.id}")).text()
        assert name in read_page(html).text


async def test_an_order_form_tells_the_sum_and_the_fees_before_it_is_sent(client: Any) -> None:
    html = await (await client.get(FORM)).text()
    text = " ".join(read_page(html).text.split())
    price = make_catalogue().products["miel-romarin"].price
    assert price is not None
    assert " ".join(price.format("fr").split()) in text.partition("Pour une quantité de")[2]
    assert "sans frais" in text
