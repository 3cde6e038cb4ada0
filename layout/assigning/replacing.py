"""Finding a place for one exhibitor among stands that stand already, moving as few as can be.

In this order: where it stood, in free room beside it or by shifting its neighbours along the
row; a gap among the stands of its sector; a neighbour's place, who then takes a gap; a place
handed on from sector to sector until one has a gap; any gap of the hall; the places of a few
stands, who all go elsewhere. Every try is proved on the floor before it counts. Nothing here
depends on chance or on the clock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from layout.assigning.clearing import list_clearings
from layout.assigning.frames import place_of
from layout.assigning.ground import Ground
from layout.assigning.lines import (
    SAME_LINE_MM,
    Line,
    find_heart,
    line_of,
    list_lines,
    list_row,
    middle_of,
    put_on,
    shift_to,
)
from layout.assigning.outlines import corner_array
from layout.assigning.pinning import make_placement
from layout.values import Placement, StandRequest

_TRIES = 24  # proposals that are proved before the next way is tried
_SHIFT_STEP_MM = 500
_MOST_SHIFTED = 8
_LONGEST_CHAIN = 4
_CLEARINGS = 12  # places of several stands that are tried for one: each settles them all anew
_AWAY = 3  # an own move across the hall weighs as much as three neighbours shifted
_TOUCH_MM = 2.0

Price = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Stands to be moved, by index, and where to; `index` None is the exhibitor's own."""

    price: Price
    stand: Placement
    shifted: tuple[tuple[int, Placement], ...] = ()


class Replacer:
    """Settles exhibitors one after the other on a ground.

    `requests` are all exhibitors' by id; `fixed` are those who may not be moved (pins);
    `causes` tells afterwards for whom each moved one made room.
    """

    def __init__(
        self, ground: Ground, requests: Mapping[str, StandRequest], fixed: Collection[str]
    ) -> None:
        self.ground, self.requests, self.fixed = ground, requests, fixed
        self.causes: dict[str, str] = {}
        self.reach = max(ground.plan.rules.main_aisle_mm, ground.aisle) * 1.1

    def settle(self, request: StandRequest, old: Placement | None) -> bool:
        """Place an exhibitor, in the wished size or the first accepted one that fits."""
        sizes = ((request.width_mm, request.depth_mm), *request.accepts)
        for width, depth in sizes:
            sized = replace(request, width_mm=width, depth_mm=depth)
            if (
                (old is not None and self._try_first(self._here(sized, old), request.exhibitor))
                or self._try_first(self._gaps(sized, old), request.exhibitor)
                or (old is not None and self._push_out(sized, old))
                or (old is not None and self._try_first(self._shifts(sized, old), sized.exhibitor))
                or self._hand_on(sized)
                or self._try_first(self._gaps(sized, None, strays=True), request.exhibitor)
                or self._clear(sized, old)
            ):
                return True
        return False

    def _try_first(self, proposals: list[Proposal], cause: str) -> bool:
        proposals.sort(key=lambda proposal: proposal.price)
        return any(self._try(proposal, cause) for proposal in proposals[:_TRIES])

    def _try(self, proposal: Proposal, cause: str) -> bool:
        ground = self.ground
        left = [index for index, _ in proposal.shifted]
        before = list(ground.alive)
        for index in left:
            ground.alive[index] = False
        put = [ground.add(stand) for _, stand in proposal.shifted]
        put.append(ground.add(proposal.stand))
        if not ground.allows(put, left):
            ground.alive = before + [False] * len(put)
            return False
        for _, stand in proposal.shifted:
            self.causes.setdefault(stand.exhibitor or "", cause)
        return True

    # --- where it stood, and gaps of its sector

    def _here(self, request: StandRequest, old: Placement) -> list[Proposal]:
        """Return ways to stay: in free room beside the old place or by shifting neighbours.

        Shifting many costs more than going elsewhere in the sector: that is tried later.
        """
        found = self._gaps(request, old, here=True) + self._shifts(request, old)
        return [proposal for proposal in found if proposal.price[0] < _AWAY]

    def _gaps(
        self,
        request: StandRequest,
        old: Placement | None,
        *,
        here: bool = False,
        strays: bool = False,
    ) -> list[Proposal]:
        """Return free places on the lines of the sector.

        With `here` only on the line where it stood and overlapping its old place, with
        `strays` on all lines of the hall.
        """
        width, depth = request.width_mm, request.depth_mm
        sector = request.sector
        lines = (
            [line_of(old)]
            if here and old
            else list_lines(self.ground, sector, old, depth, strays=strays)
        )
        kin = self.ground.shapes_of(sector)
        goal = middle_of(old) if old is not None else find_heart(self.ground, sector)
        free = [
            (put_on(request, line, t), b - a - width)
            for line in lines
            for a, b in self.ground.gaps(line.frame, line.front, depth)
            if b - a >= width - 1
            for t in self._positions(line, a, b - width, old, width)
        ]
        found = []
        for (stand, left_over), apart in zip(free, self._distances(kin, free), strict=True):
            x, y = middle_of(stand)
            away = 0.0 if goal is None else abs(x - goal[0]) + abs(y - goal[1])
            in_place = old is not None and away < old.width_mm
            if (here and not in_place) or (apart > self.reach and not (strays or in_place)):
                continue
            points = 0 if in_place else (apart >= _TOUCH_MM) + _AWAY * (old is not None)
            # Whole millimetres: the last bit of a cosine must not decide between equals.
            far, rest = round(away), round(left_over)
            order = (far, rest) if old is not None or strays else (rest, far)
            tail = (stand.rotation_mdeg, stand.x_mm, stand.y_mm)
            found.append(Proposal((points, *order, *tail), stand))
        return found

    def _distances(
        self, kin: NDArray[np.object_], free: Sequence[tuple[Placement, float]]
    ) -> list[float]:
        """Return how far free places are from the nearest stand of their sector."""
        if not len(kin) or not free:
            return [0.0] * len(free)
        shapes = shapely.polygons(corner_array([stand for stand, _ in free]))
        found, distances = STRtree(kin).query_nearest(
            shapes, return_distance=True, all_matches=False
        )
        apart = np.zeros(len(free))
        apart[found[0]] = distances
        told: list[float] = apart.tolist()
        return told

    def _positions(
        self, line: Line, low: float, high: float, old: Placement | None, width: int
    ) -> list[float]:
        high = max(low, high)
        places = [low, high]
        if old is not None:
            frame, t, s = place_of(old)
            if frame == line.frame and abs(s - line.front) < SAME_LINE_MM:
                places += [min(max(t, low), high), min(max(t + old.width_mm - width, low), high)]
        return sorted(set(places))

    def _shifts(self, request: StandRequest, old: Placement) -> list[Proposal]:
        """Return ways to make room where it stood by moving its neighbours along the row."""
        if request.depth_mm != old.depth_mm or request.sector != old.sector:
            return []
        frame, t, s = place_of(old)
        line = Line(frame, s)
        row = [(index, at) for index, at in list_row(self.ground, line) if self._may_move(index)]
        gaps = self.ground.gaps(frame, s, request.depth_mm, [index for index, _ in row])
        more = request.width_mm - old.width_mm
        found = []
        for to_left in sorted({*range(0, max(more, 0), _SHIFT_STEP_MM), max(more, 0)}):
            start = t - to_left
            moved = self._pushed(row, start, start + request.width_mm, t)
            if moved is None:
                continue
            pieces = [(start, request.width_mm)]
            pieces += [(at, self.ground.stands[index].width_mm) for index, at in moved]
            if all(any(a - 1 <= at and at + w <= b + 1 for a, b in gaps) for at, w in pieces):
                shifted = tuple((i, shift_to(self.ground.stands[i], line, at)) for i, at in moved)
                price = (len(moved), abs(to_left - max(more, 0) / 2), to_left)
                found.append(Proposal(price, put_on(request, line, start), shifted))
        return found

    def _pushed(
        self, row: list[tuple[int, float]], start: float, end: float, old_start: float
    ) -> list[tuple[int, float]] | None:
        """Return the stands of a row that must give way to [start, end], and where they go."""
        moved = []
        for index, at in row:
            if at >= old_start:
                if at >= end - 1:
                    break
                moved.append((index, end))
                end += self.ground.stands[index].width_mm
        for index, at in reversed(row):
            if at < old_start:
                width = self.ground.stands[index].width_mm
                if at + width <= start + 1:
                    break
                start -= width
                moved.append((index, start))
        return moved if len(moved) <= _MOST_SHIFTED else None

    # --- others give way

    def _push_out(self, request: StandRequest, old: Placement) -> bool:
        """Take over a neighbour's place; the neighbour takes a gap elsewhere."""
        frame, t, s = place_of(old)
        for index, at in list_row(self.ground, Line(frame, s)):
            stand = self.ground.stands[index]
            beside = abs(at - t - old.width_mm), abs(at + stand.width_mm - t)
            if min(beside) > _TOUCH_MM or not self._may_move(index):
                continue
            undo = self._remember()
            self.ground.alive[index] = False
            other = self._request(stand)
            if self._try_first(self._here(request, old), request.exhibitor) and self._go_elsewhere(
                other, request.exhibitor
            ):
                return True
            undo()
        return False

    def _remember(self) -> Callable[[], None]:
        """Return what puts everybody back who stands now; who has come since stands no more."""
        before, causes = list(self.ground.alive), dict(self.causes)

        def undo() -> None:
            late = len(self.ground.alive) - len(before)
            self.ground.alive, self.causes = before + [False] * late, causes

        return undo

    def _go_elsewhere(self, request: StandRequest, cause: str) -> bool:
        """Place somebody who made room for another."""
        placed = (
            self._try_first(self._gaps(request, None), cause)
            or self._hand_on(request)
            or self._try_first(self._gaps(request, None, strays=True), cause)
        )
        if placed:
            self.causes.setdefault(request.exhibitor, cause)
        return placed

    def _clear(self, request: StandRequest, old: Placement | None) -> bool:
        """Take over the places of a few stands, the fewest first, who all go elsewhere."""
        tries = list_clearings(self.ground, request, old, self._may_move, self.reach)
        for stand, indices in tries[:_CLEARINGS]:
            undo = self._remember()
            for index in indices:
                self.ground.alive[index] = False
            others = [self._request(self.ground.stands[index]) for index in indices]
            if self._try(Proposal((), stand), request.exhibitor) and all(
                self._go_elsewhere(other, request.exhibitor) for other in others
            ):
                return True
            undo()
        return False

    def _hand_on(self, request: StandRequest) -> bool:
        """Take an equal stand at the border of the next sector, whose holder does the same.

        The shortest chain of sectors that ends with a gap; no geometry changes but at its end.
        """
        start = request.sector
        chains: dict[str, tuple[int, ...]] = {start: ()}
        queue = deque([start])
        while queue:
            sector = queue.popleft()
            chain = chains[sector]
            if chain:
                last = self._request(self.ground.stands[chain[-1]])
                if self._try_first(self._gaps(last, None), request.exhibitor):
                    self._pass_on(request, chain)
                    return True
            if len(chain) < _LONGEST_CHAIN:
                for other, index in self._borders(sector, request):
                    if other not in chains:
                        chains[other] = (*chain, index)
                        queue.append(other)
        return False

    def _pass_on(self, request: StandRequest, chain: tuple[int, ...]) -> None:
        taker = request
        for index in chain:
            stand = self.ground.stands[index]
            self.ground.alive[index] = False
            self.ground.add(make_placement(taker, stand.x_mm, stand.y_mm, stand.rotation_mdeg))
            self.causes.setdefault(stand.exhibitor or "", request.exhibitor)
            taker = self._request(stand)

    def _borders(self, sector: str, request: StandRequest) -> Iterator[tuple[str, int]]:
        """Return for each other sector its stand of this size that is nearest to a sector."""
        kin = self.ground.shapes_of(sector)
        best: dict[str, tuple[float, str, int]] = {}
        if not len(kin):
            return
        for index, stand in enumerate(self.ground.stands):
            alike = (stand.width_mm, stand.depth_mm) == (request.width_mm, request.depth_mm)
            if not alike or stand.sector == sector or not self._may_move(index):
                continue
            apart = round(float(np.min(shapely.distance(kin, self.ground.shape(index)))))
            if apart <= self.reach:
                key = (apart, stand.exhibitor or "", index)
                best[stand.sector] = min(best.get(stand.sector, key), key)
        for other in sorted(best, key=lambda name: best[name]):
            yield other, best[other][2]

    # --- who stands where

    def _may_move(self, index: int) -> bool:
        exhibitor = self.ground.stands[index].exhibitor
        return self.ground.alive[index] and exhibitor not in self.fixed

    def _request(self, stand: Placement) -> StandRequest:
        """Return the request behind a stand, in the size that it has now."""
        request = self.requests[stand.exhibitor or ""]
        return replace(request, width_mm=stand.width_mm, depth_mm=stand.depth_mm)
