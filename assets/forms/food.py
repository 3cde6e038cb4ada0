"""Bread and crate: food without a pack."""

from __future__ import annotations

import math

from assets.forms.part import Detail, Finish, Part, Surface
from assets.forms.solids import ball, box, curve, lathe, panel

_CRUST = Finish(Surface.CRUST, (0.62, 0.38, 0.15), tint=0.55)
_BOARD = Finish(Surface.WOOD, (0.34, 0.20, 0.10))
_SLAT = Finish(Surface.WOOD, (0.52, 0.36, 0.19))
_FRUIT = Finish(Surface.FRUIT, (0.6, 0.3, 0.1), tint=1.0)
_PAPER = Finish(Surface.PAPER, (0.86, 0.82, 0.73))


def build_bread(detail: Detail) -> list[Part]:
    """Return round loaves stacked on a board, 24 cm across."""
    near = detail.steps == 1
    points = [
        (0.100, 0.0),
        (0.119, 0.010),
        (0.116, 0.024),
        (0.090, 0.037),
        (0.045, 0.042),
        (0.0, 0.043),
    ]
    profile = curve([points[0], points[1], points[3], points[5]] if near else points, detail.steps)
    loaf = lathe(profile, detail, _CRUST)
    board = box(0.36, 0.016, 0.28, _BOARD, bevel=0.0 if near else 0.002)
    places = (
        (-0.008, 0.016, -0.012, 1.0),
        (0.012, 0.057, -0.020, 0.95),
        (-0.004, 0.096, -0.014, 0.9),
    )
    loaves = [
        loaf.scaled(size, size, size).spun(2.1 * number).moved(x, y, z)
        for number, (x, y, z, size) in enumerate(places[: 2 if near else 3])
    ]
    card = panel(0.10, 0.066, _PAPER, overlay=True).tilted(-math.radians(14))
    return [board, *loaves, card.moved(0.0, 0.016, 0.131)]


def build_crate(detail: Detail) -> list[Part]:
    """Return a wooden crate heaped with fruit in the exhibit's colour, 34 x 24 cm."""
    near = detail.steps == 1
    width, depth, height = 0.34, 0.24, 0.13
    slats = []
    for y in (0.012, 0.072):
        slats += [box(width, 0.048, 0.008, _SLAT).moved(0, y, z) for z in (depth / 2, -depth / 2)]
        slats += [box(0.008, 0.048, depth, _SLAT).moved(x, y, 0) for x in (-width / 2, width / 2)]
    radius = 0.034 if near else 0.027
    bed = box(width - 0.01, 0.085, depth - 0.01, _FRUIT).toned(lambda p: p[:, 1] * 0 + 0.35)
    heap = [
        ball(radius, detail, _FRUIT).moved(x, y, z)
        for x, y, z in _heap(width - 0.02, depth - 0.02, radius, height - 0.06, coarse=near)
    ]
    tag = panel(0.13, 0.075, _PAPER, overlay=True).moved(0, 0.028, depth / 2 + 0.005)
    return [*slats, bed, *heap, tag]


def _heap(
    width: float, depth: float, radius: float, floor: float, *, coarse: bool
) -> list[tuple[float, float, float]]:
    """Return the feet of the fruit: layers in staggered rows, each smaller than the one below."""
    if coarse:
        return [(x, floor + 0.02, z) for x, z in ((-0.09, 0.05), (0.0, 0.06))]
    places = []
    for layer in range(3):
        inset = layer * radius * 1.3
        columns = int((width - 2 * inset) / (2 * radius))
        rows = int((depth - 2 * inset) / (2 * radius))
        for row in range(rows):
            for column in range(columns):
                # A heap by hand is never a grid: a small repeatable shift.
                shift = 0.18 * radius * math.sin(7.3 * row + 3.1 * column + 5.7 * layer)
                places.append(
                    (
                        (column - (columns - 1) / 2) * 2 * radius + shift,
                        floor + layer * radius * 1.25 + 0.3 * shift,
                        (row - (rows - 1) / 2) * 2 * radius + shift,
                    )
                )
    return places
