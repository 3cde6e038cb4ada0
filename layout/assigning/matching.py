"""Which exhibitor gets which slot, and which sides of a stand are open."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely import Polygon, STRtree

from layout.assigning.pinning import make_placement, side_strip
from layout.lock import NO_MEMORY, LockMemory, natural_key
from layout.placing.filling import Slot
from layout.placing.floor import hall_shape, union
from layout.values import SIDES, Placement, Plan, Side, StandRequest, stand_corners

APART_MM = 15_000  # rivals: about five stands
_SHY_MM = 2.0  # strips end this far short of their corners, so that neighbours only touch
_CORNER = 2


def assign_slots(
    slots: Sequence[Slot],
    opens: Sequence[int],
    requests: Sequence[StandRequest],
    previous: LockMemory | None,
) -> tuple[list[Placement], list[StandRequest]]:
    """Return placements in walking order, and the requests that no slot is left for.

    Who stood on a slot that is there again stays. The others take the slots of their sector
    and size in the order of their last numbers, then of their ids; those who ask for a
    corner choose first among corners.
    """
    chosen: dict[int, StandRequest] = {}
    groups = _group_slots(slots)
    unplaced = []
    ordered = order_requests(requests, previous)
    settled = stay(slots, ordered, previous or NO_MEMORY)
    for index, request in settled.items():
        groups[request.sector, request.width_mm, request.depth_mm].remove(index)
    chosen.update(settled)
    staying = {request.exhibitor for request in settled.values()}
    moving = [request for request in ordered if request.exhibitor not in staying]
    for request in sorted(moving, key=lambda r: (r.open_sides or 0) < _CORNER):
        free = groups.get((request.sector, request.width_mm, request.depth_mm), [])
        if not free:
            unplaced.append(request)
            continue
        wish = request.open_sides or 0
        best = next((i for i in free if wish >= _CORNER and opens[i] >= wish), free[0])
        free.remove(best)
        chosen[best] = request
    keep_apart(slots, chosen)
    placements = [
        make_placement(request, slots[i].x, slots[i].y, slots[i].quarter * 90_000)
        for i, request in sorted(chosen.items())
    ]
    return placements, unplaced


def _group_slots(slots: Sequence[Slot]) -> dict[tuple[str, int, int], list[int]]:
    groups: dict[tuple[str, int, int], list[int]] = {}
    for index, slot in enumerate(slots):
        groups.setdefault((slot.sector, slot.width, slot.depth), []).append(index)
    return groups


def stay(
    slots: Sequence[Slot], requests: Sequence[StandRequest], memory: LockMemory
) -> dict[int, StandRequest]:
    """Return who can keep its place: by slot, the request that stood there before."""
    there = {
        (slot.x, slot.y, slot.quarter * 90_000, slot.sector, slot.width, slot.depth): index
        for index, slot in enumerate(slots)
    }
    kept = {}
    for request in requests:
        place = memory.places.get(request.exhibitor)
        if place is not None:
            index = there.get((*place, request.sector, request.width_mm, request.depth_mm))
            if index is not None:
                kept[index] = request
    return kept


def keep_apart(slots: Sequence[Slot], chosen: dict[int, StandRequest]) -> None:
    """Swap exhibitors who stand too near to one they want to be apart from.

    One pass, in walking order: a swap is with the first stand of the same sector and size
    that leaves neither of the two too near to anyone. What it cannot settle is reported.
    """
    for index in sorted(chosen):
        if not crowds(slots, chosen, index):
            continue
        mine = slots[index]
        for other in sorted(chosen):
            theirs = slots[other]
            alike = (mine.sector, mine.width, mine.depth, chosen[index].kit) == (
                theirs.sector, theirs.width, theirs.depth, chosen[other].kit,
            )  # fmt: skip
            if not alike or other == index:
                continue
            chosen[index], chosen[other] = chosen[other], chosen[index]
            if not crowds(slots, chosen, index) and not crowds(slots, chosen, other):
                break
            chosen[index], chosen[other] = chosen[other], chosen[index]


def crowds(slots: Sequence[Slot], chosen: Mapping[int, StandRequest], index: int) -> bool:
    """Return whether the stand at `index` is nearer than APART_MM to one that minds."""
    request = chosen[index]
    for other, neighbour in chosen.items():
        minds = neighbour.exhibitor in request.apart or request.exhibitor in neighbour.apart
        if minds and other != index:
            (ax, ay), (bx, by) = slots[index].middle(), slots[other].middle()
            if math.hypot(ax - bx, ay - by) < APART_MM:
                return True
    return False


def order_requests(
    requests: Sequence[StandRequest], previous: LockMemory | None
) -> list[StandRequest]:
    """Return the requests by last number, then id; who wants to be near someone follows them."""
    numbers = (previous or NO_MEMORY).numbers

    def key(request: StandRequest) -> tuple[bool, object, str]:
        number = numbers.get(request.exhibitor)
        return number is None, natural_key(number or ""), request.exhibitor

    ordered = sorted(requests, key=key)
    result: list[StandRequest] = []
    done: set[str] = set()
    for request in ordered:
        if request.exhibitor in done:
            continue
        followers = [
            other
            for other in ordered
            if other.exhibitor not in done
            and (request.exhibitor in other.near or other.exhibitor in request.near)
        ]
        for member in (request, *followers):
            if member.exhibitor not in done:
                done.add(member.exhibitor)
                result.append(member)
    return result


def measure_open_sides(plan: Plan, placements: Sequence[Placement]) -> list[tuple[Side, ...]]:
    """Return for each stand the sides with an aisle's width of free floor along all of it."""
    if not placements:
        return []
    closed = union(Polygon(zone.outline) for zone in plan.zones if not zone.walkable)
    floor = hall_shape(plan).difference(closed).buffer(1.0, join_style="mitre")
    shapely.prepare(floor)
    shapes = _polygons([stand_corners(stand) for stand in placements])
    depth = plan.rules.aisle_mm
    strips = _polygons(
        [side_strip(stand, side, depth, _SHY_MM) for stand in placements for side in SIDES]
    )
    free = shapely.covers(floor, strips)
    hit = {int(index) for index in STRtree(shapes).query(strips, predicate="intersects")[0]}
    return [
        tuple(
            side
            for number, side in enumerate(SIDES)
            if free[4 * index + number] and 4 * index + number not in hit
        )
        for index in range(len(placements))
    ]


def _polygons(rings: Sequence[Sequence[tuple[float, float]]]) -> list[Polygon]:
    """Return many four-cornered polygons at once (one by one takes ten times as long)."""
    return list(shapely.polygons(np.asarray(rings, dtype=np.float64)))
