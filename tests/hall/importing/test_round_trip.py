"""No vertex moves by more than 1 mm: from metres, feet and inches, turned or not."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from drawings import Sheet, rectangle, small_hall, take, write
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.dxf import build_dxf
from hall.service.importing.found import round_span
from hall.service.importing.reading import read_drawing
from hall.service.importing.survey_stands import round_rectangle
from hall.service.importing.values import Drawing
from hall.store.folder import read_fair_folder
from layout.lock import format_lock
from layout.placing.engine import place_stands
from layout.values import LayoutReport, PlacedHall, Placement, stand_corners

UNITS = {"m": (1.0, 6), "mm": (0.001, 4), "cm": (0.01, 5), "in": (0.0254, 1), "ft": (0.3048, 2)}
COMPARED = ("HALL", "HOLES", "COLUMNS", "ENTRANCES", "EXITS", "ZONES", "BLOCKED", "STANDS")


def place(folder: Path) -> PlacedHall:
    read = read_fair_folder(folder)
    assert read.plan is not None
    placed = place_stands(read.plan, read.requests, None)
    (folder / "placement.lock.json").write_text(format_lock(placed, None), "utf-8")
    return placed


def floor_of(folder: Path) -> PlacedHall:
    """Return the hall without any stand: placing is not what is tested."""
    plan = read_fair_folder(folder).plan
    assert plan is not None
    return PlacedHall(plan, (), (), (), LayoutReport(0, 0, 0, 0, 0, 0, "", {}), "sha256:0")


def export(placed: PlacedHall) -> bytes:
    return build_dxf(placed, {}, "fr")


def vertices(drawing: Drawing, metres: float) -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {layer: [] for layer in COMPARED}
    for piece in drawing.pieces:
        if piece.layer in found:
            found[piece.layer] += [(x * metres, y * metres) for x, y in piece.points]
    return found


def farthest(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> float:
    """Return how far a vertex is from the nearest of the other drawing."""
    return max((min(math.dist(p, q) for q in other) for p in one), default=0.0)


def test_an_exported_drawing_comes_back_as_it_was(fair: Path) -> None:
    placed = place(fair)
    data = export(placed)
    taken = take(fair, "dxf", data)
    assert taken.errors == []
    assert taken.prepared.files == {}


@pytest.mark.parametrize("unit", UNITS)
def test_drawing_to_plan_to_drawing_moves_no_vertex_by_more_than_a_millimetre(
    fair: Path, unit: str
) -> None:
    metres, code = UNITS[unit]
    inch = 0.0254
    hall = [(0, 0), (1573.25 * inch, 0), (1573.25 * inch, 1021.0625 * inch), (0, 1021.0625 * inch)]
    sheet = Sheet(metres, code)
    sheet.ring("HALL", hall)
    sheet.ring("HOLES", rectangle(400.3 * inch, 300.7 * inch, 99.9 * inch, 61.3 * inch))
    for nth in range(7):
        sheet.ring(
            "COLUMNS",
            rectangle((100.11 + nth * 190.37) * inch, 500.5 * inch, 23.6 * inch, 19.7 * inch),
        )
    sheet.line("ENTRANCES", (300.3 * inch, 0), (400.9 * inch, 0))
    sheet.line("EXITS", (1573.25 * inch, 300.3 * inch), (1573.25 * inch, 420.9 * inch))
    sheet.ring(
        "ZONES",
        [
            (1100.1 * inch, 700.2 * inch),
            (1400.3 * inch, 760.4 * inch),
            (1300.5 * inch, 960.6 * inch),
        ],
    )
    data = sheet.data()
    taken = take(fair, "dxf", data, metres=metres)
    assert taken.errors == []
    write(fair, taken)
    back = vertices(read_drawing("dxf", export(floor_of(fair))), 1.0)
    before = vertices(read_drawing("dxf", data), metres)
    for layer in COMPARED[:-1]:
        assert farthest(before[layer], back[layer]) <= 0.001, layer
        assert farthest(back[layer], before[layer]) <= 0.001, layer


def test_turned_stands_come_back_within_a_millimetre(fair: Path) -> None:
    exhibitors = [e.id for e in read_fair_folder(fair).exhibitors][:6]
    sheet = small_hall(0.3048, 2)
    drawn = {}
    for nth, name in enumerate(exhibitors):
        stand = Placement("", "", "", None, (), 4000 + nth * 5500, 8000, nth * 13_370, 3048, 3048, (), "shell_scheme")  # fmt: skip  # noqa: E501
        corners = [(x / 1000, y / 1000) for x, y in stand_corners(stand)]
        sheet.ring("STANDS", corners)
        drawn[name] = corners
        middle = (sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)
        sheet.text("STAND_NO", name, middle)
    taken = take(fair, "dxf", sheet.data(), metres=0.3048)
    assert taken.errors == []
    assert set(taken.changes("stands").values()) == {"new"}
    write(fair, taken)
    read = read_fair_folder(fair)
    assert read.plan is not None
    sizes = {request.exhibitor: (request.width_mm, request.depth_mm) for request in read.requests}
    pins = {pin.exhibitor: pin for pin in read.plan.pins}
    for name, corners in drawn.items():
        pin, size = pins[name], sizes[name]
        stand = Placement("", "", "", None, (), pin.x_mm, pin.y_mm, pin.rotation_mdeg, *size, (), "shell_scheme")  # fmt: skip  # noqa: E501
        got = [(x / 1000, y / 1000) for x, y in stand_corners(stand)]
        assert max(min(math.dist(p, q) for q in got) for p in corners) <= 0.001, name


@settings(max_examples=300)
@given(
    x=st.floats(-50_000, 50_000), y=st.floats(-50_000, 50_000), w=st.floats(600, 20_000),
    d=st.floats(600, 20_000),
    turn=st.one_of(st.sampled_from([0, 90, 180, 270]), st.floats(0, 359.9)),
)  # fmt: skip
def test_no_corner_of_a_rounded_rectangle_moves_by_more_than_a_millimetre(
    x: float, y: float, w: float, d: float, turn: float
) -> None:
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    flat = ((0, 0), (w, 0), (w, d), (0, d))
    corners = [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in flat]
    left, low, rotation, width, depth = round_rectangle(corners)
    stand = Placement("", "", "", None, (), left, low, rotation, width, depth, (), "shell_scheme")
    moved = max(math.dist(p, q) for p, q in zip(stand_corners(stand), corners, strict=True))
    assert moved <= 1.0
    assert abs(width - w) <= 1.5
    assert abs(depth - d) <= 1.5


@given(low=st.floats(-1e6, 1e6), length=st.floats(10, 1e5))
def test_both_ends_of_a_rounded_span_stay_within_three_quarters_of_a_millimetre(
    low: float, length: float
) -> None:
    middle, size = round_span(low, low + length)
    assert max(abs(middle - size / 2 - low), abs(middle + size / 2 - low - length)) <= 0.7501


def test_2600_stands_are_taken_in_one_go(fair: Path) -> None:
    sheet = Sheet()
    sheet.ring("HALL", rectangle(0, 0, 330, 240))
    sheet.line("ENTRANCES", (150, 0), (160, 0))
    sheet.line("EXITS", (330, 100), (330, 110))
    for nth in range(2600):
        row, column = divmod(nth, 65)
        x, y = 5 + column * 4.8, 5 + row // 2 * 11 + row % 2 * 3
        sheet.ring("STANDS", rectangle(x, y, 3, 3))
        sheet.text("STAND_NO", f"{row}-{column}", (x + 1, y + 1))
    taken = take(fair, "dxf", sheet.data())
    assert [error for error in taken.errors if "plan." not in error] == []
    told = next(str(f) for f in taken.findings if f.code == "import.stand_unclaimed")
    assert "2600 stands" in told
