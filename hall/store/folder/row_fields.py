"""One row of a table, read field by field; what is wrong with a cell becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from hall.model.folding import find_nearest
from hall.model.money import EXPONENTS, Money
from hall.model.phone import parse_phone
from hall.model.text import NO_TEXT, Texts
from hall.store.folder import numbers
from hall.store.folder.findings import FindingBook, explain
from hall.store.folder.rows import RawRow
from hall.store.folder.table import Table

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LIST = re.compile(r"[|;,،؛\n]")
_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_TEXT = 4000
_BROKEN_FORMULA = re.compile(r"#(REF|N/A|NAME|VALUE|DIV/0|NULL|NUM)[!?]?")
_MOST_MONEY = 10**15


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


class RowFields:
    """Reads the cells of one row. `noun` begins the codes, `subject` is the row's id."""

    def __init__(self, table: Table, row: RawRow, noun: str, book: FindingBook) -> None:
        self.table = table
        self.row = row
        self.noun = noun
        self.book = book
        self.subject = ""

    def cell(self, field: str) -> str:
        text = self.table.cell(self.row, field)
        if text.startswith("#") and _BROKEN_FORMULA.match(text):
            self.error(f"{self.noun}.broken_formula", field, f'"{text}"', "a value")
            return ""
        return text

    def error(self, code: str, field: str, found: str, expected: str, fix: str = "") -> None:
        place = self.table.place(self.row, field)
        message = explain(f"{place}{field} is {found}", expected, fix)
        self.book.error(code, self.table.span(self.row, field), message, *self._subjects)

    def warn(self, code: str, field: str, found: str, expected: str, fix: str = "") -> None:
        place = self.table.place(self.row, field)
        message = explain(f"{place}{field} is {found}", expected, fix)
        self.book.warn(code, self.table.span(self.row, field), message, *self._subjects)

    @property
    def _subjects(self) -> tuple[str, ...]:
        return (self.subject,) if self.subject else ()

    def text(self, field: str) -> str:
        text = self.cell(field)
        if len(text) > _LONGEST_TEXT:
            found = f"{len(text):,} characters long"
            self.error(f"{self.noun}.too_long", field, found, f"at most {_LONGEST_TEXT:,}")
            return text[:_LONGEST_TEXT]
        return text

    def texts(self, field: str) -> Texts:
        """Return a text in the languages that have one."""
        columns = self.table.texts.get(field, ())
        row_texts = self.row.texts
        by_lang = {}
        for lang, index in columns:
            if index < len(row_texts) and row_texts[index].strip():
                by_lang[lang] = self.text(f"{field}_{lang}")
        return Texts(by_lang) if by_lang else NO_TEXT

    def id(self, field: str = "id") -> str | None:
        """Return a required id, or None with a finding."""
        text = self.cell(field)
        if is_id(text):
            return text
        if not text:
            self.error("id.missing", field, "empty", "an id such as miel-du-rif")
            return None
        fix = "-".join(_WORD.findall(text.lower())) or "give it a Latin id"
        rule = "small letters a-z, digits and -, at most 48, starting with a letter or digit"
        self.error("id.malformed", field, f'"{text}"', rule, f"for example {fix}")
        return None

    def choice(self, field: str, allowed: Collection[str], default: str = "") -> str:
        """Return one of the allowed words, or the default for an empty cell."""
        text = self.cell(field).lower()
        if not text and default:
            return default
        if text in allowed:
            return text
        self._not_among(f"{self.noun}.bad_choice", field, text, allowed)
        return default

    def choices(self, field: str, allowed: Collection[str]) -> tuple[str, ...]:
        words = self.list(field)
        for word in words:
            if word not in allowed:
                self._not_among(f"{self.noun}.bad_choice", field, word, allowed)
        return tuple(word for word in words if word in allowed)

    def _not_among(self, code: str, field: str, text: str, allowed: Collection[str]) -> None:
        nearest = find_nearest(text, allowed) if text else None
        fix = f"did you mean {nearest}?" if nearest else ""
        found = f'"{text}"' if text else "empty"
        self.error(code, field, found, "one of " + ", ".join(sorted(allowed)), fix)

    def list(self, field: str) -> tuple[str, ...]:
        """Return the parts of a cell, parted by | or ; or a comma, each once."""
        text = self.cell(field)
        if not text:
            return ()
        parts = (text.split("|") if "|" in text else _LIST.split(text)) if text else []
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def number(self, field: str) -> Decimal | None:
        text = self.cell(field)
        if not text:
            return None
        value = numbers.parse_number(text)
        if value is not None:
            return value
        if numbers.is_ambiguous(text):
            whole, _, rest = text.partition(",")
            fix = f"write {whole}{rest} or {whole}.{rest}"
            self.error(f"{self.noun}.bad_number", field, f'"{text}"', "an unmistakable number", fix)
        else:
            self.error(f"{self.noun}.bad_number", field, f'"{text}"', "a number such as 85.50")
        return None

    def positive(self, field: str) -> Decimal | None:
        value = self.number(field)
        if value is not None and value <= 0:
            self.error(f"{self.noun}.bad_number", field, f'"{value}"', "more than 0")
            return None
        return value

    def whole(self, field: str, least: int = 0, most: int = 10**9) -> int | None:
        """Return a whole number from `least` to `most`, None for an empty or a bad cell."""
        text = self.cell(field)
        if not text:
            return None
        value = numbers.parse_whole(text)
        if value is not None and least <= value <= most:
            return value
        expected = f"a whole number from {least} to {most}"
        self.error(f"{self.noun}.bad_number", field, f'"{text}"', expected)
        return None

    def yes_no(self, field: str, *, default: bool) -> bool:
        text = self.cell(field)
        if not text:
            return default
        value = numbers.parse_yes_no(text)
        if value is None:
            self.error(f"{self.noun}.bad_choice", field, f'"{text}"', "yes or no")
            return default
        return value

    def day(self, field: str) -> str:
        """Return an ISO day or an empty text."""
        text = self.cell(field)
        if not text:
            return ""
        value = numbers.parse_day(text)
        if value is None:
            expected = "a day that exists, YYYY-MM-DD (2026-07-03)"
            self.error(f"{self.noun}.bad_date", field, f'"{text}"', expected)
        return value or ""

    def time(self, field: str) -> str:
        text = self.cell(field)
        value = numbers.parse_time(text) if text else None
        if value is None:
            found = f'"{text}"' if text else "empty"
            self.error(f"{self.noun}.bad_time", field, found, "a time such as 09:30")
        return value or ""

    def phone(self, field: str) -> str:
        text = self.cell(field)
        if not text:
            return ""
        value = parse_phone(text)
        if value is None:
            expected = "one number such as 0661234567, +212661234567 or +33612345678"
            self.error(f"{self.noun}.bad_phone", field, f'"{text}"', expected)
        return value or ""

    def colour(self, field: str) -> str:
        text = self.cell(field)
        if text and not _COLOUR.fullmatch(text):
            self.error(f"{self.noun}.bad_colour", field, f'"{text}"', "#rrggbb such as #c0602a")
            return ""
        return text.lower()

    def money(self, field: str, currency: str) -> Money | None:
        """Return an amount above 0 in whole smallest units of the currency."""
        value = self.number(field)
        if value is None:
            return None
        if currency not in EXPONENTS:
            return None
        amount = Money.from_decimal(value, currency)
        if not 0 < amount.amount_minor < _MOST_MONEY:
            self.error(f"{self.noun}.bad_price", field, f'"{value}"', "an amount above 0")
            return None
        if amount.to_decimal() != value:
            places = EXPONENTS[currency]
            expected = f"at most {places} decimals for {currency}"
            self.error(f"{self.noun}.bad_price", field, f'"{value}"', expected)
            return None
        return amount

    def millimetres(self, field: str) -> int | None:
        value = self.positive(field)
        return None if value is None else round(value * 1000)
