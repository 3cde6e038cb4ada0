"""Which sides of a stand are open: an aisle's width of free floor along all of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import STRtree

from layout.assigning.outlines import corner_array, strip_array
from layout.placing.floor import Geometry, walkable_hall
from layout.recall import recalled
from layout.values import SIDES, Placement, Plan, Side

_STARTS = {"front": 0, "right": 1, "back": 2, "left": 3}  # corners that sides start at
# Strips are so much smaller at each edge: whole millimetres are told, and 1 mm is borne.
_SHY_MM: dict[Side, float] = {"front": 2.0, "left": 0.95, "right": 0.95, "back": 0.95}
_HAIR_MM = 0.01


@recalled
def _inside(plan: Plan) -> Geometry:
    """Return the floor one may walk on, a hair larger."""
    floor = walkable_hall(plan).buffer(_HAIR_MM, join_style="mitre")
    shapely.prepare(floor)
    return floor


def measure_open_sides(plan: Plan, stands: Sequence[Placement]) -> list[tuple[Side, ...]]:
    """Return for each stand the sides with an aisle's width of free floor along all of it."""
    if not stands:
        return []
    floor = _inside(plan)
    depth = plan.rules.aisle_mm
    corners = corner_array(stands)
    strips = shapely.polygons(
        np.stack(
            [strip_array(corners, _STARTS[side], depth, _SHY_MM[side]) for side in SIDES], axis=1
        )
    ).ravel()
    free = np.ones(len(strips), dtype=bool)
    free[STRtree(shapely.polygons(corners)).query(strips, predicate="intersects")[0]] = False
    free[free] = shapely.covers(floor, strips[free])
    return [
        tuple(side for side, is_open in zip(SIDES, row, strict=True) if is_open)
        for row in free.reshape(-1, len(SIDES)).tolist()
    ]
