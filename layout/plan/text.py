"""plan.yaml text to a `Plan`: every error at once, each with its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias, TypeVar

import yaml

from layout.plan.axes import draw_axis
from layout.plan.checks import check_plan
from layout.plan.compose import compose_text, without_collecting
from layout.plan.doors import read_door
from layout.plan.fields import MOST, PLAN
from layout.plan.halls import Floor, claim_id, read_floor
from layout.plan.nodes import NodeReader, Nodes, shorten
from layout.plan.relative import Draft, Settler
from layout.plan.rules import read_rules
from layout.plan.shapes import box_of, shift_ring
from layout.plan.things import (
    read_axis,
    read_columns,
    read_fixture,
    read_pin,
    read_sector,
    read_stand_type,
    read_zone,
)
from layout.values import (
    Axis,
    Column,
    Door,
    Finding,
    Fixture,
    Hall,
    Pin,
    Plan,
    PointMm,
    Rules,
    Span,
    Zone,
)

NUMBER_WORDS = ("sector_letter", "sector", "hall", "row", "aisle", "n")
DEFAULT_TEMPLATE = "{sector_letter}{n}"
_COUNTERS = r"(?:n|row|aisle)(?::0[2-4]d)?"
_TEMPLATE = re.compile(
    rf"(?:[A-Za-z0-9 ./-]|\{{(?:sector_letter|sector|hall|{_COUNTERS})\}}){{1,80}}\Z"
)
_NO_HALL = Hall("", ())
_NO_RULES = Rules("house", 0, 0, 0)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)
Placed = TypeVar("Placed", Column, Zone, Pin, Fixture)
Shifts: TypeAlias = Mapping[str, PointMm | None]


def parse_plan(text: str, file: str) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Return the plan and what was noticed; no plan if any finding is an error.

    Args:
        text: the content of plan.yaml; lengths in metres unless a unit is written
            (`3 m`, `250 cm`, `10 ft 6 in`), y to the north.
        file: the name that findings carry.

    Never raises for content: findings have codes `plan.*` (`layout.plan.codes`) and a span,
    in file order. Text that is too long or too deep is refused before it is read.
    """
    with without_collecting():
        return _parse(text, file)


def _parse(text: str, file: str) -> tuple[Plan | None, tuple[Finding, ...]]:
    root = compose_text(text, file)
    if isinstance(root, Finding):
        return None, (root,)
    reader = NodeReader(file)
    plan = _PlanReader(reader).read(root)
    findings = reader.list_findings()
    failed = plan is None or any(finding.severity == "error" for finding in findings)
    return (None if failed else plan), findings


@dataclass(slots=True)
class _PlanReader:
    """Reads the parts one after the other; what is placed beside others waits in `drafts`."""

    reader: NodeReader
    spans: dict[str, Span] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def read(self, root: yaml.Node) -> Plan | None:
        reader = self.reader
        entries = reader.part(root, PLAN)
        if not entries:
            return None
        floor = read_floor(entries, reader)
        self._note_floor(floor)
        doors = self._each(entries, "doors", lambda node: read_door(node, reader, floor))
        self._note_box("doors", ((door.id, (door.a, door.b)) for door in doors))
        zones = self._placed(entries, "zones", lambda node: _listed(read_zone(node, reader)))
        columns = self._placed(entries, "columns", lambda node: read_columns(node, reader))
        fixtures = self._placed(
            entries, "fixtures", lambda node: _listed(read_fixture(node, reader, floor))
        )
        pins = self._placed(entries, "pins", lambda node: _listed(read_pin(node, reader)))
        shifts = self._settle([draft for _, draft in (*zones, *columns, *fixtures, *pins)])
        rules = self._read_rules(entries)
        hall, settled = floor.joined or _NO_HALL, _move_all(zones, shifts)
        plan = Plan(
            hall=hall,
            doors=doors,
            columns=_move_all(columns, shifts),
            zones=settled,
            sectors=self._each(entries, "sectors", lambda node: read_sector(node, reader)),
            stand_types=self._each(
                entries, "stand_types", lambda node: read_stand_type(node, reader)
            ),
            rules=rules or _NO_RULES,
            pins=_move_all(pins, shifts),
            number_template=self._read_template(entries),
            axes=self._read_axes(entries, rules, doors, hall, settled),
            fixtures=_move_all(fixtures, shifts),
            halls=floor.halls,
            spans=self.spans,
        )
        check_plan(plan, entries, reader)
        return plan if rules and floor.joined else None

    def _note_floor(self, floor: Floor) -> None:
        if floor.node is not None:
            self.spans["hall"] = self.reader.span(floor.node)
        for name, written in floor.written.items():
            self.spans[f"halls/{name}"] = self.reader.span(written.node)
        for name, passage in floor.passages.items():
            self.spans[f"passages/{name}"] = self.reader.span(passage.node)
        self._note_box("halls", ((hall.id, hall.outline) for hall in floor.halls))
        self._note_box("passages", ((p.id, p.ring) for p in floor.passages.values()))

    def _note_box(self, kind: str, things: Iterable[tuple[str, Sequence[PointMm]]]) -> None:
        self.drafts += (Draft(f"{kind}/{name}", box_of(points)) for name, points in things)

    def _each(
        self, entries: Nodes, key: str, read: Callable[[yaml.Node], T | None]
    ) -> tuple[T, ...]:
        found: dict[str, T] = {}
        for node in self.reader.items(entries.get(key), key, MOST[key]):
            thing = read(node)
            if thing is None:
                self._note_broken(node)
            elif claim_id(found, thing.id, thing, node, self.reader, key):
                self.spans[f"{key}/{thing.id}"] = self.reader.span(node)
        return tuple(found.values())

    def _note_broken(self, node: yaml.Node) -> None:
        """Remember the name of what could not be read: who refers to it is not to blame."""
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if key.value in ("id", "exhibitor") and isinstance(value, yaml.ScalarNode):
                self.broken.add(value.value)

    def _placed(
        self, entries: Nodes, key: str, read: Callable[[yaml.Node], list[tuple[Placed, Draft]]]
    ) -> list[tuple[Placed, Draft]]:
        found: dict[str, tuple[Placed, Draft]] = {}
        reader, spans = self.reader, self.spans
        for node in reader.items(entries.get(key), key, MOST[key]):
            several = read(node)
            if not several:
                self._note_broken(node)
                continue
            span = reader.span(node)
            for thing, draft in several:
                if draft.key in found:
                    self._report_double(draft.key, node)
                    break
                found[draft.key] = (thing, draft)
                spans[draft.key] = span
        if len(found) > MOST[key]:
            message = f"{len(found):,} {key}; expected at most {MOST[key]:,}: drop some"
            reader.report("too_many", entries[key], message)
            return []
        return list(found.values())

    def _report_double(self, key: str, node: yaml.Node) -> None:
        kind, _, name = key.partition("/")
        if kind == "pins":
            first = self.spans[key]
            message = f"{name} is pinned twice (first at {first}); expected one pin: remove one"
            self.reader.report("duplicate_pin", node, message, name)
            return
        message = f"id `{name}` stands twice under {kind}; expected one of each: rename this one"
        self.reader.report("duplicate_id", node, message, name)

    def _settle(self, placed: list[Draft]) -> Shifts:
        """Return how far to move what is placed beside other things; None: that is not known."""
        linked = [draft for draft in placed if draft.link]
        if not linked:
            return {}
        return Settler([*self.drafts, *placed], self.reader, self.broken).settle(linked)

    def _read_rules(self, entries: Nodes) -> Rules | None:
        if "rules" not in entries:
            return None
        return read_rules(entries["rules"], self.reader, self.spans)

    def _read_axes(
        self,
        entries: Nodes,
        rules: Rules | None,
        doors: tuple[Door, ...],
        hall: Hall,
        zones: tuple[Zone, ...],
    ) -> tuple[Axis, ...]:
        width = rules.main_aisle_mm if rules else 0
        by_id = {door.id: door for door in doors}

        def read(node: yaml.Node) -> Axis | None:
            found = read_axis(node, self.reader, width)
            if found is None or found[1] is None:
                return found[0] if found else None
            axis, (name, reach, at) = found[0], found[1]
            if name in by_id:
                return replace(axis, points=draw_axis(by_id[name], reach, hall, zones))
            if name not in self.broken:
                fix = self.reader.suggest(name, by_id, "doors")
                message = f"no door has the id `{shorten(name)}`; {fix}"
                self.reader.report("unknown_reference", at, message, name)
            return None

        return self._each(entries, "axes", read)

    def _read_template(self, entries: Nodes) -> str:
        node = entries.get("numbers")
        text = self.reader.text(node, "numbers") if node is not None else None
        if node is None or text is None:
            return DEFAULT_TEMPLATE
        self.spans["numbers"] = self.reader.span(node)
        if _TEMPLATE.match(text) and "{n" in text:
            return text
        words = ", ".join(f"{{{word}}}" for word in NUMBER_WORDS)
        message = f"numbers is `{shorten(text)}`; expected a pattern with {{n}} or {{n:03d}}"
        fix = f"such as '{{sector_letter}}{{n}}', of letters, digits, `.`, `/`, `-` and {words}"
        self.reader.report("bad_template", node, f"{message} {fix}")
        return DEFAULT_TEMPLATE


def _listed(found: tuple[Placed, Draft] | None) -> list[tuple[Placed, Draft]]:
    return [found] if found else []


def _move_all(things: list[tuple[Placed, Draft]], shifts: Shifts) -> tuple[Placed, ...]:
    """Return the things at their places, without those whose place could not be told."""
    if not shifts:
        return tuple(thing for thing, _ in things)
    moved = ((thing, shifts.get(draft.key, (0, 0))) for thing, draft in things)
    return tuple(_move(thing, by) for thing, by in moved if by is not None)


def _move(thing: Placed, by: PointMm) -> Placed:
    if isinstance(thing, Zone):
        return replace(thing, outline=shift_ring(thing.outline, by))
    return replace(thing, x_mm=thing.x_mm + by[0], y_mm=thing.y_mm + by[1])
