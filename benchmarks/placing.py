"""Times the layout of both sample fairs: plan text, placing, audit, exports. Prints figures.

Processor time beside wall time: on a busy machine only the first tells about the program.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import fair_requests  # noqa: E402  # needs the path above

from exporters.geojson import build_geojson  # noqa: E402
from layout.audit.checks import audit_hall  # noqa: E402
from layout.lock import format_lock  # noqa: E402
from layout.placing.engine import place_stands  # noqa: E402
from layout.plan.text import parse_plan  # noqa: E402

REPEATS = 5
GOALS_MS = {"plan text": 50, "placing": 500}
T = TypeVar("T")


def timed(name: str, work: Callable[[], T]) -> T:
    """Run five times, print the medians in milliseconds, return the result."""
    walls, processor = [], []
    for _ in range(REPEATS):
        start, busy = time.perf_counter(), time.process_time()
        result = work()
        walls.append(time.perf_counter() - start)
        processor.append(time.process_time() - busy)
    wall, cpu = sorted(walls)[REPEATS // 2], sorted(processor)[REPEATS // 2]
    goal = GOALS_MS.get(name)
    told = f"   (to reach: {goal} ms)" if goal else ""
    print(f"  {name:<10} wall {wall * 1000:7.1f} ms   processor {cpu * 1000:7.1f} ms{told}")
    return result


def measure(fair: str, requests: list[fair_requests.StandRequest]) -> None:
    text = (ROOT / "data" / fair / "plan.yaml").read_text("utf-8")
    print(fair)
    plan, _ = timed("plan text", lambda: parse_plan(text, "plan.yaml"))
    if plan is None:
        raise SystemExit(f"{fair}/plan.yaml has errors")
    placed = timed("placing", lambda: place_stands(plan, requests, None))
    timed("audit", lambda: audit_hall(placed))
    timed("lock", lambda: format_lock(placed, None))
    timed("geojson", lambda: build_geojson(placed))
    report = placed.report
    print(
        f"  {report.stands_placed} of {report.stands_requested} stands,"
        f" net {report.net_m2:g} m² ({report.net_ratio:.1%} of gross {report.gross_m2:g} m²),"
        f" {report.net_m2 / report.bound_m2:.1%} of the {report.bound_name} bound;"
        f" farthest walk {max(report.exit_travel_m.values()):g} m"
    )


if __name__ == "__main__":
    measure("oriental-2022", fair_requests.oriental_requests())
    measure("beni-mellal", fair_requests.beni_mellal_requests())
