"""The picture that a messenger shows beside a link: number, names in both scripts, products.

1200 x 630 px, a JPEG, because not every messenger reads WebP. Fonts and pictures come in as
bytes. Arabic is shaped by raqm, which Pillow's wheels carry.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from assets.board_writer import OpenFonts, Script, SignFonts, split_scripts
from assets.pictures import read_picture
from assets.shading import linear_colour

# What Facebook, WhatsApp and X show large; WhatsApp leaves out pictures of more than 300 kB or so.
WIDTH_PX, HEIGHT_PX = 1200, 630
MOST_BYTES = 100_000
_QUALITIES = (76, 66, 52, 36)
_PAPER, _INK, _WHITE = "#f3ebdf", "#2a211b", "#ffffff"
_FOOT = 92
_BAND = 14
_PANEL = 580
_EDGE = 52
# White letters of this size may stand on a ground from this contrast on (WCAG 2.2, large text).
_LARGE_CONTRAST = 3.0
_LINE = 1.22
_BASELINE = 0.34  # of the size below the middle: puts capitals in the middle
_DIRECTIONS: dict[Script, str] = {"latin": "ltr", "arabic": "rtl", "tifinagh": "ltr"}
_LANGUAGES: dict[Script, str] = {"latin": "fr", "arabic": "ar", "tifinagh": "zgh"}
_ELLIPSIS = "…"
_LEAST_PX = 26

_LEAST_SCALE = 0.45
_NAME_PX, _NOTE_PX, _NUMBER_PX, _FOOT_PX, _LEAST_FOOT_PX = 60, 34, 64, 34, 18
_GAP = 18

Rect = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What a card says. Colours are `#rrggbb`; texts may be empty.

    `latin` and `arabic` name what is shared, the notes whose it is, the foot the fair; `number`
    is the stand's.
    """

    colour: str
    number: str
    latin: str
    arabic: str
    latin_note: str
    arabic_note: str
    foot_latin: str
    foot_arabic: str
    foot_colour: str
    accent: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A text in lines of one size, read from the left or from the right."""

    lines: tuple[str, ...]
    size: int
    rtl: bool


def _height(blocks: Sequence[_Block]) -> float:
    gaps = _GAP * max(0, len(blocks) - 1)
    return sum(len(block.lines) * block.size * _LINE for block in blocks) + gaps


class CardPainter:
    """Draws cards."""

    def __init__(self, fonts: SignFonts) -> None:
        self._fonts = OpenFonts(fonts, "a card")

    def draw(self, card: ShareCard, pictures: Sequence[bytes]) -> bytes:
        """Return the card as a JPEG of at most 100,000 bytes, with up to three pictures.

        Raises:
            LetteringError: a font cannot be read, or a script has none.
            assets.pictures.PictureError: a picture cannot be decoded.
            assets.shading.ColourError: a colour is not `#rrggbb`.
        """
        sheet = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), _PAPER)
        pen = ImageDraw.Draw(sheet)
        body = HEIGHT_PX - _FOOT - _BAND
        panel = _PANEL if pictures else WIDTH_PX
        _lay_pictures(sheet, pictures, (_PANEL, 0, WIDTH_PX, body))
        pen.rectangle((0, 0, panel - 1, body - 1), card.colour)
        self._write_panel(pen, card, (_EDGE, _EDGE - 8, panel - _EDGE, body - _EDGE + 14))
        _weave(pen, body, card)
        pen.rectangle((0, body + _BAND, WIDTH_PX, HEIGHT_PX), card.foot_colour)
        self._write_foot(pen, card, body + _BAND)
        return _encode(sheet)

    def _write_panel(self, pen: ImageDraw.ImageDraw, card: ShareCard, room: Rect) -> None:
        left, top, right, bottom = room
        ink = _ink_on(card.colour)
        if card.number:
            top = self._write_number(pen, card, (left, top)) + 26
        blocks = self._fit(card, right - left, bottom - top)
        y = top + max(0.0, (bottom - top - _height(blocks)) / 2)
        for block in blocks:
            for line in block.lines:
                x = right - self._width(line, block.size, rtl=block.rtl) if block.rtl else left
                self._write(
                    pen, line, (x, y + block.size * _LINE / 2), block.size, ink, rtl=block.rtl
                )
                y += block.size * _LINE
            y += _GAP

    def _fit(self, card: ShareCard, width: int, height: int) -> list[_Block]:
        """Return the names and notes in lines, as large as the panel has room for."""
        texts = (
            (card.latin, _NAME_PX, False), (card.arabic, _NAME_PX, True),
            (card.latin_note, _NOTE_PX, False), (card.arabic_note, _NOTE_PX, True),
        )  # fmt: skip
        scale = 1.0
        while True:
            blocks = [
                self._lay(text, max(_LEAST_PX, round(size * scale)), width, rtl=rtl)
                for text, size, rtl in texts
                if text
            ]
            if _height(blocks) <= height or scale < _LEAST_SCALE:
                return blocks
            scale *= 0.93

    def _write_number(self, pen: ImageDraw.ImageDraw, card: ShareCard, at: tuple[int, int]) -> int:
        """Write the number on a plate of its own; return where the plate ends."""
        left, top = at
        width = self._width(card.number, _NUMBER_PX)
        bottom = top + 92
        ink = _ink_on(card.colour)
        paper = _WHITE if ink == _WHITE else _INK
        pen.rounded_rectangle((left, top, left + width + 56, bottom), 18, paper)
        figure = card.colour if ink == _WHITE else _WHITE
        self._write(pen, card.number, (left + 28, top + 46), _NUMBER_PX, figure)
        return bottom

    def _write_foot(self, pen: ImageDraw.ImageDraw, card: ShareCard, top: int) -> None:
        ink, middle = _ink_on(card.foot_colour), top + _FOOT / 2
        names = [
            (text, rtl)
            for text, rtl in ((card.foot_latin, False), (card.foot_arabic, True))
            if text
        ]
        room = WIDTH_PX - 2 * _EDGE - _EDGE * (len(names) - 1)
        size = _FOOT_PX
        while size > _LEAST_FOOT_PX and sum(self._width(t, size, rtl=r) for t, r in names) > room:
            size -= 1
        for text, rtl in names:
            most = room / len(names) if size == _LEAST_FOOT_PX else room
            shown = self._shorten(text, size, most, rtl=rtl)
            x = WIDTH_PX - _EDGE - self._width(shown, size, rtl=rtl) if rtl else _EDGE
            self._write(pen, shown, (x, middle), size, ink, rtl=rtl)

    def _lay(self, text: str, size: int, room: float, *, rtl: bool) -> _Block:
        """Return a text in lines no wider than `room`."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width(longer, size, rtl=rtl) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return _Block(tuple(self._shorten(line, size, room, rtl=rtl) for line in lines), size, rtl)

    def _shorten(self, text: str, size: int, room: float, *, rtl: bool) -> str:
        shown = text
        while shown and self._width(shown, size, rtl=rtl) > room:
            kept = shown.removesuffix(_ELLIPSIS)[:-1].rstrip()
            shown = kept + _ELLIPSIS if kept else ""
        return shown

    def _runs(self, text: str, *, rtl: bool) -> tuple[tuple[Script, str], ...]:
        runs = split_scripts(text)
        if all(script != "tifinagh" for script, _ in runs):
            return (("arabic" if rtl else "latin", text),) if text else ()
        return tuple(reversed(runs)) if rtl else runs

    def _width(self, text: str, size: int, *, rtl: bool = False) -> float:
        return sum(
            self._fonts.get(script, size).getlength(
                run, direction=_DIRECTIONS[script], language=_LANGUAGES[script]
            )
            for script, run in self._runs(text, rtl=rtl)
        )

    def _write(
        self,
        pen: ImageDraw.ImageDraw,
        text: str,
        at: tuple[float, float],
        size: int,
        ink: str,
        *,
        rtl: bool = False,
    ) -> None:
        """Write a line from its left end `at`; y is the middle of its capitals."""
        x, baseline = at[0], at[1] + size * _BASELINE
        for script, run in self._runs(text, rtl=rtl):
            font = self._fonts.get(script, size)
            direction, language = _DIRECTIONS[script], _LANGUAGES[script]
            pen.text(
                (round(x), round(baseline)), run, ink, font, anchor="ls",
                direction=direction, language=language,
            )  # fmt: skip
            x += font.getlength(run, direction=direction, language=language)


def _lay_pictures(sheet: Image.Image, pictures: Sequence[bytes], room: Rect) -> None:
    """Lay one picture, two halves, or a large one beside two small ones over a part of the card."""
    left, top, right, bottom = room
    middle_x, middle_y = (left + right) // 2, (top + bottom) // 2
    large = left + (right - left) * 5 // 8
    layouts: dict[int, tuple[Rect, ...]] = {
        0: (),
        1: (room,),
        2: ((left, top, middle_x, bottom), (middle_x, top, right, bottom)),
        3: (
            (left, top, large, bottom),
            (large, top, right, middle_y),
            (large, middle_y, right, bottom),
        ),
    }
    shown = pictures[:3]
    for data, box in zip(shown, layouts[len(shown)], strict=True):
        sheet.paste(_cover(read_picture(data), box), box[:2])


def _cover(picture: Image.Image, box: Rect) -> Image.Image:
    """Return the middle of a picture that fills a box."""
    width, height = box[2] - box[0], box[3] - box[1]
    scale = max(width / picture.width, height / picture.height)
    part_w, part_h = width / scale, height / scale
    x, y = (picture.width - part_w) / 2, (picture.height - part_h) / 2
    part = (x, y, x + part_w, y + part_h)
    return picture.resize((width, height), Image.Resampling.BILINEAR, box=part)


def _weave(pen: ImageDraw.ImageDraw, top: int, card: ShareCard) -> None:
    """Draw the band of diamonds between what is shared and the fair's name."""
    pen.rectangle((0, top, WIDTH_PX, top + _BAND - 1), card.accent)
    half, middle = _BAND // 2, top + _BAND / 2
    for x in range(half, WIDTH_PX + half, 2 * _BAND):
        corners = [(x - half, middle), (x, top), (x + half, middle), (x, top + _BAND)]
        pen.polygon(corners, card.foot_colour)


def _ink_on(colour: str) -> str:
    red, green, blue = linear_colour(colour)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return _WHITE if 1.05 / (luminance + 0.05) >= _LARGE_CONTRAST else _INK


def _encode(sheet: Image.Image) -> bytes:
    for quality in _QUALITIES:
        out = io.BytesIO()
        sheet.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
