"""The parts of a plan, each read from its node: hall, doors, columns, zones, sectors, rules."""

from __future__ import annotations

import math
import re
from typing import cast, get_args

import yaml

from layout.plan.fields import (
    COLUMN,
    DOOR,
    HALL,
    PIN,
    RULES,
    SECTOR,
    SOURCES,
    STAND_TYPE,
    ZONE,
    ZONE_KINDS,
)
from layout.plan.nodes import LEAST_CORNERS, PAIR, NodeReader
from layout.values import (
    Column,
    ColumnRule,
    Door,
    DoorKind,
    Hall,
    KitName,
    Pin,
    PointMm,
    Ring,
    Rules,
    Sector,
    StandType,
    Zone,
)

# A platform, a counter, a closed room: visitors walk around it unless the plan says otherwise.
CLOSED_KINDS = frozenset({"stage", "toilets", "desk", "service", "keep_out"})
MAX_COLUMNS = 2_000
DEFAULT_CLEAR_DEPTH_MM = 3_000
DEFAULT_COLUMN_MM = 600
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")


def read_hall(node: yaml.Node, reader: NodeReader) -> Hall | None:
    """Return the hall; its outline runs counter-clockwise whatever the file's order."""
    keys = reader.mapping(node, *HALL.keys)
    hall_id = reader.identifier(keys.get("id"), "hall id") or "hall"
    outline = _read_outline(keys, node, reader, "the hall")
    holes = [reader.points(item, "a hole") for item in reader.items(keys.get("holes"), "holes")]
    height = reader.length(keys["height"], "hall height", low_mm=2000) if "height" in keys else 0
    if len(outline) < LEAST_CORNERS:
        return None
    turned = tuple(tuple(reversed(wind_left(hole))) for hole in holes if len(hole) >= LEAST_CORNERS)
    return Hall(
        hall_id, wind_left(outline), turned, height or 7000, reader.names(keys.get("name"), "name")
    )


def _read_outline(
    keys: dict[str, yaml.Node], node: yaml.Node, reader: NodeReader, what: str
) -> Ring:
    """Return corners from `outline:`, or from `size:` (with `at:` as south-west corner)."""
    if "outline" in keys:
        return reader.points(keys["outline"], f"the outline of {what}")
    if "size" not in keys:
        message = f"{what} has no outline; add `outline: [[x, y], …]` or `size: 40 x 30`"
        reader.report("missing_key", node, message, "outline")
        return ()
    size = reader.pair(keys["size"], f"the size of {what}", low_mm=100)
    corner = reader.pair(keys["at"], f"the corner of {what}") if "at" in keys else (0, 0)
    if size is None or corner is None:
        return ()
    (x, y), (w, d) = corner, size
    return ((x, y), (x + w, y), (x + w, y + d), (x, y + d))


def wind_left(ring: Ring) -> Ring:
    """Return the ring counter-clockwise, from the same first corner."""
    twice = sum(
        x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], *ring[:1]), strict=True)
    )
    return ring if twice >= 0 else (ring[0], *reversed(ring[1:]))


def read_door(node: yaml.Node, reader: NodeReader, outline: Ring) -> Door | None:
    """Return a door given by wall, distance and width, or by its two ends."""
    keys = reader.mapping(node, *DOOR.keys)
    door_id = reader.identifier(keys.get("id"), "door id")
    kind = reader.choice(keys.get("kind"), "door kind", get_args(DoorKind), "exit")
    depth: int | None = DEFAULT_CLEAR_DEPTH_MM
    if "clear_depth" in keys:
        depth = reader.length(keys["clear_depth"], "clear depth", low_mm=0)
    egress = reader.boolean(keys.get("egress"), "egress", default=True)
    names = reader.names(keys.get("name"), "name")
    ends = _door_ends(keys, node, reader, outline)
    if door_id is None or ends is None or depth is None:
        return None
    return Door(door_id, cast("DoorKind", kind), *ends, depth, egress, names)


def _door_ends(
    keys: dict[str, yaml.Node], node: yaml.Node, reader: NodeReader, outline: Ring
) -> tuple[PointMm, PointMm] | None:
    if "from" in keys and "to" in keys:
        start, end = reader.pair(keys["from"], "from"), reader.pair(keys["to"], "to")
        return _left_to_right(start, end, outline) if start and end else None
    if not {"wall", "at", "width"} <= keys.keys():
        message = "a door needs `wall`, `at` and `width`, or `from` and `to`"
        reader.report("missing_key", node, message, "wall")
        return None
    wall = reader.whole(keys["wall"], "wall", 1, max(len(outline), 1))
    at = reader.length(keys["at"], "at (to the middle of the door)", low_mm=0)
    width = reader.length(keys["width"], "door width", low_mm=600)
    if wall is None or at is None or width is None or not outline:
        return None
    a, b = outline[wall - 1], outline[wall % len(outline)]
    length = math.dist(a, b) or 1.0
    if at - width / 2 < -1 or at + width / 2 > length + 1:
        message = (
            f"a door {width / 1000:g} m wide at {at / 1000:g} m does not fit wall {wall},"
            f" which is {length / 1000:g} m long"
        )
        reader.report("door_off_wall", keys["at"], message, str(wall))
        return None
    # From inside, looking out, the wall of a counter-clockwise outline runs from right to left.
    left, right = (at + width / 2) / length, (at - width / 2) / length
    return _between(a, b, left), _between(a, b, right)


def _left_to_right(start: PointMm, end: PointMm, outline: Ring) -> tuple[PointMm, PointMm]:
    """Return the ends of a door left to right from inside, in whatever order they were given."""
    walls = list(zip(outline, (*outline[1:], *outline[:1]), strict=True))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    if not walls:
        return start, end
    a, b = min(
        walls,
        key=lambda wall: math.dist(wall[0], middle) + math.dist(middle, wall[1]) - math.dist(*wall),
    )
    along = (end[0] - start[0]) * (b[0] - a[0]) + (end[1] - start[1]) * (b[1] - a[1])
    return (end, start) if along > 0 else (start, end)


def _between(a: PointMm, b: PointMm, share: float) -> PointMm:
    return round(a[0] + (b[0] - a[0]) * share), round(a[1] + (b[1] - a[1]) * share)


def read_columns(node: yaml.Node, reader: NodeReader) -> list[Column]:
    """Return one column (`at`) or a grid of them (`from`, `step`, `count`)."""
    keys = reader.mapping(node, *COLUMN.keys)
    column_id = reader.identifier(keys.get("id"), "column id")
    size: PointMm | None = (DEFAULT_COLUMN_MM, DEFAULT_COLUMN_MM)
    if "size" in keys:
        size = reader.pair(keys["size"], "column size", low_mm=10)
    rule = reader.choice(keys.get("rule"), "column rule", get_args(ColumnRule), "avoid")
    places = _column_places(keys, node, reader)
    if column_id is None or size is None:
        return []
    many = len(places) > 1
    return [
        Column(f"{column_id}-{index}" if many else column_id, x, y, *size, cast("ColumnRule", rule))
        for index, (x, y) in enumerate(places, 1)
    ]


def _column_places(
    keys: dict[str, yaml.Node], node: yaml.Node, reader: NodeReader
) -> list[PointMm]:
    if "at" in keys:
        place = reader.pair(keys["at"], "at")
        return [place] if place else []
    if not {"from", "step", "count"} <= keys.keys():
        message = "a column needs `at`, or `from`, `step` and `count` for a grid"
        reader.report("missing_key", node, message, "at")
        return []
    first, step = reader.pair(keys["from"], "from"), reader.pair(keys["step"], "step")
    counts = [
        reader.whole(item, "a count of columns", 1, MAX_COLUMNS)
        for item in reader.items(keys["count"], "count")
    ]
    if len(counts) != PAIR or counts[0] is None or counts[1] is None or not first or not step:
        if len(counts) != PAIR:
            reader.report("bad_point", keys["count"], "count has two numbers such as [4, 3]")
        return []
    if counts[0] * counts[1] > MAX_COLUMNS:
        message = f"{counts[0]} x {counts[1]} columns; a grid has at most {MAX_COLUMNS}"
        reader.report("too_big", keys["count"], message)
        return []
    return [
        (first[0] + column * step[0], first[1] + row * step[1])
        for row in range(counts[1])
        for column in range(counts[0])
    ]


def read_zone(node: yaml.Node, reader: NodeReader) -> Zone | None:
    """Return a zone; a stage, desk, toilets, service or keep-out is closed unless said."""
    keys = reader.mapping(node, *ZONE.keys)
    zone_id = reader.identifier(keys.get("id"), "zone id")
    kind = reader.choice(keys.get("kind"), "zone kind", ZONE_KINDS, "keep_out")
    outline = _read_outline(keys, node, reader, "the zone")
    walkable = reader.boolean(keys.get("walkable"), "walkable", default=kind not in CLOSED_KINDS)
    allowed = reader.boolean(keys.get("stands_allowed"), "stands_allowed", default=False)
    names = reader.names(keys.get("name"), "name")
    if zone_id is None or len(outline) < LEAST_CORNERS:
        return None
    return Zone(zone_id, kind, wind_left(outline), walkable, allowed, names)


def read_sector(node: yaml.Node, reader: NodeReader) -> Sector | None:
    """Return one entry of `sectors`, or None after reporting what is wrong with it."""
    keys = reader.mapping(node, *SECTOR.keys)
    sector_id = reader.identifier(keys.get("id"), "sector id")
    names = reader.names(keys.get("name"), "name")
    colour = reader.text(keys["colour"], "colour") if "colour" in keys else None
    if colour is not None and not _COLOUR.match(colour.lower()):
        message = f"colour is `{colour[:40]}`; expected a quoted value such as '#b7472a'"
        reader.report("bad_colour", keys["colour"], message)
    pavilion = reader.boolean(keys.get("pavilion"), "pavilion", default=False)
    if sector_id is None or colour is None:
        return None
    return Sector(sector_id, names, colour.lower(), pavilion)


def read_stand_type(node: yaml.Node, reader: NodeReader) -> StandType | None:
    """Return one entry of `stand_types`, or None after reporting what is wrong with it."""
    keys = reader.mapping(node, *STAND_TYPE.keys)
    type_id = reader.identifier(keys.get("id"), "stand type id")
    size = reader.pair(keys["size"], "size", low_mm=500) if "size" in keys else None
    kit = reader.choice(keys.get("kit"), "kit", get_args(KitName), "shell_scheme")
    height = reader.length(keys["height"], "height", low_mm=1000) if "height" in keys else None
    if type_id is None or size is None:
        return None
    return StandType(type_id, *size, cast("KitName", kit), height or 2500)


def read_rules(node: yaml.Node, reader: NodeReader) -> Rules | None:
    """Return the rules; `sources` keeps the organiser's words on where a number is from."""
    keys = reader.mapping(node, *RULES.keys)
    profile = reader.identifier(keys.get("profile"), "profile")
    lengths = [
        reader.length(keys[name], name, low_mm=500) if name in keys else None
        for name in ("aisle", "main_aisle", "max_travel")
    ]
    sources: dict[str, str] = {}
    if "sources" in keys:
        entries = reader.mapping(keys["sources"], *SOURCES.keys)
        for name, value in entries.items():
            sources[name] = reader.text(value, f"source of {name}") or ""
    aisle, main, travel = lengths
    if profile is None or aisle is None or main is None or travel is None:
        return None
    if main < aisle:
        message = f"main aisles of {main / 1000:g} m are narrower than aisles ({aisle / 1000:g} m)"
        reader.report("rules_clash", keys["main_aisle"], f"{message}; make them as wide or wider")
    return Rules(profile, aisle, main, travel, sources)


def read_pin(node: yaml.Node, reader: NodeReader) -> Pin | None:
    """Return a pin: `at` is the left end of the front, `rotation` whole degrees."""
    keys = reader.mapping(node, *PIN.keys)
    exhibitor = reader.identifier(keys.get("exhibitor"), "exhibitor")
    place = reader.pair(keys["at"], "at") if "at" in keys else None
    rotation: int | None = 0
    if "rotation" in keys:
        rotation = reader.whole(keys["rotation"], "rotation in degrees", 0, 359)
    if exhibitor is None or place is None or rotation is None:
        return None
    return Pin(exhibitor, *place, rotation * 1000)
