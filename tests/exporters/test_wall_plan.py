from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laid_hall import lay_hall
from printed import LANGUAGES, page_ink, page_sizes, sheet_words, sign_typeface
from shapely import LineString, Polygon, affinity

from exporters.errors import HallTooLarge
from exporters.sheet.hatching import hatch
from exporters.sheet.marks import Line, Sheet
from exporters.sheet.paper import PAPERS
from exporters.sheet.pdf import PdfInfo, build_pdf
from exporters.sheet.stands import sector_patterns
from exporters.wall_plan.pages import draw_wall_plan
from layout.values import Bound, Certificate, Check, Hall, PlacedHall, Rules

INFO = PdfInfo("t", "a", "s", "fr", "2024-07-03", "k")
NAMES = {s.exhibitor or "": f"Coopérative {s.stand_id}" for s in lay_hall().placements}


def certified(placed: PlacedHall) -> PlacedHall:
    checks = (
        Check("stand.overlaps", passed=True, basis="proved", measured=0.0, limit=0.0),
        Check("exit.walk", passed=False, basis="measured", measured=51.25, limit=50.0, unit="m"),
        Check(
            "nobody.knows",
            passed=True,
            basis="estimate",
            measured=1.0,
            unit="parsec",
            subject="main",
        ),
    )
    bounds = (Bound("perimeter", 4000.0, "m2", "proved", 0.25, "axis_parallel, unheard_of"),)
    certificate = Certificate(
        "sha256:1", "sha256:2", checks, bounds, 7600.0, 7500.0, 3000.0, 7600, 1, 0
    )
    return replace(placed, certificate=certificate)


def words_on(sheets: tuple[Sheet, ...] | list[Sheet]) -> list[str]:
    return [m.text for sheet in sheets for m in sheet.marks if isinstance(m, Line)]


@pytest.fixture(scope="module", params=LANGUAGES)
def sheets(request: pytest.FixtureRequest) -> tuple[Sheet, ...]:
    words = sheet_words(request.param, NAMES)
    return draw_wall_plan(certified(lay_hall()), words, sign_typeface(), "A1")


def test_every_stand_has_its_number_and_a_line_in_the_index(sheets: tuple[Sheet, ...]) -> None:
    texts = words_on(sheets)
    for stand in lay_hall().placements:
        assert texts.count(stand.number) >= 2


def test_nothing_lies_beside_the_paper(sheets: tuple[Sheet, ...]) -> None:
    face = sign_typeface()
    for sheet in sheets:
        for mark in sheet.marks:
            if isinstance(mark, Line) and not mark.turn:
                wide = face.width(mark.text, mark.size, bold=mark.bold)
                back = {"left": 0.0, "middle": wide / 2, "right": wide}[mark.anchor]
                left = mark.at[0] - back
                assert left > 0, mark
                assert left + wide < sheet.width, mark
                assert mark.size < mark.at[1] < sheet.height, mark


def test_no_letter_is_smaller_than_can_be_read(sheets: tuple[Sheet, ...]) -> None:
    assert min(m.size for s in sheets for m in s.marks if isinstance(m, Line)) >= 1.4


def test_rules_and_certificate_follow_on_a4(sheets: tuple[Sheet, ...]) -> None:
    assert {(s.width, s.height) for s in sheets[1:]} == {(210, 297)}
    texts = " ".join(words_on(sheets[1:]))
    assert "51,25" in texts or "51.25" in texts
    assert "nobody.knows" in texts
    assert "unheard_of" in texts


def test_a_failed_check_is_not_told_as_held(sheets: tuple[Sheet, ...]) -> None:
    texts = words_on(sheets)
    failed = [sheet_words(lang, {}).say("proof.failed") for lang in LANGUAGES]
    assert sum(texts.count(word) for word in failed) == 1


def test_it_says_that_it_authorises_nothing(sheets: tuple[Sheet, ...]) -> None:
    lines = {sheet_words(lang, {}).say("not_authorised") for lang in LANGUAGES}
    for sheet in sheets:
        assert lines & set(words_on([sheet]))


@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_every_paper_carries_the_plan(paper: str) -> None:
    words = sheet_words("fr", NAMES)
    drawn = draw_wall_plan(lay_hall(), words, sign_typeface(), paper)
    data = build_pdf(drawn, sign_typeface(), INFO)
    assert sorted(page_sizes(data)[0]) == list(PAPERS[paper])
    assert page_ink(data) > 0.05
    numbers = {stand.number for stand in lay_hall().placements}
    assert numbers <= set(words_on(drawn))


def test_an_unread_number_is_marked_and_a_read_one_is_not() -> None:
    rules = Rules("fr", 3000, 6000, 50_000, {"aisle": "read it"}, unread=("max_travel",))
    placed = replace(lay_hall(), plan=replace(lay_hall().plan, rules=rules))
    words = sheet_words("fr", NAMES)
    texts = words_on(draw_wall_plan(placed, words, sign_typeface(), "A2"))
    assert texts.count(words.say("rules.unread")) == 1
    assert texts.count(words.say("rules.read")) == 1


def test_a_hall_beyond_every_scale_is_refused() -> None:
    huge = Hall("h", ((0, 0), (40_000_000, 0), (40_000_000, 9_000_000), (0, 9_000_000)))
    placed = replace(lay_hall(), plan=replace(lay_hall().plan, hall=huge), placements=())
    with pytest.raises(HallTooLarge, match="A4"):
        draw_wall_plan(placed, sheet_words("fr", {}), sign_typeface(), "A4")


def test_a_hall_without_stands_is_drawn() -> None:
    placed = replace(lay_hall(), placements=())
    assert draw_wall_plan(placed, sheet_words("en", {}), sign_typeface(), "A3")


def test_sectors_that_numbers_do_not_tell_are_hatched() -> None:
    numbered = tuple(
        replace(stand, number=str(index)) for index, stand in enumerate(lay_hall().placements)
    )
    lettered = tuple(
        replace(stand, number=f"{stand.sector.upper()}{index}")
        for index, stand in enumerate(lay_hall().placements)
    )
    assert set(sector_patterns(replace(lay_hall(), placements=numbered)).values()) == set(range(8))
    assert sector_patterns(replace(lay_hall(), placements=lettered)) == {}


@given(st.floats(0, 360), st.integers(1, 11))
def test_hatches_stay_inside_their_patch(turn: float, pattern: int) -> None:
    square = affinity.rotate(Polygon([(0, 0), (9, 0), (9, 4), (0, 4)]), turn)
    lines = hatch(square.exterior.coords[:-1], pattern, 0.7)
    assert lines
    assert all(square.buffer(1e-6).covers(LineString(line)) for line in lines)


def test_without_room_for_the_index_the_sheet_says_where_it_is() -> None:
    words = sheet_words("en", NAMES)
    drawn = draw_wall_plan(lay_hall(), words, sign_typeface(), "A4")
    assert words.say("index.elsewhere") in words_on(drawn[:1])
    assert words.say("index.title") in words_on(drawn[1:])
