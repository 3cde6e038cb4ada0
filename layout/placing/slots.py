"""A slot: a place for one stand, before anybody has it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from layout.values import Placement

Size = tuple[int, int]  # width, depth in mm
Vector = tuple[float, float]

_OFF_LINE_MM = 0.5
_AROUND = (-1, 0, 1)
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


def snap(x: float, y: float, rotation_mdeg: int, least: float = -math.inf) -> tuple[int, int]:
    """Return whole millimetres for the left end of a front.

    In a turned row rounding would push neighbours into each other or fronts into the aisle by
    more than the tolerance of 1 mm: of the points around that one is taken which is off the
    row's line by half a millimetre at most and along it not before `least`, the nearest.
    """
    if rotation_mdeg % 90_000 == 0:
        return round(x), round(y)
    cos, sin = direction(rotation_mdeg)

    def rank(point: tuple[int, int]) -> tuple[float, float, tuple[int, int]]:
        dx, dy = point[0] - x, point[1] - y
        along, across = dx * cos + dy * sin, dy * cos - dx * sin
        beyond = max(abs(across) - _OFF_LINE_MM, 0.0) + max(least - along, 0.0)
        return round(beyond, 6), round(abs(along), 6), point

    near = [(round(x) + i, round(y) + j) for i in _AROUND for j in _AROUND]
    return min(near, key=rank)


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


def slot_of(stand: Placement, band: int = 0) -> Slot:
    """Return the place that a stand takes."""
    return Slot(
        stand.x_mm, stand.y_mm, stand.rotation_mdeg, stand.width_mm, stand.depth_mm,
        stand.sector, band, 0,
    )  # fmt: skip


def slot_around(
    centre: Vector, rotation_mdeg: int, size: Size, sector: str, place: tuple[int, int]
) -> Slot:
    """Return the slot with this centre; `place` is its band and block."""
    (cos, sin), (w, d) = direction(rotation_mdeg), size
    x = centre[0] - w / 2 * cos + d / 2 * sin
    y = centre[1] - w / 2 * sin - d / 2 * cos
    return Slot(*snap(x, y, rotation_mdeg), rotation_mdeg % 360_000, w, d, sector, *place)
