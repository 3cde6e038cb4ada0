"""The schema that editors complete from says what the reader of plan.yaml takes."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from plan_samples import RICH, SMALL
from small_fair import PLAN as SMALL_PLAN

from layout.plan.fields import PARTS, PLAN
from layout.plan.schema import format_plan_schema
from layout.plan.text import parse_plan

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "data").glob("*/plan.yaml"))
SCHEMA = json.loads(format_plan_schema())


def is_valid(plan: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(plan))


def is_read(plan: Any) -> bool:
    text = yaml.safe_dump(plan, sort_keys=False).replace(": null\n", ":\n")
    _, findings = parse_plan(text, "plan.yaml")
    return not any(finding.severity == "error" for finding in findings)


def test_the_published_schema_is_the_one_made_now() -> None:
    published = (ROOT / "docs" / "plan.schema.json").read_text("utf-8")
    assert published == format_plan_schema(), "run python -m layout.plan.schema (its docstring)"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_every_sample_plan_holds_to_the_schema(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text("utf-8")), SCHEMA)


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 2


def small_plan(**changes: Any) -> dict[str, Any]:
    plan: dict[str, Any] = copy.deepcopy(yaml.safe_load(SMALL_PLAN))
    plan.update(changes)
    return plan


def test_what_the_small_plan_says_is_right_for_both() -> None:
    assert is_valid(small_plan())
    assert is_read(small_plan())


@pytest.mark.parametrize(
    "changes",
    [
        {"halls": []},
        {"hall": {"id": "h"}},
        {"hall": {"id": "H 1", "size": "40 x 26"}},
        {"hall": {"id": "h", "size": "forty x 26"}},
        {"hall": {"id": "h", "outline": [[0, 0], [40, 0]]}},
        {"doors": [{"id": "main", "kind": "gate", "wall": 1, "at": 20, "width": 4}]},
        {"doors": [{"id": "main", "kind": "exit", "wall": 1, "at": 20}]},
        {"doors": [{"id": "main", "wall": 1.5, "at": 20, "width": 4}]},
        {"zones": [{"id": "z", "kind": "garden", "at": [1, 1], "size": "2 x 2"}]},
        {"zones": [{"id": "z", "kind": "cafe", "at": [1, 1]}]},
        {"columns": [{"id": "c", "from": [1, 1], "step": [2, 2]}]},
        {"columns": [{"id": "c", "at": [1, 1, 1]}]},
        {"sectors": [{"id": "terroir", "colour": "green", "name": {"fr": "Terroir"}}]},
        {"sectors": [{"id": "terroir", "colour": "#00aa00", "name": {"de": "Land"}}]},
        {"stand_types": [{"id": "s"}]},
        {"pins": [{"exhibitor": "a", "at": [1, 1], "rotation": 400}]},
        {"hall": None, "halls": [{"id": "a"}]},
        {"passages": [{"id": "p", "from": [0, 0], "to": [5, 5]}]},
        {"axes": [{"id": "a"}]},
        {"axes": [{"id": "a", "points": [[1, 1]]}]},
        {"axes": [{"id": "a", "from": [1, 1]}]},
        {"fixtures": [{"id": "f", "kind": "hydrant", "at": [1, 1]}]},
        {"fixtures": [{"id": "f", "kind": "first_aid"}]},
        {"zones": [{"id": "z", "kind": "cafe", "size": "2 x 2", "right_of": "A b"}]},
        {"zones": [{"id": "z", "kind": "cafe", "size": "2 x 2", "beside": "main"}]},
        {"pins": [{"exhibitor": "a"}]},
        {"rules": {"profile": "house", "persons_per_m2": 20}},
        {"rules": {"profile": "house", "sources": {"aisles": "me"}}},
        {"rules": {"aisle": 3, "main_aisle": 4, "max_travel": 50}},
        {"rules": {"profile": "trade-fair"}},
        {"rules": {"profile": "house", "aisle": "3 yards", "main_aisle": 4, "max_travel": 50}},
    ],
    ids=str,
)
def test_what_is_wrong_is_wrong_for_both(changes: dict[str, Any]) -> None:
    assert not is_valid(small_plan(**changes))
    assert not is_read(small_plan(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"hall": {"id": "h", "size": "40 m x 2600 cm", "height": "20 ft"}},
        {"hall": {"id": "h", "size": [40, 26], "name": {"fr": "Salle", "ar": "قاعة"}}},
        {"columns": [{"id": "c", "at": [20, 13], "size": "60 cm x 60 cm", "rule": "at_back"}]},
        {"columns": None, "pins": []},
        {"numbers": "{sector_letter}{n:03d}"},
        {"rules": {"profile": "us-ifc", "aisle": "10 ft 6 in", "max_dead_end": 0}},
        {"axes": [{"id": "a", "door": "main"}, {"id": "b", "from": [1, 2], "to": [9, 2]}]},
        {"fixtures": [{"id": "f", "kind": "first_aid", "wall": 2, "at": "4 m"}]},
        {"zones": [{"id": "z", "kind": "conference", "size": "2 x 2", "centre_of": "hall-1"}]},
        {"pins": [{"exhibitor": "a", "right_of": "doors/main", "gap": "1 m", "align": "north"}]},
    ],
    ids=str,
)
def test_what_is_right_is_right_for_both(changes: dict[str, Any]) -> None:
    assert is_valid(small_plan(**changes))
    assert is_read(small_plan(**changes))


@pytest.mark.parametrize("text", [RICH, SMALL])
def test_what_uses_every_key_holds_to_the_schema(text: str) -> None:
    jsonschema.validate(yaml.safe_load(text), SCHEMA)


def test_a_plan_with_every_key_is_there() -> None:
    used = set(re.findall(r"[{ ,]([a-z_0-9]+):", "\n" + RICH.replace("\n", "\n ")))
    keys = {key for part in (PLAN, *PARTS.values()) for key in part.fields}
    synonyms = {"hall", "east_of", "left_of", "west_of", "north_of", "south_of"}
    assert keys - used <= synonyms


def test_patterns_can_be_read_by_javascript() -> None:
    patterns = set(re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', format_plan_schema()))
    assert len(patterns) >= 4
    for pattern in map(json.loads, patterns):
        # With its flag `u`, JavaScript refuses to escape what needs none.
        assert set(re.findall(r"\\(.)", pattern)) <= set("sdwb.()[]{}*+?^$|\\/")


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_part_is_used(name: str) -> None:
    assert f"#/$defs/{name}" in json.dumps([SCHEMA["properties"], SCHEMA["$defs"]])
    lists = (f"{name}s", "axes" if name == "axis" else "")
    assert name in PLAN.required or name == "sources" or {*lists} & SCHEMA["properties"].keys()
