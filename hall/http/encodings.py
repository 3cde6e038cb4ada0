"""Content negotiation: which encodings and which language a browser prefers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

Encoding = Literal["br", "gzip", "identity"]
_PREFERENCE: tuple[Encoding, ...] = ("br", "gzip", "identity")
_MAX_ITEMS = 32


def parse_quality(header: str) -> dict[str, float]:
    """Return each item of an Accept-* header with its q, lower case; a broken q counts 0."""
    qualities: dict[str, float] = {}
    for item in header.lower().split(",")[:_MAX_ITEMS]:
        name, *parameters = (part.strip() for part in item.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                quality = _parse_number(parameter[2:])
        if name:
            qualities[name] = quality
    return qualities


def _parse_number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    # max() with the constant first turns NaN into 0.
    return min(1.0, max(0.0, number))


@lru_cache(maxsize=256)
def rank_encodings(header: str) -> tuple[Encoding, ...]:
    """Return the encodings that may be sent, best first; identity is always among them."""
    qualities = parse_quality(header)
    anything = qualities.get("*", 0.0)
    # Whoever names no identity takes it, but likes every named encoding better.
    weights: dict[Encoding, float] = {
        "br": qualities.get("br", anything),
        "gzip": qualities.get("gzip", anything),
        "identity": qualities.get("identity", 0.0001),
    }
    ranked = sorted(_PREFERENCE, key=lambda encoding: -weights[encoding])
    return tuple(e for e in ranked if weights[e] > 0 or e == "identity")


def choose_language(header: str, languages: Sequence[str]) -> str:
    """Return the language of `languages` that the browser likes best, else the first."""
    ranked = sorted(parse_quality(header).items(), key=lambda item: -item[1])
    for tag, quality in ranked:
        primary = tag.partition("-")[0]
        if quality > 0 and primary in languages:
            return primary
    return languages[0]
