"""From which end each row is filled: what is left over must be no way through.

A gap in a row is a recess as long as the row behind it is solid there, or the gap lies at a
cross aisle. Only where both rows of a band have their gaps at one place can one walk through.
"""

from __future__ import annotations

from dataclasses import dataclass

from layout.rows.kinds import SLIT_MM, Piece, Pieces
from layout.rows.region import Stretches, join, less
from layout.rows.values import RowRules


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a strip: its lower edge, where it faces, the pieces that hold stands."""

    y: int
    up: bool
    leans: bool
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one strip from `x0` to `x1`, from low to high; open where a cross aisle is."""

    x0: int
    x1: int
    open_left: bool
    open_right: bool
    rows: tuple[Row, ...]


def choose_anchors(block: Block, rules: RowRules) -> list[list[int]]:
    """Return for each row and piece -1 (filled from its left end), 1 (right) or 0 (any).

    Left and right are those of the frame.
    """
    anchors = [[_first_anchor(block, row, piece) for piece in row.pieces] for row in block.rows]
    for _ in range(2):
        for index, row in enumerate(block.rows):
            behind = _behind(block, index)
            solid = _solid(block.rows[behind], anchors[behind], rules) if behind >= 0 else ()
            for number, piece in enumerate(row.pieces):
                if _is_closed(block, piece):
                    anchors[index][number] = _better(
                        piece, anchors[index][number], solid, rules.unit
                    )
    return anchors


def _first_anchor(block: Block, row: Row, piece: Piece) -> int:
    left = block.open_left and piece.start == block.x0
    right = block.open_right and piece.end == block.x1
    if left and right:
        return 0
    if left:
        return 1
    return -1 if right or not row.up else 1


def _is_closed(block: Block, piece: Piece) -> bool:
    """Return whether neither end of a piece is at a cross aisle."""
    left = block.open_left and piece.start == block.x0
    return not left and not (block.open_right and piece.end == block.x1)


def _behind(block: Block, index: int) -> int:
    """Return the index of the row that a row leans on, or -1."""
    row = block.rows[index]
    other = index - 1 if row.up else index + 1
    if not row.leans or not 0 <= other < len(block.rows):
        return -1
    return other if block.rows[other].up != row.up else -1


def _solid(row: Row, anchors: list[int], rules: RowRules) -> Stretches:
    found: Stretches = ()
    for piece, anchor in zip(row.pieces, anchors, strict=True):
        found = join(found, (_filled(piece, anchor, rules.unit),))
    return found


def _filled(piece: Piece, anchor: int, unit: int) -> tuple[int, int]:
    length = (piece.end - piece.start) // unit * unit
    if anchor > 0:
        return piece.end - length, piece.end
    return piece.start, piece.start + length


def _better(piece: Piece, anchor: int, solid: Stretches, unit: int) -> int:
    """Return the anchor whose gap is covered best from behind; the given one if all the same."""

    def gap(side: int) -> int:
        start, end = _filled(piece, side, unit)
        rest = less(less(((piece.start, piece.end),), ((start, end),)), solid)
        return sum(b - a for a, b in rest if b - a > SLIT_MM)

    return min((anchor, -1, 1), key=gap)
