"""Broken and hostile files end in a finding that says what would be right, never in a traceback."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import ezdxf
import pytest
from drawings import HALL, Sheet, rectangle, small_hall, take

from hall.service.importing import child, limits
from hall.service.importing.reading import read_drawing
from hall.service.importing.values import ImportRefused

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 26">{}</svg>'


def many_points() -> bytes:
    head = "  0\nSECTION\n  2\nENTITIES\n"
    return (
        head + "  0\nPOINT\n 10\n1.0\n 20\n1.0\n" * 1_000_000 + "  0\nENDSEC\n  0\nEOF\n"
    ).encode()


def multiplying_blocks() -> bytes:
    sheet = small_hall()
    for level in range(12):
        block = sheet.document.blocks.new(f"B{level}")
        for shift in range(10):
            if level:
                block.add_blockref(f"B{level - 1}", (shift, 0))
            else:
                block.add_line((0, 0), (1, 1))
    sheet.space.add_blockref("B11", (0, 0))
    return sheet.data()


def endless_rows_of_blocks() -> bytes:
    sheet = small_hall()
    sheet.document.blocks.new("B").add_line((0, 0), (1, 1))
    attributes = {
        "row_count": 30_000,
        "column_count": 30_000,
        "row_spacing": 1,
        "column_spacing": 1,
    }
    sheet.space.add_blockref("B", (0, 0), dxfattribs=attributes)
    return sheet.data()


def deep_json() -> bytes:
    return b'{"type":"FeatureCollection","features":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


def laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10)
    )
    return f"<!DOCTYPE svg [{entities}]><svg><text>&a9;</text></svg>".encode()


REFUSED: tuple[tuple[str, str, Callable[[], bytes], str], ...] = (
    ("nothing", "dxf", lambda: b"", "import.empty"),
    ("a DWG", "dxf", lambda: b"AC1032" + bytes(200), "import.is_dwg"),
    ("a picture", "dxf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "import.not_dxf"),
    ("a letter", "dxf", lambda: "Bonjour, voici le plan.".encode("utf-16"), "import.not_dxf"),
    ("a million entities", "dxf", many_points, "import.too_many_entities"),
    ("blocks that multiply", "dxf", multiplying_blocks, "import.too_complex"),
    ("endless rows of a block", "dxf", endless_rows_of_blocks, "import.too_complex"),
    ("binary rubbish", "dxf", lambda: b"AutoCAD Binary DXF\r\n\x1a\0" + bytes(range(256)), "import.damaged"),  # noqa: E501
    ("entities", "svg", laughs, "import.entities"),
    ("an entity of a file", "svg", lambda: b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>', "import.entities"),  # noqa: E501
    ("a cut SVG", "svg", lambda: SVG.format('<path d="M 0').encode()[:-20], "import.not_svg"),
    ("a web page", "svg", lambda: b"<html><body/></html>", "import.not_svg"),
    ("an unknown encoding", "svg", lambda: b'<?xml version="1.0" encoding="x-klingon"?><svg/>', "import.not_svg"),  # noqa: E501
    ("deep groups", "svg", lambda: SVG.format("<g>" * 5000 + "</g>" * 5000).encode(), "import.too_complex"),  # noqa: E501
    ("an endless path", "svg", lambda: SVG.format(f'<path d="M0 0 {"L1 1 " * 50_000}"/>').encode(), "import.too_complex"),  # noqa: E501
    ("no JSON", "geojson", lambda: b"{", "import.not_geojson"),
    ("a list", "geojson", lambda: b"[]", "import.not_geojson"),
    ("NaN in JSON", "geojson", lambda: b'{"type":"FeatureCollection","features":[NaN]}', "import.not_geojson"),  # noqa: E501
    ("Latin-1", "geojson", lambda: '{"name":"Café"}'.encode("latin-1"), "import.not_geojson"),
    ("deep lists", "geojson", deep_json, "import.too_complex"),
    ("degrees", "geojson", lambda: json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"kind": "hall"}, "geometry": {"type": "Polygon", "coordinates": [[[-1.91, 34.68], [-1.909, 34.68], [-1.909, 34.681], [-1.91, 34.68]]]}}]}).encode(), "import.degrees"),  # noqa: E501
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "make", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_file_that_cannot_be_used_is_refused_in_words(
    kind: str, make: Callable[[], bytes], code: str
) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_drawing(kind, make())
    assert refused.value.code == code
    assert len(refused.value.message) > 15
    assert "Traceback" not in refused.value.message


def test_a_file_that_is_too_big_is_not_read() -> None:
    with pytest.raises(ImportRefused) as refused:
        read_drawing("dxf", bytes(limits.MAX_BYTES + 1))
    assert refused.value.code == "import.too_big"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99, 0.999])
def test_a_truncated_drawing_is_mended_or_refused(fair: Path, share: float) -> None:
    data = small_hall().data()
    with suppress(ImportRefused):
        taken = take(fair, "dxf", data[: int(len(data) * share)])
        assert taken.findings or not taken.changes()


@pytest.mark.parametrize("at", range(0, 100, 5))
def test_a_drawing_with_rubbish_in_it_never_crashes(fair: Path, at: int) -> None:
    data = bytearray(small_hall().data())
    start = len(data) * at // 100
    data[start : start + 40] = b"\r\n  0\r\n\xff\xfe999999999\r\n 10\r\nnan\r\n 20\r\n1e999\r\n"
    with suppress(ImportRefused):
        take(fair, "dxf", bytes(data))


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e300", "1e12"])
def test_an_entity_with_impossible_numbers_is_left_out_and_told(fair: Path, number: str) -> None:
    sheet = small_hall()
    sheet.line("COLUMNS", (7.125, 3), (8, 3))
    taken = take(fair, "dxf", sheet.data().replace(b"7.125", number.encode()))
    assert taken.changes() == {}
    told = {"import.bad_numbers", "import.recovered"}
    assert told & taken.codes, taken.codes


def test_a_block_that_holds_itself_is_left_out_and_told(fair: Path) -> None:
    sheet = small_hall()
    one, two = sheet.document.blocks.new("ONE"), sheet.document.blocks.new("TWO")
    one.add_blockref("TWO", (0, 0))
    two.add_blockref("ONE", (0, 0))
    sheet.space.add_blockref("ONE", (5, 5), dxfattribs={"layer": "COLUMNS"})
    taken = take(fair, "dxf", sheet.data())
    assert {"import.too_deep", "import.recovered"} & taken.codes
    assert taken.changes() == {}


def test_no_file_that_a_drawing_refers_to_is_opened(fair: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.dxf"
    document = ezdxf.new()
    document.modelspace().add_lwpolyline(rectangle(1, 1, 5, 5), close=True)
    document.saveas(other)
    sheet = small_hall()
    sheet.document.add_xref_def(str(other), "OTHER")
    sheet.space.add_blockref("OTHER", (0, 0), dxfattribs={"layer": "COLUMNS"})
    taken = take(fair, "dxf", sheet.data())
    assert "import.external_reference" in taken.codes
    assert taken.changes() == {}


def test_svg_references_to_files_and_in_circles_are_left_out(fair: Path) -> None:
    inner = '<g id="HALL"><rect width="40" height="26"/></g><use href="other.svg#a"/>'
    inner += '<g id="a"><use href="#a"/></g>'
    taken = take(fair, "svg", SVG.format(inner).encode())
    told = [str(f) for f in taken.findings if f.code == "import.entities_ignored"]
    assert any("other files" in text for text in told)
    assert any("circle" in text for text in told)


def test_an_old_encoding_keeps_arabic_and_french_names(fair: Path) -> None:
    sheet = small_hall()
    sheet.ring("ZONES", rectangle(2, 20, 6, 4))
    sheet.text("ZONES", "Scène d'été", (4, 22))
    sheet.document.dxfversion = "R2000"
    taken = take(fair, "dxf", sheet.data())
    assert taken.plan.zones[-1].names == {"fr": "Scène d'été"}


def test_what_a_name_holds_cannot_break_the_plan(fair: Path) -> None:
    sheet = small_hall()
    for nth, name in enumerate(
        ("a: {b, c]", "#x", "'q\"\\", "- yes", "no", "&a *b !c", "{}", "12")
    ):
        sheet.ring("ZONES", rectangle(1 + nth * 4, 20, 3, 3))
        sheet.text("ZONES", name, (1.5 + nth * 4, 21))
    taken = take(fair, "dxf", sheet.data())
    assert taken.errors == []
    names = {zone.names["fr"] for zone in taken.plan.zones[1:]}
    assert {"a: {b, c]", "#x", "- yes", "no", "&a *b !c", "{}", "12"} <= names


def test_the_child_that_reads_is_limited_and_its_end_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawing = child.read_in_child("dxf", small_hall().data())
    assert {layer.name for layer in drawing.layers} >= {"HALL", "EXITS"}
    with pytest.raises(ImportRefused, match="DWG"):
        child.read_in_child("dxf", b"AC1032")
    monkeypatch.setattr(limits, "WALL_S", 0.0)
    with pytest.raises(ImportRefused) as refused:
        child.read_in_child("dxf", small_hall().data())
    assert refused.value.code == "import.too_complex"


def test_a_binary_dxf_is_read(fair: Path, tmp_path: Path) -> None:
    sheet = small_hall()
    sheet.document.saveas(tmp_path / "b.dxf", fmt="bin")
    data = (tmp_path / "b.dxf").read_bytes()
    assert data.startswith(b"AutoCAD Binary DXF")
    taken = take(fair, "dxf", data)
    assert taken.errors == []
    assert taken.changes() == {}


def test_thousands_of_open_lines_are_no_hang(fair: Path) -> None:
    sheet = Sheet()
    sheet.ring("HALL", HALL)
    for nth in range(3000):
        x, y = (nth * 37 % 400) / 10, (nth * 91 % 260) / 10
        sheet.line("HALL", (x, y), (x + struct.unpack("b", bytes([nth % 128]))[0] / 50, y + 0.7))
    taken = take(fair, "dxf", sheet.data())
    assert taken.errors == []
