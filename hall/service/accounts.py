"""Sessions of those who came in by invite.

    desk = AccountDesk(database)
    account = await desk.find(token, now)      # None: sign in again
    await desk.sign_out(token, now)

A token has 256 random bits and only its SHA-256 is kept, so a copy of the database signs
nobody in. A clock that was set back a little does not throw people out; one that was set
back by more than a day makes them sign in again, so that it never prolongs a session much.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from hall.model.account import Account, SignedIn
from hall.service.clock import DAY_US, to_micros
from hall.store.database import Database, accounts
from hall.store.database.accounts import SignIn
from hall.store.database.writer import Transaction

# An organiser can do more, and sits at a desk.
VALID_US: Mapping[str, int] = {"exhibitor": 60 * DAY_US, "organiser": 14 * DAY_US}
CLOCK_TOLERANCE_US = DAY_US
_LONGEST_TOKEN = 100


class AccountDesk:
    """Tells who somebody is."""

    def __init__(self, database: Database) -> None:
        """Write to and read from `database`."""
        self._database = database

    async def find(self, token: str, now: datetime) -> Account | None:
        """Return whose session this is, or None where it is none that holds."""
        if not 0 < len(token) <= _LONGEST_TOKEN:
            return None
        sign_in = await accounts.find_sign_in(self._database, _hash(token))
        if sign_in is None or sign_in.revoked_us is not None:
            return None
        begins_us = sign_in.made_us - CLOCK_TOLERANCE_US
        holds = begins_us <= to_micros(now) < sign_in.expires_us
        return sign_in.account if holds else None

    async def sign_out(self, token: str, now: datetime) -> None:
        """End the session; one that is none is left alone."""

        def job(at: Transaction) -> None:
            accounts.revoke_sign_in(at, _hash(token), to_micros(now))

        await self._database.write(job)


def open_session(at: Transaction, account: Account, token: str, now_us: int) -> SignedIn:
    """Write a session of `account` for `token`, inside a job."""
    expires_us = now_us + VALID_US[account.role]
    accounts.insert_sign_in(at, _hash(token), SignIn(account, now_us, expires_us, None))
    return SignedIn(token, account, expires_us)


def _hash(token: str) -> bytes:
    # A cookie may hold anything, half characters too.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
