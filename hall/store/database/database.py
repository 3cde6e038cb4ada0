"""The open database: the writer, the readers and the fair that every row belongs to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from hall.store.database import driver
from hall.store.database.migrate import migrate, require_head
from hall.store.database.readers import Readers
from hall.store.database.statements import Query
from hall.store.database.writer import Job, Writer
from hall.store.errors import DatabaseDamaged, DataDirLocked
from hall.store.files import DataDirLock

T = TypeVar("T")
FILE_NAME = "hall.sqlite3"


class Database:
    """One fair's rows. `write` returns once a job is on disk; `find` sees what is."""

    def __init__(self, writer: Writer, readers: Readers, fair: str) -> None:
        """Keep what is open already; use `open`."""
        self.fair = fair
        self._writer = writer
        self._readers = readers

    @classmethod
    async def open(cls, path: Path, fair: str, *, holds_lock: bool = True) -> Database:
        """Open the database in the file `path`, made and brought to the newest schema.

        Without the lock of its folder (`holds_lock`) the schema is left alone.

        Raises:
            SchemaTooNew, SchemaTooOld: it has a schema that cannot be used.
            DatabaseDamaged: SQLite's own check failed.
        """
        await asyncio.to_thread(_prepare, path, migrating=holds_lock)
        readers = Readers(path, fair)
        await readers.open()
        return cls(Writer(path, fair), readers, fair)

    async def write(self, job: Job[T]) -> T:
        """Return what `job` returned, once it is on disk (see `Writer.run`)."""
        return await self._writer.run(job)

    async def find(self, query: Query, **values: Any) -> list[driver.Row]:  # noqa: ANN401 - columns
        """Return the rows that a query finds (see `Readers.find`)."""
        return await self._readers.find(query, values)

    async def close(self) -> None:
        """Finish what is waiting and close every connection."""
        await asyncio.to_thread(self._writer.close)
        await self._readers.close()


def _prepare(path: Path, *, migrating: bool) -> None:
    if not path.exists():
        # Names and telephones are inside; SQLite gives its log the mode of the database.
        path.touch(mode=0o600)
    (migrate if migrating else require_head)(path)
    connection = driver.connect_writer(path)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except driver.Error as error:
        verdict = str(error)
    finally:
        connection.close()
    if verdict != "ok":
        raise DatabaseDamaged(f"{path} is damaged ({verdict}): restore the last backup")


@asynccontextmanager
async def open_for_command(folder: Path, fair: str) -> AsyncIterator[Database]:
    """Open the database for one command, also while the server runs.

    With nobody serving, the command takes the folder's lock and may migrate. Beside a
    server it writes as a second process: SQLite lets one transaction in at a time, both
    sides begin theirs with the write lock and wait for it, and the server keeps no copy of
    rows in memory (docs/adr/command-line-writes.md).

    Raises:
        SchemaTooOld, SchemaTooNew: the server that runs has another version.
    """
    try:
        lock: DataDirLock | None = DataDirLock(folder)
    except DataDirLocked:
        lock = None
    try:
        database = await Database.open(folder / FILE_NAME, fair, holds_lock=lock is not None)
        try:
            yield database
        finally:
            await database.close()
    finally:
        if lock is not None:
            lock.release()
