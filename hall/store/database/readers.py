"""A few connections that only read, each in its own thread."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite

from hall.store.database import driver
from hall.store.database.statements import Query

HOW_MANY = 2


class Readers:
    """A pool; whoever asks while all are busy waits."""

    def __init__(self, path: Path, fair: str) -> None:
        """Name the file; `open` connects."""
        self._path = path
        self._fair = fair
        self._free: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()

    async def open(self) -> None:
        for _ in range(HOW_MANY):
            connect = partial(driver.connect_reader, self._path)
            self._free.put_nowait(await aiosqlite.Connection(connect, 64))

    async def find(self, query: Query, values: Mapping[str, Any]) -> list[driver.Row]:
        """Return the rows that one query finds: one statement sees one moment.

        Raises:
            StoreError: the database could not be read.
        """
        text, row = query.bind({"fair": self._fair, **values})
        connection = await self._free.get()
        try:
            return list(await connection.execute_fetchall(text, row))
        except driver.Error as error:
            raise driver.translate(error) from error
        finally:
            self._free.put_nowait(connection)

    async def close(self) -> None:
        for _ in range(HOW_MANY):
            await (await self._free.get()).close()
