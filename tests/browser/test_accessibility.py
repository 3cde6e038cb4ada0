"""axe-core finds nothing on any page and in any state of the 3D hall; controls are large enough."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from browser_tab import PHONE, Tabs
from hall_process import HallProcess
from hall_visit import HallVisit, list_stands, read_json
from page_audit import find_barriers
from playwright.sync_api import Page
from servable_fair import ServableFair

from hall.service.wording import word

Visit = Callable[..., HallVisit]
TOUR = """\
tours:
- id: two-stops
  name: {fr: Deux étapes, ar: محطتان, en: Two stops}
  stops:
  - {exhibitor: FIRST, text: {fr: Demandez la date de récolte.}}
  - {exhibitor: SECOND}
"""
# What a finger must hit; links within a line of text are as tall as the line.
SMALL = """least => [...document.querySelectorAll(
    'button, summary, select, input:not([type=checkbox]), .menu a, a.action, a.tool')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.around'))
  .filter(e => e.closest('dialog[open]') || !document.querySelector('dialog[open]'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.width < least - 0.5 || box.height < least - 0.5)
  .map(([e, box]) => `${e.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`)"""
LEAST_PX = 44
LOOKS = [("fr", "light"), ("ar", "dark"), ("en", "light"), ("fr", "dark"), ("ar", "light")]


@pytest.fixture(scope="module")
def things(small: HallProcess) -> dict[str, Any]:
    """One of each noun of the fair, for the pages that show one."""
    index = read_json(small.url, read_json(small.url, "/api/v1/hall?lang=fr")["index"])
    stand = next(s for s in list_stands(index) if s["near"])
    card = read_json(small.url, f"/api/v1/stands/{stand['id']}?lang=fr")
    product = next(p for p in card["products"] if p["can_order"])
    return {
        "number": stand["number"], "product": product["id"], "exhibitor": stand["exhibitor"],
    }  # fmt: skip


def list_pages(things: dict[str, Any]) -> list[str]:
    product, exhibitor = things["product"], things["exhibitor"]
    return [
        "", "plan", "stands", f"stands/{things['number']}", f"exhibitors/{exhibitor}",
        f"exhibitors/{exhibitor}/message", "products", "products?q=miel", "products?q=zzzz",
        f"products/{product}", f"order?product={product}", "programme", "help", "privacy", "desk",
    ]  # fmt: skip


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
def test_no_page_keeps_anybody_out(
    tabs: Tabs, small: HallProcess, things: dict[str, Any], lang: str, scheme: str
) -> None:
    page, faults = tabs.open(color_scheme=scheme, **PHONE)
    faults.expect(r"status 401: .*/desk$|console: .*status of 401")  # the desk's door
    barriers = []
    for path in list_pages(things):
        page.goto(f"{small.url}/{lang}/{path}")
        barriers += find_barriers(page)
    assert barriers == []


def look(page: Page) -> list[str]:
    """Return what keeps somebody out of the state that is shown, and what is hard to hit."""
    return find_barriers(page) + page.evaluate(SMALL, LEAST_PX)


def close(page: Page, lang: str) -> None:
    page.get_by_role("button", name=word(lang, "viewer.close"), exact=True).click()
    page.get_by_role("dialog").wait_for(state="hidden")


def open_menu(page: Page) -> None:
    page.locator(".menu summary").click()


@pytest.mark.parametrize(("lang", "scheme"), LOOKS[:3])
def test_no_state_of_the_hall_keeps_anybody_out(
    visit: Visit, things: dict[str, Any], lang: str, scheme: str
) -> None:
    hall = visit(lang, color_scheme=scheme, forced_colors="none", **PHONE)
    page = hall.page
    barriers = look(page)
    open_menu(page)
    barriers += look(page)
    page.get_by_role("button", name=word(lang, "viewer.tool.help")).click()
    page.get_by_role("dialog").wait_for()
    barriers += look(page)
    close(page, lang)
    hall.go_to(things["number"])
    page.locator(".where-stand").click()
    page.locator(".product-row").first.wait_for()
    barriers += look(page)
    page.evaluate("id => { location.hash = 'product=' + id; }", things["product"])
    order = page.get_by_role("button", name=word(lang, "viewer.product.order"), exact=True)
    order.wait_for()
    barriers += look(page)
    order.click()
    page.get_by_role("button", name=word(lang, "viewer.order.send")).wait_for()
    barriers += look(page)
    assert barriers == []


@pytest.mark.parametrize(("lang", "scheme"), LOOKS[:3])
def test_finding_ones_way_keeps_nobody_out(visit: Visit, lang: str, scheme: str) -> None:
    hall = visit(lang, color_scheme=scheme)
    page = hall.page
    fill_visit_book(hall)
    barriers = []
    page.get_by_role("button", name=word(lang, "viewer.tool.search")).click()
    page.get_by_role("searchbox").fill("miel")
    page.get_by_role("combobox").first.select_option("product")
    page.get_by_role("dialog").get_by_role("listitem").first.wait_for()
    barriers += look(page)
    page.get_by_role("button", name=word(lang, "viewer.search.on_plan")).click()
    page.locator(".plan-stand.found").first.wait_for()
    assert page.locator(".plan-heart").count() == 2
    page.locator(".plan-stand.found").first.click()
    page.get_by_role("button", name=word(lang, "viewer.stand.go")).wait_for()
    barriers += look(page)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=word(lang, "viewer.list.title")).click()
    page.locator("[aria-current=location]").wait_for()
    barriers += look(page)
    close(page, lang)
    page.get_by_role("button", name=word(lang, "viewer.tool.visit")).click()
    page.get_by_text(word(lang, "viewer.outbox.title")).wait_for()
    barriers += look(page)
    page.locator(".action.main").click()
    page.locator(".guide-line").get_by_text("2").wait_for()
    barriers += look(page)
    page.locator(".guide .action.main").click()
    page.get_by_role("button", name=word(lang, "viewer.guide.next")).wait_for()
    barriers += look(page)
    assert barriers == []


@pytest.mark.parametrize(("lang", "scheme"), LOOKS[:3])
def test_what_lies_beside_the_walk_keeps_nobody_out(visit: Visit, lang: str, scheme: str) -> None:
    hall = visit(lang, color_scheme=scheme, **PHONE)
    page = hall.page
    open_menu(page)
    page.get_by_role("button", name=word(lang, "viewer.map.title")).click()
    page.locator(".mini").wait_for()
    barriers = look(page)
    for tool, shown in (
        ("programme", ".session"), ("settings", ".settings"), ("share", ".share-code"),
    ):  # fmt: skip
        open_menu(page)
        page.get_by_role("button", name=word(lang, f"viewer.tool.{tool}"), exact=True).click()
        page.locator(shown).first.wait_for()
        barriers += look(page)
        close(page, lang)
    assert barriers == []


def fill_visit_book(hall: HallVisit) -> None:
    """Open the hall as somebody who keeps two stands, has seen one and waits for the network."""
    fair = hall.read_index()["fair"]
    kept = [stand["id"] for stand in list_stands(hall.read_index())[:2]]
    letter = {"key": "k", "kind": "orders", "body": {}, "about": "Miel de thym"}
    receipt = {"number": "AB-12", "state": "sent", "receipt_url": "/fr/receipts/x"}
    pages = {
        f"hall.visit.{fair}": {"favourites": kept, "seen": kept[:1]},
        f"hall.outbox.{fair}": {
            "waiting": [{**letter, "fault": "Ce produit est épuisé."}],
            "sent": [{"about": "Huile d’olive", "receipt": receipt}],
        },
    }
    for key, value in pages.items():
        hall.page.evaluate("([k, v]) => localStorage.setItem(k, v)", [key, json.dumps(value)])
    hall.page.reload()
    hall.enter()


def test_the_page_of_tours_keeps_nobody_out(
    own_fair: ServableFair, serving: ExitStack, tabs: Tabs
) -> None:
    rows = (own_fair.fair / "exhibitors.csv").read_text("utf-8-sig").splitlines()[1:]
    first, second = [row.partition(",")[0] for row in rows if row[:1].isalpha()][:2]
    text = TOUR.replace("FIRST", first).replace("SECOND", second)
    (own_fair.fair / "tours.yaml").write_text(text, "utf-8")
    barriers = []
    served = serving.enter_context(own_fair.serve())
    for lang, scheme in LOOKS[:3]:
        page, _ = tabs.open(color_scheme=scheme, **PHONE)
        page.goto(f"{served.url}/{lang}/tours")
        assert page.locator(".tour").count() == 1
        barriers += find_barriers(page)
    assert barriers == []
