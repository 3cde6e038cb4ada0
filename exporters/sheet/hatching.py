"""Lines over a patch, so that sectors differ where colours are not printed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from exporters.sheet.marks import Spot

PATTERNS: tuple[tuple[float, ...], ...] = (
    (), (45.0,), (135.0,), (0.0,), (90.0,), (45.0, 135.0), (0.0, 90.0), (20.0,), (110.0,),
    (20.0, 110.0), (70.0,), (160.0,),
)  # fmt: skip
"""Directions of the lines of each pattern in degrees; the first is plain."""


def hatch(ring: Sequence[Spot], pattern: int, step: float) -> list[tuple[Spot, Spot]]:
    """Return the lines of a pattern inside a convex ring, `step` millimetres apart."""
    lines = []
    for degrees in PATTERNS[pattern % len(PATTERNS)]:
        angle = math.radians(degrees)
        along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
        reach = [x * across[0] + y * across[1] for x, y in ring]
        first = math.ceil(min(reach) / step)
        for index in range(first, math.floor(max(reach) / step) + 1):
            piece = _cut(ring, along, across, index * step)
            if piece is not None:
                lines.append(piece)
    return lines


def _cut(
    ring: Sequence[Spot], along: Spot, across: Spot, distance: float
) -> tuple[Spot, Spot] | None:
    """Return the part inside the ring of the line at `distance` from the origin."""
    places = []
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        a = ax * across[0] + ay * across[1] - distance
        b = bx * across[0] + by * across[1] - distance
        if (a < 0) != (b < 0):
            share = a / (a - b)
            x, y = ax + (bx - ax) * share, ay + (by - ay) * share
            places.append((x * along[0] + y * along[1], (x, y)))
    if len(places) < 2:  # noqa: PLR2004  # a line has two ends
        return None
    return min(places)[1], max(places)[1]
