"""Lengths as people write them: metres unless a unit is there, feet and inches understood."""

from __future__ import annotations

import re

MAX_LENGTH_MM = 5_000_000  # five kilometres: no hall is longer

_MM = {"m": 1000.0, "cm": 10.0, "mm": 1.0, "ft": 304.8, "'": 304.8, "in": 25.4, '"': 25.4}
_NUMBER = r"[0-9]{1,7}(?:\.[0-9]{1,15})?"
_UNIT = "mm|cm|m|ft|in|'|" + '"'
_FEET_AND_INCHES = rf"""{_NUMBER}\s*(?:ft|')[\s-]*{_NUMBER}\s*(?:in|")"""
LENGTH_TEXT = rf"[+-]?(?:{_FEET_AND_INCHES}|{_NUMBER}\s*(?:{_UNIT})?)"
"""What a length looks like, for the schema: a pattern that JavaScript reads too."""

PAIR_TEXT = rf"{LENGTH_TEXT}\s*[x×]\s*{LENGTH_TEXT}"

_PLAIN = re.compile(rf"\s*([+-]?{_NUMBER})\s*({_UNIT})?\s*\Z")
_FEET = re.compile(rf"\s*([+-]?)({_NUMBER})\s*(?:ft|')[\s-]*({_NUMBER})\s*(?:in|\")\s*\Z")
_CROSS = re.compile(r"\s*[x×]\s*")
_PAIR = 2
_LONGEST_TEXT = 80


def parse_length(text: str) -> int | None:
    """Return whole millimetres from `12.5` (m), `250 cm`, `10 ft 6 in`; None if it is no length."""
    if len(text) > _LONGEST_TEXT:
        return None  # the patterns below would take long over thousands of spaces
    plain = _PLAIN.match(text)
    if plain:
        return round(float(plain[1]) * _MM[plain[2] or "m"])
    feet = _FEET.match(text)
    if not feet:
        return None
    length = round(float(feet[2]) * _MM["ft"] + float(feet[3]) * _MM["in"])
    return -length if feet[1] == "-" else length


def parse_pair(text: str) -> tuple[int, int] | None:
    """Return two lengths in millimetres from `3 x 3` or `3 m × 250 cm`; None if it is no pair."""
    if len(text) > _PAIR * _LONGEST_TEXT:
        return None
    parts = _CROSS.split(text)
    if len(parts) != _PAIR:
        return None
    first, second = parse_length(parts[0]), parse_length(parts[1])
    return (first, second) if first is not None and second is not None else None
