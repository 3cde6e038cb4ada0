"""Sorted stretches: what is found by halving is what a look at each would find."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from layout.rows.region import Stretches, clip, covers, meet

LENGTHS = st.lists(st.integers(1, 20), max_size=24)


@st.composite
def stretches(draw: st.DrawFn) -> Stretches:
    """Return sorted stretches that are apart, some of them a millimetre long."""
    ends = list(accumulate(draw(LENGTHS), initial=draw(st.integers(-50, 50))))
    return tuple(pair for at, pair in enumerate(pairwise(ends)) if at % 2 == 0)


@given(stretches(), st.integers(-60, 300), st.integers(-60, 300))
def test_what_lies_between_two_ends_is_what_meets_them(
    some: Stretches, low: int, high: int
) -> None:
    assert clip(some, low, high) == meet(some, ((low, high),) if low < high else ())


@given(stretches(), st.integers(-60, 300))
def test_a_point_is_covered_inside_a_stretch_and_not_at_its_ends(some: Stretches, at: int) -> None:
    assert covers(some, at) == any(start < at < end for start, end in some)
