"""People at their desks: each signed in by an invitation, with a browser of their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from desk_visit import SAME
from web_fair import NOW, ShownHall

from hall.service.invites import InviteDesk
from hall.store.database import Database

Enter = Callable[..., Awaitable[Any]]


@pytest.fixture
def enter(start: Any, hall: ShownHall, database: Database) -> Enter:
    """`await enter("coop-azir")`, or `await enter(None)` for an organiser."""

    async def sign_in(exhibitor: str | None, **more: Any) -> Any:
        client = await start(hall, **more)
        role = "exhibitor" if exhibitor else "organiser"
        made = await InviteDesk(database).make(role, exhibitor, NOW)
        response = await client.post(f"/fr/invites/{made.code}", headers=SAME)
        assert response.status == 200
        return client

    return sign_in


@pytest.fixture
async def azir(enter: Enter) -> Any:
    return await enter("coop-azir")


@pytest.fixture
async def figuig(enter: Enter) -> Any:
    return await enter("coop-figuig")


@pytest.fixture
async def organiser(enter: Enter) -> Any:
    return await enter(None)
