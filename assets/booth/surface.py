"""What a face is made of, and how that travels with its colour.

The alpha of a vertex colour is a byte: its upper five bits are the share of the colour that an
instance tint leaves alone, its lower three bits the surface. A viewer that knows the surfaces
draws weave, grain or sheen on them; to any other the byte is nearly the share that it was.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from assets.mesh import Floats

Surface = Literal["tinted", "glow", "stone", "carpet", "fabric", "metal", "wood", "paint"]

# Paint is plain: an alpha of 255, as everything has that says nothing, is untinted paint. A
# tinted face that says nothing has alpha 0.
_CODES: dict[Surface, int] = {
    "tinted": 0,
    "glow": 1,
    "stone": 2,
    "carpet": 3,
    "fabric": 4,
    "metal": 5,
    "wood": 6,
    "paint": 7,
}
_STEPS, _SURFACES = 31, 8


def pack_alpha(tinted: float, surface: Surface | None = None) -> float:
    """Return the alpha (0..1) of a face with this share of tint (0..1) and surface."""
    if surface is None:
        surface = "tinted" if tinted else "paint"
    return (round((1.0 - tinted) * _STEPS) * _SURFACES + _CODES[surface]) / 255


def read_untinted(alphas: Floats) -> Floats:
    """Return the shares (n,) in 0..1 that a tint leaves alone, of alphas (n,)."""
    levels = np.rint(np.asarray(alphas) * 255) // _SURFACES
    return np.asarray(levels / _STEPS, np.float32)


def read_surfaces(alphas: Floats) -> list[Surface]:
    """Return the surface of each alpha (n,)."""
    names = {code: name for name, code in _CODES.items()}
    return [names[int(byte) % _SURFACES] for byte in np.rint(np.asarray(alphas) * 255)]
