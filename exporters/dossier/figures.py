"""The figures of a dossier: what each exit is, how wide, for how many, from how far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exporters.dossier.routes import Route
from exporters.sheet.words import SheetWords
from layout.audit.exits import count_units
from layout.values import Door, PlacedHall


@dataclass(frozen=True, slots=True)
class ExitFigures:
    """An exit with its number on the plan; units and persons are 0 where not computed."""

    number: int
    door: Door
    units: int
    persons: int
    route: Route | None


def list_exits(placed: PlacedHall, routes: Mapping[str, Route]) -> tuple[ExitFigures, ...]:
    """Return the doors that are ways out in the plan's order."""
    rules = placed.plan.rules
    ways = [door for door in placed.plan.doors if door.egress]
    return tuple(
        ExitFigures(
            number,
            door,
            units := count_units(door, rules),
            units * rules.persons_per_unit,
            routes.get(door.id),
        )
        for number, door in enumerate(ways, 1)
    )


def name_door(words: SheetWords, door: Door) -> str:
    """Return a door's own name, else its id."""
    return words.name(door.names) or door.id


def label_exits(
    placed: PlacedHall, words: SheetWords, exits: Sequence[ExitFigures]
) -> dict[str, tuple[str, ...]]:
    """Return what is written beside each door: number, kind, width, units and persons."""
    labels: dict[str, tuple[str, ...]] = {
        door.id: (words.say(f"door.{door.kind}"), words.metres(door.width_mm))
        for door in placed.plan.doors
    }
    for figures in exits:
        door = figures.door
        parts = [words.metres(door.width_mm)]
        if figures.units:
            parts.append(f"{figures.units} {words.say('unit.units')}")
        if figures.persons:
            parts.append(f"{figures.persons} {words.say('unit.persons_short')}")
        labels[door.id] = (
            f"{figures.number}. {words.say(f'door.{door.kind}')}",
            " · ".join(parts),
        )
    return labels


def measure_route(words: SheetWords, route: Route | None) -> str:
    """Return the length of a route in words."""
    return words.metres(route.length_mm, 1) if route else words.say("dossier.no_route")


def rate_exits(placed: PlacedHall, words: SheetWords, exits: Sequence[ExitFigures]) -> str:
    """Return whether the exits are enough for the persons that the checker counted."""
    needed = placed.certificate.persons if placed.certificate else 0
    held = sum(figures.persons for figures in exits)
    if not needed or not held:
        return words.say("dossier.uncounted")
    return words.say("dossier.enough" if held >= needed else "dossier.short")
