"""Plan millimetres to glTF metres: the one place where the two frames meet.

Plan: x east, y north. glTF: +Y up, plan x → x, plan y → −z. A rotation about the plan's
upward axis is the same angle about +Y.
"""

from __future__ import annotations

import math

from layout.values import PointMm

FloorPoint = tuple[float, float]
"""A point of the floor as glTF x and z, in metres."""


def to_floor(point: PointMm | tuple[float, float]) -> FloorPoint:
    """Return the glTF x, z (metres) of a plan point (mm)."""
    return point[0] / 1000, -point[1] / 1000


def to_radians(rotation_mdeg: int) -> float:
    """Return the angle about +Y (radians, 0 to 2π) of a plan rotation."""
    return math.radians((rotation_mdeg % 360_000) / 1000)


def to_quaternion(angle_rad: float) -> tuple[float, float, float, float]:
    """Return the unit quaternion x, y, z, w of an angle about +Y."""
    return 0.0, math.sin(angle_rad / 2), 0.0, math.cos(angle_rad / 2)
