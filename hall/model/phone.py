"""One form for telephone numbers: E.164, `+212661234567`."""

from __future__ import annotations

import re

_NOISE = re.compile(r"[\s.\-()/\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_MOROCCAN = re.compile(r"[5-8]\d{8}")
_FOREIGN = re.compile(r"[1-9]\d{7,14}")
_MOROCCO = "212"


def parse_phone(text: str) -> str | None:
    """Return `text` in E.164, or None where it is no number that can be dialled.

    Moroccan numbers may come with or without their 0, with 212, +212, 00212 or +212 (0);
    all others need their country code after `+` or `00`.
    """
    bare = _NOISE.sub("", text.translate(_DIGITS).strip().lower().removeprefix("tel:"))
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    if bare.startswith("+"):
        number = bare[1:]
        if number.startswith(_MOROCCO):
            return _moroccan(number.removeprefix(_MOROCCO))
        return f"+{number}" if number.isascii() and _FOREIGN.fullmatch(number) else None
    if bare.startswith(_MOROCCO) and len(bare) > len("0661234567"):
        bare = bare.removeprefix(_MOROCCO)
    return _moroccan(bare)


def _moroccan(national: str) -> str | None:
    number = national.removeprefix("0")
    if number.isascii() and _MOROCCAN.fullmatch(number):
        return f"+{_MOROCCO}{number}"
    return None
