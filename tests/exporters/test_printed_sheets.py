from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pypdfium2 as pdfium
import pytest
from printed import page_boxes, sign_typeface

from exporters.errors import FontUnusable
from exporters.sheet.marks import Sheet
from exporters.sheet.outlines import build_sheet_svg
from exporters.sheet.pdf import PdfInfo, build_pdf
from exporters.sheet.typeface import Typeface

INFO = PdfInfo("Plan – المخطط", "Comité", "Plan", "ar", "2024-07-03", "sha256:1")
SVG = "{http://www.w3.org/2000/svg}"


def drawn_sheet() -> Sheet:
    sheet = Sheet(210, 297, right_to_left=True)
    sheet.box(20, 30, 50, 10, fill="#112233")
    sheet.polygon(((100, 100), (150, 100), (150, 150)), ((110, 105), (140, 105), (140, 130)),
                  fill="#00ff00", stroke="#000000", width=0.5)  # fmt: skip
    sheet.lines(((10, 200), (60, 200)), stroke="#ff0000", width=1, dash=(2, 1))
    sheet.text("تعاونية الأمل 12 Coop", (190, 60), 8, anchor="right")
    sheet.text("Été œuvre", (20, 80), 8, bold=True, turn=90)
    return sheet


def test_lengths_on_paper_are_exact_to_a_hundredth_of_a_millimetre() -> None:
    left, top, width, height = page_boxes(build_pdf([drawn_sheet()], sign_typeface(), INFO))[0]
    assert (left, top) == pytest.approx((20, 30), abs=0.01)
    assert (width, height) == pytest.approx((50, 10), abs=0.01)


def test_the_same_sheets_give_the_same_pdf_and_its_dates_are_of_the_input() -> None:
    first = build_pdf([drawn_sheet()], sign_typeface(), INFO)
    assert first == build_pdf([drawn_sheet()], sign_typeface(), INFO)
    facts = pdfium.PdfDocument(first).get_metadata_dict()
    assert facts["CreationDate"] == "D:20240703000000Z"
    assert facts["Title"] == "Plan – المخطط"


def test_fonts_are_embedded_as_small_subsets() -> None:
    data = build_pdf([drawn_sheet()], sign_typeface(), INFO)
    assert len(data) < 40_000
    names = set(re.findall(rb"/FontName /([A-Z]{6}\+ReadexPro-\w+)", data))
    assert len(names) == 2


def test_words_can_be_read_out_of_the_pdf_in_reading_order() -> None:
    data = build_pdf([drawn_sheet()], sign_typeface(), INFO)
    assert "Été œuvre" in pdfium.PdfDocument(data)[0].get_textpage().get_text_range()


def test_arabic_letters_are_joined() -> None:
    runs = sign_typeface().set_line("سلام", bold=False, right_to_left=True)
    shaped = [glyph.name for run in runs for glyph in run.glyphs]
    alone = [
        glyph.name
        for letter in "سلام"
        for run in sign_typeface().set_line(letter, bold=False, right_to_left=True)
        for glyph in run.glyphs
    ]
    assert set(shaped).isdisjoint(alone[:1])
    assert len(shaped) < len(alone) or shaped != alone[::-1]


def test_letters_that_the_font_lacks_are_left_out() -> None:
    face = sign_typeface().face(bold=False)
    assert face.clean("Amal ⴰⵎ\u2067 ok\u0000") == "Amal  ok"


def test_svg_has_outlines_only_and_tells_its_words() -> None:
    root = ET.fromstring(build_sheet_svg(drawn_sheet(), sign_typeface(), "Plan", "ar"))  # noqa: S314  # our own output
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags == {"svg", "title", "defs", "rect", "path", "g", "use"}
    labels = [group.get("aria-label") for group in root.iter(f"{SVG}g")]
    assert labels == ["تعاونية الأمل 12 Coop", "Été œuvre"]
    ids = {path.get("id") for path in root.iter(f"{SVG}path")}
    assert {(use.get("href") or "")[1:] for use in root.iter(f"{SVG}use")} <= ids
    assert root.get("width") == "210mm"


def test_hostile_words_stay_words() -> None:
    sheet = Sheet(100, 100)
    sheet.text('</g><script>alert("1")</script>) Tj', (10, 10), 4)
    root = ET.fromstring(build_sheet_svg(sheet, sign_typeface(), "<x>", "fr"))  # noqa: S314  # our own output
    assert root.find(f".//{SVG}script") is None
    data = build_pdf([sheet], sign_typeface(), INFO)
    assert "alert" in pdfium.PdfDocument(data)[0].get_textpage().get_text_range()


def test_a_font_that_is_none_is_refused() -> None:
    with pytest.raises(FontUnusable):
        build_pdf([drawn_sheet()], Typeface(b"no font", b"none"), INFO)


@pytest.mark.parametrize("words", ["Coopérative féminine Tanoudert", "تعاونية الأمل للنسيج", "A"])
def test_wrapped_lines_fit_and_keep_every_word(words: str) -> None:
    face = sign_typeface()
    lines = face.wrap(words, 3, 20)
    assert " ".join(lines) == words
    assert all(face.width(line, 3) <= 20 for line in lines)


def test_a_long_word_is_broken_and_a_long_name_shortened() -> None:
    face = sign_typeface()
    assert "".join(face.wrap("A" * 60, 3, 20)) == "A" * 60
    assert face.wrap("", 3, 20) == [""]
    short = face.shorten("Coopérative de plantes aromatiques", 3, 25)
    assert short.endswith("…")
    assert face.width(short, 3) <= 25
