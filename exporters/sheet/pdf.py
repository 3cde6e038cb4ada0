"""Sheets as PDF: vectors at 1 µm of paper, embedded subsets, shaped lines that can be searched.

A writer of our own instead of a library's: it takes fonts as bytes, reads no clock, orders
mixed Arabic lines as `bidi` says and gives the same bytes for the same sheets.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from exporters.sheet.marks import Line, Shape, Sheet, Spot
from exporters.sheet.pdf_fonts import FontFile, UsedGlyphs, make_font_file
from exporters.sheet.typeface import ShapedRun, Typeface

POINTS_PER_MM = 72 / 25.4
_PER_MILLE = 1000


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """What a PDF says of itself: `created` is an ISO day of the input, `key` its hash."""

    title: str
    author: str
    subject: str
    lang: str
    created: str
    key: str


def build_pdf(sheets: Sequence[Sheet], typeface: Typeface, info: PdfInfo) -> bytes:
    """Return one page a sheet, each of its own size; the same input gives the same bytes.

    Raises:
        FontUnusable: the typeface cannot be read.
    """
    book = _Objects()
    catalogue, pages = book.reserve(), book.reserve()
    fonts = {bold: (book.reserve(), UsedGlyphs(typeface.face(bold=bold))) for bold in (False, True)}
    used = {bold: glyphs for bold, (_, glyphs) in fonts.items()}
    resources = f"<< /Font << /F0 {fonts[False][0]} 0 R /F1 {fonts[True][0]} 0 R >> >>"
    kids = []
    for sheet in sheets:
        content = book.stream(_draw(sheet, typeface, used))
        size = f"[0 0 {_n(sheet.width * POINTS_PER_MM)} {_n(sheet.height * POINTS_PER_MM)}]"
        page = f"<< /Type /Page /Parent {pages} 0 R /MediaBox {size}"
        kids.append(book.add(f"{page} /Resources {resources} /Contents {content} 0 R >>"))
    for number, glyphs in fonts.values():
        _add_font(book, number, make_font_file(glyphs))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    book.put(pages, f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>")
    view = "/ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >>"
    book.put(
        catalogue,
        f"<< /Type /Catalog /Pages {pages} 0 R /Lang {_text(info.lang)} {view} >>",
    )
    day = info.created[:10].replace("-", "")
    about = book.add(
        f"<< /Title {_text(info.title)} /Author {_text(info.author)}"
        f" /Subject {_text(info.subject)} /Creator (virtual-hall) /Producer (virtual-hall)"
        f" /CreationDate (D:{day}000000Z) /ModDate (D:{day}000000Z) >>"
    )
    return book.close(catalogue, about, info.key)


class _Objects:
    """The numbered objects of a file, as they are written."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        self._bodies.append(b"")
        return len(self._bodies)

    def put(self, number: int, body: str) -> None:
        self._bodies[number - 1] = body.encode("latin-1")

    def add(self, body: str) -> int:
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, data: bytes, entries: str = "") -> int:
        packed = zlib.compress(data, 9)
        head = f"<< /Filter /FlateDecode /Length {len(packed)}{entries} >>\nstream\n"
        self._bodies.append(head.encode() + packed + b"\nendstream")
        return len(self._bodies)

    def close(self, catalogue: int, about: int, key: str) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self._bodies, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode()
        out += "".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode()
        name = hashlib.sha256(key.encode()).hexdigest()[:32].upper()
        out += (
            f"trailer\n<< /Size {len(offsets) + 1} /Root {catalogue} 0 R /Info {about} 0 R"
            f" /ID [<{name}> <{name}>] >>\nstartxref\n{start}\n%%EOF\n"
        ).encode()
        return bytes(out)


def _text(text: str) -> str:
    """Return a text as PDF writes it, in UTF-16."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _n(value: float) -> str:
    text = f"{value:.3f}"
    if text.endswith("0"):
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=512)
def _colour(colour: str) -> str:
    parts = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return " ".join(_n(part) for part in parts)


def _add_font(book: _Objects, number: int, font: FontFile) -> None:
    data = book.stream(font.data, f" /Length1 {len(font.data)}")
    descriptor = book.add(
        f"<< /Type /FontDescriptor /FontName /{font.name} /Flags 4"
        f" /FontBBox [{' '.join(map(str, font.box))}] /ItalicAngle 0 /Ascent {font.ascent}"
        f" /Descent {font.descent} /CapHeight {font.cap_height} /StemV 80"
        f" /FontFile2 {data} 0 R >>"
    )
    widths = " ".join(f"{index} [{width}]" for index, width in font.widths.items())
    descendant = book.add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{font.name}"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 0 /W [{widths}] >>"
    )
    letters = book.stream(font.to_unicode)
    book.put(
        number,
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{font.name} /Encoding /Identity-H"
        f" /DescendantFonts [{descendant} 0 R] /ToUnicode {letters} 0 R >>",
    )


def _draw(sheet: Sheet, typeface: Typeface, used: Mapping[bool, UsedGlyphs]) -> bytes:
    """Return the content of a page; its coordinates are millimetres from the top left."""
    height = _n(sheet.height * POINTS_PER_MM)
    scale = f"{POINTS_PER_MM:.6f}"
    out = [f"{scale} 0 0 -{scale} 0 {height} cm 0 j 0 J"]
    for mark in sheet.marks:
        if isinstance(mark, Shape):
            out.append(_shape(mark))
        else:
            out.append(_line(mark, typeface, used[mark.bold]))
    return "\n".join(out).encode("latin-1")


def _place(spot: Spot) -> str:
    return f"{_n(spot[0])} {_n(spot[1])}"


def _shape(shape: Shape) -> str:
    out = []
    if shape.fill:
        out.append(f"{_colour(shape.fill)} rg")
    if shape.stroke:
        dash = " ".join(map(_n, shape.dash))
        out.append(f"{_colour(shape.stroke)} RG {_n(shape.width)} w [{dash}] 0 d")
    for ring in shape.rings:
        steps = " ".join(f"{_place(spot)} l" for spot in ring[1:])
        out.append(f"{_place(ring[0])} m {steps}{' h' if shape.closed else ''}")
    paint = {(True, True): "B*", (True, False): "f*", (False, True): "S", (False, False): "n"}
    out.append(paint[bool(shape.fill), bool(shape.stroke)])
    return " ".join(out)


def _line(line: Line, typeface: Typeface, used: UsedGlyphs) -> str:
    runs = typeface.set_line(line.text, bold=line.bold, right_to_left=line.right_to_left)
    whole = sum(run.advance for run in runs) * line.size / used.face.units
    back = {"left": 0.0, "middle": whole / 2, "right": whole}[line.anchor]
    cos, sin, matrix = _direction(line.turn)
    x, y = line.at[0] - back * cos, line.at[1] + back * sin
    spoken = _text("".join(line.text.splitlines()))
    shown = " ".join(_show(run, used, line.size) for run in runs)
    return (
        f"/Span << /ActualText {spoken} >> BDC BT /F{int(line.bold)} {_n(line.size)} Tf"
        f" {_colour(line.colour)} rg"
        f" {matrix} {_n(x)} {_n(y)} Tm {shown} ET EMC"
    )


@lru_cache(maxsize=512)
def _direction(turn: float) -> tuple[float, float, str]:
    """Return cosine and sine of a turn, and the matrix of text turned so on a page with y down."""
    quarter = {0.0: (1.0, 0.0), 90.0: (0.0, 1.0), 180.0: (-1.0, 0.0), 270.0: (0.0, -1.0)}
    angle = math.radians(turn)
    cos, sin = quarter.get(turn % 360, (math.cos(angle), math.sin(angle)))
    return cos, sin, f"{_n(cos)} {_n(-sin)} {_n(-sin)} {_n(-cos)}"


def _show(run: ShapedRun, used: UsedGlyphs, size: float) -> str:
    """Return operators that show a run; moves between glyphs are thousandths of the size."""
    scale = _PER_MILLE / used.face.units
    pieces: list[str] = []
    row: list[str] = []
    pen, rise = 0, 0
    for glyph in run.glyphs:
        used.note(glyph)
        if glyph.y != rise:
            pieces += _close(row)
            row, rise = [], glyph.y
            pieces.append(f"{_n(rise * size / used.face.units)} Ts")
        if glyph.x != pen:
            row.append(f">{_step(pen - glyph.x, scale)}<")
        row.append(f"{glyph.index:04X}")
        pen = glyph.x + used.face.advance(glyph.name)
    if run.advance != pen:
        row.append(f">{_step(pen - run.advance, scale)}<")
    pieces += _close(row)
    if rise:
        pieces.append("0 Ts")
    return " ".join(pieces)


@lru_cache(maxsize=4096)
def _step(units: int, scale: float) -> str:
    """Return a move between glyphs; kerning has few different ones."""
    return _n(units * scale)


def _close(row: Sequence[str]) -> list[str]:
    """Return the operator that shows glyphs, hexadecimal, with the moves between them."""
    return [f"[<{''.join(row)}>] TJ".replace("<>", "")] if row else []
