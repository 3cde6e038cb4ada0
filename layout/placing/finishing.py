"""From slots to a placed hall: who stands where, numbers, aisles, findings, report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import shapely
from shapely import Polygon

from layout.assigning.judging import judge_wishes
from layout.assigning.matching import assign_places
from layout.assigning.moves import list_moves
from layout.assigning.numbering import give_ids, give_numbers
from layout.assigning.pinning import PinnedStand, make_placement
from layout.assigning.sides import measure_open_sides
from layout.assigning.standing import Standing
from layout.gates.bounds import BOUND_NAME, measure_bound
from layout.input_hash import hash_input
from layout.lock import LockMemory, natural_key
from layout.placing.aisles import cut_aisles
from layout.placing.filling import Slot
from layout.placing.floor import column_shape, hall_shape, union
from layout.placing.rows import Corridor
from layout.placing.travel import measure_exit_travel
from layout.values import (
    AisleRank,
    Finding,
    Lane,
    LayoutReport,
    PlacedHall,
    Placement,
    Plan,
    StandRequest,
    stand_corners,
)


def settle_slots(
    plan: Plan,
    slots: Sequence[Slot],
    corridors: Sequence[Corridor],
    pinned: Sequence[PinnedStand],
    waiting: Sequence[StandRequest],
    previous: LockMemory | None,
) -> Standing:
    """Return who stands on which slot; the pinned stands come last."""
    at_pins = [stand.placement for stand in pinned]
    placements, unplaced = assign_places(plan, _drafts(slots), waiting, previous, at_pins)
    lanes = tuple(_lane(corridor) for corridor in corridors)
    return Standing((*placements, *at_pins), tuple(unplaced), lanes)


def _lane(corridor: Corridor) -> Lane:
    x0, y0, x1, y1 = corridor.x0, corridor.y0, corridor.x1, corridor.y1
    corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    return Lane(corners, cast("AisleRank", corridor.rank), min(x1 - x0, y1 - y0))


def finish_hall(
    plan: Plan,
    requests: Sequence[StandRequest],
    previous: LockMemory | None,
    standing: Standing,
) -> PlacedHall:
    """Return the placed hall with ids, numbers, open sides, aisles, findings and report."""
    placements = standing.placements
    sides = measure_open_sides(plan, placements)
    ids = give_ids(placements, previous)
    numbers = give_numbers(plan, placements, previous)
    named = [
        replace(
            stand,
            stand_id=ids[stand.exhibitor or ""],
            number=numbers[stand.exhibitor or ""],
            open_sides=open_sides,
        )
        for stand, open_sides in zip(placements, sides, strict=True)
    ]
    named.sort(key=lambda stand: natural_key(stand.number))
    corridors = [Corridor(*_extent(lane), lane.rank) for lane in standing.lanes]
    aisles = cut_aisles(plan, named, corridors)
    report = _report(plan, requests, named)
    pinned = {pin.exhibitor for pin in plan.pins}
    judgement = judge_wishes(plan, requests, named, pinned)
    report = replace(
        report,
        fairness=judgement.fairness,
        wishes_gap=judgement.gap,
        moves=list_moves(previous, named, standing.reasons),
    )
    findings = [
        *_beyond_bound(plan, requests, report),
        *_not_placed(plan, standing.unplaced),
        *judgement.findings,
    ]
    digest = hash_input(plan, requests)
    return PlacedHall(
        plan, tuple(named), aisles, tuple(findings), report, digest, lanes=standing.lanes
    )


def _extent(lane: Lane) -> tuple[int, int, int, int]:
    xs, ys = zip(*lane.corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _drafts(slots: Sequence[Slot]) -> list[Placement]:
    return [
        make_placement(
            StandRequest(f"slot-{index}", slot.sector, slot.width, slot.depth),
            slot.x,
            slot.y,
            slot.quarter * 90_000,
        )
        for index, slot in enumerate(slots)
    ]


def _beyond_bound(
    plan: Plan, requests: Sequence[StandRequest], report: LayoutReport
) -> list[Finding]:
    """Return the proof that no layout whatever can hold what was asked for, if there is one."""
    asked = sum(request.width_mm * request.depth_mm for request in requests) / 1e6
    if asked <= report.bound_m2:
        return []
    return [
        Finding(
            "hall.beyond_bound",
            "error",
            f"the stands asked for take {asked:g} m²; with aisles of"
            f" {plan.rules.aisle_mm / 1000:g} m no layout of this hall holds more than"
            f" {report.bound_m2:g} m² of such stands ({report.bound_name} bound)",
            measured=round(asked, 2),
            limit=report.bound_m2,
        )
    ]


def _not_placed(plan: Plan, unplaced: Sequence[StandRequest]) -> list[Finding]:
    if not unplaced:
        return []
    area = sum(request.width_mm * request.depth_mm for request in unplaced) / 1e6
    total = Finding(
        "hall.too_small",
        "error",
        f"{len(unplaced)} stands with {area:g} m² found no place with aisles of"
        f" {plan.rules.aisle_mm / 1000:g} m; offer smaller stands, narrower aisles or more floor",
        measured=area,
        limit=0.0,
    )
    each = [
        Finding(
            "stand.not_placed",
            "error",
            f"{request.exhibitor} ({request.width_mm / 1000:g} x {request.depth_mm / 1000:g} m,"
            f" sector {request.sector}) has no stand",
            (request.exhibitor,),
        )
        for request in sorted(unplaced, key=lambda request: request.exhibitor)
    ]
    return [total, *each]


def _report(
    plan: Plan, requests: Sequence[StandRequest], placements: Sequence[Placement]
) -> LayoutReport:
    hall = hall_shape(plan)
    columns = [column_shape(column) for column in plan.columns]
    closed = [Polygon(zone.outline) for zone in plan.zones if not zone.walkable]
    usable = hall.difference(union([*columns, *closed]))
    net = sum(stand.width_mm * stand.depth_mm for stand in placements)
    boxes = [tuple(shapely.bounds(column)) for column in columns]
    boxes += [Polygon(stand_corners(stand)).bounds for stand in placements]
    travel, _, _ = measure_exit_travel(hall.difference(union(closed)), boxes, plan.doors)
    return LayoutReport(
        stands_requested=len(requests),
        stands_placed=len(placements),
        gross_m2=round(hall.area / 1e6, 2),
        usable_m2=round(usable.area / 1e6, 2),
        net_m2=round(net / 1e6, 2),
        bound_m2=round(measure_bound(usable.area, plan.rules.aisle_mm, requests) / 1e6, 2),
        bound_name=BOUND_NAME,
        exit_travel_m=travel,
    )
