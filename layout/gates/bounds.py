"""Bounds on what a hall holds. Each is proved in `docs/bound.md` under the assumptions it names.

All follow from one line: the stands, and the half aisle before each front, take no more than
the usable floor, a square of aisle for each part of the hall, less what provably serves no
front (`layout.gates.floor`): sum(width * depth + aisle / 2 * front) <= capacity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from layout.gates.demand import (
    Demand,
    accepted_mm2,
    asked_mm2,
    count_demand,
    least_floor_mm2,
    least_wish_mm2,
)
from layout.gates.floor import GateFloor, measure_floor
from layout.values import Basis, Bound, Placement, Plan, StandRequest

BOUND_NAME = "perimeter"
CHECKERS_NAME = "perimeter-checker"
ASSUMES = (
    "fronts parallel to the walls or at right angles to them, every front on one connected system"
    " of aisles that a square as wide as the aisle sweeps, every door and open zone on it"
)
_ROUNDING = 1e-9


def most_net_mm2(floor: GateFloor, demand: Demand) -> float:
    """Return the most net area in mm² for stands in the proportions asked for."""
    asked = asked_mm2(demand, floor.aisle_mm)
    if not asked:
        return floor.usable_mm2
    return min(floor.capacity_mm2 / asked * demand.area_mm2, floor.usable_mm2)


def most_stands(floor: GateFloor, demand: Demand, *, smallest: bool = True) -> int:
    """Return how many of the stands asked for any layout holds at most.

    With `smallest`, exhibitors take the smallest size that they accept, else the one asked for.
    """
    costs = (
        (least_wish_mm2(wish, floor.aisle_mm) if smallest
         else least_floor_mm2(wish.size, floor.aisle_mm), count)
        for wish, count in demand.wishes.items()
    )  # fmt: skip
    return _fill(costs, floor.capacity_mm2)


def most_wished(floor: GateFloor, demand: Demand) -> int | None:
    """Return how many get the size asked for at most when all get a stand; None: not all can.

    Exhibitors with the cheapest step from the smallest size they accept come first.
    """
    spare = floor.capacity_mm2 - accepted_mm2(demand, floor.aisle_mm)
    if spare < -_ROUNDING:
        return None
    steps = (
        (least_floor_mm2(wish.size, floor.aisle_mm) - least_wish_mm2(wish, floor.aisle_mm), count)
        for wish, count in demand.wishes.items()
    )
    return _fill(steps, spare)


def most_of_size(floor: GateFloor, front_mm: int, depth_mm: int, *, turned: bool = False) -> int:
    """Return how many stands of one size any layout holds; `turned` allows the other front."""
    front = min(front_mm, depth_mm) if turned else front_mm
    return int(floor.capacity_mm2 / (front_mm * depth_mm + floor.aisle_mm / 2 * front) + _ROUNDING)


def list_bounds(
    plan: Plan, requests: Sequence[StandRequest], placements: Sequence[Placement] = ()
) -> tuple[Bound, ...]:
    """Return every bound for these requests, each with the gap that the placements leave.

    `perimeter` is in m² for stands in the proportions asked for, `perimeter-stands` counts
    exhibitors who can get any stand that they accept, `wished-sizes` those who can get the
    size asked for while all get a stand (only where that is fewer than all).
    """
    floor, demand = measure_floor(plan), count_demand(requests)
    basis: Basis = "proved" if floor.straight else "estimate"
    net = sum(stand.width_mm * stand.depth_mm for stand in placements)
    most = most_net_mm2(floor, demand)
    bounds = [
        Bound(
            BOUND_NAME, round(most / 1e6, 2), "m2", basis, _gap(net, most),
            f"{ASSUMES}; stands in the proportions asked for",
        )
    ]  # fmt: skip
    stands = most_stands(floor, demand)
    if demand.stands:
        gap = _gap(len(placements), stands)
        bounds.append(Bound("perimeter-stands", stands, "stands", basis, gap, ASSUMES))
    wished = most_wished(floor, demand)
    if wished is not None and wished < demand.stands:
        got = count_wished(requests, placements)
        assumes = f"{ASSUMES}; every exhibitor has a stand"
        bounds.append(Bound("wished-sizes", wished, "stands", basis, _gap(got, wished), assumes))
    return tuple(bounds)


def bounds_as_placed(plan: Plan, placements: Sequence[Placement]) -> tuple[Bound, ...]:
    """Return the perimeter bound in m² and in stands for the mix of sizes that stands there.

    `assumes` are words for printed sheets, as those of the certificate's bounds. Nothing
    without stands.
    """
    if not placements:
        return ()
    floor = measure_floor(plan)
    basis: Basis = "proved" if floor.straight else "estimate"
    net = sum(stand.width_mm * stand.depth_mm for stand in placements)
    taken = sum(
        least_floor_mm2((stand.width_mm, stand.depth_mm), floor.aisle_mm) for stand in placements
    )
    share = floor.capacity_mm2 / taken
    most = min(share * net, floor.usable_mm2)
    count = len(placements)
    held = int(share * count + _ROUNDING)
    assumes = "axis_parallel, one_connected_aisle_system, mix_as_placed"
    return (
        Bound(BOUND_NAME, round(most / 1e6, 2), "m2", basis, _gap(net, most), assumes),
        Bound(BOUND_NAME, held, "stands", basis, _gap(count, held), assumes),
    )


def name_checkers_bound(bound: Bound) -> Bound:
    """Return a bound of the certificate under a name of its own: it is looser than the gate's."""
    return replace(bound, name=CHECKERS_NAME) if bound.name == BOUND_NAME else bound


def count_wished(requests: Sequence[StandRequest], placements: Sequence[Placement]) -> int:
    """Return how many exhibitors have the size that they asked for."""
    asked = {request.exhibitor: (request.width_mm, request.depth_mm) for request in requests}
    return sum(
        asked.get(stand.exhibitor or "") == (stand.width_mm, stand.depth_mm) for stand in placements
    )


def _fill(costs: Iterable[tuple[float, int]], room_mm2: float) -> int:
    """Return how many of the things fit, the cheapest first; costs are (each, how many)."""
    filled = 0
    for cost, count in sorted(costs):
        fits = count if cost <= 0 else min(count, int(room_mm2 / cost + _ROUNDING))
        filled += fits
        room_mm2 -= fits * cost
        if fits < count:
            break
    return filled


def _gap(reached: float, most: float) -> float:
    return round(1 - reached / most, 6) if most else 0.0
