"""How surfaces shine and what pattern they have, for product pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.forms.part import Surface
from assets.mesh import Floats


@dataclass(frozen=True, slots=True)
class Shine:
    """How a surface answers light.

    `wrap` softens the edge of the shade (0 hard, 1 very soft). `window` is how much of the
    studio's tall soft box on the left it mirrors, `blur` how softly (in cosines), `rim` how
    much light its edges catch.
    """

    wrap: float = 0.25
    window: float = 0.0
    blur: float = 0.1
    rim: float = 0.0

    def reflected(self, normal: Floats, facing: Floats) -> Floats:
        """Return the mirrored light at each pixel, (p,)."""
        rim = self.rim * (1 - facing) ** 4
        if not self.window:
            return np.asarray(rim, np.float32)
        # The eye is nearly straight ahead for all forms: the normal alone tells what is mirrored.
        left = _bump(normal[:, 0] + 0.47, 0.085, self.blur)
        right = 0.35 * _bump(normal[:, 0] - 0.74, 0.035, self.blur)
        upright = _bump(normal[:, 1] - 0.10, 0.42, self.blur * 1.6)
        return np.asarray(self.window * (left + right) * upright + rim, np.float32)

    def baked(self, normals: Floats) -> Floats:
        """Return the mirrored light for vertices, (n,): a softer band on the left side."""
        left = _bump(normals[:, 0] + 0.42, 0.06, 0.34)
        upright = _bump(normals[:, 1] - 0.10, 0.45, 0.40)
        facing = np.clip(normals[:, 2], 0, 1)
        return np.asarray(0.42 * self.window * left * upright * facing, np.float32)

    def through(
        self, normal: Floats, facing: Floats, position: Floats, height: float
    ) -> tuple[Floats, Floats]:
        """Return how the filling glows in its colour and in its deep colour, (p,) each."""
        # Light from the left gathers on the right of a filled glass and at its foot.
        gathered = np.clip(0.5 + 0.62 * normal[:, 0] - 0.25 * normal[:, 2], 0, 1) ** 1.3
        foot = np.clip(1 - position[:, 1] / (0.35 * height), 0, 1)
        edge = np.clip(facing, 0, 1) ** 0.45
        glow = (0.34 + 0.72 * gathered + 0.12 * foot) * (0.50 + 0.50 * edge)
        depth = 0.55 * (1 - gathered) * edge
        return np.asarray(glow, np.float32), np.asarray(depth, np.float32)


SHINE = {
    Surface.PAPER: Shine(wrap=0.35),
    Surface.GLASS: Shine(wrap=0.4, window=0.62, blur=0.05, rim=0.10),
    Surface.GLAZE: Shine(wrap=0.2, window=0.34, blur=0.13, rim=0.06),
    Surface.CLAY: Shine(wrap=0.3, rim=0.01),
    Surface.KRAFT: Shine(wrap=0.3, window=0.02, blur=0.3),
    Surface.WEAVE: Shine(wrap=0.25),
    Surface.LEATHER: Shine(wrap=0.2, window=0.07, blur=0.28, rim=0.02),
    Surface.WOOD: Shine(wrap=0.25, window=0.03, blur=0.3),
    Surface.METAL: Shine(wrap=0.1, window=0.55, blur=0.12, rim=0.10),
    Surface.CLOTH: Shine(wrap=0.45, rim=0.02),
    Surface.SOAP: Shine(wrap=0.6, window=0.06, blur=0.25, rim=0.03),
    Surface.CRUST: Shine(wrap=0.35),
    Surface.FRUIT: Shine(wrap=0.3, window=0.22, blur=0.12, rim=0.03),
}


def pattern(surface: Surface, position: Floats, normal: Floats, height: float) -> Floats:
    """Return the tone of a surface's own pattern at points of a form, (p,) around 1.

    The grain follows the form's height so that a small and a large piece look alike.
    """
    grain = position / max(height, 1e-3)
    if surface == Surface.WEAVE:
        return _weave(position)
    if surface == Surface.WOOD:
        rings = np.sin(
            grain[:, 0] * 9 + 60 * grain[:, 1] + 2.5 * _noise(grain * 5) + 25 * grain[:, 2]
        )
        return np.asarray(1 + 0.10 * rings + 0.05 * _noise(grain * 40), np.float32)
    if surface == Surface.CRUST:
        baked = _noise(grain * np.array([3.1, 2.0, 3.7], np.float32))
        flour = np.clip(_noise(grain * 21) - 0.25, 0, None) * np.clip(normal[:, 1], 0, 1)
        edge = np.clip(normal[:, 1], 0, 1)
        return np.asarray(0.80 + 0.20 * edge + 0.16 * baked + 0.30 * flour, np.float32)
    if surface == Surface.CLOTH:
        rows = np.sin(2 * np.pi * position[:, 1] / 0.016) * np.sin(
            2 * np.pi * position[:, 0] / 0.022
        )
        return np.asarray(1 + 0.05 * rows + 0.05 * _noise(grain * 5), np.float32)
    amount, scale = _GRAIN.get(surface, (0.0, 1.0))
    if not amount:
        return np.ones(len(position), np.float32)
    return np.asarray(1 + amount * _noise(grain * scale), np.float32)


_GRAIN = {
    Surface.CLAY: (0.07, 14.0),
    Surface.KRAFT: (0.04, 38.0),
    Surface.LEATHER: (0.07, 24.0),
    Surface.GLAZE: (0.035, 7.0),
    Surface.SOAP: (0.05, 6.0),
    Surface.FRUIT: (0.06, 30.0),
}


def woven_tone(positions: Floats) -> Floats:
    """Return the tone of vertices of a basket: every second stake is darker."""
    stake = np.round(np.arctan2(positions[:, 0], positions[:, 2]) / (2 * np.pi) * 16)
    return np.asarray(np.where(stake % 2 == 0, 1.05, 0.80), np.float32)


def _weave(position: Floats) -> Floats:
    """Return coils of alfa: rows 11 mm high, stitched every few degrees, staggered."""
    row = position[:, 1] / 0.011
    angle = np.arctan2(position[:, 0], position[:, 2]) / (2 * np.pi) * 84
    coil = np.abs(np.sin(np.pi * row)) ** 0.6
    stitch = np.abs(np.sin(np.pi * (angle + 0.5 * np.floor(row)))) ** 0.7
    straw = 0.10 * np.sin(angle * 12.7 + np.floor(row) * 4.1)
    return np.asarray(0.50 + 0.34 * coil + 0.24 * stitch + straw, np.float32)


def _noise(points: Floats) -> Floats:
    """Return smooth repeatable noise in about -1..1 from a few turned waves."""
    x, y, z = points[:, 0], points[:, 1], points[:, 2]
    total = (
        np.sin(1.7 * x + 2.3 * y + 1.1 * z)
        + np.sin(2.9 * y - 1.3 * z + 0.7 * x + 1.3 * np.sin(2.1 * z))
        + np.sin(3.1 * z + 1.9 * x - 0.6 * y + 1.7 * np.sin(1.7 * x))
        + 0.6 * np.sin(5.3 * x - 4.7 * y + 3.9 * z + 2 * np.sin(2.3 * y))
    )
    return np.asarray(total / 3.0, np.float32)


def _bump(offset: Floats, half: float, blur: float) -> Floats:
    """Return 1 within `half` of zero, falling to 0 over `blur`."""
    rise = np.clip((half + blur - np.abs(offset)) / blur, 0, 1)
    return np.asarray(rise * rise * (3 - 2 * rise), np.float32)
