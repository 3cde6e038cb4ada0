"""Figurine: a turned figure in a hooded robe."""

from __future__ import annotations

from assets.forms.part import Detail, Finish, Part, Surface
from assets.forms.solids import ball, box, curve, lathe, panel

_ROBE = Finish(Surface.CLAY, (0.5, 0.4, 0.3), tint=0.95)
_SASH = Finish(Surface.CLAY, (0.70, 0.60, 0.42), tint=0.10)
_FACE = Finish(Surface.CLAY, (0.42, 0.22, 0.12))
_PLINTH = Finish(Surface.WOOD, (0.20, 0.11, 0.05))
_PAPER = Finish(Surface.PAPER, (0.86, 0.82, 0.73))


def build_figurine(detail: Detail) -> list[Part]:
    """Return a figure in a djellaba on a small plinth, 9 cm wide and 20 cm high."""
    near = detail.steps == 1
    robe_points = [(0.036, 0.030), (0.033, 0.060), (0.024, 0.105), (0.027, 0.130), (0.014, 0.152)]
    robe = lathe(curve(robe_points[:: 2 if near else 1], detail.steps), detail, _ROBE)
    hood_points = [(0.0165, 0.144), (0.0225, 0.160), (0.0195, 0.178), (0.0075, 0.193), (0.0, 0.201)]
    hood = lathe(curve(hood_points[:: 2 if near else 1], detail.steps), detail, _ROBE)
    face = ball(0.0135, detail, _FACE).moved(0, 0.152, 0.0105)
    plinth = box(0.090, 0.030, 0.075, _PLINTH, bevel=0.0 if near else 0.002)
    plate = panel(0.066, 0.022, _PAPER, overlay=True).moved(0, 0.004, 0.0381)
    parts = [plinth, robe, hood, face, plate]
    if not near:
        sash = lathe(curve([(0.0262, 0.098), (0.0258, 0.106), (0.0262, 0.114)], 4), detail, _SASH)
        parts.append(sash)
    return parts
