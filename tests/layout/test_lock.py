from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from layout.errors import LayoutError
from layout.input_hash import hash_input
from layout.lock import format_lock, natural_key, parse_lock
from layout.placing.engine import place_stands
from layout.values import Hall, PlacedHall, Plan, StandRequest

ROOT = Path(__file__).parents[2]


def test_a_lock_is_json_with_one_stand_a_line(beni_mellal: PlacedHall) -> None:
    text = format_lock(beni_mellal, None)
    document = json.loads(text)
    lines = [line for line in text.splitlines() if line.startswith('{"number"')]
    assert len(lines) == len(document["stands"]) == 320
    assert document["input_hash"] == beni_mellal.input_hash
    assert document["report"]["stands_placed"] == 320


def test_a_lock_read_and_written_again_is_the_same(beni_mellal: PlacedHall) -> None:
    first = format_lock(beni_mellal, None)
    assert format_lock(beni_mellal, parse_lock(first)) == first


def test_a_hall_placed_on_its_own_lock_is_the_same(oriental: PlacedHall) -> None:
    text = format_lock(oriental, None)
    requests = [
        StandRequest(stand.exhibitor or "", stand.sector, stand.width_mm, stand.depth_mm, stand.kit)
        for stand in oriental.placements
    ]
    again = place_stands(oriental.plan, requests, parse_lock(text))
    assert format_lock(again, parse_lock(text)) == text


def test_a_changed_number_is_kept_as_former(beni_mellal: PlacedHall) -> None:
    memory = parse_lock(format_lock(beni_mellal, None))
    first = beni_mellal.placements[0]
    moved = replace(
        beni_mellal, placements=(replace(first, number="Q1"), *beni_mellal.placements[1:])
    )
    after = parse_lock(format_lock(moved, memory))
    assert after.former_numbers == {first.number: first.stand_id}
    assert first.number in after.retired_numbers


def test_the_id_of_an_exhibitor_who_left_is_remembered(beni_mellal: PlacedHall) -> None:
    memory = parse_lock(format_lock(beni_mellal, None))
    gone = beni_mellal.placements[0]
    fewer = replace(beni_mellal, placements=beni_mellal.placements[1:])
    after = parse_lock(format_lock(fewer, memory))
    assert after.stand_ids[gone.exhibitor or ""] == gone.stand_id
    assert after.next_stand == memory.next_stand


def test_names_and_colours_do_not_change_the_input_hash(oriental: PlacedHall) -> None:
    plan = oriental.plan
    painted = tuple(replace(s, colour="#000000", names={"fr": "X"}) for s in plan.sectors)
    renamed: Plan = replace(
        plan, sectors=painted, hall=Hall("other", plan.hall.outline, names={"fr": "Y"})
    )
    assert hash_input(renamed, []) == hash_input(plan, [])
    moved = replace(plan, doors=plan.doors[1:])
    assert hash_input(moved, []) != hash_input(plan, [])


def test_numbers_sort_as_people_count() -> None:
    assert sorted(["A12", "A2", "B1", "A1"], key=natural_key) == ["A1", "A2", "A12", "B1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2}',
        "[" * 100_000,
        '{"version": 1, "stands": [{}], "away": {}}',
        (
            '{"version": 1, "stands": [], "away": {"x": "../etc"}, "former_numbers": {},'
            ' "retired_numbers": [], "next_stand": 1, "input_hash": ""}'
        ),
    ],
)
def test_a_broken_lock_is_refused_by_name(text: str) -> None:
    with pytest.raises(LayoutError, match=r"placement\.lock\.json"):
        parse_lock(text)


_PROGRAM = """
import sys
sys.path[:0] = [{root!r}, {root!r} + "/tests"]
import fair_requests
from pathlib import Path
from layout.lock import format_lock
from layout.placing.engine import place_stands
from layout.plan.text import parse_plan
text = Path({root!r}, "data/oriental-2022/plan.yaml").read_text("utf-8")
plan, _ = parse_plan(text, "plan.yaml")
placed = place_stands(plan, fair_requests.oriental_requests(), None)
sys.stdout.buffer.write(format_lock(placed, None).encode())
"""


def test_the_lock_is_the_same_bytes_with_any_hash_seed(oriental: PlacedHall) -> None:
    program = _PROGRAM.format(root=str(ROOT))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }
    assert outputs == {format_lock(oriental, None).encode()}
