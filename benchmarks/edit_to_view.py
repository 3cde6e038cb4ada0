"""Seconds from saving plan.yaml until an open viewer shows the new build.

Run: `python benchmarks/edit_to_view.py`. The median of five edits, for a small fair of two
dozen stands and for the Oriental fair.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from browser_tab import Tabs
from chromium import launch_chromium
from hall_process import ROOT
from hall_visit import HallVisit
from playwright.sync_api import Browser
from servable_fair import ServableFair
from small_fair import make_small_fair
from visit import wait_until_finished

EDITS = 5
_HEIGHT = re.compile(r"^(\s*height:\s*)\S+", re.MULTILINE)
# The viewer says that the hall was updated once it has swapped it in.
_LISTEN = """() => {
  const told = document.querySelector('.toast');
  new MutationObserver(() => { if (!told.hidden) window.shown = (window.shown ?? 0) + 1; })
    .observe(told, { attributes: true, childList: true });
}"""


def measure(browser: Browser, name: str, fair: ServableFair) -> None:
    """Print the median of some edits of one fair."""
    with fair.serve() as served:
        wait_until_finished(fair.state)
        tabs = Tabs(browser, 1)
        hall = HallVisit(*tabs.open(reduced_motion="reduce"), served.url).enter()
        hall.page.evaluate(_LISTEN)
        seconds = [edit_once(hall, fair.fair / "plan.yaml", 8 + at * 0.5) for at in range(EDITS)]
        tabs.close()
    shown = " ".join(f"{value:.2f}" for value in seconds)
    print(f"{name}: {statistics.median(seconds):.2f} s from save to view ({shown})", flush=True)


def edit_once(hall: HallVisit, plan: Path, height: float) -> float:
    """Save another height of the hall and return how long the viewer took to show it."""
    before = hall.page.evaluate("window.shown ?? 0")
    text = _HEIGHT.sub(rf"\g<1>{height}", plan.read_text("utf-8"), count=1)
    start = time.perf_counter()
    plan.write_text(text, "utf-8")
    hall.page.wait_for_function("old => (window.shown ?? 0) > old", arg=before, timeout=60_000)
    seconds = time.perf_counter() - start
    hall.page.wait_for_timeout(1_000)
    return seconds


def main() -> None:
    """Print the figures of both fairs."""
    with tempfile.TemporaryDirectory() as folder, launch_chromium() as browser:
        base = Path(folder)
        measure(browser, "small", ServableFair(make_small_fair(base / "small"), base / "s-state"))
        shutil.copytree(ROOT / "data" / "oriental-2022", base / "oriental")
        measure(browser, "Oriental", ServableFair(base / "oriental", base / "o-state"))


if __name__ == "__main__":
    main()
