"""A regular grid: straight rows through the whole hall, blocks between cross aisles.

This is how halls with room are drawn; where floor is short, `layout.rows.search` draws the
densest rows. Everything here is in the frame of the rows: they run along x.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from layout.placing.margins import Margins
from layout.rows.values import RowRules

STEP_MM = 50  # aisles get widths that a person can set out with a tape
SHORTEST_BLOCK_MM = 6_000
_FAR = 10**9  # bands of side rows are not those of other rows

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its lower edge, whether it faces up, its band, and whether it is at a wall.

    The band is the level of its back: rows of one band stand back to back.
    """

    y: int
    up: bool
    band: int
    wall: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows from low to high, blocks from left to right, and the aisles between them."""

    rows: tuple[GridRow, ...]
    aisles: tuple[Range, ...]
    blocks: tuple[Range, ...]
    crosses: tuple[Range, ...]
    sides: tuple[GridRow, ...]  # rows along the side walls, with x and y exchanged

    @property
    def frontage(self) -> int:
        """Return more metres of row (in mm) than the hall will have on this grid."""
        length = sum(high - low for low, high in self.blocks)
        walls = sum(row.wall for row in self.rows)
        corners = sum(high - low for low, high in self.crosses)
        height = max(row.y for row in self.rows) - self.rows[0].y if self.rows else 0
        return len(self.rows) * length + walls * corners + len(self.sides) * height


@dataclass(frozen=True, slots=True)
class Shape:
    """What the search varies.

    That is aisles' least width, cross aisles added, what the length of blocks is a multiple of,
    and what is at side walls.

    At the side walls there is an aisle, a row with an aisle before it, or the rows end there.
    """

    aisle: int
    crosses: int
    unit: int
    sides: Literal["aisle", "rows", "flush"]


def list_shapes(
    margins: Margins, mains: Sequence[Range], rules: RowRules, units: Sequence[int]
) -> Iterator[Shape]:
    """Yield the shapes of grids, those with the widest aisles first.

    `mains` are the main aisles along the rows; blocks are multiples of one of `units`.
    """
    widths: set[int] = set()
    for part in _parts(margins.south.level, margins.north.level, mains):
        height, ends = part[1] - part[0], _wall_ends(margins, part)
        rows = rules.depth * sum(ends)
        most = max(0, (height - rows) // (2 * rules.depth + rules.aisle)) + 1
        for bands in range(most + 1):
            aisles = bands - 1 + sum(_outer(margins, part))
            if aisles > 0:
                width = (height - rows - bands * 2 * rules.depth) // aisles
                if width >= rules.aisle:
                    widths.add(max(width // STEP_MM * STEP_MM, rules.aisle))
    for width in sorted(widths, reverse=True):
        for crosses in (2, 1, 0):
            for unit in units:
                yield Shape(width, crosses, unit, "aisle")
                yield Shape(width, crosses, unit, "rows")
                yield Shape(width, crosses, unit, "flush")


def lay_grid(
    margins: Margins, mains: tuple[Sequence[Range], Sequence[Range]], rules: RowRules, shape: Shape
) -> Grid | None:
    """Return the grid of one shape, or None if the hall is too small for it.

    `mains` are the main aisles along and across the rows.
    """
    rows: list[GridRow] = []
    aisles: list[Range] = []
    for part in _parts(margins.south.level, margins.north.level, mains[0]):
        ends = _wall_ends(margins, part), _outer(margins, part)
        _lay_rows(part, ends, rules, shape.aisle, (rows, aisles))
    for part in margins.wings:
        _lay_rows(part, ((True, True), (True, True)), rules, shape.aisle, (rows, aisles))
    inset, outer = rules.depth if shape.sides == "rows" else 0, shape.sides != "flush"
    left = margins.west.level + inset * margins.west.wall
    right = margins.east.level - inset * margins.east.wall
    blocks: list[Range] = []
    crosses: list[Range] = []
    parts = [(part, part[0] == left, part[1] == right) for part in _parts(left, right, mains[1])]
    parts += [(part, part[1] <= left, part[0] >= right) for part in margins.flanks]
    for part, at_left, at_right in parts:
        cut = _cut_part(part, (at_left and outer, at_right and outer), rules, shape)
        if cut is None:
            return None
        blocks += cut
        edges = [(part[0], part[0]), *cut, (part[1], part[1])]
        crosses += [(a[1], b[0]) for a, b in pairwise(edges) if b[0] > a[1]]
    rows.sort(key=lambda row: (row.y, row.up))
    blocks.sort()
    sides = tuple(_side_rows(margins, rules)) if shape.sides == "rows" else ()
    return Grid(tuple(rows), tuple(aisles), tuple(blocks), tuple(crosses), sides)


def _parts(low: int, high: int, mains: Sequence[Range]) -> list[Range]:
    """Return what main aisles leave between two levels."""
    parts, at = [], low
    for start, end in sorted(mains):
        if end <= at or start >= high:
            continue
        if start > at:
            parts.append((at, start))
        at = max(at, end)
    return [*parts, (at, high)] if at < high else parts


def _wall_ends(margins: Margins, part: Range) -> tuple[bool, bool]:
    """Return whether a row stands at a wall at the two ends of a part."""
    return (
        margins.south.wall and part[0] == margins.south.level,
        margins.north.wall and part[1] == margins.north.level,
    )


def _outer(margins: Margins, part: Range) -> tuple[bool, bool]:
    """Return which ends of a part need an aisle: those that no main aisle runs along."""
    return part[0] == margins.south.level, part[1] == margins.north.level


def _lay_rows(
    part: Range,
    ends: tuple[tuple[bool, bool], tuple[bool, bool]],
    rules: RowRules,
    aisle: int,
    into: tuple[list[GridRow], list[Range]],
) -> None:
    """Add the rows of one part and the aisles between them, from low to high.

    `ends` tells of the low and the high end whether a row stands there at a wall, and
    whether there is no main aisle.
    """
    (rows, aisles), (walls, outer), depth = into, ends, rules.depth
    low, high = part[0] + depth * walls[0], part[1] - depth * walls[1]
    if high - low < aisle * any(outer):
        return
    bands = max(0, (high - low + aisle * (1 - sum(outer))) // (2 * depth + aisle))
    widths = _share(high - low - bands * 2 * depth, bands - 1 + sum(outer))
    if walls[0]:
        rows.append(GridRow(part[0], up=True, band=part[0], wall=True))
    at = low
    for index in range(bands):
        if index or outer[0]:
            width = next(widths)
            aisles.append((at, at + width))
            at += width
        rows.append(GridRow(at, up=False, band=at + depth, wall=False))
        rows.append(GridRow(at + depth, up=True, band=at + depth, wall=False))
        at += 2 * depth
    if at < high:
        aisles.append((at, high))
    if walls[1]:
        rows.append(GridRow(high, up=False, band=part[1], wall=True))


def _share(total: int, count: int) -> Iterator[int]:
    """Yield `count` equal widths in whole steps; the first takes what is left over."""
    each = total // max(count, 1) // STEP_MM * STEP_MM
    yield total - each * (count - 1)
    for _ in range(count - 1):
        yield each


def _cut_part(
    part: Range, outer: tuple[bool, bool], rules: RowRules, shape: Shape
) -> list[Range] | None:
    """Return the blocks of a part with more cross aisles than it needs, as the shape says.

    What a whole number of units leaves over widens the cross aisles, and the side aisle
    where the part has one, all by the same.
    """
    low, high = part[0] + rules.cross * outer[0], part[1] - rules.cross * outer[1]
    length = high - low
    least = max(0, -(-(length - rules.block) // (rules.block + rules.cross)))
    count = least + shape.crosses + 1
    room = length - (count - 1) * rules.cross
    block = room // count // shape.unit * shape.unit
    if block < min(SHORTEST_BLOCK_MM, 2 * rules.unit):
        return None if shape.crosses else []
    share = (room - count * block) // max(count - 1 + sum(outer), 1)
    blocks, at = [], low + share * outer[0]
    for _ in range(count):
        blocks.append((at, at + block))
        at += block + rules.cross + share
    return blocks


def _side_rows(margins: Margins, rules: RowRules) -> Iterator[GridRow]:
    """Yield rows along the side walls: their `y` is x, `up` faces east."""
    if margins.west.wall:
        yield GridRow(margins.west.level, up=True, band=margins.west.level - _FAR, wall=True)
    if margins.east.wall:
        yield GridRow(
            margins.east.level - rules.depth, up=False, band=margins.east.level + _FAR, wall=True
        )
