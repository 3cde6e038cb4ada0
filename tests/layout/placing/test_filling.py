from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout.placing.sums import Sums, fill_one, fill_two, halve, width_of

SIZES = st.sampled_from([(2_000, 3_000), (3_000, 3_000), (4_000, 3_000), (6_000, 3_000)])
BAGS = st.lists(SIZES, min_size=1, max_size=9).map(Counter)


@given(bag=BAGS, room=st.integers(0, 40_000))
def test_a_row_is_filled_as_far_as_any_choice_of_stands_can(
    bag: Counter[tuple[int, int]], room: int
) -> None:
    reachable = {0}
    for width, _ in bag.elements():
        reachable |= {total + width for total in reachable}
    chosen = fill_one(bag, room)
    assert chosen <= bag
    assert width_of(chosen) == max(total for total in reachable if total <= room)


@given(bag=BAGS, rooms=st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_two_rows_end_at_one_level(bag: Counter[tuple[int, int]], rooms: tuple[int, int]) -> None:
    first, second = rooms[0] * 1_000, rooms[1] * 1_000
    chosen = fill_two(bag, (first, second))
    if chosen is not None:
        assert chosen[0] + chosen[1] <= bag
        assert first - width_of(chosen[0]) == second - width_of(chosen[1]) >= 0


@given(bag=BAGS)
def test_halves_hold_every_stand_and_differ_by_the_widest_at_most(
    bag: Counter[tuple[int, int]],
) -> None:
    halves = halve(bag, (0, 0), (60_000, 60_000), Counter())
    assert halves is not None
    assert halves[0] + halves[1] == bag
    difference = abs(width_of(halves[0]) - width_of(halves[1]))
    assert difference <= max(width for width, _ in bag)


@pytest.mark.parametrize("narrow_first", [False, True])
def test_which_width_goes_first_can_be_chosen(narrow_first: bool) -> None:  # noqa: FBT001 - a parameter
    bag = Counter({(3_000, 3_000): 4, (6_000, 3_000): 4})
    sums = Sums(bag, 12_000, narrow_first=narrow_first)
    widest = max(width for width, _ in sums.take(12_000))
    assert widest == (3_000 if narrow_first else 6_000)
