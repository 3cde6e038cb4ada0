"""Whatever is in a table, reading it gives values and findings, never another error."""

from __future__ import annotations

import csv
import io
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall.model.folding import fold, fold_words, measure_edits
from hall.store.folder import read_fair_folder
from hall.store.folder.exhibitor_table import HEADERS, PLAIN
from hall.store.folder.findings import FindingBook
from hall.store.folder.table import parse_table

CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["85,50", "1,250", "٨٥", "0661234567", "2026-02-30", "coop-a", "|;,", "'=1"]),
)
BYTES = st.one_of(st.binary(max_size=200), st.text(max_size=120).map(str.encode))
SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(rows=st.lists(st.lists(CELLS, max_size=8), max_size=6), separator=st.sampled_from(",;\t"))
@SETTINGS
def test_what_a_csv_writer_wrote_is_read_back(rows: list[list[str]], separator: str) -> None:
    clean = [["".join(c for c in cell if c.isalnum()) + 'x"' for cell in row] for row in rows]
    fields = list(PLAIN[:8])
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(fields)
    writer.writerows(clean)
    book = FindingBook()
    table = parse_table(buffer.getvalue().encode(), "t.csv", HEADERS, book)
    assert table is not None
    expected = [row for row in clean if row]
    assert [
        [table.cell(row, f) for f in fields[: len(row.texts)]] for row in table.rows
    ] == expected


@given(data=BYTES)
@SETTINGS
def test_random_bytes_as_tables_never_raise(fair: Any, data: bytes) -> None:
    for name in ("exhibitors.csv", "products.csv", "programme.csv"):
        fair.write(name, data)
    read = read_fair_folder(fair.path)
    assert not read.is_usable


@given(rows=st.lists(st.lists(CELLS, min_size=8, max_size=11), max_size=5))
@SETTINGS
def test_random_cells_below_true_headers_never_raise(fair: Any, rows: list[list[str]]) -> None:
    head = (fair.path / "products.csv").read_text("utf-8").splitlines()[0]
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    fair.write("products.csv", f"{head}\n{buffer.getvalue()}".encode(errors="replace"))
    for finding in read_fair_folder(fair.path).findings:
        assert finding.span is not None
        assert finding.span.line >= 1
        assert finding.span.column >= 1


@given(data=BYTES)
@SETTINGS
def test_random_bytes_as_yaml_never_raise(fair: Any, data: bytes) -> None:
    for name in ("fair.yaml", "families.yaml", "places.yaml", "delivery.yaml", "synonyms.yaml"):
        fair.write(name, data)
    read_fair_folder(fair.path)


@given(text=st.text(max_size=30))
@SETTINGS
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert all(fold_words(word) for word in fold_words(text))


@given(left=st.text("abc", max_size=8), right=st.text("abc", max_size=8))
@SETTINGS
def test_edits_are_counted_the_same_both_ways(left: str, right: str) -> None:
    edits = measure_edits(left, right, 3)
    assert edits == measure_edits(right, left, 3)
    assert (edits == 0) == (left == right)
