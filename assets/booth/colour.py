"""Colours of the kit: sRGB notation in, linear light out."""

from __future__ import annotations

import re

Rgb = tuple[float, float, float]

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


class ColourInvalid(ValueError):
    """A colour is not written as `#rrggbb`."""


def parse_colour(text: str) -> Rgb:
    """Return the linear red, green and blue (0..1) of an sRGB colour `#rrggbb`.

    Raises:
        ColourInvalid: the text is not a hash and six hexadecimal digits.
    """
    if not _HEX.fullmatch(text):
        raise ColourInvalid(f"colour {text!r}: write it as #rrggbb, for example #b5452c")
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _to_linear(red), _to_linear(green), _to_linear(blue)


def blend(first: Rgb, second: Rgb, share: float) -> Rgb:
    """Return the linear mixture with `share` (0..1) of the second colour."""
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue


def dim(colour: Rgb, factor: float) -> Rgb:
    """Return the colour times a factor, kept in 0..1."""
    red, green, blue = (min(1.0, part * factor) for part in colour)
    return red, green, blue


def _to_linear(value: float) -> float:
    # IEC 61966-2-1, the transfer function of sRGB.
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


WHITE: Rgb = (1.0, 1.0, 1.0)
PANEL = parse_colour("#f6f1e7")
ALUMINIUM = parse_colour("#c3c7cb")
OAK = parse_colour("#d8b98a")
WALNUT = parse_colour("#8d6543")
PLASTER = parse_colour("#efe4d2")
SAND = parse_colour("#d9c8ab")
TERRACOTTA = parse_colour("#b8643f")
STONE = parse_colour("#cfc6b8")
LEAF = parse_colour("#4f8a3f")
LEAF_DARK = parse_colour("#2f6a35")
TRUNK = parse_colour("#8a6a4a")
STEEL = parse_colour("#e3e6e8")
SKY = parse_colour("#eaf5ff")
EXIT_GREEN = parse_colour("#00884e")
DARK = parse_colour("#3a3430")
