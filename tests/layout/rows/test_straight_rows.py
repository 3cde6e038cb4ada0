"""No straight rows hold more than the bound says, and it is no looser than it need be."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box, union_all

from layout.rows.ground import Ground, make_ground
from layout.rows.search import solve_direction
from layout.rows.straight import most_in_straight_rows
from layout.rows.values import RowRules

RULES = RowRules(depth=3000, unit=3000, aisle=3000, cross=3000, main=0, block=30_000)
METRE = 1000
CELL = RowRules(depth=METRE, unit=METRE, aisle=METRE, cross=METRE, main=0, block=4 * METRE)
DIRECTIONS = (0, 90_000)
Box = tuple[int, int, int, int]


def ground_of(hall: Polygon, columns: list[Box], lanes: list[Box] | None = None) -> Ground:
    """A hall with columns, and lanes of doors where no stand may be."""
    walk = hall.difference(union_all([box(*column) for column in columns]))
    return make_ground(hall, walk.difference(union_all([box(*lane) for lane in lanes or ()])), walk)


def test_two_rows_at_an_aisle_and_a_column_in_it() -> None:
    room = box(0, 0, 21_000, 9000)
    assert most_in_straight_rows(ground_of(room, []), RULES) == 14
    column = (10_200, 4200, 10_800, 4800)
    assert most_in_straight_rows(ground_of(room, [column]), RULES, (0,)) == 12


def test_it_does_not_matter_where_the_plan_has_its_origin() -> None:
    room, column = box(1013, -2007, 22_013, 6993), (11_213, 2193, 11_813, 2793)
    assert most_in_straight_rows(ground_of(room, []), RULES) == 14
    assert most_in_straight_rows(ground_of(room, [column]), RULES, (0,)) == 12


def test_a_column_between_two_backs_costs_no_stand_where_it_fits_in_a_slit() -> None:
    column = (10_200, 6000, 10_800, 6600)
    for depth, most in ((12_600, 14), (12_500, 13)):
        ground = ground_of(box(0, 0, 21_000, depth), [column])
        assert most_in_straight_rows(ground, RULES, (0,)) == most


def test_what_lies_behind_a_row_is_not_asked() -> None:
    """Lanes keep the row 1 m from its wall, too near for an aisle behind it."""
    hall, lanes = box(0, 0, 30_000, 7000), [(0, 0, 30_000, 1000), (0, 6000, 30_000, 7000)]
    assert most_in_straight_rows(ground_of(hall, [], lanes), RULES, (0,)) == 10


@pytest.mark.parametrize(
    ("hall", "rules"),
    [
        (Polygon([(0, 0), (21_000, 0), (21_000, 9000), (0, 14_000)]), RULES),
        (Polygon([(0, 0), (21_000, 0), (21_000, 9000), (300, 9000), (0, 8700)]), RULES),
        (box(0, 0, 21_000, 9000), replace(RULES, aisle=2999)),
    ],
)
def test_nothing_is_said_where_the_levels_would_not_be_all(hall: Polygon, rules: RowRules) -> None:
    assert most_in_straight_rows(ground_of(hall, []), rules) is None


def test_the_prototype_counted_more_than_its_kind_can_hold() -> None:
    """The hall of 80 x 50 m of the capacity study, for which 252 stands were counted."""
    wide, high = 80_000, 50_000
    columns = [
        (x - 300, y - 300, x + 300, y + 300)
        for x in range(20_000, wide, 20_000)
        for y in range(18_000, high, 18_000)
    ]
    lanes: list[Box] = []
    for m in range(12_500, wide, 25_000):
        lanes += [(m - 1500, 0, m + 1500, 3000), (m - 1500, high - 3000, m + 1500, high)]
    for m in range(12_500, high, 25_000):
        lanes += [(0, m - 1500, 3000, m + 1500), (wide - 3000, m - 1500, wide, m + 1500)]
    ground = ground_of(box(0, 0, wide, high), columns, lanes)
    most = most_in_straight_rows(ground, RULES)
    assert most is not None
    assert best_rows(ground, RULES) <= most < 252


def best_rows(ground: Ground, rules: RowRules) -> int:
    """The best rows that the engine lays out in one direction, mended by nothing."""
    return max(solve_direction(ground, rules, turn).count(rules.unit) for turn in DIRECTIONS)


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    wide, high = (draw(st.integers(20, 70)) * 500 for _ in range(2))
    places = st.tuples(st.integers(0, wide // 100), st.integers(0, high // 100))
    columns = [
        (100 * x, 100 * y, 100 * x + 600, 100 * y + 600)
        for x, y in draw(st.lists(places, max_size=6))
    ]
    return ground_of(box(0, 0, wide, high), columns)


@given(grounds(), st.sampled_from([2000, 2500, 3000]), st.sampled_from([2000, 3000]))
@settings(max_examples=25, deadline=None)
def test_no_rows_of_the_engine_exceed_it(ground: Ground, aisle: int, unit: int) -> None:
    rules = replace(RULES, aisle=aisle, cross=aisle, unit=unit)
    most = most_in_straight_rows(ground, rules, DIRECTIONS)
    assert most is not None
    assert best_rows(ground, rules) <= most


WIDE, HIGH = 6, 5
CELLS = st.lists(st.tuples(st.integers(0, WIDE - 1), st.integers(0, HIGH - 1)), max_size=4)


@given(CELLS)
@settings(max_examples=30, deadline=None)
def test_no_rows_by_squares_exceed_it(closed: list[tuple[int, int]]) -> None:
    """Every way to fill a small room whose stands, aisles and columns are squares of a metre."""
    room = box(0, 0, WIDE * METRE, HIGH * METRE)
    columns = [(x * METRE, y * METRE, (x + 1) * METRE, (y + 1) * METRE) for x, y in closed]
    most = most_in_straight_rows(ground_of(room, columns), CELL, (0,))
    assert most is not None
    assert try_everything(set(closed)) <= most


def try_everything(closed: set[tuple[int, int]]) -> int:
    """The most stands in strips of at most four squares between upright aisles of one."""

    @cache
    def best_from(x: int) -> int:
        if x >= WIDE:
            return 0
        ends = range(x + 1, min(x + 4, WIDE) + 1)
        return max(best_from(x + 1), *(best_strip(x, end) + best_from(end + 1) for end in ends))

    def best_strip(start: int, end: int) -> int:
        rows = product((None, "up", "down"), repeat=HIGH)
        return max(count_strip(start, end, facing) for facing in rows)

    def count_strip(start: int, end: int, facing: tuple[str | None, ...]) -> int:
        count = 0
        for y, way in enumerate(facing):
            if way is None:
                continue
            front = y + 1 if way == "up" else y - 1
            if not 0 <= front < HIGH or facing[front] is not None:
                return 0
            count += sum(
                (x, y) not in closed and (x, front) not in closed for x in range(start, end)
            )
        return count

    return best_from(0)
