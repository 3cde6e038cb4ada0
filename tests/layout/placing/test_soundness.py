from __future__ import annotations

import math
from dataclasses import replace

import random_halls
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from layout.audit.checks import audit_hall
from layout.placing.floor import build_floor
from layout.placing.slots import Slot
from layout.placing.soundness import drop_unsound
from layout.values import (
    Column,
    ColumnRule,
    Door,
    Hall,
    LayoutReport,
    PlacedHall,
    Placement,
    Plan,
    Rules,
)

NONE = LayoutReport(0, 0, 0.0, 0.0, 0.0, 0.0, "", {})


def hall_with(slots: list[Slot] | tuple[Slot, ...], plan: Plan) -> PlacedHall:
    stands = tuple(
        Placement(
            f"id-{i}", str(i), "s", f"x-{i}", (), s.x, s.y, s.rotation_mdeg, s.width, s.depth,
            ("front",), "shell_scheme",
        )
        for i, s in enumerate(slots)
    )  # fmt: skip
    return PlacedHall(plan, stands, (), (), NONE, "")


def errors_of(slots: list[Slot] | tuple[Slot, ...], plan: Plan) -> set[str]:
    found = audit_hall(hall_with(slots, plan))
    return {f.code for f in found if f.severity == "error" and not f.code.startswith("exit.")}


def plan_with(*columns: Column) -> Plan:
    hall = Hall("h", ((0, 0), (20_000, 0), (20_000, 20_000), (0, 20_000)))
    doors = (Door("main", "entrance", (12_000, 0), (8_000, 0), 3_000),)
    return Plan(hall, doors, columns, (), (), (), Rules("house", 3_000, 3_000, 0))


def slot(x: int, y: int, rotation: int = 0, width: int = 3_000, depth: int = 3_000) -> Slot:
    return Slot(x, y, rotation * 1_000, width, depth, "s", 0, 0)


def kept(slots: list[Slot], plan: Plan) -> int:
    """Return how many of the slots stay; guard and checker say alike whether all are sound."""
    rest = drop_unsound(slots, build_floor(plan).walk, plan)
    assert not errors_of(rest, plan)
    assert (len(rest) == len(slots)) == (not errors_of(slots, plan))
    return len(rest)


def test_a_column_in_the_way_between_two_stands_makes_it_a_neck() -> None:
    pair = [slot(5_000, 6_000), slot(11_000, 6_000)]
    assert kept(pair, plan_with()) == 2
    assert kept(pair, plan_with(Column("c", 9_500, 7_500, 500, 500))) == 1


def test_a_column_in_the_edge_of_a_wide_floor_is_passed_on_its_other_side() -> None:
    assert kept([slot(5_000, 6_000)], plan_with(Column("c", 9_500, 7_500, 500, 500))) == 1


def test_a_new_column_in_a_gap_through_a_row_makes_two_narrow_ways_or_none() -> None:
    # Three metres through a row with a column in the middle: 1.3 m on each side are no way.
    column = Column("c", 9_500, 7_500, 400, 400)
    row = [slot(3_000, 6_000, width=5_000), slot(11_000, 6_000, width=5_000)]
    assert kept(row, plan_with(column)) == 1
    # A stand behind closes the gap: a recess with one mouth is no way.
    behind = slot(14_000, 12_000, 180, width=8_000)
    assert kept([*row, behind], plan_with(column)) == 3


def test_a_column_in_a_stand_is_an_edge_like_any_other() -> None:
    # Two corners 0.85 m apart: where all edges run in two directions the aisles on both sides
    # are wide. The column's do not, whatever it stands in, and then a disc must pass.
    half = math.sqrt(0.5)

    def turned(u: int, v: int) -> tuple[int, int]:
        return round((u - v) * half), round((u + v) * half)

    ring = tuple(turned(*corner) for corner in ((0, 0), (28_000, 0), (28_000, 28_000), (0, 28_000)))
    door = Door("main", "entrance", turned(16_000, 0), turned(12_000, 0), 3_000)
    bare = replace(plan_with(), hall=Hall("h", ring), doors=(door,))
    pair = [slot(*turned(6_000, 9_000), 45), slot(*turned(12_600, 15_600), 225)]
    column = Column("c", *turned(11_100, 14_100), 500, 500, "inside_ok")
    assert kept(pair, bare) == 2
    assert kept(pair, replace(bare, columns=(column,))) == 1


def test_a_column_stands_in_the_back_half_only_where_its_rule_says_so() -> None:
    rules: list[tuple[ColumnRule, int, int]] = [
        ("at_back", 8_400, 1), ("at_back", 6_600, 0), ("avoid", 8_400, 0), ("inside_ok", 6_600, 1),
    ]  # fmt: skip
    for rule, y, count in rules:
        assert kept([slot(6_000, 6_000)], plan_with(Column("c", 7_500, y, 400, 400, rule))) == count


def test_a_stand_that_nobody_may_move_stays_and_the_other_one_goes() -> None:
    plan = plan_with()
    pair = [slot(5_000, 6_000), slot(9_000, 6_000)]
    walk = build_floor(plan).walk
    assert drop_unsound(pair, walk, plan, frozenset({0})) == (pair[0],)
    assert drop_unsound(pair, walk, plan, frozenset({1})) == (pair[1],)


@st.composite
def scattered(draw: st.DrawFn) -> tuple[Plan, list[Slot]]:
    """Draw a random hall with stands thrown onto it, most of them on half metres."""
    plan = draw(random_halls.halls(turns=(0,)))
    xs, ys = zip(*plan.hall.outline, strict=True)
    place = st.tuples(
        st.integers(0, max(xs) // 500), st.integers(0, max(ys) // 500), st.integers(0, 3),
        st.sampled_from([2_000, 3_000, 6_000]), st.sampled_from([2_000, 3_000]),
    )  # fmt: skip
    drawn = draw(st.lists(place, min_size=2, max_size=30, unique=True))
    return plan, [slot(x * 500, y * 500, 90 * turn, w, d) for x, y, turn, w, d in drawn]


def check_scattered(count: int, seed_: int) -> None:
    @seed(seed_)
    @settings(
        max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(scattered())
    def run(case: tuple[Plan, list[Slot]]) -> None:
        plan, slots = case
        rest = drop_unsound(slots, build_floor(plan).walk, plan)
        if rest:  # a bare hall's own faults are its own
            assert errors_of(rest, plan) <= errors_of([], plan)

    run()


def test_what_the_guard_leaves_of_stands_thrown_anywhere_the_checker_finds_right() -> None:
    check_scattered(60, 0)
