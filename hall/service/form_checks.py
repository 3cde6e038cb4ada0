"""Checks that the order and the message form share: who writes, and that they agreed."""

from __future__ import annotations

import re
import unicodedata
import uuid
from dataclasses import dataclass

from hall.model.catalogue import Catalogue
from hall.model.phone import parse_phone
from hall.model.refusal import FieldError
from hall.service.errors import FormRefused

LONGEST_NAME = 120
LONGEST_EMAIL = 254
LONGEST_TEXT = 2000
_EMAIL = re.compile(r"[^\s@<>\"',;:]{1,64}@[^\s@<>\"',;:]+\.[^\s@<>\"',;:.]{2,}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_JOINERS = frozenset("\u200c\u200d")
_BREAKS = str.maketrans(
    {"\r": None, "\t": " ", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n"}
)


class Faults:
    """Collects the faults of a form, so that all of them are told at once."""

    def __init__(self) -> None:
        """Begin without a fault."""
        self.found: list[FieldError] = []

    def add(self, field: str, code: str, **values: object) -> None:
        texts = {name: str(value) for name, value in values.items()}
        self.found.append(FieldError(field, code, texts))

    def refuse(self) -> None:
        """Raise what was found.

        Raises:
            FormRefused: there was a fault.
        """
        if self.found:
            raise FormRefused(self.found)

    def text(self, field: str, text: str, longest: int, *, required: bool = False) -> str:
        """Return `text` cleaned, adding a fault where it is missing or too long."""
        clean = clean_text(text)
        if required and not clean:
            self.add(field, "required")
        if len(clean) > longest:
            self.add(field, "too_long", limit=longest, found=len(clean))
        return clean

    def choice(self, field: str, value: str, choices: tuple[str, ...]) -> str:
        """Return `value`, adding a fault where it is none of `choices`."""
        if not value:
            self.add(field, "required")
        elif value not in choices:
            self.add(field, "not_offered", found=value[:60])
        return value

    def phone(self, field: str, text: str) -> str:
        """Return `text` in E.164 or empty, adding a fault where it is no number."""
        if not text.strip():
            return ""
        number = parse_phone(text)
        if number is None:
            self.add(field, "bad_phone")
        return number or ""

    def email(self, field: str, text: str) -> str:
        """Return `text` without blanks, adding a fault where it is no address."""
        clean = text.strip()
        if clean and (len(clean) > LONGEST_EMAIL or not _EMAIL.fullmatch(clean)):
            self.add(field, "bad_email")
        return clean


@dataclass(frozen=True, slots=True)
class Person:
    """Who fills in a form, and how to answer; cleaned."""

    name: str
    phone: str
    email: str
    language: str
    country: str


def check_person(faults: Faults, person: Person, catalogue: Catalogue, prefix: str = "") -> Person:
    """Return `person` cleaned: a name, a telephone or an e-mail, a language, a country."""
    before = len(faults.found)
    name = faults.text(f"{prefix}name", person.name, LONGEST_NAME, required=True)
    phone = faults.phone(f"{prefix}phone", person.phone)
    email = faults.email(f"{prefix}email", person.email)
    given = person.phone.strip() or person.email.strip()
    if not given:
        faults.add(f"{prefix}phone", "phone_or_email")
    faults.choice(f"{prefix}language", person.language, catalogue.fair.languages)
    country = person.country.strip().upper()
    if not _COUNTRY.fullmatch(country):
        faults.add(f"{prefix}country", "bad_country")
    return (
        Person(name, phone, email, person.language, country)
        if len(faults.found) == before
        else person
    )


def check_consent(faults: Faults, version: str, catalogue: Catalogue) -> None:
    """Add a fault unless the visitor agreed to the notice that is in force."""
    if not version:
        faults.add("consent_version", "consent_missing")
    elif version != catalogue.fair.privacy.version:
        faults.add("consent_version", "consent_outdated")


def parse_key(key: str) -> str:
    """Return an idempotency key in its one form.

    Raises:
        FormRefused: it is no UUID.
    """
    try:
        return str(uuid.UUID(key))
    except ValueError:
        raise FormRefused([FieldError("idempotency_key", "bad_key")]) from None


def clean_text(text: str) -> str:
    """Return `text` in NFC without control characters and without signs that turn lines.

    Line feeds stay. Directional overrides would show a reader another text than the sender
    wrote; the joiners that Arabic and Tifinagh spelling uses stay.
    """
    lines = unicodedata.normalize("NFC", text.translate(_BREAKS))
    return "".join(sign for sign in lines if sign == "\n" or _is_kept(sign)).strip()


def _is_kept(sign: str) -> bool:
    category = unicodedata.category(sign)
    return sign in _JOINERS or category not in {"Cc", "Cf", "Cs", "Co", "Cn"}
