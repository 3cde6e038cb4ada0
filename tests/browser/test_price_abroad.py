"""Can it reach me, and what is it in my money? On the card in the hall, before the order form."""

from __future__ import annotations

from collections.abc import Callable

from hall_visit import HallVisit
from playwright.sync_api import expect

from hall.service.wording import word


def test_a_country_chosen_on_one_card_counts_on_the_next(visit: Callable[..., HallVisit]) -> None:
    hall = visit()
    stand = hall.first_stand("terroir")
    products = [p for p in hall.read_stand(stand["id"])["products"] if p["price"]["amount_minor"]]
    assert len(products) > 1
    for place, product in enumerate(products[:2]):
        hall.page.evaluate("id => { location.hash = 'product=' + id; }", product["id"])
        card = hall.dialog(product["name"]["text"])
        money = card.locator(".abroad-price")
        country = card.get_by_label(word("fr", "viewer.reach.where"))
        ways = card.locator(".reach-answers li")
        if place == 0:
            expect(country).to_have_value("")
            expect(money).to_have_count(0)
            expect(ways).to_have_count(0)
            country.select_option("FR")
        expect(money).to_contain_text("€")
        expect(ways.first).to_be_visible()
        expect(country).to_have_value("FR")
        expect(card.locator(".price")).to_have_text(product["price"]["text"])
    country.select_option("")
    expect(money).to_have_count(0)
    expect(ways).to_have_count(0)
