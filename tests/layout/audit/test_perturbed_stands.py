"""One stand moved, stretched or turned at random: what an outside program finds wrong, and
nothing else, is found."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from outside_check import check_outside
from placed_halls import good_hall

from exporters.geojson import build_geojson
from layout.audit.checks import audit_hall
from layout.values import PlacedHall, Placement

EXAMPLES = 25
_BY_HAND = good_hall("by-hand")
_PLACE_CODES = {
    "stand.overlaps", "stand.outside_hall", "stand.on_column", "stand.in_door_lane",
    "stand.in_zone", "stand.front_blocked", "stand.side_not_open",
}  # fmt: skip
_ALL_CODES = _PLACE_CODES | {"aisle.too_narrow", "aisle.unconnected", "door.unconnected"}

# Here a corner of a stand of 3 m reaches 1.0 to 1.5 mm over: more than the tolerance of 1 mm, and a
# plain millimetre once GeoJSON has rounded it, so that a program outside cannot know.
_ROUNDED_AWAY = range(19, 30)


def can_be_told_outside(turn_mdeg: int) -> bool:
    off_axis = abs((turn_mdeg + 45_000) % 90_000 - 45_000)
    return off_axis not in _ROUNDED_AWAY


turns = st.one_of(st.integers(-200, 200), st.integers(0, 360_000)).filter(can_be_told_outside)
indices = st.integers(0, len(_BY_HAND.placements) - 1)
# Mostly near the tolerance and near the width of aisles and stands, where rules begin to break.
steps = st.one_of(
    st.integers(-4, 4), st.integers(-60, 60), st.integers(-6100, 6100),
    st.sampled_from([-3001, -3000, -2999, -2401, 2399, 2401, 2999, 3000, 3001]),
)  # fmt: skip


def perturb(index: int, **fields: int) -> PlacedHall:
    stands = list(_BY_HAND.placements)
    stand: Placement = stands[index]
    moved = {name: getattr(stand, name) + by for name, by in fields.items()}
    stands[index] = replace(stand, **moved)  # type: ignore[arg-type]
    return replace(_BY_HAND, placements=tuple(stands))


def assert_same_verdict(placed: PlacedHall, codes: set[str]) -> None:
    inside = {finding.code for finding in audit_hall(placed)} & codes
    assert inside == check_outside(build_geojson(placed)) & codes


@settings(max_examples=EXAMPLES, deadline=None)
@example(index=3, east=0, north=4499)  # it leaves a gap that is an aisle cut off by it
@given(index=indices, east=steps, north=steps)
def test_a_moved_stand_is_judged_as_from_outside(index: int, east: int, north: int) -> None:
    assert_same_verdict(perturb(index, x_mm=east, y_mm=north), _ALL_CODES)


@settings(max_examples=EXAMPLES, deadline=None)
@given(index=indices, wider=steps.filter(lambda s: s > -2000), deeper=st.integers(-50, 3100))
def test_a_stretched_stand_is_judged_as_from_outside(index: int, wider: int, deeper: int) -> None:
    assert_same_verdict(perturb(index, width_mm=wider, depth_mm=deeper), _ALL_CODES)


@settings(max_examples=EXAMPLES, deadline=None)
@given(index=indices, turn=turns)
def test_a_turned_stand_is_judged_as_from_outside(index: int, turn: int) -> None:
    assert_same_verdict(perturb(index, rotation_mdeg=turn), _PLACE_CODES)


@settings(max_examples=EXAMPLES, deadline=None)
@given(index=indices, step=st.sampled_from([-1, 0, 1]))
def test_a_millimetre_either_way_is_harmless(index: int, step: int) -> None:
    assert audit_hall(perturb(index, x_mm=step)) == ()
    assert audit_hall(perturb(index, y_mm=step)) == ()


@settings(max_examples=EXAMPLES, deadline=None)
@given(index=indices, step=st.integers(2, 500), sign=st.sampled_from([-1, 1]))
def test_a_step_into_a_neighbour_or_an_aisle_is_always_found(
    index: int, step: int, sign: int
) -> None:
    assert audit_hall(perturb(index, x_mm=sign * step)) != ()
    assert audit_hall(perturb(index, y_mm=sign * step)) != ()
