"""Where no picture can be drawn, the visitor is told kindly and led to the plain pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser_tab import Tabs
from chromium import launch_chromium
from hall_process import HallProcess
from playwright.sync_api import Browser, expect


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser whose machine cannot draw in three dimensions."""
    with launch_chromium("--disable-3d-apis") as browser:
        yield browser


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_without_webgl_the_plain_pages_are_offered(
    tabs: Tabs, small: HallProcess, lang: str
) -> None:
    page, faults = tabs.open()
    faults.expect("WebGL")
    page.goto(f"{small.url}/{lang}/hall")
    message = page.get_by_role("alert")
    expect(message.get_by_role("heading")).to_be_visible()
    links = [link.get_attribute("href") or "" for link in message.get_by_role("link").all()]
    assert any("/plan" in link for link in links)
    message.locator("a[href$='/products']").click()
    page.wait_for_url(f"**/{lang}/products")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
