"""The schema comes to its newest form, also after a kill in the middle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from hall.store.database import Database, driver, migrate
from hall.store.database.schema import metadata
from hall.store.errors import DatabaseDamaged, SchemaTooNew, SchemaTooOld

# Ends its own process before the statement of that number.
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from hall.store.database.migrate import migrate
left = int(sys.argv[2])

@event.listens_for(Engine, "before_cursor_execute")
def count(*_details):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

migrate(Path(sys.argv[1]))
print("whole")
"""


def tables_of(path: Path) -> set[str]:
    connection = driver.connect_reader(path)
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    return {row["name"] for row in rows}


def test_the_newest_version_is_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


def test_the_steps_make_the_tables_that_the_statements_use(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    migrate.migrate(path)
    engine = create_engine(
        "sqlite://",
        module=driver.module,
        creator=lambda: driver.connect_writer(path),
        poolclass=NullPool,
    )
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differences == []


def test_a_migration_killed_at_any_statement_is_done_by_the_next_start(tmp_path: Path) -> None:
    """Either nothing of the step is there, or all of it with its version."""
    kills = 0
    for count in range(0, 60, 4):
        path = tmp_path / f"{count}.sqlite3"
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(path), str(count)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if "whole" in done.stdout:
            break
        assert done.returncode == -9, done.stderr
        kills += 1
        assert tables_of(path) in (set(), {"alembic_version"})
        migrate.migrate(path)
        assert migrate.read_version(path) == migrate.HEAD
        assert set(metadata.tables) <= tables_of(path)
    else:
        pytest.fail("the migration never came to its end")
    assert kills > 3


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "newer.sqlite3"
    migrate.migrate(path)
    connection = driver.connect_writer(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(SchemaTooNew, match="9999"):
        migrate.migrate(path)


async def test_who_has_not_the_lock_does_not_migrate(tmp_path: Path) -> None:
    with pytest.raises(SchemaTooOld):
        await Database.open(tmp_path / "old.sqlite3", "small", holds_lock=False)


@pytest.mark.parametrize("content", [b"not a database, but long enough to be read as one" * 99])
async def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.sqlite3"
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        await Database.open(path, "small")


async def test_a_damaged_page_is_found_when_it_opens(tmp_path: Path) -> None:
    path = tmp_path / "hall.sqlite3"
    database = await Database.open(path, "small")
    await database.close()
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 3] = b"\xff" * 4096
    path.write_bytes(data)
    with pytest.raises(DatabaseDamaged):
        await Database.open(path, "small")
