from __future__ import annotations

import math
from dataclasses import replace

import pytest
from laid_hall import lay_hall, rectangle
from printed import LANGUAGES, page_boxes, page_sizes, sheet_words, sign_typeface
from shapely import LineString, Polygon, unary_union

from exporters.dossier.pages import draw_dossier
from exporters.dossier.routes import find_routes
from exporters.sheet.marks import Line, Sheet
from exporters.sheet.pdf import PdfInfo, build_pdf
from layout.audit.certificate import certify_hall
from layout.values import Column, Door, Fixture, Hall, PlacedHall, Plan, Rules, stand_corners

INFO = PdfInfo("t", "a", "s", "fr", "2024-07-03", "k")
RULES = Rules(
    "fr-erp-t", 3000, 3000, 50_000, min_exit_mm=1400, exit_unit_mm=600, persons_per_unit=100,
    persons_per_m2=1.0,
)  # fmt: skip


def hall_of(width: int, depth: int) -> PlacedHall:
    """Return an empty hall with one door in the south and one in the north."""
    middle = width // 2
    doors = (
        Door("south", "entrance", (middle + 1500, 0), (middle - 1500, 0), 2000),
        Door("north", "emergency_exit", (0, depth), (1900, depth), 2000),
    )
    plan = Plan(Hall("h", rectangle(0, 0, width, depth)), doors, (), (), (), (), RULES)
    return replace(lay_hall(), plan=plan, placements=(), aisles=())


def texts(sheets: tuple[Sheet, ...]) -> list[str]:
    return [m.text for sheet in sheets for m in sheet.marks if isinstance(m, Line)]


@pytest.mark.parametrize(
    ("size", "scale", "paper"),
    [
        ((30_000, 20_000), 100, (594, 420)),
        ((20_000, 15_000), 100, (420, 297)),
        ((100_000, 60_000), 200, (841, 594)),
        ((300_000, 150_000), 500, (841, 594)),
    ],
)
def test_metres_of_the_hall_are_exact_on_paper(
    size: tuple[int, int], scale: int, paper: tuple[int, int]
) -> None:
    sheets = draw_dossier(hall_of(*size), sheet_words("fr", {}), sign_typeface())
    data = build_pdf(sheets, sign_typeface(), INFO)
    assert sorted(page_sizes(data)[0]) == sorted(paper)
    floor = page_boxes(data)[0]
    assert floor[2:] == pytest.approx((size[0] / scale, size[1] / scale), abs=0.01)


def test_ten_metres_at_1_to_200_are_fifty_millimetres() -> None:
    placed = hall_of(100_000, 60_000)
    columns = (Column("c-1", 30_000, 20_000, 600, 600), Column("c-2", 40_000, 30_000, 600, 600))
    placed = replace(placed, plan=replace(placed.plan, columns=columns))
    sheets = draw_dossier(placed, sheet_words("en", {}), sign_typeface())
    boxes = page_boxes(build_pdf(sheets, sign_typeface(), INFO))
    one, other = (b for b in boxes if b[2:] == pytest.approx((3, 3), abs=0.01))
    assert other[0] - one[0] == pytest.approx(50, abs=0.01)
    assert one[1] - other[1] == pytest.approx(50, abs=0.01)


@pytest.mark.parametrize("paper", ["A3", "A0"])
def test_the_paper_that_is_asked_for_is_taken(paper: str) -> None:
    sheets = draw_dossier(hall_of(100_000, 60_000), sheet_words("fr", {}), sign_typeface(), paper)
    short = {"A3": 297, "A0": 841}[paper]
    assert min(sheets[0].width, sheets[0].height) == short


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_sheet_says_in_every_language_that_it_authorises_nothing(lang: str) -> None:
    words = sheet_words(lang, {})
    sheets = draw_dossier(hall_of(40_000, 30_000), words, sign_typeface())
    for line in words.disclaimers:
        assert line in texts(sheets[:1])
        assert line in texts(sheets[1:2])
    assert words.say("dossier.title") in texts(sheets[:1])


def test_widths_units_and_persons_of_exits() -> None:
    words = sheet_words("fr", {})
    found = texts(draw_dossier(hall_of(40_000, 30_000), words, sign_typeface()))
    assert "3,00 m · 5 UP · 500 pers." in found
    assert "1,90 m · 3 UP · 300 pers." in found


def test_an_exit_below_the_least_width_counts_for_nobody() -> None:
    placed = hall_of(40_000, 30_000)
    narrow = Door("side", "exit", (0, 10_000), (0, 9_000), 1000)
    placed = replace(placed, plan=replace(placed.plan, doors=(*placed.plan.doors, narrow)))
    found = texts(draw_dossier(placed, sheet_words("fr", {}), sign_typeface()))
    assert "1,00 m" in found
    assert "800" in found


def test_what_the_plan_does_not_name_is_said_to_be_missing() -> None:
    words = sheet_words("en", {})
    bare = texts(draw_dossier(hall_of(40_000, 30_000), words, sign_typeface()))
    assert bare.count(words.say("dossier.none_named")) == 7
    placed = hall_of(40_000, 30_000)
    fixture = Fixture("ext-1", "extinguisher", 1000, 1000, {"en": "Powder 6 kg"})
    placed = replace(placed, plan=replace(placed.plan, fixtures=(fixture,)))
    named = texts(draw_dossier(placed, words, sign_typeface()))
    assert named.count(words.say("dossier.none_named")) == 6
    assert "Powder 6 kg" in named


def test_routes_are_walks_around_everything_to_their_exit() -> None:
    placed = lay_hall()
    stands = unary_union([Polygon(stand_corners(s)) for s in placed.placements])
    routes = find_routes(placed)
    assert routes
    doors = {door.id: LineString([door.a, door.b]) for door in placed.plan.doors}
    for route in routes.values():
        line = LineString(route.points)
        assert line.intersection(stands).length < 1
        assert doors[route.door].distance(line.boundary.geoms[1]) < 1
        straight = math.dist(route.points[0], route.points[-1])
        assert straight - 1 <= route.length_mm <= 2.5 * straight + 5000


def test_a_walk_in_an_empty_hall_is_straight() -> None:
    routes = find_routes(hall_of(40_000, 30_000))
    for route in routes.values():
        straight = math.dist(route.points[0], route.points[-1])
        assert route.length_mm == pytest.approx(straight, rel=0.03)


def test_the_same_hall_gives_the_same_bytes() -> None:
    first, second = (
        build_pdf(
            draw_dossier(lay_hall(), sheet_words("ar", {}), sign_typeface()), sign_typeface(), INFO
        )
        for _ in range(2)
    )
    assert first == second


def test_equipment_off_the_sheet_lies_at_its_edge_with_how_far_it_is() -> None:
    placed = hall_of(40_000, 30_000)
    away = Fixture("as-1", "assembly_point", -90_000, 15_000, {"en": "Car park"})
    placed = replace(placed, plan=replace(placed.plan, fixtures=(away,)))
    drawn = draw_dossier(placed, sheet_words("en", {}), sign_typeface())[0]
    label = next(m for m in drawn.marks if isinstance(m, Line) and m.text.startswith("Car park,"))
    assert 0 < label.at[0] < drawn.width
    told = float(label.text.removeprefix("Car park, ").split()[0])
    assert 70 < told < 90


def test_a_route_from_the_farthest_place_is_at_most_what_the_certificate_says() -> None:
    placed = lay_hall()
    told = {c.subject: c.measured for c in certify_hall(placed).checks if c.code == "exit.farthest"}
    for door, route in find_routes(placed).items():
        measured = told[door]
        assert measured is not None
        assert route.length_mm / 1000 <= measured + 0.5
