"""What the exhibitors ask for, counted: the bounds need sizes and numbers, not names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from layout.values import StandRequest

Size = tuple[int, int]  # front and depth in mm
MOST_SHARING = 4
_SIZES = attrgetter("width_mm", "depth_mm", "accepts")


@dataclass(frozen=True, slots=True)
class Wish:
    """A size asked for, and the other sizes that are taken instead."""

    size: Size
    accepts: tuple[Size, ...] = ()

    @property
    def sizes(self) -> tuple[Size, ...]:
        return (self.size, *self.accepts)


@dataclass(frozen=True, slots=True)
class Demand:
    """How often each wish occurs; `groups` are exhibitors who would share, by their wishes."""

    wishes: Mapping[Wish, int]
    groups: tuple[tuple[Wish, ...], ...] = ()

    @property
    def stands(self) -> int:
        return sum(self.wishes.values())

    @property
    def area_mm2(self) -> int:
        return sum(w.size[0] * w.size[1] * count for w, count in self.wishes.items())

    @property
    def sizes(self) -> dict[Size, int]:
        """Return how often each size is asked for, the commonest first."""
        found: Counter[Size] = Counter()
        for wish, count in self.wishes.items():
            found[wish.size] += count
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def least_floor_mm2(size: Size, aisle_mm: int) -> float:
    """Return the floor that a stand takes at least: itself and half the aisle at its front.

    The front is the shorter side, since a stand may be turned.
    """
    return size[0] * size[1] + aisle_mm / 2 * min(size)


def least_wish_mm2(wish: Wish, aisle_mm: int) -> float:
    """Return the same of the smallest stand that the exhibitor takes."""
    return min(least_floor_mm2(size, aisle_mm) for size in wish.sizes)


def count_demand(requests: Sequence[StandRequest]) -> Demand:
    """Return the requests counted; their order does not matter."""
    counts: Counter[tuple[int, int, tuple[Size, ...]]] = Counter(map(_SIZES, requests))
    wishes = {
        Wish((width, depth), accepts): count
        for (width, depth, accepts), count in sorted(counts.items())
    }
    return Demand(wishes, tuple(_sharing_groups(requests)))


def asked_mm2(demand: Demand, aisle_mm: int) -> float:
    """Return the least floor for every stand in the size that was asked for."""
    return sum(
        least_floor_mm2(wish.size, aisle_mm) * count for wish, count in demand.wishes.items()
    )


def accepted_mm2(demand: Demand, aisle_mm: int) -> float:
    """Return the least floor where all take the smallest size that they accept."""
    return sum(least_wish_mm2(wish, aisle_mm) * count for wish, count in demand.wishes.items())


def shared_mm2(demand: Demand, aisle_mm: int) -> float:
    """Return the least floor where, besides, all who agreed to it share stands by four."""
    saved = 0.0
    for group in demand.groups:
        costs = sorted(least_wish_mm2(wish, aisle_mm) for wish in group)
        stands = -(-len(costs) // MOST_SHARING)
        saved += sum(costs[stands:])
    return accepted_mm2(demand, aisle_mm) - saved


def _sharing_groups(requests: Iterable[StandRequest]) -> list[tuple[Wish, ...]]:
    """Return the wishes of those joined by agreements to share, group after group."""
    willing = [request for request in requests if request.may_share_with]
    if not willing:
        return []
    by_name = {request.exhibitor: request for request in requests}
    leader = {name: name for name in by_name}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for request in willing:
        for other in request.may_share_with:
            if other in leader:
                one, two = sorted((find(request.exhibitor), find(other)))
                leader[two] = one
    groups: dict[str, list[Wish]] = {}
    for name in sorted(by_name):
        request = by_name[name]
        wish = Wish((request.width_mm, request.depth_mm), request.accepts)
        groups.setdefault(find(name), []).append(wish)
    return [tuple(group) for _, group in sorted(groups.items()) if len(group) > 1]


def settle_demand(demand: Demand, aisle_mm: int) -> Demand:
    """Return the least that must be placed: smallest sizes accepted, stands shared by four."""
    counts: Counter[Wish] = Counter()
    for wish, count in demand.wishes.items():
        counts[_smallest(wish, aisle_mm)] += count
    for group in demand.groups:
        ordered = sorted((_smallest(wish, aisle_mm) for wish in group),
                         key=lambda wish: (least_wish_mm2(wish, aisle_mm), wish.size))  # fmt: skip
        counts.subtract(ordered[-(-len(ordered) // MOST_SHARING) :])
    return Demand({wish: counts[wish] for wish in sorted(counts, key=lambda w: w.size)})


def _smallest(wish: Wish, aisle_mm: int) -> Wish:
    return Wish(min(wish.sizes, key=lambda size: (least_floor_mm2(size, aisle_mm), size)))
