"""Trying repairs: a repair put into the plan and the requests, so that the placing can try it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from layout.gates.demand import (
    asked_mm2,
    count_demand,
    least_floor_mm2,
    settle_demand,
)
from layout.gates.floor import measure_shapes, shape_floor
from layout.gates.repairs import LEAST_AISLE_MM, Case, Repair, list_repairs
from layout.values import PlacedHall, Placement, Plan, StandRequest

_TRIES = 2
_MARGIN = 1.1
_AISLE_STEP_MM = 300
Requests = tuple[StandRequest, ...]
Place = Callable[[Plan, Requests], PlacedHall]
_LEAST_SHARE = 0.3  # of the bound: where less was reached, something else is wrong


def list_shortage_repairs(
    plan: Plan, requests: Sequence[StandRequest], placements: Sequence[Placement]
) -> tuple[Repair, ...]:
    """Return what would help where the gate let a fair pass but not all stands found a place.

    The stands that found one tell what share of the capacity a layout of this hall reaches.
    Empty where that share tells nothing: hardly anything was placed.
    """
    shapes = shape_floor(plan)
    floor = measure_shapes(shapes, plan.rules.aisle_mm)
    took = sum(least_floor_mm2((s.width_mm, s.depth_mm), floor.aisle_mm) for s in placements)
    demand = settle_demand(count_demand(requests), floor.aisle_mm)
    share = took / floor.capacity_mm2 if floor.capacity_mm2 else 0.0
    if share < _LEAST_SHARE or asked_mm2(demand, floor.aisle_mm) <= took:
        return ()
    return list_repairs(Case(plan, shapes, floor, demand, share, share))


def apply_repair(
    plan: Plan, requests: Sequence[StandRequest], repair: Repair, count: int
) -> tuple[Plan, Requests] | None:
    """Return plan and requests with so much of a repair; None: nobody can try it.

    Whose stand gets smaller, is shared or falls away: the largest first, then by id.
    """
    ordered = tuple(sorted(requests, key=_largest_first))
    if repair.kind == "smaller_stands" and repair.size is not None:
        return plan, _shrink(ordered, repair.size, count)
    if repair.kind == "fewer_exhibitors":
        return plan, ordered[count:]
    if repair.kind == "shared_stands":
        return plan, _pair(ordered, count // 2)
    if repair.kind == "narrower_aisles":
        rules = plan.rules
        cross = min(rules.cross_aisle_mm, count)
        return replace(plan, rules=replace(rules, aisle_mm=count, cross_aisle_mm=cross)), ordered
    if repair.kind == "fewer_zones":
        zones = tuple(zone for zone in plan.zones if zone.id not in repair.subjects)
        return replace(plan, zones=zones), ordered
    return None


def try_repair(
    plan: Plan, requests: Sequence[StandRequest], repair: Repair, place: Place
) -> Repair:
    """Return the repair marked with whether `place` found a place for all with it.

    What it likely takes is tried first, then once more with what was still missing.
    """
    count = round(repair.likely if repair.likely is not None else repair.least)
    for _ in range(_TRIES):
        changed = apply_repair(plan, requests, repair, count)
        if changed is None:
            return repair
        report = place(*changed).report
        missing = report.stands_requested - report.stands_placed
        repair = replace(repair, placed=missing <= 0, tried=count)
        if repair.placed:
            break
        count = _raise(repair, count, missing, len(requests))
    return repair


def _raise(repair: Repair, count: int, missing: int, most: int) -> int:
    """Return the next amount to try: a little more than what was missing."""
    more = math.ceil(missing * _MARGIN)
    if repair.kind == "narrower_aisles":
        return max(count - _AISLE_STEP_MM, LEAST_AISLE_MM)
    if repair.kind == "shared_stands":
        return min(count + 2 * more, most - 1)
    # A stand made smaller frees about a third of one.
    return min(count + (3 * more if repair.kind == "smaller_stands" else more), most - 1)


def tell_trial(repair: Repair) -> str:
    """Return the message of a repair with what came of trying it."""
    if repair.placed is None:
        return repair.message
    if repair.kind == "narrower_aisles":
        amount = f"with {repair.tried / 1000:g} m "
    else:
        amount = "" if repair.kind == "fewer_zones" else f"with {repair.tried} "
    told = "all find a place" if repair.placed else "not all found a place"
    return f"{repair.message} (tried: {amount}{told})"


def _largest_first(request: StandRequest) -> tuple[int, str]:
    return -request.width_mm * request.depth_mm, request.exhibitor


def _shrink(ordered: Requests, size: tuple[int, int], count: int) -> Requests:
    front, depth = size
    found = []
    for request in ordered:
        bigger = request.width_mm >= front and request.depth_mm >= depth
        if count and bigger and (request.width_mm, request.depth_mm) != size:
            request = replace(request, width_mm=front, depth_mm=depth)  # noqa: PLW2901 - it shrinks
            count -= 1
        found.append(request)
    return tuple(found)


def _pair(ordered: Requests, pairs: int) -> Requests:
    """Return the requests with so many pairs of one size and sector made one."""
    kept: list[StandRequest] = []
    for request in ordered:
        last = kept[-1] if kept else None
        if pairs and last is not None and not last.co_exhibitors and _alike(last, request):
            kept[-1] = replace(last, co_exhibitors=(request.exhibitor,))
            pairs -= 1
        else:
            kept.append(request)
    return tuple(kept)


def _alike(one: StandRequest, other: StandRequest) -> bool:
    sizes = (one.width_mm, one.depth_mm) == (other.width_mm, other.depth_mm)
    return sizes and not other.co_exhibitors
