"""Trimming a row to the pieces where stands fit and an aisle's width is free before them."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely import box

from layout.placing.floor import Bounds, Floor, Geometry

_ROUNDING = 1e-3  # what shapely's arithmetic may add to whole millimetres


@dataclass(frozen=True, slots=True)
class Segment:
    """A free piece of one row: the rectangle, where its fronts face, its neighbours.

    `band` numbers the pair of rows it belongs to (negative: a wall row); `block` the part
    between two corridors. `anchor` is -1 or 1 where the start or the end must be flush;
    `whole` says that nothing was cut off, `clear` that no column stands in it.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    quarter: int
    band: int
    block: int
    anchor: int
    whole: bool
    clear: bool

    @property
    def length(self) -> int:
        return self.x1 - self.x0 if self.quarter % 2 == 0 else self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Measures:
    """What the grid is drawn with, in mm: row depth, aisle, main aisle, block unit."""

    depth: int
    aisle: int
    main: int
    unit: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row before it is trimmed: its range across, where it faces, its band."""

    y0: int
    y1: int
    quarter: int
    band: int


def trim_row(
    floor: Floor, measures: Measures, rect: tuple[int, int, int, int], row: Row, block: int
) -> list[Segment]:
    """Return the pieces of a row where stands fit and an aisle's width is free before them."""
    x0, y0, x1, y1 = rect
    along_x = row.quarter % 2 == 0
    blocked = _shadows(box(*rect), floor.stands, along_x=along_x)
    blocked += _shadows(
        _front_strip(rect, row.quarter, measures.aisle), floor.walk, along_x=along_x
    )
    blocked += _bad_columns(floor, rect, row.quarter)
    start, end = (x0, x1) if along_x else (y0, y1)
    clear = not any(_overlap(column, rect) for column in floor.back_columns)
    pieces = []
    for a, b in _gaps(start, end, blocked):
        anchor = -1 if a > start else 1 if b < end else 0
        whole = a == start and b == end
        if not whole and b - a < 2 * measures.unit:
            continue  # a lone stand between doors looks lost
        sides = (a, y0, b, y1) if along_x else (x0, a, x1, b)
        pieces.append(Segment(*sides, row.quarter, row.band, block, anchor, whole, clear))
    return pieces


def _front_strip(rect: tuple[int, int, int, int], quarter: int, aisle: int) -> shapely.Polygon:
    x0, y0, x1, y1 = rect
    strips = {
        0: (x0, y0 - aisle, x1, y0),
        1: (x1, y0, x1 + aisle, y1),
        2: (x0, y1, x1, y1 + aisle),
        3: (x0 - aisle, y0, x0, y1),
    }
    return box(*strips[quarter])


def _shadows(shape: shapely.Polygon, free: Geometry, *, along_x: bool) -> list[tuple[int, int]]:
    """Return the ranges along the row where `shape` is not wholly on free floor."""
    if free.covers(shape):
        return []
    missing = shape.difference(free)
    shadows = []
    for part in shapely.get_parts(missing):
        if part.area > 1:
            bounds = part.bounds
            low, high = (bounds[0], bounds[2]) if along_x else (bounds[1], bounds[3])
            shadows.append((_floor(low), _ceil(high)))
    return shadows


def _bad_columns(
    floor: Floor, rect: tuple[int, int, int, int], quarter: int
) -> list[tuple[int, int]]:
    """Return the ranges of columns that reach beyond the back half of the row."""
    x0, y0, x1, y1 = rect
    front_half = {
        0: (x0, y0, x1, (y0 + y1) / 2),
        1: ((x0 + x1) / 2, y0, x1, y1),
        2: (x0, (y0 + y1) / 2, x1, y1),
        3: (x0, y0, (x0 + x1) / 2, y1),
    }
    half, index = front_half[quarter], quarter % 2
    hits = [column for column in floor.back_columns if _overlap(column, half)]
    return [(_floor(column[index]), _ceil(column[index + 2])) for column in hits]


def _overlap(first: Bounds, second: Bounds) -> bool:
    return (
        min(first[2], second[2]) - max(first[0], second[0]) > 1
        and min(first[3], second[3]) - max(first[1], second[1]) > 1
    )


def _floor(value: float) -> int:
    return int(value // 1) if abs(value - round(value)) > _ROUNDING else round(value)


def _ceil(value: float) -> int:
    return -int(-value // 1) if abs(value - round(value)) > _ROUNDING else round(value)


def _gaps(start: int, end: int, blocked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces, at = [], start
    for low, high in sorted(blocked):
        if low > at:
            pieces.append((at, min(low, end)))
        at = max(at, high)
    if at < end:
        pieces.append((at, end))
    return pieces
