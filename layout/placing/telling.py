"""What a placing has to tell: why it refuses, who has no stand, a smaller or a shared one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from layout.gates.gate import GateResult
from layout.values import Finding, Placement, Plan, StandRequest


def list_findings(
    plan: Plan,
    requests: Sequence[StandRequest],
    stands: Sequence[Placement],
    unplaced: Sequence[StandRequest],
    gate: GateResult,
) -> tuple[Finding, ...]:
    """Return the findings of a hall in which `stands` stand; `requests` as asked for."""
    return (
        *gate.findings,
        *_not_placed(plan, unplaced),
        *_smaller(requests, stands, gate),
        *_shared(requests, stands),
    )


def _not_placed(plan: Plan, unplaced: Sequence[StandRequest]) -> Iterator[Finding]:
    if not unplaced:
        return
    area = sum(request.width_mm * request.depth_mm for request in unplaced) / 1e6
    yield Finding(
        "hall.too_small",
        "error",
        f"{len(unplaced)} stands with {area:g} m² found no place with aisles of"
        f" {plan.rules.aisle_mm / 1000:g} m; offer smaller stands, narrower aisles or more floor",
        measured=area,
        limit=0.0,
    )
    for request in sorted(unplaced, key=lambda request: request.exhibitor):
        yield Finding(
            "stand.not_placed",
            "error",
            f"{request.exhibitor} ({_metres(request.width_mm, request.depth_mm)},"
            f" sector {request.sector}) has no stand",
            (request.exhibitor, *request.co_exhibitors),
        )


def _smaller(
    requests: Sequence[StandRequest], stands: Sequence[Placement], gate: GateResult
) -> Iterator[Finding]:
    """Tell who has a smaller stand than wished for, and how many could have had theirs."""
    wished = {request.exhibitor: request for request in requests}
    smaller = [
        (wished[stand.exhibitor], stand)
        for stand in stands
        if stand.exhibitor in wished and _is_smaller(stand, wished[stand.exhibitor])
    ]
    if not smaller:
        return
    kept = sum(stand.exhibitor in wished for stand in stands) - len(smaller)
    sectors = Counter(stand.sector for _, stand in smaller)
    spread = ", ".join(f"{sector} {count}" for sector, count in sorted(sectors.items()))
    bound = f"; no layout gives it to more than {gate.most_wished}" if gate.most_wished else ""
    yield Finding(
        "hall.smaller_stands",
        "note",
        f"floor is short: {kept} have the size they asked for{bound}, {len(smaller)} a smaller"
        f" one that they accept, drawn by lot in every sector ({spread})",
        measured=float(kept),
        limit=None if gate.most_wished is None else float(gate.most_wished),
    )
    for request, stand in smaller:
        yield Finding(
            "stand.smaller",
            "note",
            f"{request.exhibitor} has {_metres(stand.width_mm, stand.depth_mm)} in place of"
            f" {_metres(request.width_mm, request.depth_mm)} (stand {stand.number})",
            (request.exhibitor, stand.stand_id),
            (stand.x_mm, stand.y_mm),
            stand.width_mm * stand.depth_mm / 1e6,
            request.width_mm * request.depth_mm / 1e6,
        )


def _is_smaller(stand: Placement, request: StandRequest) -> bool:
    return stand.width_mm * stand.depth_mm < request.width_mm * request.depth_mm


def _shared(requests: Sequence[StandRequest], stands: Sequence[Placement]) -> Iterator[Finding]:
    wished = {request.exhibitor for request in requests}
    for stand in stands:
        guests = [name for name in stand.co_exhibitors if name in wished]
        if guests:
            everybody = ", ".join([stand.exhibitor or "", *guests])
            yield Finding(
                "stand.shared",
                "note",
                f"{everybody} share stand {stand.number}, as they agreed where floor is short",
                (stand.exhibitor or "", *guests, stand.stand_id),
                (stand.x_mm, stand.y_mm),
            )


def _metres(width_mm: int, depth_mm: int) -> str:
    return f"{width_mm / 1000:g} x {depth_mm / 1000:g} m"
