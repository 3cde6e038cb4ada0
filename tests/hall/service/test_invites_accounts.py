"""Invites let in once; sessions end when they should."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from order_fair import COOP, NOW

from hall.model.account import SignedIn
from hall.service.accounts import AccountDesk
from hall.service.errors import InviteRefused
from hall.service.invites import InviteDesk
from hall.store.database import Database, driver


@pytest.fixture
def invites(database: Database) -> InviteDesk:
    return InviteDesk(database)


@pytest.fixture
def accounts(database: Database) -> AccountDesk:
    return AccountDesk(database)


async def why_refused(invites: InviteDesk, code: str, hours: float = 0) -> str:
    with pytest.raises(InviteRefused) as refused:
        await invites.redeem(code, NOW + timedelta(hours=hours))
    return refused.value.why


async def test_looking_uses_nothing_up_and_redeeming_does(invites: InviteDesk) -> None:
    made = await invites.make("exhibitor", COOP, NOW)
    for _ in range(3):
        assert (await invites.look(made.code, NOW)).exhibitor == COOP
    assert (await invites.redeem(made.code, NOW)).account.exhibitor == COOP
    assert await why_refused(invites, made.code) == "used"


async def test_of_many_at_once_one_is_let_in(invites: InviteDesk) -> None:
    made = await invites.make("organiser", None, NOW)
    tries = [invites.redeem(made.code, NOW) for _ in range(10)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(result, SignedIn) for result in results) == 1


async def test_a_code_is_read_as_people_type_it(invites: InviteDesk) -> None:
    made = await invites.make("exhibitor", COOP, NOW)
    typed = made.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert (await invites.look(typed, NOW)).role == "exhibitor"


async def test_codes_that_open_nothing_say_why(invites: InviteDesk) -> None:
    made = await invites.make("exhibitor", COOP, NOW)
    assert await why_refused(invites, "K7QM-2HXP-9RTB-4WNC") == "unknown"
    assert await why_refused(invites, made.code, hours=14 * 24) == "expired"
    await invites.revoke_for(COOP, NOW)
    assert await why_refused(invites, made.code) == "revoked"


@pytest.mark.parametrize(
    ("role", "exhibitor"), [("exhibitor", None), ("organiser", COOP), ("visitor", COOP)]
)
async def test_an_invite_for_nobody_is_not_made(
    invites: InviteDesk, role: str, exhibitor: str | None
) -> None:
    with pytest.raises(ValueError, match="no invite"):
        await invites.make(role, exhibitor, NOW)


async def test_a_session_is_known_until_it_expires(
    invites: InviteDesk, accounts: AccountDesk
) -> None:
    made = await invites.make("organiser", None, NOW)
    signed_in = await invites.redeem(made.code, NOW)
    assert await accounts.find(signed_in.token, NOW) == signed_in.account
    assert await accounts.find(signed_in.token, NOW + timedelta(days=13)) == signed_in.account
    assert await accounts.find(signed_in.token, NOW + timedelta(days=14)) is None


@pytest.mark.parametrize("token", ["", "x", "x" * 500, "\udcff", "é" * 43])
async def test_what_is_no_token_is_nobody(accounts: AccountDesk, token: str) -> None:
    assert await accounts.find(token, NOW) is None


async def test_signing_out_ends_the_session(invites: InviteDesk, accounts: AccountDesk) -> None:
    made = await invites.make("exhibitor", COOP, NOW)
    signed_in = await invites.redeem(made.code, NOW)
    await accounts.sign_out(signed_in.token, NOW)
    assert await accounts.find(signed_in.token, NOW) is None


async def test_revoking_an_exhibitor_ends_its_sessions_and_no_others(
    invites: InviteDesk, accounts: AccountDesk
) -> None:
    tokens = []
    for role, exhibitor in (("exhibitor", COOP), ("organiser", None)):
        made = await invites.make(role, exhibitor, NOW)
        tokens.append((await invites.redeem(made.code, NOW)).token)
    assert await invites.revoke_for(COOP, NOW) == 1
    assert await accounts.find(tokens[0], NOW) is None
    assert await accounts.find(tokens[1], NOW) is not None


async def test_a_clock_set_back_a_little_keeps_sessions_and_a_lot_ends_them(
    invites: InviteDesk, accounts: AccountDesk
) -> None:
    made = await invites.make("exhibitor", COOP, NOW)
    signed_in = await invites.redeem(made.code, NOW)
    assert await accounts.find(signed_in.token, NOW - timedelta(hours=2)) is not None
    assert await accounts.find(signed_in.token, NOW - timedelta(days=2)) is None


async def test_neither_code_nor_token_is_in_the_file(invites: InviteDesk, tmp_path: Path) -> None:
    made = await invites.make("exhibitor", COOP, NOW)
    signed_in = await invites.redeem(made.code, NOW)
    connection = driver.connect_writer(tmp_path / "hall.sqlite3")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = (tmp_path / "hall.sqlite3").read_bytes()
    assert COOP.encode() in data
    for secret in (made.code, made.code.replace("-", ""), signed_in.token):
        assert secret.encode() not in data
