"""Checks where stands stand: off each other, inside, clear of columns, lanes and zones.

Two shapes clash when they go into each other by more than the tolerance: one of them made
smaller by 1 mm at each edge (each of two stands by half of it) still meets the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely import LineString, STRtree
from shapely.geometry.base import BaseGeometry

from layout.audit.notes import note_fault
from layout.audit.scene import HAIR_MM, TOLERANCE_MM, Scene, column_box, door_lane
from layout.audit.sweeping import Shapes
from layout.values import Finding


def check_places(scene: Scene) -> Iterator[Finding]:
    """Yield what breaks a rule of place, in no particular order."""
    if not len(scene.stands.x):
        return
    yield from _check_overlaps(scene)
    inner = scene.stands.shrunk(TOLERANCE_MM + HAIR_MM)
    yield from _check_outside(scene, inner)
    plan = scene.placed.plan
    lanes = [(door.id, door_lane(door)) for door in plan.doors]
    yield from _check_taken(scene, inner, "stand.in_door_lane", "the lane of door", lanes)
    zones = [(z.id, shapely.Polygon(z.outline)) for z in plan.zones if not z.stands_allowed]
    yield from _check_taken(scene, inner, "stand.in_zone", "zone", zones)
    axes = [
        (axis.id, LineString(axis.points).buffer(axis.width_mm / 2, cap_style="flat"))
        for axis in plan.axes
    ]
    yield from _check_taken(scene, inner, "stand.in_axis", "main aisle", axes)
    yield from _check_columns(scene, inner)


def _check_overlaps(scene: Scene) -> Iterator[Finding]:
    for one, other in scene.overlaps.T.tolist():
        common = scene.stands.shapes[one].intersection(scene.stands.shapes[other])
        names = (scene.number(one), scene.number(other))
        area = common.area / 1e6
        message = f"stands {names[0]} and {names[1]} overlap on {area:.3f} m²"
        yield note_fault("stand.overlaps", message, names, common, (area, 0.0))


def _check_outside(scene: Scene, inner: Shapes) -> Iterator[Finding]:
    shapely.prepare(scene.hall)
    for index in np.flatnonzero(~shapely.covers(scene.hall, inner)):
        outside = scene.stands.shapes[index].difference(scene.hall)
        area, number = outside.area / 1e6, scene.number(index)
        message = f"stand {number} lies outside the hall with {area:.3f} m²"
        yield note_fault("stand.outside_hall", message, [number], outside, (area, 0.0))


def _check_taken(
    scene: Scene, inner: Shapes, code: str, word: str, things: Sequence[tuple[str, BaseGeometry]]
) -> Iterator[Finding]:
    if not things:
        return
    shapes = np.array([shape for _, shape in things], dtype=object)
    pairs = STRtree(inner).query(shapes, predicate="intersects").T.tolist()
    for thing, index in sorted(pairs):
        common = scene.stands.shapes[index].intersection(shapes[thing])
        area, number = common.area / 1e6, scene.number(index)
        name = things[thing][0]
        message = f"stand {number} takes {area:.3f} m² of {word} {name}"
        yield note_fault(code, message, [number, name], common, (area, 0.0))


def _check_columns(scene: Scene, inner: Shapes) -> Iterator[Finding]:
    """A column to avoid touches no stand; one at the back stays in the back half."""
    stands, t = scene.stands, TOLERANCE_MM + HAIR_MM
    front_half = stands.rectangles((t, stands.width - t, t, stands.depth / 2 - t))
    for rule, parts in (("avoid", inner), ("at_back", front_half)):
        columns = [column for column in scene.placed.plan.columns if column.rule == rule]
        if not columns:
            continue
        pillars = np.array([column_box(column) for column in columns], dtype=object)
        pairs = STRtree(parts).query(pillars, predicate="intersects").T.tolist()
        for pillar, index in sorted(pairs):
            column, number = columns[pillar], scene.number(index)
            common = stands.shapes[index].intersection(pillars[pillar])
            message = f"column {column.id} ({column.rule}) stands in stand {number}"
            subjects = [number, column.id]
            area = common.area / 1e6
            yield note_fault("stand.on_column", message, subjects, common, (area, 0.0))
