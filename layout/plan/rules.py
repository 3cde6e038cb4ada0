"""The rules of a plan: a profile's numbers, and what the file says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from layout.plan.fields import RULES, SOURCES
from layout.plan.nodes import NodeReader, Nodes
from layout.plan.profiles import PROFILES
from layout.values import Rules, Span

OWN_NUMBER = "The organiser's own number."


@dataclass(frozen=True, slots=True)
class RuleField:
    """Which attribute of `Rules` a key fills; lengths from `low_mm`, 0 where it may be off."""

    attribute: str
    low_mm: int = 0
    may_be_off: bool = False


RULE_FIELDS: Mapping[str, RuleField] = {
    "aisle": RuleField("aisle_mm", 500),
    "main_aisle": RuleField("main_aisle_mm", 500),
    "cross_aisle": RuleField("cross_aisle_mm", 500, may_be_off=True),
    "max_block": RuleField("max_block_mm", 3_000),
    "max_travel": RuleField("max_travel_mm", 500, may_be_off=True),
    "max_travel_one_way": RuleField("max_travel_one_way_mm", 500, may_be_off=True),
    "max_dead_end": RuleField("max_dead_end_mm", 500, may_be_off=True),
    "persons_per_m2": RuleField("persons_per_m2"),
    "min_exit": RuleField("min_exit_mm", 500, may_be_off=True),
    "exit_unit": RuleField("exit_unit_mm", 100, may_be_off=True),
    "persons_per_unit": RuleField("persons_per_unit"),
}
_HIGH_MM = {"aisle": 50_000, "main_aisle": 50_000, "cross_aisle": 50_000, "exit_unit": 10_000}


def read_rules(node: yaml.Node, reader: NodeReader, spans: dict[str, Span]) -> Rules | None:
    """Return the rules; `sources` and `unread` name numbers by their keys in the file.

    `spans` gets a place for each number: where the file gives it, else that of the profile.
    """
    entries = reader.part(node, RULES)
    name = reader.choice(entries.get("profile"), "profile", PROFILES, "")
    profile = PROFILES.get(name)
    told = _read_sources(entries.get("sources"), reader)
    numbers: dict[str, Any] = {}
    sources: dict[str, str] = {}
    unread: list[str] = []
    for key, rule in RULE_FIELDS.items():
        value = _read_number(entries[key], key, rule, reader) if key in entries else None
        known = profile.numbers.get(key) if profile else None
        if value is not None:
            sources[key] = told.get(key, OWN_NUMBER)
        elif known is not None:
            value = known.value if key == "persons_per_m2" else int(known.value)
            sources[key] = told.get(key, known.source)
            if known.basis == "unread" and key not in told:
                unread.append(key)
        if value is not None:
            numbers[rule.attribute] = value
            spans[f"rules.{key}"] = reader.span(entries.get(key, entries.get("profile", node)))
    spans["rules"] = reader.span(node)
    if profile is None:
        return None
    _yield_to_file(numbers, sources, entries)
    rules = Rules(profile=name, sources=sources, unread=tuple(unread), **numbers)
    _check_clashes(rules, entries, reader)
    return rules


def _yield_to_file(numbers: dict[str, Any], sources: dict[str, str], entries: Nodes) -> None:
    """Let a profile's number follow the file's where the two would contradict each other."""
    if "main_aisle" not in entries and numbers["main_aisle_mm"] < numbers["aisle_mm"]:
        numbers["main_aisle_mm"] = numbers["aisle_mm"]
        sources["main_aisle"] = "As wide as the aisles of this plan."
    travel, one_way = numbers.get("max_travel_mm", 0), numbers.get("max_travel_one_way_mm", 0)
    if "max_travel_one_way" not in entries and 0 < travel < one_way:
        numbers["max_travel_one_way_mm"] = travel
        sources["max_travel_one_way"] = "As far as with a choice of exits in this plan."


def _read_sources(node: yaml.Node | None, reader: NodeReader) -> dict[str, str]:
    if node is None:
        return {}
    entries = reader.part(node, SOURCES)
    texts = {key: reader.text(value, f"source of {key}") for key, value in entries.items()}
    return {key: text for key, text in texts.items() if text}


def _read_number(
    node: yaml.Node, key: str, rule: RuleField, reader: NodeReader
) -> int | float | None:
    if key == "persons_per_m2":
        return reader.number(node, key, 0, 10)
    if key == "persons_per_unit":
        return reader.whole(node, key, 0, 10_000)
    if rule.may_be_off and isinstance(node, yaml.ScalarNode) and node.value == "0":
        return 0
    return reader.length(node, key, rule.low_mm, _HIGH_MM.get(key, 2_000_000))


def _check_clashes(rules: Rules, entries: Nodes, reader: NodeReader) -> None:
    """Report numbers that contradict each other, at one that the file gives."""
    pairs = (
        ("main_aisle", rules.main_aisle_mm, "aisle", rules.aisle_mm),
        ("cross_aisle", rules.cross_mm, "aisle", rules.aisle_mm),
        ("max_travel", rules.max_travel_mm, "max_travel_one_way", rules.max_travel_one_way_mm),
    )
    for high, more, low, less in pairs:
        if more and more < less:
            at = entries.get(high, entries.get(low))
            if at is not None:
                message = f"{high} of {more / 1000:g} m is less than {low} ({less / 1000:g} m)"
                reader.report("rules_clash", at, f"{message}; make {high} as large or larger")
