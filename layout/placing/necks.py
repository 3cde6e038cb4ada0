"""Necks: ways beside stands that are too narrow, by the rule that the checker goes by too.

The rule of necks and columns, which `layout.audit.ways` applies with code of its own:

1. What a square of an aisle's side can sweep (a disc where edges run in several directions, and
   those of a column in a stand count) is wide. A piece of floor beyond it with two mouths or more
   onto wide floor is a way; with one mouth it is a recess, and nobody walks through it.
2. Things that are 0.60 m apart or less hang together, and so does whatever hangs together with
   them: nobody walks between two such things.
3. A way is a neck where a block of stands and another thing (a block, a closed zone, a column, a
   stretch of wall between ways out) that do not hang together face each other across it, less
   than an aisle but more than 0.60 m apart, over free floor.
4. Beside a column it is none if all mouths of the way open on one wide floor around the column,
   no more than an aisle's width from it: one goes past on the column's other side. That spares
   only the way between a block and that column, never the one between two blocks.
5. Across the lane of a door a way may be as narrow as the door.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import LineString, Polygon, STRtree, box

from layout.placing.floor import Geometry, hall_shape
from layout.placing.widths import TOLERANCE_MM
from layout.recall import recalled
from layout.rows.ground import column_shape, lane_shape
from layout.values import Door, Plan, Ring

_SLIT_MM = 600.0  # a unit of passage: nobody walks through less
_SPECK_MM2 = 8_000.0  # a hand's breadth squared, less than the checker's
_RIM_MM = 2.0
_HAIR_MM = 0.5

Shapes = NDArray[np.object_]


class Building:
    """What a hall has of its own that ways lead past: closed zones, columns, walls, doors."""

    def __init__(self, plan: Plan) -> None:
        self.aisle = plan.rules.aisle_mm
        self.columns = [column_shape(column) for column in plan.columns]
        closed = [Polygon(zone.outline) for zone in plan.zones if not zone.walkable]
        walls = [
            wall for ring in (plan.hall.outline, *plan.hall.holes) for wall in _walls(ring, plan)
        ]
        self.things: list[Geometry] = [*self.columns, *closed, *walls]
        # All edges that tell whether squares or discs sweep, those of columns in stands too.
        self.outlines = shapely.geometrycollections([hall_shape(plan), *closed, *self.columns])
        self.doors = [(door, lane_shape(door, 0)) for door in plan.doors]

    def necks(self, blocks: Sequence[Polygon], floor: Geometry, wide: Geometry) -> list[LineString]:
        """Return a line across every neck.

        Args:
            blocks: stands that touch, joined.
            floor: what is neither wall, column, closed zone nor stand.
            wide: what an aisle's square sweeps of it.
        """
        ways = _find_ways(floor, wide)
        if not len(ways):
            return []
        things = np.array([*blocks, *self.things], dtype=object)
        tree = STRtree(things)
        group = _hang_together(things, tree)
        return [
            line
            for way in ways
            for line in self._across(way, things, tree, group, len(blocks), wide)
            if line.difference(floor).length < _HAIR_MM and not self._is_doorway(line)
        ]

    def _across(
        self,
        way: Polygon,
        things: Shapes,
        tree: STRtree,
        group: NDArray[np.int32],
        blocks: int,
        wide: Geometry,
    ) -> Iterator[LineString]:
        """Yield the shortest lines across a way between things that do not hang together."""
        beside = sorted(tree.query(way, predicate="dwithin", distance=_RIM_MM).tolist())
        x0, y0, x1, y1 = way.bounds
        window = (x0 - _RIM_MM, y0 - _RIM_MM, x1 + _RIM_MM, y1 + _RIM_MM)
        for one, other in combinations(beside, 2):
            if one >= blocks or group[one] == group[other]:
                continue
            line = shapely.shortest_line(
                shapely.clip_by_rect(things[one], *window),
                shapely.clip_by_rect(things[other], *window),
            )
            if line is None or not _SLIT_MM < line.length < self.aisle - TOLERANCE_MM:
                continue
            pillar = other - blocks
            beside_column = 0 <= pillar < len(self.columns)
            if not (beside_column and self._goes_round(way, self.columns[pillar], wide)):
                yield line

    def _goes_round(self, way: Polygon, pillar: Polygon, wide: Geometry) -> bool:
        """Return whether one wide floor around a column joins all mouths of the way beside it."""
        x0, y0, x1, y1 = pillar.bounds
        reach = self.aisle + TOLERANCE_MM
        around = wide.intersection(box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
        mouths = _count_mouths(way, wide)
        return any(_count_mouths(way, part) == mouths for part in shapely.get_parts(around))

    def _is_doorway(self, line: LineString) -> bool:
        """Return whether a line leads across the lane of a door from side to side."""
        (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
        for door, lane in self.doors:
            width = max(door.width_mm, 1)
            (ax, ay), (bx, by) = door.a, door.b
            along = abs((x1 - x0) * (bx - ax) + (y1 - y0) * (by - ay)) / width
            if along >= width - TOLERANCE_MM and lane.dwithin(line, TOLERANCE_MM):
                return True
        return False


@recalled
def building_of(plan: Plan) -> Building:
    """Return what the hall of a plan has of its own."""
    return Building(plan)


def _walls(ring: Ring, plan: Plan) -> list[Geometry]:
    """Return the stretches of a wall between ways out."""
    wall = LineString([*ring, ring[0]])
    gaps = [_gap(door) for door in plan.doors if door.egress]
    rest = wall.difference(shapely.union_all([gap for gap in gaps if gap.intersects(wall)]))
    merged = shapely.line_merge(rest) if rest.geom_type == "MultiLineString" else rest
    return sorted(shapely.get_parts(merged).tolist(), key=lambda part: part.bounds)


def _gap(door: Door) -> Geometry:
    return LineString([door.a, door.b]).buffer(TOLERANCE_MM)


def _find_ways(floor: Geometry, wide: Geometry) -> Shapes:
    """Return the narrow pieces of floor that lead from wide floor to wide floor."""
    narrow = shapely.get_parts(floor.difference(wide.buffer(_HAIR_MM)))
    narrow = narrow[shapely.area(narrow) > _SPECK_MM2]
    through = [_count_mouths(part, wide) > 1 for part in narrow]
    return np.asarray(narrow[np.array(through, dtype=bool)], dtype=object)


def _count_mouths(part: Polygon, wide: Geometry) -> int:
    """Return at how many places a narrow piece of floor touches wide floor."""
    x0, y0, x1, y1 = part.bounds
    reach = 5 * _RIM_MM
    # Clipping by a rectangle would stop at the hairs that unions of curves leave.
    near = wide.intersection(box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    touch = part.boundary.intersection(near.buffer(_RIM_MM))
    merged = shapely.line_merge(touch) if touch.geom_type == "MultiLineString" else touch
    return int((shapely.length(shapely.get_parts(merged)) > 2 * _RIM_MM).sum())


def _hang_together(things: Shapes, tree: STRtree) -> NDArray[np.int32]:
    """Return for each thing the number of the group that it hangs together with."""
    first, second = tree.query(things, predicate="dwithin", distance=_SLIT_MM)
    links = coo_array((np.ones(len(first)), (first, second)), shape=(len(things), len(things)))
    groups: NDArray[np.int32] = connected_components(links, directed=False)[1]
    return groups
