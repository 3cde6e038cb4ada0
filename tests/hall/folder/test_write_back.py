"""Approved changes written into the tables read as they did laid over them, and no byte more."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall.store.folder import FolderRead, read_fair_folder, write_tables_back
from hall.store.folder.shielding import shield, unshield


@dataclass(frozen=True)
class Change:
    noun: str
    id: str
    fields: dict[str, str]
    base: dict[str, str] = field(default_factory=dict)
    between: dict[str, tuple[str, ...]] = field(default_factory=dict)


NEW = {"exhibitor": "coop-b", "family": "honey", "name_fr": "Thym, pur", "price": "60",
       "price_date": "2026-06-30"}  # fmt: skip
CHANGES = [
    Change("product", "miel", {"price": "90", "name_ar": 'عسل "حر"', "season": "4-6"}),
    Change("product", "thym", NEW),
    Change("exhibitor", "coop-b", {"about_fr": "Deux\nlignes; ici", "phone": "+212700000000"}),
]


def write_back(fair: Any, changes: list[Change]) -> dict[str, bytes]:
    files = write_tables_back(fair.path, changes)
    for name, data in files.items():
        fair.write(name, data)
    return files


def values_of(read: FolderRead) -> tuple[object, ...]:
    return read.exhibitors, read.products, [f.code for f in read.findings]


def test_written_back_reads_as_laid_over(fair: Any) -> None:
    laid = read_fair_folder(fair.path, CHANGES)
    assert set(write_back(fair, CHANGES)) == {"products.csv", "exhibitors.csv"}
    assert values_of(read_fair_folder(fair.path)) == values_of(laid)
    assert write_tables_back(fair.path, CHANGES) == {}


def test_bytes_that_nobody_changed_stay(fair: Any) -> None:
    text = (
        "sep=;\r\nMes produits;;\r\nid;exhibitor;family;name_fr;price;price_date;stock\r\n\r\n"
        '"miel";coop-a; honey;"Miel ""pur""";85,50;20/6/2026;\r\n'
        "thym;coop-b;honey;Thym;60;20/6/2026"
    )
    fair.write("products.csv", text)
    write_back(fair, [Change("product", "miel", {"price": "90"})])
    written = (fair.path / "products.csv").read_bytes().decode()
    assert written == text.replace("85,50", "90")
    write_back(fair, [Change("product", "thym", {"stock": "3"})])
    assert (fair.path / "products.csv").read_bytes().decode() == written + ";3"


def test_new_columns_and_rows_come_after_what_is_there(fair: Any) -> None:
    before = (fair.path / "products.csv").read_text("utf-8").splitlines()
    write_back(fair, CHANGES[:2])
    after = (fair.path / "products.csv").read_text("utf-8").splitlines()
    assert after[0] == before[0] + ",season"
    assert after[1].endswith(",4-6")
    assert after[2].startswith('thym,coop-b,honey,"Thym, pur",')


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1256", "عسل الزعتر الحر"), ("utf-16", "عسل"), ("utf-8-sig", "عسل")]
)
def test_a_table_of_another_encoding_becomes_utf_8(fair: Any, encoding: str, text: str) -> None:
    table = (fair.path / "products.csv").read_text("utf-8").replace("عسل", text)
    fair.write("products.csv", table.encode(encoding))
    change = Change("product", "miel", {"name_fr": "Miel d’œillet ⵜ"})
    laid = read_fair_folder(fair.path, [change])
    write_back(fair, [change])
    data = (fair.path / "products.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert text in data.decode("utf-8-sig")
    assert read_fair_folder(fair.path).products == laid.products


def test_a_workbook_stays_a_workbook(fair: Any) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in csv.reader(io.StringIO((fair.path / "products.csv").read_text("utf-8"))):
        sheet.append(row)
    sheet["A1"].font = openpyxl.styles.Font(bold=True)
    book.save(fair.path / "products.xlsx")
    (fair.path / "products.csv").unlink()
    changes = [*CHANGES[:2], Change("product", "miel", {"name_fr": "=1+1", "price": "90"})]
    laid = read_fair_folder(fair.path, changes)
    assert set(write_back(fair, changes)) == {"products.xlsx"}
    assert values_of(read_fair_folder(fair.path)) == values_of(laid)
    sheet = openpyxl.load_workbook(fair.path / "products.xlsx").worksheets[0]
    assert sheet["A1"].font.bold
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3*cmd", "'=1", "''@x", "- 100 % laine"]
)
def test_no_written_cell_is_a_formula(fair: Any, text: str) -> None:
    change = Change("product", "miel", {"name_fr": text})
    laid = read_fair_folder(fair.path, [change])
    assert laid.products[0].name.by_lang["fr"] == text
    write_back(fair, [change])
    with (fair.path / "products.csv").open(encoding="utf-8", newline="") as file:
        cell = next(csv.DictReader(file))["name_fr"]
    assert cell == f"'{text}"
    assert read_fair_folder(fair.path).products == laid.products


def test_a_telephone_is_no_formula(fair: Any) -> None:
    write_back(fair, [Change("exhibitor", "coop-b", {"phone": "+212700000000"})])
    assert ",+212700000000," in (fair.path / "exhibitors.csv").read_text("utf-8")


@given(st.text(alphabet="'=+-@ a1\t", max_size=8))
def test_a_shield_comes_off_again(text: str) -> None:
    assert unshield(shield(text)) == text.strip()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture],
          deadline=None)  # fmt: skip
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20),
       st.sampled_from(["", '"', ",", ";", "\n", "\r\n", "\t", "|", "'="]))  # fmt: skip
def test_any_text_comes_back_as_it_was_approved(fair: Any, text: str, sign: str) -> None:
    original = {path: path.read_bytes() for path in Path(fair.path).glob("*.csv")}
    change = Change("product", "miel", {"description_fr": f"{text}{sign}{text}"})
    laid = read_fair_folder(fair.path, [change])
    write_back(fair, [change])
    assert read_fair_folder(fair.path).products == laid.products
    for path, data in original.items():
        path.write_bytes(data)
