from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from layout.audit.checks import audit_hall
from layout.placing.engine import place_stands
from layout.values import (
    Aisle,
    Column,
    Door,
    Hall,
    PlacedHall,
    Placement,
    Plan,
    Rules,
    Sector,
    StandRequest,
    Zone,
)

HALL = Hall("h", ((0, 0), (40_000, 0), (40_000, 30_000), (0, 30_000)))
DOOR = Door("d", "entrance", (22_000, 0), (18_000, 0), 4000)
PLAN = Plan(
    HALL, (DOOR,), (), (), (Sector("crafts", {}, "#aa3311"),), (),
    Rules("house", 3000, 4000, 60_000),
)  # fmt: skip


@pytest.fixture(scope="module")
def good() -> PlacedHall:
    requests = [StandRequest(f"x-{i}", "crafts", 3000, 3000) for i in range(40)]
    placed = place_stands(PLAN, requests, None)
    assert audit_hall(placed) == ()
    return placed


def codes(placed: PlacedHall) -> set[str]:
    return {finding.code for finding in audit_hall(placed)}


def stand_at(x: int, y: int, rotation: int = 0, name: str = "new", size: int = 3000) -> Placement:
    return Placement(
        f"s-{name}", f"Z-{name}", "crafts", name, (), x, y, rotation, size, 3000, ("front",),
        "shell_scheme",
    )  # fmt: skip


def with_stands(placed: PlacedHall, *stands: Placement) -> PlacedHall:
    return replace(placed, placements=(*placed.placements, *stands))


def empty(*stands: Placement, plan: Plan = PLAN) -> PlacedHall:
    placed = place_stands(plan, [], None)
    return replace(placed, placements=stands, aisles=())


def test_an_overlap_is_found(good: PlacedHall) -> None:
    first = good.placements[0]
    twin = replace(first, stand_id="s-x", number="X1", exhibitor="x", x_mm=first.x_mm + 10)
    assert "stand.overlaps" in codes(with_stands(good, twin))


def test_stands_that_touch_do_not_overlap() -> None:
    assert codes(empty(stand_at(10_000, 10_000), stand_at(13_000, 10_000, name="b"))) == set()


def test_an_overlap_of_two_millimetres_is_found() -> None:
    found = codes(empty(stand_at(10_000, 10_000), stand_at(12_998, 10_000, name="b")))
    assert "stand.overlaps" in found


def test_a_stand_outside_the_hall_is_found() -> None:
    assert "stand.outside_hall" in codes(empty(stand_at(38_000, 10_000)))


@pytest.mark.parametrize(
    ("rule", "y", "found"),
    [
        ("avoid", 12_700, True),
        ("at_back", 12_700, False),
        ("at_back", 10_600, True),
        ("inside_ok", 10_900, False),
    ],
)
def test_columns_in_stands_follow_their_rule(rule: str, y: int, *, found: bool) -> None:
    column = Column("c", 11_500, y, 500, 500, rule)  # type: ignore[arg-type]
    placed = empty(stand_at(10_000, 10_000), plan=replace(PLAN, columns=(column,)))
    assert ("stand.on_column" in codes(placed)) == found


def test_a_stand_in_a_door_lane_is_found() -> None:
    assert "stand.in_door_lane" in codes(empty(stand_at(19_000, 3500)))


def test_a_stand_on_a_zone_is_found() -> None:
    ring = ((30_000, 20_000), (40_000, 20_000), (40_000, 30_000), (30_000, 30_000))
    plan = replace(PLAN, zones=(Zone("z", "cafe", ring),))
    assert "stand.in_zone" in codes(empty(stand_at(28_000, 22_000), plan=plan))


def test_a_front_at_a_wall_is_found() -> None:
    assert "stand.front_blocked" in codes(empty(stand_at(10_000, 1000)))


def test_a_front_against_another_stand_is_found() -> None:
    found = codes(empty(stand_at(10_000, 10_000), stand_at(13_000, 10_000, 180_000, "b")))
    assert "stand.front_blocked" in found


@pytest.mark.parametrize(("gap", "found"), [(2990, True), (3000, False), (2999, False)])
def test_an_aisle_is_measured_to_the_millimetre(gap: int, *, found: bool) -> None:
    row = [stand_at(10_000 + 3000 * i, 10_000, 0, f"a{i}") for i in range(4)]
    facing = [stand_at(13_000 + 3000 * i, 10_000 - gap, 180_000, f"b{i}") for i in range(4)]
    assert ("stand.front_blocked" in codes(empty(*row, *facing))) == found


def test_a_narrow_way_between_backs_is_found() -> None:
    row = [stand_at(10_000 + 3000 * i, 10_000, 0, f"a{i}") for i in range(4)]
    behind = [stand_at(13_000 + 3000 * i, 18_000, 180_000, f"b{i}") for i in range(4)]
    assert codes(empty(*row, *behind)) == {"aisle.too_narrow"}


def test_a_recess_with_one_mouth_is_no_aisle() -> None:
    against_wall = [stand_at(3000, 0 + 27_000, 0, "a"), stand_at(7000, 27_000, 0, "b")]
    assert codes(empty(*against_wall)) == set()


def test_a_walled_off_aisle_is_found() -> None:
    wall = [stand_at(3000 * i, 12_000, 180_000, f"a{i}", 3000) for i in range(1, 14)]
    last = replace(stand_at(40_000, 12_000, 180_000, "z"), width_mm=1000)
    assert "aisle.unconnected" in codes(empty(*wall, last))


def test_a_long_walk_to_the_exit_is_found() -> None:
    plan = replace(PLAN, rules=replace(PLAN.rules, max_travel_mm=25_000))
    findings = audit_hall(empty(plan=plan))
    assert [f.code for f in findings] == ["exit.too_far"]
    assert findings[0].measured is not None
    assert 30 < findings[0].measured < 40


def test_a_hall_with_no_way_out_is_found() -> None:
    plan = replace(PLAN, doors=(replace(DOOR, egress=False),))
    assert codes(empty(plan=plan)) == {"exit.none"}


def test_an_open_side_without_an_aisle_is_found() -> None:
    left = replace(stand_at(10_000, 10_000), open_sides=("front", "right"))
    assert codes(empty(left, stand_at(13_000, 10_000, name="b"))) == {"stand.side_not_open"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda stand: replace(stand, number="Z-b"), "stand.number_twice"),
        (lambda stand: replace(stand, stand_id="s-b"), "stand.id_twice"),
        (lambda stand: replace(stand, exhibitor="b"), "stand.exhibitor_twice"),
    ],
)
def test_labels_are_used_once(change: Callable[[Placement], Placement], code: str) -> None:
    stands = change(stand_at(10_000, 10_000)), stand_at(13_000, 10_000, name="b")
    assert codes(empty(*stands)) == {code}


def test_an_aisle_that_runs_through_a_stand_is_found() -> None:
    placed = empty(stand_at(10_000, 10_000))
    wrong = Aisle(((9000, 9000), (14_000, 9000), (14_000, 14_000), (9000, 14_000)), "aisle", 3000)
    assert "aisle.not_floor" in codes(replace(placed, aisles=(wrong,)))


def test_an_aisle_that_says_more_than_it_has_is_found() -> None:
    wrong = Aisle(((0, 10_000), (30_000, 10_000), (30_000, 13_000), (0, 13_000)), "aisle", 3500)
    row = [stand_at(1000 + 3000 * i, 13_000, 0, f"a{i}") for i in range(9)]
    facing = [stand_at(4000 + 3000 * i, 10_000, 180_000, f"b{i}") for i in range(9)]
    found = codes(replace(empty(*row, *facing), aisles=(wrong,)))
    assert "aisle.width_overstated" in found
