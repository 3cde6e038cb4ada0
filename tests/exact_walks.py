"""Shortest walks by a visibility graph: exact and slow, the measure of the quick ones."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Sequence

import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

Place = tuple[float, float]


def measure_exactly(
    walk: BaseGeometry, doors: Sequence[LineString], starts: Sequence[Place]
) -> list[float]:
    """Return for each start the length in mm of the shortest walk to the nearest door.

    `walk` is walkable floor; corners of it may be touched.
    """
    floor = walk.simplify(0).buffer(0.01, join_style="mitre")
    shapely.prepare(floor)
    corners = [tuple(c) for c in shapely.get_coordinates(walk.simplify(0)).tolist()]
    corners = sorted(set(corners))
    at_door = _measure_direct(floor, doors, corners)
    links: list[list[tuple[int, float]]] = [[] for _ in corners]
    pairs = list(itertools.combinations(range(len(corners)), 2))
    lines = shapely.linestrings([[corners[a], corners[b]] for a, b in pairs])
    for (a, b), seen in zip(pairs, shapely.covers(floor, lines), strict=True):
        if seen:
            links[a].append((b, math.dist(corners[a], corners[b])))
            links[b].append((a, math.dist(corners[a], corners[b])))
    best = _spread(links, at_door)
    direct = _measure_direct(floor, doors, starts)
    found = []
    for start, straight in zip(starts, direct, strict=True):
        lines = shapely.linestrings([[start, corner] for corner in corners])
        seen = shapely.covers(floor, lines)
        ways = [math.dist(start, c) + best[n] for n, c in enumerate(corners) if seen[n]]
        found.append(min([straight, *ways]))
    return found


def _measure_direct(
    floor: BaseGeometry, doors: Sequence[LineString], places: Sequence[Place]
) -> list[float]:
    """Return the straight walk to a door, infinite where none is in sight."""
    found = []
    for place in places:
        best = math.inf
        for door in doors:
            foot = door.interpolate(door.project(Point(place)))
            for end in ((foot.x, foot.y), *door.coords):
                if floor.covers(LineString([place, end])):
                    best = min(best, math.dist(place, end))
        found.append(best)
    return found


def _spread(links: list[list[tuple[int, float]]], start: list[float]) -> list[float]:
    best = list(start)
    queue = [(length, node) for node, length in enumerate(start) if length < math.inf]
    heapq.heapify(queue)
    while queue:
        length, node = heapq.heappop(queue)
        if length > best[node]:
            continue
        for other, step in links[node]:
            if length + step < best[other]:
                best[other] = length + step
                heapq.heappush(queue, (best[other], other))
    return best
