"""Rows and corridors: a regular grid of blocks between aisles, trimmed by the floor.

Rows run along x. A band is two rows back to back; a wall row is a single row with its back
to a wall. Quarters: 0 faces -y, 1 faces +x, 2 faces +y, 3 faces -x.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import shapely
from shapely import box

from layout.floor import Bounds, Floor, Geometry

LONGEST_BLOCK_MM = 30_000
SHORTEST_BLOCK_MM = 6_000
_ROUNDING = 1e-3  # what shapely's arithmetic may add to whole millimetres
STEP_MM = 50  # corridors get widths that a person can set out with a tape


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
class Corridor:
    """A straight aisle as a rectangle; `rank` as in `layout.values.AisleRank`."""

    x0: int
    y0: int
    x1: int
    y1: int
    rank: str


@dataclass(frozen=True, slots=True)
class Measures:
    """What the grid is drawn with, in mm: row depth, aisle, main aisle, block unit."""

    depth: int
    aisle: int
    main: int
    unit: int


@dataclass(frozen=True, slots=True)
class Shape:
    """The choices the search varies: bands, wall rows at the sides, cross aisles a part."""

    bands: int
    side_rows: bool
    crosses: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the rows end on one side: the level, and whether a wall is there to back on."""

    level: int
    wall: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """The four edges of the part of a hall that the main rows fill."""

    south: Edge
    north: Edge
    west: Edge
    east: Edge


def find_limits(floor: Floor) -> Limits:
    """Return the four levels that most of the free floor ends at."""
    edges: dict[tuple[int, int], float] = {}
    walls: dict[tuple[int, int], float] = {}
    for polygon in shapely.get_parts(shapely.normalize(floor.room)):
        for number, ring in enumerate([polygon.exterior, *polygon.interiors]):
            left = ring.is_ccw == (number == 0)
            points = list(ring.coords)
            points = points if left else points[::-1]
            for (ax, ay), (bx, by) in pairwise(points):
                side, level, length = _edge(ax, ay, bx, by)
                if side < 0:
                    continue
                edges[side, level] = edges.get((side, level), 0.0) + length
                middle = shapely.Point((ax + bx) / 2, (ay + by) / 2)
                if floor.hall.boundary.distance(middle) < 1:
                    walls[side, level] = walls.get((side, level), 0.0) + length
    bounds = [round(value) for value in floor.hall.bounds]
    fallback = (bounds[1], bounds[2], bounds[3], bounds[0])
    found = [_longest(edges, walls, side, fallback[side]) for side in range(4)]
    south, east, north, west = found
    if north.level - south.level < (bounds[3] - bounds[1]) / 2:
        south, north = Edge(bounds[1], wall=True), Edge(bounds[3], wall=True)
    if east.level - west.level < (bounds[2] - bounds[0]) / 2:
        west, east = Edge(bounds[0], wall=True), Edge(bounds[2], wall=True)
    return Limits(south, north, west, east)


def _edge(ax: float, ay: float, bx: float, by: float) -> tuple[int, int, float]:
    """Return side (0 south, 1 east, 2 north, 3 west), level, length; interior on the left."""
    if abs(ay - by) < 1:
        return (0 if bx > ax else 2), round(ay), abs(bx - ax)
    if abs(ax - bx) < 1:
        return (1 if by > ay else 3), round(ax), abs(by - ay)
    return -1, 0, 0.0


def _longest(
    edges: dict[tuple[int, int], float],
    walls: dict[tuple[int, int], float],
    side: int,
    fallback: int,
) -> Edge:
    options = [(length, level) for (s, level), length in edges.items() if s == side]
    if not options:
        return Edge(fallback, wall=True)
    length, level = max(options)
    return Edge(level, wall=walls.get((side, level), 0.0) * 2 > length)


def _spread(total: int, widths: list[int]) -> list[int]:
    """Return the widths grown to fill `total`, in steps, the first of the widest most."""
    spare = total - sum(widths)
    each = spare // len(widths) // STEP_MM * STEP_MM
    grown = [width + each for width in widths]
    grown[widths.index(max(widths))] += spare - each * len(widths)
    return grown


@dataclass(frozen=True, slots=True)
class _Row:
    y0: int
    y1: int
    quarter: int
    band: int


def most_bands(limits: Limits, measures: Measures) -> int:
    walls = measures.depth * (limits.south.wall + limits.north.wall)
    height = limits.north.level - limits.south.level - walls - measures.aisle
    return max(0, height // (2 * measures.depth + measures.aisle))


def _lay_rows(
    floor: Floor, limits: Limits, measures: Measures, bands: int
) -> tuple[list[_Row], list[tuple[int, int, str]]] | None:
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
        rows.append(_Row(lo.level, low, 2, -1))
    for band, width in enumerate(_spread(room, widths)):
        rank = "main" if widths[band] > measures.aisle else "aisle"
        aisles.append((y, y + width, rank))
        y += width
        if band < bands:
            rows.append(_Row(y, y + depth, 0, band))
            rows.append(_Row(y + depth, y + 2 * depth, 2, band))
            y += 2 * depth
    if hi.wall:
        rows.append(_Row(high, hi.level, 0, -2))
    rows += _rows_beyond(floor, limits, measures)
    return rows, aisles


def _rows_beyond(floor: Floor, limits: Limits, measures: Measures) -> list[_Row]:
    """Return rows in the wings of the hall that lie beyond the main south and north level."""
    bounds, depth, rows = floor.hall.bounds, measures.depth, []
    pitch = 2 * depth + measures.aisle
    y, band = limits.north.level, 1000
    while y + depth + measures.aisle <= bounds[3]:
        if y > limits.north.level:
            rows.append(_Row(y - depth, y, 0, band))
        rows.append(_Row(y, y + depth, 2, band))
        y, band = y + pitch, band + 1
    y = limits.south.level
    while y - depth - measures.aisle >= bounds[1]:
        rows.append(_Row(y - depth, y, 0, band))
        if y < limits.south.level:
            rows.append(_Row(y, y + depth, 2, band))
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
            pieces = _trim(floor, measures, (left, row.y0, right, row.y1), row, index)
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
    row = _Row(y0, y1, 1 if west else 3, -3 if west else -4)
    return _trim(floor, measures, (x, y0, x + measures.depth, y1), row, -1)


def _trim(
    floor: Floor, measures: Measures, rect: tuple[int, int, int, int], row: _Row, block: int
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
