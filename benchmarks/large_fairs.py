"""What large fairs cost: 640 stands on 12,000 m² and 5,000 on 150,000 m², beside the Oriental one.

Run: `python benchmarks/large_fairs.py [--products N] [--places N] [--keep DIR] [STANDS...]`.
For each fair, with products: seconds to build from nothing, bytes on the wire until one can walk
(best compression) and their ratio to the Oriental fair's, and on a phone the draw calls,
triangles, textures and script memory (after a collection) at the four ends, two corners and on a
tour of the tiles. `--keep` builds in a folder that stays: the next run opens what the last built.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import hall_process  # noqa: E402  # needs the path above
from browser_tab import PHONE, Tabs  # noqa: E402
from chromium import launch_chromium  # noqa: E402
from hall_process import HallProcess  # noqa: E402
from hall_visit import HallVisit  # noqa: E402
from wire_count import WireCount, sum_kinds  # noqa: E402

from hall.resources import fair_dir  # noqa: E402
from hall.service.sampling import SampleShape, write_sample  # noqa: E402

ORIENTAL = "oriental-2022"
SHAPES = {640: 12_000, 5_000: 150_000}
PRODUCTS_EACH = 4
MOST_PLACES = 16
SETTLE_MS = 2_500
# A build from nothing, on a machine that may be busy.
hall_process.START_S = 1_800.0
PACKED_S = 900
MIB = 1024 * 1024


@dataclass
class Peaks:
    """The most that was seen anywhere, and the script memory at each place."""

    draw_calls: int = 0
    triangles: int = 0
    texture_bytes: int = 0
    heaps: tuple[float, ...] = ()

    def note(self, stats: dict[str, Any], heap: float) -> None:
        self.draw_calls = max(self.draw_calls, stats["draw_calls"])
        self.triangles = max(self.triangles, stats["triangles"])
        self.texture_bytes = max(self.texture_bytes, stats["texture_bytes"])
        self.heaps += (heap,)

    def tell(self) -> str:
        first, most, last = self.heaps[0], max(self.heaps), self.heaps[-1]
        return (
            f"{len(self.heaps)} places on a phone: at most {self.draw_calls} draw calls, "
            f"{self.triangles:,} triangles, {self.texture_bytes / MIB:.0f} MiB of textures; "
            f"script memory {first:.0f} MiB at first, at most {most:.0f}, {last:.0f} at the end"
        )


def wait_until_packed(state: Path) -> dict[str, Any]:
    """Wait until what is loaded before walking has its best compression; return the manifest."""
    deadline = time.monotonic() + PACKED_S
    while time.monotonic() < deadline:
        build = json.loads((state / "hall.json").read_text("utf-8"))
        first = [build["shell"], *build["index"].values(), *build["search"].values()]
        if all((state / "files" / f"{name}.best").exists() for name in first):
            return dict(build)
        time.sleep(0.5)
    sys.exit("the files were not packed in time")


def measure(name: str, fair: str, state: Path, places: int) -> int:
    """Print the figures of one fair; return its bytes until one can walk."""
    start = time.perf_counter()
    with (
        HallProcess.start(fair, state) as served,
        launch_chromium("--enable-precise-memory-info", "--js-flags=--expose-gc") as browser,
    ):
        built = time.perf_counter() - start
        build = wait_until_packed(state)
        tabs = Tabs(browser, 1)
        page, faults = tabs.open(**PHONE, reduced_motion="reduce")
        wire = WireCount(page)
        hall = HallVisit(page, faults, served.url).enter()
        files = wire.until("hall:walkable")
        total = sum(file.size for file in files)
        kinds = ", ".join(f"{kind} {size:,}" for kind, size in sorted(sum_kinds(files).items()))
        print(f"{name}: open after {built:.0f} s; {total:,} bytes until one walks ({kinds})")
        print(f"  later, when asked for: {tell_later(state / 'files', build)}")
        peaks = tour(hall, places)
        print(f"  {peaks.tell()}", flush=True)
        print("\n".join(tabs.close()), end="")
        return total


def tell_later(files: Path, build: dict[str, Any]) -> str:
    """Return the bytes on the wire of what a visitor asks for while walking."""
    tiles = [(files / f"{tile}.br").stat().st_size for tile in build["tiles"]]
    told = f"search {(files / (build['search']['fr'] + '.br')).stat().st_size:,} bytes"
    return f"{told}, {len(tiles)} tiles of at most {max(tiles):,}" if tiles else told


def tour(hall: HallVisit, places: int) -> Peaks:
    """Go to the ends, two corners and as many tiles as asked for, and note what is drawn."""
    peaks = Peaks()
    look(hall, peaks)
    for place in [*hall.list_overlooks(), *list_corners(hall), *list_stops(hall, places)]:
        hall.go_to(place)
        look(hall, peaks)
    return peaks


def look(hall: HallVisit, peaks: Peaks) -> None:
    hall.page.wait_for_timeout(SETTLE_MS)
    heap = hall.page.evaluate("() => { window.gc(); return performance.memory.usedJSHeapSize }")
    peaks.note(hall.stats(), heap / MIB)


def list_corners(hall: HallVisit) -> list[list[float]]:
    """Return two corners from which one looks along the hall's diagonal."""
    xs, ys = zip(*hall.read_index()["hall"]["outline"], strict=True)
    west, east, south, north = min(xs) + 4, max(xs) - 4, min(ys) + 4, max(ys) - 4
    return [[west, south, 315], [east, north, 135]]


def list_stops(hall: HallVisit, places: int) -> Iterator[list[float]]:
    """Yield the middles of tiles all over the hall, each with another way to look."""
    boxes = hall.read_index().get("tiles", {}).get("box", [])
    chosen = boxes[:: max(1, len(boxes) // places)] if places else []
    for turn, (west, south, east, north) in enumerate(chosen[:places]):
        yield [(west + east) / 2, (south + north) / 2, turn * 75 % 360]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=PRODUCTS_EACH, help="of each exhibitor")
    parser.add_argument("--places", type=int, default=MOST_PLACES, help="tiles on the tour")
    parser.add_argument("--keep", type=Path, help="folder for what is built")
    parser.add_argument("stands", type=int, nargs="*", default=list(SHAPES))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        base = options.keep or Path(temporary)
        base.mkdir(parents=True, exist_ok=True)
        small = measure(ORIENTAL, ORIENTAL, base / "state-oriental", 0)
        for stands in options.stands:
            folder = base / f"fair-{stands}"
            if not folder.exists():
                shape = SampleShape(stands, SHAPES.get(stands, stands * 30), options.products)
                write_sample(fair_dir(ORIENTAL), folder, shape)
            name = f"{stands:,} stands, {stands * options.products:,} products"
            size = measure(name, str(folder), base / f"state-{stands}", options.places)
            print(f"  {size / small - 1:+.1%} bytes beside the Oriental fair", flush=True)


if __name__ == "__main__":
    main()
