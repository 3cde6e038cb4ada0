"""Doors: given by wall, distance and width, or by their two ends."""

from __future__ import annotations

import math
from typing import cast, get_args

import yaml

from layout.plan.fields import DOOR
from layout.plan.halls import Floor, WrittenHall
from layout.plan.nodes import NodeReader, Nodes
from layout.plan.shapes import Wall, point_along
from layout.values import Door, DoorKind, PointMm

DEFAULT_CLEAR_DEPTH_MM = 3_000
LEAST_DOOR_MM = 600
Ends = tuple[PointMm, PointMm]


def read_door(node: yaml.Node, reader: NodeReader, floor: Floor) -> Door | None:
    """Return a door whose ends run left to right as seen from inside."""
    entries = reader.part(node, DOOR)
    door_id = reader.identifier(entries.get("id"), "door id")
    kind = reader.choice(entries.get("kind"), "door kind", get_args(DoorKind), "exit")
    depth: int | None = DEFAULT_CLEAR_DEPTH_MM
    if "clear_depth" in entries:
        depth = reader.length(entries["clear_depth"], "clear depth", 0, 100_000)
    egress = reader.boolean(entries.get("egress"), "egress", default=True)
    names = reader.names(entries.get("name"), "name")
    ends = _read_ends(entries, reader, floor)
    if door_id is None or ends is None or depth is None:
        return None
    return Door(door_id, cast("DoorKind", kind), *ends, depth, egress, names)


def _read_ends(entries: Nodes, reader: NodeReader, floor: Floor) -> Ends | None:
    if "from" in entries and "to" in entries:
        return _read_two_points(entries, reader, floor)
    if {"wall", "at", "width"} <= entries.keys():
        return _read_on_wall(entries, reader, floor)
    return None


def _read_two_points(entries: Nodes, reader: NodeReader, floor: Floor) -> Ends | None:
    for key in ("wall", "at", "width", "hall"):
        if key in entries:
            message = f"a door has `from`, `to` and `{key}`; keep the ends or the wall"
            reader.report("keys_clash", entries[key], message, key)
    start, end = reader.pair(entries["from"], "from"), reader.pair(entries["to"], "to")
    if start is None or end is None:
        return None
    if math.dist(start, end) < LEAST_DOOR_MM:
        message = f"the ends of the door are {math.dist(start, end) / 1000:g} m apart"
        fix = f"expected {LEAST_DOOR_MM / 1000:g} m or more: move one"
        reader.report("door_too_narrow", entries["to"], f"{message}; {fix}")
        return None
    return _left_to_right(start, end, floor)


def _read_on_wall(entries: Nodes, reader: NodeReader, floor: Floor) -> Ends | None:
    at = reader.length(entries["at"], "at (to the middle of the door)", 0)
    width = reader.length(entries["width"], "door width", 1)
    if width is not None and width < LEAST_DOOR_MM:
        message = f"the door is {width / 1000:g} m wide; expected {LEAST_DOOR_MM / 1000:g} m"
        reader.report("door_too_narrow", entries["width"], f"{message} or more: widen it")
        return None
    found = find_written_wall(entries, reader, floor)
    if found is None or at is None or width is None:
        return None
    hall, wall = found
    length = math.dist(*wall)
    if at - width / 2 < -1 or at + width / 2 > length + 1:
        text = f"{width / 1000:g} m wide at {at / 1000:g} m"
        message = f"a door {text} does not fit its wall, which is {length / 1000:g} m long"
        low, high = width / 2000, (length - width / 2) / 1000
        fix = f"expected `at` from {low:g} to {high:g}" if high >= low else "make it narrower"
        reader.report("door_off_wall", entries["at"], f"{message}; {fix}")
        return None
    far, near = point_along(wall, at + width / 2), point_along(wall, at - width / 2)
    # From inside, looking out, a wall of a counter-clockwise ring runs from right to left.
    return (far, near) if hall.left else (near, far)


def find_written_wall(
    entries: Nodes, reader: NodeReader, floor: Floor
) -> tuple[WrittenHall, Wall] | None:
    """Return the wall that `wall` (and `hall`) name, None after reporting that there is none."""
    halls = floor.written
    hall: WrittenHall | None = next(iter(halls.values()), None)
    if "hall" in entries:
        name = reader.identifier(entries["hall"], "hall")
        hall = halls.get(name or "")
        if name is not None and hall is None and halls:
            fix = reader.suggest(name, halls, "halls")
            message = f"no hall has the id `{name}`; {fix}"
            reader.report("unknown_reference", entries["hall"], message, name)
    elif len(halls) > 1:
        message = "the wall of which hall? expected `hall:` beside `wall:` where there are several"
        reader.report("missing_key", entries["wall"], message, "hall")
        return None
    count = len(hall.walls) if hall else 9_999
    number = reader.whole(entries["wall"], "wall", 1, count)
    if hall is None or number is None:
        return None
    return hall, hall.walls[number - 1]


def _left_to_right(start: PointMm, end: PointMm, floor: Floor) -> Ends:
    """Return the ends of a door left to right from inside, in whatever order they were given."""
    wall = floor.find_wall(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    if wall is None:
        return start, end
    (ax, ay), (bx, by) = wall
    along = (end[0] - start[0]) * (bx - ax) + (end[1] - start[1]) * (by - ay)
    return (end, start) if along > 0 else (start, end)
