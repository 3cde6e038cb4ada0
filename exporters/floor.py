"""The rooms of a plan's floor, and in which of them a thing lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from layout.values import Hall, Plan, PointMm

_LEAST_MM2 = 10_000.0  # less is a seam between halls and passage, no floor


@dataclass(frozen=True, slots=True)
class Floor:
    """Halls as they were written and, after them, the passages between them."""

    rooms: tuple[Hall, ...]
    shapes: tuple[BaseGeometry, ...]

    def find(self, x_mm: float, y_mm: float) -> str:
        """Return the id of the room where a point is, of several the first; else the nearest."""
        if len(self.rooms) == 1:
            return self.rooms[0].id
        at = Point(x_mm, y_mm)
        apart = [round(float(shapely.distance(shape, at)), 3) for shape in self.shapes]
        return self.rooms[apart.index(min(apart))].id

    def find_ring(self, ring: Sequence[Sequence[float]]) -> str:
        """Return the id of the room where the inside of a ring is."""
        if len(self.rooms) == 1:
            return self.rooms[0].id
        at = Polygon([(point[0], point[1]) for point in ring]).representative_point()
        return self.find(at.x, at.y)


def split_floor(plan: Plan) -> Floor:
    """Return the rooms of a plan: its one hall, or its halls and what joins them.

    What is floor and lies in none of several halls is a passage: a room of its own with the
    id `passage-1` and so on, from west to east, so that the rooms together are all floor.
    """
    if len(plan.halls) <= 1:
        hall = plan.hall
        return Floor((hall,), (Polygon(hall.outline, hall.holes),))
    shapes = [Polygon(hall.outline, hall.holes) for hall in plan.halls]
    whole = Polygon(plan.hall.outline, plan.hall.holes)
    rest = shapely.get_parts(whole.difference(shapely.union_all(shapes)))
    pieces = [piece for piece in rest if piece.area >= _LEAST_MM2]
    pieces.sort(key=lambda piece: (round(piece.bounds[0]), round(piece.bounds[1])))
    passages = tuple(
        Hall(f"passage-{number}", _ring(piece), (), plan.hall.height_mm)
        for number, piece in enumerate(pieces, 1)
    )
    return Floor((*plan.halls, *passages), (*shapes, *pieces))


def _ring(shape: BaseGeometry) -> tuple[PointMm, ...]:
    turned = shapely.geometry.polygon.orient(shape)
    return tuple((round(x), round(y)) for x, y in turned.exterior.coords[:-1])
