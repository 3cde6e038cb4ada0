"""Checks the ways: wide enough everywhere, one connected system, every door on it.

A way is as wide as the two things that it passes between are apart: that is measured on
vectors, without a grid. What is nearer than a unit of passage (0.60 m) is no way.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString, STRtree
from shapely.geometry.base import BaseGeometry

from layout.audit.notes import note_fault
from layout.audit.scene import (
    TOLERANCE_MM,
    Floats,
    Ints,
    Scene,
    door_lane,
    group,
    pairs_within,
    shrink,
)
from layout.values import Door, Finding

_DOORWAY_MM = 900  # one person's door: what joins two rooms at least


def check_widths(scene: Scene) -> Iterator[Finding]:
    """Between a block of stands and anything else there is an aisle's width, or no way."""
    for first, second, width in find_necks(scene):
        line = shapely.shortest_line(scene.things.shapes[first], scene.things.shapes[second])
        middle = line.interpolate(0.5, normalized=True)
        near = STRtree(scene.stands.shapes).query(
            line, predicate="dwithin", distance=2 * TOLERANCE_MM
        )
        numbers = sorted(scene.number(int(index)) for index in near)
        message = (
            f"the way between {_name(scene, first, numbers)} and {_name(scene, second, numbers)}"
            f" is {width / 1000:.3f} m wide; aisles need {scene.aisle_mm / 1000:g} m"
        )
        place = (round(middle.x), round(middle.y))
        limit = float(scene.aisle_mm)
        yield note_fault("aisle.too_narrow", message, numbers, place, (width, limit))


def find_necks(scene: Scene) -> list[tuple[int, int, float]]:
    """Return the pairs of things with a way between them that is too narrow, and its width.

    Only ways along stands count: what the building leaves between its own parts is not the
    layout's fault. Through the lane of a door the way may be as narrow as the door.
    """
    things = scene.things
    shapes = things.shapes
    first, second = pairs_within(shapes, scene.aisle_mm - TOLERANCE_MM)
    kept = (first < things.blocks) & (things.component[first] != things.component[second])
    first, second = first[kept], second[kept]
    widths = np.asarray(shapely.distance(shapes[first], shapes[second]))
    lines = np.asarray(shapely.shortest_line(shapes[first], shapes[second]))
    narrow = widths < scene.aisle_mm - TOLERANCE_MM
    for door in scene.placed.plan.doors:
        at_door = shapely.dwithin(door_lane(door), lines, TOLERANCE_MM)
        narrow &= ~(at_door & (widths >= door.width_mm - TOLERANCE_MM))
    found = zip(first[narrow], second[narrow], widths[narrow], strict=True)
    return [(int(one), int(other), float(width)) for one, other, width in found]


def _name(scene: Scene, thing: int, numbers: list[str]) -> str:
    blocks = scene.things.blocks
    if thing >= blocks:
        return scene.things.names[thing - blocks]
    own = {scene.number(int(index)) for index in np.flatnonzero(scene.block_of == thing)}
    return f"stand {min((number for number in numbers if number in own), default=min(own))}"


def check_connection(scene: Scene) -> Iterator[Finding]:
    """Every front lies on the one system of aisles, and every door leads to it.

    Where the building itself is narrower than an aisle, as in a doorway between two halls,
    the system may go on beyond if the doorway is free.
    """
    parts = [part for part in shapely.get_parts(scene.core) if part.length > 0]
    joined = join_parts(scene, parts)
    main = choose_main(scene, parts, joined)
    half = scene.aisle_mm / 2 + TOLERANCE_MM
    places = scene.stands.before(scene.aisle_mm / 2)
    part_of = _nearest_parts(parts, places, half)
    on_main = np.array([part >= 0 and joined[part] == main for part in part_of], dtype=bool)
    cut: dict[int, list[int]] = {}
    for index in np.flatnonzero(~on_main & (scene.front_free | (part_of >= 0))):
        part = int(part_of[index])
        cut.setdefault(int(joined[part]) if part >= 0 else -1, []).append(int(index))
    for part, indices in sorted(cut.items()):
        numbers = sorted(scene.number(index) for index in indices)
        x, y = places[indices[0]]
        width = f"{scene.aisle_mm / 1000:g} m"
        message = (
            f"no aisle of {width} reaches the front of stand {numbers[0]}"
            if part < 0
            else f"the aisle before stand {numbers[0]} is cut off from the others"
        )
        message += f" ({len(numbers)} stands)" if len(numbers) > 1 else ""
        yield note_fault("aisle.unconnected", message, numbers, (round(x), round(y)))
    system = [part for index, part in enumerate(parts) if joined[index] == main]
    yield from _check_doors(scene, system)


def _check_doors(scene: Scene, system: list[BaseGeometry]) -> Iterator[Finding]:
    tree = STRtree(system)
    for door in scene.placed.plan.doors:
        lane = door_lane(door).intersection(scene.hall)
        line = LineString([door.a, door.b])
        reach = scene.aisle_mm / 2 + 2 * TOLERANCE_MM
        if not len(tree.query(lane, predicate="dwithin", distance=reach)):
            message = f"no aisle of {scene.aisle_mm / 1000:g} m reaches door {door.id}"
            yield note_fault("door.unconnected", message, [door.id], line)
            continue
        inner = lane.buffer(-TOLERANCE_MM, join_style="mitre")
        if not scene.floor.covers(inner):
            blocked = inner.difference(scene.floor)
            share = blocked.area / lane.area
            message = f"{max(share, 0.01):.0%} of the lane of door {door.id} is no floor"
            yield note_fault(
                "door.lane_blocked", message, [door.id], blocked, (share, 0.0), "warning"
            )


def join_parts(scene: Scene, parts: list[BaseGeometry]) -> Ints:
    """Return the group of each part of the core: doorways of the building join parts."""
    count = len(parts)
    apart = np.arange(count, dtype=np.intp)
    if count <= 1 or not _is_narrow(scene):
        return apart
    doorway = min(scene.aisle_mm, _DOORWAY_MM) / 2 - TOLERANCE_MM
    way = shrink(scene.walk, doorway, square=scene.square)
    rooms = list(shapely.get_parts(_core_of_floor(scene)))
    room_of = STRtree(rooms).nearest(parts)
    wide = STRtree(list(shapely.get_parts(way))).nearest(parts)
    # A doorway joins what lies in different rooms of the building; within a room it is a neck.
    links = [
        (one, other)
        for one in range(count)
        for other in range(one)
        if wide[one] == wide[other] and room_of[one] != room_of[other]
    ]
    return group(count, np.array(links, dtype=np.intp).reshape(-1, 2).T)


def _core_of_floor(scene: Scene) -> BaseGeometry:
    return shrink(scene.floor, (scene.aisle_mm - TOLERANCE_MM) / 2, square=scene.square)


def _is_narrow(scene: Scene) -> bool:
    return len(shapely.get_parts(_core_of_floor(scene))) > 1


def choose_main(scene: Scene, parts: list[BaseGeometry], joined: Ints) -> int:
    """Return the group that is the hall's system: the largest at an entrance, else anywhere."""
    doors = scene.placed.plan.doors
    entrances = [door for door in doors if door.kind == "entrance"] or list(doors)

    def worth(which: int) -> tuple[bool, float, int]:
        own = [part for part, group_ in zip(parts, joined, strict=True) if group_ == which]
        served = any(_is_at(door, part, scene.aisle_mm) for door in entrances for part in own)
        return served, sum(part.area for part in own), -which

    return max((int(which) for which in np.unique(joined)), key=worth, default=-1)


def _is_at(door: Door, part: BaseGeometry, aisle_mm: int) -> bool:
    return bool(door_lane(door).distance(part) <= aisle_mm / 2 + 2 * TOLERANCE_MM)


def _nearest_parts(parts: list[BaseGeometry], places: Floats, within_mm: float) -> Ints:
    """Return for each place the first part within reach, or -1."""
    found = np.full(len(places), -1, dtype=np.intp)
    points = shapely.points(places)
    for index, part in enumerate(parts):
        open_ = np.flatnonzero(found < 0)
        if not len(open_):
            break
        x0, y0, x1, y1 = part.bounds
        at = places[open_]
        near = (at[:, 0] > x0 - within_mm) & (at[:, 0] < x1 + within_mm)
        near &= (at[:, 1] > y0 - within_mm) & (at[:, 1] < y1 + within_mm)
        candidates = open_[near]
        shapely.prepare(part)
        found[candidates[shapely.dwithin(part, points[candidates], within_mm)]] = index
    return found
