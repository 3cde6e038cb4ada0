"""Which drawn thing is which thing of the plan: by id, else by the same place, else the nearest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

_SAME_MM = 1.5
_NEIGHBOURS = 8
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Thing:
    """What is compared of a thing: its id (empty where the drawing tells none) and its box."""

    id: str
    box: Box

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def pair_things(old: Sequence[Thing], new: Sequence[Thing], reach_mm: float) -> list[int | None]:
    """Return for each new thing the index of the old one that it is, or None.

    An id that the plan has decides. Of the rest, equal boxes are the same; then the nearest
    within `reach_mm` whose size differs little are, nearest first.
    """
    result: list[int | None] = [None] * len(new)
    places = {thing.id: index for index, thing in enumerate(old)}
    taken: set[int] = set()
    for index, thing in enumerate(new):
        found = places.get(thing.id) if thing.id else None
        if found is not None and found not in taken:
            result[index] = found
            taken.add(found)
    free_old = [index for index in range(len(old)) if index not in taken]
    free_new = [index for index in range(len(new)) if result[index] is None]
    for _, i, j in sorted(_candidates(old, new, free_old, free_new, reach_mm)):
        if result[i] is None and j not in taken:
            result[i] = j
            taken.add(j)
    return result


def _candidates(
    old: Sequence[Thing],
    new: Sequence[Thing],
    free_old: Sequence[int],
    free_new: Sequence[int],
    reach_mm: float,
) -> list[tuple[float, int, int]]:
    if not free_old or not free_new:
        return []
    tree = cKDTree(np.array([old[index].middle for index in free_old]))
    count = min(_NEIGHBOURS, len(free_old))
    points = np.array([new[index].middle for index in free_new])
    far, near = tree.query(points, k=count, distance_upper_bound=reach_mm)
    far, near = np.reshape(far, (len(free_new), count)), np.reshape(near, (len(free_new), count))
    found = []
    for row, index in enumerate(free_new):
        for distance, place in zip(far[row], near[row], strict=True):
            if not math.isfinite(distance):
                continue
            j = free_old[int(place)]
            difference = _size_difference(old[j].box, new[index].box)
            if distance <= _SAME_MM or difference <= reach_mm:
                found.append((round(float(distance) + difference, 3), index, j))
    return found


def _size_difference(one: Box, other: Box) -> float:
    return abs((one[2] - one[0]) - (other[2] - other[0])) + abs(
        (one[3] - one[1]) - (other[3] - other[1])
    )
