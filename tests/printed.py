"""What printed sheets need in tests: words, the typeface, and a look into a PDF."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import pypdfium2 as pdfium
from glb_view import ROOT

from exporters.sheet.typeface import Typeface
from exporters.sheet.words import FairFacts, SheetWords
from hall.service.wording import load_words, word

MM = 25.4 / 72
FONTS = ROOT / "web/node_modules/@expo-google-fonts/readex-pro"
LANGUAGES = ("fr", "ar", "en")


@functools.cache
def sign_typeface() -> Typeface:
    regular = FONTS / "400Regular" / "ReadexPro_400Regular.ttf"
    bold = FONTS / "700Bold" / "ReadexPro_700Bold.ttf"
    return Typeface(regular.read_bytes(), bold.read_bytes())


def sheet_words(lang: str, exhibitors: Mapping[str, str]) -> SheetWords:
    prefix = "sheet."
    texts = {k.removeprefix(prefix): t for k, t in load_words(lang).items() if k.startswith(prefix)}
    return SheetWords(
        lang=lang,
        fair=FairFacts(
            name="معرض الجهة" if lang == "ar" else "Salon de la région",
            edition="2024",
            venue="Halle, Oujda",
            dates="3–7 juillet 2024",
            starts="2024-07-03",
            organiser="Comité",
        ),
        texts=texts,
        exhibitors=exhibitors,
        disclaimers=tuple(word(other, "sheet.not_authorised") for other in LANGUAGES),
    )


def page_boxes(data: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Return left, top, width and height in mm of every path on a page, in drawing order."""
    document = pdfium.PdfDocument(data)
    sheet = document[page]
    height = sheet.get_height()
    boxes = []
    for thing in sheet.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH]):
        left, low, right, high = thing.get_bounds()
        boxes.append((left * MM, (height - high) * MM, (right - left) * MM, (high - low) * MM))
    return boxes


def page_sizes(data: bytes) -> list[tuple[int, int]]:
    document = pdfium.PdfDocument(data)
    return [(round(p.get_width() * MM), round(p.get_height() * MM)) for p in document]


def page_ink(data: bytes, page: int = 0) -> float:
    """Return the share of a page that is not white."""
    picture = pdfium.PdfDocument(data)[page].render(scale=0.5).to_pil().convert("L")
    counts = picture.histogram()
    return 1 - sum(counts[250:]) / sum(counts)
