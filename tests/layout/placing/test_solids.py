from __future__ import annotations

import itertools

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from layout.placing.solids import merge_stands

WIDTHS = (2, 3, 4, 6)
Ring = list[tuple[float, float]]


@st.composite
def rows(draw: st.DrawFn) -> list[Ring]:
    """Draw rows of stands back to back with gaps, and some stands that stand askew."""
    rings: list[Ring] = []
    for row in range(draw(st.integers(1, 4))):
        x, y = 0, 3 * row + 4 * (row // 2)
        for width in draw(st.lists(st.sampled_from([*WIDTHS, -1]), max_size=6)):
            if width > 0:
                rings.append([(x, y), (x + width, y), (x + width, y + 3), (x, y + 3)])
            x += abs(width)
    for number in range(draw(st.integers(0, 2))):
        x, y = 40 + 10 * number, 0
        rings.append([(x, y), (x + 4, y + 3), (x + 1, y + 7), (x - 3, y + 4)])
    return draw(st.permutations(rings))


@settings(deadline=None)
@given(rings=rows())
def test_merged_stands_cover_the_same_floor_once_and_neighbours_in_a_row_are_one(
    rings: list[Ring],
) -> None:
    merged = merge_stands(rings)
    plain = [Polygon(ring) for ring in rings]
    assert sum(shape.area for shape in merged) == sum(shape.area for shape in plain)
    assert shapely.union_all(merged).symmetric_difference(shapely.union_all(plain)).area == 0
    again = merge_stands(rings[::-1])
    assert {shape.normalize().wkt for shape in again} == {s.normalize().wkt for s in merged}
    for one, other in itertools.combinations(merged, 2):
        # What shares a whole side along the row is one rectangle together.
        (x0, y0, x1, y1), (u0, v0, u1, v1) = one.bounds, other.bounds
        assert (y0, y1) != (v0, v1) or (x1 != u0 and u1 != x0)
