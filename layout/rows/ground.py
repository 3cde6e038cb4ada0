"""The ground of a plan: where stands may stand and where visitors walk.

All in millimetres in the frame of the plan. Around every zone in use an aisle's width stays
free, door lanes are at least an aisle wide, main aisles that the organiser drew stay free.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import shapely
from shapely import LineString, Polygon, box

from layout.rows.frame import Geometry
from layout.values import Column, Door, Plan

MITRE_LIMIT = 10.0


@dataclass(frozen=True, slots=True)
class Ground:
    """`walk`: hall less columns and closed zones. `stands`: where stands may stand.

    `fronts` is `stands` less the columns that may lie in the back half of a stand only.
    `mains` are main aisles that stay free; `doors` the lines of the ways out.
    """

    hall: Polygon
    walk: Geometry
    stands: Geometry
    fronts: Geometry
    mains: tuple[Polygon, ...] = ()
    doors: tuple[LineString, ...] = ()


def build_ground(plan: Plan) -> Ground:
    """Return the ground of a plan."""
    hall, aisle = Polygon(plan.hall.outline, plan.hall.holes), plan.rules.aisle_mm
    kept = [zone for zone in plan.zones if not zone.stands_allowed]
    closed = [Polygon(zone.outline) for zone in plan.zones if not zone.walkable]
    columns = [(column.rule, column_shape(column)) for column in plan.columns]
    margins = [
        widen(Polygon(zone.outline), 0 if zone.kind == "keep_out" else aisle) for zone in kept
    ]
    lanes = [lane_shape(door, aisle) for door in plan.doors]
    mains = tuple(
        LineString(axis.points).buffer(axis.width_mm / 2, cap_style="flat", join_style="mitre")
        for axis in plan.axes
    )
    hard = [shape for rule, shape in columns if rule == "avoid"]
    backed = [shape for rule, shape in columns if rule == "at_back"]
    stands = hall.difference(union([*margins, *lanes, *hard, *mains]))
    return Ground(
        hall,
        hall.difference(union([*closed, *(shape for _, shape in columns)])),
        stands,
        stands.difference(union(backed)) if backed else stands,
        mains,
        tuple(LineString([door.a, door.b]) for door in plan.doors if door.egress),
    )


def make_ground(hall: Polygon, stands: Geometry, walk: Geometry) -> Ground:
    """Return the ground of regions that somebody else has cut, with every way out anywhere."""
    return Ground(hall, walk, stands, stands)


def widen(shape: Geometry, by_mm: float) -> Geometry:
    """Return the shape grown (or shrunk) with square corners."""
    return shape.buffer(by_mm, join_style="mitre", mitre_limit=MITRE_LIMIT)


def areas(shape: Geometry) -> Geometry:
    """Return a shape without lines and points, which an overlay may leave but does not take."""
    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.area(parts) > 0])


def union(shapes: Iterable[Geometry]) -> Geometry:
    """Return the union; for hundreds of shapes, not tens of thousands."""
    return shapely.union_all(list(shapes))


def column_shape(column: Column) -> Polygon:
    """Return a column's outline in mm."""
    x, y, w, d = column.x_mm, column.y_mm, column.width_mm / 2, column.depth_mm / 2
    return box(x - w, y - d, x + w, y + d)


def lane_shape(door: Door, width_mm: float) -> Polygon:
    """Return the floor before a door: `width_mm` wide (or the door's), `clear_depth` deep."""
    (ax, ay), (bx, by) = door.a, door.b
    length = max(door.width_mm, 1)
    u = ((bx - ax) / length, (by - ay) / length)
    inward = (u[1], -u[0])  # a to b runs to the right of someone looking out
    half, depth = max(width_mm, length) / 2, door.clear_depth_mm
    cx, cy = (ax + bx) / 2, (ay + by) / 2
    corners = [(cx - u[0] * half, cy - u[1] * half), (cx + u[0] * half, cy + u[1] * half)]
    far = [(x + inward[0] * depth, y + inward[1] * depth) for x, y in reversed(corners)]
    return Polygon(corners + far)


def wall_angles(shapes: Sequence[Polygon]) -> list[tuple[int, float]]:
    """Return the walls' angles in millidegrees mod 90 degrees with their metres, longest first."""
    lengths: dict[int, float] = {}
    for shape in shapes:
        for ring in (shape.exterior, *shape.interiors):
            points = shapely.get_coordinates(ring)
            for (ax, ay), (bx, by) in pairwise(points):
                angle = _millidegrees(bx - ax, by - ay)
                lengths[angle] = lengths.get(angle, 0.0) + float(abs(complex(bx - ax, by - ay)))
    return sorted(lengths.items(), key=lambda item: (-round(item[1]), item[0]))


def _millidegrees(dx: float, dy: float) -> int:
    return round(math.degrees(math.atan2(dy, dx)) * 1000) % 90_000
