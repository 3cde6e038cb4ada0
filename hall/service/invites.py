"""Invites: how exhibitors and organisers get in, once, without a password.

    desk = InviteDesk(database)
    made = await desk.make("exhibitor", "coop-argan", now)   # made.code is shown once
    invite = await desk.look(code, now)                      # GET: uses nothing up
    signed_in = await desk.redeem(code, now)                 # POST: token for the cookie
    await desk.revoke_for("coop-argan", now)                 # unused invites and sessions

A code has 80 random bits in four groups of four letters and digits, so that it can be in a
link or be typed; it is read without regard to case, dashes, and I, L, O for 1, 1, 0.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from hall.model.account import ROLES, Account, Invite, MadeInvite, SignedIn
from hall.service.accounts import open_session
from hall.service.clock import DAY_US, to_micros
from hall.service.errors import InviteRefused
from hall.store.database import Database, accounts, invites
from hall.store.database.writer import Transaction

VALID_US = 14 * DAY_US
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110")
_LENGTH = 16
_GROUP = 4


class InviteDesk:
    """Makes invites and lets in whoever brings one."""

    def __init__(self, database: Database) -> None:
        """Write to and read from `database`."""
        self._database = database

    async def make(self, role: str, exhibitor: str | None, now: datetime) -> MadeInvite:
        """Make an invite for `exhibitor`, or for an organiser (None).

        Raises:
            ValueError: the role is not one, or does not fit the exhibitor.
        """
        if role not in ROLES or (role == "exhibitor") != bool(exhibitor):
            raise ValueError(f"no invite for role {role!r} and exhibitor {exhibitor!r}")
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        made_us = to_micros(now)
        invite = Invite(role, exhibitor, made_us, made_us + VALID_US)

        def job(at: Transaction) -> None:
            invites.insert_invite(at, _hash(code), invite)

        await self._database.write(job)
        groups = (code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
        return MadeInvite("-".join(groups), invite)

    async def look(self, code: str, now: datetime) -> Invite:
        """Return what a code opens, and use nothing up: messengers fetch links, too.

        Raises:
            InviteRefused: it opens nothing.
        """
        return _require_open(await invites.find_invite(self._database, _hash(code)), now)

    async def redeem(self, code: str, now: datetime) -> SignedIn:
        """Use the invite up and sign its bearer in.

        Raises:
            InviteRefused: it opens nothing, or somebody was faster.
        """
        token = secrets.token_urlsafe(32)

        def job(at: Transaction) -> SignedIn:
            invite = _require_open(invites.read_invite(at, _hash(code)), now)
            now_us = to_micros(now)
            account = Account(secrets.token_urlsafe(9), invite.role, invite.exhibitor, now_us)
            invites.use_invite(at, _hash(code), now_us)
            accounts.insert_account(at, account)
            return open_session(at, account, token, now_us)

        return await self._database.write(job)

    async def revoke_for(self, exhibitor: str, now: datetime) -> int:
        """Revoke an exhibitor's unused invites and sessions; return how many there were."""

        def job(at: Transaction) -> int:
            now_us = to_micros(now)
            unused = invites.revoke_invites(at, exhibitor, now_us)
            return unused + accounts.revoke_sign_ins_of(at, exhibitor, now_us)

        return await self._database.write(job)


def _hash(code: str) -> bytes:
    plain = "".join(sign for sign in code.upper() if sign.isalnum()).translate(_LOOKALIKES)
    return hashlib.sha256(plain.encode()).digest()


def _require_open(invite: Invite | None, now: datetime) -> Invite:
    if invite is None:
        raise InviteRefused("unknown")
    if invite.revoked_us is not None:
        raise InviteRefused("revoked")
    if invite.used_us is not None:
        raise InviteRefused("used")
    if to_micros(now) >= invite.expires_us:
        raise InviteRefused("expired")
    return invite
