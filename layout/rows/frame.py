"""The frame that rows are drawn in: turned so that rows run along x, whole millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layout.values import PointMm

Geometry: TypeAlias = BaseGeometry
FULL_TURN = 360_000
QUARTER = 90_000
_EXACT = {0: (1.0, 0.0), 90_000: (0.0, 1.0), 180_000: (-1.0, 0.0), 270_000: (0.0, -1.0)}


def direction(mdeg: int) -> tuple[float, float]:
    """Return (cos, sin) of an angle in millidegrees; right angles are exact."""
    angle = math.radians(mdeg / 1000)
    return _EXACT.get(mdeg % FULL_TURN, (math.cos(angle), math.sin(angle)))


@dataclass(frozen=True, slots=True)
class Frame:
    """Axes turned counter-clockwise by `mdeg`: rows run along its x."""

    mdeg: int

    @property
    def exact(self) -> bool:
        """Return whether whole millimetres stay whole millimetres."""
        return self.mdeg % QUARTER == 0

    def enter(self, shape: Geometry) -> Geometry:
        """Return a shape of the plan in this frame, corners at whole millimetres."""
        cos, sin = direction(self.mdeg)

        def turn(points: NDArray[np.float64]) -> NDArray[np.float64]:
            x, y = points[:, 0], points[:, 1]
            return np.rint(np.column_stack([x * cos + y * sin, y * cos - x * sin]))

        return shapely.transform(shape, turn)

    def leave(self, x: float, y: float) -> PointMm:
        """Return a point of this frame in the plan, at the nearest millimetre."""
        cos, sin = direction(self.mdeg)
        return round(x * cos - y * sin), round(x * sin + y * cos)
