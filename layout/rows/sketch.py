"""A hall drawn as rows in the frame of the rows: bands, turned rows, lanes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from layout.rows.anchors import Block, Row, choose_anchors
from layout.rows.climb import Climb, Step, climb, trace
from layout.rows.crossing import Crossing, TurnedRow
from layout.rows.frame import QUARTER, Frame
from layout.rows.kinds import Piece, Regions, measure_row
from layout.rows.strips import RowTable, Strips, value_strips
from layout.rows.values import Lane, RowRules, Run
from layout.values import AisleRank

_TAPE_MM = 50  # aisles get widths that a person can set out with a tape


def draw_blocks(
    table: RowTable, strips: Strips, regions: Regions, rules: RowRules, *, aligned: bool
) -> list[Block]:
    """Return the blocks of a few strips; aligned, their rows lie at the same levels."""
    if not len(strips.start):
        return []
    problem = Climb(table.levels, value_strips(table, strips, rules.unit), table.down, table.up)
    if aligned:
        problem = replace(problem, table=problem.table.sum(axis=1, keepdims=True, dtype=np.int32))
    states = climb(problem)
    ways = [trace(problem, states, number) for number in range(problem.table.shape[1])]
    if aligned:
        ways *= len(strips.start)
    ends = [
        (int(strips.xs[i]), int(strips.xs[j]))
        for i, j in zip(strips.start, strips.end, strict=True)
    ]
    spans = [[ends[number]] if not aligned else ends for number in range(len(ends))]
    return [
        _draw_block(
            strips, number, _settle(steps, table, regions, rules, spans[number]), regions, rules
        )
        for number, steps in enumerate(ways)
    ]


def _settle(
    steps: tuple[Step, ...], table: RowTable, regions: Regions, rules: RowRules,
    spans: list[tuple[int, int]],
) -> list[tuple[int, Step]]:  # fmt: skip
    """Return the rows with their levels: the last one at its wall, wide aisles made even."""
    placed = [(int(table.levels.at[step.level]), step) for step in steps]
    if placed and not placed[-1][1].up and placed[-1][1].back != "full":
        y, step = placed[-1]
        placed[-1] = (_to_wall(regions, y, rules, spans), step)
    return even_out(placed, regions, rules, spans)


def even_out(
    placed: list[tuple[int, Step]], regions: Regions, rules: RowRules,
    spans: list[tuple[int, int]],
) -> list[tuple[int, Step]]:  # fmt: skip
    """Return the rows with what is left over shared among the aisles, where nothing is lost."""
    bands = _bands(placed)
    if len(bands) < 2:  # noqa: PLR2004  # one band has no neighbour to share with
        return placed
    top_fixed = not placed[-1][1].up
    high = placed[-1][0] if top_fixed else int(regions.walk.levels[-1]) - rules.aisle
    high -= 0 if top_fixed else rules.depth
    moved = list(placed)
    low = 0 if not placed[0][1].up else 1
    free = bands[low : len(bands) - 1] if top_fixed else bands[low:]
    if not free:
        return placed
    slack = _slack(placed, bands, rules, high, top_fixed=top_fixed)
    gaps, most = len(free) + 1, slack
    for number in reversed(range(len(free))):
        most = min(most, slack * (number + 1) // gaps // _TAPE_MM * _TAPE_MM)
        most = next(
            (shift for shift in range(most, 0, -_TAPE_MM)
             if _may_shift([moved[i] for i in free[number]], shift, regions, rules, spans)), 0,
        )  # fmt: skip
        for i in free[number]:
            moved[i] = moved[i][0] + most, moved[i][1]
    return moved


def _may_shift(
    band: list[tuple[int, Step]], shift: int, regions: Regions, rules: RowRules,
    spans: list[tuple[int, int]],
) -> bool:  # fmt: skip
    return all(
        _worth(regions, y + shift, step, rules, spans) >= _worth(regions, y, step, rules, spans)
        for y, step in band
    )


def _slack(
    placed: list[tuple[int, Step]], bands: list[list[int]], rules: RowRules, high: int,
    *, top_fixed: bool,
) -> int:  # fmt: skip
    """Return how far the last band that may move can move up."""
    if top_fixed:
        last = placed[bands[-2][-1]]
        return max(0, high - rules.aisle - (last[0] + rules.depth))
    return max(0, high - placed[-1][0])


def _bands(placed: list[tuple[int, Step]]) -> list[list[int]]:
    """Return the rows' indices, those back to back together."""
    bands: list[list[int]] = []
    for index, (_, step) in enumerate(placed):
        if bands and step.up and step.back == "full":
            bands[-1].append(index)
        else:
            bands.append([index])
    return bands


def _worth(
    regions: Regions, y: int, step: Step, rules: RowRules, spans: list[tuple[int, int]]
) -> int:
    pieces = measure_row(regions, y, rules.depth, rules.aisle, up=step.up)[step.back]
    return sum(
        max(0, min(p.end, x1) - max(p.start, x0)) // rules.unit for p in pieces for x0, x1 in spans
    )


def _draw_block(
    strips: Strips, number: int, placed: list[tuple[int, Step]], regions: Regions, rules: RowRules
) -> Block:
    x0 = int(strips.xs[strips.start[number]])
    x1 = int(strips.xs[strips.end[number]])
    left, right = int(strips.reach_left[number]), int(strips.reach_right[number])
    rows: list[Row] = []
    for y, step in placed:
        pieces = measure_row(regions, y, rules.depth, rules.aisle, up=step.up)[step.back]
        reached = tuple(
            Piece(max(p.start, x0), min(p.end, x1), p.aisle_start, p.aisle_end)
            for p in pieces
            if (p.aisle_start <= left or p.aisle_end >= right)
            and min(p.end, x1) - max(p.start, x0) >= rules.unit
        )
        rows.append(Row(y, step.up, step.back == "full", reached))
    return Block(x0, x1, left > -(1 << 39), right < 1 << 39, tuple(rows))


def _to_wall(regions: Regions, y: int, rules: RowRules, spans: list[tuple[int, int]]) -> int:
    """Return the highest level for a last row that faces down, at its wall."""
    step = Step(0, up=False, back="flush")
    best, value = y, _worth(regions, y, step, rules, spans)
    for level in sorted({int(at) - rules.depth for at in regions.walk.levels.tolist()}):
        if best < level <= y + rules.depth:
            worth = _worth(regions, level, step, rules, spans)
            if worth >= value:
                best, value = level, worth
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
        anchors = choose_anchors(block, rules)
        for index, row in enumerate(block.rows):
            paired = before is not None and row.up and not before.up and row.leans
            band += 0 if paired else 1
            before = row
            for piece, anchor in zip(row.pieces, anchors[index], strict=True):
                own.append(_run(row, piece, anchor, frame, rules, (band, number)))
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
    row: Row, piece: Piece, anchor: int, frame: Frame, rules: RowRules, place: tuple[int, int]
) -> Run:
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
            Run(*at, (frame.mdeg + turn) % (4 * QUARTER), length, rules.depth, 0, 0, wall=True)
        )
    return runs


def list_lanes(
    blocks: list[Block], span: tuple[int, int], frame: Frame, rules: RowRules
) -> tuple[Lane, ...]:
    """Return the cross aisles over the whole span of y, then the aisles of every block."""
    lanes = []
    for left, right in pairwise(blocks):
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
