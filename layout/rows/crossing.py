"""The exact dynamic programme across a hall: strips, cross aisles, and rows facing these.

The same states as in `layout.rows.climb`, walked along x: a strip with rows of its own is one
long step from a cross aisle to the next, a row turned by a quarter a short one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout.rows.climb import NONE
from layout.rows.kinds import Back
from layout.rows.strips import RowTable, Strips

_STATES = ("aisle", "needs", "back", "wall")


@dataclass(frozen=True, slots=True)
class TurnedRow:
    """A row along y, its lower x at index `at` of the levels; it faces +x (`up`) or -x."""

    at: int
    up: bool
    back: Back


@dataclass(frozen=True, slots=True)
class Crossing:
    """One way across a hall: which strips, which turned rows, and what they are worth."""

    strips: tuple[int, ...]
    turned: tuple[TurnedRow, ...]
    worth: int


class CrossingSearch:
    """The values at every x in each state; `worth` are the strips' values."""

    def __init__(
        self, table: RowTable, strips: Strips, worth: NDArray[np.int32], unit: int
    ) -> None:
        self._levels = table.levels
        self._table, self._strips, self._worth = table, strips, worth
        self._rows = [
            sum((piece.end - piece.start) // unit for piece in pieces) for pieces in table.kinds
        ]
        count = len(table.levels.at)
        self._value = {name: np.full(count, NONE, np.int64) for name in _STATES}
        self._first = np.searchsorted(strips.start, np.arange(count + 1))

    def best(self) -> Crossing:
        """Return the best way across."""
        self._walk()
        last = len(self._levels.at) - 1
        state = max(("wall", "aisle"), key=lambda name: int(self._value[name][last]))
        worth = int(self._value[state][last])
        strips: list[int] = []
        turned: list[TurnedRow] = []
        place: tuple[str, int] | None = (state, last)
        while place is not None:
            place, step = self._back(*place)
            if isinstance(step, TurnedRow):
                turned.append(step)
            elif step is not None:
                strips.append(step)
        return Crossing(tuple(reversed(strips)), tuple(reversed(turned)), worth)

    def _walk(self) -> None:
        aisle, needs, wall = (self._value[name] for name in ("aisle", "needs", "wall"))
        last = len(aisle) - 1
        aisle[0] = wall[0] = 0
        for i in range(last + 1):
            if i:
                aisle[i] = max(aisle[i], aisle[i - 1])
                wall[i] = max(wall[i], wall[i - 1])
            j = int(self._levels.over_aisle[i])
            if j >= 0:
                aisle[j] = max(aisle[j], needs[i], wall[i])
            self._push_strips(i, last)
            j = int(self._levels.over_row[i])
            if j < 0:
                continue
            self._push(wall, j, aisle[i], self._table.down["flush"][i])
            self._push(needs, j, wall[i], self._table.up["flush"][i])

    def _push(self, target: NDArray[np.int64], index: int, base: np.int64, kind: np.int64) -> None:
        if kind >= 0:
            target[index] = max(target[index], base + self._rows[int(kind)])

    def _push_strips(self, i: int, last: int) -> None:
        part = slice(int(self._first[i]), int(self._first[i + 1]))
        ends = self._strips.end[part]
        total = self._worth[part] + self._value["aisle"][i]
        needs, wall = self._value["needs"], self._value["wall"]
        needs[ends] = np.maximum(needs[ends], total)
        if len(ends) and ends[-1] == last:
            wall[last] = max(wall[last], total[-1])

    def _back(
        self, state: str, level: int
    ) -> tuple[tuple[str, int] | None, TurnedRow | int | None]:
        value = self._value[state][level]
        if state in {"aisle", "wall"} and level and self._value[state][level - 1] == value:
            return (state, level - 1), None
        if state == "aisle":
            return self._back_from_aisle(level, value)
        if state == "needs" or (state == "wall" and level == len(self._levels.at) - 1):
            strip = self._strip_to(level, value)
            if strip is not None:
                return ("aisle", int(self._strips.start[strip])), strip
        sources: tuple[tuple[str, Back], ...] = (
            ("back", "full"),
            ("wall", "flush"),
            ("aisle", "wide"),
        )
        if state != "needs":
            sources = (("aisle", "full" if state == "back" else "flush"),)
        for source, back in sources:
            found = self._row_to(level, value, source, back, up=state == "needs")
            if found is not None:
                return (source, found), TurnedRow(found, state == "needs", back)
        return None, None

    def _back_from_aisle(
        self, level: int, value: np.int64
    ) -> tuple[tuple[str, int] | None, TurnedRow | None]:
        for below in np.flatnonzero(self._levels.over_aisle == level).tolist():
            for source in ("needs", "wall"):
                if self._value[source][below] == value:
                    return (source, below), None
            found = self._row_to(below, value, "aisle", "wide", up=False)
            if found is not None:
                return ("aisle", found), TurnedRow(found, up=False, back="wide")
        return None, None

    def _strip_to(self, level: int, value: np.int64) -> int | None:
        for strip in np.flatnonzero(self._strips.end == level).tolist():
            start = int(self._strips.start[strip])
            if self._value["aisle"][start] + self._worth[strip] == value:
                return int(strip)
        return None

    def _row_to(
        self, level: int, value: np.int64, source: str, back: Back, *, up: bool
    ) -> int | None:
        kinds = (self._table.up if up else self._table.down)[back]
        for below in np.flatnonzero(self._levels.over_row == level).tolist():
            kind = int(kinds[below])
            if kind >= 0 and self._value[source][below] + self._rows[kind] == value:
                return int(below)
        return None
