"""The sign typeface: how wide a text is, where it breaks, which glyphs draw it."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

from exporters.errors import FontUnusable
from exporters.sheet.bidi import order_runs

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a shaped run, placed from the run's left end, in font units.

    `letters` is what it stands for: empty where a glyph before it stands for them too.
    """

    index: int
    name: str
    x: int
    y: int
    letters: str


@dataclass(frozen=True, slots=True)
class ShapedRun:
    """A run of one direction: its text, glyphs and advance in font units."""

    text: str
    right_to_left: bool
    glyphs: tuple[Glyph, ...]
    advance: int


class Face:
    """One weight: shaping by HarfBuzz, outlines by fontTools."""

    def __init__(self, data: bytes) -> None:
        try:
            self._font: Any = TTFont(io.BytesIO(data), lazy=True)
            self._letters = frozenset(self._font.getBestCmap())
            self._glyph_set: Any = self._font.getGlyphSet()
            self.units: int = self._font["head"].unitsPerEm
            self._widths: Any = self._font["hmtx"].metrics
        except Exception as error:  # fontTools raises whatever the table at hand raises
            raise FontUnusable(f"a font of the sheet cannot be read: {error}") from error
        self.data = data
        self._shaper: Any = hb.Font(hb.Face(data))
        self._names: Sequence[str] = self._font.getGlyphOrder()
        self._runs: dict[tuple[str, bool], ShapedRun] = {}
        self._outlines: dict[str, str] = {}

    def clean(self, text: str) -> str:
        """Return the text without letters that the font lacks and without control letters."""
        text = unicodedata.normalize("NFC", text)
        if self._letters.issuperset(map(ord, text)):
            return text
        known = []
        for letter in text:
            if ord(letter) in self._letters:
                known.append(letter)
            elif letter.isspace():
                known.append(" ")
            else:
                simpler = unicodedata.normalize("NFKC", letter)
                known += [c for c in simpler if ord(c) in self._letters]
        return "".join(known)

    def shape(self, text: str, *, right_to_left: bool) -> ShapedRun:
        """Return a run of one direction with its glyphs from left to right."""
        key = (text, right_to_left)
        run = self._runs.get(key)
        if run is None:
            run = self._runs[key] = self._shape(text, right_to_left=right_to_left)
        return run

    def _shape(self, text: str, *, right_to_left: bool) -> ShapedRun:
        buffer: Any = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        hb.shape(self._shaper, buffer, {})
        infos, places = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        letters = {a: text[a:b] for a, b in pairwise([*starts, len(text)])}
        x, glyphs, names = 0, [], self._names
        for info, place in zip(infos, places, strict=True):
            index = info.codepoint
            stands_for = letters.pop(info.cluster, "")
            at = x + place.x_offset
            glyphs.append(Glyph(index, names[index], at, place.y_offset, stands_for))
            x += place.x_advance
        return ShapedRun(text, right_to_left, tuple(glyphs), x)

    def advance(self, name: str) -> int:
        """Return a glyph's own width in font units."""
        return int(self._widths[name][0])

    def outline(self, name: str) -> str:
        """Return a glyph's outline as SVG path data in font units, y up."""
        if name not in self._outlines:
            pen: Any = SVGPathPen(self._glyph_set, ntos=lambda value: f"{round(value)}")
            self._glyph_set[name].draw(pen)
            self._outlines[name] = pen.getCommands()
        return self._outlines[name]


@dataclass(frozen=True)
class Typeface:
    """Regular and bold of one family, as TTF bytes, with Latin and Arabic in both."""

    regular_ttf: bytes = field(repr=False)
    bold_ttf: bytes = field(repr=False)

    @cached_property
    def _faces(self) -> tuple[Face, Face]:
        return Face(self.regular_ttf), Face(self.bold_ttf)

    @cached_property
    def _advances(self) -> dict[tuple[str, bool], float]:
        return {}

    def face(self, *, bold: bool) -> Face:
        """Return the face of a weight.

        Raises:
            FontUnusable: the bytes are not a font.
        """
        return self._faces[bold]

    def set_line(self, text: str, *, bold: bool, right_to_left: bool) -> tuple[ShapedRun, ...]:
        """Return the shaped runs of a line, from left to right."""
        face = self.face(bold=bold)
        runs = order_runs(face.clean(text), right_to_left=right_to_left)
        return tuple(face.shape(run.text, right_to_left=run.right_to_left) for run in runs)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the advance of a line in the unit of `size`."""
        key = (text, bold)
        advance = self._advances.get(key)
        if advance is None:
            runs = self.set_line(text, bold=bold, right_to_left=False)
            advance = sum(run.advance for run in runs) / self.face(bold=bold).units
            self._advances[key] = advance
        return advance * size

    def wrap(self, text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
        """Return the words in lines of at most `room`; a longer word is broken."""
        lines: list[str] = []
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, bold=bold) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            pieces = self._break_word(word, size, room, bold=bold)
            lines += pieces[:-1]
            line = pieces[-1]
        return [*lines, line] if line or not lines else lines

    def _break_word(self, word: str, size: float, room: float, *, bold: bool) -> list[str]:
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.width(pieces[-1] + letter, size, bold=bold) > room:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def shorten(self, text: str, size: float, room: float, *, bold: bool = False) -> str:
        """Return the text, or as much of its beginning as fits with an ellipsis."""
        if self.width(text, size, bold=bold) <= room:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle].rstrip() + ELLIPSIS, size, bold=bold) <= room:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip(" ,;·-–") + ELLIPSIS

    def fit(
        self, text: str, room: tuple[float, float], sizes: Sequence[float], *, bold: bool = False
    ) -> tuple[list[str], float] | None:
        """Return lines and the first of `sizes` with which whole words fill width x height."""
        width, height = room
        longest = max(text.split(), key=len, default="")
        for size in sizes:
            if self.width(longest, size, bold=bold) > width:
                continue
            lines = self.wrap(text, size, width, bold=bold)
            whole = all(self.width(word, size, bold=bold) <= width for word in text.split())
            if whole and len(lines) * size * 1.2 <= height:
                return lines, size
        return None
