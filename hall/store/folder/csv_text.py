"""CSV text → rows, with the place of every cell.

The standard library's reader tells the line of a row and nothing of its cells, so this is
a reader of its own: quotes only at the start of a cell, doubled inside, as spreadsheets do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from hall.store.folder.controls import CONTROL
from hall.store.folder.encoding import decode_table
from hall.store.folder.findings import FindingBook, explain
from hall.store.folder.rows import RawRow, RawTable
from layout.values import Span

SEPARATORS = (",", ";", "\t")
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")
_CELLS = {
    separator: re.compile(
        rf' *"(?P<quoted>[^"]*(?:""[^"]*)*)"(?P<tail>[^{separator}\r\n]*)'
        rf"|(?P<plain>[^{separator}\r\n]*)"
    )
    for separator in SEPARATORS
}
MOST_BYTES = 16_000_000

CountHeaders = Callable[[tuple[str, ...]], int]


def read_csv(data: bytes, file: str, count_headers: CountHeaders, book: FindingBook) -> RawTable:
    """Return the rows of a table; `count_headers` says how many cells of a row are headers."""
    if len(data) > MOST_BYTES:
        message = explain(f"{len(data):,} bytes", f"at most {MOST_BYTES:,}", "split the table")
        book.error("table.too_big", Span(file, 1, 1), message)
        return RawTable(file, ())
    decoded = decode_table(data)
    text = decoded.text
    if "\n" not in text:
        text = text.replace("\r", "\n")
    table = RawTable(file, (), text)
    if decoded.assumed:
        message = f"not UTF-8: read as {decoded.encoding_name}; save as UTF-8 to be sure"
        book.note("table.encoding_assumed", Span(file, 1, 1), message)
    if decoded.damaged_at is not None:
        message = explain(
            f"a byte that is no {decoded.encoding_name}", "one encoding", "save the table again"
        )
        book.error("table.encoding", table.span_at(decoded.damaged_at), message)
    found = CONTROL.search(text)
    if found:
        name = "a NUL character" if found[0] == "\0" else f"the control character {found[0]!a}"
        message = explain(name, "text", "save the table again as CSV UTF-8")
        book.error("table.control_character", table.span_at(found.start()), message)
    return _read_rows(table, count_headers, book)


def _read_rows(table: RawTable, count_headers: CountHeaders, book: FindingBook) -> RawTable:
    text = table.text
    told = _SEP_LINE.match(text)
    start = told.end() if told else 0
    if told and told[1] in SEPARATORS:
        separator = told[1]
    else:
        # The separator is the one that makes the most headers out of the first lines.
        head = "\n".join(text[start:].split("\n", 12)[:12])

        def rank(separator: str) -> int:
            rows, _ = split_rows(head, separator, 0)
            return max((count_headers(row.texts) for row in rows), default=0)

        separator = max(SEPARATORS, key=rank)
    rows, faults = _remember_rows(text, separator, start)
    for fault in faults:
        book.error(fault.code, table.span_at(fault.position), fault.message)
    return RawTable(table.file, rows, text, separator)


def find_cell_end(table: RawTable, start: int) -> int:
    """Return where the cell that starts at a character of the text ends, its quotes included."""
    found = _CELLS[table.separator].match(table.text, start)
    return found.end() if found else start


@dataclass(frozen=True, slots=True)
class QuoteFault:
    """A quote that does not end where it should, at a character of the text."""

    position: int
    code: str
    message: str


def split_rows(
    text: str, separator: str, start: int
) -> tuple[tuple[RawRow, ...], tuple[QuoteFault, ...]]:
    """Return all rows of the text from `start` on, and its broken quotes."""
    match = _CELLS[separator].match
    rows: list[RawRow] = []
    faults: list[QuoteFault] = []
    texts: list[str] = []
    starts: list[int] = []
    position, line = start, text.count("\n", 0, start) + 1
    row_start = position
    while position < len(text) or texts:
        found = match(text, position)
        if found is None:  # pragma: no cover - the pattern also matches nothing
            break
        starts.append(position)
        texts.append(_cell_text(found, faults))
        position = found.end()
        if position < len(text) and text[position] == separator:
            position += 1
            continue
        rows.append(RawRow(tuple(texts), line, tuple(starts)))
        texts, starts = [], []
        end = _LINE_END.match(text, position)
        position = end.end() if end else len(text)
        line += text.count("\n", row_start, position)
        row_start = position
    return tuple(rows), tuple(faults)


# A worker that builds again splits only the table that changed.
_remember_rows = lru_cache(maxsize=6)(split_rows)


def _cell_text(found: re.Match[str], faults: list[QuoteFault]) -> str:
    if found.lastgroup == "plain":
        plain = found[0]
        if '"' in plain and plain.lstrip().startswith('"'):
            message = explain('a quote " that never ends', "a second one", "close it or drop it")
            faults.append(QuoteFault(found.start(), "table.unclosed_quote", message))
        return plain
    quoted, tail = found.group("quoted", "tail")
    if tail.strip():
        message = explain(
            f'text after the closing quote: "{tail.strip()[:20]}"',
            'a quote inside a cell doubled ("")',
            "look for a missing or extra quote",
        )
        faults.append(QuoteFault(found.start(), "table.broken_quote", message))
    text = quoted.replace('""', '"') if '""' in quoted else quoted
    return f"{text}{tail.rstrip()}"
