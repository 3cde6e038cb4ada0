"""Approved changes written back into the tables themselves; all other bytes stay."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from hall.store.folder import exhibitor_table, product_table
from hall.store.folder.controls import drop_controls
from hall.store.folder.csv_text import find_cell_end
from hall.store.folder.findings import FindingBook
from hall.store.folder.overlay import CellChange, widen
from hall.store.folder.references import read_families
from hall.store.folder.rows import RawRow
from hall.store.folder.shielding import shield
from hall.store.folder.table import Table, read_table

_BOM = b"\xef\xbb\xbf"
_NEEDS_QUOTES = frozenset('"\r\n,;\t')


def write_tables_back(folder: Path, changes: Sequence[CellChange]) -> dict[str, bytes]:
    """Return the tables that change, by file name; products without a row get one at the end.

    Cells that a spreadsheet would compute are shielded. A table in an encoding that had to be
    guessed becomes UTF-8.
    """
    book = FindingBook()
    headers = {
        "exhibitor": exhibitor_table.HEADERS,
        "product": product_table.product_headers(read_families(folder, book).values()),
    }
    files = {}
    for noun, columns in headers.items():
        mine = [change for change in changes if change.noun == noun]
        table = read_table(folder, f"{noun}s", columns, book)
        if table is None or not mine:
            continue
        edits = _list_edits(table, mine, may_add=noun == "product")
        if edits:
            path = folder / table.file
            write = _write_csv if table.raw.text else _write_workbook
            files[table.file] = write(path.read_bytes(), edits)
    return files


@dataclass(slots=True)
class _Edits:
    """The cells to write: by row and place for rows that are there, as lists for new ones."""

    table: Table
    cells: dict[RawRow, dict[int, str]] = field(default_factory=dict)
    new_rows: list[list[str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.cells or self.new_rows)


def _list_edits(table: Table, changes: Sequence[CellChange], *, may_add: bool) -> _Edits:
    wide = widen(table, changes)
    edits = _Edits(table)
    rows = {table.cell(row, "id"): row for row in table.rows}
    for change in changes:
        fields = {name: drop_controls(text).strip() for name, text in change.fields.items()}
        row = rows.get(change.id)
        if row is None:
            if may_add:
                cells = _place({"id": change.id, **fields}, wide.columns)
                edits.new_rows.append([cells.get(at, "") for at in range(max(cells) + 1)])
            continue
        told = {name: text for name, text in fields.items() if text != table.cell(row, name)}
        if told:
            edits.cells[row] = _place(told, wide.columns)
    used = {at for cells in edits.cells.values() for at in cells}
    used |= {at for cells in edits.new_rows for at, text in enumerate(cells) if text}
    named = {at: name for name, at in wide.columns.items() if name not in table.columns}
    missing = {at: name for at, name in named.items() if at in used}
    if missing:
        edits.cells[table.head] = missing
    return edits


def _place(fields: Mapping[str, str], columns: Mapping[str, int]) -> dict[int, str]:
    return {columns[name]: shield(text) for name, text in fields.items()}


def _write_csv(data: bytes, edits: _Edits) -> bytes:
    table, text = edits.table.raw, edits.table.raw.text
    patches = [patch for row, cells in edits.cells.items() for patch in _patch(edits, row, cells)]
    pieces, position = [], 0
    for start, end, new in sorted(patches):
        pieces += [text[position:start], new]
        position = end
    pieces.append(text[position:])
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    if edits.new_rows and not text.endswith(("\n", "\r")):
        pieces.append(end_of_line)
    for cells in edits.new_rows:
        pieces.append(table.separator.join(map(_quote, cells)) + end_of_line)
    is_utf8 = data.startswith(_BOM) or _is_utf8(data)
    # A spreadsheet takes UTF-8 for what it is only where a mark says so.
    marked = data.startswith(_BOM) or not is_utf8
    return (_BOM if marked else b"") + "".join(pieces).encode()


def _is_utf8(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _patch(edits: _Edits, row: RawRow, cells: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    """Give what to put for which characters of the text; missing cells go after the row."""
    raw = edits.table.raw
    for at, text in cells.items():
        if at < len(row.starts):
            start = row.starts[at]
            yield start, find_cell_end(raw, start), _quote(text)
    last = max(cells)
    if last >= len(row.starts):
        end = find_cell_end(raw, row.starts[-1])
        added = (_quote(cells.get(at, "")) for at in range(len(row.starts), last + 1))
        yield end, end, "".join(f"{raw.separator}{cell}" for cell in added)


def _quote(text: str) -> str:
    if _NEEDS_QUOTES.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _write_workbook(data: bytes, edits: _Edits) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = workbook.worksheets[0]
    last = max(row.line for row in edits.table.raw.rows)
    rows: Iterable[tuple[int, Mapping[int, str]]] = [
        *((row.line, cells) for row, cells in edits.cells.items()),
        *((last + nth, dict(enumerate(cells))) for nth, cells in enumerate(edits.new_rows, 1)),
    ]
    for line, cells in rows:
        for at, text in cells.items():
            cell = sheet.cell(line, at + 1)
            cell.value = text or None
            if text:
                # Never a formula or a number that loses its zeros.
                cell.data_type = "s"
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()
