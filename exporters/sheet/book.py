"""Pages of headings, paragraphs and tables that flow from one page to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from exporters import plan_style as look
from exporters.sheet.marks import Anchor, Sheet
from exporters.sheet.paper import PAPERS
from exporters.sheet.typeface import Typeface
from exporters.sheet.words import SheetWords

_LEADING = 1.35
_MARGIN = 16.0
_HEAD = 12.0
_FOOT = 12.0


def reads_right_to_left(text: str, *, otherwise: bool) -> bool:
    """Return the direction of a paragraph: that of its script, else `otherwise`."""
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        return True
    return otherwise and not any(letter.isalpha() for letter in text)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its share of the width, `number` aligns to the end.

    `latin` cells run from left to right on every sheet.
    """

    title: str
    share: float
    number: bool = False
    latin: bool = False


@dataclass(slots=True)
class Book:
    """A4 pages that are filled from the top; each has the fair and a title above."""

    words: SheetWords
    typeface: Typeface
    title: str
    text: float = 2.55
    sheets: list[Sheet] = field(default_factory=list)
    y: float = 0.0

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def left(self) -> float:
        return _MARGIN

    @property
    def width(self) -> float:
        return PAPERS["A4"][0] - 2 * _MARGIN

    @property
    def bottom(self) -> float:
        return PAPERS["A4"][1] - _MARGIN - _FOOT

    @property
    def anchor(self) -> Anchor:
        return "right" if self.words.right_to_left else "left"

    @property
    def start(self) -> float:
        return self.left + (self.width if self.words.right_to_left else 0)

    @property
    def end(self) -> float:
        return self.left + (0 if self.words.right_to_left else self.width)

    def turn_page(self) -> None:
        """Begin a page."""
        width, height = PAPERS["A4"]
        sheet = Sheet(width, height, self.words.right_to_left)
        self.sheets.append(sheet)
        base = _MARGIN + 2
        sheet.text(self.words.fair.name, (self.start, base), self.text, bold=True,
                   anchor=self.anchor, colour=look.INK)  # fmt: skip
        other: Anchor = "left" if self.words.right_to_left else "right"
        sheet.text(self.title, (self.end, base), self.text, anchor=other, colour=look.SOFT_INK)
        line = ((self.left, base + 2), (self.left + self.width, base + 2))
        sheet.lines(line, stroke=look.ZONE_EDGE, width=0.2)
        self.y = _MARGIN + _HEAD

    def need(self, height: float) -> None:
        """Turn the page if less than `height` is left on it."""
        if not self.sheets or self.y + height > self.bottom:
            self.turn_page()

    def gap(self, height: float) -> None:
        """Leave some paper free."""
        self.y += height

    def heading(self, text: str, *, follows: float = 24.0) -> None:
        """Write a heading, on the next page where `follows` more would not fit."""
        size = self.text * 1.5
        self.need(size * 2.6 + follows)
        self.y += size * 1.7
        self.sheet.text(text, (self.start, self.y), size, bold=True, anchor=self.anchor,
                        colour=look.INK)  # fmt: skip
        self.y += size * 0.7

    def paragraph(self, text: str, *, bold: bool = False, colour: str = look.INK) -> None:
        """Write a paragraph in lines of the page's width."""
        size = self.text
        for line in self.typeface.wrap(text, size, self.width, bold=bold):
            self.need(size * _LEADING)
            self.y += size * _LEADING
            self.sheet.text(line, (self.start, self.y), size, bold=bold, anchor=self.anchor,
                            colour=colour)  # fmt: skip
        self.y += size * 0.5

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Draw a table; its head is repeated on every page, a row is not broken."""
        self.need(self.text * 6)
        self._row(columns, [column.title for column in columns], bold=True)
        for row in rows:
            if self.y + self._height(columns, row) > self.bottom:
                self.turn_page()
                self._row(columns, [column.title for column in columns], bold=True)
            self._row(columns, row)
        self.y += self.text

    def _widths(self, columns: Sequence[Column]) -> list[float]:
        whole = sum(column.share for column in columns)
        return [self.width * column.share / whole for column in columns]

    def _cells(
        self, columns: Sequence[Column], row: Sequence[str], *, bold: bool = False
    ) -> list[list[str]]:
        pad = self.text * 1.5
        return [
            self.typeface.wrap(text, self.text * 0.92, width - pad, bold=bold)
            for text, width in zip(row, self._widths(columns), strict=True)
        ]

    def _height(self, columns: Sequence[Column], row: Sequence[str]) -> float:
        lines = max(len(cell) for cell in self._cells(columns, row))
        return (lines * _LEADING + 0.7) * self.text * 0.92

    def _row(self, columns: Sequence[Column], row: Sequence[str], *, bold: bool = False) -> None:
        size = self.text * 0.92
        cells = self._cells(columns, row, bold=bold)
        high = (max(len(cell) for cell in cells) * _LEADING + 0.7) * size
        rtl = self.words.right_to_left
        if bold:
            self.sheet.box(self.left, self.y, self.width, high, fill=look.FLOOR)
        x = 0.0
        for column, cell, width in zip(columns, cells, self._widths(columns), strict=True):
            edge = x + width - self.text * 1.1 if column.number else x + self.text * 0.4
            at = self.left + (self.width - edge if rtl else edge)
            anchor: Anchor = "right" if column.number != rtl else "left"
            for index, line in enumerate(cell):
                base = self.y + size * (0.35 + _LEADING * index + 1.0)
                way = reads_right_to_left(line, otherwise=rtl and not column.latin)
                self.sheet.text(line, (at, base), size, bold=bold, anchor=anchor,
                                colour=look.INK, right_to_left=way)  # fmt: skip
            x += width
        self.y += high
        line_at = ((self.left, self.y), (self.left + self.width, self.y))
        self.sheet.lines(line_at, stroke=look.ZONE_EDGE, width=0.12)


def number_pages(sheets: Sequence[Sheet], words: SheetWords, note: str) -> None:
    """Write `note` and "sheet n of m" at the foot of A4 pages that follow a first sheet."""
    for index, sheet in enumerate(sheets[1:], 2):
        rtl = words.right_to_left
        base, size = sheet.height - _MARGIN, 2.2
        ends = (sheet.width - _MARGIN, _MARGIN) if rtl else (_MARGIN, sheet.width - _MARGIN)
        anchors: tuple[Anchor, Anchor] = ("right", "left") if rtl else ("left", "right")
        line = ((_MARGIN, base - 4), (sheet.width - _MARGIN, base - 4))
        sheet.lines(line, stroke=look.ZONE_EDGE, width=0.12)
        sheet.text(note, (ends[0], base), size, anchor=anchors[0], colour=look.SOFT_INK)
        count = words.say("sheet.count", n=index, m=len(sheets))
        sheet.text(count, (ends[1], base), size, anchor=anchors[1], colour=look.SOFT_INK)
