"""What exhibitors wish of their places, as integer costs: 1,000 for a wish not met at all.

A wish for open sides costs its missing share. `near` costs nothing within 15 m on foot,
500 just beyond and 1,000 from 45 m on. A rival nearer than asked costs 4,000: it is the
one wish that goes before the others. `near` and `apart` between two exhibitors who both
have to be placed depend on both places: they are the *pair rules*.

**The bound.** All costs are at least zero, so a whole assignment costs at least what its
single wishes cost, and that at least what the cheapest assignment by single wishes alone
costs. Inside one sector and size that is the assignment problem, which the Hungarian method
solves exactly; different sizes and sectors share no places. The sum is therefore a lower
bound over all assignments to these places, whatever the pair rules do. Two who want to be
near each other add what the nearest places of their sectors and sizes would cost them.

**The gap.** (cost - bound) / max(bound, scale), where the scale is what all wishes together
would cost if none were met at all. It is positive as soon as anybody wishes anything, so the
gap is a share of what was wished for, also where the bound is zero; it is 0 without wishes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from layout.assigning.outlines import front_places
from layout.assigning.walking import WalkMap, door_places, entrance_ids
from layout.values import Placement, Plan, StandRequest

WISH = 1_000
RIVAL = 4_000
NEAR_MM = 15_000  # about five stands
FAR_MM = 45_000
ENTRANCE = "entrance"

Costs = NDArray[np.int64]
Group = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two exhibitors (indices) whose distance matters: `apart_mm` is 0 for `near`."""

    first: int
    second: int
    apart_mm: int


class Wishes:
    """The wishes of exhibitors about some places.

    `places` are drafts of stands (their exhibitors do not matter), `opens` their numbers of
    open sides; the exhibitors in `settled` have theirs, by index, already.
    """

    def __init__(
        self,
        plan: Plan,
        places: Sequence[Placement],
        opens: Sequence[int],
        requests: Sequence[StandRequest],
        settled: Mapping[str, int],
    ) -> None:
        self.plan, self.places, self.requests = plan, places, requests
        self.opens = np.array(opens, dtype=np.int64)
        self.index = {request.exhibitor: i for i, request in enumerate(requests)}
        self.settled = {self.index[name]: at for name, at in settled.items() if name in self.index}
        self.pairs = self._list_pairs()
        self.of: dict[int, list[Pair]] = {}
        for pair in self.pairs:
            self.of.setdefault(pair.first, []).append(pair)
            self.of.setdefault(pair.second, []).append(pair)
        self._walks: WalkMap | None = None
        self.cells: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._rows: dict[int, NDArray[np.float64]] = {}
        self._targets: dict[str, NDArray[np.float64] | None] = {}
        self._limit = float(max([FAR_MM, *(pair.apart_mm for pair in self.pairs)]))
        if all(pair.apart_mm for pair in self.pairs):
            self._limit = float(max((pair.apart_mm for pair in self.pairs), default=0))

    def _list_pairs(self) -> list[Pair]:
        pairs: dict[tuple[int, int, bool], int] = {}
        for request in self.requests:
            me = self.index[request.exhibitor]
            for names, apart in ((request.apart, request.apart_mm), (request.near, 0)):
                for other in (self.index.get(name) for name in names):
                    if other is not None and other != me:
                        key = (min(me, other), max(me, other), apart > 0)
                        pairs[key] = max(pairs.get(key, 0), apart)
        return [Pair(first, second, apart) for (first, second, _), apart in sorted(pairs.items())]

    # --- distances

    @property
    def walks(self) -> WalkMap:
        if self._walks is None:
            self._walks = WalkMap(self.plan, self.places)
            fronts = front_places(self.places, self.plan.rules.aisle_mm)
            self.cells = self._walks.cells(fronts)
        return self._walks

    def rows(self, places: Iterable[int]) -> list[NDArray[np.float64]]:
        """Return for each place the walks to all places in mm, up to what matters."""
        wanted = list(places)
        new = sorted({place for place in wanted if place not in self._rows})
        if new:
            walks = self.walks
            found = walks.from_each(self.cells[new], self.cells, self._limit)
            self._rows.update(zip(new, found, strict=True))
        return [self._rows[place] for place in wanted]

    def to_target(self, name: str) -> NDArray[np.float64] | None:
        """Return the walk from a door, a zone or the entrances to each place, if it is one."""
        if name not in self._targets:
            self._targets[name] = self._measure_target(name)
        return self._targets[name]

    def _measure_target(self, name: str) -> NDArray[np.float64] | None:
        zones = {zone.id: zone for zone in self.plan.zones}
        if name in zones:
            walks = self.walks
            outline = shapely.Polygon(zones[name].outline).buffer(walks.cell)
            inside = shapely.contains_xy(outline, walks.points)
            return walks.from_all(np.flatnonzero(inside))[self.cells]
        ids = entrance_ids(self.plan) if name == ENTRANCE else (name,)
        doors = door_places(self.plan, ids)
        if not len(doors):
            return None
        walks = self.walks
        return walks.from_all(walks.cells(doors))[self.cells]

    # --- costs

    def minds(self, who: int) -> bool:
        """Return whether it can matter to an exhibitor by itself which place it gets."""
        request = self.requests[who]
        return (
            (request.open_sides or 0) > 1
            or any(name not in self.index for name in request.near)
            or any(not self.is_free_pair(pair) for pair in self.of.get(who, ()))
        )

    def single(self, who: int) -> Costs:
        """Return what each place would cost an exhibitor by itself."""
        request = self.requests[who]
        costs = np.zeros(len(self.places), dtype=np.int64)
        wish = request.open_sides or 0
        if wish > 1:
            costs += WISH * np.maximum(wish - self.opens, 0) // wish
        for name in request.near:
            if name not in self.index:
                walk = self.to_target(name)
                if walk is not None:
                    costs += near_cost(walk)
        for pair in self.of.get(who, ()):
            other = pair.second if pair.first == who else pair.first
            if other in self.settled and who not in self.settled:
                costs += pair_cost(pair, self.rows([self.settled[other]])[0])
        return costs

    def single_beside(self, who: int, placed: Mapping[int, int]) -> Costs:
        """Return single costs and those of the pair rules if all others stay where they are."""
        costs = self.single(who)
        for pair in self.of.get(who, ()):
            other = pair.second if pair.first == who else pair.first
            if other in placed and self.is_free_pair(pair):
                costs = costs + pair_cost(pair, self.rows([placed[other]])[0])
        return costs

    def is_free_pair(self, pair: Pair) -> bool:
        """Return whether neither of the two has its place already."""
        return pair.first not in self.settled and pair.second not in self.settled

    def total(self, placed: Mapping[int, int]) -> int:
        """Return what an assignment (exhibitor to place) costs, pairs and all."""
        cost = sum(
            int(self.single(who)[at]) for who, at in sorted(placed.items()) if self.minds(who)
        )
        pairs = [p for p in self.pairs if p.first in placed and p.second in placed]
        self.rows(sorted({placed[pair.first] for pair in pairs}))
        for pair in pairs:
            walk = self.rows([placed[pair.first]])[0][placed[pair.second]]
            cost += int(pair_cost(pair, np.array([walk]))[0])
        return cost

    def scale(self) -> int:
        """Return what all wishes together would cost if none were met at all."""
        total = sum(RIVAL if pair.apart_mm else WISH for pair in self.pairs)
        for request in self.requests:
            total += WISH * ((request.open_sides or 0) > 1)
            fixed = [name for name in request.near if name not in self.index]
            total += WISH * sum(self.to_target(name) is not None for name in fixed)
        return total

    def groups(self) -> dict[Group, tuple[list[int], list[int]]]:
        """Return per sector and size the exhibitors without a place and the places left."""
        groups: dict[Group, tuple[list[int], list[int]]] = {}
        for who, request in enumerate(self.requests):
            if who not in self.settled:
                key = (request.sector, request.width_mm, request.depth_mm)
                groups.setdefault(key, ([], []))[0].append(who)
        taken = set(self.settled.values())
        for at, place in enumerate(self.places):
            key = (place.sector, place.width_mm, place.depth_mm)
            if at not in taken and key in groups:
                groups[key][1].append(at)
        return dict(sorted(groups.items()))


def near_cost(walk_mm: NDArray[np.float64]) -> Costs:
    """Return the cost of walks to what somebody wants to be near."""
    beyond = np.clip((walk_mm - NEAR_MM) / (FAR_MM - NEAR_MM), 0.0, 1.0)
    return np.where(walk_mm <= NEAR_MM, 0, WISH // 2 + np.rint(beyond * WISH / 2)).astype(np.int64)


def pair_cost(pair: Pair, walk_mm: NDArray[np.float64]) -> Costs:
    """Return the cost of walks between two exhibitors."""
    if pair.apart_mm:
        return np.where(walk_mm < pair.apart_mm, RIVAL, 0).astype(np.int64)
    return near_cost(walk_mm)


def match(costs: Costs) -> NDArray[np.intp]:
    """Return the column of each row in a cheapest assignment; rows must not outnumber columns."""
    columns: NDArray[np.intp] = linear_sum_assignment(costs.astype(np.float64))[1]
    return columns


def measure_gap(cost: int, bound: int, scale: int) -> float:
    """Return the certified gap, rounded up to a hundredth of a per cent."""
    if not scale:
        return 0.0
    return float(np.ceil(10_000 * (cost - bound) / max(bound, scale)) / 10_000)
