"""docs/plan.md names every key, word, number and code of plan.yaml, and its examples are right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from layout.plan.codes import CODES
from layout.plan.compose import MAX_CHARS, MAX_NODES
from layout.plan.fields import ALIGNMENTS, MOST, MOST_CORNERS, PARTS, PLAN, SIDES, ZONE_KINDS
from layout.plan.halls import MAX_HALL_M2
from layout.plan.profiles import PROFILES
from layout.plan.text import NUMBER_WORDS, parse_plan
from layout.values import ColumnRule, DoorKind, FixtureKind, KitName

MANUAL = (Path(__file__).parents[3] / "docs" / "plan.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", MANUAL, re.DOTALL | re.MULTILINE)
QUOTED = set(re.findall(r"`([a-z_0-9-]+)(?::[^`]*)?`", MANUAL))


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_has_no_fault(text: str) -> None:
    plan, findings = parse_plan(text, "plan.yaml")
    assert [str(finding) for finding in findings] == []
    assert plan is not None


def test_there_are_examples_of_most_parts() -> None:
    keys = {key for text in EXAMPLES for key in re.findall(r"^([a-z_]+):", text, re.MULTILINE)}
    assert set(PLAN.fields) - keys <= {"columns"}


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_key_is_in_the_manual(name: str) -> None:
    assert [key for key in PARTS[name].fields if key not in QUOTED] == []


def test_every_word_that_can_be_chosen_is_in_the_manual() -> None:
    words = [*ZONE_KINDS, *SIDES, *ALIGNMENTS, *PROFILES]
    for choice in (ColumnRule, DoorKind, FixtureKind, KitName):
        words += get_args(choice)
    assert [word for word in words if word not in QUOTED] == []


def test_every_word_of_stand_numbers_is_in_the_manual() -> None:
    assert [word for word in NUMBER_WORDS if f"`{{{word}}}`" not in MANUAL] == []


def test_the_table_of_codes_is_that_of_the_program() -> None:
    rows = dict(re.findall(r"^\| `plan\.([a-z_]+)` \| (.+) \|$", MANUAL, re.MULTILINE))
    assert rows == dict(CODES)


def test_the_table_of_profiles_is_that_of_the_program() -> None:
    pattern = r"^\| `([a-z0-9-]+)` \| `([a-z_0-9]+)` \| (\S+)( m)? \| (\w+) \| (.+) \|$"
    rows = re.findall(pattern, MANUAL, re.MULTILINE)
    told = {
        (profile, key): (float(number) * (1000 if unit else 1), basis, source)
        for profile, key, number, unit, basis, source in rows
    }
    known = {
        (name, key): (number.value, number.basis, number.source)
        for name, profile in PROFILES.items()
        for key, number in profile.numbers.items()
    }
    assert told == known


def test_the_limits_are_those_of_the_program() -> None:
    told = [f"{most:,} {kind.replace('_', ' ')}" for kind, most in MOST.items()]
    told += [f"{MOST_CORNERS:,} corners in all", f"{MAX_NODES:,} values"]
    told += [f"{MAX_CHARS // 10**6} million characters", f"{MAX_HALL_M2 // 10**6} km²"]
    assert [limit for limit in told if limit not in MANUAL] == []
