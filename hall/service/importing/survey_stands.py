"""Stands: rectangles at any angle, the number inside each, and which side is the front."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely import Polygon, STRtree

from hall.service.importing.found import FoundHall, FoundStand, Notes, show_point, source_of
from hall.service.importing.fronts import find_fronts
from hall.service.importing.rings import area_of, box_of, close_rings, corners_of, polygon_of
from hall.service.importing.values import Lettering, Piece, Point

_CORNERS = 4
_SQUARE_DEG = 0.5
_RECTANGLE_SHARE = 0.985
_LEAST_MM, _MOST_MM = 500, 60_000
_SAME_MM = 20.0
_NUMBER = re.compile(r"\s*(?:stand|n[o°]\.?|booth|رواق)?\s*(\S.{0,38}?)\s*\Z", re.IGNORECASE)
_SIZE = re.compile(r"[\d.,]+\s*(?:m2|m²|x|×|م)", re.IGNORECASE)
MAX_STANDS = 30_000
Box = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class StandWords:
    """What is written in stands, and lines along their fronts."""

    numbers: tuple[Lettering, ...] = ()
    exhibitors: tuple[Lettering, ...] = ()
    fronts: tuple[Piece, ...] = ()


def find_stands(
    pieces: Sequence[Piece],
    words: StandWords,
    halls: Sequence[FoundHall],
    close_mm: float,
    notes: Notes,
) -> tuple[FoundStand, ...]:
    """Return the stands with the texts inside their outlines as numbers."""
    found = close_rings(pieces, close_mm)
    if found.joined:
        message = f"{found.joined} corners of stands were closed, by {found.widest_mm:.0f} mm"
        notes.warn("gaps_closed", f"{message} at most")
    if len(found.rings) > MAX_STANDS:
        notes.error(
            "too_many", f"{len(found.rings):,} stands; at most {MAX_STANDS:,}: wrong layer?"
        )
        return ()
    boxes = _rectangles(found.rings, notes)
    numbers, lost = _match_texts(boxes, words.numbers)
    names, _ = _match_texts(boxes, words.exhibitors)
    for text in lost[:20]:
        message = f"the text `{text.text[:40]}` at {show_point(*text.at)} is inside no stand"
        notes.note("number_without_stand", message)
    fronts = find_fronts(
        [box for box, _ in boxes], [p.facts for _, p in boxes], halls, words.fronts
    )
    stands = [
        _make(box, piece, (_choose(number), " ".join(name)), turn, known=known)
        for (box, piece), number, name, (turn, known) in zip(
            boxes, numbers, names, fronts, strict=True
        )
    ]
    _check_numbers(stands, notes)
    return tuple(stands)


def _rectangles(
    rings: Sequence[tuple[tuple[Point, ...], Piece]], notes: Notes
) -> list[tuple[Box, Piece]]:
    boxes: list[tuple[Box, Piece]] = []
    seen: dict[tuple[int, int], list[tuple[float, ...]]] = {}
    doubled = fitted = 0
    for points, piece in rings:
        corners = corners_of(points)
        box, is_exact = _fit(corners)
        if box is None:
            message = (
                f"an outline of {len(corners)} corners and {abs(area_of(points)) / 1e6:.1f} m² is"
                " no rectangle: left out; draw it as one or several rectangles"
            )
            notes.warn("stand_shape", message, piece)
            continue
        width, depth = math.dist(box[0], box[1]), math.dist(box[1], box[2])
        if not _LEAST_MM <= min(width, depth) <= max(width, depth) <= _MOST_MM:
            message = f"{width / 1000:.2f} x {depth / 1000:.2f} m is no size of a stand: left out"
            notes.warn("stand_size", message, piece)
            continue
        around = box_of(box)
        cell = (round(around[0] / 1000), round(around[1] / 1000))
        near = [
            b
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for b in seen.get((cell[0] + i, cell[1] + j), ())
        ]
        if any(max(abs(p - q) for p, q in zip(around, o, strict=True)) < _SAME_MM for o in near):
            doubled += 1
            continue
        seen.setdefault(cell, []).append(around)
        fitted += not is_exact
        boxes.append((box, piece))
    if doubled:
        notes.note("stands_doubled", f"{doubled} stands were drawn twice and are taken once")
    if fitted:
        notes.warn(
            "stands_fitted", f"{fitted} stands are not quite rectangles: the nearest is taken"
        )
    return boxes


def _fit(corners: Sequence[Point]) -> tuple[Box | None, bool]:
    """Return the four corners counter-clockwise, and whether they are as drawn."""
    ring = list(corners) if area_of(corners) > 0 else list(reversed(corners))
    if len(ring) == _CORNERS and all(_is_square(ring, index) for index in range(_CORNERS)):
        return (ring[0], ring[1], ring[2], ring[3]), True
    polygon = polygon_of(ring)
    around = polygon.minimum_rotated_rectangle
    if not isinstance(around, Polygon) or polygon.area < _RECTANGLE_SHARE * around.area:
        return None, False
    fitted = [(float(x), float(y)) for x, y in around.exterior.coords][:-1]
    fitted = fitted if area_of(fitted) > 0 else fitted[::-1]
    return (fitted[0], fitted[1], fitted[2], fitted[3]), False


def _is_square(ring: Sequence[Point], index: int) -> bool:
    before, here, after = ring[index - 1], ring[index], ring[(index + 1) % _CORNERS]
    first = math.atan2(here[1] - before[1], here[0] - before[0])
    second = math.atan2(after[1] - here[1], after[0] - here[0])
    turn = math.degrees(second - first) % 360
    return abs(turn - 90) < _SQUARE_DEG


def _match_texts(
    boxes: Sequence[tuple[Box, Piece]], texts: Sequence[Lettering]
) -> tuple[list[list[str]], list[Lettering]]:
    """Return the texts inside each stand or of its block, and those inside none."""
    tree = STRtree([Polygon(box) for box, _ in boxes])
    groups = {piece.group: index for index, (_, piece) in enumerate(boxes) if piece.group}
    inside: list[list[str]] = [[] for _ in boxes]
    lost = []
    for text in texts:
        hits = sorted(int(i) for i in tree.query(shapely.Point(text.at), "intersects"))
        index = groups.get(text.group, hits[0] if hits else -1)
        if index >= 0:
            inside[index].append(text.text)
        else:
            lost.append(text)
    return inside, lost


def _choose(words: Sequence[str]) -> str:
    """Return the number among the texts in a stand: not its size, the shortest, the first."""
    plain = [word for word in words if not _SIZE.search(word)]
    found = [match[1] for word in plain if (match := _NUMBER.match(word))]
    return min(found, key=len, default="")


def _make(
    box: Box, piece: Piece, written: tuple[str, str], turn: int, *, known: bool
) -> FoundStand:
    """Return the stand whose front is the side from corner `turn` to the next.

    A copy of a stand of our own export, with a new number or name in it, is not that
    exhibitor's any more: what is written in it goes before what it carries.
    """
    corners = [box[(turn + index) % _CORNERS] for index in range(_CORNERS)]
    x, y, rotation, width, depth = round_rectangle(corners)
    number, name = written
    told = piece.facts.get("number", "")
    is_own = not number or not told or number == told
    exhibitor = piece.facts.get("exhibitor", "") if is_own else ""
    return FoundStand(
        number or told,
        exhibitor or name,
        x,
        y,
        rotation,
        width,
        depth,
        known,
        source_of(piece),
    )


def round_rectangle(corners: Sequence[Point]) -> tuple[int, int, int, int, int]:
    """Return x, y, rotation in millidegrees, width and depth of a rectangle.

    `corners` begin at the left end of the front, counter-clockwise. Sizes and place are
    rounded so that no corner moves by more than 1 mm.
    """
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    ux, uy = bx - ax + cx - dx, by - ay + cy - dy
    angle = math.degrees(math.atan2(uy, ux))
    width = (math.dist(corners[0], corners[1]) + math.dist(corners[3], corners[2])) / 2
    depth = (math.dist(corners[1], corners[2]) + math.dist(corners[0], corners[3])) / 2
    rotation = round(angle * 1000) % 360_000
    quarter = round(rotation / 90_000) * 90_000
    # A slope of less than half a millimetre over the stand is a rounding of the drawing.
    if math.radians(abs(rotation - quarter) / 1000) * max(width, depth) < 0.5:  # noqa: PLR2004
        rotation = quarter % 360_000
    best = None
    for w, d in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)):
        size = (round(width) + w, round(depth) + d)
        for x in (math.floor(ax), math.floor(ax) + 1):
            for y in (math.floor(ay), math.floor(ay) + 1):
                moved = _worst(corners, x, y, rotation, size)
                if best is None or moved < best[0] - 1e-9:
                    best = (moved, (x, y, rotation, *size))
        if best is not None and best[0] < 0.95:  # noqa: PLR2004 - under a millimetre: sizes stay round
            break
    assert best is not None  # noqa: S101 - the loop ran
    return best[1]


def _worst(corners: Sequence[Point], x: int, y: int, rotation: int, size: tuple[int, int]) -> float:
    angle = math.radians(rotation / 1000)
    quarter = {0: (1.0, 0.0), 90_000: (0.0, 1.0), 180_000: (-1.0, 0.0), 270_000: (0.0, -1.0)}
    cos, sin = quarter.get(rotation, (math.cos(angle), math.sin(angle)))
    w, d = size
    placed = (
        (x, y),
        (x + w * cos, y + w * sin),
        (x + w * cos - d * sin, y + w * sin + d * cos),
        (x - d * sin, y + d * cos),
    )
    return max(math.dist(p, q) for p, q in zip(placed, corners, strict=True))


def _check_numbers(stands: Sequence[FoundStand], notes: Notes) -> None:
    first: dict[str, FoundStand] = {}
    bare = [stand for stand in stands if not stand.number and not stand.exhibitor]
    for stand in stands:
        if stand.number and stand.number in first:
            other = first[stand.number].source
            where = f"line {other.line}" if other.line else other.place
            message = f"number {stand.number} is used twice (also at {where}); give each its own"
            notes.error("number_twice", message, stand.source)
        first.setdefault(stand.number, stand)
    for stand in bare[:20]:
        message = "this stand has no number inside it: nobody can be put on it"
        notes.warn("stand_without_number", message, stand.source)
    if len(bare) > 20:  # noqa: PLR2004 - as shown
        notes.warn("stand_without_number", f"{len(bare) - 20} more stands have no number")
