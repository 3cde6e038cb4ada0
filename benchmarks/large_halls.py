"""Places 260, 2,600 and 26,000 stands in generated halls. Prints seconds, stands, findings.

Sizes 9, 12 and 18 m² in 8 to 40 sectors, a column every 20 m, a door every 25 m. Half of the
floor that stands could take is asked for. `--all` measures the largest hall too.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from layout.audit.checks import audit_hall  # needs the path above
from layout.placing.engine import place_stands
from layout.values import (
    Column,
    Door,
    Hall,
    Plan,
    Rules,
    Sector,
    StandRequest,
)

SIZES = ((3_000, 6), (4_000, 3), (6_000, 1))  # width, how often
CASES = ((100, 76, 260, 8), (320, 240, 2_600, 20), (1_000, 760, 26_000, 40))
GOALS_S = {260: 0.5, 2_600: 4, 26_000: 45}
DOOR_STEP, COLUMN_STEP = 25_000, 20_000


def large_plan(width_m: int, height_m: int, sectors: int) -> Plan:
    """Return a rectangular hall."""
    w, h = width_m * 1_000, height_m * 1_000
    doors = []
    for index, x in enumerate(range(DOOR_STEP // 2, w - 1_500, DOOR_STEP)):
        kind = "entrance" if index % 4 == 1 else "exit"
        doors.append(Door(f"south-{index}", kind, (x + 1_500, 0), (x - 1_500, 0), 3_000))
        doors.append(Door(f"north-{index}", "exit", (x - 1_500, h), (x + 1_500, h), 3_000))
    for index, y in enumerate(range(DOOR_STEP // 2, h - 1_500, DOOR_STEP)):
        doors.append(Door(f"west-{index}", "exit", (0, y - 1_500), (0, y + 1_500), 3_000))
        doors.append(Door(f"east-{index}", "exit", (w, y + 1_500), (w, y - 1_500), 3_000))
    columns = tuple(
        Column(f"c-{x}-{y}", x, y, 600, 600, "at_back")
        for x in range(COLUMN_STEP, w, COLUMN_STEP)
        for y in range(COLUMN_STEP, h, COLUMN_STEP)
    )
    hall = Hall("h", ((0, 0), (w, 0), (w, h), (0, h)))
    themes = tuple(Sector(f"s{index}", {}, "#888888") for index in range(sectors))
    return Plan(hall, tuple(doors), columns, (), themes, (), Rules("house", 3_000, 6_000, 0))


def large_requests(count: int, sectors: int) -> list[StandRequest]:
    """Return requests of three widths, evenly over the sectors."""
    widths = [width for width, times in SIZES for _ in range(times)]
    return [
        StandRequest(f"x-{index:05d}", f"s{index % sectors}", widths[index % len(widths)], 3_000)
        for index in range(count)
    ]


def measure(case: tuple[int, int, int, int], *, audited: bool) -> float:
    width, height, count, sectors = case
    plan, requests = large_plan(width, height, sectors), large_requests(count, sectors)
    start, busy = time.perf_counter(), time.process_time()
    placed = place_stands(plan, requests, None)
    wall, cpu = time.perf_counter() - start, time.process_time() - busy
    print(f"{count} stands in {sectors} sectors, {width} x {height} m")
    print(f"  placed {len(placed.placements)}, net {placed.report.net_ratio:.1%} of gross")
    goal = f" (to reach: {GOALS_S[count]} s)" if count in GOALS_S else ""
    print(f"  wall {wall:.2f} s, processor {cpu:.2f} s{goal}; {len(placed.aisles)} aisles")
    print(f"  findings {dict(Counter(finding.code for finding in placed.findings))}")
    if audited:
        start = time.perf_counter()
        found = Counter(finding.code for finding in audit_hall(placed))
        print(f"  audit {dict(found) or 'clean'}, {time.perf_counter() - start:.2f} s")
    return cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="26,000 stands too")
    options = parser.parse_args()
    cases = CASES if options.all else CASES[:2]
    seconds = [measure(case, audited=True) for case in cases]
    for first, second in pairwise(seconds):
        print(f"ten times the stands took {second / first:.1f} times as long")


if __name__ == "__main__":
    main()
