"""From slots to a placed hall: who stands where, numbers, aisles, findings, report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely import Polygon

from layout.assigning.judging import judge_wishes
from layout.assigning.matching import assign_places
from layout.assigning.moves import list_moves
from layout.assigning.numbering import give_ids, give_numbers
from layout.assigning.outlines import corner_array
from layout.assigning.pinning import PinnedStand, make_placement
from layout.assigning.sides import measure_open_sides
from layout.assigning.standing import Standing
from layout.gates.bounds import BOUND_NAME
from layout.gates.gate import GateResult, check_gates
from layout.lock import LockMemory, natural_key
from layout.placing.aisles import cut_aisles
from layout.placing.anew import Drawn
from layout.placing.floor import hall_shape, union, walkable_hall
from layout.placing.slots import Slot
from layout.placing.solids import Solids, close_slits, merge_stands
from layout.placing.telling import list_findings
from layout.placing.travel import measure_exit_travel
from layout.recall import recalled
from layout.rows.ground import column_shape
from layout.values import (
    Aisle,
    Finding,
    Lane,
    LayoutReport,
    PlacedHall,
    Placement,
    Plan,
    StandRequest,
)


def settle_slots(
    plan: Plan, drawn: Drawn, pinned: Sequence[PinnedStand], previous: LockMemory | None
) -> Standing:
    """Return who stands on which slot; the pinned stands come last."""
    at_pins = [stand.placement for stand in pinned]
    placements, unplaced = assign_places(
        plan, _drafts(drawn.slots), drawn.requests, previous, at_pins
    )
    return Standing((*placements, *at_pins), tuple(unplaced), drawn.lanes)


def _drafts(slots: Sequence[Slot]) -> list[Placement]:
    return [
        make_placement(
            StandRequest(f"slot-{index}", slot.sector, slot.width, slot.depth),
            slot.x,
            slot.y,
            slot.rotation_mdeg,
        )
        for index, slot in enumerate(slots)
    ]


def finish_hall(
    plan: Plan,
    requests: Sequence[StandRequest],
    previous: LockMemory | None,
    standing: Standing,
    input_hash: str,
    findings: Sequence[Finding] = (),
) -> PlacedHall:
    """Return the placed hall with ids, numbers, open sides, aisles, findings and report.

    `requests` are all of them as they were asked for, `input_hash` is that of
    plan and requests, `findings` what was noticed before.
    """
    named = _name(plan, standing.placements, previous)
    solids = merge_stands(corner_array(named))
    gate = check_gates(plan, requests)
    judgement = judge_wishes(plan, requests, named, {pin.exhibitor for pin in plan.pins})
    report = replace(
        _report(plan, requests, named, solids, gate),
        fairness=judgement.fairness,
        wishes_gap=judgement.gap,
        moves=list_moves(previous, named, standing.reasons),
    )
    told = (
        *findings,
        *list_findings(plan, requests, named, standing.unplaced, gate),
        *judgement.findings,
    )
    return PlacedHall(
        plan,
        tuple(named),
        _cut(plan, named, solids, standing.lanes),
        told,
        report,
        input_hash,
        lanes=standing.lanes,
    )


def _name(
    plan: Plan, placements: Sequence[Placement], previous: LockMemory | None
) -> list[Placement]:
    """Return the stands with ids, numbers and open sides, sorted by number."""
    sides = measure_open_sides(plan, placements)
    ids = give_ids(placements, previous)
    numbers = give_numbers(plan, placements, previous)
    # A copy by `replace` takes five times as long.
    named = [
        Placement(
            ids[s.exhibitor or ""], numbers[s.exhibitor or ""], s.sector, s.exhibitor,
            s.co_exhibitors, s.x_mm, s.y_mm, s.rotation_mdeg, s.width_mm, s.depth_mm,
            open_sides, s.kit,
        )
        for s, open_sides in zip(placements, sides, strict=True)
    ]  # fmt: skip
    return sorted(named, key=lambda stand: natural_key(stand.number))


def _cut(
    plan: Plan, stands: Sequence[Placement], merged: Sequence[Polygon], lanes: Sequence[Lane]
) -> tuple[Aisle, ...]:
    """Return the aisles; `merged` is what the stands cover."""
    turned = any(stand.rotation_mdeg % 90_000 for stand in stands)
    solids = close_slits(merged) if turned else [*merged]
    solids += [column_shape(column) for column in plan.columns]
    solids += [Polygon(zone.outline) for zone in plan.zones]
    return cut_aisles(Solids(hall_shape(plan), solids), lanes, plan.rules)


@recalled
def _measure_hall(plan: Plan) -> tuple[float, float]:
    """Return the floor inside the walls and what one may walk on before stands stand, in mm²."""
    columns = [column_shape(column) for column in plan.columns]
    return hall_shape(plan).area, walkable_hall(plan).difference(union(columns)).area


def _report(
    plan: Plan,
    requests: Sequence[StandRequest],
    stands: Sequence[Placement],
    merged: Sequence[Polygon],
    gate: GateResult,
) -> LayoutReport:
    """Return the report; `merged` is what the stands cover."""
    gross, usable = _measure_hall(plan)
    net = sum(stand.width_mm * stand.depth_mm for stand in stands)
    solids = [*merged, *(column_shape(column) for column in plan.columns)]
    names = {request.exhibitor for request in requests}
    guests = sum(name in names for stand in stands for name in stand.co_exhibitors)
    obstacles = shapely.bounds(np.array(solids, dtype=object)).reshape(-1, 4)
    travel, _ = measure_exit_travel(walkable_hall(plan), obstacles, plan.doors)
    return LayoutReport(
        stands_requested=len(requests) - guests,
        stands_placed=len(stands),
        gross_m2=round(gross / 1e6, 2),
        usable_m2=round(usable / 1e6, 2),
        net_m2=round(net / 1e6, 2),
        bound_m2=gate.bound_m2,
        bound_name=BOUND_NAME,
        exit_travel_m=travel,
    )
