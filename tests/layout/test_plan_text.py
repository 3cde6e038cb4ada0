from __future__ import annotations

import random
from pathlib import Path

import pytest
from plan_samples import SMALL as GOOD

from layout.plan.text import parse_plan
from layout.values import Plan


def read(text: str) -> Plan:
    plan, findings = parse_plan(text, "plan.yaml")
    assert not findings
    assert plan is not None
    return plan


def codes(text: str) -> list[str]:
    plan, findings = parse_plan(text, "plan.yaml")
    assert (plan is None) == any(f.severity == "error" for f in findings)
    return [f.code for f in findings]


def test_lengths_are_metres_unless_a_unit_is_written() -> None:
    plan = read(GOOD.replace("aisle: 3,", "aisle: 10 ft,").replace("width: 3}", "width: 250 cm}"))
    assert plan.rules.aisle_mm == 3048
    assert plan.doors[0].width_mm == 2500


def test_a_door_on_a_wall_runs_left_to_right_as_seen_from_inside() -> None:
    door = read(GOOD).doors[0]
    assert (door.a, door.b) == ((16_500, 0), (13_500, 0))


def test_a_door_by_its_ends_is_turned_to_left_and_right() -> None:
    ends = read(GOOD.replace("wall: 1, at: 15, width: 3", "from: [13.5, 0], to: [16.5, 0]"))
    assert ends.doors[0].a == (16_500, 0)


def test_an_outline_given_clockwise_is_turned() -> None:
    clockwise = "outline: [[0, 0], [0, 20], [30, 20], [30, 0]]"
    plan = read(
        GOOD.replace("size: 30 x 20", clockwise).replace("wall: 1, at: 15", "wall: 1, at: 10")
    )
    assert plan.hall.outline[1] == (30_000, 0)


def test_a_grid_of_columns_is_written_out() -> None:
    assert [(c.id, c.x_mm) for c in read(GOOD).columns] == [("c-1", 10_000), ("c-2", 20_000)]


def test_all_errors_come_at_once_in_file_order_with_line_and_column() -> None:
    text = GOOD.replace("width: 3}", "widht: 3}").replace("aisle: 3,", "aisle: 3;5,")
    _, findings = parse_plan(text.replace("'#aa3311'", "red"), "plan.yaml")
    found = [(f.code, str(f.span)) for f in findings]
    assert found == [
        ("plan.unknown_key", "plan.yaml:3:47"),
        ("plan.bad_colour", "plan.yaml:9:49"),
        ("plan.bad_length", "plan.yaml:10:32"),
    ]
    assert "did you mean `width`?" in findings[0].message


def test_a_key_with_a_slip_of_the_pen_is_read_as_the_one_that_is_meant() -> None:
    assert codes(GOOD.replace("width: 3}", "widht: 300}")) == [
        "plan.door_off_wall",
        "plan.unknown_key",
    ]
    assert codes(GOOD.replace("width: 3}", "width: 3, widht: 300}")) == ["plan.unknown_key"]
    assert codes(GOOD.replace("width: 3}", "girth: 3}")) == [
        "plan.missing_key",
        "plan.unknown_key",
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("hall: {id: h", "hall: {id: h, id: g", "plan.duplicate_key"),
        ("size: 30 x 20", "size: 30 x", "plan.bad_point"),
        ("size: 30 x 20", "outline: [[0,0],[30,20],[30,0],[0,20]]", "plan.outline_crosses"),
        ("at: 15, width", "at: 29.5, width", "plan.door_off_wall"),
        (
            "wall: 1, at: 15, width: 3",
            "from: [3, 1], to: [6, 1]",
            "plan.door_off_wall",
        ),
        ("kind: entrance", "kind: entrace", "plan.bad_choice"),
        ("count: [2, 1]", "count: [4, 1]", "plan.column_outside"),
        ("count: [2, 1]", "count: [2]", "plan.bad_point"),
        ("at: [0, 15]", "at: [28, 15]", "plan.zone_outside"),
        ("aisle: 3,", "aisle: '3,5',", "plan.bad_length"),
        ("aisle: 3,", "aisle: 9999999,", "plan.length_range"),
        ("main_aisle: 4", "main_aisle: 2", "plan.rules_clash"),
        ("id: crafts", "id: Crafts", "plan.bad_id"),
        ("hall: {", "hall: &a {", "plan.anchor"),
        ("id: crafts", "id: !!str crafts", "plan.tag"),
        ("hall: {", "hall: {{", "plan.syntax"),
    ],
)
def test_each_fault_has_its_code(old: str, new: str, code: str) -> None:
    assert old in GOOD
    assert code in codes(GOOD.replace(old, new, 1))


def test_two_zones_do_not_share_floor() -> None:
    two = GOOD.replace("sectors:", "  - {id: y, kind: cafe, at: [3, 15], size: 5 x 5}\nsectors:")
    assert codes(two) == ["plan.zones_overlap"]


def test_ids_are_used_once() -> None:
    twice = GOOD.replace("columns:", "  - {id: d1, wall: 2, at: 5, width: 2}\ncolumns:")
    assert codes(twice) == ["plan.duplicate_id"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- 1",
        "x",
        "[" * 100_000,
        "{a: " * 100_000,
        "a: " * 300,
        "a: 1\n" * 100_000,
        "\x00",
        "\ud800",
        "---\na: 1\n---\nb: 2",
        "hall: *nobody",
        "? [a]\n: b",
    ],
)
def test_hostile_text_is_refused_with_a_finding(text: str) -> None:
    assert codes(text)


def test_random_edits_of_a_plan_never_raise() -> None:
    dice = random.Random(7)  # noqa: S311  # a reproducible fuzz, no secret
    source = (Path(__file__).parents[2] / "data/oriental-2022/plan.yaml").read_text("utf-8")
    for _ in range(300):
        text = source
        for _ in range(dice.randint(1, 4)):
            start = dice.randrange(len(text))
            stop = start + dice.choice((0, 1, 3, 12, 60))
            piece = dice.choice(("", " ", "\n", ":", "[", "}", "- ", "-9", "'", "&a", "1e9", "ق"))
            text = text[:start] + piece + text[stop:]
        plan, findings = parse_plan(text, "plan.yaml")
        assert (plan is None) == any(f.severity == "error" for f in findings)
        assert all(f.span is not None and f.span.line >= 1 for f in findings)
