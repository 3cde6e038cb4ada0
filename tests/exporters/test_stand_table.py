from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from laid_hall import lay_hall

from exporters.stand_table import BYTE_ORDER_MARK, COLUMNS, build_stand_table, shield
from hall.store.folder.shielding import unshield


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_one_row_a_stand_with_every_column() -> None:
    placed = lay_hall()
    table = rows(build_stand_table(placed, {}, "fr"))
    assert [row["number"] for row in table] == [stand.number for stand in placed.placements]
    assert tuple(table[0]) == COLUMNS
    first, stand = table[0], placed.placements[0]
    assert float(first["area_m2"]) == pytest.approx(stand.width_mm * stand.depth_mm / 1e6)
    assert float(first["x_m"]) == pytest.approx(stand.x_mm / 1000)
    assert first["open_sides"].split() == list(stand.open_sides)


def test_names_in_three_languages() -> None:
    stand = lay_hall().placements[0]
    names = {stand.exhibitor or "": {"fr": "Amal", "ar": "الأمل"}}
    first = rows(build_stand_table(lay_hall(), names, "fr"))[0]
    assert (first["name_fr"], first["name_ar"], first["name_en"]) == ("Amal", "الأمل", "")


def test_the_mark_for_excel_only_where_asked() -> None:
    assert build_stand_table(lay_hall(), {}, "fr", for_excel=True).startswith(BYTE_ORDER_MARK)
    assert not build_stand_table(lay_hall(), {}, "fr").startswith(BYTE_ORDER_MARK)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "'=1", "\t=1"])
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    stand = replace(lay_hall().placements[0], number=text)
    placed = replace(lay_hall(), placements=(stand,))
    names = {stand.exhibitor or "": {"fr": text}}
    row = rows(build_stand_table(placed, names, "fr"))[0]
    assert row["number"].startswith("'")
    assert row["name_fr"].startswith("'")
    assert unshield(row["name_fr"]) == text


def test_negative_numbers_stay_numbers() -> None:
    assert shield("-3.000") == "-3.000"
