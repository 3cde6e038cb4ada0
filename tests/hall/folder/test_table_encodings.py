"""A table is read whatever program saved it, or clearly refused."""

from __future__ import annotations

import codecs

import pytest

from hall.store.folder.findings import FindingBook
from hall.store.folder.headers import HeaderReader
from hall.store.folder.table import Table, parse_table

HEADERS = HeaderReader(("id", "price", "commune"), ("name",))
ARABIC = "id,name_ar,price\nm1,عسل الزعتر من فجيج,85\n"
FRENCH = "id,name_fr,price\nm1,COOPÉRATIVE à Zegzel — œuvre,85\n"


def read(data: bytes) -> tuple[Table | None, dict[str, str]]:
    book = FindingBook()
    table = parse_table(data, "t.csv", HEADERS, book)
    return table, {f.code: f.severity for f in book.list_findings()}


def only_cell(data: bytes, field: str) -> str:
    table, _ = read(data)
    assert table is not None
    assert len(table.rows) == 1
    return table.cell(table.rows[0], field)


@pytest.mark.parametrize(
    ("data", "field", "expected", "codes"),
    [
        (ARABIC.encode(), "name_ar", "عسل الزعتر من فجيج", {}),
        (codecs.BOM_UTF8 + ARABIC.encode(), "name_ar", "عسل الزعتر من فجيج", {}),
        (
            ARABIC.encode("cp1256"), "name_ar", "عسل الزعتر من فجيج",
            {"table.encoding_assumed": "note"},
        ),
        (
            FRENCH.encode("cp1252"), "name_fr", "COOPÉRATIVE à Zegzel — œuvre",
            {"table.encoding_assumed": "note"},
        ),
        (
            codecs.BOM_UTF16_LE + ARABIC.encode("utf-16-le"), "name_ar", "عسل الزعتر من فجيج",
            {"table.encoding_assumed": "note"},
        ),
        (
            FRENCH.encode("utf-16-be"), "name_fr", "COOPÉRATIVE à Zegzel — œuvre",
            {"table.encoding_assumed": "note"},
        ),
    ],
)  # fmt: skip
def test_text_survives_every_encoding(
    data: bytes, field: str, expected: str, codes: dict[str, str]
) -> None:
    table, found = read(data)
    assert table is not None
    assert table.cell(table.rows[0], field) == expected
    assert found == codes


def test_a_single_broken_byte_in_utf8_is_an_error_not_another_encoding() -> None:
    data = ARABIC.encode().replace(b",85", b"\xe9,85")
    table, found = read(data)
    assert table is not None
    assert found == {"table.encoding": "error"}
    assert "عسل" in table.cell(table.rows[0], "name_ar")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_separator_and_line_end(separator: str, line_end: str) -> None:
    rows = [["id", "name_fr", "price"], ["m1", "Miel", '"85,50"'], ["m2", "Thé", "9"]]
    text = line_end.join(separator.join(row) for row in rows) + line_end
    table, found = read(text.encode())
    assert table is not None
    assert [table.cell(row, "price") for row in table.rows] == ["85,50", "9"]
    assert found == {}


def test_a_sep_line_names_the_separator() -> None:
    assert only_cell(b"sep=;\r\nid;price\r\nm1;85,50\r\n", "price") == "85,50"


def test_quoted_cells_keep_separators_line_ends_and_quotes() -> None:
    data = b'id,name_fr,price\nm1,"Miel ""extra"", doux\nde Figuig",85\n'
    assert only_cell(data, "name_fr") == 'Miel "extra", doux\nde Figuig'


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('id,name_fr,price\nm1,"Miel,85\n', "table.unclosed_quote", "t.csv:2:4"),
        ('id,name_fr,price\nm1,"Miel" doux,85\n', "table.broken_quote", "t.csv:2:4"),
        ("id,name_fr,price\nm1,Mi\0el,85\n", "table.control_character", "t.csv:2:6"),
        ("id,name_fr,price\nm1,\u202eleiM,85\n", "table.control_character", "t.csv:2:4"),
        ("id,name_fr,price\nm1,Miel,85,50\n", "table.too_many_cells", "t.csv:2:12"),
        ("id,price,price\nm1,85,86\n", "table.duplicate_column", "t.csv:1:10"),
        ("id,name_fr,prise\nm1,Miel,85\n", "table.unknown_column", "t.csv:1:12"),
        ("id,name_fr,\nm1,Miel,85\n", "table.unnamed_column", "t.csv:1:12"),
        ("Miel;85\n", "table.no_header", "t.csv:1:1"),
        ("", "table.no_header", "t.csv:1:1"),
    ],
)
def test_a_broken_table_is_told_with_its_place(text: str, code: str, place: str) -> None:
    book = FindingBook()
    parse_table(text.encode(), "t.csv", HEADERS, book)
    assert [(f.code, str(f.span)) for f in book.list_findings()] == [(code, place)]


def test_a_number_split_by_its_comma_is_named_and_its_row_left_out() -> None:
    book = FindingBook()
    table = parse_table(b"id,name_fr,price\nm1,Miel,85,50\nm2,The,9\n", "t.csv", HEADERS, book)
    assert table is not None
    assert [table.cell(row, "id") for row in table.rows] == ["m2"]
    assert '"85,50"' in book.list_findings()[0].message


def test_an_unknown_column_is_told_with_the_nearest_name() -> None:
    book = FindingBook()
    parse_table(b"id,name_fr,prise\nm1,Miel,85\n", "t.csv", HEADERS, book)
    assert "did you mean price?" in book.list_findings()[0].message


def test_blank_lines_title_rows_and_empty_columns_do_no_harm() -> None:
    data = b"\nListe des produits,,,\n\nid,name_fr,price,,\n\nm1,Miel,85,,\n,,,,\n"
    table, found = read(data)
    assert table is not None
    assert [row.line for row in table.rows] == [6]
    assert found == {}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Identifiant", "id"),
        ("المعرف", "id"),
        ("Prix (DH)", "price"),
        ("الثمن", "price"),
        ("Nom", "name_fr"),
        ("الاسم", "name_ar"),
        ("Name", "name_en"),
        ("Nom (arabe)", "name_ar"),
        ("Nom en anglais", "name_en"),
        ("الاسم بالفرنسية", "name_fr"),
        ("NAME_ZGH", "name_zgh"),
        ("Ville", "commune"),
        ("Poids", None),
    ],
)
def test_headers_in_three_languages(header: str, field: str | None) -> None:
    assert HEADERS.find_field(header) == field


def test_a_long_broken_table_gives_a_bounded_number_of_findings() -> None:
    text = "id,name_fr\n" + "m,a,b\n" * 5000
    book = FindingBook()
    parse_table(text.encode(), "t.csv", HEADERS, book)
    findings = book.list_findings()
    assert len(findings) == 2001
    assert findings[-1].code == "folder.more_findings"
    assert findings[-1].severity == "error"
