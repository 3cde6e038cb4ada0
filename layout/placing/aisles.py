"""The walkable floor outside zones, cut into main aisles, cross aisles and aisles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import shapely
from shapely import Polygon, STRtree, box

from layout.placing.solids import Geometry, Solids
from layout.placing.strips import PLAY_MM
from layout.placing.widths import is_square, is_upright, swept
from layout.values import Aisle, AisleRank, Lane, Ring, Rules

_ORDER = {"main": 0, "cross": 1, "aisle": 2}
_SPECK_MM2 = 10_000.0
_RECESSES = 0.015  # of a piece may be recesses between stands: the checker bears 0.02
_CORNER = 0.3  # of a disc's radius squared: what it leaves in a corner of a right angle
_BISECTIONS = 8
_SHY_MM = 10.0  # what only touches a lane does not stand beside it
_STRAIGHT_MM = 1.0
_HAIR_MM = 5.0  # what is thinner is rounding


@dataclass(frozen=True, slots=True)
class _Proof:
    """The floor, the narrowest aisle allowed, and what squares of known sides sweep of it."""

    solids: Solids
    aisle_mm: int
    swept: tuple[tuple[Geometry, int], ...]
    square: bool

    def leaves_little(self, part: Polygon, region: Geometry, width: float) -> bool:
        """Return whether a region covers a piece but for recesses; a disc leaves corners."""
        if region.covers(part):
            return True
        left = shapely.area(shapely.get_parts(part.difference(region)))
        if not self.square:
            left = left[left > _CORNER * (width / 2) ** 2]
        return bool(left.sum() < max(_SPECK_MM2, part.area * _RECESSES))


def cut_aisles(solids: Solids, lanes: Sequence[Lane], rules: Rules) -> tuple[Aisle, ...]:
    """Return polygons that do not overlap and together are all of the floor of `solids`.

    The clear width of a straight piece is the distance between what stands on its sides; of
    another piece, the widest of the rules' widths that a square can sweep it with. A piece
    narrower than its lane's rank asks for is a plain aisle.
    """
    widths = {rules.main_aisle_mm, rules.cross_mm, rules.aisle_mm}
    square = is_square(solids.floor, solids.hall, *solids.shapes)
    bare = _Proof(solids, rules.aisle_mm, (), square)
    # In turned halls whole millimetres lie beside the lines: a width told has some play.
    plays = (0,) if is_upright(solids.floor) else (PLAY_MM, 0)
    regions = tuple(
        (swept(solids.floor, width + play, square=bare.square), width + play - plays[0])
        for width in sorted(widths, reverse=True)
        for play in plays
    )
    for region, _ in regions:
        shapely.prepare(region)
    proof = replace(bare, swept=regions)
    least: dict[AisleRank, int] = {
        "main": rules.main_aisle_mm,
        "cross": rules.cross_mm,
        "aisle": 0,
    }
    grown = [_grow(lane, solids) for lane in sorted(lanes, key=lambda lane: _ORDER[lane.rank])]
    shapes = [Polygon(lane.corners) for lane in grown]
    tree = STRtree(shapes)
    aisles: list[Aisle] = []
    for index, (lane, shape) in enumerate(zip(grown, shapes, strict=True)):
        near = tree.query(shape, predicate="intersects").tolist()
        before = [shapes[other] for other in sorted(near) if other < index]
        free = solids.carve(shape)
        piece = free.difference(shapely.union_all(before)) if before else free
        aisles += [
            replace(aisle, rank="aisle") if aisle.clear_width_mm < least[aisle.rank] else aisle
            for aisle in _pieces(piece, lane.rank, proof, lane)
        ]
    rest = solids.floor.difference(shapely.union_all(shapes)) if shapes else solids.floor
    aisles += _pieces(rest, "aisle", proof, None)
    return tuple(sorted(aisles, key=lambda aisle: (_ORDER[aisle.rank], aisle.outline)))


def _grow(lane: Lane, solids: Solids) -> Lane:
    """Return the lane widened on both sides to what stands along it.

    Rows may end short of the lane that was drawn for them: what lies between is aisle too.
    """
    (ax, ay), (bx, by), _, (dx, dy) = lane.corners
    along, side = math.dist((ax, ay), (bx, by)), math.dist((ax, ay), (dx, dy))
    if along < side:
        a, b, c, d = lane.corners
        return _grow(replace(lane, corners=(b, c, d, a)), solids)
    if not side:
        return lane
    ux, uy, vx, vy = (bx - ax) / along, (by - ay) / along, (dx - ax) / side, (dy - ay) / side
    frame = np.array([[ux, uy], [vx, vy]])
    reach = side
    around = Polygon(lane.corners).buffer(reach, join_style="mitre")
    found = sorted(solids.tree.query(around, predicate="intersects").tolist())
    below, above = reach, reach
    points, owner = shapely.get_coordinates(
        np.array([solids.shapes[index] for index in found], dtype=object), return_index=True
    )
    starts = np.searchsorted(owner, np.arange(len(found)))
    within = (points - (ax, ay)) @ frame.T
    least = np.minimum.reduceat(within, starts) if found else within
    most = np.maximum.reduceat(within, starts) if found else within
    for (s0, t0), (s1, t1) in zip(least.tolist(), most.tolist(), strict=True):
        if s1 <= _SHY_MM or s0 >= along - _SHY_MM:
            continue
        if t1 <= _SHY_MM:
            below = min(below, max(-t1, 0.0))
        elif t0 >= side - _SHY_MM:
            above = min(above, max(t0 - side, 0.0))
    low = 0 if below >= reach else int(below + 1e-6)
    high = 0 if above >= reach else int(above + 1e-6)
    if not low and not high:
        return lane
    corners = (
        (round(ax - vx * low), round(ay - vy * low)),
        (round(bx - vx * low), round(by - vy * low)),
        (round(bx + vx * (side + high)), round(by + vy * (side + high))),
        (round(ax + vx * (side + high)), round(ay + vy * (side + high))),
    )
    return Lane(corners, lane.rank, lane.width_mm + low + high)


def _pieces(shape: Geometry, rank: AisleRank, proof: _Proof, lane: Lane | None) -> list[Aisle]:
    aisles = []
    for part in shapely.get_parts(shape):
        if not isinstance(part, Polygon) or _is_hair(part):
            continue
        wholes = _round(part)
        for whole in wholes:
            # A narrow piece that rounding cut off is not as wide as what it hung on.
            clear = _clear_width(part if len(wholes) == 1 else whole, proof, lane)
            holes = tuple(_ring(hole.coords, left=False) for hole in whole.interiors)
            outline = _ring(whole.exterior.coords, left=True)
            aisles.append(Aisle(outline, rank, clear, holes))
    return aisles


def _is_hair(part: Polygon) -> bool:
    return bool(part.area < max(_SPECK_MM2, part.length * _HAIR_MM))


def _round(part: Polygon) -> list[Polygon]:
    """Return a piece in whole millimetres; between slanted walls that may cut it in two."""
    rounded = shapely.remove_repeated_points(shapely.transform(part, np.rint))
    if rounded.is_valid and isinstance(rounded, Polygon):
        return [rounded]
    pieces = shapely.get_parts(shapely.set_precision(part, 1.0)).tolist()
    return [piece for piece in pieces if isinstance(piece, Polygon) and not _is_hair(piece)]


def _clear_width(part: Polygon, proof: _Proof, lane: Lane | None) -> int:
    if lane is not None:
        length, thick = _extent(part, lane)
        filled = length * thick - part.area < _SPECK_MM2
        if filled and min(length, thick) >= lane.width_mm - _STRAIGHT_MM:
            (ax, ay), (bx, by) = lane.corners[:2]
            if ax == bx or ay == by:
                return lane.width_mm
            told = lane.width_mm - PLAY_MM
            if _fits(part, proof, told):
                return told
    for region, limit in proof.swept:
        if proof.leaves_little(part, region, limit):
            return limit
    return _widest(part, proof)


def _fits(part: Polygon, proof: _Proof, width: int) -> bool:
    """Return whether a square of this side sweeps a piece, but for rounding."""
    x0, y0, x1, y1 = part.bounds
    reach = 2 * width
    around = proof.solids.carve(box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    return proof.leaves_little(part, swept(around, width, square=proof.square), width)


def _extent(part: Polygon, lane: Lane) -> tuple[float, float]:
    """Return how long and how thick a piece is along its lane."""
    (ax, ay), (bx, by) = lane.corners[:2]
    length = math.dist((ax, ay), (bx, by)) or 1.0
    ux, uy = (bx - ax) / length, (by - ay) / length
    points = shapely.get_coordinates(part) @ np.array([[ux, -uy], [uy, ux]])
    size = points.max(axis=0) - points.min(axis=0)
    return float(size[0]), float(size[1])


def _widest(part: Polygon, proof: _Proof) -> int:
    """Return the side of the widest square that sweeps a piece narrower than an aisle."""
    reach = 2 * proof.aisle_mm
    x0, y0, x1, y1 = part.bounds
    around = proof.solids.carve(box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    low, high = 0.0, float(proof.aisle_mm)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        left = part.difference(swept(around, middle, square=proof.square))
        fits = left.area < part.area * _RECESSES
        low, high = (middle, high) if fits else (low, middle)
    return int(low)


def _ring(points: Sequence[tuple[float, ...]], *, left: bool) -> Ring:
    ring = [(round(point[0]), round(point[1])) for point in points][:-1]
    doubled = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise((*ring, ring[0])))
    if (doubled > 0) != left:
        ring.reverse()
    first = ring.index(min(ring))
    return tuple(ring[first:] + ring[:first])
