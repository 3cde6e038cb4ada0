"""What one row is worth at a level: the stretches where its stands stand, front and back free.

A row that faces down has its front at its lower edge y and an aisle [y - a, y] before it; one
that faces up has its front at y + depth. Its back may be at another row (`full`), must be at
a wall (`flush`), or at a wall or at floor an aisle wide (`wide`): what lies behind a stand
must never be a slit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from layout.rows.region import Region, Stretches, clip, covers, less, meet

Back: TypeAlias = Literal["full", "wide", "flush"]
BACKS: tuple[Back, ...] = ("full", "wide", "flush")
SLIT_MM = 600  # a unit of passage: what is nearer than that is no way, it may lie behind a row


class Piece(NamedTuple):
    """A stretch of row from `start` to `end` whose aisle runs on from `aisle_start` to `_end`."""

    start: int
    end: int
    aisle_start: int
    aisle_end: int


Pieces: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Regions:
    """The ground in one frame: as `layout.rows.ground.Ground`, ready for bands along x."""

    walk: Region
    stands: Region
    fronts: Region

    @property
    def edges(self) -> NDArray[np.int64]:
        """Every level at which what is free changes, sorted."""
        return np.union1d(self.stands.levels, self.walk.levels)


def measure_row(
    regions: Regions, y: int, depth: int, aisle: int, *, up: bool, apart: bool = True
) -> dict[Back, Pieces]:
    """Return the pieces of the row whose lower edge is at y, for each kind of back.

    `apart`: where its aisle ends at something that one can walk past along the row, a column
    say, the row keeps an aisle's width away from it.
    """
    half = depth // 2
    if regions.fronts is regions.stands:
        floor = regions.stands.free(y, y + depth)
    elif up:
        floor = meet(regions.stands.free(y, y + half), regions.fronts.free(y + half, y + depth))
    else:
        floor = meet(regions.fronts.free(y, y + half), regions.stands.free(y + half, y + depth))
    if not floor:
        return dict.fromkeys(BACKS, ())
    front = y + depth if up else y - aisle
    near = (front, front + SLIT_MM + 1) if up else (y - SLIT_MM - 1, y)
    past = regions.walk.free(*near) if apart else ()
    full = _pieces(floor, regions.walk.free(front, front + aisle), past, aisle)
    if not full:
        return dict.fromkeys(BACKS, ())
    back = y - SLIT_MM - 1 if up else y + depth
    slit = regions.walk.free(back, back + SLIT_MM + 1)
    behind = regions.walk.free(y - aisle, y) if up else regions.walk.free(back, back + aisle)
    wide = less(slit, behind)
    return {"full": full, "wide": _cut(full, wide), "flush": _cut(full, slit)}


def _pieces(floor: Stretches, aisles: Stretches, past: Stretches, aisle: int) -> Pieces:
    """Return the floor along the aisles, an aisle's width less where one can walk past an end."""
    found: list[Piece] = []
    for start, end in aisles:
        low = start + aisle if covers(past, start) else start
        high = end - aisle if covers(past, end) else end
        found += [Piece(a, b, start, end) for a, b in clip(floor, low, high)]
    return tuple(sorted(found))


def _cut(pieces: Pieces, gaps: Stretches) -> Pieces:
    if not gaps:
        return pieces
    return tuple(
        Piece(low, high, piece.aisle_start, piece.aisle_end)
        for piece in pieces
        for low, high in less(((piece.start, piece.end),), gaps)
    )
