"""Rings, boxes and walls of a plan in whole millimetres; nothing here needs shapely."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import yaml

from layout.plan.nodes import NodeReader, Nodes
from layout.values import PointMm, Ring

Box = tuple[int, int, int, int]
Wall = tuple[PointMm, PointMm]


def read_ring(entries: Nodes, reader: NodeReader, what: str) -> Ring:
    """Return corners from `outline:`, or from `size:` with `at:` as south-west corner."""
    if "outline" in entries:
        for key in ("size", "at") if "size" in entries else ():
            if key in entries:
                message = f"{what} has `outline` and `{key}`; keep one of them"
                reader.report("keys_clash", entries[key], message, key)
        return reader.points(entries["outline"], f"the outline of {what}")
    if "size" not in entries:
        return ()
    size = reader.pair(entries["size"], f"the size of {what}", low_mm=100)
    corner = reader.pair(entries["at"], f"the corner of {what}") if "at" in entries else (0, 0)
    if size is None or corner is None:
        return ()
    (x, y), (w, d) = corner, size
    return ((x, y), (x + w, y), (x + w, y + d), (x, y + d))


def read_holes(nodes: Sequence[yaml.Node], reader: NodeReader) -> tuple[Ring, ...]:
    """Return the holes of a hall, each clockwise."""
    rings = (reader.points(node, "a hole") for node in nodes)
    return tuple(tuple(reversed(wind_left(ring))) for ring in rings if ring)


def is_left(ring: Ring) -> bool:
    """Return whether a ring runs counter-clockwise (or encloses nothing)."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in list_walls(ring)) >= 0


def wind_left(ring: Ring) -> Ring:
    """Return the ring counter-clockwise, from the same first corner."""
    return ring if is_left(ring) else (ring[0], *reversed(ring[1:]))


def list_walls(ring: Ring) -> list[Wall]:
    """Return the edges of a ring in its order."""
    return list(zip(ring, (*ring[1:], *ring[:1]), strict=True))


def shift_ring(ring: Ring, by: PointMm) -> Ring:
    """Return the ring moved by whole millimetres."""
    return tuple((x + by[0], y + by[1]) for x, y in ring)


def box_of(points: Iterable[PointMm]) -> Box:
    """Return west, south, east and north of some points; there is at least one."""
    listed = list(points)
    xs, ys = [x for x, _ in listed], [y for _, y in listed]
    return min(xs), min(ys), max(xs), max(ys)


def point_along(wall: Wall, distance_mm: float) -> PointMm:
    """Return the point of a wall at a distance from its first corner, to the millimetre."""
    (ax, ay), (bx, by) = wall
    share = distance_mm / (math.dist(*wall) or 1.0)
    return round(ax + (bx - ax) * share), round(ay + (by - ay) * share)
