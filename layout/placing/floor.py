"""The floor of a plan as polygons: where visitors walk and where stands may stand.

All in millimetres, in the frame of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from layout.recall import recalled
from layout.rows.ground import column_shape, lane_shape
from layout.values import Plan, Zone

Geometry: TypeAlias = BaseGeometry
Bounds = tuple[float, float, float, float]
MITRE_LIMIT = 10.0


def widen(shape: Geometry, by_mm: float) -> Geometry:
    """Return the shape grown (or shrunk) with square corners."""
    return shape.buffer(by_mm, join_style="mitre", mitre_limit=MITRE_LIMIT)


def hall_shape(plan: Plan) -> Polygon:
    """Return the floor inside the walls in mm, holes left out."""
    return Polygon(plan.hall.outline, plan.hall.holes)


def union(shapes: Iterable[Polygon]) -> Geometry:
    """Return the union; for tens of shapes, not thousands (it takes seconds at 26,000)."""
    return shapely.union_all(list(shapes))


@dataclass(frozen=True, slots=True)
class Floor:
    """`walk`: hall less columns and closed zones. `stands`: where stands may stand.

    `back_columns` (x0, y0, x1, y1) may lie in
    the back half of a stand. `room` is the hall less all zones.
    """

    hall: Polygon
    walk: Geometry
    stands: Geometry
    room: Geometry
    back_columns: tuple[Bounds, ...]

    def without(self, taken: Sequence[tuple[Polygon, Polygon]]) -> Floor:
        """Return the floor less stands that stand already, each with the lane at its front."""
        if not taken:
            return self
        stands = union(stand for stand, _ in taken)
        kept = union([*(lane for _, lane in taken), stands])
        return replace(self, walk=self.walk.difference(stands), stands=self.stands.difference(kept))


@recalled
def walkable_hall(plan: Plan) -> Geometry:
    """Return the floor inside the walls less the zones that visitors may not enter."""
    closed = union(Polygon(zone.outline) for zone in plan.zones if not zone.walkable)
    return hall_shape(plan).difference(closed)


@recalled
def build_floor(plan: Plan) -> Floor:
    """Return the floor of a plan.

    Around every zone an aisle's width stays free, so that each can be reached; door lanes
    are at least as wide as an aisle.
    """
    hall, aisle = hall_shape(plan), plan.rules.aisle_mm
    kept = [zone for zone in plan.zones if not zone.stands_allowed]
    closed = [Polygon(zone.outline) for zone in plan.zones if not zone.walkable]
    columns = [column_shape(c) for c in plan.columns]
    hard = [s for c, s in zip(plan.columns, columns, strict=True) if c.rule == "avoid"]
    backed = [s for c, s in zip(plan.columns, columns, strict=True) if c.rule == "at_back"]
    lanes = [lane_shape(door, aisle) for door in plan.doors]
    margins = [widen(Polygon(zone.outline), aisle if _is_used(zone) else 0) for zone in kept]
    walk = hall.difference(union([*closed, *columns]))
    stands = hall.difference(union([*margins, *lanes, *hard]))
    room = hall.difference(union(Polygon(zone.outline) for zone in kept))
    return Floor(hall, walk, stands, room, tuple(shape.bounds for shape in backed))


def _is_used(zone: Zone) -> bool:
    return zone.kind != "keep_out"
