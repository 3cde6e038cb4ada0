"""Colours of the kit: sRGB notation in, linear light out."""

from __future__ import annotations

from assets.shading import LinearRgb as Rgb
from assets.shading import linear_colour as parse_colour

__all__ = ["Rgb", "blend", "dim", "parse_colour"]


def blend(first: Rgb, second: Rgb, share: float) -> Rgb:
    """Return the linear mixture with `share` (0..1) of the second colour."""
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue


def dim(colour: Rgb, factor: float) -> Rgb:
    """Return the colour times a factor, kept in 0..1."""
    red, green, blue = (min(1.0, part * factor) for part in colour)
    return red, green, blue


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
