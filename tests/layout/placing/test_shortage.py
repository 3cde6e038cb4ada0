from __future__ import annotations

from collections import Counter
from dataclasses import replace

from layout.audit.checks import audit_hall
from layout.placing.engine import place_stands
from layout.placing.shortage import join_stands, list_joins, list_reductions
from layout.values import Door, Hall, PlacedHall, Plan, Rules, Sector, StandRequest

SECTORS = {"crafts": 36, "terroir": 24}


def tight_plan() -> Plan:
    hall = Hall("h", ((0, 0), (30_000, 0), (30_000, 24_000), (0, 24_000)))
    door = Door("d", "entrance", (17_000, 0), (13_000, 0), 3_000)
    sectors = tuple(Sector(name, {}, "#aa3311") for name in SECTORS)
    return Plan(hall, (door,), (), (), sectors, (), Rules("house", 3_000, 3_000, 0))


def tight_requests(**changes: object) -> list[StandRequest]:
    requests = [
        StandRequest(f"{sector}-{index:02d}", sector, 3_000, 3_000)
        for sector, count in SECTORS.items()
        for index in range(count)
    ]
    return [replace(request, **changes) for request in requests]  # type: ignore[arg-type]


def codes(placed: PlacedHall) -> set[str]:
    return {finding.code for finding in placed.findings}


def in_pairs(requests: list[StandRequest]) -> list[StandRequest]:
    names = [request.exhibitor for request in requests]
    return [
        replace(request, may_share_with=(names[index ^ 1],))
        for index, request in enumerate(requests)
    ]


def test_who_accepts_less_gets_less_only_where_floor_is_short() -> None:
    wide = place_stands(tight_plan(), tight_requests(accepts=((2_000, 3_000),))[:20], None)
    assert {stand.width_mm for stand in wide.placements} == {3_000}
    assert not codes(wide) & {"hall.smaller_stands", "stand.smaller"}


def test_all_are_placed_and_the_smaller_stands_are_told_with_the_bound() -> None:
    requests = tight_requests(accepts=((2_000, 3_000),))[:50]
    assert "stand.not_placed" in codes(place_stands(tight_plan(), tight_requests()[:50], None))
    placed = place_stands(tight_plan(), requests, None)
    assert len(placed.placements) == 50
    assert [str(f) for f in audit_hall(placed) if f.severity == "error"] == []
    widths = Counter(stand.width_mm for stand in placed.placements)
    told = next(f for f in placed.findings if f.code == "hall.smaller_stands")
    assert told.measured == widths[3_000]
    assert told.limit is None or widths[3_000] <= told.limit
    assert sum(f.code == "stand.smaller" for f in placed.findings) == widths[2_000]


def test_sectors_take_smaller_stands_in_turn() -> None:
    requests = tight_requests(accepts=((2_000, 3_000),))
    steps = list_reductions(requests, frozenset())
    sectors = {request.exhibitor: request.sector for request in requests}
    first = Counter(sectors[step.exhibitor] for step in steps[:20])
    assert first == {"crafts": 12, "terroir": 8}
    assert [s.exhibitor for s in list_reductions(requests[::-1], frozenset())] == [
        s.exhibitor for s in steps
    ]


def test_who_had_a_smaller_stand_is_asked_first() -> None:
    requests = tight_requests(accepts=((2_000, 3_000),))
    before = frozenset({"terroir-03", "crafts-30"})
    steps = list_reductions(requests, before)
    assert {step.exhibitor for step in steps[:2]} == before


def test_who_agreed_shares_a_stand_where_floor_is_short() -> None:
    requests = in_pairs(tight_requests())
    placed = place_stands(tight_plan(), requests, None)
    everybody = [s.exhibitor for s in placed.placements]
    everybody += [name for stand in placed.placements for name in stand.co_exhibitors]
    assert sorted(name or "" for name in everybody) == [r.exhibitor for r in requests]
    shared = [stand for stand in placed.placements if stand.co_exhibitors]
    assert shared
    assert len(shared) < 30
    assert sum(f.code == "stand.shared" for f in placed.findings) == len(shared)
    assert placed.report.stands_requested == placed.report.stands_placed


def test_nobody_shares_with_who_did_not_agree() -> None:
    requests = tight_requests()[:4]
    one_sided = [replace(requests[0], may_share_with=("crafts-01",)), *requests[1:]]
    assert list_joins(one_sided) == []


def test_up_to_four_share_and_all_of_them_agreed() -> None:
    names = [f"crafts-{index:02d}" for index in range(6)]
    requests = [
        replace(request, may_share_with=tuple(n for n in names if n != request.exhibitor))
        for request in tight_requests()[:6]
    ]
    joined = join_stands(requests, list_joins(requests))
    assert sorted(1 + len(request.co_exhibitors) for request in joined) in ([2, 4], [3, 3])
