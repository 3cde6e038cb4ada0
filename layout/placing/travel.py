"""Walking distances to the exits, on a grid: the report's figure per exit.

Steps go to 16 neighbours, so a straight walk is overstated by at most 2.8 %, never
understated; cells are half a metre, a metre where a hall has more than 100,000 m².
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from layout.placing.cells import link_cells
from layout.placing.floor import Geometry
from layout.recall import recalled
from layout.values import Door, PointMm

CELL_MM = 500
_LARGE_MM2 = 1e11
_NEAR_MM = 5_000.0  # of a door, where the nearest cell is looked for first


def measure_exit_travel(
    floor: Geometry, obstacles: NDArray[np.float64], doors: Sequence[Door]
) -> tuple[dict[str, float], PointMm | None]:
    """Return per exit the longest walk in metres of those for whom it is the nearest.

    Also the place whose walk is the longest of all.

    `floor` is walkable floor before the
    rectangles `obstacles` (n x 4: x0, y0, x1, y1 in mm) are taken away.
    """
    exits = [door for door in doors if door.egress]
    cell = CELL_MM if floor.area < _LARGE_MM2 else 2 * CELL_MM
    xs, ys = _list_middles(floor, cell)
    if not exits or not len(xs) or not len(ys):
        return {}, None
    free = _list_cells(floor, cell).copy()
    columns, rows = np.searchsorted(xs, obstacles[:, ::2]), np.searchsorted(ys, obstacles[:, 1::2])
    for (west, east), (south, north) in zip(columns.tolist(), rows.tolist(), strict=True):
        free[south:north, west:east] = False
    if not free.any():
        return {}, None
    starts = [_nearest_cell(free, xs, ys, door) for door in exits]
    walks, _, sources = dijkstra(
        link_cells(free, cell),
        indices=[index for index, _ in starts],
        min_only=True,
        return_predecessors=True,
    )
    longest, far = _summary(walks, sources, starts, [door.id for door in exits])
    row, column = divmod(int(np.flatnonzero(free)[far]), free.shape[1])
    return longest, (round(xs[column]), round(ys[row]))


def _list_middles(floor: Geometry, cell: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x0, y0, x1, y1 = floor.bounds
    return np.arange(x0 + cell / 2, x1, cell), np.arange(y0 + cell / 2, y1, cell)


@recalled
def _list_cells(floor: Geometry, cell: float) -> NDArray[np.bool_]:
    """Return which cells have their middle on a floor: rows from its south, columns from its west.

    The array is kept: take a copy before changing it.
    """
    shapely.prepare(floor)
    return np.asarray(shapely.contains_xy(floor, *np.meshgrid(*_list_middles(floor, cell))))


def _nearest_cell(
    free: NDArray[np.bool_], xs: NDArray[np.float64], ys: NDArray[np.float64], door: Door
) -> tuple[int, float]:
    """Return the number of the free cell nearest to the middle of a door, and how far it is."""
    x, y = (door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2
    for reach in (_NEAR_MM, math.inf):
        west, east = np.searchsorted(xs, (x - reach, x + reach)).tolist()
        south, north = np.searchsorted(ys, (y - reach, y + reach)).tolist()
        rows, columns = np.nonzero(free[south:north, west:east])
        apart = np.hypot(xs[columns + west] - x, ys[rows + south] - y)
        if len(apart) and apart.min() < reach:
            break  # nothing outside the window is nearer
    nearest = int(np.argmin(apart))
    before = int(rows[nearest] + south) * free.shape[1] + int(columns[nearest] + west)
    return int(np.count_nonzero(free.ravel()[:before])), float(apart[nearest])


def _summary(
    walks: NDArray[np.float64],
    sources: NDArray[np.int32],
    starts: Sequence[tuple[int, float]],
    names: Sequence[str],
) -> tuple[dict[str, float], int]:
    """Return the longest walk to each exit, and the free cell with the longest of all."""
    reached = np.isfinite(walks)
    longest: dict[str, float] = {}
    farthest = (-1.0, 0)
    for (cell, extra), name in zip(starts, names, strict=True):
        own = np.flatnonzero(reached & (sources == cell))
        far = int(own[np.argmax(walks[own])]) if len(own) else cell
        longest[name] = round((float(walks[far]) + extra) / 1000, 1) if len(own) else 0.0
        farthest = max(farthest, (longest[name], -far))
    return longest, -farthest[1]
