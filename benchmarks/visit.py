"""What a visitor downloads before walking, and what the whole hall costs to draw.

Run: `python benchmarks/visit.py [FAIR]`. Bytes are those on the wire, headers included, of all
that had come at `hall:walkable`, from a cold cache, in each language, in the best compression.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from browser_tab import PHONE, Tabs
from chromium import launch_chromium
from hall_process import HallProcess
from hall_visit import HallVisit
from wire_count import WireCount, sum_kinds, tell_files

FINISHED_S = 600


def wait_until_finished(state: Path) -> None:
    """Wait for the best compression, which goes on beside the first visitors."""
    deadline = time.monotonic() + FINISHED_S
    while not json.loads((state / "hall.json").read_text("utf-8"))["hall_glb"]:
        if time.monotonic() > deadline:
            sys.exit("the build was not finished")
        time.sleep(0.5)


def measure_entry(tabs: Tabs, url: str, lang: str) -> None:
    """Print bytes, files and milliseconds until one can walk."""
    page, faults = tabs.open(**PHONE)
    wire = WireCount(page)
    HallVisit(page, faults, url, lang).enter()
    files = wire.until("hall:walkable")
    walkable_ms = page.evaluate("performance.getEntriesByName('hall:walkable')[0].startTime")
    kinds = ", ".join(f"{kind} {size}" for kind, size in sorted(sum_kinds(files).items()))
    print(f"{lang}: {sum(f.size for f in files)} bytes ({kinds}); {walkable_ms:.0f} ms here")
    print(tell_files(files))


def measure_drawing(tabs: Tabs, url: str) -> None:
    """Print draw calls, triangles and textures with the whole hall in view, from each end."""
    options = {"viewport": {"width": 1280, "height": 720}, "reduced_motion": "reduce"}
    hall = HallVisit(*tabs.open(**options), url).enter()
    for place in hall.list_overlooks():
        hall.go_to(place)
        hall.page.wait_for_load_state("networkidle")
        stats = hall.stats()
        print(f"from {place}: " + ", ".join(f"{k} {stats[k]}" for k in (
            "draw_calls", "triangles", "texture_bytes", "programs", "tiers")))  # fmt: skip


def main() -> None:
    """Print the figures of one fair."""
    fair = sys.argv[1] if len(sys.argv) > 1 else "oriental-2022"
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        with HallProcess.start(fair, state) as served, launch_chromium() as browser:
            wait_until_finished(state)
            tabs = Tabs(browser, 1)
            for lang in ("fr", "ar", "en"):
                measure_entry(tabs, served.url, lang)
            measure_drawing(tabs, served.url)
            print("\n".join(tabs.close()))


if __name__ == "__main__":
    main()
