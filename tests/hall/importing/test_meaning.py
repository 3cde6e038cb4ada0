"""Units and layers: told by the file or a person, never guessed."""

from __future__ import annotations

import pytest

from hall.service.importing.layers import (
    NO_LAYERS,
    ROLES,
    find_documented,
    list_left_out,
    parse_layers,
    suggest,
)
from hall.service.importing.units import Scale, UnitDoubt, find_scale
from hall.service.importing.values import Drawing, Layer


def drawing(unit: str = "", source: str = "", kind: str = "dxf", page: float = 0.0) -> Drawing:
    return Drawing(kind, (), (), (), unit, source, page_mm_a_unit=page)


def layers(*names: str) -> list[Layer]:
    return [Layer(name, {"LINE": 4}) for name in names]


@pytest.mark.parametrize(
    ("unit", "size", "metres"),
    [("mm", (37_500, 24_000), 0.001), ("m", (37.5, 24), 1.0), ("in", (1476, 945), 0.0254),
     ("ft", (123, 79), 0.3048), ("cm", (3750, 2400), 0.01)],
)  # fmt: skip
def test_a_unit_that_the_file_names_is_taken_where_the_hall_can_be_that_big(
    unit: str, size: tuple[float, float], metres: float
) -> None:
    scale = find_scale(drawing(unit, "$INSUNITS"), size, "", "")
    assert isinstance(scale, Scale)
    assert scale.metres == metres
    assert unit in scale.told


@pytest.mark.parametrize(
    ("unit", "size", "right"),
    [("", (37_500, 24_000), "--units mm"), ("m", (37_500, 24_000), "--units mm"),
     ("mm", (37.5, 24), "--units m"), ("in", (37.5, 24), "--units m")],
)  # fmt: skip
def test_no_unit_or_one_that_cannot_be_is_a_doubt_with_the_size_in_each(
    unit: str, size: tuple[float, float], right: str
) -> None:
    doubt = find_scale(drawing(unit, "$INSUNITS"), size, "", "")
    assert isinstance(doubt, UnitDoubt)
    assert (right, "37.5 m x 24.0 m") in doubt.candidates


def test_a_person_decides_about_the_unit() -> None:
    scale = find_scale(drawing("m", "$INSUNITS"), (37_500, 24_000), "mm", "")
    assert isinstance(scale, Scale)
    assert scale.metres == 0.001


@pytest.mark.parametrize(
    ("scale", "page", "metres"),
    [("0.01", 0.0, 0.01), ("1:200", 1.0, 0.2), ("1 : 100", 0.5, 0.05), (".05", 0.0, 0.05)],
)
def test_the_scale_of_a_drawing_on_paper_is_told(scale: str, page: float, metres: float) -> None:
    found = find_scale(drawing(kind="svg", page=page), (100, 100), "", scale)
    assert isinstance(found, Scale)
    assert found.metres == pytest.approx(metres)


@pytest.mark.parametrize("scale", ["1:200", "0", "1:0", "-1", "nan", "inf", "1e99", "abc", ""])
def test_a_scale_that_says_nothing_is_a_doubt(scale: str) -> None:
    assert isinstance(find_scale(drawing(kind="svg"), (100, 100), "", scale), UnitDoubt)


def test_documented_layers_need_no_option() -> None:
    choice = find_documented(layers("Hall", "COLUMNS", "0", "mobilier"))
    assert choice.layers == {"HALL": ("Hall",), "COLUMNS": ("COLUMNS",)}


@pytest.mark.parametrize(
    ("name", "role"),
    [("murs", "HALL"), ("A-WALL", "HALL"), ("الجدران", "HALL"), ("POTEAUX_2024", "COLUMNS"),
     ("S-COLS", "COLUMNS"), ("أعمدة", "COLUMNS"), ("Portes", "DOORS"), ("Sortie de secours",
     "EMERGENCY_EXITS"), ("مداخل", "ENTRANCES"), ("issues", "EXITS"), ("Stands 9m2", "STANDS"),
     ("stand_no", "STAND_NO"), ("Numéros stands", "STAND_NO"), ("plan$0$murs", "HALL"),
     ("Espaces", "ZONES"), ("zone interdite", "BLOCKED"), ("cotation", ""), ("0", "")],
)  # fmt: skip
def test_names_in_three_languages_suggest_a_role(name: str, role: str) -> None:
    assert suggest(layers(name)).role_of().get(name, "") == role


def test_layers_are_chosen_by_name_or_pattern_and_several_may_share_a_role() -> None:
    drawn = layers("murs", "A-STAND-1", "A-STAND-2", "x,y=z")
    choice = parse_layers("hall=MURS, STANDS=a-stand*,COLUMNS=x,y=z", drawn)
    assert choice.faults == ()
    assert choice.layers == {
        "HALL": ("murs",),
        "COLUMNS": ("x,y=z",),
        "STANDS": ("A-STAND-1", "A-STAND-2"),
    }
    assert parse_layers(choice.option(), drawn).layers == choice.layers


@pytest.mark.parametrize(
    ("option", "words"),
    [("HAL=murs", "did you mean HALL?"), ("HALL=mur", "did you mean murs?"), ("murs", "expected"),
     ("HALL=", "expected"), ("HALL=murs,HOLES=murs", "two roles")],
)  # fmt: skip
def test_what_is_wrong_with_an_option_is_told_with_a_way_out(option: str, words: str) -> None:
    faults = parse_layers(option, layers("murs", "poteaux")).faults
    assert any(words in fault for fault in faults), faults


def test_every_role_is_told_apart_by_its_own_name() -> None:
    drawn = layers(*ROLES)
    assert find_documented(drawn).role_of() == {role: role for role in ROLES}


def test_axes_alone_are_no_documented_names() -> None:
    assert find_documented(layers("AXES", "MURS", "POTEAUX")) == NO_LAYERS


def test_layers_that_hold_something_and_have_no_role_are_listed() -> None:
    drawn = [*layers("HALL", "MURS", "AISLES", "STANDS"), Layer("EMPTY")]
    assert list_left_out(drawn, find_documented(drawn)) == ("MURS",)
