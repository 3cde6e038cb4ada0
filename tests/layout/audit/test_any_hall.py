"""Whatever is placed, the checker answers; slanted halls are measured by circles."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from placed_halls import RULES, SECTORS, court_plan, good_hall, l_plan, make_hall
from shapely import Polygon

from layout.audit.certificate import certify_hall, prove_hall
from layout.audit.checks import audit_hall
from layout.values import (
    Aisle,
    Column,
    Door,
    Hall,
    PlacedHall,
    Placement,
    Plan,
    PointMm,
    Side,
    Zone,
    stand_corners,
)

EMPTY = good_hall("by-hand").plan
places = st.integers(-5_000, 60_000)
stands = st.builds(
    Placement,
    stand_id=st.sampled_from(["s-1", "s-2", "s-3"]),
    number=st.sampled_from(["A1", "A2", "", "Z"]),
    sector=st.just("crafts"),
    exhibitor=st.sampled_from([None, "x", "y"]),
    co_exhibitors=st.sampled_from([(), ("z",)]),
    x_mm=places,
    y_mm=places,
    rotation_mdeg=st.one_of(
        st.sampled_from([0, 90_000, 180_000, 270_000]), st.integers(-400_000, 400_000)
    ),
    width_mm=st.integers(100, 9_000),
    depth_mm=st.integers(100, 9_000),
    open_sides=st.sampled_from([(), ("front",), ("front", "left", "right", "back")]),
    kit=st.just("shell_scheme"),
)
plans = st.sampled_from(
    [
        EMPTY,
        l_plan(),
        court_plan(),
        replace(EMPTY, doors=()),
        replace(EMPTY, doors=(Door("d", "exit", (0, 0), (0, 0), 0),)),
        replace(EMPTY, zones=(Zone("all", "stage", EMPTY.hall.outline, walkable=False),)),
        replace(EMPTY, columns=(Column("c", 0, 0, 90_000, 90_000),)),
    ]
)


@settings(max_examples=60, deadline=None)
@given(plan=plans, placed=st.lists(stands, max_size=12))
def test_the_checker_answers_whatever_is_placed(plan: Plan, placed: list[Placement]) -> None:
    hall = make_hall(plan, placed)
    certificate, findings = prove_hall(hall)
    assert (certificate, findings) == prove_hall(hall)
    assert list(findings) == sorted(findings, key=lambda f: (f.code, f.subjects, f.at_mm or (0, 0)))
    assert certificate.errors == sum(f.severity == "error" for f in findings)


@settings(max_examples=60, deadline=None)
@given(placed=st.lists(stands, min_size=2, max_size=6))
def test_overlaps_are_the_pairs_that_share_floor(placed: list[Placement]) -> None:
    named = [replace(s, stand_id=f"s-{n}", number=f"{n}") for n, s in enumerate(placed)]
    found = {
        tuple(sorted(f.subjects, key=int))
        for f in audit_hall(make_hall(EMPTY, named))
        if f.code == "stand.overlaps"
    }
    for n, second in enumerate(named):
        for m, first in enumerate(named[:n]):
            common = Polygon(stand_corners(first)).intersection(Polygon(stand_corners(second)))
            pair = (str(m), str(n))
            if common.area < 1:
                assert pair not in found
            elif not common.buffer(-1.1).is_empty:
                assert pair in found


def slanted(gap_mm: int) -> PlacedHall:
    """Return stands in two directions: an hourglass whose waist is `gap_mm` wide."""
    ring = ((0, 0), (60_000, 0), (60_000, 30_000), (0, 30_000))
    doors = (
        Door("west", "entrance", (0, 12_000), (0, 18_000), 3000),
        Door("east", "exit", (60_000, 18_000), (60_000, 12_000), 3000),
    )
    plan = Plan(Hall("h", ring), doors, (), (), SECTORS, (), RULES)
    tip = (30_000, 15_000 + gap_mm)
    base = (30_000, 15_000)
    rows = [
        make_stand("north", tip, 45_000, 6000, 6000),
        make_stand("south", base, 225_000, 6000, 6000),
    ]
    return make_hall(plan, rows)


def make_stand(name: str, place: PointMm, turn: int, width: int, depth: int) -> Placement:
    sides: tuple[Side, ...] = ("front",)
    return Placement(
        name, name, "crafts", name, (), *place, turn, width, depth, sides, "shell_scheme"
    )


@pytest.mark.parametrize(("gap", "found"), [(3000, False), (2999, False), (2990, True)])
def test_a_waist_between_slanted_stands_is_measured_on_vectors(gap: int, *, found: bool) -> None:
    placed = slanted(gap)
    necks = [f for f in audit_hall(placed) if f.code == "aisle.pinched"]
    assert bool(necks) == found
    assert certify_hall(placed).holds != found
    for neck in necks:
        assert neck.measured == pytest.approx(gap, abs=0.5)
        assert neck.at_mm == (30_000, 15_000 + gap // 2)


def test_told_widths_in_a_slanted_hall_are_held_against_circles() -> None:
    placed = good_hall("turned")
    lane = ((24_000, 0), (27_000, 0), (27_000, 30_000), (24_000, 30_000))
    ring = tuple((round(x * 0.8 - y * 0.6), round(x * 0.6 + y * 0.8)) for x, y in lane)
    column = Column("c", 2000, 1000, 10, 10)  # its edges make the hall one of two frames
    plan = replace(placed.plan, columns=(column,))
    bare = replace(placed, plan=plan)
    for width, codes in ((3000, set()), (3020, {"aisle.width_overstated"})):
        aisle = Aisle(ring, "cross", width)
        found = {f.code for f in audit_hall(replace(bare, aisles=(aisle,)))}
        assert found - {"aisle.floor_missing", "aisle.too_narrow"} == codes
    assert math.isclose(math.dist(ring[0], ring[1]), 3000)


@pytest.mark.parametrize(("gap", "found"), [(3000, False), (2990, True), (1000, True)])
def test_a_corner_at_a_slanted_wall_pinches_the_way(gap: int, *, found: bool) -> None:
    ring = ((0, 0), (60_000, 0), (60_000, 30_000), (0, 30_000))
    wall = ((10_000, 30_000), (30_000, 10_000), (50_000, 30_000))
    doors = (
        Door("west", "entrance", (0, 12_000), (0, 18_000), 3000),
        Door("east", "exit", (60_000, 18_000), (60_000, 12_000), 3000),
    )
    plan = Plan(Hall("h", ring, ()), doors, (), (Zone("rock", "keep_out", wall, walkable=False),),
                SECTORS, (), RULES)  # fmt: skip
    block = make_stand("a", (24_000, 10_000 - gap), 180_000, 12_000, 3000)
    placed = make_hall(plan, [replace(block, x_mm=36_000, y_mm=10_000 - gap)])
    codes = {f.code for f in audit_hall(placed)}
    assert bool(codes & {"aisle.pinched", "aisle.too_narrow", "stand.front_blocked"}) == found
