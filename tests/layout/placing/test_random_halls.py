from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import random_halls
from hypothesis import HealthCheck, given, seed, settings

from layout.audit.checks import audit_hall
from layout.lock import format_lock
from layout.placing.engine import place_stands
from layout.values import Plan, StandRequest

ROOT = Path(__file__).parents[3]
Check = Callable[[Plan, list[StandRequest]], None]
SEEDED = """
import fair_requests, hashlib
from layout.lock import format_lock
from layout.placing.engine import place_stands
from layout.plan.text import parse_plan
plan, _ = parse_plan(open("data/beni-mellal/plan.yaml", encoding="utf-8").read(), "plan.yaml")
text = format_lock(place_stands(plan, fair_requests.beni_mellal_requests(), None), None)
print(hashlib.sha256(text.encode()).hexdigest())
"""


def check_hall(plan: Plan, requests: list[StandRequest]) -> None:
    """The checker finds no error, everyone is placed or named, areas add up."""
    placed = place_stands(plan, requests, None)
    assert [str(f) for f in audit_hall(placed) if f.severity == "error"] == []
    named = {f.subjects[0] for f in placed.findings if f.code == "stand.not_placed"}
    stands = {stand.exhibitor for stand in placed.placements}
    assert named | stands == {request.exhibitor for request in requests}
    assert not named & stands
    net = sum(stand.width_mm * stand.depth_mm for stand in placed.placements) / 1e6
    assert placed.report.net_m2 == pytest.approx(net, abs=0.01)


def check_order(plan: Plan, requests: list[StandRequest]) -> None:
    placed = place_stands(plan, requests, None)
    again = place_stands(plan, requests[::-1], None)
    assert format_lock(again, None) == format_lock(placed, None)


def run_examples(count: int, seed_: int, check: Check) -> None:
    """Check `count` halls of one seed: parametrised seeds are spread over the processors."""

    @seed(seed_)
    @settings(
        max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(plan=random_halls.halls(), requests=random_halls.wishes())
    def run(plan: Plan, requests: list[StandRequest]) -> None:
        check(plan, requests)

    run()


@pytest.mark.parametrize("number", range(8))
def test_whatever_is_placed_in_200_random_halls_passes_the_audit(number: int) -> None:
    run_examples(25, number, check_hall)


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("number", range(100, 110))
def test_whatever_is_placed_in_a_thousand_random_halls_passes_the_audit(number: int) -> None:
    run_examples(100, number, check_hall)


def test_the_order_of_requests_does_not_matter_in_random_halls() -> None:
    run_examples(10, 0, check_order)


def lock_digest(seed: int) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-c", SEEDED],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_the_hash_seed_does_not_matter() -> None:
    digests = {lock_digest(seed) for seed in (0, 1, 4242)}
    assert len(digests) == 1
    assert len(next(iter(digests))) == len(hashlib.sha256().hexdigest())


@pytest.mark.full
def test_ten_hash_seeds_give_the_same_bytes() -> None:
    assert len({lock_digest(seed) for seed in range(10)}) == 1
