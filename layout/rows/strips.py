"""Strips between cross aisles: which there can be, and what every row is worth in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from layout.rows.climb import Climb, Values, climb
from layout.rows.kinds import BACKS, Back, Pieces, Regions, measure_row
from layout.rows.levels import Levels, find_levels, link_levels
from layout.rows.region import Region
from layout.rows.values import RowRules

FAR = 1 << 40  # farther than any hall is long, mm
_WIDE = 2**31 - 1
_CHUNK = 4096
_FEW_KINDS = 100


@dataclass(frozen=True, slots=True)
class Strips:
    """All strips (start, end) as indices of `xs`, sorted.

    `reach_*` is how far an aisle must run on to meet the cross aisle on that side (never,
    where there is none).
    """

    xs: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    reach_left: NDArray[np.int64]
    reach_right: NDArray[np.int64]


def list_stretches(
    xs: NDArray[np.int64], rules: RowRules
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return start and end, as indices, of all stretches from a stand's width to a block."""
    ends = np.searchsorted(xs, xs + rules.block, "right")
    begins = np.searchsorted(xs, xs + rules.unit)
    number = np.maximum(ends - begins, 0)
    start = np.repeat(np.arange(len(xs)), number)
    end = (
        np.repeat(begins, number)
        + np.arange(len(start))
        - np.repeat(np.cumsum(number) - number, number)
    )
    return start, end


def list_strips(xs: NDArray[np.int64], clear: Sequence[bool], rules: RowRules) -> Strips:
    """Return the strips up to a block long.

    `clear[i]`: a cross aisle may end at x i, `clear[len(xs) + i]`: one may begin there.
    """
    count = len(xs)
    start, end = list_stretches(xs, rules)
    left_ok = np.asarray(clear[:count]) & (np.arange(count) > 0)
    right_ok = np.asarray(clear[count:]) & (np.arange(count) < count - 1)
    keep = (left_ok[start] | (start == 0)) & (right_ok[end] | (end == count - 1))
    keep &= left_ok[start] | right_ok[end]
    start, end = start[keep], end[keep]
    left = np.where(left_ok[start], xs[start] - rules.cross, -FAR)
    right = np.where(right_ok[end], xs[end] + rules.cross, FAR)
    return Strips(xs, start, end, left, right)


@dataclass(frozen=True, slots=True)
class RowTable:
    """The distinct rows of a ground: `kinds[k]` are pieces; `down`, `up` give k of a level."""

    levels: Levels
    kinds: tuple[Pieces, ...]
    down: dict[Back, NDArray[np.int64]]
    up: dict[Back, NDArray[np.int64]]


def row_levels(regions: Regions, rules: RowRules, most: int, *, slanted: bool) -> NDArray[np.int64]:
    """Return the levels that a dense packing can use, at most about `most`."""
    return find_levels(regions.edges, (rules.depth, rules.aisle), most, slanted=slanted)


def tabulate_rows(
    regions: Regions, rules: RowRules, at: NDArray[np.int64], *, apart: bool = True
) -> RowTable:
    """Return the rows at every one of these levels; `apart` as in `measure_row`."""
    levels = link_levels(at, rules.depth, rules.aisle)
    kinds: dict[Pieces, int] = {}
    found = {
        side: {back: np.full(len(at), -1, np.int64) for back in BACKS} for side in (False, True)
    }
    for index, y in enumerate(at.tolist()):
        for side in (False, True):
            row = measure_row(regions, y, rules.depth, rules.aisle, up=side, apart=apart)
            for back, pieces in row.items():
                usable = tuple(p for p in pieces if p.end - p.start >= rules.unit)
                if usable:
                    found[side][back][index] = kinds.setdefault(usable, len(kinds))
    return RowTable(levels, tuple(kinds), found[False], found[True])


def value_strips(table: RowTable, strips: Strips, unit: int) -> Values:
    """Return how many stands each row kind holds in each strip: (kinds, strips)."""
    values = np.zeros((len(table.kinds), len(strips.start)), np.int32)
    # Half as wide numbers take half as long, and here is where a hall takes longest.
    low, high = (strips.xs[index].astype(np.int32) for index in (strips.start, strips.end))
    reach_left, reach_right = (
        reach.clip(-_WIDE, _WIDE).astype(np.int32)
        for reach in (strips.reach_left, strips.reach_right)
    )
    longest = int((high - low).max()) if len(low) else 0
    pieces = [(row, piece) for row, kind in zip(values, table.kinds, strict=True) for piece in kind]
    firsts = np.searchsorted(low, [piece.start - longest for _, piece in pieces]).tolist()
    lasts = np.searchsorted(low, [piece.end for _, piece in pieces]).tolist()
    for (row, piece), first, last in zip(pieces, firsts, lasts, strict=True):
        here = slice(first, last)
        room = np.minimum(high[here], piece.end)
        room -= np.maximum(low[here], piece.start)
        np.maximum(room, 0, out=room)
        room //= unit
        room *= (reach_left[here] >= piece.aisle_start) | (reach_right[here] <= piece.aisle_end)
        row[here] += room
    return values


def climb_strips(table: RowTable, strips: Strips, unit: int) -> Values:
    """Return the most stands that each strip holds."""
    best = []
    for at in range(0, len(strips.start), _CHUNK):
        part = slice(at, at + _CHUNK)
        chunk = Strips(
            strips.xs,
            strips.start[part],
            strips.end[part],
            strips.reach_left[part],
            strips.reach_right[part],
        )
        values, inverse = value_strips(table, chunk, unit), None
        if len(values) <= _FEW_KINDS:  # columns in a grid: many strips are alike
            values, inverse = np.unique(values, axis=1, return_inverse=True)
        problem = Climb(table.levels, np.ascontiguousarray(values), table.down, table.up)
        found = climb(problem).best()
        best.append(found if inverse is None else found[inverse.ravel()])
    return np.concatenate(best) if best else np.zeros(0, np.int32)


def pick_strips(strips: Strips, chosen: tuple[int, ...]) -> Strips:
    """Return a few of the strips."""
    index = np.array(chosen, np.int64)
    return Strips(
        strips.xs,
        strips.start[index],
        strips.end[index],
        strips.reach_left[index],
        strips.reach_right[index],
    )


def find_clear(region: Region, xs: NDArray[np.int64], rules: RowRules) -> list[bool]:
    """Return where a cross aisle may end, then where one may begin (`list_strips`).

    `region` is the walkable region with x and y exchanged. A cross aisle is not cut by
    something as small as a column: what parts it is at least an aisle high.
    """
    before = [_is_clear(region, x - rules.cross, x, rules.aisle) for x in xs.tolist()]
    after = [_is_clear(region, x, x + rules.cross, rules.aisle) for x in xs.tolist()]
    return before + after


def _is_clear(region: Region, low: int, high: int, aisle: int) -> bool:
    pieces = [piece for piece in region.free(low, high) if piece[1] - piece[0] >= aisle]
    gaps = pairwise(pieces)
    return bool(pieces) and all(right[0] - left[1] >= aisle for left, right in gaps)
