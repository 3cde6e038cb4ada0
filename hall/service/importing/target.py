"""The plan as it shall be once a drawing is imported: what it does not speak of stays."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast, get_args

from hall.model.folding import fold
from hall.service.importing.found import (
    FoundAxis,
    FoundColumn,
    FoundDoor,
    FoundFixture,
    FoundZone,
    Notes,
    Source,
    Survey,
)
from hall.service.importing.pairing import Thing, pair_things
from hall.service.importing.rings import box_of
from hall.service.importing.survey_doors import settle_doors
from layout.plan.fields import ZONE_KINDS
from layout.values import (
    Axis,
    Column,
    Door,
    DoorKind,
    Fixture,
    FixtureKind,
    Hall,
    Pin,
    Plan,
    Ring,
    Zone,
)

_SAME_MM = 1.0
_COLUMN_REACH_MM = 4_000.0
_DOOR_REACH_MM = 6_000.0
_ZONE_REACH_MM = 15_000.0
_CLOSED = frozenset({"stage", "toilets", "desk", "service", "keep_out"})
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,47}\Z")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Target:
    """What the plan's lists shall hold; `sources` tell where each thing was drawn."""

    halls: tuple[Hall, ...]
    columns: tuple[Column, ...]
    doors: tuple[Door, ...]
    zones: tuple[Zone, ...]
    pins: tuple[Pin, ...]
    sources: Mapping[tuple[str, str], Source] = field(default_factory=dict)
    axes: tuple[Axis, ...] = ()
    fixtures: tuple[Fixture, ...] = ()

    @property
    def outlines(self) -> tuple[Ring, ...]:
        return tuple(hall.outline for hall in self.halls)


def written_halls(plan: Plan | None) -> tuple[Hall, ...]:
    """Return the halls as the file has them: one, or several that the plan joins."""
    if plan is None:
        return ()
    return plan.halls or (plan.hall,)


def make_target(
    plan: Plan | None, survey: Survey, pins: tuple[Pin, ...], language: str, notes: Notes
) -> Target:
    """Return the plan's things after the import; without a plan, all that was drawn."""
    sources: dict[tuple[str, str], Source] = {}
    covers = survey.covers
    halls = _halls(plan, survey, sources, notes)
    columns = plan.columns if plan else ()
    doors = plan.doors if plan else ()
    zones = plan.zones if plan else ()
    if "columns" in covers:
        columns = _columns(columns, survey.columns, sources)
    if "doors" in covers:
        doors = _doors(doors, survey.doors, sources, notes)
    elif halls != written_halls(plan) and len(halls) == 1:
        doors = settle_doors(doors, halls, notes)
    if "zones" in covers:
        zones = _zones(zones, survey.zones, language, sources, notes)
    axes = plan.axes if plan else ()
    fixtures = plan.fixtures if plan else ()
    if "axes" in covers:
        axes = _axes(axes, survey.axes, sources)
    if "fixtures" in covers:
        fixtures = _fixtures(fixtures, survey.fixtures, sources)
    return Target(halls, columns, doors, zones, pins, sources, axes, fixtures)


def _halls(
    plan: Plan | None, survey: Survey, sources: dict[tuple[str, str], Source], notes: Notes
) -> tuple[Hall, ...]:
    old = written_halls(plan)
    if "hall" not in survey.covers or not survey.halls:
        return old
    if not old:
        many = len(survey.halls) > 1
        names = [f"hall-{nth}" for nth in range(1, len(survey.halls) + 1)] if many else ["hall-1"]
        for name, found in zip(names, survey.halls, strict=True):
            sources["hall", name] = found.source
        return tuple(
            Hall(name, found.outline, found.holes)
            for name, found in zip(names, survey.halls, strict=True)
        )
    if plan is not None and len(survey.halls) == 1 and len(old) > 1:
        found = survey.halls[0]
        if same_ring(plan.hall.outline, found.outline):
            return old  # the outline of all halls together, as our own drawings show it
    if len(survey.halls) != len(old):
        message = (
            f"{len(survey.halls)} halls are drawn, the plan has {len(old)}; draw as many, or change"
            " `halls` in plan.yaml by hand first"
        )
        notes.error("halls_differ", message, survey.halls[0].source)
        return old
    pairs = pair_things(
        [Thing(hall.id, box_of(hall.outline)) for hall in old],
        [Thing(found.source.id, box_of(found.outline)) for found in survey.halls],
        math.inf if len(old) == 1 else 100_000.0,
    )
    changed = list(old)
    for found, index in zip(survey.halls, pairs, strict=True):
        at = 0 if len(old) == 1 else index
        if at is None:
            notes.error(
                "halls_differ", "this hall is none of the plan's; add it there", found.source
            )
            continue
        hall = old[at]
        sources["hall", hall.id] = found.source
        outline = align_ring(hall.outline, found.outline)
        holes = _align_holes(hall.holes, found.holes)
        changed[at] = Hall(hall.id, outline, holes, hall.height_mm, hall.names)
    return tuple(changed)


def same_ring(one: Ring, other: Ring) -> bool:
    """Return whether two counter-clockwise rings are equal within a millimetre."""
    return len(one) == len(other) and align_ring(one, other) == one


def align_ring(old: Ring, new: Ring) -> Ring:
    """Return `new` begun at the corner that fits `old`; corners that did not move stay exact."""
    if not old or not new:
        return new
    if len(old) == len(new):
        # Wherever it begins: the turn that leaves most corners where they were.
        turns = [(*new[k:], *new[:k]) for k in _likely_turns(old, new)]
        best = min(turns, key=lambda ring: (_moved(old, ring), math.dist(old[0], ring[0])))
        return tuple(a if _near(a, b) else b for a, b in zip(old, best, strict=True))
    snapped = tuple(next((c for c in old if _near(c, corner)), corner) for corner in new)
    start = next((snapped.index(corner) for corner in old if corner in snapped), None)
    if start is None:
        start = min(range(len(new)), key=lambda k: math.dist(old[0], new[k]))
    turned = (*snapped[start:], *snapped[:start])
    if old[0] not in turned:
        return turned
    at = turned.index(old[0])
    return (*turned[at:], *turned[:at])


def _likely_turns(old: Ring, new: Ring) -> Iterable[int]:
    nearest = sorted(range(len(new)), key=lambda k: (math.dist(old[0], new[k]), k))[:8]
    exact = [
        (new.index(b) - nth) % len(new)
        for nth, a in enumerate(old[:50])
        for b in new
        if _near(a, b)
    ]
    return dict.fromkeys([*exact, *nearest])


def _moved(old: Ring, new: Ring) -> int:
    return sum(not _near(a, b) for a, b in zip(old, new, strict=True))


def _near(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return math.dist(a, b) <= _SAME_MM


def _align_holes(old: tuple[Ring, ...], new: tuple[Ring, ...]) -> tuple[Ring, ...]:
    pairs = pair_things(
        [Thing("", box_of(ring)) for ring in old],
        [Thing("", box_of(ring)) for ring in new],
        5_000.0,
    )
    kept = {
        index: _align_hole(old[index], ring)
        for ring, index in zip(new, pairs, strict=True)
        if index is not None
    }
    fresh = [ring for ring, index in zip(new, pairs, strict=True) if index is None]
    return (*(kept[index] for index in sorted(kept)), *fresh)


def _align_hole(old: Ring, new: Ring) -> Ring:
    turned = align_ring(tuple(reversed(old)), tuple(reversed(new)))
    return tuple(reversed(turned))


def _columns(
    old: tuple[Column, ...], found: Sequence[FoundColumn], sources: dict[tuple[str, str], Source]
) -> tuple[Column, ...]:
    pairs = pair_things(
        [Thing(c.id, _column_box(c)) for c in old],
        [Thing(c.source.id, _column_box(c)) for c in found],
        _COLUMN_REACH_MM,
    )
    ids = _Ids(column.id for column in old)
    kept: dict[int, Column] = {}
    fresh = []
    for column, index in zip(found, pairs, strict=True):
        box = (column.x_mm, column.y_mm, column.width_mm, column.depth_mm)
        if index is None:
            name = ids.make(column.source.id, "column")
            fresh.append(Column(name, *box))
            sources["columns", name] = column.source
            continue
        was = old[index]
        sources["columns", was.id] = column.source
        same = all(
            abs(a - b) <= _SAME_MM
            for a, b in zip(_column_box(was), _column_box(column), strict=True)
        )
        kept[index] = was if same else Column(was.id, *box, was.rule)
    return (*(kept[index] for index in sorted(kept)), *fresh)


def _column_box(column: Column | FoundColumn) -> tuple[float, float, float, float]:
    x, y, w, d = column.x_mm, column.y_mm, column.width_mm / 2, column.depth_mm / 2
    return x - w, y - d, x + w, y + d


def _doors(
    old: tuple[Door, ...],
    found: Sequence[FoundDoor],
    sources: dict[tuple[str, str], Source],
    notes: Notes,
) -> tuple[Door, ...]:
    pairs = pair_things(
        [Thing(d.id, box_of((d.a, d.b))) for d in old],
        [Thing(d.source.id, box_of((d.a, d.b))) for d in found],
        _DOOR_REACH_MM,
    )
    ids = _Ids(door.id for door in old)
    kept: dict[int, Door] = {}
    fresh = []
    assumed = 0
    tells_emergency = any(door.kind == "emergency_exit" for door in found)
    for door, index in zip(found, pairs, strict=True):
        if index is None:
            assumed += not door.kind
            kind = cast("DoorKind", door.kind or "entrance")
            name = ids.make(door.source.id, kind.replace("_", "-"))
            fresh.append(Door(name, kind, door.a, door.b, 3_000))
            sources["doors", name] = door.source
            continue
        was = old[index]
        sources["doors", was.id] = door.source
        same = {was.a, was.b} == {door.a, door.b} or (_near(was.a, door.a) and _near(was.b, door.b))
        a, b = (was.a, was.b) if same else (door.a, door.b)
        kind = cast("DoorKind", door.kind) if door.kind in get_args(DoorKind) else was.kind
        if was.kind == "emergency_exit" and kind == "exit" and not tells_emergency:
            kind = was.kind  # one layer for all exits says nothing of emergencies
        kept[index] = Door(was.id, kind, a, b, was.clear_depth_mm, was.egress, was.names)
    if assumed:
        message = f"{assumed} new doors have no kind: taken as entrances; set `kind` in plan.yaml"
        notes.warn("door_kind", message)
    return (*(kept[index] for index in sorted(kept)), *fresh)


def _zones(
    old: tuple[Zone, ...], found: Sequence[FoundZone], language: str,
    sources: dict[tuple[str, str], Source], notes: Notes,
) -> tuple[Zone, ...]:  # fmt: skip
    pairs = pair_things(
        [Thing(z.id, box_of(z.outline)) for z in old],
        [Thing(z.source.id, box_of(z.outline)) for z in found],
        _ZONE_REACH_MM,
    )
    ids = _Ids(zone.id for zone in old)
    kept: dict[int, Zone] = {}
    fresh = []
    for zone, index in zip(found, pairs, strict=True):
        if index is None:
            if not zone.kind:
                words = f"zone `{zone.name}`" if zone.name else "a zone without a name"
                message = f"{words}: its kind is not told, so it is kept free; kinds: "
                notes.warn("zone_kind", message + ", ".join(ZONE_KINDS), zone.source)
            kind = zone.kind or "keep_out"
            name = ids.make(zone.source.id or _slug(zone.name), kind.replace("_", "-"))
            names = {language: zone.name} if zone.name else {}
            fresh.append(Zone(name, kind, zone.outline, kind not in _CLOSED, names=names))
            sources["zones", name] = zone.source
            continue
        was = old[index]
        sources["zones", was.id] = zone.source
        outline = align_ring(was.outline, zone.outline)
        kept[index] = Zone(was.id, was.kind, outline, was.walkable, was.stands_allowed, was.names)
    return (*(kept[index] for index in sorted(kept)), *fresh)


def _axes(
    old: tuple[Axis, ...], found: Sequence[FoundAxis], sources: dict[tuple[str, str], Source]
) -> tuple[Axis, ...]:
    pairs = pair_things(
        [Thing(a.id, box_of(a.points)) for a in old],
        [Thing(a.source.id, box_of(a.points)) for a in found],
        _DOOR_REACH_MM,
    )
    ids = _Ids(axis.id for axis in old)
    kept: dict[int, Axis] = {}
    fresh = []
    for axis, index in zip(found, pairs, strict=True):
        if index is None:
            name = ids.make(axis.source.id, "main-aisle")
            fresh.append(Axis(name, axis.points, axis.width_mm))
            sources["axes", name] = axis.source
            continue
        was = old[index]
        sources["axes", was.id] = axis.source
        same = any(
            len(was.points) == len(line) and all(map(_near, was.points, line))
            for line in (axis.points, axis.points[::-1])
        )
        kept[index] = Axis(was.id, was.points if same else axis.points, axis.width_mm)
    return (*(kept[index] for index in sorted(kept)), *fresh)


def _fixtures(
    old: tuple[Fixture, ...],
    found: Sequence[FoundFixture],
    sources: dict[tuple[str, str], Source],
) -> tuple[Fixture, ...]:
    pairs = pair_things(
        [Thing(f.id, (f.x_mm, f.y_mm, f.x_mm, f.y_mm)) for f in old],
        [Thing(f.source.id, (f.x_mm, f.y_mm, f.x_mm, f.y_mm)) for f in found],
        _COLUMN_REACH_MM,
    )
    ids = _Ids(fixture.id for fixture in old)
    kept: dict[int, Fixture] = {}
    fresh = []
    for fixture, index in zip(found, pairs, strict=True):
        kind = cast("FixtureKind", fixture.kind)
        if index is None:
            name = ids.make(fixture.source.id, fixture.kind.replace("_", "-"))
            fresh.append(Fixture(name, kind, fixture.x_mm, fixture.y_mm))
            sources["fixtures", name] = fixture.source
            continue
        was = old[index]
        sources["fixtures", was.id] = fixture.source
        same = _near((was.x_mm, was.y_mm), (fixture.x_mm, fixture.y_mm))
        x, y = (was.x_mm, was.y_mm) if same else (fixture.x_mm, fixture.y_mm)
        kept[index] = Fixture(was.id, kind, x, y, was.names)
    return (*(kept[index] for index in sorted(kept)), *fresh)


def _slug(text: str) -> str:
    return "-".join(_WORD.findall(fold(text)))[:40].strip("-")


class _Ids:
    """Gives ids that nobody has."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def make(self, wished: str, stem: str) -> str:
        name = wished if _ID.match(wished) else stem
        if name in self._taken or name == stem:
            base = name
            nth = 1
            while f"{base}-{nth}" in self._taken:
                nth += 1
            name = f"{base}-{nth}"
        self._taken.add(name)
        return name
