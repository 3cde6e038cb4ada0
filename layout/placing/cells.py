"""Cells of a grid that one can step between, as a graph: half a metre or a metre of floor each.

Steps go to 16 neighbours (a cell on, diagonally, or as a knight moves) and cut no corner: all
cells that a slanted step passes must be free too.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Step = tuple[int, int]  # cells to the east and to the north
_REACH = 2  # cells that a step goes at most
_EASTWARD: tuple[Step, ...] = (
    (1, -2), (1, -1), (2, -1), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2),
)  # fmt: skip
_WESTWARD = ((-1, -2), (-2, -1), (-1, -1), (0, -1), (-1, 0), (-2, 1), (-1, 1), (-1, 2))


def link_cells(free: NDArray[np.bool_], cell_mm: float) -> csr_array:
    """Return the steps between free cells with their lengths in mm, both ways.

    Free cells are numbered along the rows of `free`. Every cell has 16 steps in an order of
    their own, eastward ones first; those that are not possible lead back to the cell.
    """
    height, width = free.shape
    wide = width + 2 * _REACH
    framed = np.zeros((height + 2 * _REACH, wide), dtype=bool)
    framed[_REACH:-_REACH, _REACH:-_REACH] = free
    there = framed.ravel()
    at = np.flatnonzero(there)
    number = np.zeros(len(there), dtype=np.int32)
    number[at] = np.arange(len(at))
    steps = (*_EASTWARD, *_WESTWARD)
    ends = np.zeros((len(steps), len(at)), dtype=np.int32)
    for index, (dx, dy) in enumerate(_EASTWARD):
        ways, stride = _find_ways(there, wide, (dx, dy)), dy * wide + dx
        ends[index] = number[at + stride * ways[at]]
        ends[steps.index((-dx, -dy))] = number[at - stride * ways[at - stride]]
    lengths = np.array([math.hypot(dx, dy) * cell_mm for dx, dy in steps])
    rows = np.arange(0, ends.size + 1, len(steps), dtype=np.int32)
    cells = len(at)
    return csr_array((np.tile(lengths, cells), ends.T.ravel(), rows), shape=(cells, cells))


def _find_ways(there: NDArray[np.bool_], wide: int, step: Step) -> NDArray[np.bool_]:
    """Return from which cells a step is possible: cells of a frame, in rows `wide` long."""
    low = _REACH * wide + _REACH
    high = len(there) - low
    ways = np.zeros(len(there), dtype=bool)
    inside = ways[low:high]
    inside[:] = there[low:high]
    for dx, dy in (step, *_between(*step)):
        stride = dy * wide + dx
        inside &= there[low + stride : high + stride]
    return ways


def _between(dx: int, dy: int) -> tuple[Step, ...]:
    """Return the cells that a slanted step to the east passes."""
    if dx * dy == 0:
        return ()
    sign = 1 if dy > 0 else -1
    if abs(dy) > 1:
        return ((0, sign), (1, sign))
    return ((1, 0), (1, sign)) if dx > 1 else ((1, 0), (0, sign))
