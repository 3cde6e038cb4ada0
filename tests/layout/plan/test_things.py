"""Axes, fixtures, pins, stand types, numbers; and where each thing stands in the file."""

from __future__ import annotations

import pytest
from plan_samples import RICH, SMALL

from layout.plan.text import parse_plan
from layout.values import Plan


def read(text: str) -> Plan:
    plan, findings = parse_plan(text, "plan.yaml")
    assert [str(finding) for finding in findings] == []
    assert plan is not None
    return plan


def small(more: str) -> Plan:
    return read(SMALL + more)


def codes(more: str) -> list[str]:
    _, findings = parse_plan(SMALL + more, "plan.yaml")
    return [finding.code.removeprefix("plan.") for finding in findings]


def test_an_axis_has_points_or_two_ends_or_a_door() -> None:
    plan = small(
        "axes:\n"
        "  - {id: a, points: [[6, 2], [6, 18], [20, 18]], width: 6}\n"
        "  - {id: b, from: [1, 2], to: [29, 2]}\n"
        "  - {id: c, door: d1}\n"
        "  - {id: d, door: d1, length: 5}\n"
    )
    assert [axis.points for axis in plan.axes] == [
        ((6_000, 2_000), (6_000, 18_000), (20_000, 18_000)),
        ((1_000, 2_000), (29_000, 2_000)),
        ((15_000, 0), (15_000, 20_000)),
        ((15_000, 0), (15_000, 5_000)),
    ]
    assert [axis.width_mm for axis in plan.axes] == [6_000, 4_000, 4_000, 4_000]


def test_an_axis_from_a_door_ends_at_a_closed_zone() -> None:
    text = SMALL.replace("at: [0, 15], size: 5 x 5", "at: [12, 12], size: 6 x 5")
    plan = read(f"{text}axes: [{{id: a, door: d1}}]\n")
    assert plan.axes[0].points == ((15_000, 0), (15_000, 12_000))


@pytest.mark.parametrize(
    ("axis", "code"),
    [
        ("door: d9", "unknown_reference"),
        ("door: d1, length: 40", "axis_outside"),
        ("door: d1, to: [1, 1]", "keys_clash"),
        ("from: [1, 1]", "missing_key"),
        ("from: [1, 1], to: [1, 1]", "bad_outline"),
        ("points: [[1, 1]]", "bad_outline"),
        ("points: [[1, 1], [2, 2]], door: d1", "keys_clash"),
        ("from: [1, 1], to: [2, 2], length: 3", "keys_clash"),
        ("width: 3", "missing_key"),
    ],
)
def test_an_axis_that_cannot_be_drawn_is_refused(axis: str, code: str) -> None:
    assert codes(f"axes: [{{id: a, {axis}}}]\n") == [code]


def test_a_fixture_stands_at_a_place_or_on_a_wall_and_some_outside() -> None:
    plan = small(
        "fixtures:\n"
        "  - {id: a, kind: extinguisher, at: [3, 4]}\n"
        "  - {id: b, kind: alarm_button, wall: 2, at: 5}\n"
        "  - {id: c, kind: vehicle_access, at: [-9, -9]}\n"
        "  - {id: d, kind: assembly_point, at: [50, 50], name: {fr: Point de rassemblement}}\n"
    )
    places = [(f.kind, f.x_mm, f.y_mm) for f in plan.fixtures]
    assert places == [
        ("extinguisher", 3_000, 4_000),
        ("alarm_button", 30_000, 5_000),
        ("vehicle_access", -9_000, -9_000),
        ("assembly_point", 50_000, 50_000),
    ]
    assert plan.fixtures[3].names == {"fr": "Point de rassemblement"}


@pytest.mark.parametrize(
    ("fixture", "code"),
    [
        ("kind: hydrant, at: [1, 1]", "bad_choice"),
        ("kind: extinguisher", "missing_key"),
        ("kind: extinguisher, wall: 2, at: 25", "length_range"),
        ("kind: extinguisher, wall: 9, at: 2", "bad_number"),
        ("kind: extinguisher, at: 5", "bad_point"),
        ("kind: electrical_board, at: [31, 5]", "fixture_outside"),
    ],
)
def test_a_fixture_without_a_right_place_is_refused(fixture: str, code: str) -> None:
    assert codes(f"fixtures: [{{id: a, {fixture}}}]\n") == [code]


def test_a_pin_on_the_wall_is_inside() -> None:
    plan = small("pins: [{exhibitor: a, at: [0, 0]}, {exhibitor: b, at: [30, 20], rotation: 180}]")
    assert [pin.rotation_mdeg for pin in plan.pins] == [0, 180_000]


@pytest.mark.parametrize(
    "template",
    ["{sector_letter}{n}", "{hall}-{row}{n:03d}", "{aisle:02d}/{n}", "{sector} {n}", "N {n:04d}"],
)
def test_numbers_are_a_pattern(template: str) -> None:
    assert small(f"numbers: '{template}'\n").number_template == template


@pytest.mark.parametrize(
    "template",
    ["A1", "{sector}", "{m}{n}", "{n", "n}", "{n:3d}", "{n:x}", "{n.real}", "{0}{n}", "{}", "{n!r}",
     "{sector:03d}{n}", "{n}" * 90, "é{n}", "{n}\\n"],
)  # fmt: skip
def test_a_pattern_that_would_fail_or_repeat_is_refused(template: str) -> None:
    assert codes(f'numbers: "{template}"\n') == ["bad_template"]


def test_conference_is_a_kind_of_zone_that_visitors_walk_into() -> None:
    zone = read(SMALL.replace("kind: stage", "kind: conference")).zones[0]
    assert (zone.kind, zone.walkable) == ("conference", True)


def test_a_column_may_stand_in_the_wall() -> None:
    plan = read(SMALL.replace("from: [10, 10], step: [10, 5], count: [2, 1]", "at: [0.2, 10]"))
    assert plan.columns[0].x_mm == 200


def test_a_tab_is_told_as_one() -> None:
    _, findings = parse_plan(SMALL.replace("  - {id: c,", "\t- {id: c,"), "plan.yaml")
    assert "expected spaces" in findings[0].message


def test_a_stand_type_has_size_kit_and_height() -> None:
    kind = small(
        "stand_types: [{id: i, size: 20 ft x 20 ft, kit: island, height: 4.5}]"
    ).stand_types
    assert (kind[0].width_mm, kind[0].depth_mm, kind[0].kit, kind[0].height_mm) == (
        6_096, 6_096, "island", 4_500,
    )  # fmt: skip


def test_every_thing_has_its_place_in_the_file() -> None:
    plan = read(RICH)
    expected = {"hall", "rules", "numbers"}
    for kind in (
        "halls",
        "doors",
        "columns",
        "zones",
        "sectors",
        "stand_types",
        "axes",
        "fixtures",
    ):
        expected |= {f"{kind}/{thing.id}" for thing in getattr(plan, kind)}
    expected |= {f"pins/{pin.exhibitor}" for pin in plan.pins} | {"passages/link", "passages/wide"}
    assert {key for key in plan.spans if not key.startswith("rules.")} == expected
    for key, span in plan.spans.items():
        text = RICH[span.start : span.end]
        line = RICH.splitlines()[span.line - 1]
        assert line[span.column - 1 :].startswith(text.split("\n")[0])
        name = key.rpartition("/")[2]
        if "/" in key and not name.startswith("grid-"):
            assert name in text


def test_places_do_not_make_plans_differ() -> None:
    assert read(SMALL) == read("# a comment\n" + SMALL)


def test_line_ends_of_windows_change_nothing_but_characters() -> None:
    unix, windows = read(RICH), read(RICH.replace("\n", "\r\n"))
    assert unix == windows
    for key, span in unix.spans.items():
        assert (span.line, span.column) == (windows.spans[key].line, windows.spans[key].column)
