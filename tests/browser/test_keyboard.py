"""Buying honey by role, name and keyboard alone, from the home page to the receipt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from browser_tab import Tabs
from hall_process import HallProcess
from hall_visit import HallVisit, list_stands, read_json
from playwright.sync_api import Locator, Page, expect

from hall.service.wording import word

Visit = Callable[..., HallVisit]
MOST_TABS = 220
# Notes each text that the guide's line takes.
LISTEN = """() => {
  window.heard = [];
  new MutationObserver(() => {
    const line = document.querySelector('.guide-line[aria-live=polite]');
    const text = line?.textContent;
    if (text && text !== window.last) window.heard.push(text);
    window.last = text;
  }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""
HONEY = {"fr": "miel", "ar": "عسل"}
CONSENT = {"fr": "J’accepte", "ar": "أوافق"}


@dataclass(frozen=True)
class Keys:
    """Somebody who has a keyboard and a screen reader: roles, names, Tab, Enter."""

    page: Page
    lang: str
    url: str

    def find_honey(self) -> re.Pattern[str]:
        """Return the name of a honey that is not sold out."""
        page = read_json(self.url, f"/api/v1/products?lang={self.lang}&q={quote(HONEY[self.lang])}")
        product = next(p for p in page["products"] if p["can_order"])
        return re.compile(re.escape(product["name"]["text"]))

    def go(self, role: str, key: str, *, exact: bool = False) -> None:
        """Tab to what has a role and the interface's name, or a name that begins so."""
        name = word(self.lang, key) if "." in key else key
        self.reach(self.page.get_by_role(role, name=name, exact=exact))  # type: ignore[arg-type]

    def reach(self, wanted: Locator) -> None:
        wanted.first.wait_for()
        for _ in range(MOST_TABS):
            if wanted.evaluate_all("found => found.includes(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {wanted}")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, key: str = "Enter") -> None:
        self.page.keyboard.press(key)


@pytest.fixture(params=["fr", "ar"])
def keys(request: pytest.FixtureRequest, tabs: Tabs, small: HallProcess) -> Keys:
    page, _ = tabs.open(reduced_motion="reduce", viewport={"width": 960, "height": 700})
    page.goto(f"{small.url}/{request.param}/")
    return Keys(page, request.param, small.url)


def test_honey_is_bought_on_the_plain_pages(keys: Keys) -> None:
    page, lang = keys.page, keys.lang
    keys.go("searchbox", "search.label")
    keys.type(HONEY[lang])
    keys.press()
    page.wait_for_url(re.compile("/products"))
    keys.reach(page.get_by_role("main").get_by_role("link", name=keys.find_honey()))
    keys.press()
    page.wait_for_url(re.compile("/products/.+"))
    keys.go("link", "product.order")
    keys.press()
    page.wait_for_url(re.compile("/order"))
    for label, text in (
        ("form.name", "Acheteuse d’essai"), ("form.phone", "0661234567"),
        ("form.town", "Oujda"), ("form.address", "1, rue de l’Essai"),
    ):  # fmt: skip
        keys.go("textbox", label)
        keys.type(text)
    keys.reach(page.get_by_role("checkbox"))
    keys.press("Space")
    keys.go("button", "order.send")
    keys.press()
    page.wait_for_url(re.compile("/receipts/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(word(lang, "receipt.title"))


def test_honey_is_bought_in_the_hall(keys: Keys) -> None:
    page, lang = keys.page, keys.lang
    keys.go("link", "home.enter")
    keys.press()
    page.get_by_role("dialog").wait_for()  # how to get about, on a first visit
    keys.press("Escape")
    keys.go("button", "viewer.tool.search")
    keys.press()
    keys.reach(page.get_by_role("searchbox"))
    keys.type(HONEY[lang])
    keys.reach(page.get_by_role("dialog").get_by_role("button", name=keys.find_honey()))
    keys.press()
    keys.go("button", "viewer.product.order")
    keys.press()
    for label, text in (
        ("viewer.form.name", "Acheteuse d’essai"), ("viewer.form.phone", "0661234567"),
        ("viewer.order.town", "Oujda"),
    ):  # fmt: skip
        keys.go("textbox", label)
        keys.type(text)
    address = page.get_by_role("textbox", name=word(lang, "viewer.order.address"))
    if address.is_visible():
        keys.reach(address)
        keys.type("1, rue de l’Essai")
    keys.reach(page.get_by_role("checkbox", name=re.compile(CONSENT[lang])))
    keys.press("Space")
    keys.go("button", "viewer.order.send")
    keys.press()
    keys.go("link", "viewer.receipt.open")
    keys.press()
    page.wait_for_url(re.compile("/receipts/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(word(lang, "receipt.title"))


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_favourites_are_kept_and_walked_past(visit: Visit, lang: str) -> None:
    hall = visit(lang)
    page, keys = hall.page, Keys(hall.page, lang, hall.url)
    before = page.locator(".where-stand")
    stands = list_stands(hall.read_index())
    for stand in (stands[0], stands[-1]):
        hall.go_to(stand["number"])
        keys.reach(before)
        keys.press()
        page.get_by_role("dialog").wait_for()
        keys.go("button", "viewer.visit.keep")
        keys.press("Space")
        keys.press("Escape")
        expect(before).to_be_focused()
    hall.go_to([20, 13, 0])
    page.evaluate(LISTEN)
    keys.go("button", "viewer.tool.visit")
    keys.press()
    keys.reach(page.get_by_role("dialog").locator(".action.main"))
    keys.press()
    choice = page.locator(".guide .action.main")
    for name in ("walk", "next", "walk", "finish"):
        expect(choice).to_have_text(word(lang, f"viewer.guide.{name}"))
        expect(choice).to_be_focused()
        page.wait_for_timeout(150)  # a person takes longer to hear the line
        keys.press()
    expect(page.locator(".guide")).to_have_count(0)
    expect(before).to_be_focused()
    heard = page.evaluate("window.heard")
    assert len(heard) == len(set(heard)) <= 4  # to each stop, and there


def test_the_menu_gives_focus_back(visit: Visit) -> None:
    hall = visit("fr")
    page, keys = hall.page, Keys(hall.page, "fr", hall.url)
    menu = page.locator(".menu summary")
    keys.reach(menu)
    keys.press()
    keys.reach(page.get_by_role("link", name="English"))
    keys.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("link", name="English")).to_be_hidden()
    keys.press()
    keys.go("button", "viewer.tool.help")
    keys.press()
    page.get_by_role("dialog").wait_for()
    keys.press("Escape")
    expect(menu).to_be_focused()


def test_all_stands_are_a_list_in_walking_order(visit: Visit) -> None:
    hall = visit("fr")
    page, keys = hall.page, Keys(hall.page, "fr", hall.url)
    stands = list_stands(hall.read_index())
    keys.reach(page.get_by_role("navigation").get_by_role("button", name="Tous les stands"))
    keys.press()
    here = page.locator("[aria-current=location]")
    expect(here.get_by_role("button").first).to_be_focused()
    expect(here).to_contain_text(hall.stand_before())
    for group in page.locator(".group:not([open]) summary").all():
        keys.reach(group)
        keys.press()
    rows = page.locator(".group .where-number")
    expect(rows).to_have_count(len(stands))
    assert sorted(rows.all_inner_texts()) == sorted(stand["number"] for stand in stands)
    last = rows.last.inner_text()
    keys.reach(page.get_by_role("button", name=re.compile(f"Aller au stand \\W*{last}\\b")))
    keys.press()
    hall.wait_for_rest()
    expect(page.locator(".where .where-number")).to_have_text(last)
    assert page.evaluate("document.activeElement !== document.body")
