"""A slot: a place for one stand, before anybody has it."""

from __future__ import annotations

import math
from dataclasses import dataclass

Size = tuple[int, int]  # width, depth in mm
Vector = tuple[float, float]

_QUARTERS: dict[int, Vector] = {
    0: (1.0, 0.0),
    90_000: (0.0, 1.0),
    180_000: (-1.0, 0.0),
    270_000: (0.0, -1.0),
}


def direction(rotation_mdeg: int) -> Vector:
    """Return (cos, sin) of a rotation, exact for right angles."""
    rotation = rotation_mdeg % 360_000
    angle = math.radians(rotation / 1000)
    return _QUARTERS.get(rotation) or (math.cos(angle), math.sin(angle))


@dataclass(frozen=True, slots=True)
class Slot:
    """A rectangle for one stand, stored as `layout.values.Placement` stores it.

    `band` and `block` are those of the run it lies on: slots of one band and block that face
    opposite ways stand back to back.
    """

    x: int
    y: int
    rotation_mdeg: int
    width: int
    depth: int
    sector: str
    band: int
    block: int

    def corners(self) -> tuple[Vector, Vector, Vector, Vector]:
        """Return front left, front right, back right, back left: counter-clockwise."""
        cos, sin = direction(self.rotation_mdeg)
        x, y, w, d = self.x, self.y, self.width, self.depth
        return (
            (x, y),
            (x + w * cos, y + w * sin),
            (x + w * cos - d * sin, y + w * sin + d * cos),
            (x - d * sin, y + d * cos),
        )

    def middle(self) -> Vector:
        """Return the centre."""
        (ax, ay), _, (cx, cy), _ = self.corners()
        return (ax + cx) / 2, (ay + cy) / 2


def slot_around(
    centre: Vector, rotation_mdeg: int, size: Size, sector: str, place: tuple[int, int]
) -> Slot:
    """Return the slot with this centre; `place` is its band and block."""
    (cos, sin), (w, d) = direction(rotation_mdeg), size
    x = centre[0] - w / 2 * cos + d / 2 * sin
    y = centre[1] - w / 2 * sin - d / 2 * cos
    return Slot(round(x), round(y), rotation_mdeg % 360_000, w, d, sector, *place)
