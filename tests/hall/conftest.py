"""An open database in a fresh folder, and the desks that work on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hall.service.orders import OrderDesk
from hall.store.database import Database

SECRET = b"a secret that only tests know...."


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "hall.sqlite3", "small")
    yield opened
    await opened.close()


@pytest.fixture
def desk(database: Database) -> OrderDesk:
    return OrderDesk(database, SECRET)
