"""CSV and XLSX of stands, or of exhibitors with the sizes and places of their stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hall.service.importing.found import FoundStand, Notes, Source, Survey
from hall.store.folder import exhibitor_table, numbers
from hall.store.folder.headers import HeaderReader
from hall.store.folder.rows import RawRow
from hall.store.folder.table import Table, parse_table

_READ = ("id", "number", "exhibitor", "x_m", "y_m", "rotation_deg", "width_m", "depth_m")
# Columns of our own export and of exhibitors.csv are known and left alone.
_KNOWN = ("sector_name", "area_m2", "middle_x_m", "middle_y_m", "co_exhibitors")
HEADERS = HeaderReader((*_READ, *_KNOWN, *exhibitor_table.PLAIN), exhibitor_table.TEXTS)
_MOST_SIDE_M, _MOST_PLACE_M = 60, 5_000


def survey_table(data: bytes, metres: float, notes: Notes) -> Survey | None:
    """Return the stands of a table whose lengths are `metres` long; None where it is no table.

    Rows without x and y tell sizes only.
    """
    table = _read(data, notes)
    if table is None:
        return None
    if not {"number", "exhibitor", "id"} & table.columns.keys() and "name" not in table.texts:
        notes.error(
            "table_columns", "no column number, exhibitor, id or name: whose stands are these?"
        )
        return None
    has_places = {"x_m", "y_m"} <= table.columns.keys()
    has_sizes = {"width_m", "depth_m"} <= table.columns.keys()
    if not has_places and not has_sizes:
        message = "no columns x_m and y_m, nor width_m and depth_m: nothing to import"
        notes.error("table_columns", message)
        return None
    stands = [stand for row in table.rows if (stand := _read_row(table, row, metres, notes))]
    placed = any(stand.x_mm is not None for stand in stands)
    return Survey(stands=tuple(stands), covers=frozenset({"stands"}), stands_complete=placed)


def read_numbers(data: bytes, notes: Notes) -> Mapping[str, str]:
    """Return the exhibitor of each number, from a table with columns for both."""
    table = _read(data, notes)
    if table is None:
        return {}
    if "number" not in table.columns:
        notes.error("table_columns", "no column number")
        return {}
    given: dict[str, str] = {}
    for row in table.rows:
        number, whose = table.cell(row, "number"), _exhibitor(table, row)
        if number and whose and given.setdefault(number, whose) != whose:
            message = f"number {number} is {given[number]}'s and {whose}'s; keep one"
            notes.error("number_twice", message, Source(line=row.line))
    return given


def _read(data: bytes, notes: Notes) -> Table | None:
    return parse_table(data, notes.file, HEADERS, notes.book)


def _exhibitor(table: Table, row: RawRow) -> str:
    """Return who a row is of: by `exhibitor`, else by name, else by id where no other column is."""
    told = table.cell(row, "exhibitor")
    if told or "exhibitor" in table.columns:
        return told
    if "number" not in table.columns:
        told = table.cell(row, "id")
    for _, index in table.texts.get("name", ()):
        if not told and index < len(row.texts):
            told = row.texts[index].strip()
    return told


def _read_row(table: Table, row: RawRow, metres: float, notes: Notes) -> FoundStand | None:
    source = Source(f"row {row.line}", row.line)
    number, exhibitor = table.cell(row, "number"), _exhibitor(table, row)
    if not number and not exhibitor:
        notes.warn("stand_without_number", "neither a number nor an exhibitor: left out", source)
        return None
    values: dict[str, Decimal | None] = {}
    for field in ("x_m", "y_m", "rotation_deg", "width_m", "depth_m"):
        text = table.cell(row, field)
        values[field] = numbers.parse_number(text) if text else None
        if text and values[field] is None:
            message = f"{field} is `{text[:40]}`; expected a number such as 12.5"
            notes.error("table_number", message, source)
            return None
    size = [_length(values[field], metres) for field in ("width_m", "depth_m")]
    place = [_length(values[field], metres) for field in ("x_m", "y_m")]
    if any(side is not None and not 0 < side <= _MOST_SIDE_M * 1000 for side in size):
        message = (
            f"{values['width_m']} x {values['depth_m']} is no size of a stand in metres;"
            " are these other units? Say so with --units"
        )
        notes.error("table_number", message, source)
        return None
    if any(value is not None and abs(value) > _MOST_PLACE_M * 1000 for value in place):
        message = f"x and y are {values['x_m']}, {values['y_m']}; expected at most 5,000 m"
        notes.error("table_number", message, source)
        return None
    if (place[0] is None) != (place[1] is None) or (size[0] is None) != (size[1] is None):
        notes.error("table_number", "one of two numbers is empty; give both or neither", source)
        return None
    rotation = round((values["rotation_deg"] or Decimal(0)) * 1000) % 360_000
    width, depth = (round(side or 0) for side in size)
    x, y = (None if value is None else round(value) for value in place)
    return FoundStand(number, exhibitor, x, y or 0, rotation, width, depth, True, source)  # noqa: FBT003 - the front is told


def _length(value: Decimal | None, metres: float) -> float | None:
    return None if value is None else float(value) * metres * 1000
