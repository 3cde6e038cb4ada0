"""The middle line of a main aisle that runs straight in from a door."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from shapely import LineString, Polygon

from layout.values import Door, Hall, PointMm, Zone

_FAR_MM = 20_000_000
_IN_MM = 1.0


def draw_axis(door: Door, reach_mm: int, hall: Hall, zones: Sequence[Zone]) -> tuple[PointMm, ...]:
    """Return the line from the middle of a door straight in, so far or as far as one can walk.

    With a reach of 0 it ends at the next wall or closed zone. Where the hall is not known it
    is a metre long.
    """
    (ax, ay), (bx, by) = door.a, door.b
    length = math.dist(door.a, door.b)
    inward = ((by - ay) / length, (ax - bx) / length)
    x, y = (ax + bx) / 2, (ay + by) / 2
    if not reach_mm:
        reach_mm = _free_length(x, y, inward, hall, zones)
    end = (round(x + inward[0] * reach_mm), round(y + inward[1] * reach_mm))
    return (round(x), round(y)), end


def _free_length(
    x: float, y: float, inward: tuple[float, float], hall: Hall, zones: Sequence[Zone]
) -> int:
    if not hall.outline:
        return 1_000
    start = (x + inward[0] * _IN_MM, y + inward[1] * _IN_MM)
    ray = LineString([start, (x + inward[0] * _FAR_MM, y + inward[1] * _FAR_MM)])
    closed = [Polygon(zone.outline) for zone in zones if not zone.walkable]
    inside = ray.intersection(Polygon(hall.outline, hall.holes))
    inside = inside.difference(shapely.union_all([shape for shape in closed if shape.is_valid]))
    pieces = shapely.get_parts(inside)
    lines = [piece for piece in pieces if piece.distance(shapely.Point(start)) <= _IN_MM]
    longest = max((line.length for line in lines), default=0.0)
    return max(1_000, round(longest + _IN_MM))
