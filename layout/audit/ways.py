"""Checks the ways: wide enough everywhere, one connected system, every door on it.

A way is as wide as the two things that it passes between are apart: that is measured on
vectors, without a grid. What is nearer than a unit of passage (0.60 m) is no way.

The rule of necks and columns, which whoever places must keep too:

1. Wide is what a square of an aisle's side sweeps (a circle where edges, of columns in stands
   too, run in several directions). Floor beyond it that opens on wide floor twice or more is a
   way, else a recess.
2. What is 0.60 m apart or less hangs together, and so does all that hangs together with it.
3. A way is too narrow where stands and something that does not hang together with them face
   each other across it on free floor, less than an aisle apart.
4. Not so between stands and a column, if one wide floor within an aisle's width of the column
   joins all mouths of that way: the column is passed on its other side. Between two stands with
   a column in their midst there is no other side.
5. Across the lane of a door a way may be as narrow as the door.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, STRtree, box
from shapely.geometry.base import BaseGeometry

from layout.audit.notes import note_fault
from layout.audit.scene import (
    SLIT_MM,
    TOLERANCE_MM,
    Ints,
    Scene,
    door_lane,
    group,
    half_width,
    pairs_within,
)
from layout.audit.sweeping import Floats, Shapes, count_mouths
from layout.values import Door, Finding

_SPECK_MM2 = 10_000.0  # a hand's breadth squared: below it, a leftover is rounding
_DOORWAY_MM = 900  # one person's door: what joins two rooms at least


@dataclass(frozen=True, slots=True)
class Neck:
    """A way that is too narrow: the things on its sides, its width and the line across it.

    `pinched`: two corners come near to each other, and the floor on both sides is wide.
    """

    things: tuple[int, int]
    width_mm: float
    line: LineString
    pinched: bool = False


def check_widths(scene: Scene) -> Iterator[Finding]:
    """Between a block of stands and anything else there is an aisle's width, or no way."""
    necks = find_necks(scene)
    tree = STRtree(scene.stands.shapes) if necks else None
    for neck in necks:
        middle = neck.line.interpolate(0.5, normalized=True)
        near = tree.query(neck.line, predicate="dwithin", distance=2 * TOLERANCE_MM) if tree else ()
        numbers = sorted(scene.number(int(index)) for index in near)
        sides = " and ".join(_name(scene, thing, numbers) for thing in neck.things)
        message = (
            f"the way between {sides} is {neck.width_mm / 1000:.3f} m wide;"
            f" aisles need {scene.aisle_mm / 1000:g} m"
        )
        place = (round(middle.x), round(middle.y))
        measured = (neck.width_mm, float(scene.aisle_mm))
        if neck.pinched:
            yield note_fault("aisle.pinched", message, numbers, place, measured, "warning")
        else:
            yield note_fault("aisle.too_narrow", message, numbers, place, measured)


def find_necks(scene: Scene) -> list[Neck]:
    """Return the ways that are too narrow, in the order of the things on their sides.

    Only ways along stands count: what the building leaves between its own parts is not the
    layout's fault, and a column is passed on its wide side. Through the lane of a door the way
    may be as narrow as the door. A recess with one mouth, say around a column between two
    stands, is no way. Where two corners come near each other and the squares of two wide aisles
    meet between them, the way is pinched: no aisle is narrow, but this way between them is.
    """
    things = scene.things
    first, second = pairs_within(things.shapes, 2 * half_width(scene.aisle_mm))
    kept = (first < things.blocks) & (things.component[first] != things.component[second])
    pairs = np.vstack((first[kept], second[kept]))
    if not pairs.size:
        return []
    wide = scene.sweeper.sweep(scene.core, half_width(scene.aisle_mm))
    narrow = shapely.get_parts(scene.walk.difference(wide.buffer(TOLERANCE_MM / 2)))
    narrow = narrow[shapely.area(narrow) > _SPECK_MM2]
    ways = np.array([count_mouths(part, wide) > 1 for part in narrow], dtype=bool)
    necks = [*_necks_in(scene, pairs, narrow[ways], wide), *_pinches_in(scene, pairs, narrow)]
    return sorted(
        (neck for neck in necks if not _is_doorway(scene, neck)),
        key=lambda neck: (neck.things, neck.width_mm),
    )


def _necks_in(scene: Scene, pairs: Ints, ways: Shapes, wide: BaseGeometry) -> list[Neck]:
    """Return for each pair the shortest line across each narrow way that lies between them."""
    shapes, tree = scene.things.shapes, STRtree(ways)
    pillars = _pillars(scene)
    found = []
    for pair in pairs.T.tolist():
        beside = [
            set(tree.query(shapes[thing], predicate="dwithin", distance=2 * TOLERANCE_MM).tolist())
            for thing in pair
        ]
        for way in sorted(beside[0] & beside[1]):
            x0, y0, x1, y1 = ways[way].bounds
            edge = 2 * TOLERANCE_MM
            bounds = (x0 - edge, y0 - edge, x1 + edge, y1 + edge)
            near = [shapely.clip_by_rect(shapes[thing], *bounds) for thing in pair]
            line = shapely.shortest_line(*near)
            if line is None or not SLIT_MM < line.length < 2 * half_width(scene.aisle_mm):
                continue
            pillar = shapes[pair[1]] if pillars[pair[1]] else None
            if pillar is not None and _goes_round(scene, ways[way], pillar, wide):
                continue
            if scene.walk.covers(line):
                found.append(Neck((pair[0], pair[1]), line.length, line))
    return found


def _pillars(scene: Scene) -> NDArray[np.bool_]:
    """Return which things are columns."""
    names = np.array([name.startswith("column ") for name in scene.things.names], dtype=bool)
    return np.concatenate((np.zeros(scene.things.blocks, dtype=bool), names))


def _goes_round(scene: Scene, way: BaseGeometry, pillar: BaseGeometry, wide: BaseGeometry) -> bool:
    """Return whether all mouths of a way beside a column open on one wide floor around it.

    Who comes to such a column goes past it on its other side, an aisle's width away: the
    column stands in an aisle's edge and does not make it narrow.
    """
    x0, y0, x1, y1 = pillar.bounds
    reach = scene.aisle_mm + TOLERANCE_MM
    around = wide.intersection(box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    mouths = count_mouths(way, wide)
    return any(count_mouths(way, part) == mouths for part in shapely.get_parts(around))


def _pinches_in(scene: Scene, pairs: Ints, narrow: Shapes) -> list[Neck]:
    """Return the ways between corners; a column is not walked past on one side only."""
    things = scene.things
    pairs = pairs[:, ~_pillars(scene)[pairs[1]]]
    lines = np.asarray(shapely.shortest_line(*things.shapes[pairs]), dtype=object)
    middles = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    rim = 2 * TOLERANCE_MM
    inside, _ = STRtree(narrow).query(middles, predicate="dwithin", distance=rim)
    open_ = np.setdiff1d(np.arange(len(lines)), inside)
    open_ = open_[shapely.covers(scene.walk, lines[open_])]
    return [
        Neck((int(pairs[0, i]), int(pairs[1, i])), lines[i].length, lines[i], pinched=True)
        for i in open_
        if lines[i].length > SLIT_MM
    ]


def _is_doorway(scene: Scene, neck: Neck) -> bool:
    """Return whether a neck is the lane of a door, crossed from side to side."""
    (x0, y0), (x1, y1) = neck.line.coords[0], neck.line.coords[-1]
    for door in scene.placed.plan.doors:
        width = max(door.width_mm, 1)
        along = abs((x1 - x0) * (door.b[0] - door.a[0]) + (y1 - y0) * (door.b[1] - door.a[1]))
        across = along / width >= width - TOLERANCE_MM
        if across and door_lane(door).dwithin(neck.line, TOLERANCE_MM):
            return True
    return False


def _name(scene: Scene, thing: int, numbers: list[str]) -> str:
    blocks = scene.things.blocks
    if thing >= blocks:
        return scene.things.names[thing - blocks]
    own = {scene.number(int(index)) for index in np.flatnonzero(scene.block_of == thing)}
    return f"stand {min((number for number in numbers if number in own), default=min(own))}"


def check_connection(scene: Scene) -> Iterator[Finding]:
    """Every front lies on the one system of aisles, and every door leads to it.

    A front is on the system where that comes up to it, whatever else does. One whose floor is
    not free and that no aisle at all comes up to is told as blocked, and only so.
    Where the building itself is narrower than an aisle, as in a doorway between two halls,
    the system may go on beyond if the doorway is free.
    """
    parts = [part for part in shapely.get_parts(scene.core) if part.length > 0]
    joined = join_parts(scene, parts)
    main = choose_main(scene, parts, joined)
    half = scene.aisle_mm / 2 + TOLERANCE_MM
    places = scene.stands.before(scene.aisle_mm / 2)
    order = np.argsort(joined != main, kind="stable")
    part_of = _nearest_parts(parts, order, places, half)
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
        # Without depth a lane is the door's line, which may lie a millimetre off the wall.
        if not len(tree.query(lane if lane.area else line, predicate="dwithin", distance=reach)):
            message = f"no aisle of {scene.aisle_mm / 1000:g} m reaches door {door.id}"
            yield note_fault("door.unconnected", message, [door.id], line)
            continue
        inner = lane.buffer(-TOLERANCE_MM, join_style="mitre")
        if lane.area and not scene.floor.covers(inner):
            blocked = inner.difference(scene.floor)
            share = blocked.area / max(lane.area, 1.0)
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
    way = scene.sweeper.shrink(scene.walk, doorway)
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
    return scene.sweeper.shrink(scene.floor, half_width(scene.aisle_mm))


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


def _nearest_parts(
    parts: list[BaseGeometry], order: Ints, places: Floats, within_mm: float
) -> Ints:
    """Return for each place which part is within reach, the first in an order, or -1."""
    found = np.full(len(places), -1, dtype=np.intp)
    points = shapely.points(places)
    for index in order.tolist():
        part = parts[index]
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
