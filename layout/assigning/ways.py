"""Whether every way along stands is wide enough: measured between the things it passes.

Things that are nearer to each other than a unit of passage hang together; nobody walks
between them. Between two that do not hang together there is an aisle's width, or a recess
with one mouth, or a fault.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import LineString, Polygon, STRtree

from layout.placing.floor import Floor, Geometry, hall_shape
from layout.placing.solids import merge_stands
from layout.placing.widths import crosses_passage
from layout.recall import recalled
from layout.rows.ground import column_shape, lane_shape
from layout.values import Plan

_SLIT_MM = 600.0
_TOLERANCE_MM = 1.0
_SIGHT = 6  # aisles' widths: far enough to see both ends of a way through two rows

Shapes = NDArray[np.object_]


class Ways:
    """The building's own things: walls, columns and closed zones, and the doors' lanes."""

    def __init__(self, plan: Plan, floor: Floor) -> None:
        self.floor = floor
        self.building, self.lanes = _list_things(plan), _list_lanes(plan)
        self.exits = [LineString([door.a, door.b]) for door in plan.doors if door.egress]

    def is_narrow(
        self, stands: Shapes, width: float, near: Callable[[Geometry], Shapes], zone: Geometry
    ) -> bool:
        """Return whether a way through a zone is too narrow.

        `stands` are those around the zone, `near` gives all that meet a region.
        """
        building = self.building[shapely.intersects(self.building, zone.buffer(2 * width))]
        things = np.concatenate([stands, building])
        first, second = STRtree(things).query(
            things, predicate="dwithin", distance=width - _TOLERANCE_MM
        )
        once = first < second
        first, second = first[once], second[once]
        apart = np.asarray(shapely.distance(things[first], things[second]))
        joined = apart < _SLIT_MM
        links = first[joined], second[joined]
        asked = ~joined & (first < len(stands))
        first, second, apart = first[asked], second[asked], apart[asked]
        lines = shapely.shortest_line(things[first], things[second])
        inside = shapely.intersects(lines, zone)
        if not inside.any():
            return False
        part = _components(len(things), *links)
        faulty = inside & (part[first] != part[second])
        return any(
            not self._is_doorway(line, gap) and self._is_way(line, near, width)
            for line, gap in zip(lines[faulty], apart[faulty], strict=True)
        )

    def _is_doorway(self, line: Geometry, gap: float) -> bool:
        """Return whether a way lies at a door and is as wide as that."""
        return any(
            gap >= width - _TOLERANCE_MM and lane.intersects(line) for lane, width in self.lanes
        )

    def _is_way(self, line: Geometry, near: Callable[[Geometry], Shapes], width: float) -> bool:
        """Return whether a line between two things crosses a way, and no recess."""
        region = line.buffer(_SIGHT * width, join_style="mitre").envelope
        floor = self.floor.walk.intersection(region).difference(_merged(near(region)))
        return crosses_passage(line, floor, width)

    def cut_off(self, stands: Shapes, width: float) -> list[Geometry]:
        """Return the parts of the floor that a square cannot reach from the largest part."""
        half = (width - _TOLERANCE_MM) / 2
        floor = self.floor.walk.difference(_merged(stands))
        core = floor.buffer(-half, join_style="mitre", mitre_limit=10)
        parts = [part for part in shapely.get_parts(core) if part.length > 0]

        def worth(part: Geometry) -> tuple[bool, float]:
            return any(part.distance(line) <= width for line in self.exits), float(part.area)

        parts.sort(key=worth, reverse=True)
        return [part.buffer(half, join_style="mitre", mitre_limit=10) for part in parts[1:]]


@recalled
def _list_things(plan: Plan) -> Shapes:
    """Return what ways lead past in an empty hall."""
    hall = hall_shape(plan)
    things: list[Geometry] = [LineString(ring.coords) for ring in (hall.exterior, *hall.interiors)]
    things += [column_shape(column) for column in plan.columns]
    things += [Polygon(zone.outline) for zone in plan.zones if not zone.walkable]
    return np.array(things, dtype=object)


@recalled
def _list_lanes(plan: Plan) -> tuple[tuple[Polygon, int], ...]:
    """Return the lanes of the doors with their widths."""
    return tuple((lane_shape(door, 0), door.width_mm) for door in plan.doors)


def _merged(stands: Shapes) -> Geometry:
    """Return the union of stands: rows of them are joined first, and only rows that touch."""
    rings = shapely.get_coordinates(stands).reshape(-1, 5, 2)[:, :4]
    return shapely.disjoint_subset_union_all(merge_stands(rings))


def _components(count: int, first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.int32]:
    links = coo_array((np.ones(len(first)), (first, second)), shape=(count, count))
    parts: NDArray[np.int32] = connected_components(links, directed=False)[1]
    return parts
