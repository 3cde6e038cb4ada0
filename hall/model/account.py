"""Who may change things: exhibitors and organisers, who come in by invite, without password."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("exhibitor", "organiser")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who redeemed an invite. `exhibitor` is None for an organiser."""

    id: str
    role: str
    exhibitor: str | None
    made_us: int


@dataclass(frozen=True, slots=True)
class Invite:
    """What an invite opens, without its secret. Times are microseconds UTC."""

    role: str
    exhibitor: str | None
    made_us: int
    expires_us: int
    used_us: int | None = None
    revoked_us: int | None = None


@dataclass(frozen=True, slots=True)
class MadeInvite:
    """A new invite: `code` (`K7QM-2HXP-9RTB-4WNC`) is shown once and only its hash is kept."""

    code: str
    invite: Invite


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: `token` (256 bits) goes into the cookie, only its hash is kept."""

    token: str
    account: Account
    expires_us: int
