"""Where floor is short: smaller stands that exhibitors accept, then stands that they share.

Every step is one exhibitor taking the next size it accepts, or one more exhibitor joining a
stand. The steps have one fixed order, fair to sectors and drawn by lot inside them, and as few
of them as possible are taken: so as many exhibitors as possible keep what they wished for.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from layout.values import StandRequest

MOST_SHARING = 4
_HALF = 0.5

Fits = Callable[[Sequence[StandRequest]], bool]


@dataclass(frozen=True, slots=True)
class _Reduction:
    """An exhibitor takes another size; `saved` is the front that this frees."""

    exhibitor: str
    size: tuple[int, int]
    saved: int


def settle_shortage(
    requests: Sequence[StandRequest],
    fits: Fits,
    smaller_before: Collection[str],
) -> list[StandRequest]:
    """Return the requests with as few smaller and shared stands as make all of them fit.

    Args:
        requests: what was wished for.
        fits: tells whether everyone of a list finds a place.
        smaller_before: who had a smaller stand in the last lock: asked first again.

    Where even all steps do not help, all are taken: then the fewest go without a stand.
    """
    reductions = list_reductions(requests, smaller_before)
    least = _least(len(reductions), lambda n: fits(apply_reductions(requests, reductions[:n])))
    if least is not None:
        return apply_reductions(requests, reductions[:least])
    reduced = apply_reductions(requests, reductions)
    joins = list_joins(requests)
    most = len(reductions)
    count = _least(len(joins), lambda n: fits(join_stands(reduced, joins[:n])))
    if count is None:
        return join_stands(reduced, joins)
    # Sharing may have freed more than was missing: some get their wished size after all.
    back = _least(
        most, lambda n: fits(join_stands(apply_reductions(requests, reductions[:n]), joins[:count]))
    )
    chosen = reductions[: most if back is None else back]
    return join_stands(apply_reductions(requests, chosen), joins[:count])


def _least(most: int, holds: Callable[[int], bool]) -> int | None:
    """Return the smallest count from 0 to `most` for which a rising test holds."""
    if not holds(most):
        return None
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def list_reductions(
    requests: Sequence[StandRequest], smaller_before: Collection[str]
) -> list[_Reduction]:
    """Return the steps to smaller stands in the order in which they are taken.

    All first steps come before all second ones; of these, those that free most front first,
    since then the fewest are needed; then who had a smaller stand before. Among equals the
    sectors take turns by their share.
    """
    steps: list[list[_Reduction]] = []
    for request in requests:
        width = request.width_mm
        for index, size in enumerate(_smaller_sizes(request)):
            if index == len(steps):
                steps.append([])
            steps[index].append(_Reduction(request.exhibitor, size, width - size[0]))
            width = size[0]
    sectors = {request.exhibitor: request.sector for request in requests}
    ordered: list[_Reduction] = []
    for level in steps:
        classes: dict[tuple[int, bool], list[_Reduction]] = {}
        for step in level:
            classes.setdefault((-step.saved, step.exhibitor not in smaller_before), []).append(step)
        for _, alike in sorted(classes.items(), key=lambda item: item[0]):
            turns = take_turns([step.exhibitor for step in alike], sectors)
            by_name = {step.exhibitor: step for step in alike}
            ordered += [by_name[name] for name in turns]
    return ordered


def _smaller_sizes(request: StandRequest) -> list[tuple[int, int]]:
    """Return the accepted sizes with ever shorter fronts, the best first."""
    sizes, width = [], request.width_mm
    for size in request.accepts:
        if size[0] < width:
            sizes.append(size)
            width = size[0]
    return sizes


def take_turns(names: Iterable[str], sectors: Mapping[str, str]) -> list[str]:
    """Return names so that every beginning of the list takes its share of each sector.

    Inside a sector the order is drawn by lot: by the hash of the names, which nobody chose.
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(sectors[name], []).append(name)
    turns = []
    for sector, members in sorted(groups.items()):
        members.sort(key=lambda name: hashlib.sha256(name.encode()).hexdigest())
        for index, name in enumerate(members):
            # Whole numbers: (index + 1/2) / count of all sectors are compared without rounding.
            turns.append((round((index + _HALF) / len(members) * 10**9), sector, name))
    return [name for _, _, name in sorted(turns)]


def apply_reductions(
    requests: Sequence[StandRequest], reductions: Sequence[_Reduction]
) -> list[StandRequest]:
    """Return the requests with the sizes that the steps lead to."""
    sizes = {step.exhibitor: step.size for step in reductions}
    return [
        replace(request, width_mm=sizes[request.exhibitor][0], depth_mm=sizes[request.exhibitor][1])
        if request.exhibitor in sizes
        else request
        for request in requests
    ]


def list_joins(requests: Sequence[StandRequest]) -> list[tuple[str, str]]:
    """Return pairs (host, guest) in the order in which guests join: pairs before threes.

    Everybody on a stand has agreed to share with everybody else on it, is of the same sector
    and has the same kit; up to four exhibitors share, co-exhibitors counted.
    """
    by_name = {request.exhibitor: request for request in requests}
    sectors = {request.exhibitor: request.sector for request in requests}
    willing = [request.exhibitor for request in requests if request.may_share_with]
    order = take_turns(willing, sectors)
    rank = {name: index for index, name in enumerate(order)}
    members: dict[str, list[str]] = {name: [name] for name in order}
    joins: list[tuple[str, str]] = []
    for most in range(2, MOST_SHARING + 1):
        for host in order:
            if host not in members or len(members[host]) >= most:
                continue
            partners = [name for name in by_name[host].may_share_with if name in members]
            for guest in sorted(set(partners), key=lambda name: (rank[name], name)):
                if guest != host and _may_join(by_name, members[host], members[guest], most):
                    joins.append((host, guest))
                    members[host] += members.pop(guest)
                    break
    return joins


def _may_join(
    by_name: Mapping[str, StandRequest], hosts: Sequence[str], guests: Sequence[str], most: int
) -> bool:
    everybody = [by_name[name] for name in (*hosts, *guests)]
    heads = sum(1 + len(request.co_exhibitors) for request in everybody)
    return (
        len(everybody) <= most
        and heads <= MOST_SHARING
        and len({(request.sector, request.kit) for request in everybody}) == 1
        and all(
            one in by_name[other].may_share_with and other in by_name[one].may_share_with
            for one in hosts
            for other in guests
        )
    )


def join_stands(
    requests: Sequence[StandRequest], joins: Sequence[tuple[str, str]]
) -> list[StandRequest]:
    """Return the requests with guests on the stands of their hosts, the wider size counting."""
    guests: dict[str, list[str]] = {}
    for host, guest in joins:
        guests.setdefault(host, []).extend([guest, *guests.pop(guest, [])])
    by_name = {request.exhibitor: request for request in requests}
    gone = {name for names in guests.values() for name in names}
    joined = []
    for request in requests:
        names = guests.get(request.exhibitor)
        if request.exhibitor in gone:
            continue
        if not names:
            joined.append(request)
            continue
        together = [request, *(by_name[name] for name in names)]
        width, depth = max((other.width_mm, other.depth_mm) for other in together)
        others = [
            name
            for other in together
            for name in (other.exhibitor, *other.co_exhibitors)
            if name != request.exhibitor
        ]
        joined.append(
            replace(
                request,
                width_mm=width,
                depth_mm=depth,
                co_exhibitors=tuple(others),
                near=_union(other.near for other in together),
                apart=_union(other.apart for other in together),
            )
        )
    return joined


def _union(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(Counter(name for names in groups for name in names))
