"""Whatever is done to a plan file, it is read or refused with findings; nothing else happens."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from plan_samples import RICH, SMALL
from shapely import Polygon

from layout.plan.codes import CODES
from layout.plan.fields import MOST
from layout.plan.nodes import MOST_FINDINGS
from layout.plan.text import parse_plan
from layout.plan.units import MAX_LENGTH_MM
from layout.values import Plan

DATA = Path(__file__).parents[3] / "data"
SEEDS = (RICH, RICH, SMALL, *(p.read_text("utf-8") for p in sorted(DATA.glob("*/plan.yaml"))))
WORDS = (
    "1e300", "inf", "-inf", ".inf", "nan", ".nan", "0", "-0", "-1", "9" * 400, "1e-300", "0x1F",
    "0o7", "1_000", "1:30:00", "5000", "-5000", "5000001", "4999.9999", "1,5", "3 m",
    "10 ft 6 in", "10'", "3 yards", "5000 x 5000", "1e9 x 1e9", "0 x 0", "x", "~", "null", "yes",
    "No", "[]", "{}", "[[]]", "[[0, 0]]", "[[0, 0], [0, 0], [0, 0]]", "[[0,0],[1,1],[0,1],[1,0]]",
    "[1, 2, 3]", "{id: a}", "''", '""', "' '", "٣", "３", "½", "\u202e3", "\u200b", "😀", "é" * 90,
    "a" * 5000, "*a", "&a 3", "!!int 3", "!", "<<", "- ", "? x", "|", ">", "#", "%", "@", "`",
    "\t", "\x00", "\x85", "\u2028", "\ufeff", "\ud800", "stage", "cafe", "bar", "main", "north",
    "south", "grid-1", "coop-a", "coop-b", "zones/cafe", "zones/zones", "fr-erp-t", "house",
    "'#123456'", "{n}", "{n:99d}", "{0}", "{n.__class__}", "[5, 5]", "[0, 0]", "[-5, 3]", "1",
    "2", "9999", "0.001", "{" * 40, "[" * 40, "- " * 40, "a: " * 5,
)  # fmt: skip
NUMBER = re.compile(r"(?<=[:\[,x] )-?[0-9]+(?:\.[0-9]+)?\b|(?<=\[)[0-9]+\b")
NAME = re.compile(r"(?<=(?:id|of|or|ll|te): )[a-z]+(?:[-/][a-z0-9]+)*|(?<=above: )[a-z/-]+")
VALUE = re.compile(r"(?<=[:\[,x] )[^\s,\]}{\[]+|\[[^\[\]]*\]")


def edit_value(dice: random.Random, text: str) -> str:
    """Put a hostile word, or a value from elsewhere in the file, for some value."""
    found = list(VALUE.finditer(text))
    if not found:
        return text
    spot = dice.choice(found)
    word = dice.choice(found)[0] if dice.random() < 0.3 else dice.choice(WORDS)
    return text[: spot.start()] + word + text[spot.end() :]


def edit_characters(dice: random.Random, text: str) -> str:
    start = dice.randrange(len(text) + 1)
    stop = start + dice.choice((0, 0, 1, 1, 3, 12, 60))
    piece = dice.choice(("", " ", "\n", ":", "[", "}", "- ", "-9", "'", "&a", "1e9", "ق", "\r"))
    return text[:start] + piece + text[stop:]


def edit_lines(dice: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    a, b = dice.randrange(len(lines)), dice.randrange(len(lines))
    way = dice.randrange(4)
    if way == 0:
        lines[a], lines[b] = lines[b], lines[a]
    elif way == 1:
        del lines[min(a, b) : min(a, b) + dice.choice((1, 1, 3, 8))]
    elif way == 2:
        lines[a:a] = lines[b : b + dice.choice((1, 2, 5))] * dice.choice((1, 1, 2, 40))
    else:
        lines[a] = dice.choice(("  ", "\t", "    ")) + lines[a]
    return "".join(lines)


def edit_whole(dice: random.Random, text: str) -> str:
    way = dice.randrange(5)
    if way == 0:
        return text.replace("\n", "\r\n")
    if way == 1:
        return "\ufeff" + text
    if way == 2:
        return text + dice.choice(("---\n", "...\n", "%YAML 1.2\n---\n", "\x00", "doors: []\n"))
    if way == 3:
        return dice.choice(("[", "{a: ", "- ")) * dice.choice((3, 30, 3000)) + text
    data = text.encode("utf-8", "replace")
    return data[: dice.randrange(len(data) + 1)].decode("utf-8", "replace")


def edit_number(dice: random.Random, text: str) -> str:
    """Make a number a little or very different: the file stays YAML."""
    found = list(NUMBER.finditer(text))
    if not found:
        return text
    spot = dice.choice(found)
    value = float(spot[0]) * dice.choice((-1, 0, 0.1, 0.5, 0.99, 1.01, 1.5, 2, 10, 1000))
    word = dice.choice((f"{value:.10g}", f"{value + dice.choice((-6, -1, 0.001, 1, 3)):.4f}"))
    return text[: spot.start()] + word + text[spot.end() :]


def edit_name(dice: random.Random, text: str) -> str:
    """Put a name of the file for another: things refer to others, or to themselves."""
    found = list(NAME.finditer(text))
    if not found:
        return text
    spot, other = dice.choice(found), dice.choice(found)
    return text[: spot.start()] + other[0] + text[spot.end() :]


TAME = (edit_number, edit_number, edit_name)
EDITS = (edit_value, edit_value, edit_value, edit_characters, edit_lines, edit_whole)


def spoil(dice: random.Random) -> str:
    text = dice.choice(SEEDS)
    ways = dice.choice((TAME, EDITS))
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        text = dice.choice(ways)(dice, text)
    return text


def check_reading(text: str) -> None:
    plan, findings = parse_plan(text, "plan.yaml")
    assert (plan is None) == any(finding.severity == "error" for finding in findings)
    assert len(findings) <= MOST_FINDINGS + 1
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 2
    for finding in findings:
        assert finding.code.removeprefix("plan.") in CODES
        assert finding.span is not None
        assert 1 <= finding.span.line <= lines
        assert 0 <= finding.span.start <= finding.span.end <= len(text) + 1
        assert "\n" not in finding.message
        assert len(finding.message) < 700
    if plan is not None:
        check_plan_is_sound(plan)


def check_plan_is_sound(plan: Plan) -> None:
    hall = Polygon(plan.hall.outline, plan.hall.holes)
    assert hall.is_valid
    assert hall.area > 0
    assert plan.rules.aisle_mm > 0
    assert len(plan.columns) <= MOST["columns"]
    assert len(plan.pins) <= MOST["pins"]
    rings = [plan.hall.outline, *(zone.outline for zone in plan.zones)]
    rings += [axis.points for axis in plan.axes]
    for ring in rings:
        for x, y in ring:
            assert type(x) is type(y) is int
            assert max(abs(x), abs(y)) <= 3 * MAX_LENGTH_MM
    plan.number_template.format(sector_letter="A", sector="a", hall="h", row=1, aisle=2, n=3)


def fuzz(seed: int, count: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # a reproducible fuzz, no secret
    for index in range(count):
        text = spoil(dice)
        try:
            check_reading(text)
        except Exception as error:
            raise AssertionError(f"seed {seed}, text {index}:\n{text[:4000]}") from error


@pytest.mark.parametrize("seed", range(8))
def test_a_spoiled_plan_is_read_or_refused(seed: int) -> None:
    fuzz(seed, 250)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 140))
def test_many_spoiled_plans_are_read_or_refused(seed: int) -> None:
    fuzz(seed, 250)
