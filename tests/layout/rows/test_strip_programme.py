"""The dynamic programme over rows is exact: compared with trying everything."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box, union_all

from layout.rows.kinds import Regions, measure_row
from layout.rows.region import cut_region, join, less, meet
from layout.rows.strips import Strips, climb_strips, row_levels, tabulate_rows
from layout.rows.values import RowRules

UNIT = 1000
RULES = RowRules(depth=UNIT, unit=UNIT, aisle=UNIT, cross=UNIT, main=UNIT, block=6000)
CELLS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 7)), max_size=4, unique=True
)  # fmt: skip


def regions_with(cells: list[tuple[int, int]]) -> Regions:
    """A room of 6 x 8 units with a cross aisle at its left; cells are closed."""
    room = box(0, 0, 7 * UNIT, 8 * UNIT)
    closed = [box((x + 1) * UNIT, y * UNIT, (x + 2) * UNIT, (y + 1) * UNIT) for x, y in cells]
    walk = room.difference(union_all(closed)) if closed else room
    stands = walk.intersection(box(UNIT, 0, 7 * UNIT, 8 * UNIT))
    region = cut_region(stands)
    return Regions(cut_region(walk), region, region)


def try_everything(regions: Regions) -> int:
    """The most stands in the strip by recursion over whole units, written anew."""

    def worth(y: int, back: str, *, up: bool) -> int:
        pieces = measure_row(regions, y, UNIT, UNIT, up=up)[back]  # type: ignore[index]
        return sum(
            (p.end - p.start) // UNIT for p in pieces if p.aisle_start <= 0 and p.end - p.start
        )

    @cache
    def best(y: int, below: str) -> int:
        top = 8 * UNIT
        if y > top:
            return -(10**6)
        if y == top:
            return 0 if below in {"aisle", "wall"} else -(10**6)
        options = []
        if below in {"aisle", "wall"}:
            options.append(best(y + UNIT, below))
        if below in {"front", "wall"}:
            options.append(best(y + UNIT, "aisle"))
        if below == "aisle":
            options.append(worth(y, "full", up=False) + best(y + UNIT, "back"))
            options.append(worth(y, "flush", up=False) + best(y + UNIT, "wall"))
            options.append(worth(y, "wide", up=False) + best(y + 2 * UNIT, "aisle"))
        ways = {"back": "full", "wall": "flush", "aisle": "wide"}
        if below in ways:
            options.append(worth(y, ways[below], up=True) + best(y + UNIT, "front"))
        return max(options)

    return max(best(0, "aisle"), best(0, "wall"))


@given(CELLS)
@settings(max_examples=60, deadline=None)
def test_the_programme_finds_what_trying_everything_finds(cells: list[tuple[int, int]]) -> None:
    regions = regions_with(cells)
    table = tabulate_rows(regions, RULES, row_levels(regions, RULES, 1000, slanted=False))
    strips = Strips(
        np.array([0, UNIT, 7 * UNIT]),
        np.array([1]),
        np.array([2]),
        np.array([0]),
        np.array([1 << 40]),
    )
    assert climb_strips(table, strips, UNIT).tolist() == [try_everything(regions)]


STRETCHES = st.lists(st.integers(0, 60), max_size=10, unique=True).map(
    lambda ends: tuple(zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False))
)


@given(STRETCHES, STRETCHES)
@settings(max_examples=80, deadline=None)
def test_stretches_are_sets_of_numbers(
    first: tuple[tuple[int, int], ...], second: tuple[tuple[int, int], ...]
) -> None:
    def inside(stretches: tuple[tuple[int, int], ...]) -> set[int]:
        return {n for low, high in stretches for n in range(low, high)}

    assert inside(meet(first, second)) == inside(first) & inside(second)
    assert inside(less(first, second)) == inside(first) - inside(second)
    assert inside(join(first, second)) == inside(first) | inside(second)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=8), st.integers(0, 8))
@settings(max_examples=60, deadline=None)
def test_a_band_is_free_where_no_obstacle_reaches_into_it(
    cells: list[tuple[int, int]], low: int
) -> None:
    closed = [box(x * 10, y * 10, x * 10 + 10, y * 10 + 10) for x, y in cells]
    shape = box(0, 0, 100, 100).difference(union_all(closed)) if closed else box(0, 0, 100, 100)
    free = cut_region(shape).free(low * 10, low * 10 + 20)
    blocked = {x for x, y in cells if y in {low, low + 1}}
    expected = {x for x in range(10) if x not in blocked}
    assert {x for x in range(10) if any(a <= x * 10 and x * 10 + 10 <= b for a, b in free)} == (
        expected
    )
