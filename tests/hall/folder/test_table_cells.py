"""Numbers, days, times and telephones as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hall.model.phone import parse_phone
from hall.store.folder.numbers import (
    is_ambiguous,
    parse_day,
    parse_number,
    parse_time,
    parse_whole,
    parse_yes_no,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("85.50", "85.50"), ("85,50", "85.50"), ("1 250", "1250"), ("1\u202f250,5", "1250.5"),
        ("1\u00a0250.75", "1250.75"), ("1.250,50", "1250.50"), ("1,250.50", "1250.50"),
        ("1.250.000,5", "1250000.5"), ("٨٥٫٥", "85.5"), ("85 DH", "85"), ("85,00 MAD", "85.00"),
        ("85 درهم", "85"), ("0,250", "0.250"), ("-3", "-3"), ("1250", "1250"), ("2.125", "2.125"),
    ],
)  # fmt: skip
def test_numbers_that_are_understood(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["1,250", "85,5,5", "12 34", "1e5", "NaN", "inf", "8O", "85 50", "1..2", "", "--3", "9" * 30],
)
def test_numbers_that_are_not_guessed(text: str) -> None:
    assert parse_number(text) is None


def test_a_comma_before_three_digits_is_ambiguous_unless_it_follows_zero() -> None:
    assert is_ambiguous("1,250")
    assert not is_ambiguous("0,250")
    assert not is_ambiguous("1,25")


def test_a_fraction_is_no_whole_number() -> None:
    assert parse_whole("12,5") is None
    assert parse_whole("12,0") == 12


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-07-03", "2026-07-03"), ("3/7/2026", "2026-07-03"), ("03.07.2026", "2026-07-03"),
        ("2026-07-03 00:00:00", "2026-07-03"), ("٢٠٢٦-٠٧-٠٣", "2026-07-03"),
        ("2026-02-30", None), ("7/13/2026", None), ("3/7/26", None), ("demain", None),
    ],
)  # fmt: skip
def test_days(text: str, day: str | None) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "time"),
    [("9:30", "09:30"), ("09:30:00", "09:30"), ("9h30", "09:30"), ("14 h", "14:00"),
     ("24:00", None), ("9:75", None), ("matin", None)],
)  # fmt: skip
def test_times(text: str, time: str | None) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize(
    ("text", "value"),
    [("Oui", True), ("نعم", True), ("1", True), ("TRUE", True), ("non", False), ("لا", False),
     ("0", False), ("peut-être", None)],
)  # fmt: skip
def test_yes_and_no(text: str, value: bool | None) -> None:  # noqa: FBT001 - a column of the table
    assert parse_yes_no(text) is value


@pytest.mark.parametrize(
    "text",
    [
        "0661234567", "661234567", "+212661234567", "+212 6 61-23-45-67", "00212661234567",
        "212661234567", "+212 (0)661 23 45 67", "06.61.23.45.67", "٠٦٦١٢٣٤٥٦٧", "tel:+212661234567",
        "\u200e+212 661 234 567\u200e",
    ],
)  # fmt: skip
def test_every_way_to_write_a_moroccan_number_is_one(text: str) -> None:
    assert parse_phone(text) == "+212661234567"


@pytest.mark.parametrize(
    ("text", "number"),
    [("+33 6 12 34 56 78", "+33612345678"), ("00221 77 123 45 67", "+221771234567"),
     ("0536 12 34 56", "+212536123456")],
)  # fmt: skip
def test_foreign_and_fixed_numbers(text: str, number: str) -> None:
    assert parse_phone(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "12", "0161234567", "06612345678", "+212 66123456", "0661234567 / 0662345678",
     "6,61235E+08", "+0661234567", "appelez-moi", "+1234567", "+" + "9" * 16],
)  # fmt: skip
def test_what_cannot_be_dialled_is_no_number(text: str) -> None:
    assert parse_phone(text) is None
