"""Main aisles from the doors: straight from each entrance into the hall.

Where the organiser drew axes in the plan, those are the main aisles and nothing is added.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely import LineString, Polygon

from layout.values import Axis, Door, Plan, PointMm

_FAR_MM = 10_000_000
_NEIGHBOURS_MM = 12_000  # doors nearer to each other than this share one main aisle
_PARALLEL = 1e-6


@dataclass(frozen=True, slots=True)
class _Way:
    """Where an entrance lets people in: its middle and the direction into the hall."""

    x: float
    y: float
    into: tuple[float, float]


def find_axes(plan: Plan) -> tuple[Axis, ...]:
    """Return the plan's axes, or one axis straight into the hall from each entrance.

    An axis ends at the opposite wall or at the first zone on its way; entrances side by
    side share one between them.
    """
    if plan.axes or plan.rules.main_aisle_mm <= 0:
        return plan.axes
    ways = [_way(door) for door in plan.doors if door.kind == "entrance"]
    zones = shapely.union_all(
        [Polygon(zone.outline) for zone in plan.zones if not zone.stands_allowed]
    )
    hall = Polygon(plan.hall.outline, plan.hall.holes)
    axes = []
    for number, group in enumerate(_group(ways, plan.rules.main_aisle_mm), 1):
        line = _straight_in(group, hall, zones, plan.rules.main_aisle_mm)
        if line is not None:
            axes.append(Axis(f"main-{number}", line, plan.rules.main_aisle_mm))
    return tuple(axes)


def _way(door: Door) -> _Way:
    (ax, ay), (bx, by) = door.a, door.b
    length = max(math.dist(door.a, door.b), 1.0)
    return _Way((ax + bx) / 2, (ay + by) / 2, ((by - ay) / length, -(bx - ax) / length))


def _group(ways: Sequence[_Way], main: int) -> list[list[_Way]]:
    """Return the ways with those together that lead the same way, side by side."""
    groups: list[list[_Way]] = []
    for way in sorted(ways, key=lambda w: (w.into, w.x * -w.into[1] + w.y * w.into[0])):
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and math.dist(last.into, way.into) < _PARALLEL
            and math.dist((last.x, last.y), (way.x, way.y)) < main + _NEIGHBOURS_MM
        ):
            groups[-1].append(way)
        else:
            groups.append([way])
    return groups


def _straight_in(
    group: Sequence[_Way], hall: Polygon, zones: shapely.Geometry, main: int
) -> tuple[PointMm, PointMm] | None:
    x, y = (group[0].x + group[-1].x) / 2, (group[0].y + group[-1].y) / 2
    ux, uy = group[0].into
    ray = LineString([(x + ux, y + uy), (x + ux * _FAR_MM, y + uy * _FAR_MM)])
    for piece in sorted(
        shapely.get_parts(ray.intersection(hall).difference(zones)).tolist(),
        key=lambda part: part.distance(shapely.Point(x, y)),
    ):
        if piece.length >= 2 * main:
            end = max(piece.coords, key=lambda point: math.dist(point, (x, y)))
            return (round(x), round(y)), (round(end[0]), round(end[1]))
    return None
