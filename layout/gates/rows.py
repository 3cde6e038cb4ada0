"""The bound for rows: how many stands of one size any hall holds that is laid out in rows.

The class: straight cross aisles run through the hall from wall to wall, at most a block apart;
between two of them every stand faces along the cross aisles, one way or the other; turned rows
may stand with their backs to a wall along a cross aisle. Nothing else is assumed: stands need
not be in line, aisles need not be straight or connected. Proof: `docs/bound.md`, "Lines".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from layout.gates.floor import column_box, door_lane
from layout.gates.lines import LineFloor, count_along, count_on_line, meet_intervals
from layout.values import Plan

Counts: TypeAlias = NDArray[np.int64]
Stretches: TypeAlias = tuple[tuple[float, float], ...]
_MOST_LINES = 4_000
_STEP_MM = 300
_OBLIQUE_SHARE = 0.1  # of all walls: shorter slanted ones give no direction
_BEHIND_MM = 2  # as far from its wall a back may be and still be at it
_NONE = -(10**9)


@dataclass(frozen=True, slots=True)
class StandSize:
    """A stand as it faces the aisle, in mm."""

    front_mm: int
    depth_mm: int


@dataclass(frozen=True, slots=True)
class _Slabs:
    """The hall as equal slabs: what the line through each can meet, lengths in slabs.

    `rising` and `falling` are turned rows from this slab on: back at a wall to the left, or
    to the right.
    """

    facing: Counts
    rising: Counts
    falling: Counts
    front: int
    depth: int
    cross: int
    block: int


def most_in_rows(plan: Plan, size: StandSize, directions: Sequence[int] = ()) -> int:
    """Return the most stands of one size in rows along a wall of the hall.

    `directions` are the angles of the rows in millidegrees; without them, those of the longer
    walls and at right angles to them.
    """
    stands, walk = _regions(plan)
    return max(
        _most_across(plan, stands, walk, size, turn) for turn in directions or list_directions(plan)
    )


def list_directions(plan: Plan) -> tuple[int, ...]:
    """Return the angles of the longer walls, each with its quarter turn, in millidegrees."""
    lengths: dict[int, float] = {}
    for ring in (plan.hall.outline, *plan.hall.holes):
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
            angle = round(math.degrees(math.atan2(by - ay, bx - ax)) * 1000) % 90_000
            lengths[angle] = lengths.get(angle, 0.0) + math.dist((ax, ay), (bx, by))
    least = _OBLIQUE_SHARE * sum(lengths.values())
    chosen = sorted(angle for angle, length in lengths.items() if length >= least)
    return tuple(turn for angle in chosen or [0] for turn in (angle, angle + 90_000))


def _regions(plan: Plan) -> tuple[BaseGeometry, BaseGeometry]:
    """Return where stands may be and where one walks."""
    hall = Polygon(plan.hall.outline, plan.hall.holes)
    closed = [Polygon(z.outline) for z in plan.zones if not z.walkable]
    kept = [Polygon(z.outline) for z in plan.zones if not z.stands_allowed]
    columns = [(column.rule, column_box(column)) for column in plan.columns]
    hard = [shape for rule, shape in columns if rule == "avoid"]
    lanes = [door_lane(door) for door in plan.doors if door.width_mm and door.clear_depth_mm]
    stands = hall.difference(shapely.union_all([*kept, *hard, *lanes]))
    walk = hall.difference(shapely.union_all([*closed, *(shape for _, shape in columns)]))
    return stands, walk


def _most_across(
    plan: Plan, stands: BaseGeometry, walk: BaseGeometry, size: StandSize, mdeg: int
) -> int:
    if mdeg % 360_000:
        angle = -mdeg / 1000
        stands, walk = (
            shapely.affinity.rotate(shape, angle, origin=(0, 0)) for shape in (stands, walk)
        )
    if stands.is_empty:
        return 0
    slabs = _cut_slabs(plan, stands, walk, size)
    return _best_sequence(slabs, _strip_values(slabs))


def _cut_slabs(plan: Plan, stands: BaseGeometry, walk: BaseGeometry, size: StandSize) -> _Slabs:
    rules = plan.rules
    low, _, high, _ = walk.bounds
    step = _step(high - low, size, rules.cross_mm)
    count = max(int((high - low) / step + 1e-9), 1) + 1
    xs = [min(low + (index + 0.5) * step, high - 1e-3) for index in range(count)]
    rooms, floors = cut_lines(stands, xs), cut_lines(walk, xs)
    known: dict[tuple[object, object], int] = {}
    facing = np.zeros(count, np.int64)
    for index, (room, floor) in enumerate(zip(rooms, floors, strict=True)):
        found = known.get((room, floor))
        if found is None:
            line = LineFloor(room, floor)
            found = count_on_line(line, size.depth_mm, rules.aisle_mm)
            known[room, floor] = found
        facing[index] = found
    rising, falling = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for x, right, stretches in _upright_walls(walk, size.front_mm):
        room = cut_lines(stands, [x + right])[0]
        holds = count_along(meet_intervals(room, stretches), size.front_mm)
        at = x - low - (_BEHIND_MM if right > 0 else size.depth_mm)
        for slab in {int(at // step), int((at + 2 * _BEHIND_MM) // step)}:
            if 0 <= slab < count:
                row = rising if right > 0 else falling
                row[slab] = max(row[slab], holds)
    return _Slabs(
        facing, rising, falling, max(int(size.front_mm // step), 1),
        max(int(size.depth_mm // step), 1), int(rules.cross_mm // step),
        int(rules.max_block_mm // step) + 1,
    )  # fmt: skip


def _step(length: float, size: StandSize, cross_mm: int) -> int:
    """Return the width of a slab: one that goes into front, depth and cross aisle if it can."""
    common = math.gcd(size.front_mm, size.depth_mm, cross_mm)
    least = max(int(length // _MOST_LINES), 50)
    parts = next((n for n in range(1, 101) if common % n == 0 and common // n <= _STEP_MM), 1)
    return common // parts if common // parts >= least else max(100, least)


def cut_lines(region: BaseGeometry, xs: Sequence[float]) -> list[Stretches]:
    """Return for each x the stretches of the vertical line there that lie in the region.

    An edge counts from its left end to before its right one: what a line meets at a corner it
    meets once. Ends are told to a thousandth of a millimetre.
    """
    rings = [
        ring for part in shapely.get_parts(region) for ring in (part.exterior, *part.interiors)
    ]
    points = [shapely.get_coordinates(ring) for ring in rings]
    if not points:
        return [() for _ in xs]
    edges = np.vstack([np.hstack((ring[:-1], ring[1:])) for ring in points])
    edges[edges[:, 0] > edges[:, 2]] = edges[edges[:, 0] > edges[:, 2]][:, [2, 3, 0, 1]]
    ax, ay, bx, by = edges[edges[:, 0] < edges[:, 2]].T
    found = []
    for x in xs:
        met = (ax <= x) & (x < bx)
        ys = ay[met] + (by[met] - ay[met]) * (x - ax[met]) / (bx[met] - ax[met])
        ends = np.sort(ys).round(3).tolist()
        found.append(_join(list(zip(ends[::2], ends[1::2], strict=True))))
    return found


def _upright_walls(walk: BaseGeometry, least: float) -> list[tuple[float, int, Stretches]]:
    """Return x, the side on which the floor is (1 right, -1 left) and the stretches of wall.

    Levels whose walls together are shorter than `least` have room for no stand.
    """
    found: dict[tuple[float, int], list[tuple[float, float]]] = {}
    for part in shapely.get_parts(shapely.orient_polygons(walk)):
        for ring in (part.exterior, *part.interiors):
            points = shapely.get_coordinates(ring)
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ax - bx) <= _BEHIND_MM < abs(ay - by):
                    # The floor is on the left of an edge: north-going, it is to the west.
                    side = -1 if by > ay else 1
                    place = (round(float(ax + bx) / 2, 3), side)
                    found.setdefault(place, []).append((min(ay, by), max(ay, by)))
    return [
        (x, side, _join(parts))
        for (x, side), parts in sorted(found.items())
        if sum(high - low for low, high in parts) >= least
    ]


def _join(parts: list[tuple[float, float]]) -> Stretches:
    """Return stretches with those that meet made one; those without length fall away."""
    joined: list[tuple[float, float]] = []
    for low, high in sorted(parts):
        if low == high:
            continue
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def _strip_values(slabs: _Slabs) -> Counts:
    """Return the most stands in slabs i to i + k, as [k, i]: lines a front apart meet each."""
    count, front = len(slabs.facing), slabs.front
    most = min(slabs.block, count - 1)
    sums = np.zeros((count, front), np.int64)
    values = np.zeros((most + 1, count), np.int64)
    everyone = np.arange(count)
    for k in range(most + 1):
        inside = everyone[: count - k]
        sums[inside, (inside + k) % front] += slabs.facing[k:]
        values[k] = sums.min(axis=1)
    return values


def _best_sequence(slabs: _Slabs, values: Counts) -> int:
    """Return the best sequence of strips, cross aisles and turned rows from wall to wall."""
    count = len(slabs.facing)
    aisle, needs, wall = (np.full(count + slabs.cross + slabs.depth + 2, _NONE) for _ in range(3))
    aisle[0] = wall[0] = 0
    last = count - 1
    for p in range(count):
        if p:
            aisle[p] = max(aisle[p], aisle[p - 1])
            wall[p] = max(wall[p], wall[p - 1])
        k = np.arange(min(p, len(values) - 1) + 1)
        needs[p] = max(needs[p], int((aisle[p - k] + values[k, p - k]).max()))
        after = p + slabs.cross
        aisle[after] = max(aisle[after], needs[p], wall[p])
        behind = p + slabs.depth
        if slabs.falling[p]:
            wall[behind] = max(wall[behind], aisle[p] + slabs.falling[p])
        if slabs.rising[p]:
            needs[behind] = max(needs[behind], wall[p] + slabs.rising[p])
    return int(max(aisle[last], wall[last], needs[last], 0))
