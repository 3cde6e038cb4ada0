"""Rows and corridors: a regular grid of blocks between aisles, trimmed by the floor.

Rows run along x. A band is two rows back to back; a wall row is a single row with its back
to a wall. Quarters: 0 faces -y, 1 faces +x, 2 faces +y, 3 faces -x.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from layout.placing.floor import Floor
from layout.placing.limits import Limits
from layout.placing.trimming import Measures, Row, Segment, trim_row

LONGEST_BLOCK_MM = 30_000
SHORTEST_BLOCK_MM = 6_000
STEP_MM = 50  # corridors get widths that a person can set out with a tape


@dataclass(frozen=True, slots=True)
class Corridor:
    """A straight aisle as a rectangle; `rank` as in `layout.values.AisleRank`."""

    x0: int
    y0: int
    x1: int
    y1: int
    rank: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The choices the search varies: bands, wall rows at the sides, cross aisles a part."""

    bands: int
    side_rows: bool
    crosses: int


def _spread(total: int, widths: list[int]) -> list[int]:
    """Return the widths grown to fill `total`, in steps, the first of the widest most."""
    spare = total - sum(widths)
    each = spare // len(widths) // STEP_MM * STEP_MM
    grown = [width + each for width in widths]
    grown[widths.index(max(widths))] += spare - each * len(widths)
    return grown


def most_bands(limits: Limits, measures: Measures) -> int:
    """Return how many back-to-back bands fit between the limits, each with an aisle."""
    walls = measures.depth * (limits.south.wall + limits.north.wall)
    height = limits.north.level - limits.south.level - walls - measures.aisle
    return max(0, height // (2 * measures.depth + measures.aisle))


def _lay_rows(
    floor: Floor, limits: Limits, measures: Measures, bands: int
) -> tuple[list[Row], list[tuple[int, int, str]]] | None:
    """Return the rows from south to north and the aisles between them, or None if too high."""
    depth, lo, hi = measures.depth, limits.south, limits.north
    low = lo.level + depth * lo.wall
    high = hi.level - depth * hi.wall
    room = high - low - bands * 2 * depth
    widths = [measures.aisle] * (bands + 1)
    for door in floor.entrances:
        if not door.along_x:
            share = (door.y - low) / max(high - low, 1)
            widths[min(max(round(share * bands), 0), bands)] = measures.main
    if room < sum(widths):
        return None
    rows, aisles, y = [], [], low
    if lo.wall:
        rows.append(Row(lo.level, low, 2, -1))
    for band, width in enumerate(_spread(room, widths)):
        rank = "main" if widths[band] > measures.aisle else "aisle"
        aisles.append((y, y + width, rank))
        y += width
        if band < bands:
            rows.append(Row(y, y + depth, 0, band))
            rows.append(Row(y + depth, y + 2 * depth, 2, band))
            y += 2 * depth
    if hi.wall:
        rows.append(Row(high, hi.level, 0, -2))
    rows += _rows_beyond(floor, limits, measures)
    return rows, aisles


def _rows_beyond(floor: Floor, limits: Limits, measures: Measures) -> list[Row]:
    """Return rows in the wings of the hall that lie beyond the main south and north level."""
    bounds, depth, rows = floor.hall.bounds, measures.depth, []
    pitch = 2 * depth + measures.aisle
    y, band = limits.north.level, 1000
    while y + depth + measures.aisle <= bounds[3]:
        if y > limits.north.level:
            rows.append(Row(y - depth, y, 0, band))
        rows.append(Row(y, y + depth, 2, band))
        y, band = y + pitch, band + 1
    y = limits.south.level
    while y - depth - measures.aisle >= bounds[1]:
        rows.append(Row(y - depth, y, 0, band))
        if y < limits.south.level:
            rows.append(Row(y, y + depth, 2, band))
        y, band = y - pitch, band + 1
    return rows


def _lay_blocks(
    floor: Floor, limits: Limits, measures: Measures, shape: Shape
) -> tuple[list[tuple[int, int]], list[tuple[int, int, str]]] | None:
    """Return the x-ranges of the blocks and of the corridors between them."""
    side = measures.depth if shape.side_rows else 0
    west = limits.west.level + side * limits.west.wall
    east = limits.east.level - side * limits.east.wall
    corridors = [(west, west + measures.aisle, "cross"), (east - measures.aisle, east, "cross")]
    corridors[1:1] = _main_corridors(floor, measures, corridors[0][1], corridors[1][0])
    blocks: list[tuple[int, int]] = []
    drawn = [corridor for corridor in corridors if corridor[2] == "main"]
    last = len(corridors) - 2
    for index, (left, right) in enumerate(pairwise(corridors)):
        sides = (index == 0, index == last)
        part = _cut_part(left[1], right[0], measures, shape.crosses, sides)
        if part is None:
            return None
        blocks += part
        drawn += [(a[1], b[0], "cross") for a, b in pairwise(part)]
    first, final = (blocks[0][0], blocks[-1][1]) if blocks else (corridors[0][1], corridors[-1][0])
    return blocks, [*drawn, (west, first, "cross"), (final, east, "cross")]


def _main_corridors(
    floor: Floor, measures: Measures, west: int, east: int
) -> list[tuple[int, int, str]]:
    """Return one main aisle from each group of entrances in the south or north wall."""
    places = sorted(door.x for door in floor.entrances if door.along_x)
    groups: list[list[float]] = []
    for place in places:
        if groups and place - groups[-1][-1] < measures.main + 2 * SHORTEST_BLOCK_MM:
            groups[-1].append(place)
        else:
            groups.append([place])
    middles = [round((group[0] + group[-1]) / 2) for group in groups]
    half = measures.main // 2
    return [
        (middle - half, middle + half, "main")
        for middle in middles
        if west <= middle - half and middle + half <= east
    ]


def _cut_part(
    left: int, right: int, measures: Measures, crosses: int, sides: tuple[bool, bool]
) -> list[tuple[int, int]] | None:
    """Return the blocks between two corridors with `crosses` cross aisles among them.

    What a whole number of units leaves over widens the cross aisles, and the side aisle
    where `sides` says that there is one, all by the same.
    """
    length = right - left
    least = max(0, -(-(length - LONGEST_BLOCK_MM) // (LONGEST_BLOCK_MM + measures.aisle)))
    count = least + crosses + 1
    room = length - (count - 1) * measures.aisle
    block = room // count // measures.unit * measures.unit
    if block < SHORTEST_BLOCK_MM:
        return None if crosses else []
    spare = room - count * block
    share = spare // max(count - 1 + sum(sides), 1)
    blocks, x = [], left + share * sides[0]
    for _ in range(count):
        blocks.append((x, x + block))
        x += block + measures.aisle + share
    return blocks


@dataclass(frozen=True, slots=True)
class Grid:
    """The segments in walking order, and the corridors that they stand along."""

    segments: tuple[Segment, ...]
    corridors: tuple[Corridor, ...]

    @property
    def frontage(self) -> int:
        return sum(segment.length for segment in self.segments)


def most_frontage(floor: Floor, limits: Limits, measures: Measures, shape: Shape) -> float:
    """Return more metres of row (in mm) than a grid of this shape can have."""
    width = limits.east.level - limits.west.level
    height = limits.north.level - limits.south.level
    inner = width - (2 + shape.crosses) * measures.aisle
    walls = (limits.south.wall + limits.north.wall) * width
    _, low, _, high = floor.hall.bounds
    beyond = (max(limits.south.level - low, 0) + max(high - limits.north.level, 0)) * (
        floor.hall.bounds[2] - floor.hall.bounds[0]
    )
    wings = min(beyond, max(floor.room.area - width * height / 2, 0)) / measures.depth
    return float(2 * shape.bands * inner + walls + 2 * height * shape.side_rows + wings)


def lay_grid(floor: Floor, limits: Limits, measures: Measures, shape: Shape) -> Grid | None:
    """Return the grid of one shape, or None if the hall is too small for it.

    Segments run as a snake: up the first column of blocks, down the next one, so that any
    run of them is one quarter of the hall. Wall rows at the sides come first and last.
    """
    laid = _lay_rows(floor, limits, measures, shape.bands)
    cut = _lay_blocks(floor, limits, measures, shape)
    if laid is None or cut is None:
        return None
    (rows, aisles), (blocks, corridors) = laid, cut
    segments: list[Segment] = []
    if shape.side_rows and limits.west.wall:
        segments += reversed(_side_row(floor, limits, measures, west=True))
    for index, (x0, x1) in enumerate(blocks):
        ordered = sorted(rows, key=lambda row: row.y0, reverse=index % 2 == 1)
        for row in ordered:
            wall_row = row.band < 0
            left = limits.west.level if wall_row and index == 0 else x0
            right = limits.east.level if wall_row and index == len(blocks) - 1 else x1
            pieces = trim_row(floor, measures, (left, row.y0, right, row.y1), row, index)
            if right > x1 and pieces and pieces[-1].x1 == right and not pieces[-1].anchor:
                pieces[-1] = replace(pieces[-1], anchor=1)  # into the corner of the hall
            segments += pieces
    if shape.side_rows and limits.east.wall:
        side = _side_row(floor, limits, measures, west=False)
        segments += side if len(blocks) % 2 == 0 else reversed(side)
    low, high = (round(v) for v in floor.hall.bounds[1::2])
    west, east = limits.west.level, limits.east.level
    drawn = [Corridor(x0, low, x1, high, rank) for x0, x1, rank in corridors]
    drawn += [Corridor(west, y0, east, y1, rank) for y0, y1, rank in aisles]
    return Grid(tuple(segments), tuple(drawn))


def _side_row(floor: Floor, limits: Limits, measures: Measures, *, west: bool) -> list[Segment]:
    inset = measures.depth + measures.aisle
    y0 = limits.south.level + inset * limits.south.wall
    y1 = limits.north.level - inset * limits.north.wall
    x = limits.west.level if west else limits.east.level - measures.depth
    row = Row(y0, y1, 1 if west else 3, -3 if west else -4)
    return trim_row(floor, measures, (x, y0, x + measures.depth, y1), row, -1)
