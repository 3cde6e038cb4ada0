"""axe-core, run inside a page as the page's own script would be: nothing is bypassed."""

from __future__ import annotations

from functools import cache

from hall_process import ROOT
from playwright.sync_api import Page

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = "() => axe.run(document, { resultTypes: ['violations'] })"


@cache
def _source() -> str:
    return AXE.read_text("utf-8")


def find_barriers(page: Page) -> list[str]:
    """Return what keeps people out: each finding with its places."""
    page.evaluate(_source())
    return [
        f"{page.url}: {found['id']} ({found['impact']}): "
        + "; ".join(node["html"][:160] for node in found["nodes"][:4])
        + f" [{found['nodes'][0].get('failureSummary', '')[:300]}]"
        for found in page.evaluate(_RUN)["violations"]
    ]
