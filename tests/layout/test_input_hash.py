"""What makes a placing another one is in the hash of its input, and nothing else is."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from plan_samples import RICH

from layout.input_hash import hash_input
from layout.plan.text import parse_plan
from layout.values import Plan, Rules, StandRequest

REQUEST = StandRequest("coop-a", "terroir", 3_000, 3_000)


def read(text: str) -> Plan:
    plan, findings = parse_plan(text, "plan.yaml")
    assert [str(finding) for finding in findings] == []
    assert plan is not None
    return plan


PLAN = read(RICH)
HASH = hash_input(PLAN, [REQUEST])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("points: [[1, 30]", "points: [[1, 31]"),
        ("[18, 33]], width: 5", "[18, 33]], width: 6"),
        ("max_block: 27", "max_block: 26"),
        ("max_dead_end: 10", "max_dead_end: 11"),
        ("persons_per_m2: 0.5", "persons_per_m2: 0.6"),
        ("cross_aisle: 3", "cross_aisle: 4"),
        ("id: south, at", "id: sud, at"),
        ("from: [60, 10], to: [70, 10], width: 6", "from: [60, 10], to: [70, 10], width: 7"),
        ("rule: at_back", "rule: avoid"),
        ("id: nook", "id: corner"),
        ("gap: 50 cm", "gap: 60 cm"),
        ("at: [80, 20]", "at: [80, 21]"),
        ("{n:03d}", "{n:02d}"),
        ("clear_depth: 4", "clear_depth: 5"),
    ],
)
def test_what_may_move_a_stand_changes_the_hash(old: str, new: str) -> None:
    assert old in RICH
    text = RICH.replace(old, new)
    if new.startswith("id: sud"):
        text = text.replace("hall: south", "hall: sud").replace(
            "centre_of: south", "centre_of: sud"
        )
    assert hash_input(read(text), [REQUEST]) != HASH


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Two halls", "# Deux halles\n# Two halls"),
        ("North hall", "Northern hall"),
        ("#c8912e", "#c8912f"),
        ("The organiser decided so.", "We decided so."),
        ("max_travel: 45", "max_travel: 45 m"),
        ("id: e1, kind: extinguisher", "id: e9, kind: first_aid"),
        ("{id: gate, kind: vehicle_access, at: [-5, 3], name: {fr: Portail}}", ""),
        ("height: 20 ft", "height: 6"),
        ("\n", "\r\n"),
    ],
)
def test_what_moves_no_stand_does_not(old: str, new: str) -> None:
    assert old in RICH
    text = RICH.replace(old, new) if new else RICH.replace(f"  - {old}\n", "")
    assert hash_input(read(text), [REQUEST]) == HASH


def test_what_nobody_read_does_not_count_but_its_number_does() -> None:
    unread = replace(PLAN, rules=replace(PLAN.rules, unread=("max_travel",)))
    assert hash_input(unread, [REQUEST]) == HASH
    for field in fields(Rules):
        if field.name.endswith("_mm"):
            rules = replace(PLAN.rules, **{field.name: 1_234})
            assert hash_input(replace(PLAN, rules=rules), [REQUEST]) != HASH


@pytest.mark.parametrize(
    "change",
    [
        {"accepts": ((2_000, 3_000),)},
        {"may_share_with": ("coop-b",)},
        {"apart_mm": 20_000},
        {"near": ("entrance",)},
        {"apart": ("coop-b",)},
        {"width_mm": 4_000},
        {"co_exhibitors": ("coop-c",)},
    ],
    ids=str,
)
def test_every_wish_counts(change: dict[str, object]) -> None:
    assert hash_input(PLAN, [replace(REQUEST, **change)]) != HASH  # type: ignore[arg-type]


def test_the_order_of_requests_does_not_count() -> None:
    other = StandRequest("coop-b", "africa", 3_000, 3_000)
    assert hash_input(PLAN, [REQUEST, other]) == hash_input(PLAN, [other, REQUEST])
