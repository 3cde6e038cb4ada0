"""Messages to exhibitors and to the organiser."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, insert, select, update

from hall.model.message import Message
from hall.store.database import driver
from hall.store.database.database import Database
from hall.store.database.rows import check_row, from_json, hash_row, to_json
from hall.store.database.schema import messages
from hall.store.database.statements import Query
from hall.store.database.writer import Transaction

# The column is never empty; no exhibitor's id is.
_ORGANISER = ""
_HASHED = (
    "fair", "token", "number", "exhibitor", "kind", "state", "version", "made_us",
    "request", "request_key", "request_hash",
)  # fmt: skip
_FAIR = messages.c.fair == bindparam("fair")
_FIND_KEY = Query(
    select(messages.c.token, messages.c.request_hash).where(
        _FAIR, messages.c.request_key == bindparam("key")
    )
)
_FIND_NUMBER = Query(
    select(messages.c.token).where(_FAIR, messages.c.number == bindparam("number"))
)
_BY_TOKEN = Query(select(messages).where(_FAIR, messages.c.token == bindparam("token")))
_OF_EXHIBITOR = Query(
    select(messages)
    .where(
        _FAIR,
        messages.c.exhibitor == bindparam("exhibitor"),
        messages.c.made_us < bindparam("before_us"),
    )
    .order_by(messages.c.made_us.desc(), messages.c.token)
    .limit(bindparam("count"))
)
_INSERT = Query(insert(messages))
_UPDATE = Query(
    update(messages)
    .where(_FAIR, messages.c.token == bindparam("which"))
    .values(state=bindparam("state"), version=bindparam("version"), row_hash=bindparam("row_hash"))
)


def find_request(at: Transaction, key: str) -> tuple[str, bytes] | None:
    """Return token and body hash of the message that came with an idempotency key."""
    rows = at.find(_FIND_KEY, {"key": key})
    return (rows[0]["token"], rows[0]["request_hash"]) if rows else None


def is_number_taken(at: Transaction, number: str) -> bool:
    return bool(at.find(_FIND_NUMBER, {"number": number}))


def insert_message(at: Transaction, message: Message, key: str, body_hash: bytes) -> None:
    row = {
        "fair": at.fair,
        "token": message.token,
        "number": message.number,
        "exhibitor": message.exhibitor or _ORGANISER,
        "kind": message.kind,
        "state": message.state,
        "version": message.version,
        "made_us": message.made_us,
        "request": to_json(message),
        "request_key": key,
        "request_hash": body_hash,
    }
    at.run(_INSERT, {**row, "row_hash": hash_row(row)})


def update_state(at: Transaction, message: Message, state: str) -> Message:
    """Write another state of a message that was read in the same transaction."""
    moved = replace(message, state=state, version=message.version + 1)
    stored = at.find(_BY_TOKEN, {"token": message.token})[0]
    row = {name: stored[name] for name in _HASHED}
    row |= {"state": state, "version": moved.version}
    values = {"which": message.token, "state": state, "version": moved.version}
    at.run(_UPDATE, {**values, "row_hash": hash_row(row)})
    return moved


def read_message(at: Transaction, token: str) -> Message | None:
    """Return a message by its token, inside a job."""
    rows = at.find(_BY_TOKEN, {"token": token})
    return _to_message(rows[0]) if rows else None


async def find_message(database: Database, token: str) -> Message | None:
    """Return a message by its token.

    Raises:
        RowDamaged: it is not what was written.
    """
    rows = await database.find(_BY_TOKEN, token=token)
    return _to_message(rows[0]) if rows else None


async def list_messages(
    database: Database, exhibitor: str | None, before_us: int, count: int
) -> tuple[Message, ...]:
    """Return the newest messages to an exhibitor, or to the organiser (None).

    Raises:
        RowDamaged: one is not what was written.
    """
    rows = await database.find(
        _OF_EXHIBITOR, exhibitor=exhibitor or _ORGANISER, before_us=before_us, count=count
    )
    return tuple(_to_message(row) for row in rows)


def _to_message(row: driver.Row) -> Message:
    check_row("message", row, _HASHED)
    stored = from_json(row["request"], Message)
    return replace(stored, state=row["state"], version=row["version"])
