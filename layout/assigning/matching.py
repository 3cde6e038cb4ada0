"""Which exhibitor gets which place of its sector and size.

Who stood on a place that is there again stays. The others are assigned by the Hungarian
method to their single wishes (`layout.assigning.wishes`), those without any in the order of
their last numbers, then of their ids. Then pairs that want to be near or apart are repaired
by swaps, always the best one first, ties by the order along the walk: no chance, no clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from layout.assigning.exposure import measure_exposure
from layout.assigning.pinning import make_placement
from layout.assigning.repairing import repair_pairs
from layout.assigning.sides import measure_open_sides
from layout.assigning.wishes import Costs, Wishes, match, measure_gap, near_cost
from layout.lock import NO_MEMORY, LockMemory, natural_key
from layout.values import Placement, Plan, StandRequest

_TURNS = 6
_GOOD_ENOUGH = 0.001


def assign_places(
    plan: Plan,
    places: Sequence[Placement],
    requests: Sequence[StandRequest],
    previous: LockMemory | None,
    fixed: Sequence[Placement] = (),
) -> tuple[list[Placement], list[StandRequest]]:
    """Return stands in walking order, and the requests that no place is left for.

    Args:
        plan: for its walls, doors and zones: wishes are about walks.
        places: drafts in walking order; sector, size and place count, no exhibitors.
        requests: who needs a place; each fits drafts of its sector and size only.
        previous: the last lock's memory.
        fixed: stands that stand already (pins); they count for `near` and `apart`.
    """
    everywhere = [*places, *fixed]
    ordered = order_requests(requests, previous)
    settled = _stay(places, ordered, previous or NO_MEMORY)
    at_pins = {stand.exhibitor or "": len(places) + i for i, stand in enumerate(fixed)}
    guests = [StandRequest(s.exhibitor or "", s.sector, s.width_mm, s.depth_mm) for s in fixed]
    opens = [0] * len(everywhere)
    if any((request.open_sides or 0) > 1 or request.co_exhibitors for request in requests):
        opens = [len(sides) for sides in measure_open_sides(plan, everywhere)]
    wishes = Wishes(plan, everywhere, opens, [*ordered, *guests], {**settled, **at_pins})
    placed, unplaced = assign(wishes)
    stands = [
        make_placement(
            wishes.requests[who], places[at].x_mm, places[at].y_mm, places[at].rotation_mdeg
        )
        for who, at in sorted(placed.items(), key=lambda item: item[1])
        if at < len(places)
    ]
    return stands, [wishes.requests[who] for who in unplaced]


def assign(wishes: Wishes) -> tuple[dict[int, int], list[int]]:
    """Return the place of each exhibitor (by index), and who has none."""
    placed, unplaced = dict(wishes.settled), list[int]()
    for who, at in wishes.groups().values():
        kept = who[: len(at)]
        unplaced += who[len(at) :]
        costs = {one: wishes.single(one)[at] for one in kept if wishes.minds(one)}
        _match_group(wishes, kept, at, costs, placed)
    if wishes.pairs:
        # Before pair rules are looked at, single wishes cost what nothing can undercut.
        bound = sum(int(wishes.single(w)[p]) for w, p in sorted(placed.items()) if wishes.minds(w))
        repair_pairs(wishes, placed)
        _alternate(wishes, placed, bound)
    return placed, unplaced


def _match_group(
    wishes: Wishes,
    who: Sequence[int],
    at: Sequence[int],
    costs: Mapping[int, Costs],
    placed: dict[int, int],
) -> None:
    """Give exhibitors places at the least cost; who does not mind takes them in order."""
    ties = _ties(wishes, who, at)
    choosy = [one for one in who if one in ties or (one in costs and costs[one].any())]
    columns = match(_ranked(choosy, who, costs, ties, len(at))).tolist() if choosy else []
    placed.update((one, at[column]) for one, column in zip(choosy, columns, strict=True))
    taken, picked = set(columns), set(choosy)
    left = [place for column, place in enumerate(at) if column not in taken]
    placed.update(zip((one for one in who if one not in picked), left, strict=False))


def _alternate(wishes: Wishes, placed: dict[int, int], bound: int) -> None:
    """Match all again but one of each pair, which stays: then pair rules are single wishes.

    What cost more before costs less or the same afterwards; turns end when nothing is gained
    or what could be is less than a thousandth of all that was wished for.
    """
    cost, scale = wishes.total(placed), wishes.scale()
    for turn in range(_TURNS):
        if measure_gap(cost, bound, scale) <= _GOOD_ENOUGH:
            return
        held = _hold(wishes, turn % 2 == 1)
        trial = dict(placed)
        for who, places in wishes.groups().values():
            free = [one for one in who if one in placed and one not in held]
            taken = {placed[one] for one in who if one in placed and one in held}
            at = [place for place in places if place not in taken]
            costs = {
                one: wishes.single_beside(one, placed)[at]
                for one in free
                if wishes.minds(one) or one in wishes.of
            }
            _match_group(wishes, free, at, costs, trial)
        now = wishes.total(trial)
        if now < cost:
            placed.update(trial)
        elif turn:
            return
        cost = min(cost, now)


def _hold(wishes: Wishes, backwards: bool) -> set[int]:  # noqa: FBT001 - one of two orders
    """Return exhibitors of whom each pair has at least one, as few as come first."""
    held: set[int] = set()
    free: set[int] = set()
    for one in sorted(wishes.of, reverse=backwards):
        others = {pair.second if pair.first == one else pair.first for pair in wishes.of[one]}
        (held if others & free else free).add(one)
    return held


def bound_cost(wishes: Wishes) -> int:
    """Return what no assignment to these places can undercut (see `layout.assigning.wishes`)."""
    settled = [(one, at) for one, at in sorted(wishes.settled.items()) if wishes.minds(one)]
    bound = sum(int(wishes.single(one)[at]) for one, at in settled)
    for who, at in wishes.groups().values():
        rows = [wishes.single(one)[at] for one in who if wishes.minds(one)]
        costs = np.array([row for row in rows if row.any()], dtype=np.int64)
        if len(costs) and len(who) <= len(at):
            bound += int(costs[np.arange(len(costs)), match(costs)].sum())
    return bound + _bound_pairs(wishes)


def _bound_pairs(wishes: Wishes) -> int:
    """Return what the wishes to be near each other cost if each pair stood at its nearest.

    A pair's walk is at least the shortest one between any place of the one's sector and size
    and any of the other's; adding such minima to those of the single wishes stays a bound.
    """
    home = {one: tuple(at) for who, at in wishes.groups().values() for one in who}
    nearest: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    bound = 0
    for pair in wishes.pairs:
        one, other = home.get(pair.first, ()), home.get(pair.second, ())
        if pair.apart_mm or one == other or not one or not other:
            continue
        if (one, other) not in nearest:
            walk = wishes.walks.from_all(wishes.cells[list(one)])[wishes.cells[list(other)]]
            nearest[one, other] = int(near_cost(walk).min())
        bound += nearest[one, other]
    return bound


def _ranked(
    choosy: Sequence[int],
    who: Sequence[int],
    costs: Mapping[int, Costs],
    ties: Mapping[int, Costs],
    count: int,
) -> Costs:
    """Return costs in which equal wishes are told apart by the order along the walk."""
    rank = {one: index for index, one in enumerate(who)}
    along, more = np.arange(count), len(choosy) * count + 1
    rows = []
    for one in choosy:
        tie = ties.get(one)
        tie = np.abs(along - rank[one] * count // len(who)) if tie is None else tie
        rows.append(costs[one] * more + tie if one in costs else tie)
    return np.array(rows, dtype=np.int64)


def _ties(wishes: Wishes, who: Sequence[int], at: Sequence[int]) -> dict[int, Costs]:
    """Return for those who share a stand what each place lacks in exposure.

    Who shares gets a part of what passes by: of equal places the one that more people pass.
    """
    sharing = [one for one in who if wishes.requests[one].co_exhibitors]
    if not sharing or len(sharing) == len(who):
        return {}
    exposure = measure_exposure(wishes.plan, wishes.places, wishes.opens)[at]
    rank: NDArray[np.int64] = np.empty(len(at), dtype=np.int64)
    rank[np.argsort(-exposure, kind="stable")] = np.arange(len(at))
    return dict.fromkeys(sharing, rank)


def _stay(
    places: Sequence[Placement], requests: Sequence[StandRequest], memory: LockMemory
) -> dict[str, int]:
    """Return who can keep its place: by exhibitor, the index of the place."""
    there = {
        (p.x_mm, p.y_mm, p.rotation_mdeg, p.sector, p.width_mm, p.depth_mm): index
        for index, p in enumerate(places)
    }
    kept = {}
    for request in requests:
        place = memory.places.get(request.exhibitor)
        if place is not None:
            index = there.get((*place, request.sector, request.width_mm, request.depth_mm))
            if index is not None:
                kept[request.exhibitor] = index
    return kept


def order_requests(
    requests: Sequence[StandRequest], previous: LockMemory | None
) -> list[StandRequest]:
    """Return the requests by last number, then id; who wants to be near someone follows them."""
    numbers = (previous or NO_MEMORY).numbers

    def key(request: StandRequest) -> tuple[bool, object, str]:
        number = numbers.get(request.exhibitor)
        return number is None, natural_key(number or ""), request.exhibitor

    ordered = sorted(requests, key=key)
    friends: dict[str, list[StandRequest]] = {}
    for request in ordered:
        for name in request.near:
            friends.setdefault(name, []).append(request)
    by_name = {request.exhibitor: request for request in ordered}
    result: dict[str, StandRequest] = {}
    for request in ordered:
        if request.exhibitor not in result:
            near = [by_name[name] for name in request.near if name in by_name]
            followers = sorted([*friends.get(request.exhibitor, ()), *near], key=key)
            for member in (request, *followers):
                result.setdefault(member.exhibitor, member)
    return list(result.values())
