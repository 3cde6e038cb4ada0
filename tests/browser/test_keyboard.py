"""Buying honey by role, name and keyboard alone, from the home page to the receipt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from browser_tab import Tabs
from hall_process import HallProcess
from hall_visit import read_json
from playwright.sync_api import Locator, Page, expect

from hall.service.wording import word

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(900),  # the first run prepares the media of 260 stands
]

MOST_TABS = 220
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
