"""CSV text → rows, with the place of every cell.

The standard library's reader tells the line of a row and nothing of its cells, so this is
a reader of its own: quotes only at the start of a cell, doubled inside, as spreadsheets do.
"""

from __future__ import annotations

import re
from collections.abc import Callable

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
    if "\0" in text:
        message = explain("a NUL character", "text", "save the table again as CSV UTF-8")
        book.error("table.nul", table.span_at(text.index("\0")), message)
    return _read_rows(table, count_headers, book)


def _read_rows(table: RawTable, count_headers: CountHeaders, book: FindingBook) -> RawTable:
    told = _SEP_LINE.match(table.text)
    start = told.end() if told else 0
    if told and told[1] in SEPARATORS:
        rows = split_rows(table, told[1], start, book)
        return RawTable(table.file, rows, table.text)
    # The separator is the one that makes the most headers out of the first lines.
    head = RawTable(table.file, (), "\n".join(table.text[start:].split("\n", 12)[:12]))
    quiet = FindingBook()

    def rank(separator: str) -> int:
        rows = split_rows(head, separator, 0, quiet)
        return max((count_headers(row.texts) for row in rows), default=0)

    best = max(SEPARATORS, key=rank)
    return RawTable(table.file, split_rows(table, best, start, book), table.text)


def split_rows(
    table: RawTable, separator: str, start: int, book: FindingBook
) -> tuple[RawRow, ...]:
    """Return all rows of the text from `start` on; broken quotes become findings."""
    text, match = table.text, _CELLS[separator].match
    rows: list[RawRow] = []
    texts: list[str] = []
    starts: list[int] = []
    position, line = start, table.text.count("\n", 0, start) + 1
    row_start = position
    while position < len(text) or texts:
        found = match(text, position)
        if found is None:  # pragma: no cover - the pattern also matches nothing
            break
        starts.append(position)
        texts.append(_cell_text(found, table, book))
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
    return tuple(rows)


def _cell_text(found: re.Match[str], table: RawTable, book: FindingBook) -> str:
    plain = found["plain"]
    if plain is not None:
        if plain.lstrip().startswith('"'):
            message = explain('a quote " that never ends', "a second one", "close it or drop it")
            book.error("table.unclosed_quote", table.span_at(found.start()), message)
        return str(plain)
    quoted = str(found["quoted"])
    tail = str(found["tail"])
    if tail.strip():
        message = explain(
            f'text after the closing quote: "{tail.strip()[:20]}"',
            'a quote inside a cell doubled ("")',
            "look for a missing or extra quote",
        )
        book.error("table.broken_quote", table.span_at(found.start()), message)
    if '""' in quoted:
        quoted = quoted.replace('""', '"')
    return quoted + tail.rstrip()
