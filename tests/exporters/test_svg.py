from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import fair_requests
import pytest

from exporters.plan_captions import PlanCaptions
from exporters.plan_lettering import fit_text
from exporters.svg import build_plan_svg
from layout.placing.engine import place_stands
from layout.plan.text import parse_plan
from layout.values import PlacedHall

PLAN = Path(__file__).parents[2] / "data" / "beni-mellal" / "plan.yaml"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def placed() -> PlacedHall:
    plan, _ = parse_plan(PLAN.read_text("utf-8"), "plan.yaml")
    assert plan is not None
    return place_stands(plan, fair_requests.beni_mellal_requests(), None)


@pytest.fixture(scope="module")
def captions(placed: PlacedHall) -> PlanCaptions:
    return PlanCaptions(
        lang="ar",
        title="خريطة المعرض",
        stand="رواق",
        north="ش",
        metre="م",
        doors={"entrance": "مدخل", "exit": "مخرج", "emergency_exit": "مخرج النجدة"},
        hrefs={s.stand_id: f"/fair/ar/stands/{s.number}" for s in placed.placements},
        exhibitors={placed.placements[0].exhibitor or "": 'تعاونية <"الأمل">'},
    )


@pytest.fixture(scope="module")
def drawing(placed: PlacedHall, captions: PlanCaptions) -> ET.Element:
    return ET.fromstring(build_plan_svg(placed, captions))  # noqa: S314  # our own output


def test_each_stand_is_a_link_with_its_path_title_and_number(
    placed: PlacedHall, drawing: ET.Element
) -> None:
    links = drawing.findall(f".//{SVG}a")
    assert len(links) == len(placed.placements)
    for link, stand in zip(links, placed.placements, strict=True):
        assert link.get("href") == f"/fair/ar/stands/{stand.number}"
        assert link.find(f"{SVG}path[@data-stand='{stand.stand_id}']") is not None
        assert (link.findtext(f"{SVG}title") or "").startswith(f"رواق {stand.number}")
        assert link.findtext(f"{SVG}text") == stand.number


def test_names_are_escaped(drawing: ET.Element, placed: PlacedHall) -> None:
    title = drawing.findtext(f".//{SVG}a/{SVG}title")
    assert title == f'رواق {placed.placements[0].number} · تعاونية <"الأمل">'


def test_nothing_is_used_that_the_content_security_policy_refuses(drawing: ET.Element) -> None:
    for element in drawing.iter():
        assert element.tag not in {f"{SVG}style", f"{SVG}script", f"{SVG}image"}
        assert not any(name == "style" or name.startswith("on") for name in element.attrib)


def test_arabic_captions_run_right_to_left(drawing: ET.Element) -> None:
    assert drawing.get("direction") == "rtl"
    texts = [text for element in drawing.iter(f"{SVG}text") for text in element.itertext()]
    assert "الصناعة التقليدية" in texts
    assert "\u2066E1–E90\u2069" in texts
    swatch = [rect for rect in drawing.iter(f"{SVG}rect") if rect.get("width") == "3.2"]
    west = min(float(rect.get("x") or 0) for rect in swatch)
    assert west > 10


def test_everything_lies_inside_the_view_in_metres(drawing: ET.Element) -> None:
    x, y, width, height = map(float, (drawing.get("viewBox") or "").split())
    assert width == pytest.approx(81 + 8)
    for text in drawing.iter(f"{SVG}text"):
        spot = text if text.get("x") else text.find(f"{SVG}tspan")
        assert spot is not None
        assert x <= float(spot.get("x") or 0) <= x + width
        assert y <= float(spot.get("y") or 0) <= y + height


def test_a_stand_without_a_page_is_drawn_without_a_link(
    placed: PlacedHall, captions: PlanCaptions
) -> None:
    bare = ET.fromstring(build_plan_svg(placed, replace(captions, hrefs={})))  # noqa: S314  # our own output
    assert bare.find(f".//{SVG}a") is None
    assert len(bare.findall(f".//{SVG}path[@data-stand]")) == len(placed.placements)


def test_a_name_missing_in_a_language_falls_back(captions: PlanCaptions) -> None:
    assert captions.name({"fr": "Café"}) == "Café"
    assert captions.name({"fr": "Café", "ar": "مقهى"}) == "مقهى"


@pytest.mark.parametrize("text", ["A1", "Salle de prière", "قاعة الصلاة", "Conferences"])
def test_text_is_sized_to_its_room(text: str) -> None:
    lines, size = fit_text(text, 8.0, 4.0, 2.0)
    assert size <= 2.0
    assert max(len(line) for line in lines) * 0.6 * size <= 8.0
    assert " ".join(lines) == text


def test_the_same_hall_gives_the_same_text(placed: PlacedHall, captions: PlanCaptions) -> None:
    assert build_plan_svg(placed, captions) == build_plan_svg(placed, captions)
