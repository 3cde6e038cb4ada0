"""People and exits before anything is placed: how many the hall holds, and how they get out.

People are the profile's number for each m² of public floor: all floor inside the walls, stands
included, less columns and closed service and keep-out zones. An exit counts as many whole
units of passage as its width holds. Numbers that nobody of this project has read in their
source make notes, never errors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from layout.values import Door, Finding, Plan, Ring, Rules, Severity

TOLERANCE_MM = 1
_PRIVATE = ("keep_out", "service")
# One for each 500 or part of them, and one more, from more than 500 people: CO 38 as others
# quote it; the source was not consulted, so it makes a note.
_FRENCH = "fr-erp-t"
_FRENCH_STEP = 500


@dataclass(frozen=True, slots=True)
class Escape:
    """People, their exits, and the units of passage that these have and need."""

    persons: int
    exits: int
    exits_needed: int
    units: int
    units_needed: int


def count_escape(plan: Plan) -> Escape:
    """Return how many people the hall may hold by its rules and what exits they have."""
    rules = plan.rules
    exits = [door for door in plan.doors if door.egress]
    persons = math.ceil(round(rules.persons_per_m2 * _public_mm2(plan) / 1e6, 6))
    needed = math.ceil(persons / rules.persons_per_unit) if rules.persons_per_unit else 0
    number = 1
    if rules.profile == _FRENCH and persons > _FRENCH_STEP:
        number = math.ceil(persons / _FRENCH_STEP) + 1
    units = sum(_count_units(door, rules) for door in exits)
    return Escape(persons, len(exits), number, units, needed if rules.exit_unit_mm else 0)


def check_exits(plan: Plan, escape: Escape) -> tuple[Finding, ...]:
    """Return what is missing: exits, their number, their width, or that of all together."""
    rules = plan.rules
    if not escape.exits:
        return (Finding("exit.none", "error", "no door is a way out"),)
    found = [
        Finding(
            "exit.too_narrow",
            _severity(rules, "min_exit"),
            f"exit {door.id} is {door.width_mm / 1000:g} m wide;"
            f" at least {rules.min_exit_mm / 1000:g} m",
            (door.id,),
            measured=door.width_mm,
            limit=rules.min_exit_mm,
            span=plan.spans.get(f"doors/{door.id}"),
        )
        for door in plan.doors
        if door.egress and door.width_mm < rules.min_exit_mm - TOLERANCE_MM
    ]
    if escape.units < escape.units_needed:
        missing = (escape.units_needed - escape.units) * rules.exit_unit_mm / 1000
        found.append(
            Finding(
                "exit.capacity",
                _severity(rules, "persons_per_m2", "exit_unit", "persons_per_unit"),
                f"{escape.persons} people need exits of {escape.units_needed} units of passage;"
                f" these have {escape.units}: about {missing:g} m of width are missing",
                measured=escape.units,
                limit=escape.units_needed,
                span=plan.spans.get("rules.persons_per_unit"),
            )
        )
    if escape.exits < escape.exits_needed:
        found.append(
            Finding(
                "exit.too_few",
                "note",
                f"{escape.persons} people would need {escape.exits_needed} exits (CO 38, source"
                f" not consulted: to be confirmed by the authority); there are {escape.exits}",
                measured=escape.exits,
                limit=escape.exits_needed,
            )
        )
    return tuple(found)


def _count_units(door: Door, rules: Rules) -> int:
    if not rules.exit_unit_mm or door.width_mm < rules.min_exit_mm - TOLERANCE_MM:
        return 0
    return (door.width_mm + TOLERANCE_MM) // rules.exit_unit_mm


def _public_mm2(plan: Plan) -> float:
    area = _ring_mm2(plan.hall.outline) - sum(map(_ring_mm2, plan.hall.holes))
    area -= sum(column.width_mm * column.depth_mm for column in plan.columns)
    closed = (z for z in plan.zones if not z.walkable and z.kind in _PRIVATE)
    return area - sum(_ring_mm2(zone.outline) for zone in closed)


def _ring_mm2(ring: Ring) -> float:
    twice = sum(
        x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True)
    )
    return abs(twice) / 2


def _severity(rules: Rules, *names: str) -> Severity:
    unread = any(name in rules.unread or f"{name}_mm" in rules.unread for name in names)
    return "note" if unread else "error"
