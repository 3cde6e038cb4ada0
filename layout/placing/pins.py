"""Pins that cannot hold: each is refused with a finding that says what it clashes with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shapely import Polygon

from layout.assigning.pinning import PinnedStand
from layout.placing.floor import hall_shape
from layout.placing.solids import Geometry
from layout.rows.ground import column_shape, lane_shape
from layout.values import Finding, Plan, StandRequest

_SPECK_MM2 = 5_000.0


def check_pins(
    plan: Plan, pinned: Sequence[PinnedStand], requests: Sequence[StandRequest]
) -> tuple[list[PinnedStand], list[StandRequest], list[Finding]]:
    """Return the pins that hold, the requests of the others, and a finding for each of those.

    Of two pins that clash the one whose exhibitor's id comes first holds.
    """
    kept: list[PinnedStand] = []
    refused: list[StandRequest] = []
    findings = [*_unknown(plan, requests)]
    for stand in pinned:
        clash = next(_clashes(plan, stand, kept), None)
        if clash is None:
            kept.append(stand)
            continue
        thing, words = clash
        name = stand.request.exhibitor
        refused.append(stand.request)
        findings.append(
            Finding(
                "pin.refused",
                "error",
                f"the pin of {name} cannot hold: its stand of {stand.request.width_mm / 1000:g} x"
                f" {stand.request.depth_mm / 1000:g} m {words}; move the pin or take it out",
                (name, *((thing,) if thing else ())),
                (stand.placement.x_mm, stand.placement.y_mm),
                span=plan.spans.get(f"pins/{name}"),
            )
        )
    return kept, refused, findings


def _unknown(plan: Plan, requests: Sequence[StandRequest]) -> Iterator[Finding]:
    known = {request.exhibitor for request in requests}
    for pin in plan.pins:
        if pin.exhibitor not in known:
            yield Finding(
                "pin.without_stand",
                "warning",
                f"{pin.exhibitor} is pinned but asks for no stand",
                (pin.exhibitor,),
                (pin.x_mm, pin.y_mm),
                span=plan.spans.get(f"pins/{pin.exhibitor}"),
            )


def _clashes(
    plan: Plan, stand: PinnedStand, others: Sequence[PinnedStand]
) -> Iterator[tuple[str, str]]:
    """Yield what a pinned stand clashes with, as an id and words."""
    hall = hall_shape(plan)
    if _apart(stand.shape, hall):
        yield "", "reaches beyond the walls"
    yield from _building(plan, stand)
    yield from _zones(plan, stand)
    for other in others:
        name = other.request.exhibitor
        if _meets(stand.shape, other.shape):
            yield name, f"overlaps the pinned stand of {name}"
        elif _meets(stand.lane, other.shape) or _meets(stand.shape, other.lane):
            yield name, f"and the pinned stand of {name} leave no aisle between them"
    if _apart(stand.lane, hall):
        aisle = plan.rules.aisle_mm / 1000
        yield "", f"faces a wall nearer than the aisle of {aisle:g} m"


def _building(plan: Plan, stand: PinnedStand) -> Iterator[tuple[str, str]]:
    for column in plan.columns:
        pillar = column_shape(column)
        body = _front_half(stand) if column.rule == "at_back" else stand.shape
        if column.rule != "inside_ok" and _meets(body, pillar):
            yield column.id, f"stands on column {column.id}"
        elif _meets(stand.lane, pillar):
            yield column.id, f"has column {column.id} in the aisle before it"
    for door in plan.doors:
        if _meets(stand.shape, lane_shape(door, door.width_mm)):
            yield door.id, f"blocks the way before door {door.id}"


def _zones(plan: Plan, stand: PinnedStand) -> Iterator[tuple[str, str]]:
    for zone in plan.zones:
        outline = Polygon(zone.outline)
        if not zone.stands_allowed and _meets(stand.shape, outline):
            yield zone.id, f"lies in zone {zone.id}"
        elif not zone.walkable and _meets(stand.lane, outline):
            yield zone.id, f"has zone {zone.id} in the aisle before it"


def _meets(first: Geometry, second: Geometry) -> bool:
    return bool(first.intersects(second)) and float(first.intersection(second).area) > _SPECK_MM2


def _apart(shape: Geometry, hall: Geometry) -> bool:
    return not hall.covers(shape) and float(shape.difference(hall).area) > _SPECK_MM2


def _front_half(stand: PinnedStand) -> Polygon:
    left, right, back_right, back_left = list(stand.shape.exterior.coords)[:4]
    return Polygon(
        [
            left,
            right,
            ((right[0] + back_right[0]) / 2, (right[1] + back_right[1]) / 2),
            ((left[0] + back_left[0]) / 2, (left[1] + back_left[1]) / 2),
        ]
    )
