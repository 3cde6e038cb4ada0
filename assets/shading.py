"""Colour and baked light: one soft studio light for kits, forms and product pictures.

Everything is linear light in 0..1; sRGB appears only where people write a colour (`#rrggbb`)
or where a picture is encoded.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from assets.mesh import Floats

LinearRgb = tuple[float, float, float]

# From the left, above and in front: how a reader of any script expects a lit thing to look.
KEY_DIRECTION: Floats = np.array([-0.46, 0.72, 0.52], np.float32) / np.float32(
    np.linalg.norm([-0.46, 0.72, 0.52])
)

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
# A face in full shade keeps this share of its colour: the hall is bright and pale.
_AMBIENT = 0.56
_KEY = 0.52
_SKY = 0.10
# What touches the ground is darkened over this height, at most by this share.
_CONTACT_HEIGHT_M = 0.06
_CONTACT_SHADE = 0.34


class ColourError(ValueError):
    """A colour is not written as `#rrggbb`."""


def linear_colour(colour: str) -> LinearRgb:
    """Return `#rrggbb` as linear red, green, blue in 0..1 (IEC 61966-2-1).

    Raises:
        ColourError: the text is not `#` and six hexadecimal digits.
    """
    if not _HEX.fullmatch(colour):
        raise ColourError(f"{colour!r} is not a colour: write # and six digits, as in #c48a2c")
    red, green, blue = (to_linear(np.array(int(colour[i : i + 2], 16) / 255)) for i in (1, 3, 5))
    return float(red), float(green), float(blue)


def to_linear(srgb: NDArray[np.floating]) -> Floats:
    """Return sRGB values in 0..1 as linear light."""
    low = srgb <= 0.04045  # noqa: PLR2004 - the knee of IEC 61966-2-1
    return np.where(low, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).astype(np.float32)


def to_srgb(linear: NDArray[np.floating]) -> Floats:
    """Return linear light as sRGB values in 0..1; values outside are clipped."""
    clipped = np.clip(linear, 0, 1)
    low = clipped <= 0.0031308  # noqa: PLR2004 - the knee of IEC 61966-2-1
    bright = 1.055 * clipped ** (1 / 2.4) - 0.055
    return np.asarray(np.where(low, clipped * 12.92, bright), np.float32)


def baked_light(
    positions: Floats, normals: Floats, *, contact_height_m: float | None = None
) -> Floats:
    """Return the light on each vertex, (n,) in 0..1.1, for a thing that stands at y = 0.

    Key light from the top left, sky from above and a darkening towards the ground over
    `contact_height_m` (6 cm unless given).
    """
    key = np.clip(normals @ KEY_DIRECTION, 0, 1)
    light = _AMBIENT + _KEY * key + _SKY * np.clip(normals[:, 1], -1, 1)
    height = contact_height_m or _CONTACT_HEIGHT_M
    nearness = np.clip(1 - positions[:, 1] / height, 0, 1) ** 2
    # Faces that look up are lit even at the ground; the others are in their own corner.
    light *= 1 - _CONTACT_SHADE * nearness * (1 - np.clip(normals[:, 1], 0, 1))
    return np.asarray(np.clip(light, 0.12, 1.1), np.float32)
