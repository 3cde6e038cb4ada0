"""Invites: only the hash of their code is kept."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update

from hall.model.account import Invite
from hall.store.database import driver
from hall.store.database.database import Database
from hall.store.database.schema import invites
from hall.store.database.statements import Query
from hall.store.database.writer import Transaction

_FAIR = invites.c.fair == bindparam("fair")
_BY_CODE = Query(select(invites).where(_FAIR, invites.c.code_hash == bindparam("code_hash")))
_INSERT = Query(insert(invites))
_USE = Query(
    update(invites)
    .where(_FAIR, invites.c.code_hash == bindparam("which"))
    .values(used_us=bindparam("used_us"))
)
_REVOKE = Query(
    update(invites)
    .where(_FAIR, invites.c.exhibitor == bindparam("whose"), invites.c.used_us.is_(None))
    .values(revoked_us=bindparam("revoked_us"))
)


def insert_invite(at: Transaction, code_hash: bytes, invite: Invite) -> None:
    at.run(
        _INSERT,
        {
            "code_hash": code_hash,
            "role": invite.role,
            "exhibitor": invite.exhibitor,
            "made_us": invite.made_us,
            "expires_us": invite.expires_us,
            "used_us": None,
            "revoked_us": None,
        },
    )


def use_invite(at: Transaction, code_hash: bytes, now_us: int) -> None:
    at.run(_USE, {"which": code_hash, "used_us": now_us})


def revoke_invites(at: Transaction, exhibitor: str, now_us: int) -> int:
    """Revoke every unused invite of an exhibitor; return how many there were."""
    return at.run(_REVOKE, {"whose": exhibitor, "revoked_us": now_us})


def read_invite(at: Transaction, code_hash: bytes) -> Invite | None:
    """Return an invite by the hash of its code, inside a job."""
    rows = at.find(_BY_CODE, {"code_hash": code_hash})
    return _to_invite(rows[0]) if rows else None


async def find_invite(database: Database, code_hash: bytes) -> Invite | None:
    """Return an invite by the hash of its code."""
    rows = await database.find(_BY_CODE, code_hash=code_hash)
    return _to_invite(rows[0]) if rows else None


def _to_invite(row: driver.Row) -> Invite:
    return Invite(
        role=row["role"],
        exhibitor=row["exhibitor"],
        made_us=row["made_us"],
        expires_us=row["expires_us"],
        used_us=row["used_us"],
        revoked_us=row["revoked_us"],
    )
