"""Statements and tables mean the same in SQLite and in PostgreSQL."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import BigInteger, Double, LargeBinary, Table, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from hall.store.database import accounts, changes, invites, messages, orders, uploads
from hall.store.database.schema import metadata
from hall.store.database.statements import SQLITE, Query, postgres_dialect

REPOSITORIES = (accounts, changes, invites, messages, orders, uploads)
QUERIES = [
    value for module in REPOSITORIES for value in vars(module).values() if isinstance(value, Query)
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_statement_compiles_for_both_engines(query: Query) -> None:
    text, names, _constants = query.compile_for(SQLITE)
    assert text.count("?") == len(names)
    text, names, _constants = query.compile_for(postgres_dialect())
    places = {int(place) for place in re.findall(r"\$(\d+)", text)}
    assert places == set(range(1, len(names) + 1))


@pytest.mark.parametrize("query", QUERIES)
def test_a_statement_keeps_to_one_fair(query: Query) -> None:
    assert "fair" in query.compile_for(SQLITE)[1]


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_a_table_has_the_fair_first_and_plain_columns_only(table: Table) -> None:
    assert next(iter(table.primary_key)).name == "fair"
    for column in table.columns:
        assert type(column.type) in {Text, BigInteger, LargeBinary, Double}
    assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


def test_a_parameter_without_a_value_is_refused() -> None:
    with pytest.raises(KeyError):
        QUERIES[0].bind({"fair": "small"})
