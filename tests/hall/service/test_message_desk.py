"""Messages through the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from order_fair import COOP, HONEY, NOW, RUG, WEAVERS, make_catalogue

from hall.model.message import MessageDraft
from hall.service.errors import FormRefused, KeyReused, NotFound
from hall.service.messages import MessageDesk, is_overdue
from hall.store.database import Database

CATALOGUE = make_catalogue()
DRAFT = MessageDraft(COOP, "question", "Bonjour ?", "Aïcha", "3", phone="0661234567")


@pytest.fixture
def desk(database: Database) -> MessageDesk:
    return MessageDesk(database)


async def test_a_message_is_read_back_as_it_was_answered(desk: MessageDesk) -> None:
    placed = await desk.place(replace(DRAFT, product=HONEY), str(uuid4()), CATALOGUE, NOW)
    assert placed.created
    assert await desk.find(placed.message.token) == placed.message
    assert placed.message.phone == "+212661234567"


async def test_a_closed_fair_still_takes_messages(desk: MessageDesk) -> None:
    closed = make_catalogue(phase="archive")
    assert (await desk.place(DRAFT, str(uuid4()), closed, NOW)).created


async def test_the_same_key_gives_the_same_message_once(desk: MessageDesk) -> None:
    key = str(uuid4())
    first = await desk.place(DRAFT, key, CATALOGUE, NOW)
    assert await desk.place(DRAFT, key, CATALOGUE, NOW) == replace(first, created=False)
    with pytest.raises(KeyReused):
        await desk.place(replace(DRAFT, text="other"), key, CATALOGUE, NOW)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"exhibitor": "nobody"}, "exhibitor: unknown_exhibitor"),
        ({"product": RUG}, "product: unknown_product"),
        ({"kind": "love"}, "kind: not_offered"),
        ({"text": " \n"}, "text: required"),
        ({"text": "x" * 2001}, "text: too_long"),
        ({"phone": ""}, "phone: phone_or_email"),
        ({"consent_version": ""}, "consent_version: consent_missing"),
    ],
)
async def test_a_message_with_this_fault_is_refused(
    desk: MessageDesk, change: dict[str, str], fault: str
) -> None:
    with pytest.raises(FormRefused, match=fault):
        await desk.place(replace(DRAFT, **change), str(uuid4()), CATALOGUE, NOW)


async def test_messages_to_the_organiser_are_the_organisers(desk: MessageDesk) -> None:
    ours = (await desk.place(replace(DRAFT, exhibitor=None), str(uuid4()), CATALOGUE, NOW)).message
    theirs = (await desk.place(DRAFT, str(uuid4()), CATALOGUE, NOW)).message
    assert await desk.list_for(None) == (ours,)
    assert await desk.list_for(COOP) == (theirs,)


async def test_who_was_asked_marks_it_answered(desk: MessageDesk) -> None:
    message = (await desk.place(DRAFT, str(uuid4()), CATALOGUE, NOW)).message
    with pytest.raises(NotFound):
        await desk.mark_answered(WEAVERS, message.token)
    answered = await desk.mark_answered(COOP, message.token)
    assert answered.state == "answered"
    assert await desk.mark_answered(COOP, message.token) == answered
    assert await desk.find(message.token) == answered


async def test_an_open_message_is_asked_again_after_a_day(desk: MessageDesk) -> None:
    message = (await desk.place(DRAFT, str(uuid4()), CATALOGUE, NOW)).message
    assert not is_overdue(message, NOW + timedelta(hours=24))
    assert is_overdue(message, NOW + timedelta(hours=24, seconds=1))
