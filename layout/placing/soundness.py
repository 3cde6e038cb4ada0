"""Whether stands stand rightly: the last look before a hall is handed out, and the first.

What fails is taken out, so that whatever a search overlooks ends as a stand without a place,
which is told, and never as a broken plan. The looks are at places (walls, columns by their
rule, zones, door lanes, main axes, other stands), at the aisle before each front, and at the
ways: no neck beside a stand, every front and every door on the one system of aisles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon, STRtree

from layout.placing.floor import Geometry, hall_shape
from layout.placing.necks import building_of
from layout.placing.slots import Slot, direction
from layout.placing.solids import merge_stands
from layout.placing.widths import TOLERANCE_MM, is_square, regrown, shrunk
from layout.recall import recalled
from layout.rows.ground import column_shape, lane_shape
from layout.values import Plan

_SHY_MM = 0.98  # within the tolerance of 1 mm that rounding to whole millimetres needs
_CORE_SHY_MM = 0.5  # of two stands each may go so far into the other


def drop_unsound(
    slots: Sequence[Slot],
    walk: Geometry,
    plan: Plan,
    fixed: frozenset[int] = frozenset(),
) -> tuple[Slot, ...]:
    """Return the slots less those that break a rule.

    Args:
        slots: the stands; of two that clash the first stays.
        walk: the floor that visitors walk on before the slots are taken from it.
        plan: whose rules hold.
        fixed: indices of slots that stay whatever they break: a person put them there.
    """
    if not slots:
        return ()
    outlines = _Outlines(slots)
    kept = _rightly_placed(outlines, walk, plan, fixed)
    if not kept:
        return ()
    ways = _ways_of(walk, plan)
    while kept:
        guilty = _in_the_way(outlines, kept, walk, ways, fixed)
        if not guilty:
            break
        kept = [index for index in kept if index not in guilty]
    return tuple(slots[index] for index in kept)


class _Outlines:
    """The rectangles of slots as arrays: one by one takes ten times as long."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        table = np.array([(s.x, s.y, s.width, s.depth) for s in slots], dtype=np.float64)
        turns = {slot.rotation_mdeg: direction(slot.rotation_mdeg) for slot in slots}
        self.left, self.width, self.depth = table[:, :2], table[:, 2:3], table[:, 3:]
        self.along = np.array([turns[slot.rotation_mdeg] for slot in slots])
        self.inward = self.along[:, ::-1] * (-1.0, 1.0)
        right, back = self.left + self.along * self.width, self.inward * self.depth
        # Front left, front right, back right, back left, n x 4 x 2.
        self.corners = np.stack([self.left, right, right + back, self.left + back], axis=1)

    def stretches(self, near: float, far: float, shy_mm: float) -> NDArray[np.object_]:
        """Return the floor along each front, `shy_mm` inside it, from `near` to `far`.

        Up to 1 these are shares of the depth; below 0 mm before the front.
        """
        low = (near if near < 0 else near * self.depth) + shy_mm
        high = far * self.depth - shy_mm
        start = self.left + self.along * shy_mm
        end = self.left + self.along * (self.width - shy_mm)
        rings = [
            start + self.inward * low,
            end + self.inward * low,
            end + self.inward * high,
            start + self.inward * high,
        ]
        return np.asarray(shapely.polygons(np.stack(rings, axis=1)), dtype=object)

    def ahead(self, by_mm: float) -> NDArray[np.float64]:
        """Return the points `by_mm` before the middles of the fronts."""
        left, right, _, back = self.corners.transpose(1, 0, 2)
        points: NDArray[np.float64] = (left + right) / 2 - (back - left) * (by_mm / self.depth)
        return points


def _rightly_placed(
    outlines: _Outlines, walk: Geometry, plan: Plan, fixed: frozenset[int]
) -> list[int]:
    """Return the indices of slots whose own floor and the aisle before it are rightly free."""
    bodies = outlines.stretches(0.0, 1.0, _SHY_MM)
    fronts = outlines.stretches(-float(plan.rules.aisle_mm), 0.0, _SHY_MM)
    hall = hall_shape(plan)
    shapely.prepare(hall)
    shapely.prepare(walk)
    good = shapely.covers(hall, bodies) & shapely.covers(walk, fronts)
    halves = outlines.stretches(0.0, 0.5, _SHY_MM)
    kept_free, back_columns = _list_obstacles(plan)
    good[kept_free.query(bodies, predicate="intersects")[0]] = False
    good[back_columns.query(halves, predicate="intersects")[0]] = False
    good[list(fixed)] = True
    return _clear_of_others(outlines, fronts, good, fixed)


@recalled
def _list_obstacles(plan: Plan) -> tuple[STRtree, STRtree]:
    """Return the floor that no stand may take, and that which may lie in its back half only."""
    pillars = {
        rule: [column_shape(column) for column in plan.columns if column.rule == rule]
        for rule in ("avoid", "at_back")
    }
    return STRtree([*pillars["avoid"], *_kept_free(plan)]), STRtree(pillars["at_back"])


def _kept_free(plan: Plan) -> Iterator[Geometry]:
    """Yield the floor that no stand may take, columns aside."""
    yield from (Polygon(zone.outline) for zone in plan.zones if not zone.stands_allowed)
    yield from (lane_shape(door, door.width_mm) for door in plan.doors)
    for axis in plan.axes:
        yield LineString(axis.points).buffer(axis.width_mm / 2, cap_style="flat")


def _clear_of_others(
    outlines: _Outlines,
    fronts: NDArray[np.object_],
    good: NDArray[np.bool_],
    fixed: frozenset[int],
) -> list[int]:
    """Return the good slots that go into no other one and have none in the aisle before them."""
    cores = outlines.stretches(0.0, 1.0, _CORE_SHY_MM)
    first, second = STRtree(cores).query(cores, predicate="intersects")
    facing, faced = STRtree(cores).query(fronts, predicate="intersects")
    once = first < second
    clashes = [*zip(second[once].tolist(), first[once].tolist(), strict=True)]
    clashes += zip(facing.tolist(), faced.tolist(), strict=True)
    for index, other in sorted(clashes):
        if good[index] and good[other]:
            loser = other if index in fixed else index
            good[loser] = loser in fixed
    return np.flatnonzero(good).tolist()


class _Ways:
    """The building, and the doors that the bare hall lets one reach by an aisle."""

    def __init__(self, walk: Geometry, plan: Plan) -> None:
        self.aisle = plan.rules.aisle_mm
        self.building = building_of(plan)
        self.doors = [(door, lane_shape(door, door.width_mm)) for door in plan.doors]
        square = is_square(walk, self.building.outlines)
        main = self.system(shrunk(walk, self.aisle, square=square))
        self.reachable = [(door, lane) for door, lane in self.doors if self.reaches(main, lane)]

    def system(self, core: Geometry) -> Geometry:
        """Return the part of all places of an aisle's square that is the hall's main system."""
        lanes = [lane for door, lane in self.doors if door.kind == "entrance"]
        lanes = lanes or [lane for _, lane in self.doors]

        def worth(part: Geometry) -> tuple[bool, float]:
            return any(self.reaches(part, lane) for lane in lanes), part.area

        parts = [part for part in shapely.get_parts(core) if part.length > 0]
        return max(parts, key=worth, default=Polygon())

    def reaches(self, part: Geometry, lane: Polygon) -> bool:
        """Return whether an aisle leads up to the lane of a door."""
        return not part.is_empty and bool(part.dwithin(lane, self.aisle / 2 + TOLERANCE_MM))


@recalled
def _ways_of(walk: Geometry, plan: Plan) -> _Ways:
    """Return the ways of a building."""
    return _Ways(walk, plan)


def _in_the_way(
    outlines: _Outlines,
    kept: Sequence[int],
    walk: Geometry,
    ways: _Ways,
    fixed: frozenset[int],
) -> set[int]:
    """Return the slots that squeeze a way, block a door, or whose front no aisle reaches."""
    corners = outlines.corners[list(kept)]
    solids = shapely.union_all(merge_stands(corners))
    floor = walk.difference(solids)
    square = is_square(floor, ways.building.outlines)
    core = shrunk(floor, ways.aisle, square=square)
    wide = regrown(core, floor, ways.aisle, square=square)
    tree = STRtree(shapely.polygons(corners))
    free = np.array([index not in fixed for index in kept])
    guilty: set[int] = set()
    widened: list[Geometry] = []
    for neck in ways.building.necks(shapely.get_parts(solids).tolist(), floor, wide):
        # Whose neighbour goes already may have room enough then: the next round tells.
        if any(neck.dwithin(gone, ways.aisle) for gone in widened):
            continue
        near = tree.query(neck, predicate="dwithin", distance=2 * TOLERANCE_MM)
        for index in sorted(near[free[near]].tolist())[:1]:
            guilty.add(kept[index])
            widened.append(tree.geometries[index])
    if guilty:
        return guilty
    system = ways.system(core)
    shapely.prepare(system)
    ahead = shapely.points(outlines.ahead(ways.aisle / 2)[list(kept)])
    reached = shapely.dwithin(system, ahead, ways.aisle / 2 + TOLERANCE_MM)
    for index in np.flatnonzero(~reached).tolist():
        if free[index]:
            guilty.add(kept[index])
        else:
            blocking = _before_pin(ahead[index], system, ways.aisle, tree, free)
            guilty.update(kept[other] for other in blocking)
    for door, lane in ways.reachable:
        if not ways.reaches(system, lane):
            nearest = tree.query_nearest(LineString([door.a, door.b]))
            guilty.add(kept[int(min(nearest))])
    return guilty - fixed


def _before_pin(
    ahead: Point, system: Geometry, aisle: int, tree: STRtree, free: NDArray[np.bool_]
) -> list[int]:
    """Return the stand that closes the way from the aisles to a stand that may not be moved."""
    way = shapely.shortest_line(ahead, system)
    if way is None:
        return []
    near = tree.query(way, predicate="dwithin", distance=aisle / 2).tolist()
    closing = [index for index in near if free[index]]
    return sorted(closing, key=lambda index: (round(way.distance(tree.geometries[index])), index))[
        :1
    ]
