"""A pin moves who is in its way; nobody loses a place by it while there is room."""

from __future__ import annotations

from dataclasses import replace

import fair_requests
import pytest
import small_fair

from layout.audit.checks import audit_hall
from layout.lock import LockMemory, format_lock, parse_lock
from layout.placing.engine import place_stands
from layout.plan.text import parse_plan
from layout.values import Pin, PlacedHall, Placement, Plan, StandRequest

# Where it stands, a little beside, across the aisle or the row, turned on its corner.
WAYS = (
    (0, 0, 0), (300, 0, 0), (0, -400, 0), (-1_000, 500, 0), (0, 0, 180_000), (0, 0, 90_000),
)  # fmt: skip


def requests() -> list[StandRequest]:
    return [
        StandRequest(
            f"{sector}-{index:02d}", sector, 3_000, 3_000, open_sides=2 if index < 3 else None
        )
        for sector, count in small_fair.LEADS.items()
        for index in range(count)
    ]


@pytest.fixture(scope="module")
def placed() -> PlacedHall:
    plan, findings = parse_plan(small_fair.PLAN, "plan.yaml")
    assert plan is not None, findings
    return place_stands(plan, requests(), None)


def pinned(plan: Plan, stand: Placement, way: tuple[int, int, int]) -> Plan:
    x, y, turn = way
    pin = Pin(
        stand.exhibitor or "", stand.x_mm + x, stand.y_mm + y,
        (stand.rotation_mdeg + turn) % 360_000,
    )  # fmt: skip
    return replace(plan, pins=(pin,))


def check_pin(plan: Plan, memory: LockMemory | None, case: object) -> None:
    after = place_stands(plan, requests(), memory)
    lost = [finding.subjects[0] for finding in after.findings if finding.code == "stand.not_placed"]
    assert lost == [], case
    assert [str(f) for f in audit_hall(after) if f.severity == "error"] == [], case
    pin = plan.pins[0]
    refused = any(finding.code == "pin.refused" for finding in after.findings)
    stand = next(s for s in after.placements if s.exhibitor == pin.exhibitor)
    at_pin = (stand.x_mm, stand.y_mm, stand.rotation_mdeg) == (
        pin.x_mm,
        pin.y_mm,
        pin.rotation_mdeg,
    )
    assert at_pin or refused, case


def test_a_single_pin_anywhere_about_its_stand_costs_nobody_a_place(placed: PlacedHall) -> None:
    memory = parse_lock(format_lock(placed, None))
    for index, stand in enumerate(placed.placements):
        way = WAYS[index % len(WAYS)]
        check_pin(pinned(placed.plan, stand, way), memory, (stand.exhibitor, way))


def test_a_pin_of_a_new_fair_costs_nobody_a_place(placed: PlacedHall) -> None:
    for index, stand in enumerate(placed.placements[::3]):
        way = WAYS[-1 - index % len(WAYS)]
        check_pin(pinned(placed.plan, stand, way), None, (stand.exhibitor, way))


def test_where_a_stand_is_pinned_where_it_stands_nothing_moves(placed: PlacedHall) -> None:
    memory = parse_lock(format_lock(placed, None))
    for stand in placed.placements[::4]:
        after = place_stands(pinned(placed.plan, stand, WAYS[0]), requests(), memory)
        assert after.report.moves == (), stand.exhibitor


@pytest.mark.full
@pytest.mark.parametrize("way", WAYS)
def test_any_single_pin_costs_nobody_a_place(placed: PlacedHall, way: tuple[int, int, int]) -> None:
    memory = parse_lock(format_lock(placed, None))
    for stand in placed.placements:
        for before in (memory, None):
            check_pin(pinned(placed.plan, stand, way), before, (stand.exhibitor, way))


@pytest.mark.full
def test_a_single_pin_of_the_oriental_costs_nobody_a_place(oriental: PlacedHall) -> None:
    memory = parse_lock(format_lock(oriental, None))
    for index, stand in enumerate(oriental.placements[::20]):
        plan = pinned(oriental.plan, stand, WAYS[index % len(WAYS)])
        after = place_stands(plan, fair_requests.oriental_requests(), memory)
        assert [f.subjects for f in after.findings if f.code == "stand.not_placed"] == []
        assert [str(f) for f in audit_hall(after) if f.severity == "error"] == []
