from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.errors import LayoutError, LockUnreadable
from layout.input_hash import hash_input
from layout.lock import format_lock, natural_key, parse_lock
from layout.placing.engine import place_stands
from layout.values import (
    Bound,
    Certificate,
    Check,
    Hall,
    Lane,
    LayoutReport,
    PlacedHall,
    Placement,
    Plan,
    Rules,
    StandRequest,
)

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


ONE = Placement(
    "s-1", "A1", "crafts", "x-1", ("guest",), 1_000, -2_000, 45_500, 3_000, 2_500,
    ("front", "left"), "pavilion",
)  # fmt: skip
LANE = Lane(((0, 0), (9_000, 0), (9_000, 3_000), (0, 3_000)), "main", 3_000)
CERTIFICATE = Certificate(
    "sha256:1",
    "sha256:2",
    (
        Check(
            "exit.width",
            passed=True,
            basis="proved",
            measured=3.0,
            limit=2.4,
            unit="m",
            subject="main",
        ),
    ),
    (Bound("perimeter", 289.0, "stands", "proved", 0.1, "axis-parallel"),),
    7_788.0,
    7_000.0,
    2_500.0,
    7_788,
    0,
    1,
)


def test_a_lock_tells_whole_stands_and_lanes(oriental: PlacedHall) -> None:
    placed = replace(oriental, placements=(ONE,), lanes=(LANE,))
    memory = parse_lock(format_lock(placed, None))
    assert memory.stands == (ONE,)
    assert memory.lanes == (LANE,)
    assert memory.places == {"x-1": (1_000, -2_000, 45_500)}


def test_a_lock_carries_the_certificate_one_check_a_line(oriental: PlacedHall) -> None:
    text = format_lock(replace(oriental, certificate=CERTIFICATE), None)
    told = json.loads(text)["certificate"]
    assert told["checks"][0]["code"] == "exit.width"
    assert told["bounds"][0]["value"] == 289.0
    assert told["net_m2"] == 2_500.0
    lines = [line for line in text.splitlines() if line.startswith('{"code"')]
    assert len(lines) == len(CERTIFICATE.checks)
    assert parse_lock(text) == parse_lock(format_lock(oriental, None))


@pytest.mark.parametrize("fair", ["oriental-2022", "beni-mellal"])
def test_a_lock_of_version_1_is_still_read(fair: str) -> None:
    text = (ROOT / "data" / fair / "placement.lock.json").read_text("utf-8")
    old = re.sub(r'"lanes": \[.*?^\],\n', "", text, flags=re.DOTALL | re.MULTILINE)
    old = re.sub(r'"certificate": \{.*?^\},\n', "", old, flags=re.DOTALL | re.MULTILINE)
    old = old.replace('"version": 2', '"version": 1')
    assert '"lanes"' not in old
    memory = parse_lock(old)
    assert len(memory.stands) == len(memory.numbers) == len(memory.places) > 250
    assert memory.lanes == ()


def _break(document: dict[str, Any], how: str, value: object) -> None:
    place, _, key = how.partition(".")
    if place == "stand":
        document["stands"][0][key] = value
    elif place == "lane":
        document["lanes"][0][key] = value
    else:
        document[key] = value


@pytest.mark.parametrize(
    ("how", "value"),
    [
        ("top.version", 3),
        ("top.version", None),
        ("top.next_stand", "12"),
        ("top.next_stand", True),
        ("top.stands", {}),
        ("top.retired_numbers", 5),
        ("top.former_numbers", []),
        ("stand.x_mm", 1.5),
        ("stand.x_mm", 10**12),
        ("stand.y_mm", None),
        ("stand.rotation_mdeg", "0"),
        ("stand.width_mm", 0),
        ("stand.depth_mm", -3_000),
        ("stand.kit", "tent"),
        ("stand.id", "stand-1"),
        ("stand.id", "s-2"),
        ("stand.number", 7),
        ("stand.number", "A2"),
        ("stand.exhibitor", ["x"]),
        ("stand.exhibitor", "x-2"),
        ("stand.co_exhibitors", [1]),
        ("stand.open_sides", None),
        ("lane.rank", "secret"),
        ("lane.corners", [[0, 0], [1, 1]]),
        ("lane.corners", [[0, 0], [1, 1], [2, 2], ["a", "b"]]),
        ("lane.width_mm", None),
    ],
)
def test_a_garbled_lock_is_refused(oriental: PlacedHall, how: str, value: object) -> None:
    two = replace(ONE, stand_id="s-2", number="A2", exhibitor="x-2")
    placed = replace(oriental, placements=(ONE, two), lanes=(LANE,))
    document = json.loads(format_lock(placed, None))
    _break(document, how, value)
    with pytest.raises(LockUnreadable, match=r"placement\.lock\.json"):
        parse_lock(json.dumps(document))


@given(st.binary(max_size=60), st.integers(0, 5_000), st.integers(0, 40))
@settings(max_examples=200, deadline=None)
def test_whatever_is_cut_into_a_lock_it_is_read_or_refused(
    bytes_in: bytes, at: int, cut: int
) -> None:
    text = LOCK[: at % len(LOCK)] + bytes_in.decode("latin-1") + LOCK[at % len(LOCK) + cut :]
    try:
        memory = parse_lock(text)
    except LockUnreadable:
        return
    assert len(memory.stands) == len(memory.numbers)


LOCK = format_lock(
    PlacedHall(
        Plan(
            Hall("h", ((0, 0), (9_000, 0), (9_000, 9_000))),
            (), (), (), (), (), Rules("house", 3_000, 4_000, 50_000),
        ),
        (ONE, replace(ONE, stand_id="s-2", number="A2", exhibitor="x-2")),
        (),
        (),
        LayoutReport(2, 2, 100.0, 90.0, 15.0, 60.0, "perimeter", {"main": 12.5}, 0.9, 0.01),
        "sha256:0",
        CERTIFICATE,
        (LANE,),
    ),
    None,
)  # fmt: skip


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
