from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from assets.booth.arranging import Item, arrange_items
from assets.booth.fittings import plan_fittings
from assets.booth.kinds import BoothKind

PLACES = plan_fittings(BoothKind("shell_scheme", 3000, 3000, ("front",)))
BUDGET = 5500
items = st.lists(
    st.builds(
        Item,
        st.floats(0.03, 3.0),
        st.floats(0.03, 3.0),
        st.floats(0.01, 0.8),
        st.booleans(),
        st.integers(120, 250),
        st.integers(12, 120),
    ),
    max_size=14,
)


@given(items)
def test_every_item_is_shown_at_least_once(items: list[Item]) -> None:
    groups = arrange_items(items, PLACES, BUDGET)
    assert {group.item for group in groups} == set(range(len(items)))
    assert [group.item for group in groups] == sorted(group.item for group in groups)


@given(items)
def test_copies_stay_within_the_budget(items: list[Item]) -> None:
    groups = arrange_items(items, PLACES, BUDGET)
    fine = sum(item.triangles for item in items)
    pieces: Counter[int] = Counter()
    for group in groups:
        pieces[group.item] += len(group.feet)
    copies = sum(items[at].copy_triangles * (count - 1) for at, count in pieces.items())
    assert fine + copies <= max(BUDGET, fine)


@given(items)
def test_nothing_is_shown_larger_than_it_is(items: list[Item]) -> None:
    assert all(0 < group.scale <= 1 for group in arrange_items(items, PLACES, BUDGET))


def test_cloth_hangs_until_the_walls_are_full_then_lies() -> None:
    rug = Item(1.5, 2.0, 0.06, flat=True, triangles=58, copy_triangles=58)
    poses = [group.pose for group in arrange_items([rug] * 8, PLACES, BUDGET)]
    assert poses[0] == "hanging"
    assert poses[-1] == "lying"


def test_small_things_stand_in_groups_with_a_card() -> None:
    jar = Item(0.08, 0.11, 0.08, flat=False, triangles=208, copy_triangles=62)
    (first, *_) = arrange_items([jar] * 4, PLACES, BUDGET)
    assert 2 <= len(first.feet) <= 6
    assert first.card is not None
