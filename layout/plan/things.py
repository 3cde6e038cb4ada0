"""What stands on the floor or is written beside it, each read from its node.

Things that may be placed beside others come as `Draft`s with a box; `layout.plan.text` moves
them once all are known.
"""

from __future__ import annotations

import math
import re
from typing import cast, get_args

import yaml

from layout.plan.doors import find_written_wall
from layout.plan.fields import (
    AXIS,
    COLUMN,
    FIXTURE,
    PIN,
    SECTOR,
    STAND_TYPE,
    ZONE,
    ZONE_KINDS,
)
from layout.plan.halls import Floor
from layout.plan.nodes import PAIR, NodeReader, Nodes
from layout.plan.relative import Draft, read_link
from layout.plan.shapes import box_of, point_along, read_ring, wind_left
from layout.values import (
    Axis,
    Column,
    ColumnRule,
    Fixture,
    FixtureKind,
    KitName,
    Pin,
    PointMm,
    Sector,
    StandType,
    Zone,
)

# A platform, a counter, a closed room: visitors walk around it unless the plan says otherwise.
CLOSED_KINDS = frozenset({"stage", "toilets", "desk", "service", "keep_out"})
MOST_IN_GRID = 2_000
DEFAULT_COLUMN_MM = 600
DEFAULT_STAND_HEIGHT_MM = 2_500
MOST_DEGREES = 359.999
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")


def read_columns(node: yaml.Node, reader: NodeReader) -> list[tuple[Column, Draft]]:
    """Return one column (`at`, or beside another thing) or a grid of them."""
    entries = reader.part(node, COLUMN)
    column_id = reader.identifier(entries.get("id"), "column id")
    size: PointMm | None = (DEFAULT_COLUMN_MM, DEFAULT_COLUMN_MM)
    if "size" in entries:
        size = reader.pair(entries["size"], "column size", low_mm=10)
    rule = reader.choice(entries.get("rule"), "column rule", get_args(ColumnRule), "avoid")
    link = read_link(entries, reader, "the column")
    places = [(0, 0)] if link else _read_places(entries, reader)
    if column_id is None or size is None:
        return []
    found = []
    for index, (x, y) in enumerate(places, 1):
        name = f"{column_id}-{index}" if len(places) > 1 else column_id
        column = Column(name, x, y, *size, cast("ColumnRule", rule))
        left, low = x - size[0] // 2, y - size[1] // 2
        box = (left, low, left + size[0], low + size[1])
        found.append((column, Draft(f"columns/{name}", box, link)))
    return found


def _read_places(entries: Nodes, reader: NodeReader) -> list[PointMm]:
    if "at" in entries:
        for key in ("from", "step", "count"):
            if key in entries:
                message = f"a column has `at` and `{key}`; keep `at`, or the keys of a grid"
                reader.report("keys_clash", entries[key], message, key)
        place = reader.pair(entries["at"], "at")
        return [place] if place else []
    if not {"from", "step", "count"} <= entries.keys():
        return []
    first, step = reader.pair(entries["from"], "from"), reader.pair(entries["step"], "step")
    nodes = reader.items(entries["count"], "count")
    counts = [reader.whole(item, "a count of columns", 1, MOST_IN_GRID) for item in nodes]
    if len(counts) != PAIR:
        message = f"count has {len(counts)} numbers; expected two such as [4, 3]"
        reader.report("bad_point", entries["count"], message)
        return []
    across, up = counts
    if across is None or up is None or first is None or step is None:
        return []
    if across * up > MOST_IN_GRID:
        message = f"a grid of {across} x {up} columns; expected at most {MOST_IN_GRID:,}"
        reader.report("too_many", entries["count"], f"{message}: are step and count swapped?")
        return []
    return [
        (first[0] + column * step[0], first[1] + row * step[1])
        for row in range(up)
        for column in range(across)
    ]


def read_zone(node: yaml.Node, reader: NodeReader) -> tuple[Zone, Draft] | None:
    """Return a zone; a stage, desk, toilets, service or keep-out is closed unless said."""
    entries = reader.part(node, ZONE)
    zone_id = reader.identifier(entries.get("id"), "zone id")
    kind = reader.choice(entries.get("kind"), "zone kind", ZONE_KINDS, "keep_out")
    link = read_link(entries, reader, "the zone")
    ring = read_ring(entries, reader, "the zone")
    walkable = reader.boolean(entries.get("walkable"), "walkable", default=kind not in CLOSED_KINDS)
    allowed = reader.boolean(entries.get("stands_allowed"), "stands_allowed", default=False)
    names = reader.names(entries.get("name"), "name")
    if zone_id is None or not ring:
        return None
    zone = Zone(zone_id, kind, wind_left(ring), walkable, allowed, names)
    return zone, Draft(f"zones/{zone_id}", box_of(ring), link)


def read_sector(node: yaml.Node, reader: NodeReader) -> Sector | None:
    """Return one entry of `sectors`, or None after reporting what is wrong with it."""
    entries = reader.part(node, SECTOR)
    sector_id = reader.identifier(entries.get("id"), "sector id")
    names = reader.names(entries.get("name"), "name")
    text = entries["colour"].value if "colour" in entries else None
    colour = text.lower() if isinstance(text, str) else ""
    if "colour" in entries and not _COLOUR.match(colour):
        found = f"`{colour[:40]}`" if colour else "empty"
        message = f"colour is {found}; expected a value in quotes such as '#b7472a'"
        reader.report("bad_colour", entries["colour"], message)
    pavilion = reader.boolean(entries.get("pavilion"), "pavilion", default=False)
    if sector_id is None:
        return None
    return Sector(sector_id, names, colour, pavilion)


def read_stand_type(node: yaml.Node, reader: NodeReader) -> StandType | None:
    """Return one entry of `stand_types`, or None after reporting what is wrong with it."""
    entries = reader.part(node, STAND_TYPE)
    type_id = reader.identifier(entries.get("id"), "stand type id")
    size = reader.pair(entries["size"], "size", low_mm=500) if "size" in entries else None
    kit = reader.choice(entries.get("kit"), "kit", get_args(KitName), "shell_scheme")
    height: int | None = DEFAULT_STAND_HEIGHT_MM
    if "height" in entries:
        height = reader.length(entries["height"], "height", 1_000, 50_000)
    if type_id is None or size is None or height is None:
        return None
    return StandType(type_id, *size, cast("KitName", kit), height)


def read_fixture(node: yaml.Node, reader: NodeReader, floor: Floor) -> tuple[Fixture, Draft] | None:
    """Return a fixture at a place, on a wall or beside another thing."""
    entries = reader.part(node, FIXTURE)
    fixture_id = reader.identifier(entries.get("id"), "fixture id")
    kind = reader.choice(entries.get("kind"), "fixture kind", get_args(FixtureKind), "extinguisher")
    names = reader.names(entries.get("name"), "name")
    link = read_link(entries, reader, "the fixture")
    place: PointMm | None = (0, 0)
    if link is None:
        place = _read_fixture_place(entries, reader, floor)
    if fixture_id is None or place is None:
        return None
    fixture = Fixture(fixture_id, cast("FixtureKind", kind), *place, names)
    return fixture, Draft(f"fixtures/{fixture_id}", (*place, *place), link)


def _read_fixture_place(entries: Nodes, reader: NodeReader, floor: Floor) -> PointMm | None:
    if "at" not in entries:
        return None
    if "wall" not in entries:
        return reader.pair(entries["at"], "at")
    at = reader.length(entries["at"], "at (from the wall's first corner)", 0)
    found = find_written_wall(entries, reader, floor)
    if at is None or found is None:
        return None
    wall = found[1]
    if at > math.dist(*wall):
        message = f"at is {at / 1000:g} m along a wall of {math.dist(*wall) / 1000:g} m"
        reader.report("length_range", entries["at"], f"{message}; expected a place on it")
        return None
    return point_along(wall, at)


def read_axis(
    node: yaml.Node, reader: NodeReader, width_mm: int
) -> tuple[Axis, tuple[str, int, yaml.Node] | None] | None:
    """Return an axis; one from a door has no points yet, but the door, a length and its node.

    A length of 0 means as far as the opposite wall.
    """
    entries = reader.part(node, AXIS)
    axis_id = reader.identifier(entries.get("id"), "axis id")
    width: int | None = width_mm
    if "width" in entries:
        width = reader.length(entries["width"], "width", 500, 100_000)
    ways = [key for key in ("points", "from", "door") if key in entries]
    needs = {"length": "door", "to": "from"}
    odd = [key for key, way in needs.items() if key in entries and ways[:1] not in ([way], [])]
    for key in dict.fromkeys([*ways[1:], *odd]):
        message = f"an axis has `{ways[0]}` and `{key}`; keep one way to draw it"
        reader.report("keys_clash", entries[key], message, key)
    if axis_id is None or width is None or not ways:
        return None
    if ways[0] == "door":
        door = reader.identifier(entries["door"], "door")
        reach = reader.length(entries["length"], "length", 500) if "length" in entries else 0
        if door is None or reach is None:
            return None
        return Axis(axis_id, (), width), (door, reach, entries["door"])
    points: tuple[PointMm, ...] = ()
    if ways[0] == "points":
        points = reader.points(entries["points"], "the axis", PAIR)
    elif "to" in entries:
        points = _read_line(entries, reader)
    return (Axis(axis_id, points, width), None) if points else None


def _read_line(entries: Nodes, reader: NodeReader) -> tuple[PointMm, ...]:
    ends = [reader.pair(entries[key], key) for key in ("from", "to")]
    points = tuple(end for end in ends if end is not None)
    if len(points) == PAIR and points[0] == points[1]:
        message = "the axis ends where it begins; expected two different points: move one"
        reader.report("bad_outline", entries["to"], message)
        return ()
    return points if len(points) == PAIR else ()


def read_pin(node: yaml.Node, reader: NodeReader) -> tuple[Pin, Draft] | None:
    """Return a pin: `at` is the left end of the front, `rotation` degrees."""
    entries = reader.part(node, PIN)
    exhibitor = reader.identifier(entries.get("exhibitor"), "exhibitor")
    rotation: float | None = 0
    if "rotation" in entries:
        rotation = reader.number(entries["rotation"], "rotation in degrees", 0, MOST_DEGREES)
    size: PointMm | None = (0, 0)
    if "size" in entries:
        size = reader.pair(entries["size"], "size", low_mm=500)
    link = read_link(entries, reader, "the pin")
    place: PointMm | None = (0, 0)
    if link is None:
        place = reader.pair(entries["at"], "at") if "at" in entries else None
    if exhibitor is None or place is None or rotation is None or size is None:
        return None
    pin = Pin(exhibitor, *place, round(rotation * 1000))
    return pin, Draft(f"pins/{exhibitor}", _stand_box(pin, size), link)


def _stand_box(pin: Pin, size: PointMm) -> tuple[int, int, int, int]:
    x, y = pin.x_mm, pin.y_mm
    if size == (0, 0):
        return x, y, x, y
    angle = math.radians(pin.rotation_mdeg / 1000)
    cos, sin = math.cos(angle), math.sin(angle)
    (w, d) = size
    corners = [(0, 0), (w, 0), (w, d), (0, d)]
    return box_of((round(x + a * cos - b * sin), round(y + a * sin + b * cos)) for a, b in corners)
