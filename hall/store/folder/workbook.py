"""XLSX → rows. A workbook is a zip of XML, so its sizes are checked before any parser."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from hall.store.folder.controls import drop_controls
from hall.store.folder.findings import FindingBook, explain
from hall.store.folder.rows import RawRow, RawTable
from layout.values import Span

MOST_BYTES = 8_000_000
MOST_UNPACKED_BYTES = 64_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 300
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OSError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip


def read_workbook(data: bytes, file: str, book: FindingBook) -> RawTable:
    """Return the rows of the first sheet; formulas give the values last computed."""
    empty = RawTable(file, ())
    start = Span(file, 1, 1)
    refused = _refuse_archive(data)
    if refused:
        book.error("table.not_a_workbook", start, refused)
        return empty
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it drops (validation, styles); none of it is a value.
            warnings.simplefilter("ignore")
            rows, merged = _read_first_sheet(data)
    except _BROKEN as error:
        message = explain(f"a workbook that cannot be read ({error})", "XLSX", "save it again")
        book.error("table.not_a_workbook", start, message)
        return empty
    if len(rows) > MOST_ROWS:
        message = explain(f"more than {MOST_ROWS:,} rows", "fewer", "delete empty formatted rows")
        book.error("table.too_big", start, message)
        rows = rows[:MOST_ROWS]
    for cell, line, column in merged:
        message = explain(
            f"cell {cell}: merged cells", "one cell for each value", "unmerge and fill each cell"
        )
        book.error("table.merged_cells", Span(file, line, column), message)
    return RawTable(file, tuple(rows))


def _refuse_archive(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        return explain(f"{len(data):,} bytes", f"at most {MOST_BYTES:,}", "remove pictures")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return explain("an old or encrypted workbook", "XLSX", "save as Excel workbook (.xlsx)")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > MOST_UNPACKED_BYTES:
                return explain(f"{unpacked:,} bytes unpacked", f"at most {MOST_UNPACKED_BYTES:,}")
            for info in archive.infolist():
                if info.filename.endswith((".xml", ".rels")):
                    head = archive.read(info)[:1000]
                    if any(mark in head for mark in _DECLARATIONS):
                        return explain("a document type declaration", "a plain workbook")
    except _BROKEN as error:
        return explain(f"no workbook ({error})", "XLSX", "save as Excel workbook (.xlsx) or CSV")
    return ""


def _read_first_sheet(data: bytes) -> tuple[list[RawRow], list[tuple[str, int, int]]]:
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheet = workbook.worksheets[0]
        rows: list[RawRow] = []
        limit = MOST_ROWS + 1
        cells = sheet.iter_rows(max_row=limit, max_col=MOST_COLUMNS, values_only=True)
        for line, values in enumerate(cells, 1):
            row = RawRow(tuple(_show(value) for value in values), line)
            if not row.is_blank:
                rows.append(row)
        # A read-only sheet does not know its merged cells; its XML does.
        path = str(getattr(sheet, "_worksheet_path"))  # noqa: B009
    finally:
        workbook.close()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(path)
    merged = [
        (f"{a.decode()}{b.decode()}:{c.decode()}{d.decode()}", int(b), _column_number(a.decode()))
        for a, b, c, d in _MERGED.findall(xml)
    ]
    return rows, merged


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _show(value: object) -> str:
    """Return a value as the text that a CSV of ours would hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    return drop_controls(str(value))
