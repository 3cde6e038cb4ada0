"""A form as it is shown again: what was typed, what is wrong, and its idempotency key."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hall.http.problems import FieldProblem, Problem, field_message
from hall.model.refusal import FieldError
from hall.service.wording import load_words

# What a field is called on the page, by the path of its fault.
_LABELS = {
    "lines.0.quantity": "order.quantity",
    "buyer.name": "form.name", "name": "form.name",
    "buyer.phone": "form.phone", "phone": "form.phone",
    "buyer.email": "form.email", "email": "form.email",
    "buyer.country": "form.country", "country": "form.country",
    "town": "form.town",
    "address": "form.address",
    "recipient.name": "order.recipient_name",
    "recipient.phone": "order.recipient_phone",
    "delivery_mode": "order.delivery",
    "payment_mode": "order.payment",
    "note": "order.note",
    "text": "message.text",
    "kind": "message.kind",
}  # fmt: skip
# Programs fill in every field of a form, this one too; people do not see it.
TRAP = "website"


@dataclass(frozen=True, slots=True)
class Form:
    """Values and faults by field name; field names are the paths of `FieldError`."""

    values: Mapping[str, str]
    key: str
    errors: tuple[FieldProblem, ...] = ()
    _first: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, **values: str) -> Form:
        """Return an empty form with a new key; `__` in a name stands for the dot."""
        named = {name.replace("__", "."): value for name, value in values.items()}
        return cls(named, str(uuid.uuid4()))

    @classmethod
    def again(cls, fields: Mapping[str, str], errors: Iterable[FieldProblem]) -> Form:
        """Return a form as it was sent, with its faults. The key stays: nothing was kept."""
        listed = tuple(errors)
        first = {e.field: e.message for e in reversed(listed)}
        return cls(fields, fields.get("key", "") or str(uuid.uuid4()), listed, first)

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def list_faults(self, lang: str) -> list[tuple[str, str]]:
        """Return field and message of every fault; the message names the field."""
        colon = " : " if lang == "fr" else ": "
        words = load_words(lang)
        return [
            (e.field, words[_LABELS[e.field]] + colon + e.message)
            if e.field in _LABELS
            else (e.field, e.message)
            for e in self.errors
        ]

    def fault(self, name: str) -> str:
        return self._first.get(name, "")


def say_errors(errors: Iterable[FieldError], lang: str, prefix: str) -> list[FieldProblem]:
    """Return the faults of a form in words."""
    return [
        FieldProblem(e.field, field_message(lang, f"{prefix}.error", e.code, e.values))
        for e in errors
    ]


def check_trap(fields: Mapping[str, str]) -> None:
    """Refuse a form that a program filled in.

    Raises:
        Problem: 400, without a hint at what gave it away.
    """
    if fields.get(TRAP):
        raise Problem(400, "bad_request")


def whole_number(text: str) -> int:
    """Return a number as people type it, Arabic digits too; what is none is 0."""
    stripped = text.strip()
    if not stripped.isdecimal() or len(stripped) > 9:  # noqa: PLR2004 - fits any stock
        return 0
    return int(stripped)
