"""The one place that names the SQLite module, its row type and its errors.

SQLite before 3.51.3 can corrupt a database in WAL mode that two connections write and
checkpoint at once, so an older one is refused: the standard library's is taken where it is
new enough, else the one that the package pysqlite3 carries.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from hall.store.errors import DatabaseBusy, DriverTooOld, StorageFull, StoreError

SAFE_VERSION = (3, 51, 3)
BUSY_TIMEOUT_MS = 5000
CACHED_STATEMENTS = 128
_CANDIDATES = ("sqlite3", "pysqlite3.dbapi2")


def choose_module(candidates: tuple[str, ...] = _CANDIDATES) -> ModuleType:
    """Return the first module of `candidates` whose SQLite is safe.

    Raises:
        DriverTooOld: none is; the message says what was found.
    """
    found = []
    for name in candidates:
        try:
            module = importlib.import_module(name)
        except ImportError:
            found.append(f"{name} is not installed")
            continue
        if module.sqlite_version_info >= SAFE_VERSION:
            return module
        found.append(f"{name} has {module.sqlite_version}")
    wanted = ".".join(str(part) for part in SAFE_VERSION)
    raise DriverTooOld(
        f"SQLite {wanted} or newer is needed (older ones can corrupt a database), but "
        f"{' and '.join(found)}: install the package pysqlite3, or a newer Python"
    )


# Chosen once: every connection of a process has to use the same library, because a second
# copy of SQLite would drop the first one's file locks when it closes the file.
module: Any = choose_module()
Connection = Any
Row = Any
Error: type[Exception] = module.Error


def connect_writer(path: Path) -> Connection:
    """Open the connection that writes: WAL, every commit on disk, deleted rows overwritten."""
    connection = module.connect(
        path,
        timeout=BUSY_TIMEOUT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=CACHED_STATEMENTS,
    )
    return _prepare(
        connection, "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON",
        "foreign_keys = ON",
    )  # fmt: skip


def connect_reader(path: Path) -> Connection:
    """Open a connection that cannot write."""
    connection = module.connect(
        f"file:{quote(str(path.resolve()))}?mode=ro",
        uri=True,
        timeout=BUSY_TIMEOUT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=CACHED_STATEMENTS,
    )
    return _prepare(connection, "query_only = ON")


def _prepare(connection: Connection, *pragmas: str) -> Connection:
    connection.row_factory = module.Row
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except Error:
        connection.close()
        raise
    return connection


def translate(error: Exception) -> Exception:
    """Return what a service should see of an error of the module."""
    if not isinstance(error, Error):
        return error
    name = getattr(error, "sqlite_errorname", "") or str(error)
    if name.startswith("SQLITE_FULL") or "is full" in name:
        return StorageFull("no space left on the disk of the database; nothing was kept")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "locked" in name:
        return DatabaseBusy(f"the database was locked for {BUSY_TIMEOUT_MS / 1000:g} s")
    return StoreError(f"the database refused: {name}: {error}")
