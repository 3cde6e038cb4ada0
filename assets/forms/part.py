"""The part: one smooth piece of a form, of one surface."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from assets.mesh import Floats, Indices
from assets.shading import LinearRgb


class Surface(IntEnum):
    """What a part is made of: decides how product pictures shine and are patterned."""

    PAPER = 0
    GLASS = 1
    GLAZE = 2
    CLAY = 3
    KRAFT = 4
    WEAVE = 5
    LEATHER = 6
    WOOD = 7
    METAL = 8
    CLOTH = 9
    SOAP = 10
    CRUST = 11
    FRUIT = 12


@dataclass(frozen=True, slots=True)
class Detail:
    """How finely a form is built.

    `segments` is the number of sides of what is turned (8 or a multiple of 16, so that labels
    end on edges), `steps` the pieces of each span of a curve, `cells` the same for sheets.
    `sparse` leaves out what only a close look finds.
    """

    segments: int
    steps: int
    cells: int
    sparse: bool = False


COPY = Detail(segments=8, steps=1, cells=1, sparse=True)
NEAR = Detail(segments=16, steps=1, cells=1)
PICTURE = Detail(segments=96, steps=8, cells=10)


@dataclass(frozen=True, slots=True)
class Finish:
    """The look of a part: surface, own linear colour, share of the exhibit's colour."""

    surface: Surface
    base: LinearRgb = (0.8, 0.8, 0.8)
    tint: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """Triangles of one surface, in metres, +y up, front +z, counter-clockwise from outside.

    `tone` (n,) multiplies the colour; `uvs` (n, 2) are set on the part that carries the
    picture: 0..1, origin at the picture's top left. `overlay` parts (paper labels) exist
    only where there is a picture. `colours` (n, 3), where given, are linear with their light
    already in them and take the place of the finish.
    """

    positions: Floats
    normals: Floats
    indices: Indices
    finish: Finish
    tone: Floats
    uvs: Floats | None = None
    overlay: bool = False
    colours: Floats | None = None

    def moved(self, dx: float, dy: float, dz: float) -> Part:
        return replace(self, positions=self.positions + np.array([dx, dy, dz], np.float32))

    def scaled(self, sx: float, sy: float, sz: float) -> Part:
        factors = np.array([sx, sy, sz], np.float32)
        return replace(
            self, positions=self.positions * factors, normals=unit(self.normals / factors)
        )

    def tilted(self, angle_rad: float) -> Part:
        """Return the part turned about +x: positive leans its top towards the visitor."""
        cos, sin = np.cos(angle_rad), np.sin(angle_rad)
        turn = np.array([[1, 0, 0], [0, cos, -sin], [0, sin, cos]], np.float32)
        return replace(self, positions=self.positions @ turn.T, normals=self.normals @ turn.T)

    def rolled(self, angle_rad: float) -> Part:
        """Return the part turned about +z, counter-clockwise as the visitor sees it."""
        cos, sin = np.cos(angle_rad), np.sin(angle_rad)
        turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]], np.float32)
        return replace(self, positions=self.positions @ turn.T, normals=self.normals @ turn.T)

    def spun(self, angle_rad: float) -> Part:
        """Return the part turned about +y, counter-clockwise seen from above."""
        cos, sin = np.cos(angle_rad), np.sin(angle_rad)
        turn = np.array([[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]], np.float32)
        return replace(self, positions=self.positions @ turn.T, normals=self.normals @ turn.T)

    def toned(self, tone_of: Callable[[Floats], Floats]) -> Part:
        """Return the part with its tone multiplied by a function of the positions."""
        return replace(self, tone=(self.tone * tone_of(self.positions)).astype(np.float32))


FormBuilder = Callable[[Detail], list[Part]]


def unit(vectors: Floats) -> Floats:
    """Return the rows with length 1; rows of zeros point up."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    safe = np.where(length > 0, vectors / np.where(length > 0, length, 1), (0.0, 1.0, 0.0))
    return safe.astype(np.float32)


def bounds(parts: Iterable[Part]) -> tuple[Floats, Floats]:
    """Return the lowest and the highest corner of all parts."""
    every = np.concatenate([part.positions for part in parts])
    return every.min(axis=0), every.max(axis=0)
