"""Numbers, days, times and yes or no as people write them → values.

Each returns None for text that is none of them; what was found and expected is the
caller's to say.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_DIGITS = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789." + "\u00a0", "\u200e\u200f\u202a\u202b\u202c"
)
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_CURRENCY = re.compile(r"(dhs?|mad|eur|€|درهما|دراهم|درهم|dirhams?)\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[\s\u00a0\u202f']\d{3})+(?:[.,]\d+)?|[+-]?\d+(?:[.,]\d+)?")
_BOTH = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?!\1)[.,]\d+")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")
_LOCAL_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_TIME = re.compile(r"([01]?\d|2[0-3])(?:[:hH]|\s*h\s*)([0-5]\d)?(?::00)?")
_MOST_DIGITS = 15
_THOUSAND = 3

_YES = frozenset({"yes", "y", "oui", "o", "نعم", "true", "vrai", "1", "x"})
_NO = frozenset({"no", "n", "non", "لا", "false", "faux", "0"})


def parse_number(text: str) -> Decimal | None:
    """Return a number written with a decimal point or comma, thousands parted by spaces.

    `1,250` is refused: it is 1250 to some and 1.25 to others. `0,250` is not in doubt.
    """
    bare = _CURRENCY.sub("", text.translate(_DIGITS).strip()).strip()
    if _BOTH.fullmatch(bare):
        decimal = "." if bare.rfind(".") > bare.rfind(",") else ","
        bare = bare.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    elif not _GROUPED.fullmatch(bare):
        return None
    if is_ambiguous(bare):
        return None
    digits = _SPACES.sub("", bare).replace(",", ".")
    if len(digits) > _MOST_DIGITS:
        return None
    return Decimal(digits)


def is_ambiguous(text: str) -> bool:
    """Return whether a comma may part thousands or decimals, as in `1,250`."""
    whole, comma, rest = text.strip().partition(",")
    return bool(
        comma
        and len(rest) == _THOUSAND
        and rest.isdigit()
        and whole.lstrip("+-").isdigit()
        and not whole.lstrip("+-").startswith("0")
    )


def parse_whole(text: str) -> int | None:
    """Return a whole number, None also for one with a fraction."""
    number = parse_number(text)
    if number is None or number != number.to_integral_value():
        return None
    return int(number)


def parse_day(text: str) -> str | None:
    """Return an ISO day from `2026-07-03` or, day first as in Morocco, `3/7/2026`."""
    bare = text.translate(_DIGITS).strip()
    iso, local = _ISO_DAY.fullmatch(bare), _LOCAL_DAY.fullmatch(bare)
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
        if local:
            return dt.date(int(local[3]), int(local[2]), int(local[1])).isoformat()
    except ValueError:
        return None
    return None


def parse_time(text: str) -> str | None:
    """Return `HH:MM` from `9:30`, `09:30`, `9h30` or `9h`."""
    found = _TIME.fullmatch(text.translate(_DIGITS).strip())
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else None


def parse_yes_no(text: str) -> bool | None:
    """Return whether a cell says yes, in French, Arabic, English or as 1 and 0."""
    word = text.strip().lower()
    if word in _YES:
        return True
    return False if word in _NO else None
