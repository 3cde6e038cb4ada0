"""The audit's own measure of the farthest walk to an exit: a wave over a grid."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layout.values import PointMm

CELL_MM = 500
_MOVES = tuple(
    (row, column, math.hypot(row, column) * CELL_MM)
    for row in (-1, 0, 1)
    for column in (-1, 0, 1)
    if row or column
)


def measure_farthest(
    floor: BaseGeometry, exits: Sequence[tuple[float, float]]
) -> tuple[PointMm, float] | None:
    """Return the place farthest from its nearest exit and the walk in mm, or None.

    None means that there is no floor. Floor that no exit reaches is not looked at: the check
    of connection reports it.
    """
    if floor.is_empty:
        return None
    x0, y0, x1, y1 = floor.bounds
    xs = np.arange(x0 + CELL_MM / 2, x1, CELL_MM)
    ys = np.arange(y0 + CELL_MM / 2, y1, CELL_MM)
    shapely.prepare(floor)
    free = np.pad(shapely.contains_xy(floor, *np.meshgrid(xs, ys)), 1)
    rows, columns = np.nonzero(free)
    if not len(rows):
        return None
    width = free.shape[1]
    walks = [math.inf] * free.size
    queue: list[tuple[float, int]] = []
    for x, y in exits:
        apart = np.hypot(xs[columns - 1] - x, ys[rows - 1] - y)
        nearest = int(np.argmin(apart))
        heapq.heappush(
            queue, (float(apart[nearest]), int(rows[nearest]) * width + int(columns[nearest]))
        )
    _spread(walks, queue, free.ravel().tolist(), width)
    reached = [index for index, walk in enumerate(walks) if walk < math.inf]
    far = max(reached, key=lambda index: walks[index])
    row, column = divmod(far, width)
    return (round(xs[column - 1]), round(ys[row - 1])), walks[far]


def _spread(
    walks: list[float], queue: list[tuple[float, int]], free: list[bool], width: int
) -> None:
    """Fill `walks` with the shortest way from the cells in the queue (Dijkstra)."""
    moves = [(row * width + column, row * width, column, length) for row, column, length in _MOVES]
    while queue:
        walk, cell = heapq.heappop(queue)
        if walk >= walks[cell]:
            continue
        walks[cell] = walk
        for step, down, across, length in moves:
            # A corner is not cut: both cells beside a diagonal step must be free.
            if free[cell + step] and free[cell + down] and free[cell + across]:
                ahead = walk + length
                if ahead < walks[cell + step]:
                    heapq.heappush(queue, (ahead, cell + step))
