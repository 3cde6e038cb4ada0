"""Each fault has its own code, and the place of what is wrong."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest
from plan_samples import RICH, SMALL

from layout.plan.codes import CODES, Code
from layout.plan.compose import MAX_CHARS, MAX_NODES
from layout.plan.text import parse_plan

SOURCES = Path(__file__).parents[3] / "layout" / "plan"
TWO_HALLS = """\
halls:
  - {id: a, size: 30 x 20}
  - {id: b, at: [40, 0], size: 30 x 20}
passages:
  - {id: link, from: [30, 10], to: [40, 10], width: 4}
doors: [{id: d1, hall: a, wall: 1, at: 15, width: 3}]
sectors: [{id: s, name: {fr: S}, colour: '#aa3311'}]
rules: {profile: house}
"""
PINS = "pins: [{exhibitor: a, at: [4, 3]}"
# code: what is replaced in the plan, by what, and the text at the place of the finding
IN_SMALL = {
    "syntax": ("size: 30 x 20}", "size: 30 x 20", ":"),
    "anchor": ("hall: {", "hall: &a {", "&a"),
    "tag": ("id: crafts", "id: !!str crafts", "!!str"),
    "bad_shape": ("rules:", "pins: {a: b}\nrules:", "{a: b"),
    "unknown_key": ("width: 3}", "width: 3, widht: 3}", "widht:"),
    "duplicate_key": ("hall: {id: h", "hall: {id: h, id: g", "id:"),
    "missing_key": ("id: d1, ", "", "{kind: entrance"),
    "keys_clash": ("at: [0, 15], size: 5 x 5", "right_of: d1, at: [0, 15], size: 5 x 5", "[0,"),
    "too_many": ("count: [2, 1]", "count: [200, 100]", "[200,"),
    "bad_text": ("{fr: Artisanat}", "{fr: ''}", "''},"),
    "bad_id": ("id: crafts", "id: Crafts", "Crafts,"),
    "duplicate_id": ("zones:", "  - {id: c-1, at: [5, 5]}\nzones:", "{id: c-1"),
    "bad_choice": ("kind: entrance", "kind: entrace", "entrace,"),
    "bad_boolean": ("kind: stage", "kind: stage, walkable: maybe", "maybe,"),
    "bad_length": ("aisle: 3,", "aisle: '3,5',", "'3,5',"),
    "length_range": ("aisle: 3,", "aisle: 3000,", "3000,"),
    "bad_number": ("wall: 1", "wall: 5", "5,"),
    "bad_point": ("[0, 15]", "[0, 15, 2]", "[0,"),
    "bad_outline": ("size: 30 x 20", "outline: [[0, 0], [30, 0], [30, 0]]", "[[0,"),
    "bad_colour": ("'#aa3311'", "red", "red}"),
    "bad_template": ("rules:", "numbers: '{sector}'\nrules:", "'{sector}'"),
    "unknown_reference": ("at: [0, 15]", "right_of: d2", "d2,"),
    "ambiguous_reference": ("id: z, kind: stage, at: [0, 15]", "id: d1, kind: stage, right_of: d1",
                            "d1,"),
    "circular_reference": ("at: [0, 15]", "right_of: z", "z,"),
    "outline_crosses": ("size: 30 x 20", "outline: [[0,0],[30,20],[30,0],[0,20]]", "[[0,0]"),
    "hole_outside": ("20}", "20, holes: [[[1, 1], [5, 1], [5, 30]]]}", "[[1,"),
    "hall_too_big": ("30 x 20", "2000 x 2000", "{id: h"),
    "door_off_wall": ("at: 15, width", "at: 29.5, width", "29.5,"),
    "door_too_narrow": ("width: 3}", "width: 0.5}", "0.5}"),
    "doors_overlap": ("columns:", "  - {id: d2, from: [16, 0], to: [19, 0]}\ncolumns:", "{id: d2"),
    "no_exit": ("width: 3}", "width: 3, egress: no}", "-"),
    "column_outside": ("count: [2, 1]", "count: [4, 1]", "{id: c"),
    "zone_outside": ("[0, 15]", "[28, 15]", "{id: z"),
    "zones_overlap": ("sectors:", "  - {id: y, kind: cafe, at: [3, 15], size: 5 x 5}\nsectors:",
                      "{id: y"),
    "no_sectors": ("  - {id: crafts, name: {fr: Artisanat}, colour: '#aa3311'}", "  []", "[]"),
    "stand_type_too_high": ("rules:", "stand_types: [{id: t, size: 3 x 3, height: 9}]\nrules:",
                            "{id: t"),
    "axis_outside": ("rules:", "axes: [{id: m, from: [5, 5], to: [35, 5]}]\nrules:", "{id: m"),
    "axis_blocked": ("rules:", "axes: [{id: m, from: [2, 5], to: [2, 20]}]\nrules:", "{id: m"),
    "axis_narrow": ("rules:", "axes: [{id: m, door: d1, width: 2}]\nrules:", "{id: m"),
    "fixture_outside": ("rules:", "fixtures: [{id: f, kind: first_aid, at: [-1, 3]}]\nrules:",
                        "{id: f"),
    "rules_clash": ("main_aisle: 4", "main_aisle: 2", "2,"),
    "pin_outside": ("rules:", "pins: [{exhibitor: a, at: [40, 3]}]\nrules:", "{exhibitor: a"),
    "duplicate_pin": ("rules:", f"{PINS}, {{exhibitor: a, at: [9, 3]}}]\nrules:", "{exhibitor: a"),
    "pins_same_place": ("rules:", f"{PINS}, {{exhibitor: b, at: [4, 3]}}]\nrules:",
                        "{exhibitor: b"),
}  # fmt: skip
IN_TWO_HALLS = {
    "halls_touch": ("at: [40, 0]", "at: [30, 0]", "{id: b"),
    "hall_unreached": ("passages:", "  - {id: c, at: [0, 30], size: 9 x 9}\npassages:", "{id: c"),
    "passage_loose": ("to: [40, 10]", "to: [38, 10]", "{id: link"),
}
WHOLE = {
    "empty": ("# nothing yet\n", "#"),
    "too_big": ("a" * (MAX_CHARS + 1), "aaaaaaaaaaaa"),
    "too_deep": ("hall: " + "[" * 40, "[[[[[[[[[[[["),
    "more_errors": (SMALL + "".join(f"key-{i}: 1\n" for i in range(600)), None),
}


def spoil(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


EXAMPLES = {
    **{code: (spoil(SMALL, old, new), at) for code, (old, new, at) in IN_SMALL.items()},
    **{code: (spoil(TWO_HALLS, old, new), at) for code, (old, new, at) in IN_TWO_HALLS.items()},
    **WHOLE,
}


@pytest.mark.parametrize("text", [SMALL, RICH, TWO_HALLS], ids=["small", "rich", "two-halls"])
def test_the_plans_that_are_spoiled_have_no_fault(text: str) -> None:
    plan, findings = parse_plan(text, "plan.yaml")
    assert [str(finding) for finding in findings] == []
    assert plan is not None


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_a_fault_has_its_code_and_its_place(code: str) -> None:
    text, at = EXAMPLES[code]
    plan, findings = parse_plan(text, "plan.yaml")
    assert plan is None
    told = {finding.code: str(finding.span) for finding in reversed(findings)}
    assert f"plan.{code}" in told
    if at is not None:
        line, column = (int(part) for part in told[f"plan.{code}"].split(":")[1:])
        assert text.splitlines()[line - 1][column - 1 :].startswith(at)
        assert len(findings) == 1, [str(finding) for finding in findings]


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_a_message_says_what_is_expected_or_what_to_do(code: str) -> None:
    _, findings = parse_plan(EXAMPLES[code][0], "plan.yaml")
    for finding in findings:
        parts = finding.message.replace(": ", "; ").split("; ")
        assert len(parts) > 1, finding.message


def test_every_code_has_an_example_and_a_meaning() -> None:
    assert sorted(EXAMPLES) == sorted(CODES) == sorted(get_args(Code))


def test_every_code_is_reported_somewhere_and_no_other() -> None:
    used = set()
    for path in SOURCES.glob("*.py"):
        if path.name == "codes.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.add(node.value.removeprefix("plan."))
    assert [code for code in CODES if code not in used] == []


def test_a_plan_of_too_many_values_is_refused_as_too_big() -> None:
    text = "pins:\n" + "- 1\n" * MAX_NODES
    _, findings = parse_plan(text, "plan.yaml")
    assert [finding.code for finding in findings] == ["plan.too_big"]


def test_a_colour_without_quotes_in_braces_is_told_as_what_it_is() -> None:
    text = "hall: {id: h, size: 40 x 30}\nsectors:\n  - {id: crafts, colour: #b5532f}\nrules: {}\n"
    plan, findings = parse_plan(text, "plan.yaml")
    assert plan is None
    assert "a colour needs quotes, else it is a comment: '#b5532f'" in str(findings[0])
