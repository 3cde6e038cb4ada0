"""Halls of any shape, joined by passages, and doors on their walls."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon

from layout.plan.text import parse_plan
from layout.values import Plan

REST = """
sectors: [{id: s, name: {fr: S}, colour: '#aa3311'}]
rules: {profile: house}
"""


def read(text: str) -> Plan:
    plan, findings = parse_plan(text + REST, "plan.yaml")
    assert [str(finding) for finding in findings] == []
    assert plan is not None
    return plan


def codes(text: str) -> list[str]:
    _, findings = parse_plan(text + REST, "plan.yaml")
    return [finding.code.removeprefix("plan.") for finding in findings]


def floor(plan: Plan) -> Polygon:
    return Polygon(plan.hall.outline, plan.hall.holes)


ONE = "hall: {id: h, size: 30 x 20}\ndoors: [{id: d, wall: 1, at: 15, width: 3}]"


def test_one_hall_is_the_floor_and_kept_as_written() -> None:
    plan = read(ONE)
    assert plan.halls == (plan.hall,)
    assert plan.hall.height_mm == 7_000


def test_a_hall_may_begin_anywhere() -> None:
    plan = read(ONE.replace("size:", "at: [-100, 50], size:"))
    assert plan.hall.outline[0] == (-100_000, 50_000)
    assert plan.doors[0].a == (-83_500, 50_000)


def test_a_ring_that_is_written_closed_is_the_same_ring() -> None:
    closed = "outline: [[0, 0], [30, 0], [30, 20], [0, 20], [0, 0]]"
    assert read(ONE.replace("size: 30 x 20", closed)).hall == read(ONE).hall


def test_holes_are_left_out_and_run_clockwise() -> None:
    plan = read(ONE.replace("30 x 20", "30 x 20, holes: [[[5, 5], [9, 5], [9, 9], [5, 9]]]"))
    assert floor(plan).area == 584e6
    assert not Polygon(plan.hall.holes[0]).exterior.is_ccw


def test_a_wall_is_numbered_as_the_file_lists_the_corners_even_clockwise() -> None:
    plan = read(
        "hall: {id: h, outline: [[0, 0], [0, 20], [30, 20], [30, 0]]}\n"
        "doors: [{id: d, wall: 1, at: 5, width: 3}]"
    )
    assert plan.hall.outline == ((0, 0), (30_000, 0), (30_000, 20_000), (0, 20_000))
    # Seen from inside, the west wall runs from south on the left to north on the right.
    assert (plan.doors[0].a, plan.doors[0].b) == ((0, 3_500), (0, 6_500))


TWO = """\
halls:
  - {id: a, size: 30 x 20, height: 9, name: {fr: Hall A}}
  - {id: b, at: [40, 0], size: 30 x 20, height: 6}
passages: [{id: link, at: [30, 8], size: 10 x 4}]
doors:
  - {id: d, hall: a, wall: 1, at: 15, width: 3}
  - {id: e, hall: b, wall: 2, at: 10, width: 3}
"""


def test_two_halls_and_a_passage_are_one_floor() -> None:
    plan = read(TWO)
    assert floor(plan).area == (600 + 600 + 40) * 1e6
    assert [hall.id for hall in plan.halls] == ["a", "b"]
    assert plan.hall.height_mm == 6_000
    assert plan.hall.names == {"fr": "Hall A"}
    assert plan.doors[1].a[0] == 70_000
    assert plan.spans["halls/b"].line == 3
    assert plan.spans["passages/link"].line == 4


def test_a_ring_of_halls_has_a_courtyard() -> None:
    plan = read("""\
halls:
  - {id: a, size: 10 x 50}
  - {id: b, at: [30, 0], size: 10 x 50}
passages:
  - {id: p, from: [10, 5], to: [30, 5], width: 4}
  - {id: q, from: [10, 45], to: [30, 45], width: 4}
doors: [{id: d, hall: a, wall: 4, at: 25, width: 3}, {id: e, from: [10, 20], to: [10, 23]}]
""")
    assert len(plan.hall.holes) == 1
    assert Polygon(plan.hall.holes[0]).area == 20e3 * 36e3
    # The door to the courtyard: from inside, looking east, north is on the left.
    assert (plan.doors[1].a, plan.doors[1].b) == ((10_000, 23_000), (10_000, 20_000))


def test_the_order_of_halls_does_not_change_the_floor() -> None:
    lines = TWO.splitlines()
    swapped = "\n".join([lines[0], lines[2], lines[1], *lines[3:]])
    assert read(swapped).hall.outline == read(TWO).hall.outline


def test_a_door_in_several_halls_says_whose_wall() -> None:
    assert codes(TWO.replace("hall: a, wall", "wall")) == ["missing_key"]
    assert codes(TWO.replace("hall: a, wall", "hall: c, wall")) == ["unknown_reference"]


def test_a_door_is_not_where_a_passage_opens_the_wall() -> None:
    assert codes(TWO.replace("hall: b, wall: 2", "hall: b, wall: 4")) == ["door_off_wall"]


def test_a_passage_beside_a_hall_is_loose() -> None:
    assert codes(TWO.replace("at: [30, 8]", "at: [31, 8]")) == ["passage_loose"]


def test_a_passage_that_touches_a_corner_only_is_loose() -> None:
    assert codes(TWO.replace("at: [30, 8]", "at: [30, 20]")) == ["passage_loose"]


def test_a_passage_opens_a_wall_aslant_in_its_whole_width() -> None:
    plan = read("""\
halls:
  - {id: a, size: 60 x 40}
  - {id: b, outline: [[70, 0], [110, 0], [110, 40], [80, 40]]}
passages: [{id: link, from: [60, 10], to: [72.5, 10], width: 6}]
doors: [{id: d, hall: a, wall: 1, at: 15, width: 3}]
""")
    # The east wall of the passage is gone from one side to the other: 6 m wide all the way.
    way = LineString([(50_000, 10_000), (90_000, 10_000)]).buffer(2_999, cap_style="flat")
    assert floor(plan).covers(way)
    assert math.isclose(floor(plan).area / 1e6, 2400 + 1400 + 12.5 * 6, rel_tol=1e-4)


def test_hall_and_halls_are_one_too_many() -> None:
    assert "keys_clash" in codes("hall: {id: h, size: 9 x 9}\n" + TWO)


@pytest.mark.parametrize("size", ["40 x 20", "39.9995 x 20", "50 x 20"])
def test_halls_do_not_touch(size: str) -> None:
    assert "halls_touch" in codes(TWO.replace("30 x 20, height: 9", f"{size}, height: 9"))


@given(angle=st.floats(0, 2 * math.pi), length=st.floats(3, 60), width=st.integers(2, 8))
@settings(max_examples=60, deadline=None)
def test_halls_at_any_angle_are_joined_through_their_walls(
    angle: float, length: float, width: int
) -> None:
    cos, sin = math.cos(angle), math.sin(angle)

    def turn(x: float, y: float) -> str:
        return f"[{x * cos - y * sin:.3f}, {x * sin + y * cos:.3f}]"

    def ring(x0: float, x1: float) -> str:
        corners = [(x0, -10), (x1, -10), (x1, 10), (x0, 10)]
        return "[" + ", ".join(turn(x, y) for x, y in corners) + "]"

    plan = read(
        f"halls:\n  - {{id: a, outline: {ring(-30, 0)}}}\n"
        f"  - {{id: b, outline: {ring(length, length + 25)}}}\n"
        f"passages: [{{id: p, from: {turn(0, 0)}, to: {turn(length, 0)}, width: {width}}}]\n"
        "doors: [{id: d, hall: b, wall: 2, at: 10, width: 3}]"
    )
    area = floor(plan).area / 1e6
    assert math.isclose(area, 600 + 500 + length * width, rel_tol=2e-3)
    ends = LineString([plan.doors[0].a, plan.doors[0].b])
    assert floor(plan).boundary.buffer(1).covers(ends)


@given(
    radius=st.integers(8, 60),
    sides=st.integers(3, 12),
    clockwise=st.booleans(),
    data=st.data(),
)
@settings(max_examples=80, deadline=None)
def test_a_door_on_any_wall_looks_the_right_way(
    radius: int, sides: int, data: st.DataObject, *, clockwise: bool
) -> None:
    turns = [2 * math.pi * i / sides for i in range(sides)]
    corners = [(radius * math.cos(t), radius * math.sin(t)) for t in turns]
    if clockwise:
        corners.reverse()
    wall = data.draw(st.integers(1, sides))
    length = math.dist(corners[wall - 1], corners[wall % sides])
    at = data.draw(st.floats(1, length - 1))
    ring = ", ".join(f"[{x:.3f}, {y:.3f}]" for x, y in corners)
    plan = read(
        f"hall: {{id: h, outline: [{ring}]}}\n"
        f"doors: [{{id: d, wall: {wall}, at: {at:.3f}, width: 1.6}}]"
    )
    (ax, ay), (bx, by) = plan.doors[0].a, plan.doors[0].b
    inward = Point((ax + bx) / 2 + (by - ay) / 4, (ay + by) / 2 - (bx - ax) / 4)
    assert floor(plan).contains(inward)
    assert abs(plan.doors[0].width_mm - 1_600) <= 2
    middle = math.dist(((ax + bx) / 2, (ay + by) / 2), [c * 1000 for c in corners[wall - 1]])
    assert abs(middle - at * 1000) <= 2
