"""plan.yaml text to a `Plan`: every error at once, each with its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol, TypeVar

import yaml

from layout.plan.checks import check_plan
from layout.plan.fields import PLAN
from layout.plan.items import (
    read_columns,
    read_door,
    read_hall,
    read_pin,
    read_rules,
    read_sector,
    read_stand_type,
    read_zone,
)
from layout.plan.nodes import NodeReader, compose_text
from layout.values import Column, Finding, Plan

_TEMPLATE = re.compile(r"(?:[A-Za-z0-9 ./-]|\{(?:sector_letter|sector|n|n:0[2-4]d)\}){1,80}\Z")
DEFAULT_TEMPLATE = "{sector_letter}{n}"

Nodes = dict[str, yaml.Node]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


def parse_plan(text: str, file: str) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Return the plan and what was noticed; no plan if any finding is an error.

    Args:
        text: the content of plan.yaml; lengths in metres unless a unit is written
            (`3 m`, `250 cm`, `10 ft`), y to the north.
        file: the name that findings carry.

    Never raises for content: findings have codes `plan.*` and a span, in file order.
    """
    reader = NodeReader(file)
    root = compose_text(text, reader)
    if root is None:
        return None, tuple(reader.findings)
    nodes = reader.mapping(root, *PLAN.keys)
    places: Nodes = {}
    plan = _read_plan(nodes, reader, places)
    if plan is not None:
        check_plan(plan, lambda key: reader.span(places.get(key, root)), reader.findings)
    ordered = tuple(sorted(reader.findings, key=lambda f: (f.span.start if f.span else 0, f.code)))
    failed = any(finding.severity == "error" for finding in ordered)
    return (None if failed else plan), ordered


def _read_plan(nodes: Nodes, reader: NodeReader, places: Nodes) -> Plan | None:
    hall = read_hall(nodes["hall"], reader) if "hall" in nodes else None
    outline = hall.outline if hall else ()

    def each(key: str, read: Callable[[yaml.Node, NodeReader], T | None]) -> tuple[T, ...]:
        found = []
        for node in reader.items(nodes.get(key), key):
            value = read(node, reader)
            if value is not None:
                found.append(value)
                places[f"{key}/{value.id}/{len(found) - 1}"] = node
        return tuple(found)

    doors = each("doors", lambda node, to: read_door(node, to, outline))
    zones = each("zones", read_zone)
    sectors = each("sectors", read_sector)
    types = each("stand_types", read_stand_type)
    columns = _read_column_list(nodes, reader, places)
    rules = read_rules(nodes["rules"], reader) if "rules" in nodes else None
    pins = [read_pin(node, reader) for node in reader.items(nodes.get("pins"), "pins")]
    template = _read_template(nodes.get("numbers"), reader)
    if hall is None or rules is None:
        return None
    places["hall"] = nodes["hall"]
    known = tuple(pin for pin in pins if pin)
    return Plan(hall, doors, columns, zones, sectors, types, rules, known, template)


def _read_column_list(nodes: Nodes, reader: NodeReader, places: Nodes) -> tuple[Column, ...]:
    columns: list[Column] = []
    for node in reader.items(nodes.get("columns"), "columns"):
        for column in read_columns(node, reader):
            places[f"columns/{column.id}/{len(columns)}"] = node
            columns.append(column)
    return tuple(columns)


def _read_template(node: yaml.Node | None, reader: NodeReader) -> str:
    if node is None:
        return DEFAULT_TEMPLATE
    text = reader.text(node, "numbers")
    if text is None:
        return DEFAULT_TEMPLATE
    if _TEMPLATE.match(text) and "{n" in text:
        return text
    message = (
        f"numbers is `{text[:40]}`; expected a pattern such as"
        " '{sector_letter}{n}' with {sector_letter}, {sector}, {n} or {n:03d}"
    )
    reader.report("bad_template", node, message)
    return DEFAULT_TEMPLATE
