from __future__ import annotations

from dataclasses import replace

import pytest
from shapely import Polygon

from layout.audit.checks import audit_hall
from layout.placing.engine import place_stands
from layout.values import (
    Axis,
    Column,
    Door,
    Hall,
    Pin,
    PlacedHall,
    Plan,
    Rules,
    Sector,
    Span,
    StandRequest,
    stand_corners,
)


def plan_of(**changes: object) -> Plan:
    hall = Hall("h", ((0, 0), (60_000, 0), (60_000, 45_000), (0, 45_000)))
    doors = (
        Door("main", "entrance", (32_000, 0), (28_000, 0), 4_000),
        Door("north", "exit", (28_000, 45_000), (32_000, 45_000), 3_000),
    )
    sectors = (Sector("crafts", {}, "#aa3311"), Sector("food", {}, "#33aa11"))
    plan = Plan(hall, doors, (), (), sectors, (), Rules("house", 3_000, 4_000, 0))
    return replace(plan, **changes)  # type: ignore[arg-type]


def squares(count: int, sector: str = "crafts") -> list[StandRequest]:
    return [StandRequest(f"{sector}-{index:03d}", sector, 3_000, 3_000) for index in range(count)]


def stand_of(placed: PlacedHall, exhibitor: str) -> Polygon:
    stand = next(stand for stand in placed.placements if stand.exhibitor == exhibitor)
    return Polygon(stand_corners(stand))


def errors(placed: PlacedHall) -> list[str]:
    found = (*placed.findings, *audit_hall(placed))
    return [str(finding) for finding in found if finding.severity == "error"]


def test_rows_of_unequal_stands_show_no_open_back() -> None:
    requests = [
        replace(request, width_mm=(3_000, 4_000, 2_000, 6_000)[index % 4])
        for index, request in enumerate([*squares(50), *squares(30, "food")])
    ]
    placed = place_stands(plan_of(), requests, None)
    assert errors(placed) == []
    assert [stand.number for stand in placed.placements if "back" in stand.open_sides] == []


def columns_in_stands(step: int, first: int) -> tuple[Column, ...]:
    """Return columns on a grid that may stand anywhere in a stand."""
    places = [(x, y) for x in range(first, 29_000, step) for y in range(first, 23_000, step)]
    return tuple(Column(f"c-{x}-{y}", x, y, 500, 500, "inside_ok") for x, y in places if y > 5_000)


@pytest.mark.parametrize("size", [(6_000, 6_000), (5_000, 4_000)])
def test_islands_stand_clear_of_columns_or_have_them_inside(size: tuple[int, int]) -> None:
    ring = ((0, 0), (30_000, 0), (30_000, 24_000), (0, 24_000))
    door = Door("main", "entrance", (17_000, 0), (13_000, 0), 3_000)
    bare = plan_of(hall=Hall("h", ring), doors=(door,), rules=Rules("house", 3_000, 3_000, 0))
    island = StandRequest("x-island", "crafts", *size, kit="island", open_sides=4)
    for step, first in ((6_000, 3_000), (6_000, 6_000), (7_000, 6_000), (9_000, 3_000)):
        plan = replace(bare, columns=columns_in_stands(step, first))
        assert errors(place_stands(plan, [island, *squares(4)], None)) == []


def test_an_island_is_open_on_four_sides_and_clear_of_columns() -> None:
    columns = tuple(
        Column(f"c-{x}-{y}", x, y, 600, 600, "at_back")
        for x in range(9_000, 60_000, 18_000)
        for y in range(8_000, 45_000, 18_000)
    )
    islands = [StandRequest(f"i-{n}", "food", 6_000, 6_000, "island") for n in range(3)]
    placed = place_stands(plan_of(columns=columns), [*squares(30), *islands], None)
    assert errors(placed) == []
    opened = [len(stand.open_sides) for stand in placed.placements if stand.kit == "island"]
    assert opened == [4, 4, 4]


def test_a_peninsula_closes_a_band_with_three_open_sides() -> None:
    wish = StandRequest("peninsula", "crafts", 6_000, 3_000, open_sides=3)
    placed = place_stands(plan_of(), [*squares(30), wish], None)
    stand = next(stand for stand in placed.placements if stand.exhibitor == "peninsula")
    assert stand.open_sides == ("front", "left", "right")
    assert placed.findings == ()
    assert errors(placed) == []


def test_a_stand_deeper_than_two_rows_has_aisles_all_round() -> None:
    giant = StandRequest("giant", "food", 12_000, 10_000)
    placed = place_stands(plan_of(), [*squares(60), giant], None)
    assert errors(placed) == []
    around = stand_of(placed, "giant").buffer(2_990, join_style="mitre")
    others = [stand for stand in placed.placements if stand.exhibitor != "giant"]
    assert not any(around.intersects(Polygon(stand_corners(stand))) for stand in others)


def test_a_main_aisle_runs_where_the_organiser_drew_it() -> None:
    axis = Axis("a", ((20_000, 0), (20_000, 45_000)), 5_000)
    placed = place_stands(plan_of(axes=(axis,)), squares(60), None)
    lane = Polygon([(17_500, 0), (22_500, 0), (22_500, 45_000), (17_500, 45_000)])
    stands = [Polygon(stand_corners(stand)) for stand in placed.placements]
    assert not any(stand.intersection(lane).area > 1 for stand in stands)
    mains = [aisle for aisle in placed.aisles if aisle.rank == "main"]
    assert {aisle.clear_width_mm for aisle in mains} == {5_000}
    assert errors(placed) == []


def test_who_needs_less_floor_gets_wider_aisles() -> None:
    few, many = (place_stands(plan_of(), squares(count), None) for count in (40, 110))
    rows = [
        min(lane.width_mm for lane in placed.lanes if lane.rank == "aisle")
        for placed in (few, many)
    ]
    assert rows[0] > rows[1] >= 3_000


def test_a_pin_that_cannot_hold_is_refused_with_its_place_in_the_file() -> None:
    span = Span("plan.yaml", 41, 5)
    pin = Pin("crafts-003", 29_000, 0, 180_000)
    plan = plan_of(pins=(pin,), spans={"pins/crafts-003": span})
    placed = place_stands(plan, squares(12), None)
    refused = next(f for f in placed.findings if f.code == "pin.refused")
    assert refused.severity == "error"
    assert refused.span == span
    assert refused.subjects[0] == "crafts-003"
    assert len(placed.placements) == 12


def test_of_two_pins_that_overlap_one_holds_and_the_other_names_it() -> None:
    pins = (Pin("crafts-001", 20_000, 20_000, 0), Pin("crafts-002", 21_000, 20_000, 0))
    placed = place_stands(plan_of(pins=pins), squares(12), None)
    assert stand_of(placed, "crafts-001").bounds == (20_000, 20_000, 23_000, 23_000)
    refused = [f.subjects for f in placed.findings if f.code == "pin.refused"]
    assert refused == [("crafts-002", "crafts-001")]


def test_a_pin_in_a_row_moves_nothing_but_who_stood_there() -> None:
    free = place_stands(plan_of(), squares(60), None)
    taken = free.placements[20]
    pin = Pin("crafts-050", taken.x_mm, taken.y_mm, taken.rotation_mdeg)
    placed = place_stands(plan_of(pins=(pin,)), squares(60), None)
    assert errors(placed) == []
    before, after = (
        {(stand.x_mm, stand.y_mm) for stand in hall.placements} for hall in (free, placed)
    )
    assert len(before & after) >= 50


def test_a_pin_of_nobody_is_told() -> None:
    placed = place_stands(plan_of(pins=(Pin("nobody", 9_000, 9_000, 0),)), squares(4), None)
    assert [f.code for f in placed.findings] == ["pin.without_stand"]
