"""What was uploaded: rows only; the files lie in the folder of content-named files."""

from __future__ import annotations

from sqlalchemy import bindparam, func, insert, select, update

from hall.model.change import Upload
from hall.store.database import driver
from hall.store.database.database import Database
from hall.store.database.schema import uploads
from hall.store.database.statements import Query
from hall.store.database.writer import Transaction

_FAIR = uploads.c.fair == bindparam("fair")
_BY_ID = Query(select(uploads).where(_FAIR, uploads.c.id == bindparam("id")))
_BY_STATE = Query(
    select(uploads)
    .where(_FAIR, uploads.c.state == bindparam("state"))
    .order_by(uploads.c.changed_us, uploads.c.id)
)
_OF_EXHIBITOR = Query(
    select(uploads)
    .where(_FAIR, uploads.c.exhibitor == bindparam("exhibitor"))
    .order_by(uploads.c.made_us.desc(), uploads.c.id)
    .limit(bindparam("count"))
)
_TAKEN = Query(
    select(
        func.count().label("files"),
        func.coalesce(func.sum(uploads.c.size_bytes), 0).label("size_bytes"),
    ).where(
        _FAIR,
        uploads.c.exhibitor == bindparam("exhibitor"),
        uploads.c.state != "refused",
    )
)
_INSERT = Query(insert(uploads))
_MUTABLE = ("clean_sha256", "state", "version", "changed_us", "reason", "decided_by")
_UPDATE = Query(
    update(uploads)
    .where(_FAIR, uploads.c.id == bindparam("which"))
    .values({name: bindparam(f"new_{name}") for name in _MUTABLE})
)


def insert_upload(at: Transaction, upload: Upload) -> None:
    at.run(_INSERT, _to_row(upload))


def update_upload(at: Transaction, upload: Upload) -> None:
    row = _to_row(upload)
    at.run(_UPDATE, {"which": upload.id, **{f"new_{name}": row[name] for name in _MUTABLE}})


def count_taken(at: Transaction, exhibitor: str) -> tuple[int, int]:
    """Return how many files, and bytes, an exhibitor has that were not refused."""
    row = at.find(_TAKEN, {"exhibitor": exhibitor})[0]
    return int(row["files"]), int(row["size_bytes"])


def read_upload(at: Transaction, upload_id: str) -> Upload | None:
    """Return an upload by its id, inside a job."""
    rows = at.find(_BY_ID, {"id": upload_id})
    return _to_upload(rows[0]) if rows else None


async def find_upload(database: Database, upload_id: str) -> Upload | None:
    """Return an upload by its id."""
    rows = await database.find(_BY_ID, id=upload_id)
    return _to_upload(rows[0]) if rows else None


async def list_by_state(database: Database, state: str) -> tuple[Upload, ...]:
    """Return the uploads in a state, longest unchanged first."""
    return tuple(_to_upload(row) for row in await database.find(_BY_STATE, state=state))


async def list_of_exhibitor(database: Database, exhibitor: str, count: int) -> tuple[Upload, ...]:
    """Return an exhibitor's uploads, newest first."""
    rows = await database.find(_OF_EXHIBITOR, exhibitor=exhibitor, count=count)
    return tuple(_to_upload(row) for row in rows)


_COLUMNS = tuple(Upload.__dataclass_fields__)


def _to_row(upload: Upload) -> dict[str, str | int]:
    return {name: getattr(upload, name) for name in _COLUMNS}


def _to_upload(row: driver.Row) -> Upload:
    return Upload(**{name: row[name] for name in _COLUMNS})
