from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.assigning.exposure import measure_exposure, measure_fairness
from layout.assigning.matching import assign, bound_cost
from layout.assigning.outlines import front_places
from layout.assigning.sides import measure_open_sides
from layout.assigning.walking import WalkMap
from layout.assigning.wishes import FAR_MM, NEAR_MM, Wishes, measure_gap
from layout.placing.engine import place_stands
from layout.values import Door, Hall, Placement, Plan, Rules, Sector, StandRequest, Zone

AISLE = 3_000


def row_plan(length: int = 90_000) -> Plan:
    """Return a hall with room for one row along its middle, the entrance in the west."""
    hall = Hall("h", ((0, 0), (length, 0), (length, 12_000), (0, 12_000)))
    doors = (
        Door("west", "entrance", (0, 4_000), (0, 8_000), AISLE),
        Door("east", "exit", (length, 8_000), (length, 4_000), AISLE),
    )
    sectors = (Sector("crafts", {"en": "Crafts"}, "#aa3311"),)
    return Plan(hall, doors, (), (), sectors, (), Rules("house", AISLE, AISLE, 90_000))


def row_places(count: int, sector: str = "crafts") -> list[Placement]:
    return [
        Placement(
            "", "", sector, None, (), 4_000 + 3_000 * i, 3_000, 0, 3_000, 3_000, (), "shell_scheme"
        )
        for i in range(count)
    ]


def asking(name: str, **wish: object) -> StandRequest:
    return replace(StandRequest(name, "crafts", 3_000, 3_000), **wish)  # type: ignore[arg-type]


def solve(requests: list[StandRequest], places: list[Placement]) -> tuple[Wishes, dict[str, int]]:
    opens = [len(sides) for sides in measure_open_sides(row_plan(), places)]
    wishes = Wishes(row_plan(), places, opens, requests, {})
    placed, unplaced = assign(wishes)
    assert unplaced == []
    return wishes, {wishes.requests[who].exhibitor: at for who, at in placed.items()}


def test_a_walk_goes_around_what_is_in_the_way() -> None:
    places = row_places(20)
    walks = WalkMap(row_plan(), places)
    cells = walks.cells(front_places([places[0], places[19]], AISLE))
    along = walks.from_each(cells[:1], cells[1:], 1e6)[0, 0]
    assert along == pytest.approx(57_000, abs=1_500)
    behind = replace(places[9], x_mm=places[9].x_mm + 3_000, y_mm=6_000, rotation_mdeg=180_000)
    both = walks.cells(front_places([places[9], behind], AISLE))
    around = walks.from_each(both[:1], both[1:], 1e6)[0, 0]
    assert around > 50_000  # the two are 6 m apart as the crow flies
    assert walks.from_each(both[:1], both[1:], 20_000)[0, 0] == float("inf")


def test_a_corner_goes_to_who_asks_for_it() -> None:
    requests = [asking(f"x-{i}") for i in range(8)]
    requests[4] = asking("x-4", open_sides=3)
    _, placed = solve(requests, row_places(8))
    assert placed["x-4"] in (0, 7)


def test_who_wants_to_be_by_the_entrance_is() -> None:
    requests = [asking(f"x-{i}") for i in range(20)]
    requests[15] = asking("x-15", near=("entrance",))
    requests[16] = asking("x-16", near=("east",))
    _, placed = solve(requests, row_places(20))
    assert placed["x-15"] < 4
    assert placed["x-16"] > 4


def test_rivals_stand_as_far_apart_as_asked_on_foot() -> None:
    requests = [asking(f"x-{i:02d}") for i in range(20)]
    requests[0] = asking("x-00", apart=("x-01", "x-02"), apart_mm=20_000)
    wishes, placed = solve(requests, row_places(20))
    for rival in ("x-01", "x-02"):
        walk = wishes.rows([placed["x-00"]])[0][placed[rival]]
        assert walk >= 20_000


def test_friends_stand_near_each_other() -> None:
    requests = [asking(f"x-{i:02d}") for i in range(20)]
    requests[0] = asking("x-00", near=("x-19",))
    wishes, placed = solve(requests, row_places(20))
    assert wishes.rows([placed["x-00"]])[0][placed["x-19"]] <= NEAR_MM


WISHES = st.fixed_dictionaries(
    {},
    optional={
        "open_sides": st.sampled_from([2, 3]),
        "near": st.sampled_from([("entrance",), ("east",), ("x-0",), ("x-3",)]),
        "apart": st.sampled_from([("x-1",), ("x-2",), ("x-0", "x-4")]),
    },
)


@given(st.lists(WISHES, min_size=5, max_size=6), st.integers(0, 1))
@settings(max_examples=30, deadline=None)
def test_no_assignment_undercuts_the_bound_and_ours_is_within_its_gap(
    table: list[dict[str, object]], spare: int
) -> None:
    requests = [asking(f"x-{i}", **wish) for i, wish in enumerate(table)]
    places = [replace(p, x_mm=4_000 + 4 * (p.x_mm - 4_000)) for p in row_places(len(table) + spare)]
    wishes, placed = solve(requests, places)
    bound, scale = bound_cost(wishes), wishes.scale()
    ours = wishes.total({wishes.index[name]: at for name, at in placed.items()})
    best = min(
        wishes.total(dict(enumerate(order)))
        for order in itertools.permutations(range(len(places)), len(requests))
    )
    assert bound <= best <= ours <= scale
    assert (ours - best) / max(scale, 1) <= measure_gap(ours, bound, scale)


@given(st.lists(WISHES, min_size=6, max_size=6))
@settings(max_examples=15, deadline=None)
def test_the_order_of_requests_does_not_matter(table: list[dict[str, object]]) -> None:
    requests = [asking(f"x-{i}", **wish) for i, wish in enumerate(table)]
    first = place_stands(row_plan(), requests, None)
    assert place_stands(row_plan(), requests[::-1], None) == first


def test_a_wish_not_met_is_a_note_with_the_walk_and_the_limit() -> None:
    requests = [asking(f"x-{i}") for i in range(3)]
    requests[0] = asking("x-0", near=("lounge",), apart=("x-1",), apart_mm=200_000, open_sides=4)
    lounge = ((84_000, 0), (90_000, 0), (90_000, 3_000), (84_000, 3_000))
    plan = replace(row_plan(), zones=(Zone("lounge", "rest", lounge),))
    placed = place_stands(plan, requests, None)
    notes = {f.code: f for f in placed.findings if f.code.startswith("wish.")}
    assert all(note.severity == "note" for note in notes.values())
    assert notes["wish.open_sides_unmet"].limit == 4
    apart = notes["wish.apart_unmet"]
    assert apart.limit == 200
    assert apart.measured is not None
    assert 0 < apart.measured < 200
    assert placed.report.wishes_gap is not None
    if "wish.near_unmet" in notes:
        assert notes["wish.near_unmet"].limit == NEAR_MM / 1_000


def test_without_wishes_there_is_no_gap_to_tell() -> None:
    placed = place_stands(row_plan(), [asking("x-0"), asking("x-1")], None)
    assert placed.report.wishes_gap is None


def test_a_rival_weighs_more_than_being_near() -> None:
    requests = [asking(f"x-{i:02d}") for i in range(24)]
    requests[0] = asking("x-00", near=("entrance",), apart=("x-01",), apart_mm=30_000)
    requests[1] = asking("x-01", near=("entrance",))
    wishes, placed = solve(requests, row_places(24))
    assert wishes.rows([placed["x-00"]])[0][placed["x-01"]] >= 30_000
    assert FAR_MM > NEAR_MM


def test_fairness_is_one_when_all_is_even_and_falls_when_one_has_all() -> None:
    places = row_places(4)
    even = measure_exposure(row_plan(), places, [1, 1, 1, 1]) * 0 + 1.0
    assert measure_fairness(even, places) == 1.0
    one = even * 0
    one[0] = 1.0
    assert measure_fairness(one, places) == 0.25
    assert measure_fairness(one * 0, places) is None


def test_who_shares_a_stand_gets_a_place_that_more_people_pass() -> None:
    requests = [asking(f"x-{i:02d}") for i in range(20)]
    requests[19] = asking("x-19", co_exhibitors=("guest-1", "guest-2"))
    places = row_places(20)
    _, placed = solve(requests, places)
    by_id = {request.exhibitor: at for at, request in enumerate(requests)}

    def fairness(table: dict[str, int]) -> float:
        opens = [len(sides) for sides in measure_open_sides(row_plan(), places)]
        shared = [replace(place) for place in places]
        for request in requests:
            at = table[request.exhibitor]
            shared[at] = replace(places[at], co_exhibitors=request.co_exhibitors)
        return measure_fairness(measure_exposure(row_plan(), places, opens), shared) or 0.0

    assert fairness(placed) > fairness(by_id)
