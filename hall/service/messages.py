"""Messages from visitors: questions, wholesale quotes, samples, meetings.

    desk = MessageDesk(database)
    placed = await desk.place(draft, key, catalogue, now)    # 201: it is on disk
    message = await desk.find(token)                         # the receipt page
    messages = await desk.list_for(exhibitor or None)        # None: the organiser's
    message = await desk.mark_answered(exhibitor or None, token)
    is_overdue(message, now)                                 # ask again after 24 hours

Messages are taken in every phase of the fair.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime

from hall.model.catalogue import Catalogue
from hall.model.message import (
    ASK_AGAIN_AFTER_US,
    MESSAGE_KINDS,
    Message,
    MessageDraft,
    PlacedMessage,
)
from hall.service.clock import to_micros
from hall.service.errors import KeyReused, NotFound
from hall.service.form_checks import (
    LONGEST_TEXT,
    Faults,
    Person,
    check_consent,
    check_person,
    parse_key,
)
from hall.service.numbers import draw_number
from hall.store.database import Database, messages
from hall.store.database.rows import to_json
from hall.store.database.writer import Transaction

MOST_LISTED = 100
_FAR_FUTURE_US = 2**62


class MessageDesk:
    """Takes messages."""

    def __init__(self, database: Database) -> None:
        """Write to and read from `database`."""
        self._database = database

    async def place(
        self, draft: MessageDraft, key: str, catalogue: Catalogue, now: datetime
    ) -> PlacedMessage:
        """Take a message; it is on disk when this returns.

        Raises:
            FormRefused: fields are wrong; all at once.
            KeyReused: the key came with another draft.
            StorageFull, DatabaseBusy: nothing was kept; the same key may be tried again.
        """
        checked_key = parse_key(key)
        body_hash = hashlib.sha256(to_json(draft).encode()).digest()
        faults = Faults()
        message = _check(draft, catalogue, faults, to_micros(now))

        def job(at: Transaction) -> PlacedMessage:
            known = messages.find_request(at, checked_key)
            if known is not None:
                return _answer_again(at, known, body_hash)
            faults.refuse()
            number = message.number
            while messages.is_number_taken(at, number):
                number = draw_number()
            numbered = replace(message, number=number)
            messages.insert_message(at, numbered, checked_key, body_hash)
            return PlacedMessage(numbered, created=True)

        return await self._database.write(job)

    async def find(self, token: str) -> Message:
        """Return the message of a receipt.

        Raises:
            NotFound: there is none.
        """
        message = await messages.find_message(self._database, token)
        if message is None:
            raise NotFound("no message has this receipt")
        return message

    async def list_for(
        self, exhibitor: str | None, before: datetime | None = None, count: int = MOST_LISTED
    ) -> tuple[Message, ...]:
        """Return the newest messages to an exhibitor, or to the organiser (None)."""
        before_us = _FAR_FUTURE_US if before is None else to_micros(before)
        found = min(count, MOST_LISTED)
        return await messages.list_messages(self._database, exhibitor, before_us, found)

    async def mark_answered(self, exhibitor: str | None, token: str) -> Message:
        """Note that an exhibitor, or the organiser (None), answered; twice changes nothing.

        Raises:
            NotFound: there is no such message to them.
        """

        def job(at: Transaction) -> Message:
            message = messages.read_message(at, token)
            if message is None or message.exhibitor != exhibitor:
                raise NotFound("there is no such message")
            if message.state == "answered":
                return message
            return messages.update_state(at, message, "answered")

        return await self._database.write(job)


def is_overdue(message: Message, now: datetime) -> bool:
    """Return whether a message has waited so long that it is asked again."""
    waited_us = to_micros(now) - message.made_us
    return message.state == "open" and waited_us > ASK_AGAIN_AFTER_US


def _answer_again(at: Transaction, known: tuple[str, bytes], body_hash: bytes) -> PlacedMessage:
    token, known_hash = known
    message = messages.read_message(at, token)
    if known_hash != body_hash or message is None:
        raise KeyReused("this Idempotency-Key was used for another message")
    return PlacedMessage(message, created=False)


def _check(draft: MessageDraft, catalogue: Catalogue, faults: Faults, now_us: int) -> Message:
    if draft.exhibitor is not None and draft.exhibitor not in catalogue.exhibitors:
        faults.add("exhibitor", "unknown_exhibitor")
    product = catalogue.products.get(draft.product)
    if draft.product and (product is None or product.exhibitor != draft.exhibitor):
        faults.add("product", "unknown_product")
    faults.choice("kind", draft.kind, MESSAGE_KINDS)
    text = faults.text("text", draft.text, LONGEST_TEXT, required=True)
    given = Person(draft.name, draft.phone, draft.email, draft.language, draft.country)
    person = check_person(faults, given, catalogue)
    check_consent(faults, draft.consent_version, catalogue)
    return Message(
        token=secrets.token_urlsafe(16),
        number=draw_number(),
        exhibitor=draft.exhibitor,
        kind=draft.kind,
        state="open",
        version=1,
        made_us=now_us,
        text=text,
        name=person.name,
        phone=person.phone,
        email=person.email,
        language=person.language,
        country=person.country,
        product=draft.product,
        consent_version=draft.consent_version,
    )
