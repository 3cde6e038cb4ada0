"""The walks that a safety plan draws: from the farthest place of each exit's area to the exit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from layout.audit.scene import build_scene
from layout.audit.walks import CLEARANCE_MM, Walks, measure_walks
from layout.values import PlacedHall

_SLACK_MM = 5.0
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A walk in plan millimetres from its farthest place to the door, and its length."""

    door: str
    points: Points
    length_mm: float


def find_routes(placed: PlacedHall) -> dict[str, Route]:
    """Return a route for each exit that is the nearest of some place, by the door's id.

    The walk is found on the checker's grid and then straightened where one can see, a quarter
    of a metre clear of everything: it can be walked, and the shortest is at most 2.8 % shorter.
    """
    scene = build_scene(placed)
    walks = measure_walks(scene)
    clear = scene.walk.buffer(_SLACK_MM - CLEARANCE_MM, join_style="mitre")
    shapely.prepare(clear)
    routes = {}
    for index, door in enumerate(walks.doors):
        own = np.flatnonzero((walks.exit == index) & walks.reached)
        if not len(own):
            continue
        far = int(own[np.argmax(walks.walk[own])])
        points = _straighten(_trace(walks, far, index), clear)
        length = sum(math.dist(a, b) for a, b in pairwise(points))
        routes[door.id] = Route(door.id, points, length)
    return routes


def _trace(walks: Walks, cell: int, door: int) -> Points:
    """Return the middles of the cells on the way, and the nearest point of the door."""
    path = [cell]
    while walks.before[path[-1]] >= 0:
        path.append(int(walks.before[path[-1]]))
    points = [(float(walks.x[c]), float(walks.y[c])) for c in path]
    exit_door = walks.doors[door]
    line = LineString([exit_door.a, exit_door.b])
    near = line.interpolate(line.project(shapely.Point(points[-1])))
    return (*points, (near.x, near.y))


def _straighten(points: Points, clear: BaseGeometry) -> Points:
    """Return the path with every corner cut where the straight line is clear."""
    kept, here = [points[0]], 0
    last = len(points) - 2  # the step through the door's line leaves the clear floor
    while here < last:
        ahead = points[here + 1 : last + 1]
        lines = shapely.linestrings([[points[here], point] for point in ahead])
        seen = np.flatnonzero(shapely.covers(clear, lines))
        here += (int(seen[-1]) if len(seen) else 0) + 1
        kept.append(points[here])
    return (*kept, points[-1])
