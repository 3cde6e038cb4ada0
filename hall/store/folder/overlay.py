"""Approved changes of exhibitors, laid over the rows of a table before it is read.

The table may have been edited since as well: then it is merged three ways, against the cells
that the exhibitor changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from hall.store.folder.controls import drop_controls
from hall.store.folder.findings import FindingBook, explain
from hall.store.folder.rows import RawRow
from hall.store.folder.shielding import shield
from hall.store.folder.table import Table, list_text_columns

# Reads one row, silently: two rows of one meaning give equal values.
ReadRow = Callable[[Table, RawRow], object]
# A column that follows another has no quarrel of its own.
_FOLLOWS = {"price_date": "price"}
_LONGEST_SHOWN = 60


class CellChange(Protocol):
    """A change of one row: `noun` is exhibitor or product, `fields` are columns and cells.

    `base` holds the cells before the change; a column without any is not compared. `between`
    holds the cells that earlier changes of the same exhibitor went through.
    """

    @property
    def noun(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def fields(self) -> Mapping[str, str]: ...
    @property
    def base(self) -> Mapping[str, str]: ...
    @property
    def between(self) -> Mapping[str, tuple[str, ...]]: ...


@dataclass(frozen=True, slots=True)
class Overlay:
    """Changes to lay over the table of one noun, and how its rows are read to be compared."""

    noun: str
    changes: Sequence[CellChange]
    read_row: ReadRow
    book: FindingBook

    def lay(self, table: Table | None) -> Table | None:
        """Return the table with changed cells; a product that it does not have becomes a row.

        The exhibitor's cell wins. Where the table says another since, a warning names both.
        """
        mine = [change for change in self.changes if change.noun == self.noun]
        if table is None or not mine:
            return table
        wide = widen(table, mine)
        width = max(wide.columns.values()) + 1
        rows = {wide.cell(row, "id"): row for row in wide.rows}
        laid: dict[str, RawRow] = {}
        extra: list[RawRow] = []
        for change in mine:
            row = rows.get(change.id)
            if row is not None:
                self._compare(wide, _fill(row, wide.columns, {}, width), change)
                laid[change.id] = _fill(row, wide.columns, change.fields, width)
            elif self.noun == "product":
                new = RawRow((), len(wide.raw.rows) + len(extra) + 1)
                fields = {"id": change.id, **change.fields}
                extra.append(_fill(new, wide.columns, fields, width))
        changed = tuple(laid.get(wide.cell(row, "id"), row) for row in wide.rows)
        return replace(wide, rows=(*changed, *extra))

    def _compare(self, table: Table, row: RawRow, change: CellChange) -> None:
        for column, cell in change.fields.items():
            if column not in change.base or _FOLLOWS.get(column) in change.fields:
                continue
            known = (cell, change.base[column], *change.between.get(column, ()))
            if any(self._means_same(table, row, column, text) for text in known):
                continue
            found = f"{column} is {_quote(table.cell(row, column))} in the table and "
            found += f"{_quote(cell)} by the exhibitor, where it was {_quote(known[1])}"
            fix = "the exhibitor's is shown; write the right one into the table or ask them"
            message = explain(table.place(row, column) + found, "one of them to change it", fix)
            span = table.span(row, column)
            self.book.warn("exhibitor.edited_both", span, message, change.id)

    def _means_same(self, table: Table, row: RawRow, column: str, text: str) -> bool:
        """Return whether the row with `text` in that column would read as it does now."""
        if table.cell(row, column) == text.strip():
            return True
        other = _fill(row, table.columns, {column: text}, len(row.texts))
        return self.read_row(table, row) == self.read_row(table, other)


def _quote(text: str) -> str:
    if not text:
        return "empty"
    return f'"{text[:_LONGEST_SHOWN]}…"' if len(text) > _LONGEST_SHOWN else f'"{text}"'


def widen(table: Table, changes: Sequence[CellChange]) -> Table:
    """Return the table with the columns that it lacks, after its widest row."""
    columns = dict(table.columns)
    width = max([len(row.texts) for row in table.rows] + [max(columns.values(), default=0) + 1])
    for change in changes:
        for field in ("id", *change.fields):
            if field not in columns:
                columns[field] = width
                width += 1
    return replace(table, columns=columns, texts=list_text_columns(columns))


def _fill(row: RawRow, columns: Mapping[str, int], fields: Mapping[str, str], width: int) -> RawRow:
    texts = [*row.texts, *[""] * (width - len(row.texts))]
    for field, text in fields.items():
        texts[columns[field]] = shield(drop_controls(text))
    return replace(row, texts=tuple(texts))
