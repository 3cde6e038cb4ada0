"""A table as rows of cells that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from layout.values import Span


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: its cells, its line from 1, and in CSV where each cell starts in the text."""

    texts: tuple[str, ...]
    line: int
    starts: tuple[int, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not any(text.strip() for text in self.texts)


@dataclass(frozen=True, slots=True)
class RawTable:
    """All rows of one file. `text` is the CSV text, empty for a workbook."""

    file: str
    rows: tuple[RawRow, ...]
    text: str = field(default="", repr=False)
    separator: str = ","

    def span(self, row: RawRow, index: int) -> Span:
        """Return where a cell stands: line and character column, or row and column number."""
        if not row.starts:
            return Span(self.file, row.line, index + 1)
        if index < len(row.starts):
            start = row.starts[index]
            next_cell = index + 1 < len(row.starts)
            end = row.starts[index + 1] - 1 if next_cell else start + len(row.texts[index])
        else:
            start = end = row.starts[-1] + len(row.texts[-1])
        # Counted from the row on: from the top it would cost a second for 1,000 findings.
        line = row.line + self.text.count("\n", row.starts[0], start)
        return Span(self.file, line, start - self.text.rfind("\n", 0, start), start, end)

    def span_at(self, position: int) -> Span:
        """Return the span of one character of the text."""
        line = self.text.count("\n", 0, position) + 1
        column = position - self.text.rfind("\n", 0, position)
        return Span(self.file, line, column, position, position + 1)

    def place(self, row: RawRow, index: int) -> str:
        """Return `cell C12: ` for a workbook, nothing for CSV."""
        return "" if row.starts else f"cell {name_column(index)}{row.line}: "


def name_column(index: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
