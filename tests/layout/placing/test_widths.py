from __future__ import annotations

import itertools

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon, affinity, box

from layout.placing.widths import regrown, shrunk

HALL = box(0, 0, 30_000, 24_000)
turns = st.sampled_from([0, 0, 0, 7, 15, 30, 45, 90])
things = st.lists(
    st.tuples(
        st.integers(0, 54), st.integers(0, 42), st.sampled_from([500, 3_000, 6_000, 9_000]), turns
    ),
    min_size=1,
    max_size=12,
)


def capsules(shape: shapely.Geometry, by_mm: float) -> shapely.Geometry:
    """Return what a disc covers with its middle on an edge, plainly: every edge by itself."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    return shapely.union_all(
        [
            LineString(ends).buffer(by_mm, quad_segs=32)
            for ring in rings
            for ends in itertools.pairwise(ring.coords)
        ]
    )


@pytest.mark.parametrize("side_mm", [3_000, 700])
@settings(max_examples=10, deadline=None)
@given(placed=things)
def test_a_disc_sweeps_what_it_covers_around_every_point_that_it_can_be_at(
    side_mm: int, placed: list[tuple[int, int, int, int]]
) -> None:
    shapes: list[Polygon] = [
        affinity.rotate(box(x * 500, y * 500, x * 500 + width, y * 500 + 3_000), turn)
        for x, y, width, turn in placed
    ]
    floor = HALL.difference(shapely.union_all(shapes))
    half = (side_mm - 1) / 2
    core = shrunk(floor, side_mm, square=False)
    plain = floor.difference(capsules(floor, half))
    wide = regrown(core, floor, side_mm, square=False)
    swept = shapely.union(plain, capsules(plain, half))
    for found, right in ((core, plain), (wide, swept)):
        # A polygon of 128 corners lies up to half a millimetre inside its circle.
        assert found.symmetric_difference(right).buffer(-0.5).area < 1.0
