"""SQL, written once with SQLAlchemy Core and compiled once for the driver in use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import ClauseElement

# The two engines: how each writes its placeholders.
SQLITE: Dialect = sqlite.dialect(paramstyle="qmark")


def postgres_dialect() -> Dialect:
    """Return the dialect of asyncpg, with placeholders `$1`, `$2`..."""
    return postgresql.asyncpg.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


class Query:
    """One statement with named parameters.

    Every query carries the parameter `fair`, which the connection fills in.
    """

    def __init__(self, clause: ClauseElement) -> None:
        """Keep `clause`; it is compiled when it is first used."""
        self._clause = clause

    def compile_for(self, dialect: Dialect) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
        """Return the text, its parameters in order, and those that are constants."""
        compiled: Any = self._clause.compile(dialect=dialect)
        return str(compiled), tuple(compiled.positiontup), compiled.params

    @cached_property
    def _compiled(self) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
        return self.compile_for(SQLITE)

    def bind(self, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """Return the text and the values in its order.

        Raises:
            KeyError: a parameter has no value.
        """
        text, names, constants = self._compiled
        return text, [
            values[name] if name in values else _constant(constants, name) for name in names
        ]


def _constant(constants: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a column's value
    value = constants[name]
    if value is None:
        raise KeyError(name)
    return value
