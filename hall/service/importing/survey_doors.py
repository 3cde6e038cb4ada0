"""Doors: whatever was drawn for one (a line, a leaf with its swing, a block) → its ends."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from shapely import LineString, STRtree

from hall.model.folding import fold
from hall.service.importing.found import (
    FoundDoor,
    FoundHall,
    Notes,
    show_point,
    source_of,
)
from hall.service.importing.values import Lettering, Piece, Point
from layout.values import Door, Hall, PointMm, Ring

# Lines this near belong to one door; so far from a wall it is still that wall's.
_TOUCH_MM = 30.0
_REACH_MM = 600.0
_ON_WALL_MM = 400.0
_EXACT_MM = 1.5
_LEAST_MM, _MOST_MM = 600, 30_000
_TEXT_REACH_MM = 3_000.0
_KINDS = {
    "ENTRANCES": "entrance", "EXITS": "exit", "EMERGENCY_EXITS": "emergency_exit",
}  # fmt: skip
_WORDS = (
    ("emergency_exit", "secours emergency urgence طوارئ"),
    ("entrance", "entree entrance مدخل"),
    ("exit", "sortie exit مخرج"),
)
Wall = tuple[PointMm, PointMm]


def find_doors(
    pieces: Mapping[str, Sequence[Piece]],
    texts: Sequence[Lettering],
    halls: Sequence[FoundHall],
    outlines: Sequence[Ring],
    notes: Notes,
) -> tuple[FoundDoor, ...]:
    """Return the doors of each role, put onto the nearest wall of the outlines."""
    rings = [ring for hall in halls for ring in (hall.outline, *hall.holes)] or list(outlines)
    walls = [wall for ring in rings for wall in _walls(ring)]
    if not walls:
        return ()
    tree = STRtree([LineString(wall) for wall in walls])
    doors: list[FoundDoor] = []
    snapped: list[float] = []
    for role, members in pieces.items():
        for cluster in _cluster(members, walls, tree):
            door = _place(cluster, walls, tree, _KINDS.get(role, ""), notes, snapped)
            if door is not None:
                doors.append(_name(door, texts))
    if snapped:
        message = (
            f"{len(snapped)} doors were moved onto the outline, by at most {max(snapped):.0f} mm"
        )
        notes.note("doors_moved", message)
    return tuple(doors)


def settle_doors(doors: Sequence[Door], halls: Sequence[Hall], notes: Notes) -> tuple[Door, ...]:
    """Return doors that a drawing of the walls does not speak of, put onto the moved walls.

    A door farther from every wall stays where it is, for the plan's own check to tell.
    """
    walls = [w for hall in halls for ring in (hall.outline, *hall.holes) for w in _walls(ring)]
    tree = STRtree([LineString(wall) for wall in walls])
    settled = []
    moved: list[float] = []
    for door in doors:
        line = LineString([door.a, door.b])
        near = [walls[int(i)] for i in tree.query(line, "dwithin", _REACH_MM)]
        wall = min(near, key=lambda w: sum(abs(_off(w, p)) for p in (door.a, door.b)), default=None)
        if wall is None or any(_covers(w, door) for w in near):
            settled.append(door)
            continue
        low, high = sorted(_along(wall, end) for end in (door.a, door.b))
        shift = min(max(low, 0.0), max(math.dist(*wall) - (high - low), 0.0)) - low
        a, b = _point(wall, high + shift), _point(wall, low + shift)
        moved.append(math.dist(door.b, b))
        settled.append(replace(door, a=a, b=b))
    if moved:
        message = f"{len(moved)} doors follow their walls, by at most {max(moved):.0f} mm"
        notes.note("doors_moved", message)
    return tuple(settled)


def _walls(ring: Ring) -> list[Wall]:
    return list(pairwise((*ring, ring[0])))


def _covers(wall: Wall, door: Door) -> bool:
    length = math.dist(*wall)
    return all(
        abs(_off(wall, end)) <= 1 and -1 <= _along(wall, end) <= length + 1
        for end in (door.a, door.b)
    )


def _cluster(members: Sequence[Piece], walls: Sequence[Wall], tree: STRtree) -> list[list[Piece]]:
    """Return the pieces of each door: a block, a line on a wall, or lines that touch."""
    groups: dict[str, list[Piece]] = {}
    alone: list[list[Piece]] = []
    touching: list[Piece] = []
    for piece in members:
        if piece.group:
            groups.setdefault(piece.group, []).append(piece)
        elif len(piece.points) == 2 and _lies_on_wall(piece, walls, tree):  # noqa: PLR2004 - a line
            alone.append([piece])
        else:
            touching.append(piece)
    return [*alone, *groups.values(), *_connect(touching)]


def _lies_on_wall(piece: Piece, walls: Sequence[Wall], tree: STRtree) -> bool:
    line = LineString(piece.points)
    near = tree.query(line, "dwithin", _REACH_MM)
    a, b = piece.points[0], piece.points[-1]
    return any(abs(_off(walls[int(i)], a) - _off(walls[int(i)], b)) < _TOUCH_MM for i in near)


def _off(wall: Wall, point: Point) -> float:
    """Return how far a point lies to the left of a wall's line."""
    (ax, ay), (bx, by) = wall
    length = math.dist(*wall) or 1.0
    return ((bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)) / length


def _along(wall: Wall, point: Point) -> float:
    (ax, ay), (bx, by) = wall
    length = math.dist(*wall) or 1.0
    return ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / length


def _connect(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces in groups that touch."""
    if not pieces:
        return []
    lines = [LineString(piece.points) for piece in pieces]
    tree = STRtree(lines)
    group = list(range(len(pieces)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for index, line in enumerate(lines):
        for other in tree.query(line, "dwithin", _TOUCH_MM):
            low, high = sorted((root(index), root(int(other))))
            group[high] = low
    clusters: dict[int, list[Piece]] = {}
    for index, piece in enumerate(pieces):
        clusters.setdefault(root(index), []).append(piece)
    return list(clusters.values())


def _place(
    cluster: list[Piece], walls: Sequence[Wall], tree: STRtree, kind: str, notes: Notes,
    snapped: list[float],
) -> FoundDoor | None:  # fmt: skip
    points = [point for piece in cluster for point in piece.points]
    source = source_of(cluster[0])
    near = [
        walls[int(i)]
        for i in sorted(tree.query(LineString([*points, points[0]]), "dwithin", _REACH_MM))
    ]
    if not near:
        far = min(LineString(w).distance(LineString([*points, points[0]])) for w in walls)
        message = (
            f"the door at {show_point(*points[0])} is {far / 1000:.2f} m from the nearest wall;"
            " draw it on the outline"
        )
        notes.error("door_off_wall", message, source)
        return None
    wall = min(
        near, key=lambda w: sum(LineString(w).distance(_spot(p)) for p in points) / len(points)
    )
    close = [p for p in points if abs(_off(wall, p)) <= _ON_WALL_MM] or points
    length = math.dist(*wall)
    low = max(min(length, *(_along(wall, p) for p in close)), 0.0)
    high = min(max(0.0, *(_along(wall, p) for p in close)), length)
    width = high - low
    if not _LEAST_MM <= round(width) <= _MOST_MM:
        message = (
            f"the door at {show_point(*points[0])} is {width / 1000:.2f} m wide on its wall;"
            f" expected {_LEAST_MM / 1000:g} to {_MOST_MM / 1000:g} m"
        )
        notes.error("door_width", message, source)
        return None
    moved = min(abs(_off(wall, p)) for p in close)
    if moved > _EXACT_MM:
        snapped.append(moved)
    # From inside, the wall of a counter-clockwise outline runs from right to left.
    return FoundDoor(_point(wall, high), _point(wall, low), kind, source)


def _spot(point: Point) -> LineString:
    return LineString([point, point])


def _point(wall: Wall, along: float) -> PointMm:
    (ax, ay), (bx, by) = wall
    share = along / (math.dist(*wall) or 1.0)
    return round(ax + (bx - ax) * share), round(ay + (by - ay) * share)


def _name(door: FoundDoor, texts: Sequence[Lettering]) -> FoundDoor:
    """Return the door with the kind that the words beside it tell, where its layer does not."""
    facts = door.source.facts
    if facts.get("kind") in {"entrance", "exit", "emergency_exit"}:
        return FoundDoor(door.a, door.b, facts["kind"], door.source)
    if door.kind:
        return door
    words = fold(f"{facts.get('name', '')} {facts.get('block', '')}")
    middle = ((door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2)
    near = [t for t in texts if math.dist(t.at, middle) <= _TEXT_REACH_MM]
    if near:
        words += " " + fold(min(near, key=lambda t: math.dist(t.at, middle)).text)
    for kind, hints in _WORDS:
        if any(fold(hint) in words for hint in hints.split()):
            return FoundDoor(door.a, door.b, kind, door.source)
    return door
