"""The pictures of docs/pictures, taken where `--pictures` says: `make pictures`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser_tab import PHONE, Tabs
from hall_process import HallProcess
from hall_visit import HallVisit
from playwright.sync_api import Page

MOST_BYTES = 250_000
DESKTOP = {"viewport": {"width": 1280, "height": 720}}
SHARP_PHONE = {**PHONE, "device_scale_factor": 1.5}
SETTLED = "() => document.getAnimations().every(a => a.playState !== 'running')"
# Name, language, device, and where one stands: a number or [x, y, heading].
VIEWS = [
    ("hall", "fr", DESKTOP, [48, -3.5, 0]),
    ("aisle", "fr", DESKTOP, [48, 20, 0]),
    ("stand", "fr", DESKTOP, "H31"),
    ("arabic", "ar", DESKTOP, "A21"),
    ("phone", "fr", SHARP_PHONE, "H11"),
]


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> Path:
    chosen = request.config.getoption("--pictures")
    if not chosen:
        pytest.skip("no --pictures")
    return Path(chosen)


def take(page: Page, folder: Path, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2_000)  # lettering and goods come in pieces; nobody tells the last
    page.wait_for_function(SETTLED)
    folder.mkdir(parents=True, exist_ok=True)
    data = page.screenshot(path=folder / f"{name}.jpg", type="jpeg", quality=82)
    assert len(data) <= MOST_BYTES


@pytest.mark.parametrize(("name", "lang", "device", "place"), VIEWS)
def test_views_of_the_hall(
    folder: Path, tabs: Tabs, oriental: HallProcess, name: str, lang: str, device: Any, place: Any
) -> None:
    opened = tabs.open(reduced_motion="reduce", **device)
    hall = HallVisit(*opened, oriental.url, lang).enter()
    assert hall.go_to(place)
    take(hall.page, folder, name)


def test_a_product_and_the_plan(folder: Path, tabs: Tabs, oriental: HallProcess) -> None:
    hall = HallVisit(*tabs.open(reduced_motion="reduce", **DESKTOP), oriental.url).enter()
    hall.page.get_by_role("button", name="Chercher").click()
    hall.page.get_by_role("searchbox").fill("miel de romarin")
    hits = hall.page.get_by_role("dialog").get_by_role("listitem")
    hits.first.get_by_role("button").first.click()
    hall.page.locator(".price-box").wait_for()
    take(hall.page, folder, "product")
    hall.page.get_by_role("button", name="Fermer", exact=True).click()
    hall.page.get_by_role("button", name="Plan", exact=True).click()
    take(hall.page, folder, "plan")


def test_a_plain_page_in_arabic(folder: Path, tabs: Tabs, oriental: HallProcess) -> None:
    page, _ = tabs.open(**SHARP_PHONE)
    page.goto(f"{oriental.url}/ar/products?q=عسل")
    take(page, folder, "arabic-page")
