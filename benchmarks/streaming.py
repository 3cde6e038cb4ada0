"""What a visit streams: what is drawn and held on a tour past all stands over a slow line.

Run: `python benchmarks/streaming.py [FAIR] [STANDS]`. The visitor is a phone on a line of
1.6 Mbit/s and 150 ms (Chromium's throttling) who is put before each stand in turn, and the next
one as soon as it shows its goods. Prints the most that was drawn and held, how long each stand
took, the heap, the longest tasks of the main thread on a walk, frames drawn at rest, and the time
of one pick and one step.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from browser_tab import PHONE, Tabs
from chromium import launch_chromium
from hall_process import ROOT, HallProcess
from hall_visit import HallVisit
from playwright.sync_api import CDPSession

BYTES_PER_S = 1_600_000 // 8
LATENCY_MS = 150
REST_S = 5
WALK_S = 20
GIVE_UP_MS = 20_000
MIB = 1024 * 1024

# Goes to a stand and tells how long it took until all that stands on it was drawn.
ARRIVE = """async ([number, most]) => {
  const begin = performance.now();
  await window.hall.goTo(number);
  const there = () => window.hall.stats().tiers.at === number;
  while (!there() && performance.now() - begin < most)
    await new Promise(done => setTimeout(done, 20));
  return there() ? performance.now() - begin : null;
}"""
LISTEN = """() => {
  window.tasks = [];
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) window.tasks.push(duration);
  }).observe({ type: 'longtask' });
}"""


@dataclass
class Tour:
    """The most of each figure, and the time of each stand."""

    most: dict[str, int] = field(default_factory=dict)
    waits_ms: list[float] = field(default_factory=list)
    late: list[str] = field(default_factory=list)

    def note(self, stats: dict[str, Any]) -> None:
        """Keep what is more than before."""
        tiers, kept = stats["tiers"], stats["streaming"]
        figures = {k: stats[k] for k in ("draw_calls", "triangles", "texture_bytes", "programs")}
        figures |= {"near": tiers["near"], "lite": tiers["lite"], "files": kept["files"]}
        for name, value in figures.items():
            self.most[name] = max(value, self.most.get(name, 0))

    def arrive(self, number: str, wait_ms: float | None) -> None:
        """Note how long a stand took, or that it did not come."""
        if wait_ms is None:
            self.late.append(number)
        else:
            self.waits_ms.append(wait_ms)

    def tell(self) -> None:
        """Print what was noted."""
        print("most: " + ", ".join(f"{name} {value}" for name, value in self.most.items()))
        if not self.waits_ms:
            return
        waits = sorted(self.waits_ms)
        slow = sum(wait > 2000 for wait in waits)  # noqa: PLR2004  the aim: 2 s
        print(
            f"{len(waits)} stands at their near tier: median {statistics.median(waits):.0f} ms, "
            f"95 % {waits[int(len(waits) * 0.95)]:.0f} ms, most {waits[-1]:.0f} ms; "
            f"{slow} later than 2 s; never: {', '.join(self.late) or 'none'}"
        )


def throttle(hall: HallVisit) -> CDPSession:
    """Make the visitor's line slow; return the session that holds it so."""
    session = hall.page.context.new_cdp_session(hall.page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": LATENCY_MS,
        "downloadThroughput": BYTES_PER_S, "uploadThroughput": BYTES_PER_S,
    })  # fmt: skip
    return session


def measure_heap(session: CDPSession) -> int:
    """Return the bytes of the heap that are in use once the rest is swept."""
    session.send("HeapProfiler.collectGarbage")
    return int(session.send("Runtime.getHeapUsage")["usedSize"])


def tour(hall: HallVisit, most: int) -> None:
    """Go past the stands in the order of the plan, over a slow line."""
    session = throttle(hall)
    noted, heaps = Tour(), []
    stands = [stand["number"] for stand in hall.list_stands() if stand["near"]]
    for at, number in enumerate(stands[:most]):
        noted.arrive(number, hall.page.evaluate(ARRIVE, [number, GIVE_UP_MS]))
        noted.note(hall.stats())
        if at % 65 == 64:  # noqa: PLR2004  four times in the sample fair
            heaps.append(measure_heap(session))
    noted.tell()
    print("heap after each 65 stands, MiB: " + ", ".join(f"{heap / MIB:.1f}" for heap in heaps))


def look_over(hall: HallVisit) -> None:
    """Look at the whole hall from each end."""
    noted = Tour()
    for place in hall.list_overlooks():
        hall.go_to(place)
        for _ in range(12):
            hall.page.wait_for_timeout(500)
            noted.note(hall.stats())
    noted.tell()


def walk(hall: HallVisit) -> None:
    """Walk with the keys over a slow line and print the tasks that hold up the main thread."""
    hall.page.evaluate("() => window.hall.goTo([...window.hall.stats().position, 0])")
    hall.page.evaluate(LISTEN)
    for key in ("ArrowUp", "ArrowLeft"):
        hall.page.keyboard.down(key)
    hall.page.wait_for_timeout(WALK_S * 500)
    hall.page.keyboard.up("ArrowLeft")
    hall.page.wait_for_timeout(WALK_S * 500)
    hall.page.keyboard.up("ArrowUp")
    tasks = sorted(hall.page.evaluate("() => window.tasks"), reverse=True)
    print(f"walk of {WALK_S} s: {len(tasks)} tasks over 50 ms, ms: "
          f"{', '.join(f'{task:.0f}' for task in tasks[:8])}")  # fmt: skip


def rest(hall: HallVisit) -> None:
    """Stand still and print the frames that are drawn nevertheless."""
    hall.wait_for_rest()
    hall.page.wait_for_function("() => window.hall.stats().streaming.flights === 0")
    hall.page.wait_for_timeout(1500)
    before = hall.stats()["frames"]
    hall.page.wait_for_timeout(REST_S * 1000)
    print(f"frames in {REST_S} s at rest: {hall.stats()['frames'] - before}")


def time_picking(index: dict[str, Any]) -> None:
    """Print the time of one pick and one step in this hall, in Node."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "index.json"
        file.write_text(json.dumps(index), "utf-8")
        build = ["npx", "vite", "build", "--ssr", "tools/time_picking.ts", "--outDir", folder]
        subprocess.run([*build, "--logLevel", "error"], cwd=ROOT / "web", check=True)
        script = next(path for path in Path(folder).rglob("time_picking*js"))
        subprocess.run(["node", str(script), str(file)], check=True)


def main() -> None:
    """Print the figures of one fair."""
    fair = sys.argv[1] if len(sys.argv) > 1 else "oriental-2022"
    most = int(sys.argv[2]) if len(sys.argv) > 2 else sys.maxsize  # noqa: PLR2004
    with (
        tempfile.TemporaryDirectory() as folder,
        launch_chromium() as browser,
        HallProcess.start(fair, Path(folder) / "state") as served,
    ):
        measure(Tabs(browser, 1), served.url, most)


def measure(tabs: Tabs, url: str, most: int) -> None:
    """Print all figures of a served fair."""
    begin = time.monotonic()
    hall = HallVisit(*tabs.open(**PHONE, reduced_motion="reduce"), url).enter()
    time_picking(hall.read_index())
    print("whole hall in view, phone:")
    look_over(hall)
    rest(hall)
    print(f"tour at {BYTES_PER_S * 8 / 1e6} Mbit/s, {LATENCY_MS} ms, phone:")
    hall = HallVisit(*tabs.open(**PHONE, reduced_motion="reduce"), url).enter()
    tour(hall, most)
    hall = HallVisit(*tabs.open(**PHONE), url).enter()
    throttle(hall)
    walk(hall)
    print("\n".join(tabs.close()))
    print(f"{time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
