"""What a plan's values must agree on: outlines, doors on walls, things inside the hall."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import shapely
from shapely import LineString, Polygon

from layout.placing.floor import column_shape
from layout.values import Finding, Plan, Ring, Span

SpanOf = Callable[[str], Span]
TOLERANCE_MM = 1.0


def check_plan(plan: Plan, span_of: SpanOf, findings: list[Finding]) -> None:
    """Append what is wrong; `span_of("doors/<id>/<index>")` gives a thing's place."""

    def report(code: str, key: str, message: str, *subjects: str) -> None:
        findings.append(Finding(f"plan.{code}", "error", message, subjects, span=span_of(key)))

    _check_ids(plan, report)
    hall = _hall_polygon(plan, report)
    if hall is None:
        return
    _check_doors(plan, hall, report)
    _check_zones(plan, hall, report)
    _check_columns(plan, hall, report)


Report = Callable[..., None]


def _check_ids(plan: Plan, report: Report) -> None:
    lists: tuple[tuple[str, Iterable[object]], ...] = (
        ("doors", plan.doors),
        ("columns", plan.columns),
        ("zones", plan.zones),
        ("sectors", plan.sectors),
        ("stand_types", plan.stand_types),
    )
    for key, things in lists:
        seen: set[str] = set()
        for index, thing in enumerate(things):
            thing_id = getattr(thing, "id", "")
            if thing_id in seen:
                message = f"id `{thing_id}` stands twice under {key}; give each its own id"
                report("duplicate_id", f"{key}/{thing_id}/{index}", message, thing_id)
            seen.add(thing_id)
    if not plan.sectors:
        report("no_sectors", "hall", "the plan has no sector; add at least one under sectors")
    if not any(door.egress for door in plan.doors):
        report("no_exit", "hall", "no door is a way out; add a door with egress")


def _simple(ring: Ring) -> bool:
    polygon = Polygon(ring)
    return bool(polygon.is_valid) and polygon.area > TOLERANCE_MM


def _hall_polygon(plan: Plan, report: Report) -> Polygon | None:
    rings = (plan.hall.outline, *plan.hall.holes)
    if not all(_simple(ring) for ring in rings):
        reason = next(shapely.is_valid_reason(Polygon(ring)) for ring in rings if not _simple(ring))
        message = f"the outline crosses or touches itself ({reason}); list corners in walking order"
        report("outline_crosses", "hall", message, plan.hall.id)
        return None
    polygon = Polygon(plan.hall.outline, plan.hall.holes)
    if not polygon.is_valid:
        message = "a hole is outside the hall or touches another; keep holes inside"
        report("outline_crosses", "hall", message, plan.hall.id)
        return None
    return polygon


def _check_doors(plan: Plan, hall: Polygon, report: Report) -> None:
    wall = hall.boundary.buffer(TOLERANCE_MM)
    for index, door in enumerate(plan.doors):
        key = f"doors/{door.id}/{index}"
        if door.a == door.b or not wall.covers(LineString([door.a, door.b])):
            gap = round(hall.boundary.distance(shapely.Point(door.a)) / 1000, 2)
            message = f"door {door.id} is off the wall (its left end by {gap} m); put both ends on"
            report("door_off_wall", key, f"{message} the outline", door.id)


def _check_zones(plan: Plan, hall: Polygon, report: Report) -> None:
    room = hall.buffer(TOLERANCE_MM, join_style="mitre")
    whole: list[tuple[str, Polygon]] = []
    for index, zone in enumerate(plan.zones):
        key = f"zones/{zone.id}/{index}"
        if not _simple(zone.outline):
            message = f"the outline of zone {zone.id} crosses itself; list corners in order"
            report("outline_crosses", key, message, zone.id)
            continue
        polygon = Polygon(zone.outline)
        if not room.covers(polygon):
            outside = polygon.difference(hall).area / 1e6
            message = f"zone {zone.id} lies outside the hall with {outside:.2f} m²; move it inside"
            report("zone_outside", key, message, zone.id)
        for other_id, other in whole:
            if polygon.intersection(other).area > TOLERANCE_MM * 1000:
                message = f"zone {zone.id} overlaps zone {other_id}; move one of them"
                report("zones_overlap", key, message, zone.id, other_id)
        whole.append((zone.id, polygon))


def _check_columns(plan: Plan, hall: Polygon, report: Report) -> None:
    room = hall.buffer(TOLERANCE_MM, join_style="mitre")
    for index, column in enumerate(plan.columns):
        if not room.covers(column_shape(column)):
            x, y = column.x_mm / 1000, column.y_mm / 1000
            message = f"column {column.id} at [{x:g}, {y:g}] is outside the hall; move or drop it"
            report("column_outside", f"columns/{column.id}/{index}", message, column.id)
