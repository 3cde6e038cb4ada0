"""Times the independent checker, and holds it against the slow outside check. Prints figures.

Run: `python benchmarks/auditing.py [--large]`. Processor time beside wall time: on a busy
machine only the first tells about the program. `--large` adds a hall of 760,000 m².
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from outside_check import check_outside  # noqa: E402  # needs the path above
from placed_halls import good_hall, make_hall  # noqa: E402  # same

from exporters.geojson import build_geojson  # noqa: E402
from layout.audit.certificate import prove_hall  # noqa: E402
from layout.values import (  # noqa: E402
    Column,
    Door,
    Hall,
    PlacedHall,
    Placement,
    Plan,
    Rules,
    Side,
)

T = TypeVar("T")
STAND, AISLE, BLOCK, STEP = 3000, 3000, 8, 25_000
GOAL_HALL = (320, 240)  # 76,800 m²
LARGE = ((100, 76), (160, 120), (320, 240), (1000, 760))


def timed(work: Callable[[], T], repeats: int) -> tuple[T, float, float]:
    """Return the last result with the median wall and processor seconds."""
    walls, processor = [], []
    for _ in range(repeats):
        start, busy = time.perf_counter(), time.process_time()
        result = work()
        walls.append(time.perf_counter() - start)
        processor.append(time.process_time() - busy)
    return result, sorted(walls)[repeats // 2], sorted(processor)[repeats // 2]


def lay_rows(width_m: int, height_m: int) -> PlacedHall:
    """Return rows back to back with cross aisles, columns at the backs, doors all around."""
    width, height = width_m * 1000, height_m * 1000
    doors = []
    for n, x in enumerate(range(STEP // 2, width - 1500, STEP)):
        kind = "exit" if n else "entrance"
        doors.append(Door(f"s{n}", kind, (x + 1500, 0), (x - 1500, 0), 3000))  # type: ignore[arg-type]
        doors.append(Door(f"n{n}", "exit", (x - 1500, height), (x + 1500, height), 3000))
    columns, stands = [], []
    for low in range(AISLE, height - AISLE - 2 * STAND + 1, AISLE + 2 * STAND):
        run = BLOCK * STAND
        for left in range(AISLE, width - AISLE - run + 1, AISLE + run):
            columns.append((left + run // 2, low + STAND))
            for i in range(BLOCK):
                ends = i == 0, i == BLOCK - 1
                stands.append((left + STAND * i, low, 0, ends))
                stands.append((left + STAND * (i + 1), low + 2 * STAND, 180_000, ends[::-1]))
    ring = ((0, 0), (width, 0), (width, height), (0, height))
    pillars = tuple(Column(f"c{n}", x, y, 600, 600, "at_back") for n, (x, y) in enumerate(columns))
    rules = Rules("house", AISLE, AISLE, 60_000)
    plan = Plan(Hall("h", ring), tuple(doors), pillars, (), (), (), rules)
    placements = [
        Placement(
            f"s-{n}",
            str(n),
            "",
            f"e-{n}",
            (),
            x,
            y,
            turn,
            STAND,
            STAND,
            sides(ends),
            "shell_scheme",
        )
        for n, (x, y, turn, ends) in enumerate(stands)
    ]
    return make_hall(plan, placements)


def sides(ends: tuple[bool, ...]) -> tuple[Side, ...]:
    named: tuple[tuple[Side, bool], ...] = (("front", True), ("left", ends[0]), ("right", ends[1]))
    return tuple(side for side, open_ in named if open_)


def report(name: str, placed: PlacedHall, repeats: int, goal: str = "") -> float:
    """Print one hall's figures and return the processor seconds."""
    (certificate, findings), wall, busy = timed(lambda: prove_hall(placed), repeats)
    codes = ", ".join(
        f"{n} x {code}" for code, n in sorted(Counter(f.code for f in findings).items())
    )
    print(
        f"{name:<16} {len(placed.placements):>6} stands {certificate.gross_m2:>9,.0f} m²"
        f"   wall {wall * 1000:8.1f} ms{goal}   processor {busy * 1000:8.1f} ms"
        f"   {codes or 'no finding'}"
    )
    return busy


def main() -> None:
    """Print the figures of both sample fairs and of halls up to 760,000 m²."""
    for name in ("oriental", "beni-mellal"):
        placed = good_hall(name)
        busy = report(name, placed, 5)
        _, _, slow = timed(lambda: check_outside(build_geojson(placed)), 1)  # noqa: B023  # run at once
        print(
            f"{'':<16} the slow check from outside: {slow:.2f} s, {slow / busy:.0f} times as long"
        )
    for width, height in LARGE if "--large" in sys.argv else LARGE[:-1]:
        goal = " (to reach: 1500 ms)" if (width, height) == GOAL_HALL else ""
        report(f"{width} x {height} m", lay_rows(width, height), 3, goal)


if __name__ == "__main__":
    main()
