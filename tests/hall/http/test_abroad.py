"""Prices in the visitor's currency: beside the dirham, approximate, dated, only when asked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from page_reading import list_faults, read_page
from web_fair import ShownHall

from hall.model.fair import Rate, Rates
from hall.model.text import Texts

PATH = "/fr/products/miel-romarin"
RATES = Rates(
    "2026-06-30",
    Texts({"fr": "Banque <i>d’exemple</i>", "ar": "بنك نموذجي", "en": "Sample bank"}),
    (Rate("EUR", Decimal("0.092"), ("FR",)),),
)


@pytest.fixture
def hall(hall: ShownHall) -> ShownHall:
    hall.catalogue = replace(hall.catalogue, rates=RATES)
    return hall


@pytest.mark.parametrize(
    ("lang", "amount", "day"),
    [
        ("fr", "≈ 7,80\u00a0€", "30 juin 2026"),
        ("ar", "≈ 7,80\u00a0أورو", "30 يونيو 2026"),
        ("en", "≈ 7.80\u00a0€", "30 June 2026"),
    ],
)
async def test_the_chosen_country_shows_its_money_with_the_day_of_the_rate(
    client: Any, lang: str, amount: str, day: str
) -> None:
    page = read_page(await (await client.get(f"/{lang}/products/miel-romarin?to=FR")).text())
    assert list_faults(page) == []
    assert amount in page.text
    assert day in page.text
    query = f"?lang={lang}&country=FR"
    price = (await (await client.get(f"/api/v1/products/miel-romarin{query}")).json())["price"]
    assert (price["abroad"], price["abroad_date"]) == (amount, day)
    assert (price["amount_minor"], price["currency"]) == (8500, "MAD")


@pytest.mark.parametrize("query", ["", "?to=MA", "?to=oriental", "?to=TN", "?to=%3Cb%3E"])
async def test_without_a_choice_or_a_rate_the_price_stays_alone(client: Any, query: str) -> None:
    page = read_page(await (await client.get(PATH + query)).text())
    assert "≈" not in page.text
    answer = await client.get("/api/v1/products/miel-romarin" + query.replace("to", "country"))
    assert (await answer.json())["price"]["abroad"] == ""


async def test_no_cookie_remembers_the_country(client: Any) -> None:
    response = await client.get(PATH + "?to=FR")
    assert "Set-Cookie" not in response.headers
    assert "≈" not in await (await client.get(PATH)).text()


async def test_stands_and_lists_of_the_api_take_the_country_too(client: Any) -> None:
    found = await (await client.get("/api/v1/products?lang=fr&country=FR")).json()
    priced = [p["price"] for p in found["products"] if p["price"]["amount_minor"] is not None]
    assert priced
    assert all(price["abroad"].startswith("≈ ") for price in priced)
    stand = found["products"][0]["stand"]["id"]
    shown = await (await client.get(f"/api/v1/stands/{stand}?lang=fr&country=FR")).json()
    prices = [p["price"] for p in shown["products"]]
    assert {bool(p["abroad"]) == (p["amount_minor"] is not None) for p in prices} == {True}


async def test_the_order_stays_in_the_currency_of_the_fair(client: Any) -> None:
    page = read_page(await (await client.get("/fr/order?product=miel-romarin&to=FR")).text())
    [seen] = [e for e in page.all("input") if e.attrs.get("name") == "lines.0.seen"]
    assert seen.attrs["value"] == "8500 MAD"


async def test_the_api_lists_from_where_prices_can_be_seen(client: Any, hall: ShownHall) -> None:
    rates = await (await client.get("/api/v1/rates?lang=fr")).json()
    assert [(c["id"], c["name"]["text"], c["currency"]) for c in rates["countries"]] == [
        ("FR", "France", "EUR")
    ]
    assert rates["date_text"] == "30 juin 2026"
    hall.catalogue = replace(hall.catalogue, rates=None)
    assert (await (await client.get("/api/v1/rates?lang=fr")).json())["countries"] == []
