"""Bread and crate: food without a pack."""

from __future__ import annotations

import math

from assets.forms.part import Detail, Finish, Part, Surface
from assets.forms.solids import ball, box, curve, dome, lathe, panel

_CRUST = Finish(Surface.CRUST, (0.62, 0.38, 0.15), tint=0.55)
_BOARD = Finish(Surface.WOOD, (0.34, 0.20, 0.10))
_SLAT = Finish(Surface.WOOD, (0.52, 0.36, 0.19))
_FRUIT = Finish(Surface.FRUIT, (0.6, 0.3, 0.1), tint=1.0)
_PAPER = Finish(Surface.PAPER, (0.86, 0.82, 0.73))


def build_bread(detail: Detail) -> list[Part]:
    """Return round loaves stacked on a board, 24 cm across."""
    near = detail.steps == 1
    side = [(0.100, 0.0), (0.119, 0.010), (0.116, 0.024), (0.090, 0.037)]
    top = [(0.090, 0.037), (0.045, 0.042), (0.0, 0.043)]
    edge = [side[0], side[1], side[3]] if near else side
    whole = [edge, [top[0], top[2]]] if near else [[*side, *top[1:]]]
    board = box(0.36, 0.016, 0.28, _BOARD, bevel=0.0 if near else 0.002)
    places = (
        (-0.008, 0.016, -0.012, 1.0), (0.012, 0.049, -0.020, 0.95), (-0.004, 0.080, -0.014, 0.9),
    )  # fmt: skip
    loaves = []
    for number, (x, y, z, size) in enumerate(places):
        # Near, the tops of the lower loaves are not built: the next one covers them.
        strips = whole if number == len(places) - 1 or not near else [edge]
        loaves += [
            lathe(curve(strip, detail.steps), detail, _CRUST)
            .scaled(size, size, size)
            .spun(0.0 if near else 2.1 * number)
            .moved(x, y, z)
            for strip in strips
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
    if detail.sparse:
        slats = [box(width, 0.12, depth, _SLAT)]
    tag = panel(0.13, 0.075, _PAPER, overlay=True).moved(0, 0.028, depth / 2 + 0.005)
    bed = box(width - 0.01, 0.085, depth - 0.01, _FRUIT).toned(lambda p: p[:, 1] * 0 + 0.35)
    if near:
        # Eight domes stand for the fruit: what is below their middle is hidden by the others.
        places = [((c - 1.5) * 0.081, (r - 0.5) * 0.104) for r in range(2) for c in range(4)]
        heap = [
            dome(0.046, 4 if detail.sparse else 6, _FRUIT).moved(x, 0.082 + 0.1 * abs(z), z)
            for x, z in places
        ]
    else:
        heap = [
            ball(0.027, detail, _FRUIT).moved(x, y, z)
            for x, y, z in _heap(width - 0.02, depth - 0.02, 0.027, height - 0.06)
        ]
    return [*slats, bed, *heap, tag]


def _heap(
    width: float, depth: float, radius: float, floor: float
) -> list[tuple[float, float, float]]:
    """Return the feet of the fruit: layers in staggered rows, each smaller than the one below."""
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
