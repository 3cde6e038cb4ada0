"""The four levels between which the main rows of a hall run, in the frame of the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import shapely
from shapely import Polygon

from layout.placing.solids import Geometry

_STRAIGHT_MM = 1.0


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the rows end on one side: the level, and whether a wall is there to back on."""

    level: int
    wall: bool


@dataclass(frozen=True, slots=True)
class Margins:
    """The four edges of the part of a hall that the main rows fill.

    `wings` are the parts of the hall beyond the south and the north wall, `flanks` those
    beyond the west and the east one, as ranges across.
    """

    south: Edge
    east: Edge
    north: Edge
    west: Edge
    wings: tuple[tuple[int, int], ...] = ()
    flanks: tuple[tuple[int, int], ...] = ()


def find_margins(hall: Polygon, room: Geometry) -> Margins:
    """Return the four levels that most of the free floor ends at.

    `room` is the hall less all zones. Of several levels on one side the one with the most
    metres of edge counts; where the sides would leave less than half of the hall, its bounds.
    """
    edges: dict[tuple[int, int], float] = {}
    walls: dict[tuple[int, int], float] = {}
    for side, level, length, middle in _list_edges(room):
        edges[side, level] = edges.get((side, level), 0.0) + length
        if hall.boundary.distance(middle) < _STRAIGHT_MM:
            walls[side, level] = walls.get((side, level), 0.0) + length
    west, south, east, north = (round(value) for value in hall.bounds)
    bounds = (south, east, north, west)
    found = [_longest(edges, walls, side, bounds[side]) for side in range(4)]
    for low, high in ((0, 2), (3, 1)):
        if found[high].level - found[low].level < (bounds[high] - bounds[low]) / 2:
            found[low], found[high] = Edge(bounds[low], wall=True), Edge(bounds[high], wall=True)
    sides = (found[0], found[1], found[2], found[3])
    wings = _beyond(found[0], found[2], (south, north))
    flanks = _beyond(found[3], found[1], (west, east))
    return Margins(*sides, wings, flanks)


def _beyond(low: Edge, high: Edge, bounds: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    parts = []
    if low.wall and bounds[0] < low.level:
        parts.append((bounds[0], low.level))
    if high.wall and high.level < bounds[1]:
        parts.append((high.level, bounds[1]))
    return tuple(parts)


def _list_edges(room: Geometry) -> Iterator[tuple[int, int, float, shapely.Point]]:
    """Yield side (0 south, 1 east, 2 north, 3 west), level, length and middle of each edge."""
    for polygon in shapely.get_parts(shapely.normalize(room)):
        if not isinstance(polygon, Polygon):
            continue
        for number, ring in enumerate([polygon.exterior, *polygon.interiors]):
            left = ring.is_ccw == (number == 0)
            points = list(ring.coords) if left else list(ring.coords)[::-1]
            for (ax, ay), (bx, by) in pairwise(points):
                middle = shapely.Point((ax + bx) / 2, (ay + by) / 2)
                if abs(ay - by) < _STRAIGHT_MM:
                    yield (0 if bx > ax else 2), round(ay), abs(bx - ax), middle
                elif abs(ax - bx) < _STRAIGHT_MM:
                    yield (1 if by > ay else 3), round(ax), abs(by - ay), middle


def _longest(
    edges: dict[tuple[int, int], float],
    walls: dict[tuple[int, int], float],
    side: int,
    fallback: int,
) -> Edge:
    options = [(length, level) for (s, level), length in edges.items() if s == side]
    if not options:
        return Edge(fallback, wall=True)
    length, level = max(options)
    return Edge(level, wall=walls.get((side, level), 0.0) * 2 > length)
