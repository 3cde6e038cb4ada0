"""Receipt numbers: for people, read out on the telephone; they open nothing."""

from __future__ import annotations

import secrets
import unicodedata

# Damm's quasigroup: every wrong digit and every swap of neighbours changes the check digit.
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
NUMBER_DIGITS = 8


def check_digit(digits: str) -> str:
    """Return Damm's check digit: it tells every wrong digit and every swap of neighbours."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def format_number(digits: str) -> str:
    """Return `482-739-051` for eight digits: with their check digit, in groups of three."""
    whole = digits + check_digit(digits)
    return f"{whole[:3]}-{whole[3:6]}-{whole[6:]}"


def parse_number(text: str) -> str | None:
    """Return a receipt number as somebody typed it in its one form, or None if it is wrong."""
    digits = "".join(
        str(unicodedata.digit(sign)) for sign in text if unicodedata.digit(sign, None) is not None
    )
    if len(digits) != NUMBER_DIGITS + 1 or check_digit(digits) != "0":
        return None
    return format_number(digits[:-1])


def draw_number() -> str:
    """Return a random receipt number, so that it does not tell how many there were."""
    return format_number(str(secrets.randbelow(10**NUMBER_DIGITS)).zfill(NUMBER_DIGITS))
