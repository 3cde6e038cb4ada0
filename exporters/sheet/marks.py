"""What lies on a sheet: shapes and lines of text in millimetres of paper, y down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Spot = tuple[float, float]
Anchor = Literal["left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class Shape:
    """Rings or open lines with one style; filled by the even-odd rule.

    `stroke` is drawn `width` millimetres wide; `dash` has lengths on and off. A colour is
    `#rrggbb`, an empty one draws nothing.
    """

    rings: tuple[tuple[Spot, ...], ...]
    closed: bool = True
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: `at` is on the baseline at its left end, middle or right end.

    `size` is the font size in millimetres, `turn` degrees counter-clockwise about `at`,
    `right_to_left` the direction of the paragraph that it belongs to.
    """

    text: str
    at: Spot
    size: float
    bold: bool = False
    anchor: Anchor = "left"
    colour: str = "#000000"
    turn: float = 0.0
    right_to_left: bool = False


Mark = Shape | Line


@dataclass(slots=True)
class Sheet:
    """A page being drawn: `width` x `height` millimetres and its marks, lowest first."""

    width: float
    height: float
    right_to_left: bool = False
    marks: list[Mark] = field(default_factory=list)

    def polygon(
        self, *rings: Sequence[Spot], fill: str = "", stroke: str = "", width: float = 0.0
    ) -> None:
        """Draw closed rings, a hole being a ring inside another."""
        shape = tuple(tuple(ring) for ring in rings)
        self.marks.append(Shape(shape, fill=fill, stroke=stroke, width=width))

    def lines(
        self,
        *runs: Sequence[Spot],
        stroke: str,
        width: float,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw open lines."""
        shape = tuple(tuple(run) for run in runs)
        self.marks.append(Shape(shape, closed=False, stroke=stroke, width=width, dash=dash))

    def box(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        stroke: str = "",
        line: float = 0.0,
    ) -> None:
        """Draw a rectangle."""
        right, low = left + width, top + height
        ring = ((left, top), (right, top), (right, low), (left, low))
        self.polygon(ring, fill=fill, stroke=stroke, width=line)

    def disc(
        self, at: Spot, radius: float, *, fill: str = "", stroke: str = "", line: float = 0.0
    ) -> None:
        """Draw a circle as a polygon of 36 corners."""
        self.polygon(circle(at, radius), fill=fill, stroke=stroke, width=line)

    def text(
        self,
        text: str,
        at: Spot,
        size: float,
        *,
        bold: bool = False,
        anchor: Anchor = "left",
        colour: str = "#000000",
        turn: float = 0.0,
        right_to_left: bool | None = None,
    ) -> None:
        """Write a line; its paragraph's direction is the sheet's unless told."""
        way = self.right_to_left if right_to_left is None else right_to_left
        if text.strip():
            self.marks.append(Line(text, at, size, bold, anchor, colour, turn, way))


def circle(at: Spot, radius: float, corners: int = 36) -> tuple[Spot, ...]:
    """Return the corners of a circle."""
    turns = (2 * math.pi * index / corners for index in range(corners))
    return tuple((at[0] + radius * math.cos(t), at[1] + radius * math.sin(t)) for t in turns)
