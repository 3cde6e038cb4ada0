"""The gate: what cannot be laid out is refused at once, with what would help."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gate_halls import make_hall, make_requests

from layout.gates.gate import check_gates
from layout.values import Column, Door, Plan, Span, StandRequest, StandType, Zone


def dense() -> tuple[Plan, list[StandRequest]]:
    return make_hall(80, 50), make_requests(320, (3_000, 3_000))


def codes(plan: Plan, requests: list[StandRequest]) -> list[str]:
    return [finding.code for finding in check_gates(plan, requests).findings]


def test_320_stands_of_9_m2_in_4000_m2_with_3_m_aisles_are_refused() -> None:
    result = check_gates(*dense())
    assert result.refused
    assert result.findings[0].code == "hall.beyond_bound"
    assert result.findings[0].severity == "error"
    assert result.deficit_m2 == pytest.approx(result.need_m2 - result.capacity_m2)
    assert 252 <= result.most_stands < 296


def test_a_refusal_has_three_repairs_that_the_gate_itself_lets_pass() -> None:
    plan, requests = dense()
    repairs = {repair.kind: repair for repair in check_gates(plan, requests).repairs}
    assert len(repairs) >= 3
    small = int(repairs["smaller_stands"].least)
    mixed = [
        *make_requests(320 - small, (3_000, 3_000)),
        *make_requests(small, (2_000, 3_000), "s"),
    ]
    assert not check_gates(plan, mixed).refused
    fewer = int(repairs["fewer_exhibitors"].least)
    assert not check_gates(plan, requests[fewer:]).refused
    aisle = int(repairs["narrower_aisles"].least)
    narrow = replace(plan, rules=replace(plan.rules, aisle_mm=aisle))
    assert not check_gates(narrow, requests).refused
    assert int(repairs["shared_stands"].least) == 2 * fewer


def test_no_smaller_change_of_the_same_kind_would_do() -> None:
    plan, requests = dense()
    repairs = {repair.kind: repair for repair in check_gates(plan, requests).repairs}
    small = int(repairs["smaller_stands"].least) - 1
    mixed = [
        *make_requests(320 - small, (3_000, 3_000)),
        *make_requests(small, (2_000, 3_000), "s"),
    ]
    assert check_gates(plan, mixed).refused
    assert check_gates(plan, requests[int(repairs["fewer_exhibitors"].least) - 1 :]).refused
    aisle = int(repairs["narrower_aisles"].least) + 100
    assert check_gates(replace(plan, rules=replace(plan.rules, aisle_mm=aisle)), requests).refused


def test_repairs_come_with_the_smallest_change_first() -> None:
    changes = [repair.change for repair in check_gates(*dense()).repairs]
    assert changes == sorted(changes)


def test_what_fits_is_let_pass_in_silence() -> None:
    result = check_gates(make_hall(100, 76), make_requests(260, (3_000, 3_000)))
    assert not result.refused
    assert result.findings == result.repairs == result.clash == ()


def test_accepted_sizes_let_a_fair_pass_with_a_note_on_how_many_get_their_wish() -> None:
    plan, requests = dense()
    willing = [replace(request, accepts=((2_000, 3_000),)) for request in requests]
    result = check_gates(plan, willing)
    assert not result.refused
    assert [finding.code for finding in result.findings] == ["hall.wishes_beyond_bound"]
    assert result.most_wished is not None
    assert 116 <= result.most_wished < 320


def test_agreements_to_share_count_before_anybody_is_refused() -> None:
    plan, requests = dense()
    names = [request.exhibitor for request in requests]
    pairs = [
        replace(request, may_share_with=(names[index ^ 1],)) if index < 200 else request
        for index, request in enumerate(requests)
    ]
    assert "hall.beyond_bound" not in codes(plan, pairs)


def test_the_clash_names_lines_of_the_plan_and_nothing_that_could_stay() -> None:
    plan, requests = dense()
    spans = {"hall": Span("plan.yaml", 3, 1), "rules.aisle": Span("plan.yaml", 12, 10)}
    zone = Zone("stage", "stage", ((0, 0), (1000, 0), (1000, 1000), (0, 1000)), walkable=False)
    result = check_gates(replace(plan, spans=spans, zones=(zone,)), requests)
    assert [line.key for line in result.clash] == ["rules.aisle", "exhibitors", "hall"]
    notes = [str(finding) for finding in result.findings if finding.code == "hall.clash"]
    assert notes[0].startswith("plan.yaml:12:10: hall.clash: aisles of 3 m")


def test_a_zone_that_makes_the_fair_impossible_is_blamed_and_offered() -> None:
    stage = ((0, 0), (30_000, 0), (30_000, 30_000), (0, 30_000))
    plan = replace(make_hall(80, 50), zones=(Zone("stage", "stage", stage, walkable=False),))
    result = check_gates(plan, make_requests(270, (3_000, 3_000)))
    assert "zones/stage" in [line.key for line in result.clash]
    assert ("stage",) in [repair.subjects for repair in result.repairs]


def test_a_hall_with_slanted_walls_is_warned_not_refused_as_proved() -> None:
    plan = make_hall(80, 50)
    ring = ((0, 0), (80_000, 0), (80_000, 40_000), (70_000, 50_000), (0, 50_000))
    slanted = replace(plan, hall=replace(plan.hall, outline=ring), doors=plan.doors[:1])
    result = check_gates(slanted, make_requests(320, (3_000, 3_000)))
    assert (result.findings[0].code, result.findings[0].severity) == (
        "hall.beyond_estimate", "warning",
    )  # fmt: skip


def test_exits_too_narrow_for_the_people_are_told_with_the_missing_width() -> None:
    plan = make_hall(80, 50)
    rules = replace(plan.rules, persons_per_m2=1.0, exit_unit_mm=600, persons_per_unit=100)
    result = check_gates(
        replace(plan, rules=rules, doors=plan.doors[:2]), make_requests(9, (3_000, 3_000))
    )
    assert result.escape.units == 10
    assert result.escape.units_needed == 40
    assert [(f.code, f.severity) for f in result.exit_findings] == [("exit.capacity", "error")]


def test_numbers_that_nobody_read_make_notes() -> None:
    plan = make_hall(80, 50)
    rules = replace(
        plan.rules, persons_per_m2=1.0, exit_unit_mm=600, persons_per_unit=100,
        unread=("persons_per_unit",),
    )  # fmt: skip
    result = check_gates(replace(plan, rules=rules, doors=plan.doors[:2]), [])
    assert [finding.severity for finding in result.exit_findings] == ["note"]


def test_a_hall_without_a_way_out_is_an_error() -> None:
    plan = replace(make_hall(20, 20), doors=())
    assert [finding.code for finding in check_gates(plan, []).exit_findings] == ["exit.none"]


def test_a_column_that_may_stand_in_a_stand_takes_no_floor() -> None:
    plan = make_hall(80, 50)
    column = Column("big", 40_000, 25_000, 9_000, 9_000, "avoid")
    inside = replace(plan, columns=(replace(column, rule="inside_ok"),))
    avoided = replace(plan, columns=(column,))
    assert check_gates(inside, []).capacity_m2 - check_gates(avoided, []).capacity_m2 == 81


def test_an_offered_size_is_proposed_before_an_invented_one() -> None:
    plan, requests = dense()
    plan = replace(plan, stand_types=(StandType("compact", 2_500, 3_000),))
    sizes = [r.size for r in check_gates(plan, requests).repairs if r.kind == "smaller_stands"]
    assert (2_500, 3_000) in sizes


def test_the_order_of_requests_does_not_matter() -> None:
    plan, requests = dense()
    assert check_gates(plan, requests) == check_gates(plan, requests[::-1])


def test_a_door_whose_lane_is_blocked_is_not_counted_as_lost_floor() -> None:
    plan = make_hall(80, 50)
    blocked = replace(plan, columns=(Column("c", 12_500, 1_000, 600, 600),))
    free = replace(plan, columns=(Column("c", 40_000, 25_000, 600, 600),))
    gain = check_gates(blocked, []).capacity_m2 - check_gates(free, []).capacity_m2
    assert gain == pytest.approx(4.5)


def test_doors_that_share_their_floor_are_counted_once() -> None:
    plan = make_hall(20, 20)
    one = Door("one", "exit", (3_000, 0), (0, 0), 3_000)
    two = Door("two", "exit", (0, 0), (0, 3_000), 3_000)
    both = check_gates(replace(plan, doors=(one, two)), []).capacity_m2
    assert both == check_gates(replace(plan, doors=(one,)), []).capacity_m2
