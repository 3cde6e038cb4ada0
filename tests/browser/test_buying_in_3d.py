"""From a word to an order, inside the hall."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from hall_visit import HallVisit
from playwright.sync_api import Locator, expect
from servable_fair import ServableFair

Visit = Callable[..., HallVisit]
NOT_TAKEN = r"status (400|422): .*/api/v1/orders|console: .*status of (400|422)"
# Reads the answer about a stand and keeps it back until it is let go.
HOLD_STANDS = """() => {
  const ask = window.fetch;
  window.fetch = async (url, options) => {
    const response = await ask(url, options);
    if (!String(url).includes('/stands/')) return response;
    const told = await response.json();
    response.json = () => Promise.resolve(told);
    await new Promise(done => { window.answer = done; });
    return response;
  };
}"""


def search(hall: HallVisit, words: str) -> Locator:
    """Type into the search and return the first hit."""
    hall.page.get_by_role("button", name="Chercher").click()
    hall.page.get_by_role("searchbox").fill(words)
    hit = hall.page.get_by_role("dialog").get_by_role("listitem").first
    hit.wait_for()
    return hit


def open_product(hall: HallVisit) -> dict[str, Any]:
    """Open a product that can be ordered, by its link, and return what the server tells."""
    stand = hall.first_stand("terroir")
    products = hall.read_stand(stand["id"])["products"]
    product: dict[str, Any] = next(p for p in products if p["can_order"] and p["price"])
    hall.page.evaluate("id => { location.hash = 'product=' + id; }", product["id"])
    hall.dialog(product["name"]["text"])
    return product


@pytest.mark.parametrize("words", ["miel", "عسل", "3sel"])
def test_a_search_leads_before_a_stand_that_has_it(visit: Visit, words: str) -> None:
    hall = visit()
    hit = search(hall, words)
    expect(hall.page.get_by_role("dialog").get_by_role("status")).to_contain_text(
        re.compile(r"[1-9]")
    )
    hit.get_by_role("button", name="Y aller").or_(
        hit.get_by_role("button", name=re.compile("Aller au stand"))
    ).click()
    hall.wait_for_rest()
    number = hall.stand_before()
    stand = next(s for s in hall.list_stands() if s["number"] == number)
    card = hall.read_stand(stand["id"])
    assert any("miel" in str(product).lower() for product in card["products"])


def test_a_slip_of_the_finger_is_understood(visit: Visit) -> None:
    hall = visit()
    assert "iel" in search(hall, "meil").inner_text().lower()


def test_a_product_tells_what_one_asks_before_buying(visit: Visit) -> None:
    hall = visit()
    product = open_product(hall)
    card = hall.page.get_by_role("dialog")
    for text in (
        product["nature"]["text"], product["origin"], product["price"]["text"],
        product["price"]["unit_text"], product["exhibitor"]["name"]["text"],
    ):  # fmt: skip
        assert text
        expect(card).to_contain_text(text)
    if product["label"]:
        expect(card).to_contain_text(product["label"]["state"])
    assert card.get_by_role("img").first.evaluate("image => image.decode().then(() => true)")


def test_the_model_turns_under_the_finger(visit: Visit) -> None:
    hall = visit()
    open_product(hall)
    hall.page.get_by_role("button", name="Voir en 3D").click()
    table = hall.page.locator("canvas.turntable")
    table.wait_for()
    hall.page.wait_for_timeout(500)
    before = table.screenshot()
    box = table.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    hall.page.mouse.move(x, y)
    hall.page.mouse.down()
    hall.page.mouse.move(x + 80, y, steps=4)
    hall.page.mouse.up()
    hall.page.wait_for_timeout(500)
    assert table.screenshot() != before


def test_an_order_is_corrected_sent_and_on_disk(visit: Visit, small_fair: ServableFair) -> None:
    hall = visit()
    hall.faults.expect(NOT_TAKEN)
    product = open_product(hall)
    hall.page.get_by_role("button", name="Commander").click()
    form = hall.dialog("Votre commande")
    form.get_by_label("Quantité").fill("2")
    form.get_by_label("Remarque").fill("Merci d’avance")
    form.get_by_role("button", name="Envoyer la commande").click()
    faults = form.get_by_role("alert")
    expect(faults).to_contain_text("À corriger")
    expect(faults).to_be_focused()
    expect(faults.get_by_role("button", name="Votre nom")).to_be_visible()  # and what of it
    assert form.get_by_label("Quantité").input_value() == "2"
    assert form.get_by_label("Remarque").input_value() == "Merci d’avance"
    form.get_by_role("textbox", name="Votre nom").fill("Acheteuse d’essai")
    form.get_by_role("textbox", name="Téléphone").fill("0661234567")
    form.get_by_role("textbox", name="Ville").fill("Oujda")
    address = form.get_by_role("textbox", name="Adresse")
    if address.is_visible():
        address.fill("1, rue de l’Essai")
    form.get_by_role("checkbox", name=re.compile("J’accepte")).check()
    form.get_by_role("button", name="Envoyer la commande").click()
    expect(form.get_by_role("heading", name="Commande reçue")).to_be_visible()
    number = form.locator(".receipt-number").inner_text()
    request = read_order(small_fair, number)
    assert product["id"] in request
    assert "Acheteuse d’essai" in request
    form.get_by_role("link", name="Ouvrir le reçu").click()
    expect(hall.page.get_by_role("heading", level=1)).to_contain_text(number)


def read_order(fair: ServableFair, number: str) -> str:
    with sqlite3.connect(f"file:{fair.state / 'hall.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT request FROM orders WHERE number = ?", (number,)).fetchall()
    database.close()
    (row,) = rows
    return str(row[0])


def test_a_card_that_was_closed_while_it_came_stays_closed(visit: Visit) -> None:
    """The answer comes before the browser tells that the sheet was closed."""
    hall = visit()
    page = hall.page
    page.evaluate(HOLD_STANDS)
    hall.go_to(hall.list_stands()[0]["number"])
    page.locator(".where-stand").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_function("() => window.answer")
    page.evaluate("() => { document.querySelector('dialog[open]').close(); window.answer(); }")
    page.wait_for_timeout(500)
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_number_is_shown_only_after_a_tap(visit: Visit) -> None:
    hall = visit()
    open_product(hall)
    card = hall.page.get_by_role("dialog")
    button = card.get_by_role("button", name=re.compile("Téléphone|WhatsApp")).first
    button.wait_for()
    # Names of files are hexadecimal: a number has no such sign beside it.
    shown = hall.page.content()
    assert not re.search(r"(?<![0-9a-f])(\+?212\d{6}|0[67]\d{8})(?![0-9a-f])", shown)
    button.click()
    expect(card.locator("a[href^='tel:'], a[href*='wa.me']").first).to_be_focused()
