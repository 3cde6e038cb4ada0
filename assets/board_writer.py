"""Writes one fascia board: number and name, each script in its own typeface and direction."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

Script = Literal["latin", "arabic", "tifinagh"]
Runs = tuple[tuple[Script, str], ...]

_DIRECTIONS = {"latin": "ltr", "arabic": "rtl", "tifinagh": "ltr"}
_LANGUAGES = {"latin": "fr", "arabic": "ar", "tifinagh": "zgh"}
# Shares of the cell height.
_MARGIN = 0.20
_GAP = 0.36
_LARGEST = 0.62
_ONE_LINE_LEAST = 0.36  # a smaller single line gives way to two lines
_TWO_LINES_LARGEST = 0.34
_TWO_LINES_LEAST = 0.25  # below this a name is shortened instead
_TWO_LINES_MIDDLES = (0.27, 0.685)
_BASELINE_BELOW_MIDDLE = 0.34  # of the font size: puts Latin capitals in the middle
_ELLIPSIS = "…"
_TATWEEL = "ـ"  # lengthens a join; no letter
_REFERENCE_PX = 64


class LetteringError(RuntimeError):
    """Boards cannot be lettered: a font or a text shaper is missing, or there are too many."""


@dataclass(frozen=True, slots=True)
class SignText:
    """One board: an id (unique), the stand's number, the name in up to two scripts, colours.

    `latin` may hold Tifinagh too. Colours are `#rrggbb`.
    """

    id: str
    number: str
    latin: str = ""
    arabic: str = ""
    ink: str = "#ffffff"
    board: str = "#000000"


@dataclass(frozen=True, slots=True)
class SignFonts:
    """TrueType files as bytes; `latin` and `arabic` may be the same file."""

    latin: bytes
    arabic: bytes
    tifinagh: bytes | None = None


def script_of(character: str) -> Script | None:
    """Return the script of a letter; None for what takes the script of its neighbours."""
    code = ord(character)
    if 0x2D30 <= code <= 0x2D7F:  # noqa: PLR2004 - Unicode block Tifinagh
        return "tifinagh"
    if (
        0x0600 <= code <= 0x06FF  # noqa: PLR2004 - Arabic
        or 0x0750 <= code <= 0x077F  # noqa: PLR2004 - Arabic Supplement
        or 0x08A0 <= code <= 0x08FF  # noqa: PLR2004 - Arabic Extended-A
        or 0xFB50 <= code <= 0xFEFC  # noqa: PLR2004 - presentation forms
    ):
        return None if character in "،؛؟" else "arabic"
    # Digits go with the letters around them: Arabic fonts have 0-9 too.
    return "latin" if character.isalpha() else None


def split_scripts(text: str) -> Runs:
    """Return the runs of one script, in reading order; digits and marks stay with them."""
    runs: list[tuple[Script, str]] = []
    pending = ""
    for character in text:
        script = script_of(character) or (runs[-1][0] if runs else None)
        if script is None:
            pending += character
        elif runs and runs[-1][0] == script:
            runs[-1] = (script, runs[-1][1] + character)
        else:
            runs.append((script, pending + character))
            pending = ""
    return (*runs, ("latin", pending)) if pending else tuple(runs)


def _cleaned(text: str) -> str:
    """Return the text with single spaces, without vowel marks that sit on no letter.

    Such a mark has no place in the font and would hang beyond the edge of the board.
    """
    kept = ""
    on_letter = False
    for character in text:
        if not unicodedata.combining(character):
            on_letter = character.isalpha() and character != _TATWEEL
        elif not on_letter:
            continue
        kept += character
    return " ".join(kept.split())


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of text and whether it is read from the right."""

    text: str
    rtl: bool = False

    def shortened(self) -> _Line:
        """Return the line with one letter less before its ellipsis; empty when none is left."""
        kept = self.text.removesuffix(_ELLIPSIS)[:-1].rstrip()
        return _Line(kept + _ELLIPSIS if kept else "", self.rtl)


class OpenFonts:
    """The fonts of one `bearer` of letters ("a sign"); each is opened once for each size."""

    def __init__(self, fonts: SignFonts, bearer: str) -> None:
        self._files: dict[Script, bytes | None] = {
            "latin": fonts.latin,
            "arabic": fonts.arabic,
            "tifinagh": fonts.tifinagh,
        }
        self._bearer = bearer
        self._opened: dict[tuple[Script, int], ImageFont.FreeTypeFont] = {}

    def get(self, script: Script, size: int) -> ImageFont.FreeTypeFont:
        """Return the font of a script; raises LetteringError where there is none to open."""
        known = self._opened.get((script, size))
        if known:
            return known
        data = self._files[script]
        if data is None:
            raise LetteringError(f"{self._bearer} has {script} text: give a font for {script}")
        try:
            font = ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.RAQM)
        except OSError as error:
            raise LetteringError(f"the {script} font cannot be read: {error}") from error
        self._opened[script, size] = font
        return font


class BoardWriter:
    """Writes boards of one size."""

    def __init__(self, fonts: SignFonts, cell_px: tuple[int, int]) -> None:
        self._fonts = OpenFonts(fonts, "a sign")
        self._one_typeface = fonts.latin == fonts.arabic
        self._cell = cell_px

    def mask(self, sign: SignText) -> tuple[Image.Image, bool]:
        """Return the letters, 255 on 0, and whether the names are whole."""
        width, height = self._cell
        board = Image.new("L", self._cell, 0)
        draw = ImageDraw.Draw(board)
        left, right = round(height * _MARGIN), width - round(height * _MARGIN)
        number = _Line(_cleaned(sign.number))
        if number.text:
            size = self._fitting(number, width / 3, _LARGEST)
            self._write(draw, number, left, height * 0.5, size)
            left += round(self._width(number, size) + height * _GAP)
        latin = _Line(_cleaned(sign.latin))
        arabic = _Line(_cleaned(sign.arabic), rtl=True)
        lines = [line for line in (latin, arabic) if line.text]
        return board, self._write_names(draw, lines, left, right)

    def _write_names(
        self, draw: ImageDraw.ImageDraw, lines: list[_Line], left: int, right: int
    ) -> bool:
        """Write the names beside each other, or one above the other where that reads larger."""
        height, room = self._cell[1], right - left
        gap = round(height * _GAP) * (len(lines) - 1)
        wanted = sum(self._width(line, _REFERENCE_PX) for line in lines)
        size = int(min(height * _LARGEST, _REFERENCE_PX * (room - gap) / max(wanted, 1)))
        if len(lines) < 2 or size >= height * _ONE_LINE_LEAST:  # noqa: PLR2004 - two scripts
            least = round(height * _TWO_LINES_LEAST)
            size = max(size, least)
            # A list: every line is written, also after one that had to be shortened.
            whole = [self._place(draw, line, (left, right), 0.5, size) for line in lines]
            return all(whole)
        whole = [
            self._place(
                draw, line, (left, right), middle, self._fitting(line, room, _TWO_LINES_LARGEST)
            )
            for line, middle in zip(lines, _TWO_LINES_MIDDLES, strict=True)
        ]
        return all(whole)

    def _place(
        self,
        draw: ImageDraw.ImageDraw,
        line: _Line,
        span: tuple[int, int],
        middle: float,
        size: int,
    ) -> bool:
        """Write a line at its own edge of the span, shortened to it; return if it is whole."""
        shown = line
        while size > 1 and not self._stays_inside(line, middle, size):
            size -= 1
        while shown.text and self._width(shown, size) > span[1] - span[0]:
            shown = shown.shortened()
        x = span[1] - self._width(shown, size) if line.rtl else span[0]
        self._write(draw, shown, x, self._cell[1] * middle, size)
        return shown == line

    def _stays_inside(self, line: _Line, middle: float, size: int) -> bool:
        """Return whether tails and marks keep off the upper and lower edge of the board."""
        height = self._cell[1]
        baseline = round(height * middle + size * _BASELINE_BELOW_MIDDLE)
        for script, text in self._runs(line):
            _, top, _, bottom = self._fonts.get(script, size).getbbox(
                text, direction=_DIRECTIONS[script], language=_LANGUAGES[script], anchor="ls"
            )
            if baseline + top < 1 or baseline + bottom > height - 1:
                return False
        return True

    def _fitting(self, line: _Line, room: float, largest: float) -> int:
        """Return the largest font size at which the line fits, not below the least."""
        height = self._cell[1]
        width = max(self._width(line, _REFERENCE_PX), 1)
        # One per cent spare: glyphs are hinted to whole pixels at each size.
        fitting = int(0.99 * _REFERENCE_PX * room / width)
        return max(min(round(height * largest), fitting), round(height * _TWO_LINES_LEAST))

    def _write(
        self, draw: ImageDraw.ImageDraw, line: _Line, x: float, middle: float, size: int
    ) -> None:
        baseline = round(middle + size * _BASELINE_BELOW_MIDDLE)
        for script, text in self._runs(line):
            font, direction = self._fonts.get(script, size), _DIRECTIONS[script]
            language = _LANGUAGES[script]
            draw.text(
                (round(x), baseline), text, 255, font, anchor="ls",
                direction=direction, language=language,
            )  # fmt: skip
            x += font.getlength(text, direction=direction, language=language)

    def _width(self, line: _Line, size: int) -> float:
        return sum(
            self._fonts.get(script, size).getlength(
                text, direction=_DIRECTIONS[script], language=_LANGUAGES[script]
            )
            for script, text in self._runs(line)
        )

    def _runs(self, line: _Line) -> Runs:
        """Return the runs from left to right as they stand on the board."""
        runs = split_scripts(line.text)
        if self._one_typeface and all(script != "tifinagh" for script, _ in runs):
            # One font for both: raqm then orders the whole line, brackets and digits included.
            return (("arabic" if line.rtl else "latin", line.text),) if line.text else ()
        return tuple(reversed(runs)) if line.rtl else runs
