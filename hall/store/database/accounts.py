"""Accounts and their sign-ins: only the hash of a session's token is kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, insert, select, update

from hall.model.account import Account
from hall.store.database import driver
from hall.store.database.database import Database
from hall.store.database.schema import accounts, sign_ins
from hall.store.database.statements import Query
from hall.store.database.writer import Transaction

_INSERT = Query(insert(accounts))
_INSERT_SIGN_IN = Query(insert(sign_ins))
_BY_TOKEN = Query(
    select(
        accounts,
        sign_ins.c.made_us.label("since_us"),
        sign_ins.c.expires_us,
        sign_ins.c.revoked_us,
    )
    .select_from(
        sign_ins.join(
            accounts,
            and_(sign_ins.c.fair == accounts.c.fair, sign_ins.c.account == accounts.c.id),
        )
    )
    .where(sign_ins.c.fair == bindparam("fair"), sign_ins.c.token_hash == bindparam("token_hash"))
)
_REVOKE = Query(
    update(sign_ins)
    .where(sign_ins.c.fair == bindparam("fair"), sign_ins.c.token_hash == bindparam("which"))
    .values(revoked_us=bindparam("revoked_us"))
)
_REVOKE_EXHIBITOR = Query(
    update(sign_ins)
    .where(
        sign_ins.c.fair == bindparam("fair"),
        sign_ins.c.revoked_us.is_(None),
        sign_ins.c.account.in_(
            select(accounts.c.id).where(
                accounts.c.fair == bindparam("fair"), accounts.c.exhibitor == bindparam("whose")
            )
        ),
    )
    .values(revoked_us=bindparam("revoked_us"))
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A session as it is kept."""

    account: Account
    made_us: int
    expires_us: int
    revoked_us: int | None


def insert_account(at: Transaction, account: Account) -> None:
    at.run(
        _INSERT,
        {
            "id": account.id,
            "role": account.role,
            "exhibitor": account.exhibitor,
            "made_us": account.made_us,
        },
    )


def insert_sign_in(at: Transaction, token_hash: bytes, sign_in: SignIn) -> None:
    at.run(
        _INSERT_SIGN_IN,
        {
            "token_hash": token_hash,
            "account": sign_in.account.id,
            "made_us": sign_in.made_us,
            "expires_us": sign_in.expires_us,
            "revoked_us": sign_in.revoked_us,
        },
    )


def revoke_sign_in(at: Transaction, token_hash: bytes, now_us: int) -> int:
    return at.run(_REVOKE, {"which": token_hash, "revoked_us": now_us})


def revoke_sign_ins_of(at: Transaction, exhibitor: str, now_us: int) -> int:
    """Revoke every session of an exhibitor; return how many there were."""
    return at.run(_REVOKE_EXHIBITOR, {"whose": exhibitor, "revoked_us": now_us})


async def find_sign_in(database: Database, token_hash: bytes) -> SignIn | None:
    """Return a session by the hash of its token."""
    rows = await database.find(_BY_TOKEN, token_hash=token_hash)
    return _to_sign_in(rows[0]) if rows else None


def _to_sign_in(row: driver.Row) -> SignIn:
    account = Account(row["id"], row["role"], row["exhibitor"], row["made_us"])
    return SignIn(account, row["since_us"], row["expires_us"], row["revoked_us"])
