"""The walkable floor outside zones, cut into main aisles, cross aisles and aisles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon, STRtree

from layout.placing.pieces import Proof, list_pieces, measure_widths
from layout.placing.solids import Geometry, Solids
from layout.placing.strips import PLAY_MM
from layout.placing.widths import is_square, is_upright, swept
from layout.values import Aisle, AisleRank, Lane, PointMm, Ring, Rules

_ORDER = {"main": 0, "cross": 1, "aisle": 2}
_SHY_MM = 10.0  # what only touches a lane does not stand beside it


def cut_aisles(solids: Solids, lanes: Sequence[Lane], rules: Rules) -> tuple[Aisle, ...]:
    """Return polygons that do not overlap and together are all of the floor of `solids`.

    The clear width of a straight piece is the distance between what stands on its sides; of
    another piece, the widest of the rules' widths that a square can sweep it with. A piece
    narrower than its lane's rank asks for is a plain aisle.
    """
    least: dict[AisleRank, int] = {
        "main": rules.main_aisle_mm,
        "cross": rules.cross_mm,
        "aisle": 0,
    }
    grown = _grow_lanes(lanes, solids)
    shapes = [Polygon(lane.corners) for lane in grown]
    pieces = list_pieces(_share_floor(solids, shapes))
    ranks: list[AisleRank] = [*(lane.rank for lane in grown), "aisle"]
    aisles = [
        Aisle(outline, ranks[lane] if width >= least[ranks[lane]] else "aisle", width, tuple(holes))
        for (outline, *holes), lane, width in zip(
            _list_rings(pieces.rounded),
            pieces.lanes.tolist(),
            measure_widths(pieces, grown, _prove(solids, rules)).tolist(),
            strict=True,
        )
    ]
    return tuple(sorted(aisles, key=lambda aisle: (_ORDER[aisle.rank], aisle.outline)))


def _prove(solids: Solids, rules: Rules) -> Proof:
    widths = {rules.main_aisle_mm, rules.cross_mm, rules.aisle_mm}
    square = is_square(solids.floor, solids.hall, *solids.shapes)
    # In turned halls whole millimetres lie beside the lines: a width told has some play.
    plays = (0,) if is_upright(solids.floor) else (PLAY_MM, 0)
    regions = tuple(
        (swept(solids.floor, width + play, square=square), width + play - plays[0])
        for width in sorted(widths, reverse=True)
        for play in plays
    )
    for region, _ in regions:
        shapely.prepare(region)
    return Proof(solids, rules.aisle_mm, regions, square)


def _share_floor(solids: Solids, lanes: Sequence[Polygon]) -> list[Geometry]:
    """Return the floor of each lane less that of those before it, then what is of none."""
    tree = STRtree(lanes)
    shares: list[Geometry] = []
    for index, lane in enumerate(lanes):
        near = tree.query(lane, predicate="intersects").tolist()
        before = [lanes[other] for other in sorted(near) if other < index]
        free = solids.carve(lane)
        shares.append(free.difference(shapely.union_all(before)) if before else free)
    rest = solids.floor.difference(shapely.union_all(lanes)) if lanes else solids.floor
    return [*shares, rest]


def _grow_lanes(lanes: Sequence[Lane], solids: Solids) -> list[Lane]:
    """Return the lanes widened on both sides to what stands along them, as they are ranked.

    Rows may end short of the lane that was drawn for them: what lies between is aisle too.
    """
    if not lanes:
        return []
    ranked = [_lengthwise(lane) for lane in sorted(lanes, key=lambda lane: _ORDER[lane.rank])]
    shapes = shapely.polygons(np.array([lane.corners for lane in ranked], dtype=np.float64))
    reaches = np.array([_thickness(lane) for lane in ranked])
    around = shapely.buffer(shapes, reaches, join_style="mitre")
    owners, found = solids.tree.query(around, predicate="intersects")
    return [
        _grow(lane, solids.tree.geometries[np.sort(found[owners == index])])
        for index, lane in enumerate(ranked)
    ]


def _lengthwise(lane: Lane) -> Lane:
    """Return the lane so that its first side is the longer one."""
    a, b, c, d = lane.corners
    return replace(lane, corners=(b, c, d, a)) if math.dist(a, b) < math.dist(a, d) else lane


def _thickness(lane: Lane) -> float:
    return math.dist(lane.corners[0], lane.corners[3])


def _grow(lane: Lane, found: NDArray[np.object_]) -> Lane:
    """Return the lane widened to the nearest of some shapes along it."""
    (ax, ay), (bx, by), _, (dx, dy) = lane.corners
    along, side = math.dist((ax, ay), (bx, by)), _thickness(lane)
    if not side:
        return lane
    ux, uy, vx, vy = (bx - ax) / along, (by - ay) / along, (dx - ax) / side, (dy - ay) / side
    frame = np.array([[ux, uy], [vx, vy]])
    below = above = reach = side
    points, owner = shapely.get_coordinates(found, return_index=True)
    starts = np.searchsorted(owner, np.arange(len(found)))
    within = (points - (ax, ay)) @ frame.T
    least = np.minimum.reduceat(within, starts) if len(found) else within
    most = np.maximum.reduceat(within, starts) if len(found) else within
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


def _list_rings(polygons: NDArray[np.object_]) -> list[list[Ring]]:
    """Return the outline of each polygon and its holes, each from its least corner."""
    rings, owner = shapely.get_rings(polygons, return_index=True)
    points, ring_of = shapely.get_coordinates(rings, return_index=True)
    ends = np.searchsorted(ring_of, np.arange(len(rings) + 1)).tolist()
    corners = [(x, y) for x, y in np.rint(points).astype(np.int64).tolist()]
    found: list[list[Ring]] = [[] for _ in polygons]
    for index, polygon in enumerate(owner.tolist()):
        # The last point of a ring is its first one again.
        ring = corners[ends[index] : ends[index + 1] - 1]
        found[polygon].append(_turn(ring, left=not found[polygon]))
    return found


def _turn(ring: list[PointMm], *, left: bool) -> Ring:
    """Return a ring that turns left or right, from its least corner."""
    doubled = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise((*ring, ring[0])))
    if (doubled > 0) != left:
        ring.reverse()
    first = ring.index(min(ring))
    return tuple(ring[first:] + ring[:first])
