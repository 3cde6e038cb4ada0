"""A free region that answers at once which stretches of a band are free of obstacles.

The complement of the region is cut into trapezoids between the levels of all corners. What
blocks a band [y0, y1] is then the shadow on x of the trapezoids that reach into it: array
arithmetic, exact to the millimetre and rounded outwards, with no polygon clipped.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from layout.rows.frame import Geometry

Stretches: TypeAlias = tuple[tuple[int, int], ...]
_START = itemgetter(0)
_FAR = 1e12
_EPS = 1e-6


@dataclass(frozen=True, slots=True)
class Region:
    """Blocked trapezoids, sorted by slab. `levels` are the slabs' limits.

    Of trapezoid i between `levels[k]` and `levels[k + 1]`: `left[i]` and `right[i]` hold x at
    the lower and the upper limit; `first[k]` is the first trapezoid of slab k.
    """

    levels: NDArray[np.int64]
    first: NDArray[np.int64]
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    known: dict[tuple[int, int], Stretches] = field(default_factory=dict)

    def free(self, y0: int, y1: int) -> Stretches:
        """Return the stretches of x, sorted, where the whole band [y0, y1] is free."""
        found = self.known.get((y0, y1))
        if found is None:
            found = self._measure(y0, y1)
            self.known[y0, y1] = found
        return found

    def _measure(self, y0: int, y1: int) -> Stretches:
        if not len(self.levels) or y0 < self.levels[0] or y1 > self.levels[-1] or y0 >= y1:
            return ()
        low = int(np.searchsorted(self.levels, y0, "right")) - 1
        high = int(np.searchsorted(self.levels, y1, "left"))
        start, middle = int(self.first[low]), int(self.first[low + 1])
        last, end = int(self.first[high - 1]), int(self.first[high])
        left, right = self.left[start:end].copy(), self.right[start:end].copy()
        base = float(self.levels[low])
        share = (y0 - base) / (float(self.levels[low + 1]) - base)
        base = float(self.levels[high - 1])
        upper = (y1 - base) / (float(self.levels[high]) - base)
        for edges in (left, right):
            below, above = edges[: middle - start], edges[last - start :]
            cut_low = below[:, 0] + (below[:, 1] - below[:, 0]) * share
            cut_high = above[:, 0] + (above[:, 1] - above[:, 0]) * upper
            below[:, 0], above[:, 1] = cut_low, cut_high
        return _gaps(np.floor(left.min(axis=1) + _EPS), np.ceil(right.max(axis=1) - _EPS))


def _gaps(left: NDArray[np.float64], right: NDArray[np.float64]) -> Stretches:
    order = np.argsort(left, kind="stable")
    left, right = left[order], np.maximum.accumulate(right[order])
    wide = left[1:] > right[:-1]
    return tuple(
        zip(right[:-1][wide].astype(int).tolist(), left[1:][wide].astype(int).tolist(), strict=True)
    )


def cut_region(shape: Geometry) -> Region:
    """Return the region of a shape whose corners are whole millimetres."""
    edges = _edges(shape)
    if not len(edges):
        empty = np.zeros((0, 2))
        return Region(np.zeros(0, np.int64), np.zeros(1, np.int64), empty, empty)
    levels = np.unique(edges[:, [1, 3]])
    edges = edges[edges[:, 1] != edges[:, 3]]
    turned = edges[:, 1] > edges[:, 3]
    edges[turned] = edges[turned][:, [2, 3, 0, 1]]
    low = np.searchsorted(levels, edges[:, 1])
    times = np.searchsorted(levels, edges[:, 3]) - low
    number = np.repeat(np.arange(len(edges)), times)
    slab = (
        np.repeat(low, times) + np.arange(len(number)) - np.repeat(np.cumsum(times) - times, times)
    )
    ax, ay, bx, by = edges[number].T
    lower = ax + (bx - ax) * (levels[slab] - ay) / (by - ay)
    upper = ax + (bx - ax) * (levels[slab + 1] - ay) / (by - ay)
    order = np.lexsort((upper, lower, lower + upper, slab))
    return _pair(levels, slab[order], np.column_stack([lower, upper])[order])


def _edges(shape: Geometry) -> NDArray[np.float64]:
    """Return all edges as rows x, y, x, y."""
    pieces = []
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":
            continue
        for ring in (part.exterior, *part.interiors):
            points = shapely.get_coordinates(ring)
            pieces.append(np.column_stack([points[:-1], points[1:]]))
    return np.concatenate(pieces) if pieces else np.zeros((0, 4))


def _pair(
    levels: NDArray[np.float64], slab: NDArray[np.int64], edges: NDArray[np.float64]
) -> Region:
    """Return the trapezoids between every second edge, and those beyond the outermost."""
    slabs = np.arange(len(levels) - 1)
    start = np.searchsorted(slab, slabs)
    place = np.arange(len(slab)) - start[slab]
    opens = place % 2 == 0  # the free part begins: what lies before it is blocked
    before = np.vstack([[-_FAR, -_FAR], edges[:-1]])
    before[(place == 0)] = -_FAR
    left, right = before[opens], edges[opens]
    owner = slab[opens]
    last = np.searchsorted(slab, slabs, "right") - 1
    filled = last >= start
    ends = np.where(filled[:, None], edges[np.maximum(last, 0)], -_FAR)
    left = np.concatenate([left, ends])
    right = np.concatenate([right, np.full_like(ends, _FAR)])
    owner = np.concatenate([owner, slabs])
    real = (right > left).any(axis=1)
    left, right, owner = left[real], right[real], owner[real]
    order = np.lexsort((left[:, 0], owner))
    first = np.searchsorted(owner[order], np.arange(len(levels)))
    return Region(levels.astype(np.int64), first, left[order], right[order])


def meet(first: Stretches, second: Stretches) -> Stretches:
    """Return where both hold; both are sorted and apart."""
    found, i, j = [], 0, 0
    while i < len(first) and j < len(second):
        low, high = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        if low < high:
            found.append((low, high))
        if first[i][1] <= second[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def clip(stretches: Stretches, low: int, high: int) -> Stretches:
    """Return what of sorted stretches lies between two ends, without a look at all others."""
    found = []
    first = max(0, bisect_left(stretches, low, key=_START) - 1)
    for start, end in islice(stretches, first, None):
        if start >= high:
            break
        if max(start, low) < min(end, high):
            found.append((max(start, low), min(end, high)))
    return tuple(found)


def covers(stretches: Stretches, at: int) -> bool:
    """Return whether a point is inside one of sorted stretches, not at its end."""
    index = bisect_left(stretches, at, key=_START) - 1
    return index >= 0 and at < stretches[index][1]


def less(first: Stretches, second: Stretches) -> Stretches:
    """Return where the first holds and the second does not."""
    found = []
    for low, high in first:
        at = low
        for start, end in second:
            if end <= at or start >= high:
                continue
            if start > at:
                found.append((at, start))
            at = max(at, end)
        if at < high:
            found.append((at, high))
    return tuple(found)


def join(first: Stretches, second: Stretches) -> Stretches:
    """Return where either holds."""
    found: list[tuple[int, int]] = []
    for low, high in sorted((*first, *second)):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)
