"""Figurine: a turned figure in a hooded robe."""

from __future__ import annotations

import numpy as np

from assets.forms.part import Detail, Finish, Part, Surface
from assets.forms.solids import ball, box, curve, lathe, panel, tube

_ROBE = Finish(Surface.CLAY, (0.5, 0.4, 0.3), tint=0.95)
_SASH = Finish(Surface.CLAY, (0.70, 0.60, 0.42), tint=0.10)
_FACE = Finish(Surface.CLAY, (0.42, 0.22, 0.12))
_PLINTH = Finish(Surface.WOOD, (0.20, 0.11, 0.05))
_PAPER = Finish(Surface.PAPER, (0.86, 0.82, 0.73))


def build_figurine(detail: Detail) -> list[Part]:
    """Return a figure in a djellaba on a small plinth, 9 cm wide and 20 cm high."""
    near = detail.steps == 1
    every = 2 if near else 1
    robe_points = [(0.040, 0.030), (0.036, 0.058), (0.026, 0.105), (0.029, 0.128), (0.012, 0.150)]
    robe = lathe(curve(robe_points[::every], detail.steps), detail, _ROBE)
    hood_points = [(0.0150, 0.138), (0.0245, 0.156), (0.0205, 0.176), (0.0070, 0.198), (0.0, 0.208)]
    hood = lathe(curve(hood_points[::every], detail.steps), detail, _ROBE)
    face = ball(0.0155, detail, _FACE).scaled(0.85, 1.1, 0.8).moved(0, 0.1405, 0.0145)
    plinth = box(0.096, 0.030, 0.080, _PLINTH, bevel=0.0 if near else 0.002)
    plate = panel(0.070, 0.023, _PAPER, overlay=True).moved(0, 0.0035, 0.0406)
    parts = [plinth, robe, hood, face, plate]
    if not near:
        sash = lathe(curve([(0.0277, 0.098), (0.0270, 0.106), (0.0280, 0.114)], 4), detail, _SASH)
        parts += [sash, *_sleeves(detail), _braid()]
    return parts


def _sleeves(detail: Detail) -> list[Part]:
    """Return two wide sleeves that meet before the sash, and the hands."""
    path = curve(
        [(0.028, 0.134, 0.0), (0.037, 0.112, 0.012), (0.022, 0.101, 0.030), (0.002, 0.103, 0.033)],
        detail.steps,
    )
    hands = ball(0.0072, detail, _FACE).moved(0, 0.096, 0.0345)
    return [tube(side, 0.0085, 16, _ROBE) for side in (path, path * [-1, 1, 1])] + [hands]


def _braid() -> Part:
    """Return the braid around the face."""
    angle = np.linspace(0, 2 * np.pi, 40)
    ring = [0.0140 * np.sin(angle), 0.1585 + 0.0185 * np.cos(angle), 0.0215 - 0.004 * np.cos(angle)]
    return tube(np.stack(ring, axis=1), 0.0016, 8, _SASH)
