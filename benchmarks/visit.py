"""What a visitor downloads before walking, and what the whole hall costs to draw.

Run: `python benchmarks/visit.py [FAIR]`. Bytes are those on the wire, headers included, of every
response up to `hall:walkable`, from a cold cache, in each language.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from chromium import launch_chromium
from hall_process import HallProcess
from playwright.sync_api import Browser, Page

_PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
_WALKABLE = "() => performance.getEntriesByName('hall:walkable').length > 0"
_MARK = "() => performance.getEntriesByName('hall:walkable')[0].startTime"


class WireCount:
    """Adds up encoded bytes by kind of response until it is frozen."""

    def __init__(self, page: Page) -> None:
        """Listen to the page's network."""
        self._kinds: dict[str, str] = {}
        self._urls: dict[str, str] = {}
        self.bytes: dict[str, int] = defaultdict(int)
        self.files: list[tuple[int, str]] = []
        self.frozen = False
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._note)
        session.on("Network.loadingFinished", self._add)
        session.send("Network.enable")

    def _note(self, event: dict[str, Any]) -> None:
        self._kinds[event["requestId"]] = event["type"]
        self._urls[event["requestId"]] = event["response"]["url"]

    def _add(self, event: dict[str, Any]) -> None:
        if not self.frozen and event["requestId"] in self._kinds:
            size = int(event["encodedDataLength"])
            self.bytes[self._kinds[event["requestId"]]] += size
            self.files.append((size, self._urls[event["requestId"]].rsplit("/", 1)[-1]))


def measure_entry(browser: Browser, url: str, lang: str) -> None:
    """Print bytes, files and milliseconds until one can walk."""
    context = browser.new_context(**_PHONE)
    page = context.new_page()
    count = WireCount(page)
    page.goto(f"{url}/{lang}/hall")
    page.wait_for_function(_WALKABLE, timeout=120_000)
    count.frozen = True
    total = sum(count.bytes.values())
    parts = ", ".join(f"{kind} {size}" for kind, size in sorted(count.bytes.items()))
    print(f"{lang}: {total} bytes to first walk ({parts}); {page.evaluate(_MARK):.0f} ms here")
    for size, name in sorted(count.files, reverse=True)[:8]:
        print(f"    {size:8} {name}")
    context.close()


def measure_drawing(browser: Browser, url: str) -> None:
    """Print draw calls, triangles and textures with the whole hall in view."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{url}/fr/hall")
    page.wait_for_function(_WALKABLE, timeout=120_000)
    page.wait_for_timeout(4_000)
    print("at the entrance:", page.evaluate("() => window.hall.stats()"))
    page.close()


def main() -> None:
    """Print the figures of one fair."""
    fair = sys.argv[1] if len(sys.argv) > 1 else "oriental-2022"
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        with HallProcess.start(fair, state) as served, launch_chromium() as browser:
            for lang in ("fr", "ar", "en"):
                measure_entry(browser, served.url, lang)
            measure_drawing(browser, served.url)


if __name__ == "__main__":
    main()
