"""Placing a hall anew: roomy if everyone fits so, else as densely as it can be.

Where floor is short, exhibitors take smaller stands that they accept, then share stands with
those with whom they agreed to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely import Point, Polygon

from layout.assigning.pinning import PinnedStand
from layout.lock import LockMemory
from layout.placing.axes import find_axes
from layout.placing.carving import Taken
from layout.placing.drafting import DenseRows, Draft, Site, draw_roomy
from layout.placing.floor import Floor, build_floor, walkable_hall
from layout.placing.shortage import settle_shortage
from layout.placing.slots import Slot, slot_of
from layout.placing.solids import merge_stands
from layout.placing.soundness import drop_unsound
from layout.placing.travel import measure_exit_travel
from layout.rows.ground import build_ground, column_shape
from layout.rows.search import list_directions
from layout.values import Lane, Plan, PointMm, StandRequest

_SHORTER = (0.7, 0.6)  # of the longest block allowed, where walks to the exits are too long
_LINKS = 4  # ways let through rows that end at a wall
_ENDS_TRIED = 3
_OPENINGS = 5  # times that what squeezes a passage is taken out before the rest is settled


@dataclass(frozen=True, slots=True)
class Drawn:
    """Slots in walking order, the lanes between them, and the requests that they are for.

    The requests differ from those asked for where exhibitors took smaller stands or share.
    """

    slots: tuple[Slot, ...]
    lanes: tuple[Lane, ...]
    requests: tuple[StandRequest, ...]


def draw_anew(
    plan: Plan,
    floor: Floor,
    pinned: Sequence[PinnedStand],
    requests: Sequence[StandRequest],
    previous: LockMemory | None,
) -> Drawn:
    """Return slots for as many of the requests as find a place.

    `floor` is that of the plan without the pinned stands; `requests` are the others'.
    """
    if not requests:
        return Drawn((), (), ())
    taken = tuple(Taken(stand.shape, stand.lane) for stand in pinned)
    pins = tuple(slot_of(stand.placement) for stand in pinned)
    site = _make_site(plan, floor, taken, pins, aisles_from_doors=True)
    return _draw_roomily(site, requests) or _draw_densely(site, floor, requests, previous)


def _draw_roomily(site: Site, requests: Sequence[StandRequest]) -> Drawn | None:
    """Return rows with wide aisles on which everyone has a place, or None.

    What squeezes a passage beside a pin is taken out, its place kept free, and all drawn again.
    """
    for _ in range(_OPENINGS if site.pins else 1):
        draft = draw_roomy(site, requests) or draw_roomy(site, requests, wishes=False)
        if draft is None:
            return None
        slots = _clear(site, draft.slots)
        if len(slots) == len(draft.slots):
            return Drawn(slots, draft.lanes, tuple(requests))
        site = _keep_free(site, draft.slots, slots)
    return None


def _clear(site: Site, slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return the slots less those that break a rule, beside the pinned stands too."""
    count = len(site.pins)
    walk = build_floor(site.plan).walk
    kept = drop_unsound((*site.pins, *slots), walk, site.plan, frozenset(range(count)))
    return kept[count:]


def _keep_free(site: Site, slots: Sequence[Slot], kept: Sequence[Slot]) -> Site:
    """Return the site on which nobody stands where the slots stood that were not kept."""
    there = set(kept)
    free = [Taken(Polygon(), Polygon(slot.corners())) for slot in slots if slot not in there]
    return replace(site, taken=(*site.taken, *free))


def _make_site(
    plan: Plan,
    floor: Floor,
    taken: tuple[Taken, ...],
    pins: tuple[Slot, ...],
    *,
    aisles_from_doors: bool,
) -> Site:
    axes = find_axes(plan) if aisles_from_doors else plan.axes
    ground = build_ground(replace(plan, axes=axes))
    inside, others = (
        tuple(column_shape(c) for c in plan.columns if (c.rule == "inside_ok") == may_be_inside)
        for may_be_inside in (True, False)
    )
    return Site(plan, replace(ground, walk=floor.walk), floor.room, taken, (others, inside), pins)


def _draw_densely(
    site: Site,
    floor: Floor,
    requests: Sequence[StandRequest],
    previous: LockMemory | None,
) -> Drawn:
    hall = _DenseHall(site, requests)
    if hall.best.missing and not site.plan.axes and site.ground.mains:
        site = _make_site(site.plan, floor, site.taken, site.pins, aisles_from_doors=False)
        hall = min(hall, _DenseHall(site, requests), key=lambda one: one.best.missing)
    hall = _within_reach(hall, requests)
    if not hall.best.missing:
        return hall.best.drawn
    smaller = _smaller_before(requests, previous)
    settled = settle_shortage(requests, lambda some: not hall.fill(some).missing, smaller)
    return hall.fill(settled).drawn


def _within_reach(hall: _DenseHall, requests: Sequence[StandRequest]) -> _DenseHall:
    """Return rows from which every walk to an exit is short enough, the densest of some.

    Where none of them has such walks, the rows given: the audit tells what is too far.
    """
    limit = hall.site.plan.rules.max_travel_mm / 1000
    if not limit or hall.farthest()[0] <= limit:
        return hall
    ways: list[tuple[tuple[int, ...], float]] = [((), shorter) for shorter in _SHORTER]
    ways += [((mdeg,), 1.0) for mdeg in list_directions(hall.site.ground)]
    others = [hall, *(_DenseHall(hall.site, requests, *way) for way in ways)]
    fair = [other for other in others if other.open_dead_ends(requests, limit)]
    return min(fair, key=lambda other: (other.best.missing, -other.frontage), default=hall)


@dataclass(frozen=True, slots=True)
class _Filled:
    drawn: Drawn
    missing: int


class _DenseHall:
    """The densest rows of a hall, filled so that no stand squeezes a passage."""

    def __init__(
        self,
        site: Site,
        requests: Sequence[StandRequest],
        directions: tuple[int, ...] = (),
        shorter: float = 1.0,
    ) -> None:
        """Draw the rows (see `DenseRows`) and fill them."""
        self.site = site
        self.rows = DenseRows(site, requests, directions, shorter)
        self.frontage = self.rows.pattern.frontage_mm
        self.best = self.fill(requests)

    def farthest(self) -> tuple[float, PointMm | None]:
        """Return the farthest walk to an exit in metres, and where it begins."""
        plan = self.site.plan
        solids = merge_stands([slot.corners() for slot in self.best.drawn.slots])
        solids += [column_shape(column) for column in plan.columns]
        obstacles = shapely.bounds(np.array(solids, dtype=object)).reshape(-1, 4)
        walks, place = measure_exit_travel(walkable_hall(plan), obstacles, plan.doors)
        return max(walks.values(), default=0.0), place

    def open_dead_ends(self, requests: Sequence[StandRequest], limit_m: float) -> bool:
        """Let ways through rows that end at a wall until no walk is too long, if that helps.

        Each time the end of one of the rows nearest to the farthest place is given up: that
        one which shortens the walk the most.
        """
        walk, place = self.farthest()
        for _ in range(_LINKS):
            if walk <= limit_m or place is None:
                break
            before, best = self.site, (walk, self.site)
            for way in self._dead_ends(place):
                self.site = replace(before, taken=(*before.taken, Taken(Polygon(), way)))
                self.rows.site, self.best = self.site, self.fill(requests)
                best = min(best, (self.farthest()[0], self.site), key=lambda item: item[0])
            self.site = self.rows.site = best[1]
            self.best = self.fill(requests)
            if best[1] is before:
                break
            walk, place = self.farthest()
        return walk <= limit_m

    def _dead_ends(self, place: PointMm) -> list[Polygon]:
        """Return the ends of the rows nearest to a place that a way could lead through."""
        aisle = self.site.plan.rules.aisle_mm
        ends = []
        for strip in self.site.cut(self.rows.pattern, []).strips:
            for low, is_open in zip((strip.low, strip.high - aisle), strip.open_ends, strict=True):
                if not is_open and strip.double and strip.high - strip.low > 2 * aisle:
                    ring = [
                        strip.point(t, across)
                        for t, across in (
                            (low, 0),
                            (low + aisle, 0),
                            (low + aisle, strip.thick),
                            (low, strip.thick),
                        )
                    ]
                    ends.append(Polygon(ring))
        return sorted(ends, key=lambda end: round(end.distance(Point(place))))[:_ENDS_TRIED]

    def fill(self, requests: Sequence[StandRequest]) -> _Filled:
        """Return what stands when these requests are placed, and how many are left over.

        What squeezes a passage is taken out, its place kept free, and the rest placed again.
        """
        best: _Filled | None = None
        for _ in range(_OPENINGS):
            draft = _fill(self.rows, requests)
            slots = _clear(self.site, draft.slots)
            filled = _Filled(Drawn(slots, draft.lanes, tuple(requests)), len(requests) - len(slots))
            if best is None or filled.missing < best.missing:
                best = filled
            if len(slots) == len(draft.slots):
                break
            self.rows.site = _keep_free(self.rows.site, draft.slots, slots)
        self.rows.site = self.site
        return best or _Filled(Drawn((), (), tuple(requests)), len(requests))


def _fill(rows: DenseRows, requests: Sequence[StandRequest]) -> Draft:
    """Return the filling that places most, with the wishes for open sides if all fit so."""
    wished = rows.fill(requests)
    if not wished.fill.missing:
        return wished
    return min(wished, rows.fill(requests, wishes=False), key=lambda draft: draft.rank)


def _smaller_before(
    requests: Sequence[StandRequest], previous: LockMemory | None
) -> frozenset[str]:
    sizes = {request.exhibitor: (request.width_mm, request.depth_mm) for request in requests}
    stands = previous.stands if previous is not None else ()
    return frozenset(
        stand.exhibitor
        for stand in stands
        if stand.exhibitor in sizes and sizes[stand.exhibitor] != (stand.width_mm, stand.depth_mm)
    )
