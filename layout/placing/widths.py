"""Clear widths, proved on vectors: what a square of an aisle's side can sweep.

Growing and shrinking keep square corners (mitre), so widths are exact for axis-parallel
edges and never overstated for others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import LineString, Polygon, STRtree, box

from layout.placing.floor import Geometry, widen
from layout.placing.slots import Slot
from layout.placing.solids import make_polygons, merge_stands
from layout.rows.ground import column_shape
from layout.values import Door, Plan

TOLERANCE_MM = 1.0
_SPECK_MM2 = 5_000.0  # half a hand: below it a leftover is rounding, not floor


def swept(floor: Geometry, side_mm: float) -> Geometry:
    """Return the part of the floor that a square of `side_mm` reaches without turning."""
    half = (side_mm - TOLERANCE_MM) / 2
    return widen(widen(floor, -half), half)


def passages(floor: Geometry, side_mm: float, columns: Sequence[Polygon] = ()) -> list[Polygon]:
    """Return the necks narrower than `side_mm` that join two wider parts of the floor.

    A recess with one mouth is no passage: nobody walks through it. Nor is the gap between a
    stand and a column that one can walk around on another side.
    """
    wide = swept(floor, side_mm)
    narrow = shapely.get_parts(floor.difference(widen(wide, TOLERANCE_MM / 4)))
    narrow = narrow[shapely.area(narrow) > _SPECK_MM2]
    if not len(narrow):
        return []
    rim = wide.buffer(TOLERANCE_MM)
    shapely.prepare(wide)
    tree = STRtree(columns)
    found = []
    for part in narrow:
        touch = shapely.line_merge(part.boundary.intersection(rim))
        mouths = [m for m in shapely.get_parts(touch) if m.length > TOLERANCE_MM * 4]
        if len(mouths) == 1:
            continue
        near = tree.query(part, predicate="dwithin", distance=TOLERANCE_MM).tolist()
        pillars = [columns[index] for index in near]
        if (
            mouths
            and pillars
            and _is_wide_without(floor, part, pillars, side_mm)
            and _goes_round(wide, [part, *pillars], mouths, side_mm)
        ):
            continue
        found.append(part)
    return found


def _is_wide_without(
    floor: Geometry, part: Polygon, pillars: Sequence[Polygon], side_mm: float
) -> bool:
    """Return whether a neck would be none if its columns were not there."""
    x0, y0, x1, y1 = part.bounds
    reach = 2 * side_mm
    around = floor.intersection(box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    cleared = swept(shapely.union_all([around, *pillars]), side_mm)
    return bool(part.difference(widen(cleared, TOLERANCE_MM / 4)).area <= _SPECK_MM2)


def _goes_round(
    wide: Geometry, obstacle: Sequence[Polygon], mouths: Sequence[Geometry], side_mm: float
) -> bool:
    """Return whether wide floor joins all mouths of a neck close around it and its column."""
    x0, y0, x1, y1 = shapely.union_all(list(obstacle)).bounds
    reach = side_mm + TOLERANCE_MM
    around = wide.intersection(box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    return any(
        all(part.distance(mouth) <= 2 * TOLERANCE_MM for mouth in mouths)
        for part in shapely.get_parts(around)
    )


def islands_of_floor(floor: Geometry, doors: Sequence[Door], side_mm: float) -> list[Geometry]:
    """Return the parts of the floor that a square of `side_mm` cannot reach from the rest.

    The rest is the largest part with a way out.
    """
    half = (side_mm - TOLERANCE_MM) / 2
    cores = [part for part in shapely.get_parts(widen(floor, -half)) if part.length > 0]
    outs = [LineString([door.a, door.b]) for door in doors if door.egress]

    def worth(part: Geometry) -> tuple[bool, float]:
        return any(part.distance(line) <= side_mm for line in outs), part.area

    cores.sort(key=worth, reverse=True)
    return [widen(core, half) for core in cores[1:]]


def drop_narrow(slots: Sequence[Slot], walk: Geometry, plan: Plan) -> tuple[Slot, ...]:
    """Return the slots less those that squeeze a passage or whose aisle is cut off.

    `walk` is the floor before the slots are taken from it.
    """
    aisle_mm = plan.rules.aisle_mm
    columns = [column_shape(column) for column in plan.columns]
    kept = _clear_of_columns(slots, walk, plan)
    while kept:
        solids = shapely.union_all(merge_stands([slot.corners() for slot in kept]))
        open_floor = walk.difference(solids)
        shapes = make_polygons([slot.corners() for slot in kept])
        tree = STRtree(shapes)
        guilty: set[int] = set()
        for neck in passages(open_floor, aisle_mm, columns):
            near = tree.query(neck, predicate="dwithin", distance=TOLERANCE_MM)
            guilty.update(int(index) for index in sorted(near)[:1])
        for part in islands_of_floor(open_floor, plan.doors, aisle_mm):
            guilty.update(
                index
                for index in tree.query(part, predicate="dwithin", distance=TOLERANCE_MM).tolist()
                if _front_on(kept[index], part)
            )
        if not guilty:
            break
        kept = [slot for index, slot in enumerate(kept) if index not in guilty]
    return tuple(kept)


def _clear_of_columns(slots: Sequence[Slot], walk: Geometry, plan: Plan) -> list[Slot]:
    """Return the slots with an aisle before them and columns in their back half only.

    Rows are cut so; stands that are shallower or deeper than their row may still not be.
    """
    if not slots:
        return []
    shapely.prepare(walk)
    lanes = make_polygons([_stretch(slot, -plan.rules.aisle_mm, 0.0) for slot in slots])
    free = shapely.covers(walk, np.asarray(lanes, dtype=object))
    pillars = [column_shape(column) for column in plan.columns if column.rule == "at_back"]
    halves = make_polygons([_stretch(slot, 0.0, slot.depth / 2) for slot in slots])
    hit = set(STRtree(pillars).query(halves, predicate="intersects")[0].tolist())
    return [slot for index, slot in enumerate(slots) if free[index] and index not in hit]


def _stretch(slot: Slot, near: float, far: float) -> list[tuple[float, float]]:
    """Return the floor from `near` to `far` mm behind a slot's front, 2 mm shy of its edges."""
    (ax, ay), (bx, by), _, (dx, dy) = slot.corners()
    ux, uy = (bx - ax) / slot.width, (by - ay) / slot.width
    vx, vy = (dx - ax) / slot.depth, (dy - ay) / slot.depth
    shy = 2 * TOLERANCE_MM
    return [
        (ax + ux * s + vx * t, ay + uy * s + vy * t)
        for s, t in (
            (shy, near + shy),
            (slot.width - shy, near + shy),
            (slot.width - shy, far - shy),
            (shy, far - shy),
        )
    ]


def _front_on(slot: Slot, part: Geometry) -> bool:
    """Return whether the middle of the floor just before a slot's front is in `part`."""
    (ax, ay), (bx, by), _, (dx, dy) = slot.corners()
    ahead = 10 * TOLERANCE_MM / slot.depth
    x, y = (ax + bx) / 2 - (dx - ax) * ahead, (ay + by) / 2 - (dy - ay) * ahead
    return bool(part.contains(shapely.Point(x, y)))
