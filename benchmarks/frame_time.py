"""Time of one frame with the whole hall in view, in software WebGL, ours beside its peers.

Run: `python benchmarks/frame_time.py [FAIR] [ROUNDS]`. The same window, the same place, the same
turns of the head; a frame counts from its callback until its pixels can be read back. The pages
take turns. Ours draws with fewer pixels while something moves where the device is slow, and tells
the ratio; the peers always draw all. Its pictures at rest, drawn once with all pixels and smooth
edges, are told beside. Then a pick by a ray against the triangles of the naive export, which is
what ours saves, and the frames that ours draws while nothing moves.
"""

# ruff: noqa: E402  the path must come before our imports

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parent / "tests"))
sys.path.insert(0, str(HERE / "peers"))

from chromium import launch_chromium
from contenders import (
    MODEL_VIEWER,
    NAIVE,
    OPTIMIZED,
    OURS,
    Contender,
    open_watched,
    serve_contenders,
    wait_for_mark,
)
from playwright.sync_api import Browser, Page

WINDOW = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1}
FRAMES = 12
IDLE_MS = 5000
PICKS = 20
TARGETS = {NAIVE: 0.5, OPTIMIZED: 1.0}
# Between two turns the page rests, so that each is one frame.
TURN = """async ([frames, ours, x, y, heading]) => {
  const rest = ms => new Promise(done => setTimeout(done, ms));
  await rest(300);
  window.frameTimes.length = 0;
  for (let at = 1; at <= frames; at++) {
    const degrees = at % 2 ? 1 : -1;
    const before = window.frameTimes.length;
    if (ours) window.hall.goTo([x, y, heading + degrees]);
    else window.peer.turn(degrees);
    for (let look = 0; look < 100 && window.frameTimes.length === before; look++) await rest(20);
    await rest(60);
  }
  return window.frameTimes.slice();
}"""
# A picture at rest comes by itself a moment after a turn, outside the frames that are timed.
AT_REST = """async ([x, y, heading]) => {
  const rest = ms => new Promise(done => setTimeout(done, ms));
  const quick = window.hall.stats().pixel_ratio;
  window.restTimes.length = 0;
  for (let at = 0; at < 6; at++) {
    window.hall.goTo([x, y, heading + (at % 2 ? 1 : -1)]);
    await rest(1500);
  }
  return [quick, window.hall.stats().pixel_ratio, window.restTimes.slice()];
}"""


def turn_head(page: Page, contender: Contender, place: tuple[float, float, float]) -> list[float]:
    """Return the milliseconds of each frame of some turns of the head."""
    return list(page.evaluate(TURN, [FRAMES, contender.is_ours, *place]))


@contextmanager
def opened(browser: Browser, contender: Contender) -> Iterator[Page]:
    """Give the page at rest: everything that it fetches is there."""
    with open_watched(browser, contender, **WINDOW) as page:
        page.goto(contender.url, wait_until="commit")
        wait_for_mark(page, contender.mark, 120)
        page.wait_for_timeout(8000)
        yield page


def tell_cost(page: Page, contender: Contender) -> str:
    """Return what the renderer says of the frame that it drew last."""
    if contender.name == MODEL_VIEWER:
        return "the whole model from outside"
    stats: dict[str, Any] = page.evaluate(
        "ours => ours ? window.hall.stats() : window.peer.stats()", contender.is_ours
    )
    return f"{stats['draw_calls']} draw calls, {stats['triangles']} triangles"


def measure(browser: Browser, contenders: list[Contender], rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of every frame of each page; all are open, one is at work."""
    at = contenders[0].url.partition("at=")[2].split(",")
    place = (float(at[0]), float(at[1]), float(at[2]))
    times: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    with ExitStack() as stack:
        pages = [(c, stack.enter_context(opened(browser, c))) for c in contenders]
        for _ in range(rounds):
            for contender, page in pages:
                page.bring_to_front()
                times[contender.name] += turn_head(page, contender, place)
        for contender, page in pages:
            print(f"  {contender.name:16}{tell_cost(page, contender)}")
        ours, naive = pages[0][1], pages[1][1]
        ours.bring_to_front()
        ours.wait_for_timeout(1500)
        ours.evaluate("() => { window.frameTimes.length = 0; }")
        ours.wait_for_timeout(IDLE_MS)
        idle = ours.evaluate("() => window.frameTimes.length")
        tell_rest(ours, place)
        print(f"  frames of ours in {IDLE_MS / 1000:.0f} s while nothing moves: {idle} (wanted 0)")
        picked = naive.evaluate("times => window.peer.pick(times)", PICKS)
        print(f"  a pick by a ray against the naive export: {picked:.2f} ms")
    return times


def tell_rest(page: Page, place: tuple[float, float, float]) -> None:
    """Print how many pixels ours has while moving and at rest, and how long the latter takes."""
    quick, fine, taken = page.evaluate(AT_REST, list(place))
    print(
        f"  ours drew {quick:.2f} pixels each way for one of the page while moving, {fine:.2f} at "
        f"rest: {statistics.median(taken):.1f} ms ({len(taken)} pictures)"
    )


def main() -> None:
    fair = sys.argv[1] if len(sys.argv) > 1 else "oriental-2022"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3  # noqa: PLR2004  FAIR, then ROUNDS
    with serve_contenders(fair) as contenders, launch_chromium() as browser:
        print(f"{fair}: a frame of the whole hall, 390 x 844, software WebGL, {rounds} rounds")
        times = measure(browser, contenders, rounds)
        ours = statistics.median(times[OURS])
        for name, taken in times.items():
            median = statistics.median(taken)
            wanted = f" (wanted <= {TARGETS[name]:.1f})" if name in TARGETS else ""
            share = f"ours is {ours / median:.2f} of it{wanted}" if name != OURS else ""
            print(f"  {name:16}{median:7.1f} ms  {len(taken)} frames  {share}")


if __name__ == "__main__":
    main()
