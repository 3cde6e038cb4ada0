"""What every repository does with rows: the hash that tells damage, and JSON as text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from hall.store.errors import RowDamaged

T = TypeVar("T")


def hash_row(values: Mapping[str, Any]) -> bytes:
    """Return the SHA-256 over columns and values in the order of the columns' names."""
    digest = hashlib.sha256()
    for name in sorted(values):
        digest.update(f"{name}\x1f{values[name]!r}\x1e".encode())
    return digest.digest()


def check_row(table: str, row: Any, columns: tuple[str, ...]) -> None:  # noqa: ANN401 - driver row
    """Refuse a row that is not what was written.

    Raises:
        RowDamaged: it differs from its hash.
    """
    if hash_row({name: row[name] for name in columns}) != row["row_hash"]:
        raise RowDamaged(
            f"{table} {row['number']!r} is damaged on disk: restore it from the last backup"
        )


def to_json(value: object) -> str:
    """Return the one JSON text of `value`: the same value, the same bytes."""
    return msgspec.json.encode(value, order="deterministic").decode()


def from_json(text: str, kind: type[T]) -> T:
    """Return the value that `to_json` wrote.

    Raises:
        RowDamaged: the text is not such a value.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError as error:
        raise RowDamaged(f"a stored {kind.__name__} cannot be read: {error}") from error
