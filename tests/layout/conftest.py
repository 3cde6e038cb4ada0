from __future__ import annotations

from pathlib import Path

import fair_requests
import pytest

from layout.placing.engine import place_stands
from layout.plan.text import parse_plan
from layout.values import PlacedHall, Plan

DATA = Path(__file__).parents[2] / "data"


def read_plan(fair: str) -> Plan:
    plan, findings = parse_plan((DATA / fair / "plan.yaml").read_text("utf-8"), "plan.yaml")
    assert not findings
    assert plan is not None
    return plan


@pytest.fixture(scope="session")
def oriental() -> PlacedHall:
    return place_stands(read_plan("oriental-2022"), fair_requests.oriental_requests(), None)


@pytest.fixture(scope="session")
def beni_mellal() -> PlacedHall:
    return place_stands(read_plan("beni-mellal"), fair_requests.beni_mellal_requests(), None)
