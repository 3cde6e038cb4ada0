"""The index file: what the viewer needs to walk, in one language."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from hall.model.exhibitor import Exhibitor
from hall.model.text import FALLBACKS, NO_TEXT, Texts
from layout.values import SIDES, Door, Names, PlacedHall, PointMm, Ring

INDEX_VERSION = 1
_DECIMALS = 3
_START_INSIDE_M = 2.5
_BESIDE_MM = 12_000


def build_index(
    placed: PlacedHall,
    exhibitors: Mapping[str, Exhibitor],
    near: Mapping[str, str],
    *,
    fair: str,
    lang: str,
) -> bytes:
    """Return the index as compact JSON; lengths in metres, angles in degrees."""
    plan = placed.plan
    value = {
        "v": INDEX_VERSION,
        "fair": fair,
        "lang": lang,
        "hall": {
            "outline": _ring(plan.hall.outline),
            "holes": [_ring(hole) for hole in plan.hall.holes],
            "height": _metres(plan.hall.height_mm),
        },
        "columns": [
            [_metres(v) for v in (c.x_mm, c.y_mm, c.width_mm, c.depth_mm)] for c in plan.columns
        ],
        "doors": [_door(door, lang) for door in plan.doors],
        "zones": [
            {
                "id": zone.id,
                "kind": zone.kind,
                "name": name_in(zone.names, lang),
                "outline": _ring(zone.outline),
                "walkable": zone.walkable,
            }
            for zone in plan.zones
        ],
        "sectors": [
            {"id": sector.id, "name": name_in(sector.names, lang), "colour": sector.colour}
            for sector in plan.sectors
        ],
        "start": find_start(plan.doors),
        "stands": _stand_columns(placed, exhibitors, near),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def name_in(names: Names, lang: str) -> str:
    """Return the name in `lang`, or in the nearest language that has one."""
    return next((names[code] for code in FALLBACKS[lang] if names.get(code)), "")


def find_start(doors: Sequence[Door]) -> list[float]:
    """Return x, y and heading in degrees inside the main entrance, looking in.

    Entrances side by side in one wall are one entrance: a visitor starts between them.
    """
    entrances = [door for door in doors if door.kind == "entrance"] or list(doors)
    widest = max(entrances, key=lambda candidate: (candidate.width_mm, candidate.id))
    beside = [door for door in entrances if _in_one_wall(widest, door)]
    ends = [end for door in beside for end in (door.a, door.b)]
    (ax, ay), (bx, by) = widest.a, widest.b
    length = math.hypot(bx - ax, by - ay)
    # a to b is left to right as seen from inside, so inwards lies to the right of a → b.
    inward = ((by - ay) / length, -(bx - ax) / length)
    x = sum(end[0] for end in ends) / len(ends) / 1000 + inward[0] * _START_INSIDE_M
    y = sum(end[1] for end in ends) / len(ends) / 1000 + inward[1] * _START_INSIDE_M
    heading = math.degrees(math.atan2(-inward[0], inward[1]))
    return [round(x, _DECIMALS), round(y, _DECIMALS), round(heading % 360, 1)]


def _in_one_wall(door: Door, other: Door) -> bool:
    """Return whether two doors lie on one straight line, to the millimetre, and near."""
    (ax, ay), (bx, by) = door.a, door.b
    length = math.hypot(bx - ax, by - ay)
    offsets = [
        abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / length for x, y in (other.a, other.b)
    ]
    return max(offsets) <= 1 and math.dist(door.a, other.a) <= _BESIDE_MM


def fascia_latin(name: Texts) -> str:
    """Return the name for a fascia's Latin half."""
    return name.by_lang.get("fr") or name.by_lang.get("en") or ""


def fascia_arabic(name: Texts) -> str:
    """Return the name for a fascia's Arabic half, empty where there is none."""
    return name.by_lang.get("ar", "")


def _stand_columns(
    placed: PlacedHall, exhibitors: Mapping[str, Exhibitor], near: Mapping[str, str]
) -> dict[str, list[Any]]:
    sector_index = {sector.id: i for i, sector in enumerate(placed.plan.sectors)}
    stands = placed.placements
    names = [exhibitors[s.exhibitor].name if s.exhibitor else NO_TEXT for s in stands]
    return {
        "id": [s.stand_id for s in stands],
        "number": [s.number for s in stands],
        "sector": [sector_index[s.sector] for s in stands],
        "x": [_metres(s.x_mm) for s in stands],
        "y": [_metres(s.y_mm) for s in stands],
        "rot": [s.rotation_mdeg / 1000 for s in stands],
        "w": [_metres(s.width_mm) for s in stands],
        "d": [_metres(s.depth_mm) for s in stands],
        "open": [sum(1 << SIDES.index(side) for side in s.open_sides) for s in stands],
        "kit": [s.kit for s in stands],
        "exhibitor": [s.exhibitor for s in stands],
        "latin": [fascia_latin(name) for name in names],
        "arabic": [fascia_arabic(name) for name in names],
        "near": [near.get(s.stand_id, "") for s in stands],
    }


def _door(door: Door, lang: str) -> dict[str, Any]:
    return {
        "id": door.id,
        "kind": door.kind,
        "name": name_in(door.names, lang),
        "a": _point(door.a),
        "b": _point(door.b),
    }


def _metres(value_mm: int) -> float:
    return round(value_mm / 1000, _DECIMALS)


def _point(point: PointMm) -> list[float]:
    return [_metres(point[0]), _metres(point[1])]


def _ring(ring: Ring) -> list[list[float]]:
    return [_point(point) for point in ring]
