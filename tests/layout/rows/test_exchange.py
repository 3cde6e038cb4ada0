"""Halls laid out anew window by window: never fewer stands, nothing that the checker forbids."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layout.audit.checks import audit_hall
from layout.rows.capacity import Capacity, measure_capacity, set_out
from layout.rows.exchange import exchange, list_bands, list_windows, longest_block, recut
from layout.rows.ground import build_ground
from layout.rows.search import solve_direction
from layout.rows.standing import Stand, Standing
from layout.rows.values import RowRules
from layout.values import Column, Door, Hall, LayoutReport, PlacedHall, Plan, Rules, Sector

RULES = RowRules(depth=3000, unit=3000, aisle=3000, cross=3000, main=3000, block=15_000)


def plan_of(wide: int, high: int, columns: tuple[tuple[int, int], ...] = ()) -> Plan:
    door = Door("d", "entrance", (6000, 0), (3000, 0), 3000)
    posts = tuple(Column(f"c{i}", x, y, 600, 600) for i, (x, y) in enumerate(columns))
    hall = Hall("h", ((0, 0), (wide, 0), (wide, high), (0, high)))
    sector = Sector("all", {"en": "All"}, "#446688")
    rules = Rules("house", 3000, 3000, 0, max_block_mm=RULES.block)
    return Plan(hall, (door,), posts, (), (sector,), (), rules)


def set_out_rows(plan: Plan, *, aligned: bool = True) -> Standing:
    ground = build_ground(plan)
    return set_out(ground, RULES, solve_direction(ground, RULES, 0, aligned=aligned))


def errors(plan: Plan, found: Capacity) -> list[str]:
    report = LayoutReport(found.count, found.count, 0, 0, 0, 0, "", {})
    placed = PlacedHall(plan, found.placements, (), (), report, "")
    return [str(finding) for finding in audit_hall(placed) if finding.severity == "error"]


@given(st.integers(40, 64), st.integers(30, 50), st.integers(14, 30), st.integers(10, 20))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_thorough_search_finds_no_fewer_stands_and_breaks_no_rule(
    wide: int, high: int, x: int, y: int
) -> None:
    plan = plan_of(wide * 500, high * 500, ((x * 500, y * 500),))
    thorough = measure_capacity(plan, 3000, 3000, thorough=True)
    assert errors(plan, thorough) == []
    assert thorough.count >= measure_capacity(plan, 3000, 3000).count


def test_bands_with_columns_get_cross_aisles_of_their_own_and_lose_nothing() -> None:
    standing = set_out_rows(plan_of(42_000, 18_000, ((14_000, 9000), (29_000, 9000))))
    before = len(standing.stands)
    gained = recut(standing, RULES)
    assert gained >= 0
    assert len(standing.stands) == before + gained
    assert standing.blocked() == []
    assert standing.all_necks() == []


def test_a_window_as_large_as_an_empty_hall_is_filled_as_the_hall_is() -> None:
    standing = set_out_rows(plan_of(33_000, 24_000), aligned=False)
    full = len(standing.stands)
    for key in sorted(standing.stands):
        standing.remove(key)
    assert exchange(standing, RULES, (60_000,)) >= full > 0


def test_no_block_grows_longer_than_a_block_may_be() -> None:
    standing = set_out_rows(plan_of(42_000, 24_000))
    longest = max(RULES.block, longest_block(standing))
    exchange(standing, RULES, (18_000,))
    assert longest_block(standing) <= longest


def test_a_block_is_measured_over_gaps_narrower_than_an_aisle() -> None:
    standing = Standing(build_ground(plan_of(42_000, 24_000)), 3000, 3000, 3000)
    for x in (0, 3000, 6600, 12_600):
        standing.add(Stand(x, 6000, 0))
    assert longest_block(standing) == 9600


def test_windows_cover_the_hall_and_do_not_leave_it() -> None:
    windows = list(list_windows((0.0, 0.0, 40_000.0, 25_000.0), (18_000,)))
    assert min(w[0] for w in windows) == min(w[1] for w in windows) == 0
    assert max(w[2] for w in windows) == 40_000
    assert max(w[3] for w in windows) == 25_000


def test_bands_are_rows_back_to_back_or_alone() -> None:
    standing = Standing(build_ground(plan_of(42_000, 24_000)), 3000, 3000, 3000)
    for stand in (Stand(0, 6000, 0), Stand(3000, 12_000, 180_000), Stand(9000, 21_000, 0)):
        standing.add(stand)
    assert list_bands(standing, 0) == [(0, 6000, 42_000, 12_000), (0, 21_000, 42_000, 24_000)]
