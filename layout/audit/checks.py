"""Checks a placed hall without trusting whoever placed it: shares no code with the placing.

One tolerance everywhere: 1 mm. Places, widths and connection are proved on vectors; only
walking distance is measured on a grid, whose error `layout.audit.walks` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layout.audit.aisles import check_aisles
from layout.audit.dead_ends import DeadEnd, check_dead_ends, find_dead_ends
from layout.audit.exits import (
    Escape,
    Farthest,
    check_exits,
    check_travel,
    count_escape,
    find_farthest,
)
from layout.audit.fronts import check_sides
from layout.audit.labels import check_labels, check_pins, check_requests
from layout.audit.notes import sort_findings
from layout.audit.places import check_places
from layout.audit.scene import Scene, build_scene
from layout.audit.walks import Walks, measure_walks
from layout.audit.ways import check_connection, check_widths
from layout.values import Finding, PlacedHall, StandRequest


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that was looked at in one placed hall, and what was found."""

    scene: Scene
    walks: Walks
    dead_ends: list[DeadEnd]
    farthest: list[Farthest]
    escape: Escape
    findings: tuple[Finding, ...]


def audit_hall(
    placed: PlacedHall, requests: Sequence[StandRequest] | None = None
) -> tuple[Finding, ...]:
    """Return everything that breaks a rule, with the place and the number behind it.

    `requests`, where known, tell which sizes the exhibitors take.

    Codes: stand.overlaps, stand.outside_hall, stand.on_column, stand.in_door_lane,
    stand.in_zone, stand.in_axis, stand.number_twice, stand.id_twice, stand.exhibitor_twice,
    stand.front_blocked, stand.side_not_open, stand.not_asked_for, stand.size_differs,
    pin.dropped, pin.not_kept, aisle.too_narrow, aisle.pinched, aisle.unconnected, aisle.dead_end,
    aisle.malformed, aisle.not_floor, aisle.below_rank, aisle.width_overstated, aisle.floor_missing,
    aisle.overlaps, door.unconnected, door.lane_blocked, exit.none, exit.too_narrow,
    exit.capacity, exit.too_few, exit.too_far, exit.too_far_one_way.
    """
    return look_at(placed, requests).findings


def look_at(placed: PlacedHall, requests: Sequence[StandRequest] | None = None) -> Audit:
    """Return the whole audit of a placed hall."""
    scene = build_scene(placed)
    walks = measure_walks(scene)
    ends = find_dead_ends(scene, walks)
    farthest = find_farthest(scene, walks, ends)
    escape = count_escape(scene)
    findings = [
        *check_labels(placed),
        *check_pins(placed),
        *check_places(scene),
        *check_sides(scene),
        *check_widths(scene),
        *check_connection(scene),
        *check_aisles(scene),
        *check_exits(scene, escape),
        *check_travel(placed.plan.rules, farthest),
        *check_dead_ends(scene, ends),
    ]
    if requests is not None:
        findings += check_requests(placed, requests)
    return Audit(scene, walks, ends, farthest, escape, sort_findings(findings))
