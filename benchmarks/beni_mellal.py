"""The dense fair: 320 exhibitors on 4,000 m² with aisles of 3 m, in three ways. Prints figures.

1. All want 9 m²: refused with the proof. 2. They also accept 6 m² (2 m of front): all placed,
as many of 9 m² as possible, with the bound on that number. 3. They agreed to share by two.
The hall is 80 x 50 m with columns of 0.6 m and ten doors of 3 m with 3 m kept clear.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from layout.audit.checks import audit_hall  # needs the path above
from layout.gates.gate import check_gates
from layout.placing.engine import place_stands
from layout.values import (
    Column,
    Door,
    Hall,
    PlacedHall,
    Plan,
    PointMm,
    Rules,
    Sector,
    StandRequest,
)

WIDTH, HEIGHT, DOOR = 80_000, 50_000, 3_000
SECTORS = {"terroir": 120, "crafts": 90, "services": 40, "solidarity": 45, "institutions": 25}
REPEATS = 5


def dense_plan() -> Plan:
    """Return the hall of the benchmark."""
    doors = [
        *(door(f"south-{x}", (x + 1_500, 0), (x - 1_500, 0)) for x in (12_500, 37_500, 62_500)),
        *(
            door(f"north-{x}", (x - 1_500, HEIGHT), (x + 1_500, HEIGHT))
            for x in (12_500, 37_500, 62_500)
        ),
        *(door(f"west-{y}", (0, y - 1_500), (0, y + 1_500)) for y in (12_500, 37_500)),
        *(door(f"east-{y}", (WIDTH, y + 1_500), (WIDTH, y - 1_500)) for y in (12_500, 37_500)),
    ]
    doors[1] = replace(doors[1], kind="entrance")
    columns = tuple(
        Column(f"c-{x}-{y}", x, y, 600, 600)
        for x in (20_000, 40_000, 60_000)
        for y in (18_000, 36_000)
    )
    hall = Hall("h", ((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)))
    sectors = tuple(Sector(name, {}, "#888888") for name in SECTORS)
    rules = Rules("house", 3_000, 3_000, 50_000)
    return Plan(hall, tuple(doors), columns, (), sectors, (), rules)


def door(name: str, a: PointMm, b: PointMm) -> Door:
    return Door(name, "exit", a, b, DOOR)


def dense_requests() -> list[StandRequest]:
    """Return 320 requests for 3 x 3 m."""
    return [
        StandRequest(f"{sector}-{index:03d}", sector, 3_000, 3_000)
        for sector, count in SECTORS.items()
        for index in range(count)
    ]


def with_pairs(requests: list[StandRequest]) -> list[StandRequest]:
    """Return the requests with every second one agreeing to share with the one after it."""
    partner = {}
    for one, other in zip(requests[::2], requests[1::2], strict=True):
        if one.sector == other.sector:
            partner[one.exhibitor], partner[other.exhibitor] = other.exhibitor, one.exhibitor
    return [
        replace(request, may_share_with=(partner[request.exhibitor],))
        if request.exhibitor in partner
        else request
        for request in requests
    ]


def tell(name: str, plan: Plan, requests: list[StandRequest]) -> None:
    start, busy = time.perf_counter(), time.process_time()
    placed = place_stands(plan, requests, None)
    wall, cpu = time.perf_counter() - start, time.process_time() - busy
    wanted = Counter(
        f.code for f in (*placed.findings, *audit_hall(placed)) if f.severity == "error"
    )
    sizes = Counter(stand.width_mm * stand.depth_mm / 1e6 for stand in placed.placements)
    people = sum(1 + len(stand.co_exhibitors) for stand in placed.placements)
    print(name)
    print(f"  {people} of {len(requests)} exhibitors on {len(placed.placements)} stands:", end=" ")
    print(", ".join(f"{count} of {size:g} m²" for size, count in sorted(sizes.items())))
    print(f"  errors {dict(wanted) or 'none'}; wall {wall:.2f} s, processor {cpu:.2f} s")
    tell_bound(placed)


def tell_bound(placed: PlacedHall) -> None:
    report = placed.report
    print(f"  net {report.net_m2:g} m², {report.net_m2 / report.bound_m2:.1%} of the bound")
    for finding in placed.findings:
        if finding.code == "hall.smaller_stands" and finding.measured and finding.limit:
            share = finding.measured / finding.limit
            print(
                f"  wished size: {finding.measured:g}, proved bound {finding.limit:g} ({share:.0%})"
            )


def main() -> None:
    plan, requests = dense_plan(), dense_requests()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        gate = check_gates(plan, requests)
        times.append(time.perf_counter() - start)
    print("1. 320 x 9 m²: the gate alone")
    print(f"  refused {gate.refused}, {gate.deficit_m2:.0f} m² missing, at most {gate.most_stands}")
    median = sorted(times)[REPEATS // 2] * 1000
    print(f"  {len(gate.repairs)} repairs (to reach: 3); {median:.1f} ms, median (to reach: 10 ms)")
    tell("   placed all the same", plan, requests)
    mix = [replace(request, accepts=((2_000, 3_000),)) for request in requests]
    tell("2. 9 m² wished, 6 m² accepted", plan, mix)
    tell("3. 9 m², shared by two where agreed", plan, with_pairs(requests))


if __name__ == "__main__":
    main()
