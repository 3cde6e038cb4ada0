"""An outside program's check of a layout, from its GeoJSON alone (contract 4.3).

Slow and plain on purpose, every pair with every other: the measure of the quick checker.
Lengths are metres.
"""

from __future__ import annotations

import itertools
import json
import math
from typing import Any

import shapely
from shapely import LineString, Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

MM = 0.001
HAIR = 0.00001
SLIT = 0.6
SEEN_TWICE = 0.0035  # a mouth is measured some 3 mm too long: around both its corners


def check_outside(geojson: bytes) -> set[str]:
    """Return the codes of the rules of place and width that the features break."""
    document = json.loads(geojson)
    kinds: dict[str, list[dict[str, Any]]] = {}
    for feature in document["features"]:
        kinds.setdefault(feature["properties"]["kind"], []).append(feature)
    aisle = float(document["rules"]["aisle_m"])
    hall = shape(kinds["hall"][0]["geometry"])
    stands = kinds.get("stand", [])
    shapes = [shape(stand["geometry"]) for stand in stands]
    zones = [*kinds.get("zone", []), *kinds.get("keep_out", [])]
    closed = [shape(z["geometry"]) for z in zones if not z["properties"]["walkable"]]
    columns = [shape(column["geometry"]) for column in kinds.get("column", [])]
    floor = hall.difference(shapely.union_all([*closed, *columns]))
    walk = floor.difference(shapely.union_all(shapes))
    doors = [*kinds.get("entrance", []), *kinds.get("exit", [])]
    return {
        *_check_labels(stands),
        *_check_places(hall, stands, shapes, zones, doors, kinds.get("column", [])),
        *_check_sides(walk, columns, stands, aisle),
        *_check_ways(walk, shapes, columns, doors, aisle),
        *_check_connection(walk, stands, doors, hall, aisle),
        *_check_aisles(walk, kinds.get("aisle", [])),
    }


def _check_labels(stands: list[dict[str, Any]]) -> set[str]:
    found = set()
    for code, key in (("number", "number"), ("id", "id"), ("exhibitor", "exhibitor")):
        labels = [stand["properties"][key] for stand in stands]
        labels = [label for label in labels if label is not None]
        if len(labels) != len(set(labels)):
            found.add(f"stand.{code}_twice")
    return found


def _check_places(
    hall: BaseGeometry,
    stands: list[dict[str, Any]],
    shapes: list[BaseGeometry],
    zones: list[dict[str, Any]],
    doors: list[dict[str, Any]],
    columns: list[dict[str, Any]],
) -> set[str]:
    found = set()
    small = [stand.buffer(-MM / 2 - HAIR, join_style="mitre") for stand in shapes]
    inner = [stand.buffer(-MM - HAIR, join_style="mitre") for stand in shapes]
    if any(a.intersects(b) for n, a in enumerate(small) for b in small[:n]):
        found.add("stand.overlaps")
    if not all(hall.covers(stand) for stand in inner):
        found.add("stand.outside_hall")
    for zone in zones:
        ground = shape(zone["geometry"])
        if not zone["properties"]["stands_allowed"] and any(ground.intersects(s) for s in inner):
            found.add("stand.in_zone")
    for door in doors:
        if any(_lane(door).intersects(stand) for stand in inner):
            found.add("stand.in_door_lane")
    return found | _check_columns(stands, inner, columns)


def _check_columns(
    stands: list[dict[str, Any]], inner: list[BaseGeometry], columns: list[dict[str, Any]]
) -> set[str]:
    for column in columns:
        pillar, rule = shape(column["geometry"]), column["properties"]["rule"]
        for stand, ground in zip(stands, inner, strict=True):
            if rule == "avoid" and ground.intersects(pillar):
                return {"stand.on_column"}
            if rule == "at_back" and _front_half(stand).intersects(pillar):
                return {"stand.on_column"}
    return set()


def _lane(door: dict[str, Any]) -> Polygon:
    (ax, ay), (bx, by) = door["geometry"]["coordinates"]
    width = math.dist((ax, ay), (bx, by))
    depth = door["properties"]["clear_depth_m"]
    dx, dy = (by - ay) / width * depth, -(bx - ax) / width * depth
    return Polygon([(ax, ay), (bx, by), (bx + dx, by + dy), (ax + dx, ay + dy)])


def _front_half(stand: dict[str, Any]) -> BaseGeometry:
    left, right, back_right, back_left = stand["geometry"]["coordinates"][0][:4]
    middle = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
              for a, b in ((right, back_right), (left, back_left))]  # fmt: skip
    return Polygon([left, right, *middle]).buffer(-MM - HAIR, join_style="mitre")


def _strip(stand: dict[str, Any], side: str, depth: float) -> Polygon:
    ring = stand["geometry"]["coordinates"][0][:4]
    first = {"front": 0, "right": 1, "back": 2, "left": 3}[side]
    (ax, ay), (bx, by) = ring[first], ring[(first + 1) % 4]
    length = math.dist((ax, ay), (bx, by))
    ux, uy = (bx - ax) / length, (by - ay) / length
    out = (uy, -ux)
    corners = ((MM, MM), (length - MM, MM), (length - MM, depth - MM), (MM, depth - MM))
    return Polygon([(ax + ux * u + out[0] * v, ay + uy * u + out[1] * v) for u, v in corners])


def _check_sides(
    walk: BaseGeometry, columns: list[BaseGeometry], stands: list[dict[str, Any]], aisle: float
) -> set[str]:
    found = set()
    pillars = shapely.union_all(columns)
    for stand in stands:
        for side in {"front", *stand["properties"]["open_sides"]}:
            blocked = _strip(stand, side, aisle).difference(walk)
            if side == "front" and blocked.area > MM * MM / 10:
                found.add("stand.front_blocked")
            elif blocked.difference(pillars).area > MM * MM:
                found.add("stand.side_not_open")
        if "front" not in stand["properties"]["open_sides"]:
            found.add("stand.side_not_open")
    return found


def _shrunk(walk: BaseGeometry, half: float) -> BaseGeometry:
    """Return where the middle of a square can be; edges grow one by one, which is exact."""
    return walk.difference(shapely.union_all(_edges(walk, half)))


def _swept(walk: BaseGeometry, side: float) -> BaseGeometry:
    half = (side - MM) / 2 - HAIR
    core = _shrunk(walk, half)
    return shapely.union_all([core, *_edges(core, half)])


def _edges(ground: BaseGeometry, half: float) -> list[BaseGeometry]:
    rings = shapely.get_rings(shapely.get_parts(ground.simplify(0)))
    return [
        LineString(ends).buffer(half, cap_style="square")
        for ring in rings
        for ends in itertools.pairwise(ring.coords)
    ]


def _check_ways(
    walk: BaseGeometry,
    shapes: list[BaseGeometry],
    columns: list[BaseGeometry],
    doors: list[dict[str, Any]],
    aisle: float,
) -> set[str]:
    """Floor along a stand that no square sweeps, open at two ends and no slit."""
    wide = _swept(walk, aisle)
    lanes = [_lane(door).buffer(MM) for door in doors]
    for part in shapely.get_parts(walk.difference(wide.buffer(MM / 2))):
        beside = [s for s in shapes if s.dwithin(part, 2 * MM)]
        if part.area < 0.01 or not beside or any(lane.covers(part) for lane in lanes):
            continue
        lengths = sorted(_measure_mouths(part, wide))
        mouths = len(lengths)
        # Who gets in must get out elsewhere: a slit at the end of a recess makes no way of it.
        if mouths > 1 and lengths[-2] > SLIT + SEEN_TWICE:
            pillars = [pillar for pillar in columns if pillar.dwithin(part, 2 * MM)]
            if not (pillars and _goes_round(part, pillars, wide, mouths, aisle)):
                return {"aisle.too_narrow"}
    return set()


def _measure_mouths(part: BaseGeometry, wide: BaseGeometry) -> list[float]:
    """Return how long the edges are on which a narrow piece opens on wide floor."""
    rim = part.boundary.intersection(wide.buffer(2 * MM))
    mouths = shapely.get_parts(shapely.line_merge(rim) if rim.geom_type[0] == "M" else rim)
    return [mouth.length for mouth in mouths if mouth.length > 4 * MM]


def _goes_round(
    part: BaseGeometry,
    pillars: list[BaseGeometry],
    wide: BaseGeometry,
    mouths: int,
    aisle: float,
) -> bool:
    """Return whether who comes to a column beside a stand passes it on its other side."""
    reach = aisle + MM
    for pillar in pillars:
        x0, y0, x1, y1 = pillar.bounds
        around = wide.intersection(shapely.box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
        pieces = shapely.get_parts(around)
        if not any(len(_measure_mouths(part, piece)) == mouths for piece in pieces):
            return False
    return True


def _check_connection(
    walk: BaseGeometry,
    stands: list[dict[str, Any]],
    doors: list[dict[str, Any]],
    hall: BaseGeometry,
    aisle: float,
) -> set[str]:
    parts = list(shapely.get_parts(_shrunk(walk, (aisle - MM) / 2 - HAIR)))
    entrances = [d for d in doors if d["properties"]["kind"] == "entrance"] or doors
    lanes = [_lane(door) for door in entrances]
    reach = aisle / 2 + 2 * MM
    parts.sort(key=lambda p: (any(lane.dwithin(p, reach) for lane in lanes), p.area))
    if not parts:
        return {"aisle.unconnected"} if stands else set()
    found = set()
    for stand in stands:
        left, right = stand["properties"]["front"]
        length = math.dist(left, right)
        out = ((right[1] - left[1]) / length, -(right[0] - left[0]) / length)
        ahead = shapely.Point(
            (left[0] + right[0]) / 2 + out[0] * aisle / 2,
            (left[1] + right[1]) / 2 + out[1] * aisle / 2,
        )
        if parts[-1].dwithin(ahead, aisle / 2 + MM):
            continue
        # A front that is shut in on all sides is told as blocked, and only so.
        at_aisle = any(part.dwithin(ahead, aisle / 2 + MM) for part in parts)
        if at_aisle or walk.covers(_strip(stand, "front", aisle)):
            found.add("aisle.unconnected")
    for door in doors:
        if not _lane(door).intersection(hall).dwithin(parts[-1], reach):
            found.add("door.unconnected")
    return found


def _check_aisles(walk: BaseGeometry, aisles: list[dict[str, Any]]) -> set[str]:
    found = set()
    floor = walk.buffer(MM, join_style="mitre")
    for aisle in aisles:
        ground = shape(aisle["geometry"])
        if not floor.covers(ground):
            found.add("aisle.not_floor")
            continue
        wide = _swept(walk, aisle["properties"]["clear_width_m"]).buffer(MM)
        if ground.difference(wide).area > max(0.01, 0.02 * ground.area):
            found.add("aisle.width_overstated")
    return found
