"""What asks for too much is refused, and the work grows no faster than the file."""

from __future__ import annotations

import gc
import math
import sys
import tracemalloc
from collections.abc import Callable

import pytest
from plan_samples import SMALL

from layout.plan.compose import MAX_CHARS, MAX_NODES
from layout.plan.fields import MOST
from layout.plan.nodes import MOST_FINDINGS
from layout.plan.text import parse_plan


def pins(count: int) -> str:
    lines = (
        f"  - {{exhibitor: p-{i}, at: [{i % 29}, {i // 29 % 19}.{i:05d}]}}\n" for i in range(count)
    )
    return f"{SMALL}pins:\n{''.join(lines)}"


def codes(text: str) -> list[str]:
    plan, findings = parse_plan(text, "plan.yaml")
    assert plan is None
    return [finding.code.removeprefix("plan.") for finding in findings]


def test_a_million_pins_are_refused() -> None:
    text = "pins:\n" + "- {exhibitor: a, at: [1, 1]}\n" * 1_000_000
    plan, findings = parse_plan(text, "plan.yaml")
    assert plan is None
    assert [finding.code for finding in findings] == ["plan.too_big"]
    assert f"{MAX_CHARS:,}" in findings[0].message


@pytest.mark.parametrize(
    ("size", "code"),
    [
        ("31623 x 31623", "length_range"),
        ("5000 x 5000", "hall_too_big"),
        ("80000 x 50000", "length_range"),
        ("1e300 x 1e300", "bad_point"),
        ("inf x inf", "bad_point"),
        ("nan x 5", "bad_point"),
        ("9999999999 x 5", "bad_point"),
    ],
)
def test_a_hall_of_a_thousand_million_square_metres_is_refused(size: str, code: str) -> None:
    assert codes(SMALL.replace("30 x 20", size))[0] == code


def test_halls_are_counted_together() -> None:
    halls = "".join(f"  - {{id: h{i}, at: [{i * 1100}, 0], size: 1000 x 1000}}\n" for i in range(3))
    text = SMALL.replace("hall: {id: h, size: 30 x 20}\n", f"halls:\n{halls}")
    assert "hall_too_big" in codes(text.replace("wall: 1,", "hall: h0, wall: 1,"))


def test_metres_that_look_like_millimetres_are_explained() -> None:
    _, findings = parse_plan(SMALL.replace("aisle: 3,", "aisle: 3000,"), "plan.yaml")
    assert "if millimetres are meant, write `3000 mm`" in findings[0].message


@pytest.mark.parametrize("kind", sorted(set(MOST) - {"corners", "holes"}))
def test_more_things_of_a_kind_than_the_limit_are_refused(kind: str) -> None:
    text = f"{kind}:\n" + "  - 0\n" * (MOST[kind] + 1)
    _, findings = parse_plan(text, "plan.yaml")
    told = [finding for finding in findings if finding.code == "plan.too_many"]
    assert len(told) == 1
    assert f"at most {MOST[kind]:,}" in told[0].message


def test_grids_of_columns_are_counted_together() -> None:
    grid = "  - {{id: g{i}, from: [1, 1], step: [0.01, 0.01], count: [40, 50]}}\n"
    text = SMALL.replace("zones:", "".join(grid.format(i=i) for i in range(6)) + "zones:")
    assert codes(text) == ["too_many"]


def test_corners_and_holes_have_limits() -> None:
    ring = ", ".join(f"[{i}, 0]" for i in range(MOST["corners"] + 1))
    assert "too_many" in codes(SMALL.replace("size: 30 x 20", f"outline: [{ring}]"))
    holes = ", ".join(["[[1, 1], [2, 1], [2, 2]]"] * (MOST["holes"] + 1))
    assert "too_many" in codes(SMALL.replace("30 x 20", f"30 x 20, holes: [{holes}]"))


def star(x: float, y: float, corners: int) -> str:
    points = (
        (x + (3 + i % 2) * math.cos(i * math.tau / corners),
         y + (3 + i % 2) * math.sin(i * math.tau / corners))
        for i in range(corners)
    )  # fmt: skip
    return "[" + ", ".join(f"[{a:.3f}, {b:.3f}]" for a, b in points) + "]"


def test_corners_are_counted_over_the_whole_file() -> None:
    ring = "[" + ", ".join(["[0, 0], [1, 1], [0, 1], [1, 0]"] * 125) + "]"
    zones = "".join(f"  - {{id: y{i}, kind: rest, outline: {ring}}}\n" for i in range(50))
    assert codes(SMALL.replace("sectors:", f"{zones}sectors:")).count("too_many") == 1


def test_zones_that_all_overlap_are_refused_without_comparing_all() -> None:
    zones = "".join(
        f"  - {{id: y{i}, kind: rest, outline: {star(10 + i / 100, 10, 36)}}}\n" for i in range(499)
    )
    found = codes(SMALL.replace("sectors:", f"{zones}sectors:"))
    assert found.count("zones_overlap") <= MOST_FINDINGS
    assert found[-1] == "more_errors"


def test_only_the_first_errors_are_kept_and_the_rest_counted() -> None:
    _, findings = parse_plan(SMALL + "pins:\n" + "  - {x: 1}\n" * 5_000, "plan.yaml")
    assert len(findings) == MOST_FINDINGS + 1
    assert findings[-1].code == "plan.more_errors"
    assert "14,5" in findings[-1].message


HOSTILE: dict[str, Callable[[int], str]] = {
    "pins": pins,
    "a chain of pins": lambda n: f"{SMALL}pins:\n  - {{exhibitor: p-0, at: [1, 1]}}\n" + "".join(
        f"  - {{exhibitor: p-{i}, right_of: p-{i - 1}, gap: 1 mm}}\n" for i in range(n, 0, -1)),
    "a circle of pins": lambda n: f"{SMALL}pins:\n" + "".join(
        f"  - {{exhibitor: p-{i}, right_of: p-{(i + 1) % n}}}\n" for i in range(n)),
    "unknown keys": lambda n: SMALL + "".join(f"abcdefgh{i}: 1\n" for i in range(n)),
    "unknown names": lambda n: f"{SMALL}pins:\n" + "".join(
        f"  - {{exhibitor: p-{i}, right_of: q-{i}}}\n" for i in range(n)),
    "one key again and again": lambda n: SMALL + "numbers: '{n}'\n" * n,
    "one pin again and again": lambda n: f"{SMALL}pins:\n" + "  - {exhibitor: a, at: [1, 1]}\n" * n,
    "a long word": lambda n: SMALL.replace("id: crafts", f"id: {'a' * n * 10}"),
    "a long number": lambda n: SMALL.replace("aisle: 3,", f"aisle: {'9' * n * 10},"),
    "many spaces": lambda n: SMALL.replace("aisle: 3,", f"aisle: '3{' ' * n * 10}x',"),
    "open brackets": lambda n: SMALL + "pins: " + "[" * n,
    "marks that are none": lambda n: SMALL + "# & * ! &a\n" * n,
}  # fmt: skip


def count_calls(text: str) -> int:
    """Return how many calls of Python and C functions reading a text takes."""
    calls = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        parse_plan(text, "plan.yaml")
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_twice_the_text_is_at_most_twice_the_work(name: str) -> None:
    make = HOSTILE[name]
    once, twice = count_calls(make(700)), count_calls(make(1400))
    assert twice <= 2.2 * once + 100


@pytest.mark.parametrize("text", [SMALL, "", "hall: [", "hall: &a 1"])
@pytest.mark.parametrize("collects", [True, False])
def test_the_garbage_collector_is_left_as_it_was(text: str, *, collects: bool) -> None:
    if not collects:
        gc.disable()
    try:
        parse_plan(text, "plan.yaml")
        assert gc.isenabled() == collects
    finally:
        gc.enable()


@pytest.mark.parametrize("key", ["aisle: 3,", "wall: 1,", "size: 5 x 5", "colour: '#aa3311'"])
@pytest.mark.parametrize("sign", [" ", "3", "x", "'' ", "{n}", "-", "ft"])
def test_a_value_of_a_million_signs_is_refused_at_once(key: str, sign: str) -> None:
    name = key.partition(":")[0]
    comma = "," if key.endswith(",") else ""
    value = sign * (1_000_000 // len(sign))
    assert codes(SMALL.replace(key, f"{name}: '3{value}x'{comma}"))


@pytest.mark.parametrize(
    "text",
    [
        "pins:\n" + "- {exhibitor: a, at: [1, 1]}\n" * 1_000_000,
        "a: [" + "1, " * 1_900_000 + "]",
        "a: '" + "x" * (MAX_CHARS - 10) + "'",
        "[" * (MAX_CHARS - 10),
        "pins:\n" + "- {x: 1}\n" * (MAX_NODES // 4),
    ],
    ids=["a million pins", "a list", "a text", "brackets", "wrong pins"],
)
def test_memory_is_bounded(text: str) -> None:
    tracemalloc.start()
    try:
        parse_plan(text, "plan.yaml")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 400_000_000
