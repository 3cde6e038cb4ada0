"""The capacity of random halls: nothing the independent checker forbids, the same every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from layout.audit.checks import audit_hall
from layout.rows.capacity import Capacity, measure_capacity
from layout.rows.ground import make_ground
from layout.rows.search import RowOptions, find_pattern
from layout.rows.setting_out import place_on_run, share_out
from layout.rows.values import RowRules, Run
from layout.values import Column, Door, Hall, LayoutReport, PlacedHall, Plan, Rules, Sector

ROOT = Path(__file__).parents[3]
RULES = RowRules(depth=3000, unit=3000, aisle=3000, cross=3000, main=3000, block=30_000)


def plan_of(hall: Hall, columns: tuple[Column, ...] = (), door_at: int = 4500) -> Plan:
    door = Door("d", "entrance", (door_at + 1500, 0), (door_at - 1500, 0), 3000)
    sector = Sector("all", {"en": "All"}, "#446688")
    return Plan(hall, (door,), columns, (), (sector,), (), Rules("house", 3000, 3000, 0))


def errors(plan: Plan, found: Capacity) -> list[str]:
    report = LayoutReport(found.count, found.count, 0, 0, 0, 0, "", {})
    placed = PlacedHall(plan, found.placements, (), (), report, "")
    return [str(finding) for finding in audit_hall(placed) if finding.severity == "error"]


@st.composite
def halls(draw: st.DrawFn) -> Plan:
    """L shapes and rectangles, 12 to 36 m, with up to three columns on or off a grid."""
    width, height = draw(st.integers(24, 72)) * 500, draw(st.integers(24, 60)) * 500
    if draw(st.booleans()):
        x, y = draw(st.integers(24, 40)) * 500, draw(st.integers(18, 30)) * 500
        x, y = min(x, width - 1000), min(y, height - 1000)
        ring = ((0, 0), (width, 0), (width, y), (x, y), (x, height), (0, height))
    else:
        ring = ((0, 0), (width, 0), (width, height), (0, height))
    places = draw(st.lists(st.tuples(st.integers(5, 60), st.integers(5, 50)), max_size=3,
                           unique=True))  # fmt: skip
    room = Polygon(ring).buffer(-1000)
    columns = tuple(
        Column(f"c{i}", a * 500, b * 500, 600, 600)
        for i, (a, b) in enumerate(places)
        if room.covers(box(a * 500 - 300, b * 500 - 300, a * 500 + 300, b * 500 + 300))
    )
    return plan_of(Hall("h", ring), columns, draw(st.integers(4, 18)) * 500)


def test_a_run_that_slides_out_of_a_narrow_way_hides_no_front() -> None:
    """A hall where mending one neck used to push a stand before the front of another."""
    ring = ((0, 0), (24_000, 0), (24_000, 9500), (19_000, 9500), (19_000, 18_000), (0, 18_000))
    plan = plan_of(Hall("h", ring), (Column("c0", 6500, 3000, 600, 600),), 2000)
    found = measure_capacity(plan, 3000, 3000)
    assert found.count >= 21
    assert errors(plan, found) == []


@given(halls())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_checker_finds_nothing(plan: Plan) -> None:
    assert errors(plan, measure_capacity(plan, 3000, 3000)) == []


@pytest.mark.full
@given(halls())
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_checker_finds_nothing_in_many_halls(plan: Plan) -> None:
    assert errors(plan, measure_capacity(plan, 3000, 3000)) == []


def test_a_hall_one_aisle_wide_is_lined_on_both_sides() -> None:
    hall = Hall("h", ((0, 0), (9000, 0), (9000, 30_000), (0, 30_000)))
    found = measure_capacity(plan_of(hall), 3000, 3000)
    assert found.count >= 18
    assert errors(plan_of(hall), found) == []


def test_no_stand_fits_where_the_hall_is_narrower_than_a_stand() -> None:
    hall = Hall("h", ((0, 0), (9000, 0), (9000, 2900), (0, 2900)))
    assert measure_capacity(plan_of(hall), 3000, 3000).count == 0


def test_rows_run_along_slanted_walls() -> None:
    square = Polygon([(0, 0), (20_000, 20_000), (0, 40_000), (-20_000, 20_000)])
    ground = make_ground(square, square, square)
    pattern = find_pattern(ground, RULES)
    assert {run.rotation_mdeg % 90_000 for run in pattern.runs} == {45_000}


def test_aligned_rows_lie_at_the_same_levels_in_every_block() -> None:
    floor = box(0, 0, 66_000, 30_000)
    pattern = find_pattern(make_ground(floor, floor, floor), RULES, RowOptions(aligned=True))
    levels = {
        block: sorted({run.y_mm for run in pattern.runs if run.block == block and not run.wall})
        for block in {run.block for run in pattern.runs}
    }
    straight = [tuple(found) for found in levels.values() if found]
    assert len(set(straight)) == 1


def test_with_room_to_spare_aisles_get_wider() -> None:
    floor = box(0, 0, 66_000, 45_000)
    ground = make_ground(floor, floor, floor)
    dense = find_pattern(ground, RULES)
    needed = dense.count(3000) * 3000 // 2
    roomy = find_pattern(ground, RULES, RowOptions(needed_mm=needed))
    assert roomy.count(3000) * 3000 >= needed
    assert min(lane.width_mm for lane in roomy.lanes) > 3000


@given(st.integers(0, 359_999), st.integers(2, 12))
@settings(max_examples=80, deadline=None)
def test_stands_on_a_run_at_any_angle_overlap_by_less_than_a_millimetre(
    mdeg: int, count: int
) -> None:
    run = Run(1234, 5678, mdeg, count * 3000, 3000, 0, 0, wall=True)
    places = place_on_run(run, tuple(share_out(run, 3000)))
    assert len(places) == count
    for (ax, ay), (bx, by) in pairwise(places):
        assert ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 > 2998.5


_SCRIPT = """
import json, sys
sys.path.insert(0, {root!r})
from layout.rows.capacity import measure_capacity
from layout.values import Column, Door, Hall, Plan, Rules, Sector
hall = Hall("h", ((0, 0), (40000, 0), (40000, 18000), (25000, 33000), (0, 33000)))
plan = Plan(hall, (Door("d", "entrance", (12000, 0), (9000, 0), 3000),),
            (Column("c", 20000, 16000, 600, 600),), (), (Sector("s", {{}}, "#112233"),), (),
            Rules("house", 3000, 3000, 0))
found = measure_capacity(plan, 3000, 3000)
print(json.dumps([[p.x_mm, p.y_mm, p.rotation_mdeg] for p in found.placements]))
"""


def test_the_same_hall_gives_the_same_stands_with_every_hash_seed() -> None:
    outputs = []
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT.format(root=str(ROOT))],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        )
        outputs.append(done.stdout)
    assert len(set(outputs)) == 1
    assert len(json.loads(outputs[0])) > 20
