"""The walkable floor outside zones, cut into main aisles, cross aisles and aisles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import shapely
from shapely import Polygon, box

from layout.placing.floor import Geometry, column_shape, hall_shape, union
from layout.placing.rows import Corridor
from layout.placing.widths import swept
from layout.values import Aisle, AisleRank, Placement, Plan, Ring, stand_corners

_ORDER = {"main": 0, "cross": 1, "aisle": 2}
_SPECK_MM2 = 10_000.0
_RECESSES = 0.02  # of a piece may be recesses between stands
_BISECTIONS = 8


@dataclass(frozen=True, slots=True)
class _Proof:
    """The floor, the plan's aisle width, and what squares of known sides sweep of it."""

    floor: Geometry
    aisle_mm: int
    swept: tuple[tuple[Geometry, int], ...]


def cut_aisles(
    plan: Plan, placements: Sequence[Placement], corridors: Sequence[Corridor]
) -> tuple[Aisle, ...]:
    """Return polygons that do not overlap and together are all walkable floor outside zones.

    The clear width of a straight piece is the distance between what stands on its sides; of
    another piece, the widest of the plan's two widths that a square can sweep it with.
    """
    stands = [Polygon(stand_corners(stand)) for stand in placements]
    blocked = [column_shape(column) for column in plan.columns]
    blocked += [Polygon(zone.outline) for zone in plan.zones]
    floor = hall_shape(plan).difference(union([*stands, *blocked]))
    rules = plan.rules
    proof = _Proof(
        floor,
        rules.aisle_mm,
        tuple((swept(floor, width), width) for width in (rules.main_aisle_mm, rules.aisle_mm)),
    )
    aisles: list[Aisle] = []
    taken: list[Polygon] = []
    for corridor in sorted(corridors, key=lambda c: _ORDER[c.rank]):
        lane = box(corridor.x0, corridor.y0, corridor.x1, corridor.y1)
        piece = lane.difference(union(taken)).intersection(floor)
        taken.append(lane)
        width = min(corridor.x1 - corridor.x0, corridor.y1 - corridor.y0)
        aisles += _pieces(piece, corridor.rank, proof, width)
    rest = floor.difference(union(taken))
    aisles += _pieces(rest, "aisle", proof, None)
    return tuple(sorted(aisles, key=lambda a: (_ORDER[a.rank], a.outline)))


def _pieces(
    shape: Geometry,
    rank: str,
    proof: _Proof,
    width: int | None,
) -> list[Aisle]:
    aisles = []
    for part in shapely.get_parts(shape):
        if not isinstance(part, Polygon) or part.area < _SPECK_MM2:
            continue
        clear = _clear_width(part, proof, width)
        holes = tuple(_ring(hole.coords, left=False) for hole in part.interiors)
        outline = _ring(part.exterior.coords, left=True)
        aisles.append(Aisle(outline, cast("AisleRank", rank), clear, holes))
    return aisles


def _clear_width(part: Polygon, proof: _Proof, width: int | None) -> int:
    x0, y0, x1, y1 = part.bounds
    filled = (x1 - x0) * (y1 - y0) - part.area < _SPECK_MM2
    if width is not None and filled and min(x1 - x0, y1 - y0) >= width:
        return width
    for region, limit in proof.swept:
        if part.difference(region).area < max(_SPECK_MM2, part.area * _RECESSES):
            return limit
    reach = 2 * proof.aisle_mm
    around = proof.floor.intersection(box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    low, high = 0.0, float(proof.aisle_mm)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        fits = part.difference(swept(around, middle)).area < part.area * _RECESSES
        low, high = (middle, high) if fits else (low, middle)
    return int(low)


def _ring(points: Sequence[tuple[float, ...]], *, left: bool) -> Ring:
    ring = [(round(point[0]), round(point[1])) for point in points][:-1]
    if shapely.LinearRing(ring).is_ccw != left:
        ring.reverse()
    first = ring.index(min(ring))
    return tuple(ring[first:] + ring[:first])
