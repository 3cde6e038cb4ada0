"""Times the gate and prints the bounds of the ten halls of the capacity study beside what fits.

Halls: columns 0.6 m square every 20 and 18 m, doors 3 m wide every 25 m on every side, blocks of at
most 30 m. `found` is the densest hall of this program, `study` what the research
prototype counted without checking that its aisles are connected.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from gate_halls import make_hall, make_requests  # noqa: E402  # needs the path above

from layout.gates.bounds import most_of_size  # noqa: E402
from layout.gates.floor import measure_floor  # noqa: E402
from layout.gates.gate import check_gates  # noqa: E402
from layout.gates.rows import StandSize, most_in_rows  # noqa: E402
from layout.rows.capacity import measure_capacity  # noqa: E402

REPEATS = 20
# width m, depth m, aisle mm, front mm, depth mm, columns and doors, prototype's count
HALLS = (
    (100, 76, 3_000, 3_000, 3_000, True, 471),
    (100, 76, 3_000, 3_000, 3_000, False, 493),
    (100, 76, 2_500, 3_000, 3_000, True, 488),
    (80, 50, 3_000, 3_000, 3_000, True, 252),
    (80, 50, 2_000, 3_000, 3_000, True, 300),
    (80, 50, 3_000, 2_000, 3_000, True, 380),
    (80, 50, 3_000, 3_000, 2_000, True, 327),
    (100, 40, 3_000, 3_000, 3_000, True, 249),
    (320, 240, 3_000, 3_000, 3_000, True, 4_940),
    (1_000, 760, 3_000, 3_000, 3_000, True, 48_598),
)
SMALL_M2 = 10_000
SMALL_HALL = (80, 50)


def time_gate(count: int, width: int, depth: int) -> None:
    """Print the median of twenty answers of the gate."""
    plan, requests = make_hall(width, depth), make_requests(count, (3_000, 3_000))
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        result = check_gates(plan, requests)
        times.append((time.perf_counter() - start) * 1000)
    answer = f"refused, {result.deficit_m2:.0f} m² missing" if result.refused else "let pass"
    median = sorted(times)[REPEATS // 2]
    goal = " (to reach: 10 ms)" if (width, depth) == SMALL_HALL else ""
    print(f"  {count:6} x 9 m² in {width} x {depth} m: {median:6.2f} ms{goal}, {answer}")
    for repair in result.repairs:
        print(f"           {repair.message}")


def print_bounds(*, all_halls: bool) -> None:
    """Print for each hall what was found and each bound with the gap to it."""
    print("  hall           stand aisle   found  study  at most: rows   gap  perimeter   gap")
    for width, depth, aisle, front, deep, obstacles, study in HALLS:
        if width * depth > SMALL_M2 and not all_halls:
            continue
        plan = make_hall(width, depth, aisle, doors=obstacles, columns=obstacles)
        found = measure_capacity(plan, front, deep).count
        rows = most_in_rows(plan, StandSize(front, deep))
        most = most_of_size(measure_floor(plan), front, deep)
        print(
            f"  {f'{width} x {depth}':<13}{f'{front // 1000} x {deep // 1000}':>7}"
            f" {aisle / 1000:5.1f} {found:7} {study:6} {rows:14} {1 - found / rows:6.1%}"
            f" {most:9} {1 - found / most:6.1%}{'' if obstacles else '  (empty hall)'}"
        )


if __name__ == "__main__":
    print("gate")
    time_gate(320, 80, 50)
    time_gate(260, 100, 76)
    time_gate(26_000, 1_000, 760)
    time_gate(60_000, 1_000, 760)
    print("bounds (with --all also the two halls of 76,800 and 760,000 m²)")
    print_bounds(all_halls="--all" in sys.argv)
