"""A placed hall as GeoJSON in plan metres (contract 4.3 of the design).

Outside programs check layouts from this file alone: corners are derived from placement,
rotation and size, rings are closed and counter-clockwise, numbers have 4 decimals.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from exporters.floor import Floor, split_floor
from layout.values import (
    Aisle,
    Column,
    Door,
    Hall,
    Names,
    PlacedHall,
    Placement,
    Rules,
    Zone,
    stand_corners,
)

TOLERANCE_MM = 1
_DECIMALS = 4

Json = dict[str, object]
Point = Sequence[float]


def build_geojson(placed: PlacedHall) -> bytes:
    """Return a FeatureCollection, UTF-8, one feature a line; the same hall, the same bytes.

    Kinds in order: hall, column, keep_out, zone, entrance and exit, aisle, stand. Lengths are
    metres, angles degrees counter-clockwise; rotation 0 means that the front faces -y.
    """
    plan = placed.plan
    halls = split_floor(plan)
    features = [_hall(hall) for hall in halls.rooms]
    features += [_column(column, halls) for column in plan.columns]
    features += [_zone(zone, halls) for zone in sorted(plan.zones, key=_zone_order)]
    features += [_door(door, halls) for door in plan.doors]
    features += [_aisle(aisle, halls) for aisle in placed.aisles]
    features += [_stand(stand, halls) for stand in placed.placements]
    head = {
        "type": "FeatureCollection",
        "coordinateSystem": "plan-metres",
        "tolerance_mm": TOLERANCE_MM,
        "rules": _rules(plan.rules),
    }
    opening = _text(head)[:-1]
    lines = ",\n".join(_text(feature) for feature in features)
    return f'{opening},"features":[\n{lines}\n]}}\n'.encode()


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _m(mm: float) -> float:
    """Return metres; adding 0.0 turns a negative zero into zero."""
    return round(mm / 1000, _DECIMALS) + 0.0


def _point(point: Point) -> list[float]:
    return [_m(point[0]), _m(point[1])]


def _ring(points: Iterable[Point]) -> list[list[float]]:
    """Return a closed counter-clockwise ring; contract 4.3 wants that of holes too."""
    ring = [_point(point) for point in points]
    twice = sum(
        x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)
    )
    if twice < 0:
        ring.reverse()
    return [*ring, ring[0]]


def _feature(geometry: str, coordinates: object, properties: Json) -> Json:
    return {
        "type": "Feature",
        "geometry": {"type": geometry, "coordinates": coordinates},
        "properties": properties,
    }


def _named(names: Names) -> Json:
    return {"names": dict(sorted(names.items()))} if names else {}


def _rules(rules: Rules) -> Json:
    """Return every number of the rules; a limit of 0 is not checked and is left out."""
    lengths = {
        "aisle_m": rules.aisle_mm,
        "main_aisle_m": rules.main_aisle_mm,
        "max_travel_m": rules.max_travel_mm,
        "cross_aisle_m": rules.cross_mm,
        "max_block_m": rules.max_block_mm,
        "max_travel_one_way_m": rules.max_travel_one_way_mm,
        "max_dead_end_m": rules.max_dead_end_mm,
        "min_exit_m": rules.min_exit_mm,
        "exit_unit_m": rules.exit_unit_mm,
    }
    counts = {
        "persons_per_m2": rules.persons_per_m2,
        "persons_per_unit": rules.persons_per_unit,
    }
    always = {"aisle_m", "main_aisle_m", "max_travel_m"}
    return {
        "profile": rules.profile,
        **{key: _m(value) for key, value in lengths.items() if value or key in always},
        **{key: value for key, value in counts.items() if value},
        "sources": dict(sorted(rules.sources.items())),
        "unread": sorted(rules.unread),
    }


def _hall(hall: Hall) -> Json:
    rings = [_ring(hall.outline), *(_ring(hole) for hole in hall.holes)]
    properties = {"kind": "hall", "hall": hall.id, "height_m": _m(hall.height_mm)}
    return _feature("Polygon", rings, properties | _named(hall.names))


def _column(column: Column, halls: Floor) -> Json:
    x, y, w, d = column.x_mm, column.y_mm, column.width_mm / 2, column.depth_mm / 2
    hall = halls.find(x, y)
    ring = _ring([(x - w, y - d), (x + w, y - d), (x + w, y + d), (x - w, y + d)])
    properties: Json = {"kind": "column", "hall": hall, "id": column.id, "rule": column.rule}
    return _feature("Polygon", [ring], properties)


def _zone_order(zone: Zone) -> bool:
    return zone.kind != "keep_out"


def _zone(zone: Zone, halls: Floor) -> Json:
    hall = halls.find_ring(zone.outline)
    kind = "keep_out" if zone.kind == "keep_out" else "zone"
    properties: Json = {
        "kind": kind,
        "hall": hall,
        "id": zone.id,
        "use": zone.kind,
        "walkable": zone.walkable,
        "stands_allowed": zone.stands_allowed,
    }
    return _feature("Polygon", [_ring(zone.outline)], properties | _named(zone.names))


def _door(door: Door, halls: Floor) -> Json:
    hall = halls.find((door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2)
    properties: Json = {
        "kind": "entrance" if door.kind == "entrance" else "exit",
        "hall": hall,
        "id": door.id,
        "width_m": _m(door.width_mm),
        "clear_depth_m": _m(door.clear_depth_mm),
        "egress": door.egress,
        "emergency": door.kind == "emergency_exit",
    }
    return _feature("LineString", [_point(door.a), _point(door.b)], properties | _named(door.names))


def _aisle(aisle: Aisle, halls: Floor) -> Json:
    hall = halls.find_ring(aisle.outline)
    rings = [_ring(aisle.outline), *(_ring(hole) for hole in aisle.holes)]
    width = _m(aisle.clear_width_mm)
    properties: Json = {"kind": "aisle", "hall": hall, "rank": aisle.rank, "clear_width_m": width}
    return _feature("Polygon", rings, properties)


def _stand(stand: Placement, halls: Floor) -> Json:
    corners = stand_corners(stand)
    hall = halls.find_ring(corners)
    properties: Json = {
        "kind": "stand",
        "hall": hall,
        "id": stand.stand_id,
        "number": stand.number,
        "sector": stand.sector,
        "exhibitor": stand.exhibitor,
        "co_exhibitors": list(stand.co_exhibitors),
        "width_m": _m(stand.width_mm),
        "depth_m": _m(stand.depth_mm),
        "rotation_deg": round(stand.rotation_mdeg / 1000, _DECIMALS),
        "open_sides": list(stand.open_sides),
        "kind_of_stand": stand.kit,
        "front": [_point(corners[0]), _point(corners[1])],
    }
    return _feature("Polygon", [_ring(corners)], properties)
