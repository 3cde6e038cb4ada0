"""The schema that editors complete from says what the reader of plan.yaml takes."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
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
    ],
    ids=str,
)
def test_what_is_right_is_right_for_both(changes: dict[str, Any]) -> None:
    assert is_valid(small_plan(**changes))
    assert is_read(small_plan(**changes))


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_part_is_used(name: str) -> None:
    assert f"#/$defs/{name}" in json.dumps([SCHEMA["properties"], SCHEMA["$defs"]])
    lists = (f"{name}s", "axes" if name == "axis" else "")
    assert name in PLAN.required or name == "sources" or {*lists} & SCHEMA["properties"].keys()
