"""A hall drawn as rows in the frame of the rows: bands, turned rows, lanes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from layout.rows.climb import Step, trace
from layout.rows.crossing import Crossing, TurnedRow
from layout.rows.frame import QUARTER, Frame
from layout.rows.kinds import Piece, Pieces, Regions, measure_row
from layout.rows.strips import RowTable, Strips, states_of
from layout.rows.values import Lane, RowRules, Run
from layout.values import AisleRank


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


def draw_blocks(
    table: RowTable, strips: Strips, chosen: tuple[int, ...], regions: Regions, rules: RowRules
) -> list[Block]:
    """Return the blocks of the chosen strips."""
    if not chosen:
        return []
    index = np.array(chosen)
    few = Strips(
        strips.xs, strips.start[index], strips.end[index],
        strips.reach_left[index], strips.reach_right[index],
    )  # fmt: skip
    problem, states = states_of(table, few, rules.unit)
    blocks = []
    for number in range(len(chosen)):
        steps = trace(problem, states, number)
        blocks.append(draw_block(few, number, steps, table, regions, rules))
    return blocks


def draw_block(
    strips: Strips, number: int, steps: tuple[Step, ...], table: RowTable,
    regions: Regions, rules: RowRules,
) -> Block:  # fmt: skip
    """Return the rows of one strip, backs moved together and walls' rows to their walls."""
    x0 = int(strips.xs[strips.start[number]])
    x1 = int(strips.xs[strips.end[number]])
    left, right = int(strips.reach_left[number]), int(strips.reach_right[number])
    rows: list[Row] = []
    for at, step in enumerate(steps):
        y = int(table.levels.at[step.level])
        leans = step.back == "full"
        follower = steps[at + 1] if at + 1 < len(steps) else None
        if not leans and not step.up and follower is None:
            y = _to_wall(regions, y, rules, x0, x1)
        pieces = measure_row(regions, y, rules.depth, rules.aisle, up=step.up)[step.back]
        reached = tuple(
            Piece(max(p.start, x0), min(p.end, x1), p.aisle_start, p.aisle_end)
            for p in pieces
            if (p.aisle_start <= left or p.aisle_end >= right)
            and min(p.end, x1) - max(p.start, x0) >= rules.unit
        )
        rows.append(Row(y, step.up, leans, reached))
    return Block(x0, x1, left > -(1 << 39), right < 1 << 39, tuple(rows))


def _to_wall(regions: Regions, y: int, rules: RowRules, x0: int, x1: int) -> int:
    """Return the highest level for a last row that faces down, at its wall."""

    def worth(level: int) -> int:
        pieces = measure_row(regions, level, rules.depth, rules.aisle, up=False)["flush"]
        return sum(max(0, min(p.end, x1) - max(p.start, x0)) // rules.unit for p in pieces)

    best, value = y, worth(y)
    for level in sorted({int(at) - rules.depth for at in regions.walk.levels.tolist()}):
        if best < level <= y + rules.depth and worth(level) >= value:
            best, value = level, worth(level)
    return best


def list_runs(
    blocks: list[Block], turned: list[Run], frame: Frame, rules: RowRules
) -> tuple[Run, ...]:
    """Return the runs in walking order: block by block, up one and down the next."""
    runs: list[Run] = []
    band = 0
    for number, block in enumerate(blocks):
        before: Row | None = None
        own: list[Run] = []
        for row in block.rows:
            paired = before is not None and row.up and not before.up and row.leans
            band += 0 if paired else 1
            before = row
            for piece in row.pieces:
                own.append(_run(block, row, piece, frame, rules, (band, number)))
        runs += own if number % 2 == 0 else _backwards(own)
    first = band + 1
    runs += [
        replace(run, band=first + index, block=len(blocks) + index)
        for index, run in enumerate(turned)
    ]
    return tuple(runs)


def _backwards(runs: list[Run]) -> list[Run]:
    return list(reversed(runs))


def _run(
    block: Block, row: Row, piece: Piece, frame: Frame, rules: RowRules, place: tuple[int, int]
) -> Run:
    anchor = find_anchor(block, row, piece)
    spare = 0 if frame.exact else 2
    if row.up:
        x, y = frame.leave(piece.end, row.y + rules.depth)
        turn, anchor = frame.mdeg + 2 * QUARTER, -anchor
    else:
        x, y = frame.leave(piece.start, row.y)
        turn = frame.mdeg
    length = piece.end - piece.start - spare
    return Run(
        x, y, turn % (4 * QUARTER), length, rules.depth, place[0], place[1], not row.leans, anchor
    )


def find_anchor(block: Block, row: Row, piece: Piece) -> int:
    """Return -1 where the stands begin at the left end, 1 where at the right, 0 if all the same.

    Between two obstacles a row that faces down begins left and one that faces up right: what
    is left over never lies back to back, so it is no way through.
    """
    left = block.open_left and piece.start == block.x0
    right = block.open_right and piece.end == block.x1
    if left and right:
        return 0
    if left:
        return 1
    if right or not row.up:
        return -1
    return 1


def turn_runs(crossing: Crossing, table: RowTable, frame: Frame, rules: RowRules) -> list[Run]:
    """Return the runs of the rows along the cross aisles."""
    runs: list[Run] = []
    for row in crossing.turned:
        runs += _turned(row, table, frame, rules)
    return runs


def _turned(row: TurnedRow, table: RowTable, frame: Frame, rules: RowRules) -> list[Run]:
    x = int(table.levels.at[row.at])
    kinds = (table.up if row.up else table.down)[row.back]
    runs = []
    for piece in table.kinds[int(kinds[row.at])]:
        corner = (x + rules.depth, piece.start) if row.up else (x, piece.end)
        turn = QUARTER if row.up else 3 * QUARTER
        at = frame.leave(*corner)
        length = piece.end - piece.start - (0 if frame.exact else 2)
        runs.append(
            Run(*at, (frame.mdeg + turn) % (4 * QUARTER), length, rules.depth, 0, 0, True, 0)
        )
    return runs


def list_lanes(
    blocks: list[Block], span: tuple[int, int], frame: Frame, rules: RowRules
) -> tuple[Lane, ...]:
    """Return the cross aisles over the whole span of y, then the aisles of every block."""
    lanes = []
    for left, right in zip(blocks[:-1], blocks[1:], strict=True):
        lanes.append(_lane((left.x1, span[0], right.x0, span[1]), "cross", frame))
    if blocks and blocks[0].open_left:
        x1 = blocks[0].x0
        lanes.append(_lane((x1 - rules.cross, span[0], x1, span[1]), "cross", frame))
    if blocks and blocks[-1].open_right:
        x0 = blocks[-1].x1
        lanes.append(_lane((x0, span[0], x0 + rules.cross, span[1]), "cross", frame))
    for block in blocks:
        for low, high in aisle_levels(block, rules):
            lanes.append(_lane((block.x0, low, block.x1, high), "aisle", frame))
    return tuple(lanes)


def aisle_levels(block: Block, rules: RowRules) -> list[tuple[int, int]]:
    """Return the lower and upper edge of every aisle of a block, from low to high."""
    found: list[tuple[int, int]] = []
    below: int | None = None
    for row in block.rows:
        if row.up:
            below = row.y + rules.depth
            found.append((below, below + rules.aisle))
        elif below is not None:
            found[-1] = (below, row.y)
            below = None
        else:
            found.append((row.y - rules.aisle, row.y))
    return found


def _lane(box: tuple[int, int, int, int], rank: AisleRank, frame: Frame) -> Lane:
    x0, y0, x1, y1 = box
    corners = (
        frame.leave(x0, y0), frame.leave(x1, y0), frame.leave(x1, y1), frame.leave(x0, y1)
    )  # fmt: skip
    width = x1 - x0 if rank == "cross" else y1 - y0
    return Lane(corners, rank, width)
