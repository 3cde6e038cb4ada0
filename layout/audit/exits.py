"""Checks the ways out: how far, how wide, how many, and for how many people.

The number of people is the profile's people a square metre times the public area: all floor
inside the walls, stands included, less columns and closed service and keep-out zones. An
exit counts as many whole units of passage as its width holds; one narrower than the least
width counts for nothing. Figures that nobody of this project has read in their source
(`Rules.unread`) make notes, never errors.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from shapely import LineString, Polygon

from layout.audit.dead_ends import DeadEnd
from layout.audit.notes import note_fault
from layout.audit.scene import TOLERANCE_MM, Ints, Scene
from layout.audit.walks import Walks, pull_tight
from layout.values import Door, Finding, PointMm, Rules, Severity

_TRIES = 12  # farthest places that are measured on vectors before the grid is believed
_APART_MM = 4_000.0
_PRIVATE = ("keep_out", "service")
# "One per 500 or part, plus one", from more than 500 persons: CO 38 as quoted, not read.
_FRENCH_STEP, _FRENCH_FROM = 500, 500
FRENCH = "fr-erp-t"


@dataclass(frozen=True, slots=True)
class Farthest:
    """The longest walk to an exit, where there is a choice of exits and where not."""

    choice: bool
    place: PointMm
    walk_mm: float
    limit_mm: int


@dataclass(frozen=True, slots=True)
class Escape:
    """The people, and the doors that are ways out for them. Units are units of passage."""

    persons: int
    exits: tuple[Door, ...]
    units: int
    units_needed: int
    exits_needed: int


def count_escape(scene: Scene) -> Escape:
    """Return how many people the hall may hold by its rules, and what exits they have."""
    plan, rules = scene.placed.plan, scene.placed.plan.rules
    private = [z for z in plan.zones if not z.walkable and z.kind in _PRIVATE]
    area = scene.hall.area - sum(column.area for column in scene.columns)
    area -= sum(Polygon(zone.outline).area for zone in private)
    persons = math.ceil(round(rules.persons_per_m2 * area / 1e6, 6))
    exits = tuple(door for door in plan.doors if door.egress)
    needed = math.ceil(persons / rules.persons_per_unit) if rules.persons_per_unit else 0
    number = 0
    if rules.profile == FRENCH and persons > _FRENCH_FROM:
        number = math.ceil(persons / _FRENCH_STEP) + 1
    return Escape(persons, exits, sum(count_units(d, rules) for d in exits), needed, number)


def count_units(door: Door, rules: Rules) -> int:
    """Return the whole units of passage of one exit."""
    if not rules.exit_unit_mm or door.width_mm < rules.min_exit_mm - TOLERANCE_MM:
        return 0
    return int((door.width_mm + TOLERANCE_MM) // rules.exit_unit_mm)


def check_exits(scene: Scene, escape: Escape) -> Iterator[Finding]:
    """There is a way out, each is wide enough, and together they are enough."""
    rules = scene.placed.plan.rules
    if not escape.exits:
        yield note_fault("exit.none", "no door is a way out", [])
        return
    for door in escape.exits:
        if door.width_mm < rules.min_exit_mm - TOLERANCE_MM:
            message = (
                f"exit {door.id} is {door.width_mm / 1000:g} m wide;"
                f" at least {rules.min_exit_mm / 1000:g} m"
            )
            numbers = (float(door.width_mm), float(rules.min_exit_mm))
            severity = _severity(rules, "min_exit")
            line = LineString([door.a, door.b])
            yield note_fault("exit.too_narrow", message, [door.id], line, numbers, severity)
    if rules.exit_unit_mm and escape.units < escape.units_needed:
        message = (
            f"{escape.persons} people need exits of {escape.units_needed} units of passage;"
            f" these have {escape.units}"
        )
        numbers = (float(escape.units), float(escape.units_needed))
        severity = _severity(rules, "persons_per_m2", "exit_unit", "persons_per_unit")
        yield note_fault("exit.capacity", message, [], None, numbers, severity)
    if len(escape.exits) < escape.exits_needed:
        message = (
            f"{escape.persons} people would need {escape.exits_needed} exits (CO 38 as quoted,"
            f" source not consulted); there are {len(escape.exits)}"
        )
        numbers = (float(len(escape.exits)), float(escape.exits_needed))
        yield note_fault("exit.too_few", message, [], None, numbers, "note")


def is_unread(rules: Rules, *names: str) -> bool:
    """Return whether any of these numbers was not read in its source, by field or key."""
    return any(name in rules.unread or f"{name}_mm" in rules.unread for name in names)


def _severity(rules: Rules, *names: str) -> Severity:
    return "note" if is_unread(rules, *names) else "error"


def find_farthest(scene: Scene, walks: Walks, ends: list[DeadEnd]) -> list[Farthest]:
    """Return the longest walks: where people choose between exits, and where they can't.

    There is no choice in a dead end, nor in a hall with one exit.
    """
    rules = scene.placed.plan.rules
    one_way = np.zeros(len(walks.x), dtype=bool)
    for end in ends:
        one_way[end.cells] = True
    if len(walks.doors) < 2:  # noqa: PLR2004 - a choice is between two
        one_way[:] = True
    one_way_mm = rules.max_travel_one_way_mm or rules.max_travel_mm
    found = []
    for choice, mask, limit in (
        (True, ~one_way, rules.max_travel_mm),
        (False, one_way, one_way_mm),
    ):
        cells = np.flatnonzero(mask & walks.reached)
        if len(cells):
            found.append(_measure_farthest(scene, walks, cells, choice=choice, limit=limit))
    return found


def _measure_farthest(
    scene: Scene, walks: Walks, cells: Ints, *, choice: bool, limit: int
) -> Farthest:
    """Return the farthest of some cells; where the grid says too far, vectors decide."""
    best: Farthest | None = None
    left = cells
    for _ in range(_TRIES):
        cell = int(left[np.argmax(walks.walk[left])])
        walk = pull_tight(scene, walks, cell)
        if best is None or walk > best.walk_mm:
            best = Farthest(choice, walks.place(cell), walk, limit)
        apart = np.hypot(walks.x[left] - walks.x[cell], walks.y[left] - walks.y[cell])
        left = left[(apart > _APART_MM) & (walks.walk[left] > best.walk_mm)]
        if not len(left) or (limit and best.walk_mm > limit):
            break
    if best is None:
        raise AssertionError("there is always a first try")
    return best


def check_travel(rules: Rules, farthest: list[Farthest]) -> Iterator[Finding]:
    """Nobody walks farther to the nearest exit than the rules allow."""
    for far in farthest:
        if not far.limit_mm or far.walk_mm <= far.limit_mm:
            continue
        where = "with" if far.choice else "without"
        message = (
            f"from here the nearest exit is {far.walk_mm / 1000:.1f} m on foot;"
            f" at most {far.limit_mm / 1000:g} m {where} a choice of exits"
        )
        code = "exit.too_far" if far.choice else "exit.too_far_one_way"
        if not far.choice and not rules.max_travel_one_way_mm:
            code = "exit.too_far"
        severity = _severity(rules, "max_travel" if far.choice else "max_travel_one_way")
        numbers = (far.walk_mm / 1000, far.limit_mm / 1000)
        yield note_fault(code, message, [], far.place, numbers, severity)
