from __future__ import annotations

from collections import Counter
from dataclasses import replace

import fair_requests
from shapely import Polygon, union_all

from layout.audit.checks import audit_hall
from layout.lock import format_lock, parse_lock
from layout.placing.engine import place_stands
from layout.values import (
    Door,
    Hall,
    Pin,
    PlacedHall,
    Plan,
    Rules,
    Sector,
    StandRequest,
    stand_corners,
)


def errors(placed: PlacedHall) -> list[str]:
    found = (*placed.findings, *audit_hall(placed))
    return [str(finding) for finding in found if finding.severity == "error"]


def small_plan(**changes: object) -> Plan:
    hall = Hall("h", ((0, 0), (30_000, 0), (30_000, 24_000), (0, 24_000)))
    door = Door("d", "entrance", (17_000, 0), (13_000, 0), 3000)
    sectors = (Sector("crafts", {"fr": "Artisanat"}, "#aa3311"),)
    plan = Plan(hall, (door,), (), (), sectors, (), Rules("house", 3000, 4000, 50_000))
    return replace(plan, **changes)  # type: ignore[arg-type]


def squares(count: int, sector: str = "crafts") -> list[StandRequest]:
    return [StandRequest(f"x-{index:03d}", sector, 3000, 3000) for index in range(count)]


def test_the_oriental_places_all_260_without_an_error(oriental: PlacedHall) -> None:
    assert errors(oriental) == []
    assert oriental.report.stands_placed == oriental.report.stands_requested == 260
    assert oriental.report.gross_m2 >= 7600
    assert max(oriental.report.exit_travel_m.values()) <= 50


def test_beni_mellal_places_all_320_without_an_error(beni_mellal: PlacedHall) -> None:
    assert errors(beni_mellal) == []
    sizes = Counter(stand.width_mm for stand in beni_mellal.placements)
    assert sizes == {3000: 120, 2000: 200}
    assert beni_mellal.report.gross_m2 >= 4000


def test_the_net_area_stays_below_the_bound(oriental: PlacedHall, beni_mellal: PlacedHall) -> None:
    for placed in (oriental, beni_mellal):
        report = placed.report
        assert report.net_m2 < report.bound_m2 <= report.usable_m2 <= report.gross_m2


def test_aisles_stay_at_the_width_of_the_plan(
    oriental: PlacedHall, beni_mellal: PlacedHall
) -> None:
    assert min(aisle.clear_width_mm for aisle in oriental.aisles) >= 3000
    assert min(aisle.clear_width_mm for aisle in beni_mellal.aisles) >= 2400


def test_the_main_aisle_runs_from_the_entrance(oriental: PlacedHall) -> None:
    main = [aisle for aisle in oriental.aisles if aisle.rank == "main"]
    assert max(aisle.clear_width_mm for aisle in main) >= 6000
    middle = [door.a[0] for door in oriental.plan.doors if door.kind == "entrance"]
    xs = [x for aisle in main for x, _ in aisle.outline]
    assert min(xs) < sum(middle) / len(middle) < max(xs)


def test_aisles_are_all_walkable_floor_outside_zones_once(oriental: PlacedHall) -> None:
    plan = oriental.plan
    hall = Polygon(plan.hall.outline, plan.hall.holes)
    taken = [Polygon(stand_corners(stand)) for stand in oriental.placements]
    taken += [Polygon(zone.outline) for zone in plan.zones]
    pillars = sum(column.width_mm * column.depth_mm for column in plan.columns)
    floor = hall.difference(union_all(taken)).area
    aisles = sum(Polygon(aisle.outline, aisle.holes).area for aisle in oriental.aisles)
    assert floor - pillars - 1e5 < aisles <= floor + 1e5


def test_an_island_is_open_on_four_sides(oriental: PlacedHall) -> None:
    islands = [stand for stand in oriental.placements if stand.kit == "island"]
    assert len(islands) == 8
    assert {len(stand.open_sides) for stand in islands} == {4}


def test_every_stand_is_open_at_its_front(beni_mellal: PlacedHall) -> None:
    assert all("front" in stand.open_sides for stand in beni_mellal.placements)


def test_numbers_carry_the_letter_of_their_sector(oriental: PlacedHall) -> None:
    letters = {sector.id: "ABCDEFGH"[i] for i, sector in enumerate(oriental.plan.sectors)}
    assert all(stand.number[0] == letters[stand.sector] for stand in oriental.placements)
    numbers = [stand.number for stand in oriental.placements]
    assert numbers == sorted(numbers, key=lambda number: (number[0], int(number[1:])))


def test_a_sector_is_one_quarter(oriental: PlacedHall) -> None:
    for sector in oriental.plan.sectors:
        shapes = [
            Polygon(stand_corners(stand)).buffer(6_500)
            for stand in oriental.placements
            if stand.sector == sector.id
        ]
        assert union_all(shapes).geom_type == "Polygon", sector.id


def test_the_order_of_requests_does_not_matter(beni_mellal: PlacedHall) -> None:
    backwards = list(reversed(fair_requests.beni_mellal_requests()))
    again = place_stands(beni_mellal.plan, backwards, None)
    assert format_lock(again, None) == format_lock(beni_mellal, None)


def test_who_finds_no_place_is_named() -> None:
    placed = place_stands(small_plan(), squares(200), None)
    left_out = {f.subjects[0] for f in placed.findings if f.code == "stand.not_placed"}
    assert len(left_out) == 200 - len(placed.placements)
    total = next(f for f in placed.findings if f.code == "hall.too_small")
    assert total.measured == len(left_out) * 9
    assert audit_hall(placed) == ()


def test_more_than_any_layout_can_hold_is_refused_with_the_bound(beni_mellal: PlacedHall) -> None:
    rules = replace(beni_mellal.plan.rules, aisle_mm=3000)
    plan = replace(beni_mellal.plan, rules=rules)
    sectors = [stand.sector for stand in beni_mellal.placements]
    wanted = [StandRequest(f"x-{i}", s, 3000, 3300) for i, s in enumerate(sectors)]
    placed = place_stands(plan, wanted, None)
    proof = next(f for f in placed.findings if f.code == "hall.beyond_bound")
    assert proof.measured is not None
    assert proof.limit is not None
    assert placed.report.net_m2 < proof.limit < proof.measured


def test_a_stand_bigger_than_the_hall_is_not_placed() -> None:
    giant = StandRequest("giant", "crafts", 90_000, 90_000)
    placed = place_stands(small_plan(), [*squares(4), giant], None)
    assert [f.subjects for f in placed.findings if f.code == "stand.not_placed"] == [("giant",)]


def test_a_hall_without_requests_is_all_aisle() -> None:
    placed = place_stands(small_plan(), [], None)
    assert placed.placements == ()
    assert sum(Polygon(aisle.outline).area for aisle in placed.aisles) == 30_000 * 24_000


def test_a_pinned_stand_stays_at_its_pin() -> None:
    plan = small_plan(pins=(Pin("x-003", 20_000, 12_000, 0),))
    placed = place_stands(plan, squares(12), None)
    stand = next(stand for stand in placed.placements if stand.exhibitor == "x-003")
    assert (stand.x_mm, stand.y_mm, stand.rotation_mdeg) == (20_000, 12_000, 0)
    assert errors(placed) == []


def test_who_asks_for_a_corner_gets_one() -> None:
    wish = replace(squares(20)[13], open_sides=2)
    requests = [wish if r.exhibitor == wish.exhibitor else r for r in squares(20)]
    placed = place_stands(small_plan(), requests, None)
    stand = next(stand for stand in placed.placements if stand.exhibitor == wish.exhibitor)
    assert len(stand.open_sides) >= 2


def test_a_wish_that_no_stand_meets_is_told() -> None:
    placed = place_stands(small_plan(), [replace(r, open_sides=4) for r in squares(6)], None)
    assert {f.code for f in placed.findings} == {"wish.open_sides_unmet"}


def test_who_wants_to_be_near_comes_next_to_each_other() -> None:
    requests = squares(20)
    requests[0] = replace(requests[0], near=("x-015",))
    placed = place_stands(small_plan(), requests, None)
    numbers = {stand.exhibitor: int(stand.number[1:]) for stand in placed.placements}
    assert abs(numbers["x-000"] - numbers["x-015"]) == 1


def test_who_has_a_place_stays_when_wishes_and_rivals_differ() -> None:
    requests = [
        replace(r, open_sides=(None, 1, 2, 3)[i % 4], apart=("x-001",) if i % 5 == 2 else ())
        for i, r in enumerate(squares(30))
    ]
    first = place_stands(small_plan(), requests, None)
    text = format_lock(first, None)
    again = place_stands(small_plan(), requests, parse_lock(text))
    assert format_lock(again, parse_lock(text)) == text


def test_rivals_are_kept_apart() -> None:
    requests = squares(20)
    requests[0] = replace(requests[0], apart=("x-001",))
    placed = place_stands(small_plan(), requests, None)
    places = {stand.exhibitor: Polygon(stand_corners(stand)) for stand in placed.placements}
    assert places["x-000"].centroid.distance(places["x-001"].centroid) >= 15_000
    assert placed.findings == ()


def test_rivals_who_cannot_be_kept_apart_are_told() -> None:
    requests = squares(2)
    requests[0] = replace(requests[0], apart=("x-001",))
    placed = place_stands(small_plan(), requests, None)
    assert [f.code for f in placed.findings] == ["wish.apart_unmet"]


def test_ids_and_numbers_are_kept_from_the_lock_and_never_reused() -> None:
    first = place_stands(small_plan(), squares(12), None)
    lock = parse_lock(format_lock(first, None))
    newcomer = StandRequest("a-newcomer", "crafts", 3000, 3000)
    second = place_stands(small_plan(), [*squares(12)[1:], newcomer], lock)
    before = {stand.exhibitor: (stand.stand_id, stand.number) for stand in first.placements}
    after = {stand.exhibitor: (stand.stand_id, stand.number) for stand in second.placements}
    assert all(after[name] == before[name] for name in before if name != "x-000")
    assert after["a-newcomer"][0] not in {stand_id for stand_id, _ in before.values()}
    assert after["a-newcomer"][1] not in {number for _, number in before.values()}
