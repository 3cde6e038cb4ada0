"""The bound for the mix that stands there: never looser than the checker's own."""

from __future__ import annotations

import pytest
from gate_halls import make_hall, make_requests

from layout.audit.certificate import certify_hall
from layout.gates.bounds import CHECKERS_NAME, bounds_as_placed, name_checkers_bound
from layout.placing.engine import place_stands
from layout.values import PlacedHall


@pytest.fixture(scope="module")
def placed() -> PlacedHall:
    return place_stands(make_hall(60, 40), make_requests(70, (3_000, 3_000)), None)


def test_it_is_tighter_than_the_checkers_and_holds(placed: PlacedHall) -> None:
    told = {bound.unit: bound for bound in bounds_as_placed(placed.plan, placed.placements)}
    looser = {b.unit: b for b in certify_hall(placed).bounds if b.name == "perimeter"}
    assert set(told) == set(looser) == {"m2", "stands"}
    for unit, bound in told.items():
        assert bound.value <= looser[unit].value
        assert 0 <= bound.gap < 1
        assert bound.basis == "proved"


def test_without_stands_there_is_none(placed: PlacedHall) -> None:
    assert bounds_as_placed(placed.plan, ()) == ()


def test_the_checkers_bound_has_a_name_of_its_own(placed: PlacedHall) -> None:
    names = [name_checkers_bound(bound).name for bound in certify_hall(placed).bounds]
    assert names == ["area", CHECKERS_NAME, CHECKERS_NAME]
