"""The same visit with two thumbs on a phone, and from right to left."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser_tab import PHONE
from hall_visit import HallVisit
from playwright.sync_api import CDPSession, expect

from hall.service.wording import word

Visit = Callable[..., HallVisit]
LETTERS = re.compile("[\u0620-\u064a]")


def touch(session: CDPSession, kind: str, *points: tuple[int, float, float]) -> None:
    """Send one state of the fingers on the screen."""
    shown = [{"id": finger, "x": x, "y": y} for finger, x, y in points]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": shown})


@pytest.mark.parametrize(("lang", "corner"), [("fr", 80), ("ar", 310)])
def test_one_thumb_walks_while_the_other_looks(visit: Visit, lang: str, corner: int) -> None:
    hall = visit(lang, **PHONE)
    (x, y), heading = hall.position, hall.stats()["heading"]
    fingers = hall.page.context.new_cdp_session(hall.page)
    touch(fingers, "touchStart", (1, corner, 640))
    touch(fingers, "touchMove", (1, corner, 560))
    hall.page.wait_for_function(
        "([x, y]) => Math.hypot(window.hall.stats().position[0] - x,"
        " window.hall.stats().position[1] - y) > 0.5",
        arg=[x, y],
    )
    assert hall.stats()["heading"] == heading
    other = 390 - corner
    touch(fingers, "touchStart", (2, other, 250))
    touch(fingers, "touchMove", (2, other - 30, 250))
    touch(fingers, "touchMove", (2, other - 60, 250))
    hall.page.wait_for_function("old => window.hall.stats().heading !== old", arg=heading)
    touch(fingers, "touchEnd")
    hall.wait_for_rest()


def test_a_tap_on_a_booth_opens_it(visit: Visit) -> None:
    hall = visit(**PHONE)
    number = hall.first_stand("crafts")["number"]
    hall.go_to(number)
    hall.page.touchscreen.tap(195, 330)
    hall.page.get_by_role("dialog").wait_for()
    hall.page.get_by_role("button", name="Fermer").click()
    hall.page.locator(".where-stand").tap()
    hall.dialog(f"Stand {number}")


def test_a_phone_finds_and_opens_a_product(visit: Visit) -> None:
    hall = visit(**PHONE)
    hall.page.get_by_role("button", name="Chercher").tap()
    hall.page.get_by_role("searchbox").fill("miel")
    hall.page.get_by_role("dialog").get_by_role("listitem").first.get_by_role("button").first.tap()
    expect(
        hall.page.get_by_role("button", name="Commander")
        .or_(hall.page.get_by_role("heading", name="Contacter"))
        .first
    ).to_be_visible()
    assert_fits(hall)


def test_nothing_is_wider_than_a_phone(visit: Visit) -> None:
    for lang in ("fr", "ar", "en"):
        hall = visit(lang, **PHONE)
        assert_fits(hall)
        for tool in hall.page.get_by_role("toolbar").locator("a, button, summary").all():
            box = tool.bounding_box()
            assert box is None or (box["x"] >= 0 and box["x"] + box["width"] <= 390)


# What reaches over the edge of the window, of the sheet if one is open.
CUT_OFF = """() => {
  const root = document.querySelector('dialog[open]') ?? document.querySelector('.hall-viewer');
  const box = root.getBoundingClientRect();
  return [...root.querySelectorAll('a, button, summary, select, input, p, h2')]
    .filter(e => e.checkVisibility({visibilityProperty: true}))
    .filter(e => !e.closest('.around, .spoken, .plan-frame, .hotspots, .toast'))
    .filter(e => {
      const {left, right} = e.getBoundingClientRect();
      return left < box.left - 0.5 || right > box.right + 0.5;
    })
    .map(e => e.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize(("lang", "width", "size"), [("fr", 320, 100), ("ar", 390, 200)])
def test_nothing_is_cut_off_however_narrow_or_large(
    visit: Visit, lang: str, width: int, size: int
) -> None:
    hall = visit(lang, **{**PHONE, "viewport": {"width": width, "height": 740}})
    page = hall.page
    page.evaluate("s => { document.documentElement.style.fontSize = s + '%' }", size)
    cut = page.evaluate(CUT_OFF)
    page.locator(".menu summary").click()
    cut += page.evaluate(CUT_OFF)
    page.keyboard.press("Escape")
    for tool in ("search", "plan", "visit"):
        page.get_by_role("button", name=word(lang, f"viewer.tool.{tool}")).click()
        if tool == "search":
            page.get_by_role("searchbox").fill("miel")
            page.get_by_role("dialog").get_by_role("listitem").first.wait_for()
        cut += page.evaluate(CUT_OFF)
        page.get_by_role("button", name=word(lang, "viewer.close"), exact=True).click()
    assert cut == []


def assert_fits(hall: HallVisit) -> None:
    assert hall.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_arabic_mirrors_the_tools_and_speaks_arabic(visit: Visit) -> None:
    french, arabic = visit("fr"), visit("ar")
    assert arabic.page.evaluate("document.documentElement.dir") == "rtl"
    assert arabic.page.evaluate("document.documentElement.lang") == "ar"

    def middle_of(hall: HallVisit) -> float:
        box = hall.page.locator(".toolbar .wide").bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2

    assert middle_of(french) > 480 > middle_of(arabic)
    for button in arabic.page.get_by_role("toolbar").get_by_role("button").all():
        name = button.get_attribute("aria-label") or button.inner_text()
        assert LETTERS.search(name), name


def test_arabic_finds_honey_and_reads_its_price(visit: Visit) -> None:
    hall = visit("ar", **PHONE)
    hall.page.get_by_role("button", name="بحث").tap()
    hall.page.get_by_role("searchbox").fill("عسل")
    hall.page.get_by_role("dialog").get_by_role("listitem").first.get_by_role("button").first.tap()
    card = hall.page.locator("dialog.sheet-card")
    expect(card.locator(".price").first).to_be_visible()
    assert LETTERS.search(card.locator(".sheet-title").inner_text())
    assert card.evaluate("sheet => getComputedStyle(sheet).direction") == "rtl"
    assert_fits(hall)
