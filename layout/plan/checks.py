"""What a plan's values must agree on: things inside the hall, doors on walls, no overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import shapely
import yaml
from numpy.typing import NDArray
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from layout.plan.codes import Code
from layout.plan.halls import TOLERANCE_MM, explain_ring
from layout.plan.nodes import NOTHING, NodeReader, Nodes
from layout.values import Column, Door, Plan, Zone

Geometry: TypeAlias = BaseGeometry

_OUTDOOR_KINDS = frozenset({"vehicle_access", "assembly_point"})
_MM2_IN_M2 = 1e6
_LEAST_SHARED_MM2 = 1_000.0


def check_plan(plan: Plan, entries: Nodes, reader: NodeReader) -> None:
    """Report what is wrong; `entries` are the parts of the file, `plan.spans` their places.

    Where the hall could not be read its outline is empty, and only the rest is checked.
    """
    checks = _PlanChecks(plan, entries, reader)
    checks.check_lists()
    if plan.hall.outline:
        checks.check_places()


class _PlanChecks:
    """One plan being checked; `hall` is its floor, `room` that grown by the tolerance."""

    def __init__(self, plan: Plan, entries: Nodes, reader: NodeReader) -> None:
        self.plan, self.entries, self.reader = plan, entries, reader

    def check_lists(self) -> None:
        plan, entries, reader = self.plan, self.entries, self.reader
        if _count(entries.get("sectors")) == 0:
            message = "the plan has no sector; expected one or more: add `- {id: …, name: …}`"
            reader.report("no_sectors", entries["sectors"], message)
        unread = _count(entries.get("doors")) != len(plan.doors)
        if not unread and not any(door.egress for door in plan.doors):
            message = "no door is a way out; expected one or more: add one with `kind: exit`"
            reader.report("no_exit", entries["doors"], message)
        for kind in plan.stand_types:
            if plan.hall.outline and kind.height_mm > plan.hall.height_mm:
                high, low = kind.height_mm / 1000, plan.hall.height_mm / 1000
                message = f"stand type {kind.id} is {high:g} m high in a hall of {low:g} m"
                fix = "expected less: lower it, or write the hall's height"
                self._report("stand_type_too_high", f"stand_types/{kind.id}", f"{message}; {fix}")
        places: dict[tuple[int, int, int], str] = {}
        for pin in plan.pins:
            place = (pin.x_mm, pin.y_mm, pin.rotation_mdeg)
            first = places.setdefault(place, pin.exhibitor)
            if first is not pin.exhibitor:
                message = f"{pin.exhibitor} is pinned where {first} is"
                fix = "expected a place of its own: move one of them"
                key = f"pins/{pin.exhibitor}"
                self._report("pins_same_place", key, f"{message}; {fix}", pin.exhibitor, first)

    def check_places(self) -> None:
        hall = Polygon(self.plan.hall.outline, self.plan.hall.holes)
        room = hall.buffer(TOLERANCE_MM, join_style="mitre")
        shapely.prepare(room)
        self._check_doors(hall)
        zones = self._check_zones(hall, room)
        self._check_columns(room)
        self._check_axes(room, zones)
        self._check_points(room)

    def _report(self, code: Code, key: str, message: str, *subjects: str) -> None:
        self.reader.report_at(code, self.plan.spans.get(key), message, *subjects)

    def _check_doors(self, hall: Polygon) -> None:
        wall = hall.boundary.buffer(TOLERANCE_MM)
        shapely.prepare(wall)
        doors = [d for d in self.plan.doors if self._is_on_wall(d, hall, wall)]
        lines = [LineString([door.a, door.b]) for door in doors]
        for i, j in _list_pairs(lines):
            if self.reader.lost:
                return
            shared = lines[i].buffer(TOLERANCE_MM).intersection(lines[j]).length
            if shared > 2 * TOLERANCE_MM:
                first, second = doors[i], doors[j]
                message = (
                    f"door {second.id} and door {first.id} share {shared / 1000:.2f} m of wall"
                )
                fix = "expected each on its own: move one"
                key = f"doors/{second.id}"
                self._report("doors_overlap", key, f"{message}; {fix}", second.id, first.id)

    def _is_on_wall(self, door: Door, hall: Polygon, wall: Polygon) -> bool:
        if wall.covers(LineString([door.a, door.b])):
            return True
        ends = (hall.boundary.distance(shapely.Point(end)) / 1000 for end in (door.a, door.b))
        left, right = (round(gap, 3) for gap in ends)
        found = f"door {door.id} is off the wall (its ends by {left:g} and {right:g} m)"
        if max(left, right) * 1000 <= TOLERANCE_MM:
            found = f"door {door.id} leaves the wall between its ends"
        message = f"{found}; expected both ends on one wall: use `wall`, `at` and `width`"
        self._report("door_off_wall", f"doors/{door.id}", message, door.id)
        return False

    def _check_zones(self, hall: Polygon, room: Polygon) -> list[tuple[Zone, Polygon]]:
        whole: list[tuple[Zone, Polygon]] = []
        for zone in self.plan.zones:
            key, shape = f"zones/{zone.id}", Polygon(zone.outline)
            if not shape.is_valid or shape.area < TOLERANCE_MM:
                message = f"the outline of zone {zone.id} {explain_ring(shape)}"
                fix = "expected a simple ring: list the corners in walking order"
                self._report("outline_crosses", key, f"{message}; {fix}", zone.id)
                continue
            if not room.covers(shape):
                outside = shape.difference(hall).area / _MM2_IN_M2
                message = f"zone {zone.id} lies outside the hall with {outside:.2f} m²"
                message += "; expected all of it inside: move it, or make it smaller"
                self._report("zone_outside", key, message, zone.id)
            whole.append((zone, shape))
        self._check_overlaps(whole)
        return whole

    def _check_overlaps(self, zones: Sequence[tuple[Zone, Polygon]]) -> None:
        shapes = [shape for _, shape in zones]
        for i, j in _list_pairs(shapes):
            if self.reader.lost:
                return
            shared = shapes[i].intersection(shapes[j]).area
            if shared > _LEAST_SHARED_MM2:
                first, second = zones[i][0].id, zones[j][0].id
                message = f"zone {second} overlaps zone {first} with {shared / _MM2_IN_M2:.2f} m²"
                fix = "expected floor of its own: move one of them"
                self._report("zones_overlap", f"zones/{second}", f"{message}; {fix}", second, first)

    def _check_columns(self, room: Polygon) -> None:
        """Report columns that do not reach into the hall; one in the wall is of the building."""
        columns = self.plan.columns
        shapes = _as_array([_column_box(column) for column in columns])
        for column, inside in zip(columns, shapely.intersects(room, shapes), strict=True):
            if not inside:
                x, y = column.x_mm / 1000, column.y_mm / 1000
                message = f"column {column.id} at [{x:g}, {y:g}] is outside the hall"
                fix = "expected in it or in its wall: move it, drop it, or shorten the grid"
                key = f"columns/{column.id}"
                self._report("column_outside", key, f"{message}; {fix}", column.id)

    def _check_axes(self, room: Polygon, zones: Sequence[tuple[Zone, Polygon]]) -> None:
        closed = [(zone, shape) for zone, shape in zones if not zone.walkable]
        for axis in self.plan.axes:
            key, line = f"axes/{axis.id}", LineString(axis.points)
            if not room.covers(line):
                outside = line.difference(room).length / 1000
                message = f"axis {axis.id} leaves the hall for {outside:.2f} m; expected it inside"
                self._report("axis_outside", key, f"{message}: move its points", axis.id)
            for zone, shape in closed:
                inside = line.intersection(shape).length
                if inside > TOLERANCE_MM:
                    message = f"axis {axis.id} runs {inside / 1000:.2f} m through zone {zone.id}"
                    fix = "which is closed; expected open floor: end it before, or open the zone"
                    self._report("axis_blocked", key, f"{message}, {fix}", axis.id, zone.id)
            least = self.plan.rules.aisle_mm
            if axis.width_mm and axis.width_mm < least:
                message = f"axis {axis.id} is {axis.width_mm / 1000:g} m wide, aisles are"
                fix = f"{least / 1000:g} m; expected as much or more: widen it"
                self._report("axis_narrow", key, f"{message} {fix}", axis.id)

    def _check_points(self, room: Polygon) -> None:
        pins = self.plan.pins
        points = np.array([(pin.x_mm, pin.y_mm) for pin in pins], dtype=np.float64).reshape(-1, 2)
        inside = shapely.intersects_xy(room, points)
        for pin, fits in zip(pins, inside, strict=True):
            if not fits:
                x, y = pin.x_mm / 1000, pin.y_mm / 1000
                message = f"{pin.exhibitor} is pinned at [{x:g}, {y:g}], outside the hall"
                key = f"pins/{pin.exhibitor}"
                message += "; expected the left end of its front inside: move it"
                self._report("pin_outside", key, message, pin.exhibitor)
        for fixture in self.plan.fixtures:
            place = shapely.Point(fixture.x_mm, fixture.y_mm)
            if fixture.kind not in _OUTDOOR_KINDS and not room.covers(place):
                x, y = fixture.x_mm / 1000, fixture.y_mm / 1000
                message = f"fixture {fixture.id} at [{x:g}, {y:g}] is outside the hall"
                outdoor = " and ".join(sorted(_OUTDOOR_KINDS))
                fix = f"expected inside or on a wall (only {outdoor} may be outside): move it"
                self._report("fixture_outside", f"fixtures/{fixture.id}", f"{message}; {fix}")


def _count(node: yaml.Node | None) -> int:
    """Return how many entries a list of the file has; -1 where it is no list."""
    if isinstance(node, yaml.SequenceNode):
        return len(node.value)
    return 0 if isinstance(node, yaml.ScalarNode) and node.value in NOTHING else -1


def _as_array(shapes: Sequence[Geometry]) -> NDArray[np.object_]:
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array


def _list_pairs(shapes: Sequence[Geometry]) -> list[tuple[int, int]]:
    """Return the pairs of shapes that touch within the tolerance, in order."""
    array = _as_array(shapes)
    pairs = shapely.STRtree(array).query(array, "dwithin", TOLERANCE_MM)
    return sorted((int(i), int(j)) for i, j in zip(*pairs, strict=True) if i < j)


def _column_box(column: Column) -> Polygon:
    x, y, w, d = column.x_mm, column.y_mm, column.width_mm / 2, column.depth_mm / 2
    return shapely.box(x - w, y - d, x + w, y + d)
