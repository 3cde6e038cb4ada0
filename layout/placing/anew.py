"""Placing a hall anew: roomy if everyone fits so, else as densely as it can be.

Where floor is short, exhibitors take smaller stands that they accept, then share stands with
those with whom they agreed to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shapely import Polygon

from layout.assigning.pinning import PinnedStand
from layout.lock import LockMemory
from layout.placing.axes import find_axes
from layout.placing.carving import Taken
from layout.placing.drafting import DenseRows, Draft, Site, draw_roomy
from layout.placing.floor import Floor, column_shape
from layout.placing.shortage import settle_shortage
from layout.placing.slots import Slot
from layout.placing.widths import drop_narrow
from layout.rows.ground import build_ground
from layout.values import Lane, Plan, StandRequest

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
    site = _make_site(plan, floor, taken, aisles_from_doors=True)
    draft = draw_roomy(site, requests)
    if draft is not None:
        slots = drop_narrow(draft.slots, floor.walk, plan)
        if len(slots) == len(draft.slots):
            return Drawn(slots, draft.lanes, tuple(requests))
    return _draw_densely(plan, floor, taken, requests, previous)


def _make_site(
    plan: Plan, floor: Floor, taken: tuple[Taken, ...], *, aisles_from_doors: bool
) -> Site:
    axes = find_axes(plan) if aisles_from_doors else plan.axes
    ground = build_ground(replace(plan, axes=axes))
    columns = tuple(column_shape(column) for column in plan.columns if column.rule != "inside_ok")
    return Site(plan, replace(ground, walk=floor.walk), floor.room, taken, columns)


def _draw_densely(
    plan: Plan,
    floor: Floor,
    taken: tuple[Taken, ...],
    requests: Sequence[StandRequest],
    previous: LockMemory | None,
) -> Drawn:
    hall = _DenseHall(plan, floor, taken, requests, aisles_from_doors=True)
    if hall.best.missing and not plan.axes and hall.rows.site.ground.mains:
        other = _DenseHall(plan, floor, taken, requests, aisles_from_doors=False)
        hall = min(hall, other, key=lambda one: one.best.missing)
    if not hall.best.missing:
        return hall.best.drawn
    smaller = _smaller_before(requests, previous)
    settled = settle_shortage(requests, lambda some: not hall.fill(some).missing, smaller)
    return hall.fill(settled).drawn


@dataclass(frozen=True, slots=True)
class _Filled:
    drawn: Drawn
    missing: int


class _DenseHall:
    """The densest rows of a hall, filled so that no stand squeezes a passage."""

    def __init__(
        self,
        plan: Plan,
        floor: Floor,
        taken: tuple[Taken, ...],
        requests: Sequence[StandRequest],
        *,
        aisles_from_doors: bool,
    ) -> None:
        self.plan, self.floor = plan, floor
        site = _make_site(plan, floor, taken, aisles_from_doors=aisles_from_doors)
        self.rows = DenseRows(site, requests)
        self.best = self.fill(requests)

    def fill(self, requests: Sequence[StandRequest]) -> _Filled:
        """Return what stands when these requests are placed, and how many are left over.

        What squeezes a passage is taken out, its place kept free, and the rest placed again.
        """
        site = self.rows.site
        best: _Filled | None = None
        for _ in range(_OPENINGS):
            draft = _fill(self.rows, requests)
            slots = self._clear(draft.slots)
            filled = _Filled(Drawn(slots, draft.lanes, tuple(requests)), len(requests) - len(slots))
            if best is None or filled.missing < best.missing:
                best = filled
            if len(slots) == len(draft.slots):
                break
            kept = set(slots)
            free = [Taken(Polygon(), Polygon(s.corners())) for s in draft.slots if s not in kept]
            self.rows.site = replace(self.rows.site, taken=(*self.rows.site.taken, *free))
        self.rows.site = site
        return best or _Filled(Drawn((), (), tuple(requests)), len(requests))

    def _clear(self, slots: Sequence[Slot]) -> tuple[Slot, ...]:
        return drop_narrow(slots, self.floor.walk, self.plan)


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
