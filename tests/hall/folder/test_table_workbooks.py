"""A workbook stands for a table; what it cannot say clearly is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from hall.store.folder import read_fair_folder
from hall.store.folder.findings import FindingBook
from hall.store.folder.headers import HeaderReader
from hall.store.folder.table import Table, parse_table

HEADERS = HeaderReader(("id", "price", "price_date", "start", "phone", "one_of_a_kind"), ("name",))


def save(rows: list[list[Any]], merged: str = "") -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def read(data: bytes) -> tuple[Table | None, list[tuple[str, str, str]]]:
    book = FindingBook()
    table = parse_table(data, "t.xlsx", HEADERS, book)
    return table, [(f.code, str(f.span), f.message) for f in book.list_findings()]


def test_typed_cells_become_the_text_that_csv_would_hold() -> None:
    day, hour = dt.datetime(2026, 7, 3), dt.time(9, 30)  # noqa: DTZ001 - a day has no zone
    head = ["id", "الاسم", "price", "price_date", "start", "phone", "one_of_a_kind"]
    table, found = read(save([head, ["m1", "عسل", 85.5, day, hour, 661234567, True]]))
    assert table is not None
    row = table.rows[0]
    cells = [table.cell(row, field) for field in table.columns]
    assert cells == ["m1", "عسل", "85.5", "2026-07-03", "09:30", "661234567", "yes"]
    assert found == []


def test_merged_cells_are_refused_by_their_letters() -> None:
    data = save([["id", "name_fr", "price"], ["m1", "Miel", 85], ["m2", None, 9]], "B2:B3")
    _, found = read(data)
    assert [(code, place) for code, place, _ in found] == [("table.merged_cells", "t.xlsx:2:2")]
    assert "B2:B3" in found[0][2]


def test_a_finding_names_the_cell(fair: Any) -> None:
    (fair.path / "products.csv").unlink()
    fair.write(
        "products.xlsx",
        save([["id", "exhibitor", "family", "name_fr", "price", "price_date"],
              ["miel", "coop-a", "honey", "Miel", "beaucoup", "2026-06-20"]]),
    )  # fmt: skip
    found = [f for f in read_fair_folder(fair.path).findings if f.code == "product.bad_number"]
    assert [str(f.span) for f in found] == ["products.xlsx:2:5"]
    assert "cell E2" in found[0].message


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old workbook",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    _, found = read(data)
    assert [code for code, _, _ in found] == ["table.not_a_workbook"]


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_workbook_that_unpacks_to_too_much_is_not_opened() -> None:
    _, found = read(_zip({"xl/worksheets/sheet1.xml": b"0" * 65_000_000}))
    assert "unpacked" in found[0][2]


def test_a_workbook_with_entities_is_not_opened() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    _, found = read(_zip({"xl/workbook.xml": bomb}))
    assert "document type declaration" in found[0][2]
