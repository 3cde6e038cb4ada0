"""How far every place is from its nearest exit: a wave over a grid, refined on vectors.

Who walks keeps a quarter of a metre from walls and stands. Steps go to sixteen neighbours
half a metre wide: a walk is overstated by at most 2.8 % and understated by at most half a
cell's diagonal (0.36 m). The farthest walks are pulled tight on vectors. Nobody is told to
stand nearer to a wall than a cell's middle can be: corners may be 0.7 m farther.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from layout.audit.scene import HAIR_MM, Ints, Scene
from layout.audit.sweeping import Floats
from layout.values import Door, PointMm

CELL_MM = 500.0
CLEARANCE_MM = 250.0
STRETCH = 1.028  # what sixteen directions add to a straight walk at most
_STEPS = ((0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (2, -1), (1, -2))
_AT_DOOR_MM = 1_000.0
_NEAR_CORNER_MM = 1_500.0
_LEAST_MM = 1e-6  # a sparse graph takes nothing for no link


@dataclass(frozen=True, slots=True)
class Walks:
    """For every free cell: its middle, the walk to the nearest exit in mm, and which exit.

    `x`, `y`, `walk`, `exit` and `before` run over free cells; walk is infinite where no exit
    can be reached, `exit` an index into `doors`, `before` the next cell on the way (-1: the
    door).
    """

    doors: tuple[Door, ...]
    x: Floats
    y: Floats
    walk: Floats
    exit: Ints
    before: Ints

    @property
    def reached(self) -> NDArray[np.bool_]:
        return np.isfinite(self.walk)

    def place(self, cell: int) -> PointMm:
        return round(self.x[cell]), round(self.y[cell])


def measure_walks(scene: Scene) -> Walks:
    """Return the walks of every cell of the hall's floor to the nearest way out."""
    doors = tuple(door for door in scene.placed.plan.doors if door.egress)
    free, xs, ys = _draw_cells(scene)
    rows, columns = np.nonzero(free)
    x, y = xs[columns], ys[rows]
    cells = len(rows)
    number = np.full(free.shape, -1, np.int32)
    number[rows, columns] = np.arange(cells)
    ends = [_link_steps(free, number), _link_doors(doors, x, y, cells)]
    first, second, length = (np.concatenate(part) for part in zip(*ends, strict=True))
    size = cells + len(doors)
    if not doors or not cells:
        none = np.full(cells, -1, np.intp)
        return Walks(doors, x, y, np.full(cells, np.inf), none, none)
    graph = _symmetric(first, second, length, size)
    walk, before, source = dijkstra(
        graph,
        directed=True,
        indices=np.arange(cells, size),
        min_only=True,
        return_predecessors=True,
    )
    before = np.where((before < 0) | (before >= cells), -1, before)
    return Walks(
        doors, x, y, walk[:cells],
        np.where(source[:cells] < 0, -1, source[:cells] - cells).astype(np.intp),
        before[:cells].astype(np.intp),
    )  # fmt: skip


def pull_tight(scene: Scene, walks: Walks, cell: int) -> float:
    """Return the length in mm of the walk from a cell, pulled tight around corners.

    It is the shortest of all walks over corners of the floor near the grid's walk: one that
    can be made, never shorter than the shortest of all.
    """
    path = [cell]
    while walks.before[path[-1]] >= 0:
        path.append(int(walks.before[path[-1]]))
    points = np.column_stack((walks.x[path], walks.y[path]))
    door = walks.doors[int(walks.exit[cell])]
    last = np.array(_foot(door, points[-1]))
    line = LineString([*points, last])
    floor = _floor_near(scene, line)
    corners = shapely.get_coordinates(floor.simplify(0))
    near = shapely.dwithin(line, shapely.points(corners), _NEAR_CORNER_MM)
    nodes = np.vstack((points[:1], np.unique(corners[near], axis=0)))
    feet = np.array([_foot(door, node) for node in nodes])
    first, second = np.triu_indices(len(nodes), 1)
    ends = np.stack((nodes[first], nodes[second]), axis=1)
    ends = np.concatenate((ends, np.stack((nodes, feet), axis=1)))
    seen = shapely.covers(floor, shapely.linestrings(ends))
    lengths = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    first = np.concatenate((first, np.arange(len(nodes))))[seen]
    second = np.concatenate((second, np.full(len(nodes), len(nodes))))[seen]
    size = len(nodes) + 1
    graph = csr_array((np.maximum(lengths[seen], _LEAST_MM), (first, second)), shape=(size, size))
    shortest = float(dijkstra(graph, directed=False, indices=np.array([0]))[0, -1])
    return min(shortest, float(walks.walk[cell]))


def _floor_near(scene: Scene, line: LineString) -> BaseGeometry:
    """Return the floor around a walk, a hair wider: a walk may go along a wall or a stand."""
    x0, y0, x1, y1 = line.bounds
    reach = 2 * _NEAR_CORNER_MM
    near = shapely.clip_by_rect(scene.walk, x0 - reach, y0 - reach, x1 + reach, y1 + reach)
    floor: BaseGeometry = near.buffer(HAIR_MM, join_style="mitre")
    shapely.prepare(floor)
    return floor


def _foot(door: Door, place: Floats) -> tuple[float, float]:
    """Return the point of a door that is nearest to a place."""
    (ax, ay), (bx, by) = door.a, door.b
    length = max((bx - ax) ** 2 + (by - ay) ** 2, 1)
    along = ((place[0] - ax) * (bx - ax) + (place[1] - ay) * (by - ay)) / length
    along = min(max(along, 0.0), 1.0)
    return ax + along * (bx - ax), ay + along * (by - ay)


def _draw_cells(scene: Scene) -> tuple[NDArray[np.bool_], Floats, Floats]:
    """Return which cells are free, and the middles of columns and rows."""
    x0, y0, x1, y1 = scene.hall.bounds
    xs = np.arange(x0 + CELL_MM / 2, x1, CELL_MM)
    ys = np.arange(y0 + CELL_MM / 2, y1, CELL_MM)
    room = scene.hall.buffer(-CLEARANCE_MM, join_style="mitre")
    shapely.prepare(room)
    free = np.asarray(shapely.contains_xy(room, *np.meshgrid(xs, ys)), dtype=bool)
    things = np.concatenate((scene.things.shapes[: scene.things.blocks], scene.closed,
                             scene.columns))  # fmt: skip
    bounds = shapely.bounds(things).reshape(-1, 4)
    filled = shapely.area(things)
    boxes = (bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1])
    low = bounds[:, :2] - CLEARANCE_MM
    high = bounds[:, 2:] + CLEARANCE_MM
    spans = np.column_stack(
        (
            np.searchsorted(xs, low[:, 0]),
            np.searchsorted(xs, high[:, 0]),
            np.searchsorted(ys, low[:, 1]),
            np.searchsorted(ys, high[:, 1]),
        )
    )
    for shape, area, full, (left, right, bottom, top) in zip(
        things, filled, boxes, spans.tolist(), strict=True
    ):
        if full - area < 1.0:
            free[bottom:top, left:right] = False
        elif right > left and top > bottom:
            _erase(free[bottom:top, left:right], shape, xs[left:right], ys[bottom:top])
    return free, xs, ys


def _erase(window: NDArray[np.bool_], shape: BaseGeometry, xs: Floats, ys: Floats) -> None:
    wide = shape.buffer(CLEARANCE_MM, join_style="mitre", mitre_limit=2)
    shapely.prepare(wide)
    window &= ~shapely.contains_xy(wide, *np.meshgrid(xs, ys))


def _link_steps(
    free: NDArray[np.bool_], number: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    """Return the steps between free cells that pass over free cells only."""
    height, width = free.shape
    firsts, seconds, lengths = [], [], []
    for down, across in _STEPS:
        left, right = max(0, -across), width - max(0, across)
        both = free[: height - down, left:right] & free[down:, left + across : right + across]
        for mid_down, mid_across in _passed(down, across):
            rows = slice(mid_down, height - down + mid_down)
            both &= free[rows, left + mid_across : right + mid_across]
        firsts.append(number[: height - down, left:right][both])
        seconds.append(number[down:, left + across : right + across][both])
        lengths.append(np.full(len(firsts[-1]), math.hypot(down, across) * CELL_MM))
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(lengths)


def _passed(down: int, across: int) -> tuple[tuple[int, int], ...]:
    """Return the cells that a slanted step passes over."""
    sign = 1 if across > 0 else -1
    if not (down and across):
        return ()
    if down == abs(across):
        return ((1, 0), (0, sign))
    if down > 1:
        return ((1, 0), (1, sign))
    return ((0, sign), (1, sign))


def _link_doors(
    doors: Sequence[Door], x: Floats, y: Floats, cells: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    """Return a link from each door to the cells before it, at least to the nearest one."""
    firsts, seconds, lengths = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)], [np.zeros(0)]
    for index, door in enumerate(doors):
        low = np.minimum(door.a, door.b) - 3 * _AT_DOOR_MM
        high = np.maximum(door.a, door.b) + 3 * _AT_DOOR_MM
        near = np.flatnonzero((x > low[0]) & (x < high[0]) & (y > low[1]) & (y < high[1]))
        if not len(near):
            continue
        line = LineString([door.a, door.b])
        apart = np.asarray(shapely.distance(line, shapely.points(x[near], y[near])))
        at = apart <= max(_AT_DOOR_MM, apart.min() + 1.0)
        firsts.append(np.full(int(at.sum()), cells + index, np.int32))
        seconds.append(near[at].astype(np.int32))
        lengths.append(apart[at])
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(lengths)


def _symmetric(
    first: NDArray[np.int32], second: NDArray[np.int32], length: Floats, size: int
) -> csr_array:
    both = np.concatenate((first, second)), np.concatenate((second, first))
    return csr_array((np.concatenate((length, length)), both), shape=(size, size))
