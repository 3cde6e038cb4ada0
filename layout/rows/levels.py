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

    `lengths` are the depths and widths that are stacked. With slanted walls every step of a
    fraction of a row is a level too.
    """
    if not len(edges):
        return edges
    low, high = int(edges.min()), int(edges.max())
    step = math.gcd(*lengths)
    while step < FINEST_MM or (
        step % 2 == 0 and step > 6 * FINEST_MM and slanted and (high - low) // step < most // 8
    ):
        step = step * 2 if step < FINEST_MM else step // 2
    rests = np.unique((edges - low) % step)
    if slanted and step > 250:
        rests = np.unique(np.concatenate([rests, np.arange(0, step, max(250, step // 12))]))
    if len(rests) * ((high - low) // step + 1) > most:
        grid = max(FINEST_MM, -(-(high - low) // most // FINEST_MM) * FINEST_MM)
        levels = np.concatenate([np.arange(low, high + 1, grid), [high]])
        if len(edges) + len(levels) <= 2 * most:
            levels = np.concatenate([levels, edges])
        return np.unique(levels).astype(np.int64)
    levels = (low + rests[:, None] + np.arange(0, high - low + 1, step)[None, :]).ravel()
    return np.unique(np.append(levels[levels <= high], [low, high])).astype(np.int64)


def link_levels(at: NDArray[np.int64], depth: int, aisle: int) -> Levels:
    """Return the levels with their next ones over a row and over an aisle."""
    leaning = np.searchsorted(at, at + SLIT_MM, "right") - 1
    return Levels(at, _next(at, depth), _next(at, aisle), leaning)


def _next(at: NDArray[np.int64], by: int) -> NDArray[np.int64]:
    found = np.searchsorted(at, at + by)
    return np.where(found < len(at), found, -1)
