"""The exact dynamic programme over rows, for many strips at once.

A strip is walked from its lower end to its upper one. The states at a level, by what lies
just below: A an aisle (or nothing yet), N a row whose front still needs its aisle, B the back
of a row that another row must lean on, S a wall, or a back that is at a wall. Every step is
one of: a row facing down onto the aisle, a row facing up, an aisle, more of the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from layout.rows.kinds import BACKS, SLIT_MM, Back
from layout.rows.levels import Levels

Values: TypeAlias = NDArray[np.int32]
NONE = np.int32(-(10**9))
_LEANS: tuple[tuple[str, Back], ...] = (("back", "full"), ("aisle", "wide"), ("wall", "flush"))
# worth[back][level] is the row of the table of values, or -1 where the row holds nothing
Worth: TypeAlias = Mapping[Back, NDArray[np.int64]]


class Step(NamedTuple):
    """A row of a way back: its lower edge's level index, where it faces, what its back is."""

    level: int
    up: bool
    back: Back


@dataclass(frozen=True, slots=True)
class Climb:
    """`table[k, s]` is what row kind k holds in strip s; `down`, `up` find the kind of a level."""

    levels: Levels
    table: Values
    down: Worth
    up: Worth


@dataclass(frozen=True, slots=True)
class States:
    """The best value at every level and strip in each state."""

    aisle: Values
    needs: Values
    back: Values
    wall: Values

    def best(self) -> Values:
        """Return the best value at the upper end."""
        best: Values = np.maximum(self.aisle[-1], self.wall[-1])
        return best


def climb(problem: Climb) -> States:  # noqa: C901  # one step of each kind, in one loop
    """Return the best values of all states; arrays are (levels, strips)."""
    count, strips = len(problem.levels.at), problem.table.shape[1]
    aisle, needs, back, wall = (np.full((count, strips), NONE, np.int32) for _ in range(4))
    aisle[0], wall[0] = 0, 0
    over_row = problem.levels.over_row.tolist()
    over_aisle = problem.levels.over_aisle.tolist()
    leaning = problem.levels.leaning.tolist()
    table = problem.table
    down = {name: problem.down[name].tolist() for name in BACKS}
    up = {name: problem.up[name].tolist() for name in BACKS}

    def raise_to(target: Values, index: int, source: Values, kind: int) -> None:
        np.maximum(target[index], source + table[kind], out=target[index])

    for i in range(count):
        if i:
            np.maximum(aisle[i], aisle[i - 1], out=aisle[i])
            np.maximum(wall[i], wall[i - 1], out=wall[i])
        j = over_aisle[i]
        if j >= 0:
            np.maximum(aisle[j], np.maximum(needs[i], wall[i]), out=aisle[j])
        j = over_row[i]
        if j < 0:
            continue
        if (kind := down["full"][i]) >= 0:
            block = back[j : leaning[j] + 1]
            np.maximum(block, aisle[i] + table[kind], out=block)
        if (kind := down["flush"][i]) >= 0:
            raise_to(wall, j, aisle[i], kind)
        if (kind := down["wide"][i]) >= 0 and over_aisle[j] >= 0:
            raise_to(aisle, over_aisle[j], aisle[i], kind)
        if (kind := up["full"][i]) >= 0:
            raise_to(needs, j, back[i], kind)
        if (kind := up["flush"][i]) >= 0:
            raise_to(needs, j, wall[i], kind)
        if (kind := up["wide"][i]) >= 0:
            raise_to(needs, j, aisle[i], kind)
    return States(aisle, needs, back, wall)


def trace(problem: Climb, states: States, strip: int) -> tuple[Step, ...]:
    """Return the rows of one best way up a strip, from low to high."""
    return _Way(problem, states, strip).walk()


class _Way:
    """One strip's states as lists, and the way back through them."""

    def __init__(self, problem: Climb, states: States, strip: int) -> None:
        self._problem = problem
        self._worth = problem.table[:, strip].tolist()
        self._value = {
            "aisle": states.aisle[:, strip].tolist(),
            "needs": states.needs[:, strip].tolist(),
            "back": states.back[:, strip].tolist(),
            "wall": states.wall[:, strip].tolist(),
        }
        self._rows_to = _inverse(problem.levels.over_row)
        self._aisles_to = _inverse(problem.levels.over_aisle)

    def walk(self) -> tuple[Step, ...]:
        last = len(self._problem.levels.at) - 1
        state = max(("wall", "aisle"), key=lambda name: self._value[name][last])
        steps: list[Step] = []
        place: tuple[str, int] | None = (state, last)
        while place is not None:
            place, step = self._back(*place)
            if step is not None:
                steps.append(step)
        return tuple(reversed(steps))

    def _back(self, state: str, level: int) -> tuple[tuple[str, int] | None, Step | None]:
        back: Back
        value = self._value[state][level]
        if state in {"aisle", "wall"} and level and self._value[state][level - 1] == value:
            return (state, level - 1), None
        if state == "aisle":
            return self._back_from_aisle(level, value)
        if state == "needs":
            for source, back in _LEANS:
                found = self._row_below(level, value, source, back, up=True)
                if found is not None:
                    return (source, found), Step(found, up=True, back=back)
        back = "full" if state == "back" else "flush"
        found = self._row_below(level, value, "aisle", back, up=False)
        return (
            (None, None) if found is None else (("aisle", found), Step(found, up=False, back=back))
        )

    def _back_from_aisle(
        self, level: int, value: int
    ) -> tuple[tuple[str, int] | None, Step | None]:
        for below in self._aisles_to.get(level, ()):
            for source in ("needs", "wall"):
                if self._value[source][below] == value:
                    return (source, below), None
            found = self._row_below(below, value, "aisle", "wide", up=False)
            if found is not None:
                return ("aisle", found), Step(found, up=False, back="wide")
        return None, None

    def _row_below(
        self, level: int, value: int, source: str, back: Back, *, up: bool
    ) -> int | None:
        kinds = (self._problem.up if up else self._problem.down)[back]
        lowest = level
        if not up and back == "full":
            at = self._problem.levels.at
            lowest = int(np.searchsorted(at, at[level] - SLIT_MM))
        for top in range(level, lowest - 1, -1):
            for below in self._rows_to.get(top, ()):
                kind = int(kinds[below])
                if kind >= 0 and self._value[source][below] + self._worth[kind] == value:
                    return below
        return None


def _inverse(over: NDArray[np.int64]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for index, target in enumerate(over.tolist()):
        if target >= 0:
            found[target] = (*found.get(target, ()), index)
    return found
