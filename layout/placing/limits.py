"""The four levels between which the main rows of a hall run."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import shapely

from layout.placing.floor import Floor


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the rows end on one side: the level, and whether a wall is there to back on."""

    level: int
    wall: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """The four edges of the part of a hall that the main rows fill."""

    south: Edge
    north: Edge
    west: Edge
    east: Edge


def find_limits(floor: Floor) -> Limits:
    """Return the four levels that most of the free floor ends at."""
    edges: dict[tuple[int, int], float] = {}
    walls: dict[tuple[int, int], float] = {}
    for polygon in shapely.get_parts(shapely.normalize(floor.room)):
        for number, ring in enumerate([polygon.exterior, *polygon.interiors]):
            left = ring.is_ccw == (number == 0)
            points = list(ring.coords)
            points = points if left else points[::-1]
            for (ax, ay), (bx, by) in pairwise(points):
                side, level, length = _edge(ax, ay, bx, by)
                if side < 0:
                    continue
                edges[side, level] = edges.get((side, level), 0.0) + length
                middle = shapely.Point((ax + bx) / 2, (ay + by) / 2)
                if floor.hall.boundary.distance(middle) < 1:
                    walls[side, level] = walls.get((side, level), 0.0) + length
    bounds = [round(value) for value in floor.hall.bounds]
    fallback = (bounds[1], bounds[2], bounds[3], bounds[0])
    found = [_longest(edges, walls, side, fallback[side]) for side in range(4)]
    south, east, north, west = found
    if north.level - south.level < (bounds[3] - bounds[1]) / 2:
        south, north = Edge(bounds[1], wall=True), Edge(bounds[3], wall=True)
    if east.level - west.level < (bounds[2] - bounds[0]) / 2:
        west, east = Edge(bounds[0], wall=True), Edge(bounds[2], wall=True)
    return Limits(south, north, west, east)


def _edge(ax: float, ay: float, bx: float, by: float) -> tuple[int, int, float]:
    """Return side (0 south, 1 east, 2 north, 3 west), level, length; interior on the left."""
    if abs(ay - by) < 1:
        return (0 if bx > ax else 2), round(ay), abs(bx - ax)
    if abs(ax - bx) < 1:
        return (1 if by > ay else 3), round(ax), abs(by - ay)
    return -1, 0, 0.0


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
