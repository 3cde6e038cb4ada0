"""Pieces of floor and how wide they are, all looked at together: one by one takes far longer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon, box

from layout.placing.solids import Geometry, Solids
from layout.placing.strips import PLAY_MM
from layout.placing.widths import swept
from layout.values import Lane

SPECK_MM2 = 10_000.0
_RECESSES = 0.015  # of a piece may be recesses between stands: the checker bears 0.02
_CORNER = 0.3  # of a disc's radius squared: what it leaves in a corner of a right angle
_BISECTIONS = 8
_STRAIGHT_MM = 1.0
_HAIR_MM = 5.0  # what is thinner is rounding
_UNKNOWN = -1

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Proof:
    """The floor, the narrowest aisle allowed, and what squares of known sides sweep of it."""

    solids: Solids
    aisle_mm: int
    swept: tuple[tuple[Geometry, int], ...]
    square: bool

    def leaves_little(self, parts: Shapes, region: Geometry, width: float) -> NDArray[np.bool_]:
        """Return whether a region covers pieces but for recesses; a disc leaves corners."""
        little = np.asarray(shapely.covers(region, parts), dtype=bool)
        asked = np.flatnonzero(~little)
        left, owner = shapely.get_parts(shapely.difference(parts[asked], region), return_index=True)
        areas = shapely.area(left)
        if not self.square:
            areas[areas <= _CORNER * (width / 2) ** 2] = 0.0
        sums = np.bincount(owner, areas, minlength=len(asked))
        little[asked] = sums < np.maximum(SPECK_MM2, shapely.area(parts[asked]) * _RECESSES)
        return little


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of floor: as they were cut, in whole millimetres, and the number of the lane of each.

    What is of no lane has the number after the last one.
    """

    cut: Shapes
    rounded: Shapes
    lanes: NDArray[np.intp]


def list_pieces(shapes: Sequence[Geometry]) -> Pieces:
    """Return the pieces of shapes, the first lane's first, without what is rounding only."""
    parts, lanes = shapely.get_parts(np.array(shapes, dtype=object), return_index=True)
    kept = ~_are_hairs(parts)
    parts, lanes = parts[kept], lanes[kept]
    rounded = shapely.remove_repeated_points(shapely.transform(parts, np.rint))
    whole = shapely.is_valid(rounded) & _are_polygons(rounded)
    cut, told, owners = [parts[whole]], [rounded[whole]], [lanes[whole]]
    for index in np.flatnonzero(~whole).tolist():
        # Between slanted walls rounding may cut a piece in several.
        several = shapely.get_parts(shapely.set_precision(parts[index], 1.0))
        several = several[~_are_hairs(several)]
        # A narrow piece that rounding cut off is not as wide as what it hung on.
        cut.append(several if len(several) > 1 else parts[index : index + len(several)])
        told.append(several)
        owners.append(np.full(len(several), lanes[index]))
    return Pieces(np.concatenate(cut), np.concatenate(told), np.concatenate(owners))


def _are_polygons(shapes: Shapes) -> NDArray[np.bool_]:
    return np.asarray(shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON, dtype=bool)


def _are_hairs(parts: Shapes) -> NDArray[np.bool_]:
    """Return whether parts are too small or too thin to be floor, or no polygons."""
    least = np.maximum(SPECK_MM2, shapely.length(parts) * _HAIR_MM)
    return np.asarray(~_are_polygons(parts) | (shapely.area(parts) < least), dtype=bool)


def measure_widths(pieces: Pieces, lanes: Sequence[Lane], proof: Proof) -> NDArray[np.int64]:
    """Return the clear width of each piece in mm (see `layout.placing.aisles.cut_aisles`)."""
    widths = np.full(len(pieces.cut), _UNKNOWN, dtype=np.int64)
    for index in _fill_lanes(pieces, lanes).tolist():
        lane = lanes[pieces.lanes[index]]
        (ax, ay), (bx, by) = lane.corners[:2]
        told = lane.width_mm if ax == bx or ay == by else lane.width_mm - PLAY_MM
        if told == lane.width_mm or _fits(pieces.cut[index], proof, told):
            widths[index] = told
    for region, limit in proof.swept:
        asked = np.flatnonzero(widths == _UNKNOWN)
        widths[asked[proof.leaves_little(pieces.cut[asked], region, limit)]] = limit
    for index in np.flatnonzero(widths == _UNKNOWN).tolist():
        widths[index] = _widest(pieces.cut[index], proof)
    return widths


def _fill_lanes(pieces: Pieces, lanes: Sequence[Lane]) -> NDArray[np.intp]:
    """Return the indices of pieces that fill their lanes from side to side."""
    asked = np.flatnonzero(pieces.lanes < len(lanes))
    if not len(asked):
        return asked
    parts, own = pieces.cut[asked], [lanes[lane] for lane in pieces.lanes[asked].tolist()]
    ends = np.array([lane.corners[:2] for lane in own], dtype=np.float64)
    steps = ends[:, 1] - ends[:, 0]
    lengths = np.array([math.dist(*lane.corners[:2]) or 1.0 for lane in own])
    points, owner = shapely.get_coordinates(parts, return_index=True)
    (ux, uy), (x, y) = (steps / lengths[:, None])[owner].T, points.T
    frame = np.stack([x * ux + y * uy, y * ux - x * uy], axis=1)
    starts = np.searchsorted(owner, np.arange(len(parts)))
    long, thick = (np.maximum.reduceat(frame, starts) - np.minimum.reduceat(frame, starts)).T
    widths = np.array([lane.width_mm for lane in own])
    fills = long * thick - shapely.area(parts) < SPECK_MM2
    fills &= np.minimum(long, thick) >= widths - _STRAIGHT_MM
    filled: NDArray[np.intp] = asked[fills]
    return filled


def _fits(part: Polygon, proof: Proof, width: int) -> bool:
    """Return whether a square of this side sweeps a piece, but for rounding."""
    x0, y0, x1, y1 = part.bounds
    reach = 2 * width
    around = proof.solids.carve(box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    region = swept(around, width, square=proof.square)
    return bool(proof.leaves_little(np.array([part], dtype=object), region, width)[0])


def _widest(part: Polygon, proof: Proof) -> int:
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
