"""Each planted fault is found by its own code, and nothing else is made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from outside_check import check_outside
from placed_halls import HALLS, good_hall, lay_by_hand, make_hall

from exporters.geojson import build_geojson
from layout.audit.checks import audit_hall
from layout.values import Aisle, Axis, Column, Door, PlacedHall, Placement, Zone


def codes(placed: PlacedHall) -> set[str]:
    return {finding.code for finding in audit_hall(placed)}


def bare(placed: PlacedHall) -> PlacedHall:
    """Without the aisles: stands may move and the rest be as before."""
    return replace(placed, aisles=(), lanes=())


def change(placed: PlacedHall, index: int, **fields: object) -> PlacedHall:
    stands = list(placed.placements)
    stands[index] = replace(stands[index], **fields)  # type: ignore[arg-type]
    return replace(bare(placed), placements=tuple(stands))


def shift(placed: PlacedHall, index: int, along: float, into: float = 0.0) -> PlacedHall:
    """Move a stand of a hall with right angles along its front and into its own depth."""
    stand = placed.placements[index]
    u = {0: (1, 0), 90_000: (0, 1), 180_000: (-1, 0), 270_000: (0, -1)}[stand.rotation_mdeg]
    x = stand.x_mm + along * u[0] - into * u[1]
    y = stand.y_mm + along * u[1] + into * u[0]
    return change(placed, index, x_mm=round(x), y_mm=round(y))


def with_rules(placed: PlacedHall, **fields: object) -> PlacedHall:
    rules = replace(placed.plan.rules, **fields)  # type: ignore[arg-type]
    return with_plan(placed, rules=rules)


def with_plan(placed: PlacedHall, **fields: object) -> PlacedHall:
    return replace(placed, plan=replace(placed.plan, **fields))  # type: ignore[arg-type]


def inner_stand(placed: PlacedHall) -> int:
    """Return a stand with neighbours on both sides and at its back."""
    places = {(s.x_mm, s.y_mm, s.rotation_mdeg): i for i, s in enumerate(placed.placements)}
    for index, s in enumerate(placed.placements):
        size = s.width_mm
        if s.rotation_mdeg == 0 and len(s.open_sides) == 1 and s.depth_mm == size:
            sides = ((s.x_mm - size, s.y_mm, 0), (s.x_mm + size, s.y_mm, 0))
            back = (s.x_mm + size, s.y_mm + 2 * size, 180_000)
            if all(place in places for place in (*sides, back)):
                return index
    raise AssertionError("no such stand")


@pytest.mark.parametrize("name", HALLS)
def test_a_good_hall_has_no_fault(name: str) -> None:
    placed = good_hall(name)
    assert audit_hall(placed) == ()
    assert check_outside(build_geojson(placed)) == set()


ENGINE_HALLS = ("by-hand", "oriental", "beni-mellal")


@pytest.mark.parametrize("name", ENGINE_HALLS)
@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (lambda h, i: shift(h, i, 5), "stand.overlaps"),
        (lambda h, i: change(h, i, rotation_mdeg=100), "stand.overlaps"),
        (lambda h, i: change(h, i, width_mm=h.placements[i].width_mm + 5), "stand.overlaps"),
        (lambda h, i: change(h, i, open_sides=("front", "left")), "stand.side_not_open"),
        (lambda h, i: change(h, i, open_sides=("front", "back")), "stand.side_not_open"),
        (lambda h, i: change(h, i, open_sides=()), "stand.side_not_open"),
        (lambda h, i: change(h, i, number=h.placements[i - 1].number), "stand.number_twice"),
        (lambda h, i: change(h, i, stand_id=h.placements[i - 1].stand_id), "stand.id_twice"),
        (
            lambda h, i: change(h, i, exhibitor=h.placements[i - 1].exhibitor),
            "stand.exhibitor_twice",
        ),
        (
            lambda h, i: change(h, i, co_exhibitors=(h.placements[i - 1].exhibitor,)),
            "stand.exhibitor_twice",
        ),
    ],
    ids=["slid", "turned", "wider", "left", "back", "closed", "number", "id", "exhibitor", "guest"],
)
def test_one_fault_in_a_row_is_one_code(
    name: str, fault: Callable[[PlacedHall, int], PlacedHall], code: str
) -> None:
    placed = good_hall(name)
    assert codes(fault(placed, inner_stand(placed))) == {code}


@pytest.mark.parametrize("into", [-20, -3, -2])
def test_a_stand_that_steps_into_its_aisle_is_found(into: int) -> None:
    placed = good_hall("by-hand")
    found = audit_hall(shift(placed, inner_stand(placed), 0, into))
    assert {"aisle.too_narrow", "stand.front_blocked"} == {f.code for f in found}
    narrow = next(f for f in found if f.code == "aisle.too_narrow")
    assert narrow.measured == pytest.approx(3000 + into)
    assert narrow.limit == 3000


@pytest.mark.parametrize("along", [-1, 0, 1])
def test_a_millimetre_is_no_fault(along: int) -> None:
    placed = good_hall("by-hand")
    index = inner_stand(placed)
    assert codes(shift(placed, index, along)) == set()
    assert codes(shift(placed, index, 0, along)) == set()


def test_a_block_that_narrows_its_aisle_by_20_mm_is_found() -> None:
    placed = bare(good_hall("by-hand"))
    moved = tuple(
        replace(s, y_mm=s.y_mm + 20) if s.x_mm <= 24_000 and 12_000 <= s.y_mm <= 18_000 else s
        for s in placed.placements
    )
    found = codes(replace(placed, placements=moved))
    assert found == {"aisle.too_narrow", "stand.front_blocked"}


def test_a_narrow_cross_aisle_is_found_where_no_front_looks_on_it() -> None:
    placed = bare(good_hall("by-hand"))
    moved = tuple(
        replace(s, x_mm=s.x_mm + 20, open_sides=("front",)) if s.x_mm <= 24_000
        else replace(s, open_sides=("front",))
        for s in placed.placements
    )  # fmt: skip
    assert codes(replace(placed, placements=moved)) == {"aisle.too_narrow"}


def test_a_stand_in_the_wall_is_found() -> None:
    placed = bare(good_hall("by-hand"))
    walled = tuple(replace(s, x_mm=s.x_mm - 3002, open_sides=("front",)) for s in placed.placements)
    ring = placed.plan.hall.outline
    hall = replace(placed.plan.hall, outline=tuple((max(x, -1), y) for x, y in ring))
    assert codes(replace(with_plan(placed, hall=hall), placements=walled)) >= {"stand.outside_hall"}


@pytest.mark.parametrize(("rule", "high", "found"), [
    ("avoid", 0, True), ("avoid", 2999, True), ("at_back", 1490, True), ("at_back", 1900, False),
    ("inside_ok", 1000, False),
])  # fmt: skip
def test_a_column_in_a_stand_follows_its_rule(rule: str, high: int, *, found: bool) -> None:
    placed = good_hall("by-hand")
    stand = placed.placements[inner_stand(placed)]
    column = Column("c", stand.x_mm + 1500, stand.y_mm + high + 300, 600, 600, rule)  # type: ignore[arg-type]
    assert codes(with_plan(placed, columns=(column,))) == ({"stand.on_column"} if found else set())


def test_a_stand_in_a_lane_hides_the_door() -> None:
    placed = bare(good_hall("by-hand"))
    plug = Placement("s-x", "X1", "crafts", "x", (), 24_000, 0, 90_000, 3000, 3000, ("front",),
                     "shell_scheme")  # fmt: skip
    plug = replace(plug, x_mm=27_000)
    found = codes(replace(placed, placements=(*placed.placements, plug)))
    assert "stand.in_door_lane" in found


def test_a_stand_on_a_zone_and_in_a_main_aisle_is_found() -> None:
    placed = good_hall("by-hand")
    stand = placed.placements[inner_stand(placed)]
    x, y = stand.x_mm, stand.y_mm
    zone = Zone("z", "rest", ((x, y), (x + 500, y), (x + 500, y + 500), (x, y + 500)))
    assert codes(with_plan(placed, zones=(zone,))) == {"stand.in_zone"}
    axis = Axis("a", ((25_500, 0), (25_500, 30_000)), 3000)
    assert codes(with_plan(placed, axes=(axis,))) == set()
    wide = replace(axis, width_mm=3010)
    assert codes(with_plan(placed, axes=(wide,))) == {"stand.in_axis"}


def test_a_hidden_front_is_found() -> None:
    placed = good_hall("by-hand")
    index = inner_stand(placed)
    stand = placed.placements[index]
    turned = change(placed, index, x_mm=stand.x_mm + 3000, y_mm=stand.y_mm + 3000,
                    rotation_mdeg=180_000)  # fmt: skip
    assert codes(turned) == {"stand.front_blocked"}


def test_a_cut_off_pocket_is_found() -> None:
    """Two walls of stands from side to side leave fronts between them that nobody reaches."""
    row = [Placement(f"s-{y}-{i}", f"N{y}-{i}", "crafts", f"e-{y}-{i}", (), x, y, rotation, 3000,
                     3000, ("front",), "shell_scheme")
           for y, rotation, first in ((12_000, 180_000, 3000), (15_000, 0, 0),
                                      (22_000, 180_000, 3000))
           for i, x in enumerate(range(first, first + 51_000, 3000))]  # fmt: skip
    placed = make_hall(good_hall("by-hand").plan, row)
    found = [f for f in audit_hall(placed) if f.code == "aisle.unconnected"]
    assert found
    assert any(len(f.subjects) == 17 for f in found)


def test_a_door_behind_stands_is_found() -> None:
    """The lane is free, but a wall of stands before it leads nowhere."""
    stands = [
        Placement(
            f"s-{i}",
            f"N{i}",
            "crafts",
            f"e-{i}",
            (),
            15_000 + 3000 * i,
            4000,
            180_000,
            3000,
            1000,
            ("front",),
            "shell_scheme",
        )
        for i in range(1, 6)
    ]
    sides = [
        Placement(
            f"t-{i}",
            f"M{i}",
            "crafts",
            f"g-{i}",
            (),
            x,
            y,
            rotation,
            4000,
            1000,
            ("front",),
            "shell_scheme",
        )
        for i, (x, y, rotation) in enumerate(((15_000, 4000, 270_000), (30_000, 0, 90_000)))
    ]
    found = codes(make_hall(good_hall("by-hand").plan, [*stands, *sides]))
    assert "door.unconnected" in found


def test_a_main_aisle_narrower_than_its_rank_is_found() -> None:
    placed = good_hall("by-hand")
    ring = ((24_000, 0), (27_000, 0), (27_000, 30_000), (24_000, 30_000))
    main = Aisle(ring, "main", 3000)
    rest = tuple(
        Aisle(((x, y), (x + w, y), (x + w, y + d), (x, y + d)), "aisle", 3000)
        for x, y, w, d in [
            *((x, y, 24_000, 3000) for x in (0, 27_000) for y in (0, 9000, 18_000, 27_000)),
            *((x, y, 3000, 6000) for x in (0, 48_000) for y in (3000, 12_000, 21_000)),
        ]
    )
    whole = replace(placed, aisles=(main, *rest))
    assert codes(whole) == set()
    assert codes(with_rules(whole, main_aisle_mm=4000)) == {"aisle.below_rank"}
    assert codes(replace(whole, aisles=rest)) == {"aisle.floor_missing"}
    assert codes(replace(whole, aisles=(*whole.aisles, main))) == {"aisle.overlaps"}
    over = replace(main, clear_width_mm=3010)
    assert codes(replace(whole, aisles=(over, *rest))) == {"aisle.width_overstated"}
    wide = replace(main, outline=((23_900, 0), *ring[1:3], (23_900, 30_000)))
    assert codes(replace(whole, aisles=(wide, *rest))) == {"aisle.not_floor"}


def test_walks_are_held_against_both_limits() -> None:
    placed = good_hall("by-hand")
    assert codes(with_rules(placed, max_travel_mm=25_000)) == {"exit.too_far"}
    one_door = with_plan(placed, doors=placed.plan.doors[:1])
    far = with_rules(one_door, max_travel_one_way_mm=30_000)
    assert codes(far) == {"exit.too_far_one_way"}
    assert codes(with_rules(placed, max_travel_one_way_mm=30_000)) == set()
    assert codes(with_rules(placed, max_travel_mm=0)) == set()


def test_exits_are_counted_in_units_of_passage() -> None:
    placed = good_hall("by-hand")
    rules = {"persons_per_m2": 1.0, "exit_unit_mm": 600, "persons_per_unit": 160}
    assert codes(with_rules(placed, **rules)) == set()  # 1530 people: 10 units; 2 x 5
    rules["persons_per_unit"] = 150
    assert codes(with_rules(placed, **rules)) == {"exit.capacity"}
    found = audit_hall(with_rules(placed, **rules, unread=("persons_per_unit",)))
    assert [f.severity for f in found] == ["note"]
    assert codes(with_rules(placed, min_exit_mm=3001)) == set()
    assert codes(with_rules(placed, min_exit_mm=3002)) == {"exit.too_narrow"}


def test_the_french_number_of_exits_is_a_note() -> None:
    placed = with_rules(good_hall("by-hand"), profile="fr-erp-t", persons_per_m2=1.0)
    found = audit_hall(placed)
    assert [(f.code, f.severity, f.measured, f.limit) for f in found] == [
        ("exit.too_few", "note", 2.0, 5.0)
    ]


def comb() -> PlacedHall:
    """Return a hall with two walls of stands from the north, and fronts in between."""
    stands = [Placement(f"s-{k}-{i}", f"N{k}-{i}", "crafts", f"e-{k}-{i}", (), x, y, rotation, 3000,
                        3000, ("front",), "shell_scheme")
              for k, (x, rotation) in enumerate(((18_000, 90_000), (21_000, 270_000)))
              for i, y in enumerate(range(15_000 + 3000 * k, 30_000 + 3000 * k, 3000))]  # fmt: skip
    plan = good_hall("by-hand").plan
    west = Door("west", "exit", (0, 18_000), (0, 21_000), 3000)
    east = Door("east", "exit", (51_000, 21_000), (51_000, 18_000), 3000)
    return make_hall(replace(plan, doors=(plan.doors[0], west, east)), stands)


def test_a_dead_end_is_as_deep_as_its_walk() -> None:
    placed = comb()
    assert codes(placed) == set()
    found = audit_hall(with_rules(placed, max_dead_end_mm=10_000))
    assert [f.code for f in found] == ["aisle.dead_end"]
    assert found[0].measured == pytest.approx(15, abs=1)
    assert codes(with_rules(placed, max_dead_end_mm=16_000)) == set()


def test_there_is_no_choice_of_exits_in_a_dead_end() -> None:
    found = audit_hall(with_rules(comb(), max_travel_one_way_mm=20_000))
    assert [f.code for f in found] == ["exit.too_far_one_way"]
    assert found[0].at_mm is not None
    assert 18_000 < found[0].at_mm[0] < 21_000


@pytest.mark.parametrize("angle", [100, -100])
def test_a_turned_hall_is_measured_as_a_straight_one(angle: int) -> None:
    placed = lay_by_hand(turned=True)
    assert audit_hall(placed) == ()
    stands = list(placed.placements)
    stands[10] = replace(stands[10], rotation_mdeg=stands[10].rotation_mdeg + angle)
    assert "stand.overlaps" in codes(replace(placed, placements=tuple(stands)))


@pytest.mark.parametrize(("x", "codes_found"), [
    (25_500, {"aisle.too_narrow"}),  # in the middle of the cross aisle: 1.2 m on each side
    (24_300, set()),  # at the end of a row
])  # fmt: skip
def test_a_column_in_a_cross_aisle_narrows_it(x: int, codes_found: set[str]) -> None:
    placed = good_hall("by-hand")
    closed = tuple(replace(s, open_sides=("front",)) for s in placed.placements)
    column = Column("c", x, 15_000, 600, 600)
    found = codes(replace(with_plan(placed, columns=(column,)), placements=closed))
    # What is left beside a column at the end of a row is 2.4 m.
    assert found == (codes_found or {"aisle.too_narrow"})


@pytest.mark.parametrize("gap", [700, 1500, 2900])
def test_a_column_in_open_floor_is_passed_on_its_other_side(gap: int) -> None:
    stand = Placement("s-1", "A1", "crafts", "x", (), 20_000, 10_000, 0, 3000, 3000, ("front",),
                      "shell_scheme")  # fmt: skip
    column = Column("c", 21_500, 13_300 + gap, 600, 600)
    plan = replace(good_hall("by-hand").plan, columns=(column,))
    placed = make_hall(plan, [stand])
    assert audit_hall(placed) == ()
    assert check_outside(build_geojson(placed)) == set()
    behind = Placement("s-2", "A2", "crafts", "y", (), 20_000, 13_900 + gap + 2000, 0, 3000, 3000,
                       ("front",), "shell_scheme")  # fmt: skip
    squeezed = make_hall(plan, [stand, behind])
    assert "aisle.too_narrow" in codes(squeezed)
    assert "aisle.too_narrow" in check_outside(build_geojson(squeezed))
