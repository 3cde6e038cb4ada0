"""SVG, GeoJSON and tables of stands."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from drawings import Taken, take, write

from exporters.stand_table import build_stand_table
from hall.service.importing.found import Notes
from hall.service.importing.intake import Meaning, prepare
from hall.service.importing.reading import read_drawing
from hall.service.importing.stand_rows import read_numbers, survey_table
from hall.store.folder import read_fair_folder
from hall.store.folder.findings import FindingBook
from layout.values import LayoutReport, PlacedHall, Placement

SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 width="200mm" height="130mm" viewBox="0 0 400 260">
 <g inkscape:groupmode="layer" inkscape:label="HALL" transform="translate(0,260) scale(1,-1)">
  <path d="M0 0 H400 v260 H0 z"/></g>
 <g id="ENTRANCES"><line x1="180" y1="260" x2="220" y2="260"/></g>
 <g id="EXITS"><polyline points="400,115 400,145"/><path d="M0,145 0,115"/></g>
 <g id="ZONES"><rect id="workshop-1" x="330" y="0" width="70" height="70"/>
  <g transform="rotate(90 100 100)"><rect id="rect77" x="80" y="90" width="40" height="20"/></g>
  <text x="98" y="100">Café <tspan>des arts</tspan></text></g>
 <g id="COLUMNS"><circle cx="200" cy="60" r="4"/><use href="#rond"/></g>
 <defs><g id="rond"><ellipse cx="100" cy="200" rx="3" ry="2"/></g></defs>
 <g id="HOLES" style="display:none"><rect width="50" height="50"/></g>
</svg>"""


def test_an_svg_is_read_with_its_groups_transforms_and_uses(fair: Path) -> None:
    taken = take(fair, "svg", SVG.encode(), metres=0.1)
    assert taken.errors == []
    assert taken.changes() == {"column-1": "new", "column-2": "new", "cafe-des-arts": "new"}
    plan = taken.plan
    assert [(c.x_mm, c.y_mm, c.width_mm, c.depth_mm) for c in plan.columns] == [
        (20_000, 20_000, 800, 800), (10_000, 6_000, 600, 400),
    ]  # fmt: skip
    cafe = plan.zones[-1]
    assert (cafe.kind, cafe.names) == ("cafe", {"fr": "Café des arts"})
    assert set(cafe.outline) == {(9_000, 14_000), (11_000, 14_000), (11_000, 18_000), (9_000, 18_000)}  # fmt: skip  # noqa: E501


def test_the_page_of_an_svg_tells_millimetres_for_a_ratio() -> None:
    assert read_drawing("svg", SVG.encode()).page_mm_a_unit == pytest.approx(0.5)
    pixels = SVG.replace("200mm", "200").replace("130mm", "130")
    assert read_drawing("svg", pixels.encode()).page_mm_a_unit == 0


@pytest.mark.parametrize(
    ("d", "ends"),
    [
        ("M0 0L10,0l0-10-10 0Z", [(0, 0), (10, 0), (10, 10), (0, 10)]),
        ("m1,1 2,0 0,2z m5 5 1 0 0 1z", [(1, -1), (3, -1), (3, -3)]),
        ("M0 0 10 0 10 10 0 10", [(0, 0), (10, 0), (10, -10), (0, -10)]),
        ("M.5.5h1e1v-1E0", [(0.5, -0.5), (10.5, -0.5), (10.5, 0.5)]),
    ],
)
def test_paths_are_read_as_their_grammar_says(d: str, ends: list[tuple[float, float]]) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg"><path d="{d}"/></svg>'
    drawn = read_drawing("svg", text.encode())
    assert drawn.pieces[0].points == tuple(ends)


@pytest.mark.parametrize(
    "d",
    ["M0 0A5 5 0 0 1 10 0", "M0 0C0 -7 10 -7 10 0", "M0 0Q5 -9 10 0", "M0 0a5,5 0 0110,0"],
)
def test_curves_end_where_they_end_and_bulge_to_their_side(d: str) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg"><path d="{d}"/></svg>'
    points = read_drawing("svg", text.encode()).pieces[0].points
    assert points[0] == pytest.approx((0, 0))
    assert points[-1] == pytest.approx((10, 0), abs=1e-9)
    assert max(y for _, y in points) == pytest.approx(5, abs=0.6)


def features(*parts: tuple[dict[str, object], str, object], ours: bool = True) -> bytes:
    return json.dumps(
        {
            "type": "FeatureCollection",
            **({"coordinateSystem": "plan-metres"} if ours else {}),
            "features": [
                {"type": "Feature", "properties": p, "geometry": {"type": t, "coordinates": c}}
                for p, t, c in parts
            ],
        }
    ).encode()


HALL = [[[0, 0], [40, 0], [40, 26], [0, 26], [0, 0]], [[9, 9], [9, 11], [11, 11], [11, 9], [9, 9]]]


def test_geojson_of_the_contract_needs_no_options(fair: Path) -> None:
    data = features(
        ({"kind": "hall"}, "Polygon", HALL),
        ({"kind": "exit", "id": "east", "emergency": True}, "LineString", [[40, 12.5], [40, 15.5]]),
        ({"kind": "entrance", "id": "main"}, "LineString", [[18, 0], [22, 0]]),
        ({"kind": "exit", "id": "west"}, "LineString", [[0, 11.5], [0, 14.5]]),
        ({"kind": "aisle"}, "Polygon", [[[0, 0], [1, 0], [1, 1], [0, 0]]]),
    )
    taken = take(fair, "geojson", data)
    assert taken.errors == []
    assert taken.changes() == {"hall-1": "modified", "east": "modified"}
    east = next(door for door in taken.plan.doors if door.id == "east")
    assert (east.kind, east.a) == ("emergency_exit", (40_000, 15_500))
    assert len(taken.plan.hall.holes) == 1


def test_plain_polygons_have_layers_by_their_properties(fair: Path) -> None:
    ring = [[[5, 5], [6, 5], [6, 6], [5, 6], [5, 5]]]
    data = features(({"layer": "piliers"}, "Polygon", ring), (None, "Point", [1, 1]), ours=False)  # type: ignore[arg-type]
    assert read_drawing("geojson", data).metres_a_unit == 0
    taken = take(fair, "geojson", data, layers="COLUMNS=piliers")
    assert taken.changes() == {"column-1": "new"}


def take_table(fair: Path, data: bytes, metres: float = 1.0, *, keep: bool = False) -> Taken:
    notes = Notes("stands.csv", FindingBook())
    survey = survey_table(data, metres, notes)
    assert survey is not None
    prepared = prepare(fair, read_fair_folder(fair), survey, Meaning(keep=keep), notes)
    return Taken(prepared, notes)


def exhibitors(fair: Path, count: int) -> list[str]:
    return [exhibitor.id for exhibitor in read_fair_folder(fair).exhibitors][:count]


@pytest.mark.parametrize(
    "header",
    [
        "exhibitor,x_m,y_m,rotation_deg,width_m,depth_m",
        "Exposant;X (m);Y (m);Orientation;Largeur (m);Profondeur (m)",
        "العارض,س,ص,الدوران,العرض,العمق",
    ],
)
def test_a_table_of_stands_pins_them_and_writes_their_sizes(fair: Path, header: str) -> None:
    one, two = exhibitors(fair, 2)
    rows = [f"{one},4,8,0,4,3", f"{two},30.5,8,90,3,3"]
    text = "\n".join([header, *rows]) + "\n"
    text = text.replace(",", ";") if ";" in header else text
    taken = take_table(fair, text.encode())
    assert taken.errors == []
    assert taken.changes("stands") == {one: "new", two: "new"}
    assert [(p.exhibitor, p.x_mm, p.y_mm, p.rotation_mdeg) for p in taken.plan.pins] == [
        (one, 4_000, 8_000, 0), (two, 30_500, 8_000, 90_000),
    ]  # fmt: skip
    write(fair, taken)
    wishes = {e.id: e.stand for e in read_fair_folder(fair).exhibitors}
    wish = wishes[one]
    assert wish is not None
    assert (wish.width_mm, wish.depth_mm) == (4_000, 3_000)
    assert take_table(fair, text.encode()).changes() == {}


def test_a_workbook_with_sizes_alone_changes_only_the_exhibitors_table(fair: Path) -> None:
    one, two = exhibitors(fair, 2)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Identifiant", "Largeur (m)", "Profondeur (m)"), (one, 6, 3), (two, 3, 3)):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    taken = take_table(fair, out.getvalue())
    assert taken.errors == []
    assert set(taken.prepared.files) == {"exhibitors.csv"}
    assert taken.changes() == {one: "modified"}


def test_what_is_wrong_with_a_table_is_told_by_row_all_at_once(fair: Path) -> None:
    (one,) = exhibitors(fair, 1)
    rows = (f"{one},4,8,3,3", f"{one},9,8,3,3", "nobody,1,1,3,3", f"{one}x,a,1,3,3", ",1,1,3,3",
            "p,1,,3,3", "q,1,1,300,300", "r,1,1,3,-3", "s,99999,1,3,3")  # fmt: skip
    text = "exhibitor,x_m,y_m,width_m,depth_m\n" + "\n".join(rows)
    taken = take_table(fair, text.encode())
    lines = sorted({f.span.line for f in taken.findings if f.span and f.severity == "error"})
    assert lines == [3, 4, 5, 7, 8, 9, 10]
    assert taken.codes >= {"import.two_stands", "import.exhibitor_unknown", "import.table_number"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0\0",
        b"a,b\n1,2\n",
        b"PK\x03\x04broken",
        "é".encode("utf-16"),
        b"exhibitor,colour\na,b\n",
    ],
)
def test_what_is_no_table_of_stands_is_refused_in_words(data: bytes) -> None:
    notes = Notes("stands.csv", FindingBook())
    assert survey_table(data, 1.0, notes) is None
    assert any(f.severity == "error" for f in notes.book.list_findings())


def test_a_table_tells_whose_a_number_is() -> None:
    notes = Notes("numbers.csv", FindingBook())
    given = read_numbers(b"number,exhibitor\nA1,amal\nA2,noor\nA1,noor\n", notes)
    assert given == {"A1": "amal", "A2": "noor"}
    assert [f.code for f in notes.book.list_findings()] == ["import.number_twice"]


def test_the_table_that_we_export_comes_back_without_a_word(fair: Path) -> None:
    plan = read_fair_folder(fair).plan
    assert plan is not None
    report = LayoutReport(0, 0, 0, 0, 0, 0, "", {})
    (one,) = exhibitors(fair, 1)
    stand = Placement("s-1", "A1", "terroir", one, (), 4000, 8000, 90_000, 3000, 3000, (), "island")
    placed = PlacedHall(plan, (stand,), (), (), report, "sha256:0")
    taken = take_table(fair, build_stand_table(placed, {}, "fr", for_excel=True))
    assert taken.findings == ()
    assert taken.changes() == {one: "new"}
    assert taken.plan.pins[0].rotation_mdeg == 90_000
