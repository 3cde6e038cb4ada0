"""What became of the wishes, in a hall where everybody stands: notes, gap and fairness.

It looks at the result only, so that a hall placed anew, kept after an edit or read back from
its lock is judged alike.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from layout.assigning.exposure import measure_exposure, measure_fairness
from layout.assigning.matching import bound_cost
from layout.assigning.walking import WalkMap
from layout.assigning.wishes import NEAR_MM, Wishes, measure_gap
from layout.values import Finding, Placement, Plan, StandRequest


@dataclass(frozen=True, slots=True)
class Judgement:
    """Notes on wishes not met, the certified gap of the assignment, and its fairness."""

    findings: tuple[Finding, ...]
    gap: float | None
    fairness: float | None


def judge_wishes(
    plan: Plan,
    requests: Sequence[StandRequest],
    stands: Sequence[Placement],
    pinned: Collection[str] = (),
) -> Judgement:
    """Judge a placed hall by what was wished for.

    Args:
        plan: the plan.
        requests: all of them; those without a stand are left out.
        stands: with numbers and open sides.
        pinned: exhibitors whose place is not a matter of assignment.

    The gap is over all assignments of these exhibitors to these places, None where nobody
    wishes anything; fairness is None where there are no stands.
    """
    if not stands:
        return Judgement((), None, None)
    wished = {request.exhibitor: request for request in requests}
    asked = [_as_placed(wished, stand) for stand in stands]
    opens = [len(stand.open_sides) for stand in stands]
    settled = {s.exhibitor or "": i for i, s in enumerate(stands) if s.exhibitor in pinned}
    wishes = Wishes(plan, stands, opens, asked, settled)
    fairness = measure_fairness(measure_exposure(plan, stands, opens), stands)
    scale = wishes.scale()
    if not scale:
        return Judgement((), None, fairness)
    placed = {index: index for index in range(len(stands))}
    wishes.rows(sorted(wishes.of))
    gap = measure_gap(wishes.total(placed), bound_cost(wishes), scale)
    return Judgement(tuple(_unmet(wishes, stands)), gap, fairness)


def _as_placed(wished: dict[str, StandRequest], stand: Placement) -> StandRequest:
    """Return the request behind a stand, in the sector and size that the stand has."""
    name = stand.exhibitor or ""
    request = wished.get(name) or StandRequest(name, "", 0, 0)
    if (
        (request.sector, request.width_mm, request.depth_mm, request.co_exhibitors)
        == (stand.sector, stand.width_mm, stand.depth_mm, stand.co_exhibitors)
    ):  # fmt: skip
        return request
    return replace(
        request,
        sector=stand.sector,
        width_mm=stand.width_mm,
        depth_mm=stand.depth_mm,
        co_exhibitors=stand.co_exhibitors,
    )


def _unmet(wishes: Wishes, stands: Sequence[Placement]) -> Iterator[Finding]:
    for at, (request, stand) in enumerate(zip(wishes.requests, stands, strict=True)):
        wish, sides = request.open_sides or 0, len(stand.open_sides)
        if sides < wish:
            text = f"asked for {wish} open sides; stand {stand.number} has {sides}"
            yield _note("open_sides", request, stand, text, (float(sides), float(wish)))
        for name in request.near:
            walk = _walk(wishes, at, name)
            if walk is not None and walk > NEAR_MM:
                text = f"asked to be near {name}; it is {walk / 1000:.0f} m on foot"
                yield _note("near", request, stand, text, (_metres(walk), NEAR_MM / 1000))
        for name in request.apart:
            walk = _walk(wishes, at, name)
            if walk is not None and walk < request.apart_mm:
                text = (
                    f"asked to be {request.apart_mm / 1000:g} m apart from {name};"
                    f" they are {walk / 1000:.0f} m from each other on foot"
                )
                numbers = (_metres(walk), request.apart_mm / 1000)
                yield _note("apart", request, stand, text, numbers)


def _walk(wishes: Wishes, at: int, name: str) -> float | None:
    """Return the walk in mm from a stand to an exhibitor, door, zone or the entrances."""
    other = wishes.index.get(name)
    if other == at:
        return None
    if other is None:
        target = wishes.to_target(name)
        return None if target is None else float(target[at])
    walk = float(wishes.rows([at])[0][other])
    return walk if math.isfinite(walk) else _far(wishes.walks, wishes, at, other)


def _far(walks: WalkMap, wishes: Wishes, at: int, other: int) -> float:
    cells = wishes.cells
    return float(walks.from_all(np.array([cells[at]]))[cells[other]])


def _metres(walk_mm: float) -> float:
    return round(walk_mm / 1000, 1)


def _note(
    code: str, request: StandRequest, stand: Placement, text: str, numbers: tuple[float, float]
) -> Finding:
    measured = numbers[0] if math.isfinite(numbers[0]) else None
    return Finding(
        f"wish.{code}_unmet",
        "note",
        f"{request.exhibitor} {text}",
        (request.exhibitor, stand.stand_id),
        (stand.x_mm, stand.y_mm),
        measured,
        numbers[1],
    )
