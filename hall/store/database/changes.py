"""What exhibitors change, and what was decided about it."""

from __future__ import annotations

import json

from sqlalchemy import bindparam, insert, or_, select, update

from hall.model.change import Change
from hall.store.database import driver
from hall.store.database.database import Database
from hall.store.database.rows import to_json
from hall.store.database.schema import changes
from hall.store.database.statements import Query
from hall.store.database.writer import Transaction

_FAIR = changes.c.fair == bindparam("fair")
_ORDER = (changes.c.changed_us, changes.c.id)
_BY_ID = Query(select(changes).where(_FAIR, changes.c.id == bindparam("id")))
_OPEN = Query(
    select(changes).where(
        _FAIR,
        changes.c.exhibitor == bindparam("exhibitor"),
        changes.c.noun == bindparam("noun"),
        changes.c.item == bindparam("item"),
        or_(changes.c.state == "draft", changes.c.state == "submitted"),
    )
)
_BY_STATE = Query(
    select(changes).where(_FAIR, changes.c.state == bindparam("state")).order_by(*_ORDER)
)
_OF_EXHIBITOR = Query(
    select(changes)
    .where(_FAIR, changes.c.exhibitor == bindparam("exhibitor"))
    .order_by(changes.c.changed_us.desc(), changes.c.id)
    .limit(bindparam("count"))
)
_INSERT = Query(insert(changes))
_MUTABLE = ("fields", "base", "state", "version", "changed_us", "decided_by", "reason")
_UPDATE = Query(
    update(changes)
    .where(_FAIR, changes.c.id == bindparam("which"))
    .values({name: bindparam(f"new_{name}") for name in _MUTABLE})
)


def insert_change(at: Transaction, change: Change) -> None:
    at.run(_INSERT, _to_row(change))


def update_change(at: Transaction, change: Change) -> None:
    row = _to_row(change)
    at.run(_UPDATE, {"which": change.id, **{f"new_{name}": row[name] for name in _MUTABLE}})


def read_change(at: Transaction, change_id: str) -> Change | None:
    """Return a change by its id, inside a job."""
    rows = at.find(_BY_ID, {"id": change_id})
    return _to_change(rows[0]) if rows else None


def read_open_change(at: Transaction, exhibitor: str, noun: str, item: str) -> Change | None:
    """Return the draft or submitted change of an item, inside a job; there is one at most."""
    rows = at.find(_OPEN, {"exhibitor": exhibitor, "noun": noun, "item": item})
    return _to_change(rows[0]) if rows else None


async def list_by_state(database: Database, state: str) -> tuple[Change, ...]:
    """Return the changes in a state, longest unchanged first."""
    rows = await database.find(_BY_STATE, state=state)
    return tuple(_to_change(row) for row in rows)


async def list_of_exhibitor(database: Database, exhibitor: str, count: int) -> tuple[Change, ...]:
    """Return an exhibitor's changes, newest first."""
    rows = await database.find(_OF_EXHIBITOR, exhibitor=exhibitor, count=count)
    return tuple(_to_change(row) for row in rows)


def _to_row(change: Change) -> dict[str, str | int]:
    return {
        "id": change.id,
        "exhibitor": change.exhibitor,
        "noun": change.noun,
        "item": change.item,
        "fields": to_json(change.fields),
        "base": to_json(change.base),
        "state": change.state,
        "version": change.version,
        "made_by": change.made_by,
        "made_us": change.made_us,
        "changed_us": change.changed_us,
        "decided_by": change.decided_by,
        "reason": change.reason,
    }


def _to_change(row: driver.Row) -> Change:
    return Change(
        id=row["id"],
        exhibitor=row["exhibitor"],
        noun=row["noun"],
        item=row["item"],
        fields=json.loads(row["fields"]),
        base=json.loads(row["base"]),
        state=row["state"],
        version=row["version"],
        made_by=row["made_by"],
        made_us=row["made_us"],
        changed_us=row["changed_us"],
        decided_by=row["decided_by"],
        reason=row["reason"],
    )
