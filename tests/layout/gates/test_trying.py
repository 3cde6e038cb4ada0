"""Trying repairs: what a repair changes, and what is told of the trial."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from gate_halls import make_hall, make_requests

from layout.gates.gate import check_gates
from layout.gates.repairs import Repair
from layout.gates.trying import apply_repair, list_shortage_repairs, tell_trial, try_repair
from layout.values import LayoutReport, PlacedHall, Placement, Plan, StandRequest

PLAN = make_hall(80, 50)
REQUESTS = make_requests(320, (3_000, 3_000))


@dataclass
class Roomy:
    """A placing that finds room for so many stands; it remembers what it was asked."""

    room: int
    asked: list[int] = field(default_factory=list)

    def __call__(self, plan: Plan, requests: tuple[StandRequest, ...]) -> PlacedHall:
        self.asked.append(len(requests))
        placed = min(len(requests), self.room)
        report = LayoutReport(len(requests), placed, 0, 0, 0, 0, "", {})
        return PlacedHall(plan, (), (), (), report, "")


def repair_of(kind: str) -> Repair:
    return next(r for r in check_gates(PLAN, REQUESTS).repairs if r.kind == kind)


def test_smaller_stands_changes_as_many_as_it_says_and_nobody_else() -> None:
    changed = apply_repair(PLAN, REQUESTS, repair_of("smaller_stands"), 80)
    assert changed is not None
    sizes = [(request.width_mm, request.depth_mm) for request in changed[1]]
    assert (sizes.count((2_000, 3_000)), sizes.count((3_000, 3_000))) == (80, 240)


def test_shared_stands_keep_every_exhibitor() -> None:
    changed = apply_repair(PLAN, REQUESTS, repair_of("shared_stands"), 54)
    assert changed is not None
    names = [n for r in changed[1] for n in (r.exhibitor, *r.co_exhibitors)]
    assert len(changed[1]) == 320 - 27
    assert sorted(names) == sorted(request.exhibitor for request in REQUESTS)


def test_more_floor_cannot_be_tried() -> None:
    place = Roomy(0)
    assert try_repair(PLAN, REQUESTS, repair_of("more_floor"), place).placed is None
    assert place.asked == []


def test_a_trial_that_fails_is_repeated_with_what_was_missing() -> None:
    place = Roomy(240)
    tried = try_repair(PLAN, REQUESTS, repair_of("fewer_exhibitors"), place)
    assert tried.placed
    assert place.asked == [255, 238]
    assert tell_trial(tried).endswith("(tried: with 82 all find a place)")


def test_a_trial_that_fails_twice_says_so() -> None:
    tried = try_repair(PLAN, REQUESTS, repair_of("fewer_exhibitors"), Roomy(0))
    assert tried.placed is False
    assert "not all found a place" in tell_trial(tried)


def test_where_a_layout_was_short_of_floor_its_own_density_tells_what_would_help() -> None:
    requests = make_requests(270, (3_000, 3_000))
    assert not check_gates(PLAN, requests).refused
    placed = tuple(
        Placement(str(i), str(i), "a", r.exhibitor, (), 0, 0, 0, 3_000, 3_000, ("front",),
                  "shell_scheme")
        for i, r in enumerate(requests[:240])
    )  # fmt: skip
    repairs = {r.kind: r for r in list_shortage_repairs(PLAN, requests, placed)}
    assert repairs["fewer_exhibitors"].least == pytest.approx(30, abs=1)
    assert "about" in repairs["fewer_exhibitors"].message


def test_where_all_found_a_place_nothing_is_proposed() -> None:
    assert list_shortage_repairs(PLAN, [], ()) == ()
