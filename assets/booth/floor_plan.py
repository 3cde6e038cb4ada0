"""The hall as the architecture is drawn from it: metres, glTF x and z, colours resolved.

Rings run counter-clockwise as seen from above. The exporter converts a placed hall into this
(`exporters.hall_plan`), so that nothing here knows the plan's own frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from assets.booth.colour import Rgb
from layout.values import AisleRank, DoorKind

FloorPoint = tuple[float, float]
FloorRing = tuple[FloorPoint, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """A door in a wall: `left` and `right` as seen from inside."""

    kind: DoorKind
    left: FloorPoint
    right: FloorPoint

    @property
    def width(self) -> float:
        return math.dist(self.left, self.right)


@dataclass(frozen=True, slots=True)
class Post:
    """A column: centre and size along x and z."""

    x: float
    z: float
    width: float
    depth: float


@dataclass(frozen=True, slots=True)
class Area:
    """A zone of the floor with its use (see `layout.values.Zone`)."""

    kind: str
    ring: FloorRing


@dataclass(frozen=True, slots=True)
class Walkway:
    """A piece of aisle."""

    ring: FloorRing
    holes: tuple[FloorRing, ...]
    rank: AisleRank


@dataclass(frozen=True, slots=True)
class StandPatch:
    """The floor of one stand, its sector and that sector's colour."""

    ring: FloorRing
    sector: str
    colour: Rgb


@dataclass(frozen=True, slots=True)
class HallColours:
    """The colours that the look of a fair gives the hall, and the name of its motif."""

    primary: Rgb
    secondary: Rgb
    accent: Rgb
    motif: str


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """Everything that stands between the walls, and the walls."""

    outline: FloorRing
    holes: tuple[FloorRing, ...]
    height: float
    openings: tuple[Opening, ...]
    posts: tuple[Post, ...]
    areas: tuple[Area, ...]
    walkways: tuple[Walkway, ...]
    stands: tuple[StandPatch, ...]
    colours: HallColours


@dataclass(frozen=True, slots=True)
class Line:
    """A directed edge on the floor, seen by somebody who has `start` at the left.

    The face of what stands on it looks to (`normal_x`, `normal_z`).
    """

    start: FloorPoint
    end: FloorPoint

    @property
    def length(self) -> float:
        return math.dist(self.start, self.end)

    @property
    def turn(self) -> float:
        """Return the angle about +Y that takes +x to the line's direction."""
        return math.atan2(-(self.end[1] - self.start[1]), self.end[0] - self.start[0])

    @property
    def normal(self) -> FloorPoint:
        """Return the unit vector towards the viewer."""
        return math.sin(self.turn), math.cos(self.turn)

    def at(self, along: float, out: float = 0.0) -> FloorPoint:
        """Return the point `along` metres from the start and `out` metres towards the viewer."""
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        return (
            self.start[0] + along * cos + out * sin,
            self.start[1] - along * sin + out * cos,
        )


def list_inner_lines(ring: FloorRing) -> tuple[Line, ...]:
    """Return the edges of a counter-clockwise ring as seen from inside it."""
    nexts = (*ring[1:], ring[0])
    return tuple(Line(end, start) for start, end in zip(ring, nexts, strict=True) if start != end)


def list_outer_lines(ring: FloorRing) -> tuple[Line, ...]:
    """Return the edges of a counter-clockwise ring as seen from outside it."""
    nexts = (*ring[1:], ring[0])
    return tuple(Line(start, end) for start, end in zip(ring, nexts, strict=True) if start != end)
