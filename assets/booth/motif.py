"""The ornament of a fair: one repeat of its motif, drawn wherever the fair wants to be known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assets.booth.colour import Rgb
from assets.booth.sculptor import Point, Sculptor

Spot = tuple[float, float]
Shape = tuple[int, tuple[Spot, ...]]
"""Which of two colours, and convex corners in a square of -1..1, counter-clockwise."""


def _diamond(reach: float) -> tuple[Spot, ...]:
    return ((-reach, 0.0), (0.0, -reach), (reach, 0.0), (0.0, reach))


def _square(reach: float) -> tuple[Spot, ...]:
    return ((-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach))


# The diamonds of the high plains' flat weave, the star of tilework, the peaks of the Atlas.
_SHAPES: Mapping[str, Sequence[Shape]] = {
    "alfa": ((0, _diamond(0.92)), (1, _diamond(0.42))),
    "zellige": ((0, _square(0.62)), (0, _diamond(0.88)), (1, _diamond(0.4))),
    "atlas": (
        (0, ((-1.0, -0.7), (1.0, -0.7), (0.0, 0.85))),
        (1, ((-0.4, 0.25), (0.4, 0.25), (0.0, 0.85))),
    ),
}
_LAYER_M = 0.003
_LONG = 1.6


def add_motif(
    sculptor: Sculptor,
    motif: str,
    at: Callable[[float, float, float], Point],
    run: tuple[float, float],
    width: float,
    colours: tuple[Rgb, Rgb],
) -> None:
    """Add as many repeats, `width` metres high and longer, as fill a run of (start, end) metres.

    `at` gives the point for metres along the run, across it (0 in its middle) and out of its
    ground. A name that is not known is drawn as zellige.
    """
    start, end = run
    count = max(1, round((end - start) / (width * _LONG)))
    step = (end - start) / count
    for repeat in range(count):
        middle = start + (repeat + 0.5) * step
        for layer, (colour, corners) in enumerate(_SHAPES.get(motif, _SHAPES["zellige"])):
            points = [
                at(round(middle + x * step / 2, 3), round(y * width / 2, 3), layer * _LAYER_M)
                for x, y in corners
            ]
            if len(points) == 4:  # noqa: PLR2004  a quad shares its corners
                sculptor.quad((points[0], points[1], points[2], points[3]), colours[colour],
                              glowing=True)  # fmt: skip
            else:
                sculptor.triangle((points[0], points[1], points[2]), colours[colour], glowing=True)
