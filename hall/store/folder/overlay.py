"""Approved changes of exhibitors, laid over the rows of a table before it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from hall.store.folder.controls import drop_controls
from hall.store.folder.rows import RawRow
from hall.store.folder.table import Table, list_text_columns


class CellChange(Protocol):
    """A change of one row: `noun` is exhibitor or product, `fields` are columns and cells."""

    @property
    def noun(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def fields(self) -> Mapping[str, str]: ...


def overlay_changes(table: Table | None, noun: str, changes: Sequence[CellChange]) -> Table | None:
    """Return the table with changed cells; a product that it does not have becomes a row."""
    mine = [change for change in changes if change.noun == noun]
    if table is None or not mine:
        return table
    columns = dict(table.columns)
    # Columns that the table lacks come after its widest row.
    width = max([len(row.texts) for row in table.rows] + [max(columns.values(), default=0) + 1])
    for change in mine:
        for field in ("id", *change.fields):
            if field not in columns:
                columns[field] = width
                width += 1
    rows = {table.cell(row, "id"): row for row in table.rows}
    extra: list[RawRow] = []
    for change in mine:
        row = rows.get(change.id)
        if row is not None:
            rows[change.id] = _fill(row, columns, change.fields, width)
        elif noun == "product":
            new = RawRow((), len(table.raw.rows) + len(extra) + 1)
            extra.append(_fill(new, columns, {"id": change.id, **change.fields}, width))
    changed = tuple(
        rows[name] if (name := table.cell(row, "id")) and _is_mine(name, mine) else row
        for row in table.rows
    )
    return replace(
        table, columns=columns, rows=(*changed, *extra), texts=list_text_columns(columns)
    )


def _is_mine(name: str, changes: Sequence[CellChange]) -> bool:
    return any(change.id == name for change in changes)


def _fill(row: RawRow, columns: Mapping[str, int], fields: Mapping[str, str], width: int) -> RawRow:
    texts = [*row.texts, *[""] * (width - len(row.texts))]
    for field, text in fields.items():
        texts[columns[field]] = drop_controls(text)
    return replace(row, texts=tuple(texts))
