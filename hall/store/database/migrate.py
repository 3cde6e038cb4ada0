"""Brings a database to the schema of this version, one transaction a step.

Only the holder of the data folder's lock may call `migrate`. A process that is killed in the
middle leaves the database at the step before, and the next start goes on from there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hall.store.database import driver
from hall.store.errors import DatabaseDamaged, SchemaTooNew, SchemaTooOld

VERSIONS = ("0001",)
HEAD = VERSIONS[-1]
_FOLDER = Path(__file__).parent / "migrations"


def read_version(path: Path) -> str | None:
    """Return the schema version of the database, None for a new one.

    Raises:
        DatabaseDamaged: it is no database.
    """
    try:
        connection = driver.connect_writer(path)
        try:
            return _query_version(connection)
        finally:
            connection.close()
    except driver.Error as error:
        raise DatabaseDamaged(f"{path} is not a database that can be read: {error}") from error


def _query_version(connection: driver.Connection) -> str | None:
    known = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).fetchone()
    if known is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def require_head(path: Path) -> None:
    """Refuse a database that has not the schema of this version.

    Raises:
        SchemaTooOld, SchemaTooNew: it has another one.
    """
    version = read_version(path)
    if version is not None and version not in VERSIONS:
        raise SchemaTooNew(
            f"{path} has schema {version}, this version knows {HEAD}: install the newer version"
        )
    if version != HEAD:
        raise SchemaTooOld(f"{path} has schema {version}, {HEAD} is needed: start the server once")


def migrate(path: Path) -> None:
    """Bring the database to the newest schema.

    Raises:
        SchemaTooNew: a newer version wrote it.
    """
    try:
        require_head(path)
    except SchemaTooOld:
        _upgrade(path)


def _upgrade(path: Path) -> None:
    # Imported here: a start with the newest schema has no need of them.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy import create_engine, event  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    engine = create_engine(
        "sqlite://",
        module=driver.module,
        creator=lambda: driver.connect_writer(path),
        poolclass=NullPool,
    )

    # The module would begin a transaction only at the first row changed, and commit before
    # DDL: a crash half-way would then leave tables without their version.
    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
    engine.dispose()
