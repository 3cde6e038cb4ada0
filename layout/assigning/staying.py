"""Staying put: after an edit every stand keeps its place unless it must move.

The last lock's stands are put back on the floor of today's plan. Whose place is no longer
legal, who changed size or sector, and who comes is then settled one after the other
(`layout.assigning.replacing`). Who leaves, leaves a gap. What cannot be settled so is left
to the full placing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from shapely import Polygon

from layout.assigning.ground import Ground
from layout.assigning.pinning import PinnedStand
from layout.assigning.replacing import Replacer
from layout.assigning.standing import Reason, Standing
from layout.lock import LockMemory
from layout.placing.floor import Floor
from layout.values import Placement, Plan, StandRequest, stand_corners

_MOST_WAITING = 12  # or a fifth of the stands: beyond it the hall is drawn anew
_WAITING_SHARE = 5
_LEAST_KEPT = 0.5
_REPAIRS = 3


def stay_put(
    plan: Plan,
    requests: Sequence[StandRequest],
    pinned: Sequence[PinnedStand],
    floor: Floor,
    memory: LockMemory,
    *,
    find_unsound: Callable[[Sequence[Placement]], Sequence[int]],
    unchanged: bool,
) -> Standing | None:
    """Return the hall of the last lock with the fewest changes, or None if too much changed.

    Where something changed, `find_unsound` finds nothing in what is returned.

    Args:
        plan: the plan of today.
        requests: all of them, those of pinned stands too.
        pinned: the stands at pins; they are where they must be.
        floor: the floor of the plan without the pinned stands.
        memory: what the last lock remembers.
        find_unsound: which stands of a hall, by index, break a rule; of two that are too close
            it never tells of a pinned one.
        unchanged: plan and requests are those of the lock; who had no place then is not
            tried again.
    """
    if not memory.stands or not memory.lanes:
        return None
    staying = _Staying(plan, requests, pinned, floor, memory)
    waiting = staying.waiting()
    kept = sum(staying.ground.alive) - len(pinned)
    if len(waiting) > max(_MOST_WAITING, kept // _WAITING_SHARE) and not unchanged:
        return None
    if kept < _LEAST_KEPT * len(memory.stands):
        return None
    unplaced = waiting if unchanged else staying.settle(waiting)
    if not unchanged and not staying.repair(find_unsound):
        return None
    return staying.result(unplaced)


class _Staying:
    """The stands of the last lock on today's floor."""

    def __init__(
        self,
        plan: Plan,
        requests: Sequence[StandRequest],
        pinned: Sequence[PinnedStand],
        floor: Floor,
        memory: LockMemory,
    ) -> None:
        self.requests = {request.exhibitor: request for request in requests}
        self.pins = {stand.request.exhibitor: stand.shape for stand in pinned}
        self.fixed = set(self.pins)
        self.before = {stand.exhibitor or "": stand for stand in memory.stands}
        self.lanes = memory.lanes
        self.reasons: dict[str, Reason] = {}
        self.shared = _sharing(self.requests, memory, self.fixed)
        kept = [stand for stand in memory.stands if self._keeps(stand)]
        self._join(kept)
        stands = [self._renewed(stand) for stand in kept]
        stands += [stand.placement for stand in pinned]
        self.ground = Ground(plan, floor, stands, memory.lanes)
        self._take_away_illegal()
        self.replacer = Replacer(self.ground, self.requests, self.fixed)

    def _keeps(self, stand: Placement) -> bool:
        """Return whether the exhibitor still wants a stand of this size in this sector."""
        name = stand.exhibitor or ""
        request = self.requests.get(name)
        if request is None:
            self.reasons[name] = ("left", "")
            return False
        if name in self.fixed:
            self.reasons[name] = ("pinned", "")
            return False
        together = [request, *(self.requests[guest] for guest in self.shared.get(name, ()))]
        sizes = {(r.width_mm, r.depth_mm) for r in together}
        sizes.update(size for r in together for size in r.accepts)
        if (stand.width_mm, stand.depth_mm) not in sizes:
            self.reasons[name] = ("resized", "")
        elif stand.sector != request.sector:
            self.reasons[name] = ("sector_changed", "")
        elif (stand.kit == "island") != (request.kit == "island"):
            self.reasons[name] = ("resized", "")
        return name not in self.reasons

    def _join(self, kept: Sequence[Placement]) -> None:
        """Let those who share a kept stand be one request; other hosts go by themselves."""
        hosts = {stand.exhibitor or "": stand for stand in kept}
        self.shared = {name: names for name, names in self.shared.items() if name in hosts}
        joined = {}
        for name, names in self.shared.items():
            guests = [self.requests[guest] for guest in names]
            joined[name] = replace(
                self.requests[name],
                width_mm=hosts[name].width_mm,
                depth_mm=hosts[name].depth_mm,
                co_exhibitors=(
                    *self.requests[name].co_exhibitors,
                    *(one for guest in guests for one in (guest.exhibitor, *guest.co_exhibitors)),
                ),
            )
        self.requests |= joined

    def _renewed(self, stand: Placement) -> Placement:
        """Return the stand with what may change without a move."""
        request = self.requests[stand.exhibitor or ""]
        return Placement(
            "", "", stand.sector, stand.exhibitor, request.co_exhibitors,
            stand.x_mm, stand.y_mm, stand.rotation_mdeg, stand.width_mm, stand.depth_mm,
            (), request.kit,
        )  # fmt: skip

    def _take_away_illegal(self) -> None:
        """Take away whose place is no longer legal; pinned stands come last and stay."""
        ground = self.ground
        pairs = ground.clashes()
        for pair in pairs:
            index, pin = min(pair), self._name(max(pair))
            if pin in self.fixed and self._name(index) not in self.fixed:
                self._take_away(index, ("made_room", pin))
        for index in np.flatnonzero(ground.off_floor()).tolist():
            if self._name(index) not in self.fixed:
                self._take_away(index, ("floor_changed", ""))
        for pair in pairs:
            if all(ground.alive[one] for one in pair) and self._name(min(pair)) not in self.fixed:
                self._take_away(min(pair), ("floor_changed", ""))

    def _take_away(self, index: int, reason: Reason) -> None:
        self.ground.alive[index] = False
        self.reasons.setdefault(self.ground.stands[index].exhibitor or "", reason)

    def waiting(self) -> list[StandRequest]:
        """Return who needs a place, those who had one first, the largest first."""
        there = {
            stand.exhibitor
            for index, stand in enumerate(self.ground.stands)
            if self.ground.alive[index]
        }
        guests = {name for host in sorted(self.shared) for name in self.shared[host]}
        waiting = [
            request
            for name, request in self.requests.items()
            if name not in there and name not in guests
        ]
        for request in waiting:
            self.reasons.setdefault(request.exhibitor, ("came", ""))
        return sorted(
            waiting,
            key=lambda r: (
                r.exhibitor not in self.before,
                -r.width_mm * r.depth_mm,
                r.exhibitor,
            ),
        )

    def settle(self, waiting: Sequence[StandRequest]) -> list[StandRequest]:
        return [
            request
            for request in waiting
            if not self.replacer.settle(request, self._old_place(request))
        ]

    def _old_place(self, request: StandRequest) -> Placement | None:
        """Return where an exhibitor stood if it could stand there again."""
        old = self.before.get(request.exhibitor)
        if old is None or not self.ground.stands_legally(old):
            return None
        if old.sector != request.sector:
            return None
        shape = Polygon(stand_corners(old)).buffer(-1.0, join_style="mitre")
        return None if self.ground.near(shape) or self.ground.is_barred(shape) else old

    def repair(self, find_unsound: Callable[[Sequence[Placement]], Sequence[int]]) -> bool:
        """Take away what squeezes a way, settle it elsewhere; return whether all is well."""
        ground = self.ground
        for _ in range(_REPAIRS):
            there = [index for index, alive in enumerate(ground.alive) if alive]
            unsound = find_unsound([ground.stands[index] for index in there])
            guilty = [
                there[index] for index in unsound if self._name(there[index]) not in self.fixed
            ]
            if not guilty:
                return True
            for index in guilty:
                self._take_away(index, self._reason(index))
                ground.bar(index)
            if self.settle([self.requests[self._name(index)] for index in guilty]):
                return False
        return False

    def _reason(self, index: int) -> Reason:
        """Return why a stand that breaks a rule must go: for a pin beside it, or for the floor."""
        shape = self.ground.shape(index)
        for name in sorted(self.pins):
            if self.pins[name].dwithin(shape, self.ground.aisle):
                return "made_room", name
        return "floor_changed", ""

    def _name(self, index: int) -> str:
        return self.ground.stands[index].exhibitor or ""

    def result(self, unplaced: Sequence[StandRequest]) -> Standing:
        for name, cause in self.replacer.causes.items():
            self.reasons.setdefault(name, ("made_room", cause))
        standing = [
            stand for index, stand in enumerate(self.ground.stands) if self.ground.alive[index]
        ]
        order = {name: index for index, name in enumerate(self.before)}
        standing.sort(key=lambda s: (order.get(s.exhibitor or "", len(order)), s.exhibitor or ""))
        return Standing(tuple(standing), tuple(unplaced), self.lanes, self.reasons)


def _sharing(
    requests: Mapping[str, StandRequest], memory: LockMemory, fixed: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return for each stand of the lock the requests that share it by agreement."""
    shared = {}
    for stand in memory.stands:
        host = requests.get(stand.exhibitor or "")
        if host is None:
            continue
        guests = tuple(
            name
            for name in stand.co_exhibitors
            if name in requests
            and name not in fixed
            and requests[name].sector == host.sector
            and name not in host.co_exhibitors
            and name in host.may_share_with
            and host.exhibitor in requests[name].may_share_with
        )
        if guests:
            shared[host.exhibitor] = guests
    return shared
