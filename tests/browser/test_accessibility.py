"""axe-core finds nothing serious on any page and in any state of the 3D hall."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser_tab import PHONE, Tabs
from hall_process import HallProcess
from hall_visit import HallVisit, list_stands, read_json
from page_audit import find_barriers

from hall.service.wording import word

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(900),  # the first run prepares the media of 260 stands
]

Visit = Callable[..., HallVisit]
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


@pytest.mark.parametrize(("lang", "scheme"), LOOKS[:3])
def test_no_state_of_the_hall_keeps_anybody_out(
    visit: Visit, things: dict[str, Any], lang: str, scheme: str
) -> None:
    hall = visit(lang, color_scheme=scheme)
    page = hall.page
    barriers = find_barriers(page)
    for tool in ("search", "plan", "help"):
        page.get_by_role("button", name=word(lang, f"viewer.tool.{tool}")).click()
        page.get_by_role("dialog").wait_for()
        if tool == "search":
            page.get_by_role("searchbox").fill("miel")
            page.get_by_role("dialog").get_by_role("listitem").first.wait_for()
        barriers += find_barriers(page)
        page.get_by_role("button", name=word(lang, "viewer.close"), exact=True).click()
    hall.go_to(things["number"])
    page.locator(".where-stand").click()
    page.locator(".product-row").first.wait_for()
    barriers += find_barriers(page)
    page.evaluate("id => { location.hash = 'product=' + id; }", things["product"])
    order = page.get_by_role("button", name=word(lang, "viewer.product.order"))
    order.wait_for()
    barriers += find_barriers(page)
    order.click()
    page.get_by_role("button", name=word(lang, "viewer.order.send")).wait_for()
    barriers += find_barriers(page)
    assert barriers == []
