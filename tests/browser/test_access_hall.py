"""axe-core finds nothing in the rarer states of the hall: nothing found, faults, sent, lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser_tab import PHONE
from hall_visit import HallVisit
from page_audit import find_barriers
from playwright.sync_api import Page

from hall.service.wording import word

Visit = Callable[..., HallVisit]
LOOKS = [("fr", "light"), ("ar", "dark"), ("en", "light")]
LOSE = """() => document.querySelector('canvas.picture').getContext('webgl2')
  .getExtension('WEBGL_lose_context').loseContext()"""


def press(page: Page, lang: str, key: str) -> None:
    page.get_by_role("button", name=word(lang, key), exact=True).first.click()


def open_card(hall: HallVisit) -> dict[str, Any]:
    """Open the card of a product that can be ordered."""
    products = hall.read_stand(hall.first_stand("terroir")["id"])["products"]
    product: dict[str, Any] = next(p for p in products if p["can_order"] and p["price"])
    hall.page.evaluate("id => { location.hash = 'product=' + id; }", product["id"])
    hall.page.locator(".reach-box select").wait_for()
    return product


def fill_who(page: Page, lang: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name=word(lang, "viewer.form.name")).fill("Essai")
    dialog.locator("input[type=tel]").first.fill("0661234567")
    dialog.get_by_role("checkbox").last.check()


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
def test_nothing_from_a_card_to_what_was_sent_keeps_anybody_out(
    visit: Visit, lang: str, scheme: str
) -> None:
    hall = visit(lang, color_scheme=scheme, **PHONE)
    hall.faults.expect(r"status (400|422): .*/api/v1/\w+|console: .*status of (400|422)")
    page = hall.page
    open_card(hall)
    page.locator(".reach-box select").select_option("FR")
    page.locator(".reach-answers li").first.wait_for()
    barriers = find_barriers(page)
    press(page, lang, "viewer.product.order")
    press(page, lang, "viewer.order.send")
    page.get_by_role("dialog").get_by_role("alert").wait_for()
    barriers += find_barriers(page)
    fill_who(page, lang)
    for name in ("viewer.order.town", "viewer.order.address"):
        field = page.get_by_role("textbox", name=word(lang, name))
        if field.is_visible():
            field.fill("Oujda")
    press(page, lang, "viewer.order.send")
    page.get_by_role("heading", name=word(lang, "viewer.order.done")).wait_for()
    barriers += find_barriers(page)
    assert barriers == []


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
def test_neither_a_message_nor_a_search_without_a_hit_keeps_anybody_out(
    visit: Visit, lang: str, scheme: str
) -> None:
    hall = visit(lang, color_scheme=scheme, **PHONE)
    hall.faults.expect(r"status (400|422): .*/api/v1/\w+|console: .*status of (400|422)")
    page = hall.page
    press(page, lang, "viewer.tool.search")
    page.get_by_role("searchbox").fill("xyzzyq")
    nothing = word(lang, "viewer.search.none")
    page.get_by_role("dialog").get_by_role("status").filter(has_text=nothing).wait_for()
    barriers = find_barriers(page)
    press(page, lang, "viewer.close")
    open_card(hall)
    press(page, lang, "viewer.contact.message")
    press(page, lang, "viewer.message.send")
    page.get_by_role("dialog").get_by_role("alert").wait_for()
    barriers += find_barriers(page)
    page.get_by_role("dialog").locator("textarea").fill("Essai")
    fill_who(page, lang)
    press(page, lang, "viewer.message.send")
    page.get_by_role("heading", name=word(lang, "viewer.message.done")).wait_for()
    barriers += find_barriers(page)
    assert barriers == []


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
def test_a_picture_that_is_lost_keeps_nobody_out(visit: Visit, lang: str, scheme: str) -> None:
    page = visit(lang, color_scheme=scheme, **PHONE).page
    page.evaluate(LOSE)
    page.get_by_role("alert").filter(has=page.get_by_role("heading")).wait_for(timeout=20_000)
    assert find_barriers(page) == []
