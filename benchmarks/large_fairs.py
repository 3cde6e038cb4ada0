"""What large fairs cost: 640 stands on 12,000 m² and 5,000 on 150,000 m², beside the Oriental one.

Run: `python benchmarks/large_fairs.py [--products N] [STANDS]`. For each fair: seconds to build,
bytes on the wire until one can walk (best compression), and draw calls, triangles, textures and
script memory at the start and on a tour of six places. Without products no pictures are made.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser_tab import PHONE, Tabs  # noqa: E402  # needs the path above
from chromium import launch_chromium  # noqa: E402
from hall_process import HallProcess  # noqa: E402
from hall_visit import HallVisit  # noqa: E402
from visit import wait_until_finished  # noqa: E402
from wire_count import WireCount, sum_kinds  # noqa: E402

from hall.resources import fair_dir  # noqa: E402
from hall.service.sampling import SampleShape, write_sample  # noqa: E402

SHAPES = {640: 12_000, 5_000: 150_000}
TOUR = ((0.2, 0.3), (0.8, 0.3), (0.8, 0.7), (0.5, 0.5), (0.2, 0.7), (0.5, 0.1))
SHOWN = ("draw_calls", "triangles", "texture_bytes")
SETTLE_MS = 4_000


def measure(name: str, fair: str, state: Path) -> None:
    """Print the figures of one fair."""
    start = time.perf_counter()
    with (
        HallProcess.start(fair, state) as served,
        launch_chromium("--enable-precise-memory-info") as browser,
    ):
        built = time.perf_counter() - start
        wait_until_finished(state)
        tabs = Tabs(browser, 1)
        page, faults = tabs.open(**PHONE, reduced_motion="reduce")
        wire = WireCount(page)
        hall = HallVisit(page, faults, served.url).enter()
        files = wire.until("hall:walkable")
        kinds = ", ".join(f"{kind} {size}" for kind, size in sorted(sum_kinds(files).items()))
        print(f"{name}: open after {built:.0f} s; {sum(f.size for f in files)} bytes ({kinds})")
        xs, ys = zip(*hall.read_index()["hall"]["outline"], strict=True)
        tell(hall, "at the start")
        for across, along in TOUR:
            x, y = (min(v) + share * (max(v) - min(v)) for v, share in ((xs, across), (ys, along)))
            hall.go_to([x, y, 30])
            page.wait_for_timeout(SETTLE_MS)
            tell(hall, f"at {x:.0f}, {y:.0f}")
        print("\n".join(tabs.close()), end="")


def tell(hall: HallVisit, place: str) -> None:
    stats = hall.stats()
    heap = hall.page.evaluate("performance.memory.usedJSHeapSize / 1048576")
    print(
        f"  {place}: {', '.join(f'{k} {stats[k]:,}' for k in SHOWN)}, script memory {heap:.0f} MiB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=0, help="products an exhibitor")
    parser.add_argument("stands", type=int, nargs="*", default=[0, *SHAPES], help="0: the Oriental")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as base:
        for stands in options.stands:
            state = Path(base) / f"state-{stands}"
            if not stands:
                measure("oriental-2022", "oriental-2022", state)
                continue
            folder = Path(base) / f"fair-{stands}"
            area = SHAPES.get(stands, stands * 30)
            write_sample(
                fair_dir("oriental-2022"), folder, SampleShape(stands, area, options.products)
            )
            measure(f"{stands} stands", str(folder), state)


if __name__ == "__main__":
    main()
