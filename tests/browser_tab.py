"""One visitor's tab: a page of a fresh context that notes whatever must not happen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 1,
    "has_touch": True,
    "is_mobile": True,
}
# Leaving a page ends what it was still fetching; nobody misses that.
_LEFT = "net::ERR_ABORTED"
FIRST_ERROR_STATUS = 400


@dataclass
class Faults:
    """What went wrong in a tab, less what a test said would."""

    seen: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Say that this test provokes what the pattern matches."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        return [text for text in self.seen if not any(re.search(p, text) for p in self.expected)]

    def watch(self, page: Page) -> None:
        """Note violations of the content policy, errors of scripts and failed requests."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.seen.append(f"page error: {error}"))
        page.on("requestfailed", self._miss)
        page.on("response", self._read)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"console: {message.text}")

    def _miss(self, request: Request) -> None:
        if request.failure != _LEFT:
            self.seen.append(f"failed: {request.url}: {request.failure}")

    def _read(self, response: Response) -> None:
        if response.status >= FIRST_ERROR_STATUS:
            self.seen.append(f"status {response.status}: {response.url}")


class Tabs:
    """Opens tabs in contexts of their own, each as a visitor with an address of its own."""

    def __init__(self, browser: Browser, network: int) -> None:
        """`network` tells one test's visitors from another's: limits count by network."""
        self._browser = browser
        self._network = network
        self._opened: list[tuple[Any, Faults]] = []

    def open(self, **options: Any) -> tuple[Page, Faults]:
        """Give a page and what will be noted of it."""
        address = f"10.{self._network // 250}.{self._network % 250}.{len(self._opened) + 1}"
        context = self._browser.new_context(
            extra_http_headers={"X-Forwarded-For": address}, **{"locale": "fr-MA", **options}
        )
        context.set_default_timeout(15_000)
        page, faults = context.new_page(), Faults()
        faults.watch(page)
        context.on("page", faults.watch)
        self._opened.append((context, faults))
        return page, faults

    def close(self) -> list[str]:
        """Close all and return what must not have happened."""
        for context, _ in self._opened:
            context.close()
        return [text for _, faults in self._opened for text in faults.unexpected()]
