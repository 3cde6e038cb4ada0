"""The index file: what the viewer needs to walk, in one language."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hall.model.exhibitor import Exhibitor
from hall.model.text import FALLBACKS, NO_TEXT, Texts
from hall.service.building.tiling import Block, Tile, tell_numbers
from layout.values import SIDES, Door, Names, PlacedHall, Placement, PointMm, Ring

INDEX_VERSION = 1
_DECIMALS = 3
_START_INSIDE_M = 2.5
_BESIDE_MM = 12_000


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of every stand: whose it is, its near file, and its booth in the shell.

    `booths` numbers the shell's kinds of booth; it is asked for in halls of several tiles.
    """

    exhibitors: Mapping[str, Exhibitor]
    near: Mapping[str, str]
    booths: Mapping[str, int]


def build_index(
    placed: PlacedHall,
    known: Known,
    *,
    fair: str,
    lang: str,
    tiles: Sequence[Tile] = (),
    files: Sequence[str] = (),
) -> bytes:
    """Return the index as compact JSON; lengths in metres, angles in degrees.

    With `tiles` the index holds the stands of the first; `files` are those that `build_tile`
    made of the others.
    """
    plan = placed.plan
    value: dict[str, Any] = {
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
        "stands": _stand_columns(placed, tiles[0].stands if tiles else placed.placements, known),
    }
    if tiles:
        value["tiles"] = _tile_columns(placed, tiles, files)
    return _encode(value)


def build_tile(placed: PlacedHall, tile: Tile, known: Known) -> bytes:
    """Return the stands of one tile as compact JSON; they are the same in every language."""
    return _encode({"v": INDEX_VERSION, "stands": _stand_columns(placed, tile.stands, known)})


def _encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _tile_columns(
    placed: PlacedHall, tiles: Sequence[Tile], files: Sequence[str]
) -> dict[str, list[Any]]:
    sectors = [sector.id for sector in placed.plan.sectors]
    return {
        "count": [len(tile.stands) for tile in tiles],
        "box": [[_metres(v) for v in tile.box] for tile in tiles],
        "file": ["", *files],
        "numbers": [tell_numbers(tile.stands) for tile in tiles],
        "blocks": [[_block(block, sectors) for block in tile.blocks] for tile in tiles],
    }


def _block(block: Block, sectors: Sequence[str]) -> list[float]:
    lengths = (block.x_mm, block.y_mm, block.width_mm, block.depth_mm)
    turn = [block.rotation_mdeg / 1000] if block.rotation_mdeg else []
    return [sectors.index(block.sector), *map(_metres, lengths), *turn]


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
    placed: PlacedHall, stands: Sequence[Placement], known: Known
) -> dict[str, list[Any]]:
    sector_index = {sector.id: i for i, sector in enumerate(placed.plan.sectors)}
    names = [known.exhibitors[s.exhibitor].name if s.exhibitor else NO_TEXT for s in stands]
    columns: dict[str, list[Any]] = {
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
        "near": [known.near.get(s.stand_id, "") for s in stands],
    }
    if known.booths:
        columns["booth"] = [known.booths[s.stand_id] for s in stands]
    return columns


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
