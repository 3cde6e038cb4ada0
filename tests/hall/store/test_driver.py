"""Only a SQLite without the bug that corrupts databases in WAL mode is used."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from hall.store.database import driver
from hall.store.errors import DriverTooOld


def fake(monkeypatch: pytest.MonkeyPatch, name: str, version: str) -> None:
    module = ModuleType(name)
    module.sqlite_version = version
    module.sqlite_version_info = tuple(int(part) for part in version.split("."))
    monkeypatch.setitem(sys.modules, name, module)


def test_the_first_that_is_new_enough_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    fake(monkeypatch, "old_sqlite", "3.51.2")
    fake(monkeypatch, "new_sqlite", "3.51.3")
    assert driver.choose_module(("old_sqlite", "new_sqlite")).__name__ == "new_sqlite"


def test_without_a_safe_one_the_message_says_what_was_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake(monkeypatch, "old_sqlite", "3.40.1")
    with pytest.raises(DriverTooOld, match=r"3\.51\.3.*old_sqlite has 3\.40\.1.*no_such_module"):
        driver.choose_module(("old_sqlite", "no_such_module"))


def test_the_one_in_use_is_safe_and_syncs_every_commit(tmp_path: Path) -> None:
    assert driver.module.sqlite_version_info >= driver.SAFE_VERSION
    connection = driver.connect_writer(tmp_path / "any.sqlite3")
    settings = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    }
    connection.close()
    assert settings == {
        "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1,
    }  # fmt: skip
