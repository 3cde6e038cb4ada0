"""Things that are placed by other things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout.plan.text import parse_plan
from layout.values import Finding, Plan

BASE = """\
hall: {id: h, at: [-200, -200], size: 400 x 400}
doors: [{id: main, wall: 1, at: 200, width: 4}]
sectors: [{id: s, name: {fr: S}, colour: '#aa3311'}]
rules: {profile: house}
"""
STAGE = "  - {id: stage, kind: stage, at: [10, 20], size: 12 x 6}\n"


def read(text: str) -> Plan:
    plan, findings = parse_plan(BASE + text, "plan.yaml")
    assert [str(finding) for finding in findings] == []
    assert plan is not None
    return plan


def refuse(text: str) -> tuple[Finding, ...]:
    plan, findings = parse_plan(BASE + text, "plan.yaml")
    assert plan is None
    return findings


def corner(plan: Plan, name: str) -> tuple[float, float]:
    outline = next(zone.outline for zone in plan.zones if zone.id == name)
    return min(x for x, _ in outline) / 1000, min(y for _, y in outline) / 1000


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("right_of: stage", (22, 20)),
        ("east_of: stage, gap: 3", (25, 20)),
        ("right_of: stage, gap: 3, align: middle", (25, 21)),
        ("right_of: stage, gap: 250 cm, align: north", (24.5, 22)),
        ("left_of: stage, gap: 1", (5, 20)),
        ("west_of: stage, align: north", (6, 22)),
        ("above: stage, gap: 2", (10, 28)),
        ("north_of: stage, align: east", (18, 26)),
        ("below: stage, gap: 2", (10, 14)),
        ("south_of: stage, align: middle", (14, 16)),
        ("centre_of: h", (-2, -2)),
        ("right_of: stage, gap: -1", (21, 20)),
    ],
)
def test_a_zone_stands_on_the_side_that_is_named(words: str, place: tuple[float, float]) -> None:
    kind = "stage, walkable: yes" if "-1" in words else "cafe"
    text = f"zones:\n{STAGE}  - {{id: cafe, kind: {kind}, size: 4 x 4, {words}}}\n"
    if "-1" in words:
        assert [f.code for f in refuse(text)] == ["plan.zones_overlap"]
        return
    assert corner(read(text), "cafe") == place


def test_an_outline_is_moved_as_a_whole() -> None:
    plan = read(
        f"zones:\n{STAGE}"
        "  - {id: nook, kind: rest, outline: [[0, 0], [4, 0], [0, 4]], right_of: stage, gap: 1}\n"
    )
    assert plan.zones[1].outline == ((23_000, 20_000), (27_000, 20_000), (23_000, 24_000))


def test_a_thing_may_come_before_the_one_that_it_is_placed_by() -> None:
    plan = read(f"zones:\n  - {{id: cafe, kind: cafe, size: 4 x 4, right_of: stage}}\n{STAGE}")
    assert corner(plan, "cafe") == (22, 20)
    assert [zone.id for zone in plan.zones] == ["cafe", "stage"]


def test_a_chain_is_followed_to_its_end_from_either_side() -> None:
    links = [f"  - {{id: z{i}, kind: rest, size: 1 x 1, right_of: z{i - 1}}}" for i in range(1, 60)]
    first = "  - {id: z0, kind: rest, size: 1 x 1, at: [0, 0]}"
    forward = read("zones:\n" + "\n".join([first, *links]))
    backward = read("zones:\n" + "\n".join([*reversed(links), first]))
    assert corner(forward, "z59") == corner(backward, "z59") == (59, 0)


def test_doors_columns_fixtures_and_pins_can_be_named() -> None:
    plan = read("""\
columns:
  - {id: grid, from: [50, 50], step: [10, 10], count: [2, 2], size: 2 x 2}
  - {id: post, above: grid-4, gap: 4, align: middle, size: 1 x 1}
zones:
  - {id: desk, kind: desk, size: 2 x 2, right_of: doors/main, gap: 1}
  - {id: rest, kind: rest, size: 2 x 2, left_of: hose}
fixtures:
  - {id: hose, kind: hose_reel, below: columns/post, gap: 0.5, align: west}
pins:
  - {exhibitor: a, at: [0, 0], size: 3 x 4}
  - {exhibitor: b, right_of: a, size: 3 x 3}
  - {exhibitor: c, below: b, size: 3 x 3, rotation: 180}
  - {exhibitor: d, left_of: pins/a, size: 3 x 2, rotation: 90}
""")
    assert (plan.columns[4].x_mm, plan.columns[4].y_mm) == (60_000, 65_500)
    assert corner(plan, "desk") == (3, -200)
    hose = plan.fixtures[0]
    assert (hose.x_mm, hose.y_mm) == (59_500, 64_500)
    assert corner(plan, "rest") == (57.5, 64.5)
    places = {pin.exhibitor: (pin.x_mm, pin.y_mm) for pin in plan.pins}
    assert places["b"] == (3_000, 0)
    # Turned by half, the left end of the front is the north-east corner.
    assert places["c"] == (6_000, 0)
    # Turned by a quarter, it is the south-east one: the stand is 2 m wide and 3 m deep on the plan.
    assert places["d"] == (0, 0)


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        ("right_of: staeg", "unknown_reference", "did you mean `stage`?"),
        ("right_of: zones/staeg", "unknown_reference", "did you mean `zones/stage`?"),
        ("right_of: cafe", "circular_reference", "zones/cafe → zones/cafe"),
        ("right_of: stage, align: west", "bad_choice", "expected south, middle, north"),
        ("above: stage, align: south", "bad_choice", "expected west, middle, east"),
        ("right_of: stage, at: [1, 1]", "keys_clash", "keep one of them"),
        ("right_of: stage, above: stage", "keys_clash", "keep one of them"),
        ("centre_of: h, gap: 1", "keys_clash", "keep one of them"),
        ("at: [1, 1], gap: 1", "keys_clash", "right_of"),
        ("right_of: stage, gap: wide", "bad_length", "expected metres"),
    ],
)
def test_what_cannot_be_meant_is_told(words: str, code: str, hint: str) -> None:
    zone = f"  - {{id: cafe, kind: cafe, size: 4 x 4, {words}}}\n"
    findings = refuse(f"zones:\n{STAGE}{zone}")
    assert [finding.code for finding in findings] == [f"plan.{code}"]
    assert hint in findings[0].message


def test_a_circle_is_told_once_and_whole() -> None:
    around = "abcd"
    lines = [
        f"  - {{id: {name}, kind: rest, size: 2 x 2, right_of: {around[i - 1]}}}\n"
        for i, name in enumerate(around)
    ]
    lines.append("  - {id: e, kind: rest, size: 2 x 2, right_of: a}\n")
    findings = refuse("zones:\n" + "".join(lines))
    assert [finding.code for finding in findings] == ["plan.circular_reference"]
    assert "zones/a → zones/d → zones/c → zones/b → zones/a" in findings[0].message


def test_a_name_of_two_kinds_asks_which() -> None:
    findings = refuse(
        f"columns: [{{id: stage, at: [50, 50]}}]\nzones:\n{STAGE}"
        "  - {id: cafe, kind: cafe, size: 4 x 4, right_of: stage}\n"
    )
    assert [finding.code for finding in findings] == ["plan.ambiguous_reference"]
    assert "`zones/stage`" in findings[0].message


def test_who_is_placed_by_what_is_broken_is_not_blamed() -> None:
    broken = STAGE.replace("12 x 6", "12 by 6")
    findings = refuse(f"zones:\n{broken}  - {{id: c, kind: cafe, size: 4 x 4, above: stage}}\n")
    assert [finding.code for finding in findings] == ["plan.bad_point"]


@given(
    x=st.integers(-50, 50), y=st.integers(-50, 50), gap=st.integers(0, 9),
    side=st.sampled_from(["right_of", "left_of", "above", "below"]),
)  # fmt: skip
def test_what_stands_beside_a_thing_follows_it(x: int, y: int, gap: int, side: str) -> None:
    def place(dx: int, dy: int) -> tuple[float, float]:
        stage = f"  - {{id: stage, kind: stage, at: [{x + dx}, {y + dy}], size: 12 x 6}}\n"
        zone = f"  - {{id: cafe, kind: cafe, size: 4 x 4, {side}: stage, gap: {gap}}}\n"
        return corner(read(f"zones:\n{stage}{zone}"), "cafe")

    before, after = place(0, 0), place(7, -3)
    assert (after[0] - before[0], after[1] - before[1]) == (7, -3)
