"""axe-core finds nothing in any state of the plain pages: faults, receipts, answers, phases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browser_tab import PHONE, Tabs
from hall_process import HallProcess
from hall_visit import list_stands, read_json
from open_app import OpenApp, open_app
from page_audit import find_barriers
from playwright.sync_api import Page
from web_fair import FAIR, ShownHall, make_catalogue

from hall.http.routes import DESK, FORMS, PAGES
from hall.model.fair import PHASES
from hall.resources import web_dir

LOOKS = [("fr", "light"), ("ar", "dark"), ("en", "light")]
# Where every page of the site is looked at: a new one must be put into one of these lists.
IN_PAGES = {
    "", "plan", "stands", "stands/{number}", "exhibitors/{exhibitor}", "products", "order",
    "products/{product}", "programme", "tours", "help", "privacy", "desk",
    "exhibitors/{exhibitor}/message",
}  # fmt: skip
HERE = {
    "sessions/{session}", "stands/{number}/card", "cards", "receipts/{token}", "answers/{token}",
}  # fmt: skip
IN_DESK = {
    "invites/{token}", "desk/stand", "desk/new", "desk/products/{item}", "desk/logo", "review",
    "desk/products/{item}/pictures", "review/downloads",
}  # fmt: skip
IN_HALL = {"hall"}
NO_PAGE = {
    "hall/code.svg", "stands/{number}/code.svg", "programme.ics", "sessions/{session}.ics",
    "receipts/{token}/whatsapp", "desk/files/{upload}",
}  # fmt: skip


def test_every_page_is_in_a_list_that_is_looked_at() -> None:
    pages = {
        route.path.removeprefix("/{lang}/")
        for route in (*PAGES, *FORMS, *DESK)
        if route.method == "GET" and route.path != "/"
    }
    assert pages == IN_PAGES | HERE | IN_DESK | IN_HALL | NO_PAGE


@pytest.fixture(scope="module")
def things(small: HallProcess) -> dict[str, Any]:
    index = read_json(small.url, read_json(small.url, "/api/v1/hall?lang=fr")["index"])
    stand = next(s for s in list_stands(index) if s["near"])
    free = next((s["number"] for s in list_stands(index) if not s["exhibitor"]), "")
    card = read_json(small.url, f"/api/v1/stands/{stand['id']}?lang=fr")
    product = next(p for p in card["products"] if p["can_order"])["id"]
    session = read_json(small.url, "/api/v1/programme?lang=fr")["sessions"][0]["id"]
    return {**stand, "free": free, "product": product, "session": session}


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
def test_no_page_of_one_thing_and_no_empty_one_keeps_anybody_out(
    tabs: Tabs, small: HallProcess, things: dict[str, Any], lang: str, scheme: str
) -> None:
    page, faults = tabs.open(color_scheme=scheme, **PHONE)
    faults.expect(r"status 404|console: .*status of 404")  # two pages are not there
    number, product = things["number"], things["product"]
    paths = [
        "stands?sector=terroir", "stands?sector=nothing", "cards", "cards?sector=crafts&size=a5",
        f"stands/{number}/card", f"sessions/{things['session']}", f"products/{product}?to=oriental",
        f"products/{product}?to=FR", "products?family=honey&max_price=1", "products?page=2",
        "products?q=tagmat", "nothing", "stands/Z999",
    ]  # fmt: skip
    paths += [f"stands/{things['free']}"] if things["free"] else []
    barriers = []
    for path in paths:
        page.goto(f"{small.url}/{lang}/{path}")
        barriers += find_barriers(page)
    assert barriers == []


def fill_who(page: Page, *fields: str) -> None:
    for field in fields:
        page.fill(f"[id='{field}']", "0661234567" if "phone" in field else "Essai")
    page.check("#consent_version")


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator(".form button.button-big").click()


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
def test_nothing_on_the_way_to_a_receipt_keeps_anybody_out(
    tabs: Tabs, small: HallProcess, things: dict[str, Any], lang: str, scheme: str
) -> None:
    page, faults = tabs.open(color_scheme=scheme, **PHONE)
    faults.expect(r"status 422: .*/(order|message)$|console: .*status of 422")
    page.goto(f"{small.url}/{lang}/order?product={things['product']}")
    send(page)
    barriers = find_barriers(page)  # every fault at its field and at the top
    fill_who(page, "buyer.name", "buyer.phone", "town", "address")
    send(page)
    barriers += find_barriers(page)
    receipt = page.url
    handed = page.request.get(f"{receipt}/whatsapp", max_redirects=0)
    (text,) = parse_qs(urlsplit(handed.headers["location"]).query)["text"]
    answer = re.search(r"/answers/\S+", text)
    assert answer is not None, text
    page.goto(f"{small.url}/{lang}{answer[0]}")
    barriers += find_barriers(page)
    with page.expect_navigation():
        page.locator("button[value=accept]").click()
    barriers += find_barriers(page)
    page.goto(receipt)
    barriers += find_barriers(page)
    with page.expect_navigation():
        page.locator("form[action$='/cancel'] button").click()
    barriers += find_barriers(page)
    assert page.locator(".state-cancelled").is_visible()
    assert barriers == []


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
def test_nothing_on_the_way_to_an_exhibitor_keeps_anybody_out(
    tabs: Tabs, small: HallProcess, things: dict[str, Any], lang: str, scheme: str
) -> None:
    page, faults = tabs.open(color_scheme=scheme, **PHONE)
    faults.expect(r"status 422: .*/message$|console: .*status of 422")
    page.goto(f"{small.url}/{lang}/exhibitors/{things['exhibitor']}/message")
    send(page)
    barriers = find_barriers(page)
    fill_who(page, "text", "name", "phone")
    send(page)
    barriers += find_barriers(page)
    assert "/receipts/" in page.url
    page.goto(f"{small.url}/{lang}/exhibitors/{things['exhibitor']}")
    with page.expect_navigation():
        page.locator(".contact-box form button").first.click()
    assert page.locator(".reveal").is_visible()
    barriers += find_barriers(page)
    assert barriers == []


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenApp]:
    """A fair whose phase a test may change, with the site's real styles."""
    folder: Path = tmp_path_factory.mktemp("phases")
    with open_app(folder, hall=ShownHall(make_catalogue()), web_dir=web_dir()) as app:
        yield app


@pytest.mark.parametrize("phase", [phase for phase in PHASES if phase != "open"])
def test_no_phase_of_the_fair_keeps_anybody_out(tabs: Tabs, shown: OpenApp, phase: str) -> None:
    shown.hall.catalogue = make_catalogue(fair=replace(FAIR, phase=phase))
    page, faults = tabs.open(**PHONE)
    faults.expect(r"/f/[0-9a-f]{20}\.|status of 404")  # this hall has words, no pictures
    faults.expect(r"console: .*(OTS|font)")
    paths = ("", "products/miel-romarin", "order?product=miel-romarin")
    barriers = []
    for lang, scheme in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for path in paths:
            page.goto(f"http://127.0.0.1:{shown.port}/{lang}/{path}")
            barriers += find_barriers(page)
    assert barriers == []
