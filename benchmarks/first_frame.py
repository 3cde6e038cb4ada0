"""Time to the first frame of the same hall: ours, a naive export, gltf-transform, model-viewer.

Beside them one box drawn by three.js, nothing fetched: what no hall can be faster than here.

Run: `python benchmarks/first_frame.py [FAIR] [ROUNDS]`. A phone's window, an empty cache, the
processor slowed down four times by the browser; the pages take turns, medians are printed. A
frame counts when its pixels can be read back. Then ours alone on a slow line (1.6 Mbit/s,
150 ms a round trip): the first picture (the poster of the place where one will stand), and
when one can walk.
"""

# ruff: noqa: E402  the path must come before our imports

from __future__ import annotations

import statistics
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parent / "tests"))
sys.path.insert(0, str(HERE / "peers"))

from browser_tab import PHONE
from chromium import launch_chromium
from contenders import OURS, Contender, open_watched, serve_contenders, wait_for_mark
from playwright.sync_api import Browser, Error

SLOWDOWN = 4
LIMIT_S = 120.0
SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
# Element Timing: when the poster was on the screen, as a mark like the others.
WATCH_POSTER = """new PerformanceObserver(list => {
  const { renderTime } = list.getEntries()[0];
  performance.mark('poster:shown', { startTime: renderTime });
}).observe({ type: 'element', buffered: true })"""
TARGETS = {"naive export": 5.0, "gltf-transform": 4.0}


def time_first_frame(browser: Browser, contender: Contender) -> float:
    with open_watched(browser, contender, **PHONE) as page:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.goto(contender.url, wait_until="commit")
        try:
            return wait_for_mark(page, contender.mark, LIMIT_S)
        except Error:
            print(f"  {contender.name}: no frame within {LIMIT_S:.0f} s")
            return LIMIT_S * 1000


def time_slow_line(browser: Browser, ours: Contender) -> tuple[float, float, float]:
    """Return milliseconds to the first paint of the page, the poster, and walking."""
    with open_watched(browser, ours, **PHONE) as page:
        page.add_init_script(WATCH_POSTER)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_LINE)
        page.goto(ours.url.partition("#")[0], wait_until="commit")
        walking = wait_for_mark(page, "hall:walkable", LIMIT_S)
        picture = wait_for_mark(page, "poster:shown", LIMIT_S)
        paint = wait_for_mark(page, "first-contentful-paint", LIMIT_S)
        return paint, picture, walking


def main() -> None:
    fair = sys.argv[1] if len(sys.argv) > 1 else "oriental-2022"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3  # noqa: PLR2004  FAIR, then ROUNDS
    with serve_contenders(fair, floor=True) as contenders, launch_chromium() as browser:
        time_first_frame(browser, contenders[0])  # the browser's own start is nobody's
        times: dict[str, list[float]] = {contender.name: [] for contender in contenders}
        for _ in range(rounds):
            for contender in contenders:
                times[contender.name].append(time_first_frame(browser, contender))
        tell(fair, times)
        lines = [time_slow_line(browser, contenders[0]) for _ in range(rounds)]
        paint, picture, walking = (statistics.median(column) for column in zip(*lines, strict=True))
        print("on 1.6 Mbit/s, 150 ms (wanted: first picture <= 1.5 s, walking <= 3.5 s)")
        print(
            f"  page painted {paint / 1000:.2f} s, first picture {picture / 1000:.2f} s,"
            f" walking in the hall {walking / 1000:.2f} s"
        )


def tell(fair: str, times: dict[str, list[float]]) -> None:
    ours = statistics.median(times[OURS])
    print(f"{fair}: seconds to the first frame, {SLOWDOWN} x slower, in turn")
    for name, taken in times.items():
        median = statistics.median(taken)
        wanted = f" (wanted >= {TARGETS[name]:.0f})" if name in TARGETS else ""
        each = ", ".join(f"{ms / 1000:.1f}" for ms in taken)
        print(f"  {name:16}{median / 1000:7.2f} s  {median / ours:6.2f} x{wanted}   [{each}]")


if __name__ == "__main__":
    main()
