"""The bound for rows: no pattern of rows beats it; where nothing is in the way it is reached."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from gate_halls import make_hall
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.gates.lines import LineFloor, count_on_line
from layout.gates.rows import StandSize, cut_lines, most_in_rows
from layout.rows.ground import build_ground
from layout.rows.search import solve_direction
from layout.rows.values import RowRules
from layout.values import Plan

SQUARE = StandSize(3_000, 3_000)


@pytest.mark.parametrize(
    ("length", "most"), [(6, 1), (8, 1), (9, 2), (15, 3), (18, 4), (45, 10), (50, 10), (51, 11)]
)
def test_a_free_line_holds_pairs_that_share_an_aisle(length: int, most: int) -> None:
    floor = LineFloor([(0, length)], [(0, length)])
    assert count_on_line(floor, 3, 3) == most


def test_a_door_lane_at_an_end_serves_as_aisle() -> None:
    assert count_on_line(LineFloor([(3, 6)], [(0, 6)]), 3, 3) == 1
    assert count_on_line(LineFloor([(3, 9)], [(0, 12)]), 3, 3) == 2


def test_a_column_on_a_line_is_neither_stand_nor_aisle() -> None:
    free = [(0.0, 5.0), (5.6, 11.0)]
    assert count_on_line(LineFloor(free, free), 3, 3) == 0


@given(
    st.lists(st.integers(0, 40), min_size=2, max_size=8, unique=True),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_the_count_on_a_line_is_the_best_of_all_ways(
    cuts: list[int], depth: int, aisle: int
) -> None:
    marks = sorted(cuts)
    free = [(float(a), float(b)) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    assert count_on_line(LineFloor(free, free), depth, aisle) == _try_all(free, depth, aisle)


def _try_all(free: list[tuple[float, float]], depth: int, aisle: int) -> int:
    """Walk the line cell by cell: all sequences of stands and aisles on whole numbers."""
    size = 41 + depth + aisle
    cells = [any(a <= cell < b for a, b in free) for cell in range(size)]

    def clear(start: int, length: int) -> bool:
        return start >= 0 and all(cells[start : start + length]) and start + length <= size

    # best[at][aisle cells just below] would do; stands facing down look back, up look ahead.
    best: dict[tuple[int, int], int] = {(0, 0): 0}
    top = 0
    for at in range(size):
        for run in range(aisle + 1):
            count = best.get((at, run))
            if count is None:
                continue
            top = max(top, count)
            steps = [(at + 1, min(run + 1, aisle) if clear(at, 1) else 0, count)]
            if run == aisle and clear(at, depth):
                steps.append((at + depth, 0, count + 1))
            if clear(at, depth + aisle):
                steps.append((at + depth + aisle, aisle, count + 1))
            for place, free_run, value in steps:
                key = (place, free_run)
                best[key] = max(best.get(key, 0), value)
    return top


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=9))
def test_a_line_through_any_region_is_cut_as_long_as_it_is(points: list[tuple[int, int]]) -> None:
    region = shapely.convex_hull(shapely.MultiPoint(points)).difference(shapely.box(8, 8, 14, 21))
    if region.geom_type not in {"Polygon", "MultiPolygon"} or region.is_empty:
        return
    for x in (3.5, 9.25, 14.75):
        told = sum(high - low for low, high in cut_lines(region, [x])[0])
        line = shapely.LineString([(x, -1), (x, 31)])
        assert told == pytest.approx(region.intersection(line).length, abs=0.01)


def row_rules(plan: Plan, size: StandSize) -> RowRules:
    rules = plan.rules
    return RowRules(
        size.depth_mm,
        size.front_mm,
        rules.aisle_mm,
        rules.cross_mm,
        rules.aisle_mm,
        rules.max_block_mm,
    )


@pytest.mark.parametrize("turn", [0, 90_000])
@pytest.mark.parametrize("sides", [(60, 40), (80, 50), (45, 33)])
def test_no_pattern_of_rows_beats_the_bound(sides: tuple[int, int], turn: int) -> None:
    plan = make_hall(*sides)
    found = solve_direction(build_ground(plan), row_rules(plan, SQUARE), turn).count(3_000)
    assert 0 < found <= most_in_rows(plan, SQUARE, [turn])


@settings(max_examples=15, deadline=None)
@given(
    st.integers(14, 40), st.integers(12, 40), st.sampled_from([2_000, 2_500, 3_000]),
    st.sampled_from([(3_000, 3_000), (2_000, 3_000), (3_000, 2_000)]), st.integers(0, 1),
)  # fmt: skip
def test_no_pattern_beats_the_bound_in_any_hall(
    width: int, depth: int, aisle: int, size: tuple[int, int], pillars: int
) -> None:
    plan = make_hall(width, depth, aisle, columns=pillars > 0)
    stand = StandSize(*size)
    for turn in (0, 90_000):
        found = solve_direction(build_ground(plan), row_rules(plan, stand), turn).count(size[0])
        assert found <= most_in_rows(plan, stand, [turn])


def test_in_an_empty_hall_the_bound_is_reached() -> None:
    plan = make_hall(60, 45, doors=False, columns=False)
    found = solve_direction(build_ground(plan), row_rules(plan, SQUARE), 0).count(3_000)
    assert found == most_in_rows(plan, SQUARE, [0])


def test_a_longer_block_never_lowers_the_bound() -> None:
    plan = make_hall(80, 50)
    long = replace(plan, rules=replace(plan.rules, max_block_mm=60_000))
    assert most_in_rows(plan, SQUARE) <= most_in_rows(long, SQUARE)
