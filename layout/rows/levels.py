"""The levels at which rows may begin: everything that a dense packing pushed to one side meets.

Push all rows of a packing down until each is stopped: a chain of rows and aisles then stands
on an obstacle, so its level is an edge of the floor plus rows and aisles. With g the greatest
common divisor of their depths these levels are the edges' remainders mod g, repeated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout.rows.kinds import SLIT_MM

FINEST_MM = 50


@dataclass(frozen=True, slots=True)
class Levels:
    """Sorted levels; `over_row[i]` is the first level a row's depth above level i, or -1.

    Two backs may be up to a slit apart (columns stand there): a row whose back is at level i
    may have the other's at any level up to `leaning[i]`.
    """

    at: NDArray[np.int64]
    over_row: NDArray[np.int64]
    over_aisle: NDArray[np.int64]
    leaning: NDArray[np.int64]


def find_levels(
    edges: NDArray[np.int64], lengths: Sequence[int], most: int, *, slanted: bool
) -> NDArray[np.int64]:
    """Return at most about `most` levels from the lowest to the highest edge.

    `lengths` are the depths and widths that are stacked. With slanted walls even parts of
    the step are levels too.
    """
    if not len(edges):
        return edges
    low, high = int(edges.min()), int(edges.max())
    step = math.gcd(*lengths)
    while step < FINEST_MM:
        step *= 2
    rests = np.unique((edges - low) % step)
    rows = (high - low) // step + 1
    if slanted or len(rests) * rows > most:
        # As many even parts of the step as there is room for: rows stack without a rest.
        parts = next(
            (n for n in range(step // FINEST_MM, 1, -1) if step % n == 0 and n * rows <= most), 1
        )
        kept = rests if (len(rests) + parts) * rows <= most else rests[:0]
        rests = np.unique(np.concatenate([kept, np.arange(0, step, step // parts)]))
    levels = (low + rests[:, None] + np.arange(0, high - low + 1, step)[None, :]).ravel()
    found = np.unique(np.append(levels[levels <= high], [low, high]))
    if len(edges) <= most // 4:
        found = np.union1d(found, edges)
    return found.astype(np.int64)


def link_levels(at: NDArray[np.int64], depth: int, aisle: int) -> Levels:
    """Return the levels with their next ones over a row and over an aisle."""
    leaning = np.searchsorted(at, at + SLIT_MM, "right") - 1
    return Levels(at, _next(at, depth), _next(at, aisle), leaning)


def _next(at: NDArray[np.int64], by: int) -> NDArray[np.int64]:
    found = np.searchsorted(at, at + by)
    return np.where(found < len(at), found, -1)
