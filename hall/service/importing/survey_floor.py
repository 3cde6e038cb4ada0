"""The floor: outlines of halls with their holes, and columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import shapely
from shapely import Polygon, STRtree

from hall.service.importing.found import (
    FoundColumn,
    FoundHall,
    Notes,
    round_ring,
    round_span,
    show_point,
    source_of,
)
from hall.service.importing.rings import Rings, area_of, box_of, close_rings, polygon_of
from hall.service.importing.values import Piece, Point
from layout.plan.fields import MOST

# An outline just inside another is the inner face of the same wall.
_WALL_SHARE = 0.8
_MOST_WALL_MM = 1_500.0
_LEAST_HALL_MM2 = 20e6
_SHOWN_GAPS = 20
_JAMB_MM = 150.0
_LEAST_OPENING_MM, _MOST_OPENING_MM = 600.0, 12_000.0
_SAME_MM = 20.0
_LEAST_COLUMN_MM = 10.0
_MOST_COLUMN_MM = 5_000.0
_MOST_OFF_MM = 1.0
MAX_COLUMNS = MOST["columns"]


def find_halls(
    walls: Sequence[Piece],
    holes: Sequence[Piece],
    doors: Sequence[Piece],
    close_mm: float,
    notes: Notes,
) -> tuple[FoundHall, ...]:
    """Return the halls, biggest first; gaps in their walls are findings with their place."""
    found = close_rings(walls, close_mm)
    if not _has_floor(found) and any(not piece.closed for piece in walls):
        # Doors are drawn into the openings of walls: from jamb to jamb they close them.
        closed = close_rings([*walls, *_close_openings(walls, doors)], close_mm)
        if _has_floor(closed):
            notes.note("doors_close_walls", "the walls are closed where doors are drawn")
            found = closed
    _tell_joining(found, notes)
    rings = [(r, p) for r, p in found.rings if abs(area_of(r)) >= _LEAST_HALL_MM2 or p.closed]
    if found.is_faces:
        rings = _take_floor(rings, notes)
    cut = close_rings(holes, close_mm)
    _tell_joining(cut, notes)
    halls = _nest(rings, [ring for ring, _ in cut.rings], notes)
    if not halls:
        message = (
            "no closed outline of a hall on the layers for HALL; draw the floor as one closed"
            f" polyline, or say how wide gaps may be: --close (now {close_mm / 1000:g} m)"
        )
        notes.error("no_hall", message)
    return halls


def _has_floor(found: Rings) -> bool:
    """Return whether a ring is room to stand in: the faces of walls themselves are none."""
    return any(
        abs(area_of(ring)) >= _LEAST_HALL_MM2 and not _is_wall(ring) for ring, _ in found.rings
    )


def _close_openings(walls: Sequence[Piece], doors: Sequence[Piece]) -> list[Piece]:
    """Return straight lines from jamb to jamb: between corners of walls that a door touches.

    A door is all lines of one block, or one line.
    """
    corners = sorted({point for piece in walls for point in piece.points})
    if not corners or not doors:
        return []
    tree = STRtree([shapely.Point(corner) for corner in corners])
    closing: list[Piece] = []
    for group in _door_groups(doors):
        shape = shapely.MultiPoint([point for piece in group for point in piece.points])
        jambs = [corners[i] for i in sorted(map(int, tree.query(shape, "dwithin", _JAMB_MM)))]
        closing += [
            Piece(group[0].layer, (one, other), closed=False, place=group[0].place)
            for one, other in combinations(jambs, 2)
            if _LEAST_OPENING_MM <= math.dist(one, other) <= _MOST_OPENING_MM
        ]
    return closing


def _door_groups(doors: Sequence[Piece]) -> list[list[Piece]]:
    groups: dict[str, list[Piece]] = {}
    for nth, piece in enumerate(doors):
        groups.setdefault(piece.group or f"#{nth}", []).append(piece)
    return list(groups.values())


def _tell_joining(found: Rings, notes: Notes) -> None:
    if found.joined:
        message = (
            f"{found.joined} open corners of walls were closed; the widest gap was"
            f" {found.widest_mm:.0f} mm"
        )
        notes.warn("gaps_closed", message)
    ends = found.open_ends
    for end in ends[:_SHOWN_GAPS]:
        far = f"{end.gap_mm / 1000:.2f} m to the next open end" if math.isfinite(end.gap_mm) else ""
        message = f"the line is open at {show_point(*end.at)} {far}; close it".replace("  ", " ")
        notes.warn("gap", message, end.piece)
    if len(ends) > _SHOWN_GAPS:
        notes.warn("gap", f"{len(ends) - _SHOWN_GAPS} more open ends of lines are not shown")


def _take_floor(
    faces: list[tuple[tuple[Point, ...], Piece]], notes: Notes
) -> list[tuple[tuple[Point, ...], Piece]]:
    """Return the floor among the faces that walls of single lines make.

    A wall drawn as two lines makes a narrow face of its own; rooms that share walls make one
    floor together.
    """
    if len(faces) <= 1:
        return faces
    largest = max(faces, key=lambda face: abs(area_of(face[0])))
    whole = sum(abs(area_of(ring)) for ring, _ in faces)
    rest = [face for face in faces if face is not largest]
    share = abs(area_of(largest[0])) / whole
    if all(_is_wall(ring) for ring, _ in rest) or share > _WALL_SHARE:
        message = (
            f"walls have {len(faces)} closed faces; the floor is the largest,"
            f" {abs(area_of(largest[0])) / 1e6:,.0f} m²"
        )
        notes.warn("walls_have_faces", message)
        return [largest]
    union = shapely.unary_union([polygon_of(ring) for ring, _ in faces])
    parts = [part for part in shapely.get_parts(union) if isinstance(part, Polygon)]
    notes.warn(
        "inner_walls",
        f"inner walls part the floor into {len(faces)}; they are left out of the plan",
    )
    return [(tuple(part.exterior.coords)[:-1], largest[1]) for part in parts]


def _is_wall(ring: Sequence[Point]) -> bool:
    polygon = polygon_of(ring)
    return bool(polygon.buffer(-_MOST_WALL_MM / 2).is_empty)


def _nest(
    rings: list[tuple[tuple[Point, ...], Piece]], holes: list[tuple[Point, ...]], notes: Notes
) -> tuple[FoundHall, ...]:
    """Return outer rings with the rings inside them as holes."""
    ordered = sorted(rings, key=lambda ring: -abs(area_of(ring[0])))
    halls: list[tuple[tuple[Point, ...], Piece, list[tuple[Point, ...]]]] = []
    for ring, piece in ordered:
        middle = polygon_of(ring).representative_point()
        around = next((h for h in halls if polygon_of(h[0]).contains(middle)), None)
        if around is None:
            if not halls or abs(area_of(ring)) >= _LEAST_HALL_MM2:
                halls.append((ring, piece, []))
        elif _is_inner_face(around[0], ring):
            notes.warn(
                "inner_face", "two outlines around the hall: the inner one is the floor", piece
            )
            halls[halls.index(around)] = (ring, piece, around[2])
        elif not _is_double(ring, around[2]):
            around[2].append(ring)
    for hole in holes:
        middle = polygon_of(hole).representative_point()
        for hall in halls:
            if polygon_of(hall[0]).contains(middle) and not _is_double(hole, hall[2]):
                hall[2].append(hole)
                break
    return tuple(
        FoundHall(
            round_ring(ring),
            tuple(tuple(reversed(round_ring(hole))) for hole in inside),
            source_of(piece),
        )
        for ring, piece, inside in halls
    )


def _is_inner_face(outer: Sequence[Point], inner: Sequence[Point]) -> bool:
    if abs(area_of(inner)) < _WALL_SHARE * abs(area_of(outer)):
        return False
    shell = polygon_of(inner).exterior
    return all(shell.distance(shapely.Point(p)) < _MOST_WALL_MM for p in outer)


def _is_double(ring: Sequence[Point], others: Sequence[Sequence[Point]]) -> bool:
    box = box_of(ring)
    return any(
        max(abs(a - b) for a, b in zip(box, box_of(o), strict=True)) < _SAME_MM for o in others
    )


def find_columns(pieces: Sequence[Piece], close_mm: float, notes: Notes) -> tuple[FoundColumn, ...]:
    """Return columns as axis-parallel boxes around what was drawn, each once."""
    shapes = _column_shapes(pieces, close_mm)
    columns: list[FoundColumn] = []
    boxed, doubled, farthest = 0, 0, 0.0
    seen: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
    for points, piece in shapes:
        box = box_of(points)
        cell = (round(box[0] / 1000), round(box[1] / 1000))
        near = [
            b
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for b in seen.get((cell[0] + i, cell[1] + j), ())
        ]
        if any(
            max(abs(p - q) for p, q in zip(box, other, strict=True)) < _SAME_MM for other in near
        ):
            doubled += 1
            continue
        seen.setdefault(cell, []).append(box)
        (x, width), (y, depth) = round_span(box[0], box[2]), round_span(box[1], box[3])
        farthest = max(farthest, _corner_off(box, (x, y, width, depth)))
        if not _LEAST_COLUMN_MM <= min(width, depth) <= max(width, depth) <= _MOST_COLUMN_MM:
            message = (
                f"{width / 1000:g} x {depth / 1000:g} m is no column; put it on the layer for"
                " HOLES or BLOCKED"
            )
            notes.warn("column_size", message, piece)
            continue
        boxed += abs(abs(area_of(points)) - width * depth) > 0.02 * width * depth
        columns.append(FoundColumn(x, y, width, depth, source_of(piece)))
    if farthest > _MOST_OFF_MM:
        message = (
            f"columns lie between whole millimetres: a corner moves by up to {farthest:.2f} mm."
            " Draw their middles on whole millimetres to keep every corner"
        )
        notes.warn("column_between_mm", message)
    if boxed:
        message = f"{boxed} columns are no upright rectangles: the box around each is kept free"
        notes.note("columns_boxed", message)
    if doubled:
        notes.note("columns_doubled", f"{doubled} columns were drawn twice and are taken once")
    if len(columns) > MAX_COLUMNS:
        notes.error("too_many", f"{len(columns):,} columns; at most {MAX_COLUMNS:,}: wrong layer?")
        return ()
    return tuple(columns)


def _corner_off(box: tuple[float, float, float, float], column: tuple[int, int, int, int]) -> float:
    """Return how far the farthest corner of a column is from where it was drawn."""
    x, y, width, depth = column
    across = max(abs(x - width / 2 - box[0]), abs(x + width / 2 - box[2]))
    along = max(abs(y - depth / 2 - box[1]), abs(y + depth / 2 - box[3]))
    return math.hypot(across, along)


def _column_shapes(
    pieces: Sequence[Piece], close_mm: float
) -> list[tuple[tuple[Point, ...], Piece]]:
    """Return one outline a column: all lines of a block together, other lines as they close."""
    groups: dict[str, list[Piece]] = {}
    single = []
    for piece in pieces:
        if piece.group:
            groups.setdefault(piece.group, []).append(piece)
        else:
            single.append(piece)
    shapes = list(close_rings(single, close_mm).rings)
    for members in groups.values():
        points = tuple(point for piece in members for point in piece.points)
        x0, y0, x1, y1 = box_of(points)
        box = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        ring = members[0].points if len(members) == 1 and members[0].closed else box
        shapes.append((ring, members[0]))
    return shapes
