"""The floor as the bounds see it: how much there is, and what provably serves no front.

Areas are in mm², lengths in mm. The proofs are in `docs/bound.md`; the letters there are
named here where they are used.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
import shapely
from shapely import Polygon, STRtree, box
from shapely.geometry.base import BaseGeometry

from layout.recall import recalled
from layout.values import Column, Door, Plan, PointMm

T = TypeVar("T")
_SQUARE = 1e-4  # of a radian: corners in whole millimetres are that exact
_ROUNDING_MM2 = 1e4


@dataclass(frozen=True, slots=True)
class Loss:
    """Floor that serves no front however it is laid out: before a door, inside a zone."""

    subject: str
    area_mm2: float


@dataclass(frozen=True, slots=True)
class GateFloor:
    """What the bounds need to know of a hall.

    `parts` is how many connected pieces a system of aisles can have (rooms joined by doorways
    narrower than an aisle). `straight` says that all walls run in two directions: only then
    is the perimeter bound a proof for every layout that follows the walls.
    """

    aisle_mm: int
    gross_mm2: float
    usable_mm2: float
    parts: int
    losses: tuple[Loss, ...]
    straight: bool

    @property
    def lost_mm2(self) -> float:
        return sum(loss.area_mm2 for loss in self.losses)

    @property
    def capacity_mm2(self) -> float:
        """Return what stands and the half aisles before their fronts can take together.

        Never more than the usable floor itself and a square of aisle for each part.
        """
        return max(self.usable_mm2 + self.parts * self.aisle_mm**2 - self.lost_mm2, 0.0)


@dataclass(frozen=True, slots=True)
class FloorShapes:
    """The shapes of a plan that do not depend on the width of aisles.

    `obstacles` overlap nowhere. `open_zones` are zones without stands that visitors walk on,
    less obstacles.
    """

    hall: Polygon
    obstacles: tuple[BaseGeometry, ...]
    usable_mm2: float
    lanes: tuple[tuple[Door, Polygon], ...]
    open_zones: tuple[tuple[str, BaseGeometry], ...]
    straight: bool


@recalled
def measure_floor(plan: Plan) -> GateFloor:
    """Return the floor of a plan as the bounds see it."""
    return measure_shapes(shape_floor(plan), plan.rules.aisle_mm)


@recalled
def shape_floor(plan: Plan) -> FloorShapes:
    """Return the shapes of a plan; `measure_shapes` can then try several widths of aisle."""
    hall = Polygon(plan.hall.outline, plan.hall.holes)
    shapely.prepare(hall)
    obstacles = _list_obstacles(plan)
    tree = STRtree(obstacles)
    straight = _is_straight([plan.hall.outline, *plan.hall.holes])
    zones = [
        (zone.id, Polygon(zone.outline))
        for zone in plan.zones
        if zone.walkable and not zone.stands_allowed and _is_straight([zone.outline])
    ]
    free = [
        (name, shape.intersection(hall).difference(_near(tree, shape)))
        for name, shape in _apart(zones)
    ]
    lanes = [(door, door_lane(door)) for door in plan.doors if door.width_mm]
    kept = [(door, lane) for door, lane in lanes if _is_free(lane, hall, tree)]
    return FloorShapes(
        hall, tuple(obstacles), hall.area - _area_inside(hall, obstacles), tuple(_apart(kept)),
        tuple(free), straight,
    )  # fmt: skip


def _list_obstacles(plan: Plan) -> list[BaseGeometry]:
    """Return what takes floor, joined where it overlaps."""
    shapes: list[BaseGeometry] = [
        Polygon(zone.outline) for zone in plan.zones if not (zone.walkable or zone.stands_allowed)
    ]
    # Columns that may be in a stand are floor of that stand.
    hard = [column for column in plan.columns if column.rule == "avoid"]
    if hard:
        x, y, w, d = np.array([(c.x_mm, c.y_mm, c.width_mm, c.depth_mm) for c in hard], float).T
        shapes += list(shapely.box(x - w / 2, y - d / 2, x + w / 2, y + d / 2))
    if not shapes:
        return shapes
    first, second = STRtree(shapes).query(shapes, predicate="intersects")
    touching = set(first[first != second].tolist())
    if not touching:
        return shapes
    joined = shapely.union_all([shapes[index] for index in sorted(touching)])
    alone = [shape for index, shape in enumerate(shapes) if index not in touching]
    return [*alone, *shapely.get_parts(joined)]


def _near(tree: STRtree, shape: BaseGeometry) -> BaseGeometry:
    found = sorted(tree.query(shape, predicate="intersects").tolist())
    return shapely.union_all([tree.geometries[index] for index in found])


def _is_free(lane: Polygon, hall: Polygon, tree: STRtree) -> bool:
    """Return whether the whole lane of a door is floor."""
    inside = hall.covers(lane) or lane.difference(hall).area < _ROUNDING_MM2
    return bool(inside and _near(tree, lane).intersection(lane).area < _ROUNDING_MM2)


def _area_inside(hall: Polygon, obstacles: Sequence[BaseGeometry]) -> float:
    shapes = np.array(obstacles, dtype=object)
    whole = shapely.covers(hall, shapes) if len(shapes) else np.zeros(0, dtype=bool)
    cut = sum(shape.intersection(hall).area for shape in shapes[~whole])
    return float(shapely.area(shapes[whole]).sum() + cut)


def measure_shapes(shapes: FloorShapes, aisle_mm: int) -> GateFloor:
    """Return the floor for aisles of one width."""
    half = aisle_mm / 2
    losses = [
        Loss(f"doors/{door.id}", door.width_mm * min(half, door.clear_depth_mm))
        for door, _ in shapes.lanes
    ]
    for name, shape in shapes.open_zones:
        core = _largest(_shrink(shape, half))
        if core > 0:
            losses.append(Loss(f"zones/{name}", core))
    return GateFloor(
        aisle_mm,
        shapes.hall.area,
        shapes.usable_mm2,
        _count_parts(shapes, half),
        tuple(losses),
        shapes.straight,
    )


def _count_parts(shapes: FloorShapes, half: float) -> int:
    """Return how many pieces the building leaves to the middle of an aisle's square.

    Obstacles that stand alone inside part nothing; the others are taken away.
    """
    core = _shrink(shapes.hall, half)
    obstacles = np.array(shapes.obstacles, dtype=object)
    if len(obstacles):
        boxes = shapely.box(*np.add(shapely.bounds(obstacles), (-half, -half, half, half)).T)
        first, second = STRtree(boxes).query(boxes, predicate="intersects")
        shapely.prepare(core)
        parting = ~shapely.contains_properly(core, boxes)
        parting[first[first != second]] = True
        grown = [_shrink(shape, -half) for shape in obstacles[parting]]
        core = core.difference(shapely.union_all(grown)) if grown else core
    return max(len(shapely.get_parts(core)), 1)


def _shrink(shape: BaseGeometry, by_mm: float) -> BaseGeometry:
    return shape.buffer(-by_mm, join_style="mitre", mitre_limit=10) if by_mm else shape


def _largest(shape: BaseGeometry) -> float:
    return max((part.area for part in shapely.get_parts(shape)), default=0.0)


def column_box(column: Column) -> Polygon:
    """Return a column's outline in mm."""
    half_w, half_d = column.width_mm / 2, column.depth_mm / 2
    return box(
        column.x_mm - half_w, column.y_mm - half_d, column.x_mm + half_w, column.y_mm + half_d
    )


def _apart(shapes: Sequence[tuple[T, Polygon]]) -> list[tuple[T, Polygon]]:
    """Return those that overlap none before them: no floor may count as lost twice."""
    if len(shapes) < 2:  # noqa: PLR2004 - a pair
        return list(shapes)
    polygons = [shape for _, shape in shapes]
    kept: list[bool] = [True] * len(polygons)
    pairs = STRtree(polygons).query(polygons, predicate="intersects").T.tolist()
    for later, earlier in sorted(pairs):
        if earlier < later and kept[earlier]:
            common = polygons[later].intersection(polygons[earlier]).area
            kept[later] = kept[later] and common < _ROUNDING_MM2
    return [item for item, keep in zip(shapes, kept, strict=True) if keep]


def door_lane(door: Door) -> Polygon:
    """Return the floor that a door keeps clear; the door must have a width."""
    (ax, ay), (bx, by) = door.a, door.b
    length = math.dist(door.a, door.b)
    # a to b runs to the right of someone looking out: the hall is on its right hand.
    u, v = (by - ay) / length * door.clear_depth_mm, (ax - bx) / length * door.clear_depth_mm
    return Polygon([(ax, ay), (bx, by), (bx + u, by + v), (ax + u, ay + v)])


def _is_straight(rings: Iterable[Sequence[PointMm]]) -> bool:
    """Return whether all edges run in two directions at right angles."""
    first: float | None = None
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise((*ring, ring[0])):
            angle = math.atan2(by - ay, bx - ax) % (math.pi / 2)
            if first is None:
                first = angle
            off = abs(angle - first)
            if min(off, math.pi / 2 - off) > _SQUARE:
                return False
    return True
