"""Stands on the ground while they are still being moved: found by place, checked locally."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import Polygon, STRtree, box

from layout.rows.frame import Geometry, direction
from layout.rows.ground import Ground, areas, widen
from layout.rows.kinds import SLIT_MM

TOLERANCE_MM = 1.0
_CELL_MM = 10_000
_SPECK_MM2 = 10_000.0
_TILE_MM = 60_000

Bounds = tuple[float, float, float, float]


class Stand(NamedTuple):
    """The left end of a front and where it faces, as in `layout.values.Placement`."""

    x: int
    y: int
    mdeg: int


@dataclass(slots=True)
class Standing:
    """Stands of one size on a ground whose aisles are `aisle` mm wide.

    `square`: all edges run in two directions, so that widths are those of a square.
    """

    ground: Ground
    width: int
    depth: int
    aisle: int
    stands: dict[int, Stand] = field(default_factory=dict)
    shapes: dict[int, Polygon] = field(default_factory=dict)
    cells: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    count: int = 0
    square: bool = True

    def __post_init__(self) -> None:
        shapely.prepare(self.ground.walk)
        shapely.prepare(self.ground.stands)

    def core(self, floor: Geometry) -> Geometry:
        """Return where the middle of an aisle's square (or circle, if not `square`) can be."""
        half = (self.aisle - TOLERANCE_MM) / 2
        return widen(floor, -half) if self.square else floor.buffer(-half, quad_segs=32)

    def grow(self, core: Geometry) -> Geometry:
        """Return what the aisle's square or circle covers when its middle is in `core`."""
        half = (self.aisle - TOLERANCE_MM) / 2
        return widen(core, half) if self.square else core.buffer(half, quad_segs=32)

    def add(self, stand: Stand) -> int:
        """Put a stand and return its key; keys grow."""
        key, self.count = self.count, self.count + 1
        self.put(key, stand)
        return key

    def put(self, key: int, stand: Stand) -> None:
        """Put a stand under a key that is free."""
        shape = self.rectangle(stand, -self.depth)
        self.stands[key], self.shapes[key] = stand, shape
        for cell in _cells(shape.bounds):
            self.cells.setdefault(cell, set()).add(key)

    def remove(self, key: int) -> Stand:
        """Take a stand away."""
        shape = self.shapes.pop(key)
        for cell in _cells(shape.bounds):
            self.cells[cell].discard(key)
        return self.stands.pop(key)

    def rectangle(self, stand: Stand, before: float) -> Polygon:
        """Return the floor from the front to `before` mm in front of it (negative: behind)."""
        (cos, sin), w = direction(stand.mdeg), self.width
        ex, ey, nx, ny = cos * w, sin * w, sin * before, -cos * before
        x, y = stand.x, stand.y
        ring = [(x, y), (x + ex, y + ey), (x + ex + nx, y + ey + ny), (x + nx, y + ny)]
        return Polygon(ring)

    def near(self, bounds: Bounds) -> list[int]:
        """Return the stands whose bounds meet these bounds, by key."""
        x0, y0, x1, y1 = bounds
        keys: set[int] = set()
        for cell in _cells(bounds):
            keys |= self.cells.get(cell, set())
        found = []
        for key in sorted(keys):
            a0, b0, a1, b1 = self.shapes[key].bounds
            if a0 <= x1 and a1 >= x0 and b0 <= y1 and b1 >= y0:
                found.append(key)
        return found

    def floor(self, bounds: Bounds, keys: Iterable[int]) -> Geometry:
        """Return what of the walkable floor within bounds these stands leave."""
        around = areas(self.ground.walk.intersection(box(*bounds)))
        return around.difference(shapely.union_all([self.shapes[key] for key in keys]))

    def necks(self, bounds: Bounds) -> list[Polygon]:
        """Return the ways within bounds that are narrower than an aisle and no recess."""
        wider = grown(bounds, 4 * self.aisle)
        keys = self.near(wider)
        floor = self.floor(wider, keys)
        wide = self.grow(self.core(floor))
        narrow = shapely.get_parts(floor.difference(wide.buffer(TOLERANCE_MM / 2)))
        narrow = narrow[shapely.area(narrow) > _SPECK_MM2]
        window = box(*bounds)
        ways = [part for part in narrow if window.intersects(part) and _mouths(part, wide) > 1]
        if not ways:
            return []
        sides = _Sides(self, keys, wider, floor)
        return [part for part in ways if sides.part(part)]

    def all_necks(self) -> list[Polygon]:
        """Return every neck, tile by tile."""
        found = []
        for tile in self.tiles():
            for part in self.necks(tile):
                point = part.representative_point()
                if tile[0] <= point.x < tile[2] and tile[1] <= point.y < tile[3]:
                    found.append(part)
        return found

    def tiles(self) -> Iterator[Bounds]:
        """Yield squares that cover the hall."""
        x0, y0, x1, y1 = self.ground.hall.bounds
        for i in range(math.floor((x1 - x0) / _TILE_MM) + 1):
            for j in range(math.floor((y1 - y0) / _TILE_MM) + 1):
                x, y = x0 + i * _TILE_MM, y0 + j * _TILE_MM
                yield x, y, x + _TILE_MM, y + _TILE_MM

    def blocked(self) -> list[int]:
        """Return the stands whose front is not on the one system of aisles, by key."""
        keys = sorted(self.stands)
        if not keys:
            return []
        rows = shapely.union_all(np.array(_merge(self, keys), dtype=object))
        core = self.core(self.ground.walk.difference(rows))
        parts = [part for part in shapely.get_parts(core) if part.length > 0]
        doors = shapely.union_all(list(self.ground.doors)) if self.ground.doors else None

        def worth(part: Polygon) -> tuple[bool, float]:
            return doors is None or bool(part.distance(doors) <= self.aisle), float(part.area)

        parts.sort(key=worth, reverse=True)
        if not parts:
            return keys
        main = parts[0]
        shapely.prepare(main)
        points = []
        for key in keys:
            stand = self.stands[key]
            cos, sin = direction(stand.mdeg)
            half_w, ahead = self.width / 2, self.aisle / 2
            points.append(
                (stand.x + half_w * cos + ahead * sin, stand.y + half_w * sin - ahead * cos)
            )
        reach = self.aisle / 2 + TOLERANCE_MM
        served = shapely.dwithin(main, shapely.points(points), reach)
        cut = {key for key, on in zip(keys, served.tolist(), strict=True) if not on}
        return sorted(cut | set(self.hidden(keys)) | self._before_doors(main))

    def hidden(self, keys: Sequence[int]) -> list[int]:
        """Return which of the stands have not all of an aisle's width before their front.

        Walls, columns and the stands near them count, whether these are among `keys` or not.
        """
        if not keys:
            return []
        ahead = np.array(
            [self.rectangle(self.stands[key], self.aisle) for key in keys], dtype=object
        )
        ahead = shapely.buffer(ahead, -2 * TOLERANCE_MM, join_style="mitre")
        around = self.near(tuple(shapely.total_bounds(ahead).tolist()))
        others = STRtree([self.shapes[key] for key in around])
        taken = np.zeros(len(keys), bool)
        taken[others.query(ahead, predicate="intersects")[0]] = True
        taken |= ~shapely.covers(self.ground.walk, ahead)
        return [keys[index] for index in np.flatnonzero(taken).tolist()]

    def _before_doors(self, main: Geometry) -> set[int]:
        """Return the nearest stand to each door that the system of aisles does not reach."""
        found = set()
        for door in self.ground.doors:
            if door.distance(main) <= self.aisle / 2 + 2 * TOLERANCE_MM:
                continue
            near = self.near(grown(door.bounds, 2.0 * self.aisle))
            if near:
                found.add(min(near, key=lambda key: (self.shapes[key].distance(door), key)))
        return found


class _Sides:
    """What stands around a few ways, and which of it hangs together."""

    def __init__(
        self, standing: Standing, keys: list[int], bounds: Bounds, floor: Geometry
    ) -> None:
        solid = box(*grown(bounds, 1.0)).difference(standing.ground.walk)
        things = [*(standing.shapes[key] for key in keys), *shapely.get_parts(solid)]
        self._things = np.array(things, dtype=object)
        self._tree = STRtree(things)
        self._stands, self._floor, self._aisle = len(keys), floor, standing.aisle
        first, second = self._tree.query(self._things, predicate="dwithin", distance=SLIT_MM)
        links = coo_array((np.ones(len(first), bool), (first, second)), shape=(len(things),) * 2)
        self._component = connected_components(links, directed=False)[1]

    def part(self, way: Polygon) -> bool:
        """Return whether a way passes between a stand and something apart from it."""
        near = np.sort(self._tree.query(way, predicate="dwithin", distance=2 * TOLERANCE_MM))
        bounds = grown(way.bounds, 2 * TOLERANCE_MM)
        clipped = shapely.clip_by_rect(self._things[near], *bounds)
        for i, first in enumerate(near.tolist()):
            for j, second in enumerate(near.tolist()):
                if first >= self._stands or self._component[first] == self._component[second]:
                    continue
                line = shapely.shortest_line(clipped[i], clipped[j])
                if line is None or not SLIT_MM < line.length < self._aisle - TOLERANCE_MM:
                    continue
                if self._floor.covers(line):
                    return True
        return False


def grown(bounds: Bounds, by_mm: float) -> Bounds:
    """Return bounds with a margin on every side."""
    return bounds[0] - by_mm, bounds[1] - by_mm, bounds[2] + by_mm, bounds[3] + by_mm


def _merge(standing: Standing, keys: list[int]) -> list[Polygon]:
    """Return rectangles that cover the stands: those side by side as one."""
    merged: list[Polygon] = []
    start, last = None, None
    for key in keys:
        stand = standing.stands[key]
        if last is not None and start is not None and beside(last, stand, standing.width):
            last = stand
            continue
        if start is not None and last is not None:
            merged.append(_span(standing, start, last))
        start = last = stand
    if start is not None and last is not None:
        merged.append(_span(standing, start, last))
    return merged


def beside(left: Stand, right: Stand, width: int) -> bool:
    """Return whether the right stand continues the row of the left one."""
    cos, sin = direction(left.mdeg)
    gap = math.hypot(left.x + width * cos - right.x, left.y + width * sin - right.y)
    return left.mdeg == right.mdeg and gap <= 2 * TOLERANCE_MM


def _span(standing: Standing, first: Stand, last: Stand) -> Polygon:
    a, b = standing.rectangle(first, -standing.depth), standing.rectangle(last, -standing.depth)
    first_ring, last_ring = shapely.get_coordinates(a), shapely.get_coordinates(b)
    return Polygon([first_ring[0], last_ring[1], last_ring[2], first_ring[3]])


def _mouths(part: Polygon, wide: Geometry) -> int:
    edge = part.boundary.intersection(wide.buffer(2 * TOLERANCE_MM))
    mouths = shapely.get_parts(shapely.line_merge(edge))
    return int((shapely.length(mouths) > 4 * TOLERANCE_MM).sum())


def _cells(bounds: Bounds) -> list[tuple[int, int]]:
    x0, y0, x1, y1 = (int(value // _CELL_MM) for value in bounds)
    return [(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]
