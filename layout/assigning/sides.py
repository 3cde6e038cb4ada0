"""Which sides of a stand are open: an aisle's width of free floor along all of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import Polygon, STRtree

from layout.assigning.pinning import side_strip
from layout.placing.floor import hall_shape, union
from layout.values import SIDES, Placement, Plan, Side, stand_corners

_SHY_MM = 2.0  # strips end this far short of their corners, so that neighbours only touch


def measure_open_sides(plan: Plan, placements: Sequence[Placement]) -> list[tuple[Side, ...]]:
    """Return for each stand the sides with an aisle's width of free floor along all of it."""
    if not placements:
        return []
    closed = union(Polygon(zone.outline) for zone in plan.zones if not zone.walkable)
    floor = hall_shape(plan).difference(closed).buffer(1.0, join_style="mitre")
    shapely.prepare(floor)
    shapes = _polygons([stand_corners(stand) for stand in placements])
    depth = plan.rules.aisle_mm
    strips = _polygons(
        [side_strip(stand, side, depth, _SHY_MM) for stand in placements for side in SIDES]
    )
    free = shapely.covers(floor, strips)
    hit = {int(index) for index in STRtree(shapes).query(strips, predicate="intersects")[0]}
    return [
        tuple(
            side
            for number, side in enumerate(SIDES)
            if free[4 * index + number] and 4 * index + number not in hit
        )
        for index in range(len(placements))
    ]


def _polygons(rings: Sequence[Sequence[tuple[float, float]]]) -> list[Polygon]:
    """Return many four-cornered polygons at once (one by one takes ten times as long)."""
    return list(shapely.polygons(np.asarray(rings, dtype=np.float64)))
