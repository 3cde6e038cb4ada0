"""How many stands one straight line across the hall can meet: exact, by intervals.

All stands on the line face along it, up or down; each has `aisle` of free floor before its
front, which two that face each other share. The proof is in `docs/bound.md`, "Lines".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

Intervals = Sequence[tuple[float, float]]
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class LineFloor:
    """The floor along one line, as sorted intervals: where stands may be, where one walks."""

    stands: Intervals
    walk: Intervals


def count_on_line(floor: LineFloor, depth: float, aisle: float) -> int:
    """Return the most stands that a line can meet.

    After n stands only the lowest end matters: `down` of a stand facing down (its back is up),
    `up` of the aisle before one that faces up. Whatever follows can follow the lowest.
    """
    rooms = [(low, high - depth) for low, high in floor.stands if high - depth >= low - _ROUNDING]
    down_at = meet_intervals(rooms, [(low + aisle, high) for low, high in floor.walk])
    up_at = meet_intervals(rooms, [(low - depth, high - aisle - depth) for low, high in floor.walk])
    down: float | None = None
    up: float | None = float("-inf")
    count = 0
    while True:
        starts = [
            start for start in (up, None if down is None else down + aisle) if start is not None
        ]
        ends = [end for end in (up, down) if end is not None]
        next_down = _first(down_at, min(starts)) if starts else None
        next_up = _first(up_at, min(ends)) if ends else None
        if next_down is None and next_up is None:
            return count
        down = None if next_down is None else next_down + depth
        up = None if next_up is None else next_up + depth + aisle
        count += 1


def count_along(stands: Intervals, front: float) -> int:
    """Return how many stands side by side a line can pass along their fronts."""
    return sum(int((high - low) / front + _ROUNDING) for low, high in stands)


def meet_intervals(first: Intervals, second: Intervals) -> list[tuple[float, float]]:
    """Return the intervals, points among them, that both lists have; both are sorted."""
    found = []
    i = j = 0
    while i < len(first) and j < len(second):
        low, high = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        if high >= low - _ROUNDING:
            found.append((low, max(low, high)))
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1
    return found


def _first(intervals: Intervals, at_least: float) -> float | None:
    """Return the smallest number of the intervals that is not below `at_least`."""
    index = bisect_left(intervals, at_least - _ROUNDING, key=lambda pair: pair[1])
    return None if index == len(intervals) else max(intervals[index][0], at_least)
