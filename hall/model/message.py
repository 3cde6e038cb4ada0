"""A message from a visitor to an exhibitor or to the organiser."""

from __future__ import annotations

from dataclasses import dataclass

MESSAGE_KINDS = ("question", "wholesale", "sample", "meeting")
MESSAGE_STATES = ("open", "answered", "missed")
# An open message is asked again after this long, and then counts as missed.
ASK_AGAIN_AFTER_US = 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """A message form as it was sent. `exhibitor` None is the organiser; `product` is optional."""

    exhibitor: str | None
    kind: str
    text: str
    name: str
    consent_version: str
    phone: str = ""
    email: str = ""
    language: str = "fr"
    country: str = "MA"
    product: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message that is on disk. `token` opens its receipt; times are microseconds UTC."""

    token: str
    number: str
    exhibitor: str | None
    kind: str
    state: str
    version: int
    made_us: int
    text: str
    name: str
    phone: str
    email: str
    language: str
    country: str
    product: str
    consent_version: str


@dataclass(frozen=True, slots=True)
class PlacedMessage:
    """An answer to a message form; `created` is False when the same form came again."""

    message: Message
    created: bool
