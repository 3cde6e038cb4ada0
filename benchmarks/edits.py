"""Times single edits of a hall that is laid out already, and counts who stays where.

For each edit: milliseconds to place again (median of five, wall and processor), to audit,
the share of the earlier stands that did not move, what moved and why, the findings of
severity error, and whether the result placed again on its own lock is the same bytes.
The building is known from the placing before, as in a worker that runs on (`layout.recall`);
`first` is the processor time of an edit that must read the building too.
Default: the Oriental (260 stands); `--all` adds Béni Mellal (320). Prints; asserts nothing.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import fair_requests  # noqa: E402  # needs the path above

from layout.audit.checks import audit_hall  # noqa: E402
from layout.lock import LockMemory, format_lock, parse_lock  # noqa: E402
from layout.placing.engine import place_stands  # noqa: E402
from layout.plan.text import parse_plan  # noqa: E402
from layout.recall import forget_all  # noqa: E402
from layout.values import (  # noqa: E402
    Column,
    PlacedHall,
    Placement,
    Plan,
    StandRequest,
    Zone,
    stand_corners,
)

REPEATS = 5
DEPTH = 3_000  # of the rows, in mm: islands are deeper
Fair = tuple[Plan, list[StandRequest]]


def middle_of(stands: Sequence[Placement]) -> tuple[int, int]:
    points = [point for stand in stands for point in stand_corners(stand)]
    return (
        round(sum(x for x, _ in points) / len(points)),
        round(sum(y for _, y in points) / len(points)),
    )


def change(
    requests: Sequence[StandRequest], exhibitor: str | None, **fields: object
) -> list[StandRequest]:
    return [
        replace(r, **fields) if r.exhibitor == exhibitor else r  # type: ignore[arg-type]
        for r in requests
    ]


def list_edits(placed: PlacedHall, requests: list[StandRequest]) -> dict[str, Fair]:
    """Return the plan and the requests after each edit."""
    plan = placed.plan
    squares = [stand for stand in placed.placements if stand.depth_mm == DEPTH]
    one = squares[len(squares) // 5]
    wide = one.width_mm + 1_000
    edits = {"one grows by 3 m²": (plan, change(requests, one.exhibitor, width_mm=wide))}
    # The same for an exhibitor of every sector: not all are as lucky with their neighbours.
    for sector in plan.sectors:
        members = [stand for stand in squares if stand.sector == sector.id]
        if members:
            stand = members[len(members) // 2]
            grown = change(requests, stand.exhibitor, width_mm=stand.width_mm + 1_000)
            edits[f"one of {sector.id} grows"] = (plan, grown)
    edits["one leaves"] = (plan, [r for r in requests if r.exhibitor != one.exhibitor])
    newcomer = StandRequest("new-one", one.sector, squares[-1].width_mm, 3_000)
    edits["one comes"] = (plan, [*requests, newcomer])
    other = next(s.id for s in reversed(plan.sectors) if s.id != one.sector)
    edits["one changes sector"] = (plan, change(requests, one.exhibitor, sector=other))
    x, y = middle_of([one])
    pillar = Column("new", x, y, 600, 600, "at_back")
    edits["a column at a stand"] = (replace(plan, columns=(*plan.columns, pillar)), requests)
    back = stand_corners(one)
    x, y = (round((a + b) / 2) for a, b in zip(back[2], back[3], strict=True))
    pillar = Column("new", x, y, 600, 600, "at_back")
    edits["a column at a back"] = (replace(plan, columns=(*plan.columns, pillar)), requests)
    door = next(d for d in plan.doors if d.kind == "exit" and d.a[0] == d.b[0])
    (ax, ay), (bx, by) = door.a, door.b
    moved = replace(door, a=(ax, ay + 4_000), b=(bx, by + 4_000))
    doors = tuple(moved if d is door else d for d in plan.doors)
    edits["a door moves by 4 m"] = (replace(plan, doors=doors), requests)
    three = sorted(
        (stand for stand in squares if stand.rotation_mdeg == one.rotation_mdeg),
        key=lambda stand: (stand.y_mm != one.y_mm, abs(stand.x_mm - one.x_mm)),
    )[:3]
    corners = [point for stand in three for point in stand_corners(stand)]
    xs, ys = [round(x) for x, _ in corners], [round(y) for _, y in corners]
    ring = (
        (min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys)),
    )  # fmt: skip
    zone = Zone("new", "keep_out", ring, walkable=False)
    edits["a keep-out over three"] = (replace(plan, zones=(*plan.zones, zone)), requests)
    edits["nothing"] = (plan, requests)
    return edits


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the medians of wall and processor time in ms."""
    walls, processor = [], []
    for _ in range(REPEATS):
        start, busy = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - busy) * 1000)
    return sorted(walls)[REPEATS // 2], sorted(processor)[REPEATS // 2]


def place_first(plan: Plan, requests: list[StandRequest], memory: LockMemory) -> None:
    """Place with nothing known of the building."""
    forget_all()
    place_stands(plan, requests, memory)


def measure(fair: str, requests: list[StandRequest]) -> None:
    plan, _ = parse_plan((ROOT / "data" / fair / "plan.yaml").read_text("utf-8"), "plan.yaml")
    if plan is None:
        raise SystemExit(f"{fair}/plan.yaml has errors")
    before = place_stands(plan, requests, None)
    memory = parse_lock(format_lock(before, None))
    anew, busy = timed(lambda: place_stands(plan, requests, None))
    print(
        f"{fair}: {len(before.placements)} stands; placed anew {anew:.1f} ms"
        f" (processor {busy:.1f}); to reach: an edit in 100 ms that leaves 95% unmoved"
    )
    for name, (edited, wanted) in list_edits(before, requests).items():
        after = place_stands(edited, wanted, memory)
        wall, processor = timed(lambda e=edited, w=wanted: place_stands(e, w, memory))  # type: ignore[misc]
        _, first = timed(lambda e=edited, w=wanted: place_first(e, w, memory))  # type: ignore[misc]
        start = time.perf_counter()
        found = [*after.findings, *audit_hall(after)]
        audit = (time.perf_counter() - start) * 1000
        errors = sum(finding.severity == "error" for finding in found)
        moved = {move.exhibitor for move in after.report.moves}
        stayed = sum(stand.exhibitor not in moved for stand in before.placements)
        why = Counter(move.reason for move in after.report.moves)
        text = format_lock(after, memory)
        again = place_stands(edited, wanted, parse_lock(text))
        same = format_lock(again, parse_lock(text)) == text
        print(
            f"  {name:<24} {wall:6.1f} ms (processor {processor:6.1f}, {processor / busy:.0%} of"
            f" anew, first {first:.1f}), audit {audit:5.0f} ms,"
            f" unmoved {stayed / len(before.placements):6.1%},"
            f" {', '.join(f'{count} {reason}' for reason, count in sorted(why.items())) or '-'};"
            f" {errors} errors, {'fixpoint' if same else 'NO FIXPOINT'}"
        )


if __name__ == "__main__":
    measure("oriental-2022", fair_requests.oriental_requests())
    if "--all" in sys.argv:
        measure("beni-mellal", fair_requests.beni_mellal_requests())
