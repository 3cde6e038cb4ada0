"""A file that people filled in → rows whose cells are known by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hall.store.folder.csv_text import read_csv
from hall.store.folder.findings import FindingBook, explain
from hall.store.folder.headers import TEXT_LANGUAGES, HeaderReader
from hall.store.folder.rows import RawRow, RawTable
from hall.store.folder.shielding import unshield
from hall.store.folder.workbook import read_workbook
from layout.values import Span

_HEADER_WITHIN = 8
_FEWEST_HEADERS = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with known columns. `columns` maps a field to its place in a row, `head` names them."""

    raw: RawTable
    columns: Mapping[str, int]
    rows: tuple[RawRow, ...]
    head: RawRow
    refused: tuple[RawRow, ...] = ()
    texts: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return self.raw.file

    def cell(self, row: RawRow, field_id: str) -> str:
        """Return the trimmed text of a field, without its shield; empty where there is none."""
        index = self.columns.get(field_id)
        if index is None or index >= len(row.texts):
            return ""
        return unshield(row.texts[index].strip())

    def span(self, row: RawRow, field_id: str) -> Span:
        return self.raw.span(row, self.columns.get(field_id, 0))

    def place(self, row: RawRow, field_id: str) -> str:
        return self.raw.place(row, self.columns.get(field_id, 0))


def read_table(folder: Path, name: str, headers: HeaderReader, book: FindingBook) -> Table | None:
    """Return the table `name`.csv or `name`.xlsx of a folder; None where it cannot be used."""
    path = folder / f"{name}.csv"
    workbook = folder / f"{name}.xlsx"
    if path.is_file() and workbook.is_file():
        message = explain(f"both {path.name} and {workbook.name}", "one of them", "remove one")
        book.error("folder.two_tables", Span(workbook.name, 1, 1), message)
    elif not path.is_file():
        path = workbook
    if not path.is_file():
        message = explain(f"{name}.csv is missing", f"{name}.csv or {name}.xlsx", "add it")
        book.error("folder.missing_file", Span(f"{name}.csv", 1, 1), message, name)
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        message = explain(f"{path.name} cannot be read ({error.strerror})", "a readable file")
        book.error("folder.unreadable_file", Span(path.name, 1, 1), message, name)
        return None
    return parse_table(data, path.name, headers, book)


def parse_table(data: bytes, file: str, headers: HeaderReader, book: FindingBook) -> Table | None:
    """Return the table in `data`, a workbook or CSV by its first bytes."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raw = read_workbook(data, file, book)
    else:
        raw = read_csv(data, file, headers.count, book)
    filled = [row for row in raw.rows if not row.is_blank]
    head = max(filled[:_HEADER_WITHIN], key=lambda row: headers.count(row.texts), default=None)
    if head is None or headers.count(head.texts) < _FEWEST_HEADERS:
        if not raw.rows and book.has_error(file):
            return None
        message = explain("no row of column names", "a first row such as id, name_fr, ...")
        book.error("table.no_header", Span(file, 1, 1), message)
        return None
    body = filled[filled.index(head) + 1 :]
    columns = dict(_name_columns(raw, head, body, headers, book))
    rows, refused = _check_widths(raw, head, body, book)
    return Table(raw, columns, rows, head, refused, list_text_columns(columns))


def list_text_columns(columns: Mapping[str, int]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return, for each field with a language suffix, its languages and their places."""
    texts: dict[str, list[tuple[str, int]]] = {}
    for name, index in columns.items():
        base, _, lang = name.rpartition("_")
        if lang in TEXT_LANGUAGES:
            texts.setdefault(base, []).append((lang, index))
    return {base: tuple(languages) for base, languages in texts.items()}


def _name_columns(
    raw: RawTable, head: RawRow, body: list[RawRow], headers: HeaderReader, book: FindingBook
) -> Iterator[tuple[str, int]]:
    seen: dict[str, str] = {}
    for index, header in enumerate(head.texts):
        span, place = raw.span(head, index), raw.place(head, index)
        if not header.strip():
            if any(index < len(row.texts) and row.texts[index].strip() for row in body):
                message = explain(f"{place}a column without a name", "a field's name above it")
                book.warn("table.unnamed_column", span, message)
            continue
        name = headers.find_field(header)
        if name is None:
            nearest = headers.find_nearest(header)
            fix = f"did you mean {nearest}?" if nearest else "remove it or see docs/tables.md"
            message = explain(f'{place}column "{header.strip()}"', "a known column", fix)
            book.warn("table.unknown_column", span, message)
        elif name in seen:
            message = explain(f'{place}column "{header.strip()}" is {name} again', "it once")
            book.error("table.duplicate_column", span, message)
        else:
            seen[name] = header
            yield name, index


def _check_widths(
    raw: RawTable, head: RawRow, body: list[RawRow], book: FindingBook
) -> tuple[tuple[RawRow, ...], tuple[RawRow, ...]]:
    """Return the rows that fit under the headers, and those with too many cells."""
    width = len(head.texts)
    fitting, refused = [], []
    for row in body:
        extra = [text for text in row.texts[width:] if text.strip()]
        if not extra:
            fitting.append(row)
            continue
        refused.append(row)
        split = _find_split_number(row)
        fix = f'is {split} one number? write it in quotes "{split}" or with a point'
        message = explain(
            f"{len(row.texts)} cells in a table of {width} columns",
            f"{width}",
            fix if split else "quote the cells that hold the separator",
        )
        book.error("table.too_many_cells", raw.span(row, width), message)
    return tuple(fitting), tuple(refused)


def _find_split_number(row: RawRow) -> str:
    for left, right in zip(row.texts, row.texts[1:], strict=False):
        if left.strip().isdigit() and right.isdigit() and len(right) <= len("50"):
            return f"{left.strip()},{right}"
    return ""
