"""Coordinates along and across a row: the frame of everything that faces one way.

`t` runs along the fronts from left to right as seen by a visitor facing them, `s` from the
front to the back, both in mm from the plan's origin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layout.values import Placement, PointMm

_THIN_MM = 1.01  # corners are whole millimetres, so slanted neighbours overlap by less
_STRAIGHT_MM = 0.001
_QUARTERS = {0: (1.0, 0.0), 90_000: (0.0, 1.0), 180_000: (-1.0, 0.0), 270_000: (0.0, -1.0)}


@dataclass(frozen=True, slots=True)
class Extents:
    """Rectangles in a frame: from `first` to `last` along the fronts, `near` to `far` across.

    Those that are not `straight` in it fill less than that.
    """

    corners: NDArray[np.float64]
    first: NDArray[np.float64]
    last: NDArray[np.float64]
    near: NDArray[np.float64]
    far: NDArray[np.float64]
    straight: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Frame:
    """The directions of stands with one rotation; (cos, sin) points along the fronts."""

    rotation_mdeg: int
    cos: float
    sin: float

    def along(self, x: float, y: float) -> float:
        return x * self.cos + y * self.sin

    def across(self, x: float, y: float) -> float:
        return y * self.cos - x * self.sin

    def point(self, t: float, s: float) -> PointMm:
        """Return the plan's x and y, in whole millimetres."""
        return round(t * self.cos - s * self.sin), round(t * self.sin + s * self.cos)

    def rectangles(
        self, along: tuple[float, float], *bands: tuple[float, float]
    ) -> NDArray[np.object_]:
        """Return the rectangles between two values of `t` and each two of `s`, on the plan."""
        t0, t1 = along
        corners = [
            [
                (t * self.cos - s * self.sin, t * self.sin + s * self.cos)
                for t, s in ((t0, s0), (t1, s0), (t1, s1), (t0, s1))
            ]
            for s0, s1 in bands
        ]
        return np.asarray(shapely.polygons(corners), dtype=object)

    def spans(self, shapes: NDArray[np.object_]) -> list[tuple[float, float]]:
        """Return the range of `t` that each shape thicker than a millimetre covers."""
        parts = shapely.get_parts(shapes)
        parts = parts[2 * shapely.area(parts) > _THIN_MM * shapely.length(parts)]
        points, owners = shapely.get_coordinates(parts, return_index=True)
        if not len(points):
            return []
        t = points @ np.array([self.cos, self.sin])
        low, high = np.full(len(parts), np.inf), np.full(len(parts), -np.inf)
        np.minimum.at(low, owners, t)
        np.maximum.at(high, owners, t)
        return list(zip(low.tolist(), high.tolist(), strict=True))

    def measure(self, corners: NDArray[np.float64]) -> Extents:
        """Return the ranges of `t` and `s` of rectangles (corners n x 4 x 2)."""
        t = corners @ np.array([self.cos, self.sin])
        s = corners @ np.array([-self.sin, self.cos])
        sides = np.minimum(np.abs(np.diff(t, axis=1)), np.abs(np.diff(s, axis=1)))
        return Extents(
            corners,
            t.min(axis=1),
            t.max(axis=1),
            s.min(axis=1),
            s.max(axis=1),
            (sides < _STRAIGHT_MM).all(axis=1),
        )

    def shadows(
        self,
        shapes: Extents,
        which: NDArray[np.bool_],
        along: tuple[float, float],
        across: NDArray[np.float64],
    ) -> list[tuple[float, float]]:
        """Return the ranges of `t` that some rectangles take of bands, as `spans` does.

        All bands have the range of `t` that is given; `across` are their ranges of `s`, that of
        each rectangle (n x 2).
        """
        meets = which & (shapes.far > across[:, 0]) & (shapes.near < across[:, 1])
        found = np.flatnonzero(meets)
        low, high = across[found].T
        first = np.maximum(shapes.first[found], along[0])
        last = np.minimum(shapes.last[found], along[1])
        wide = last - first
        deep = np.minimum(shapes.far[found], high) - np.maximum(shapes.near[found], low)
        straight = shapes.straight[found]
        thick = straight & (wide > 0) & (2 * wide * deep > _THIN_MM * 2 * (wide + deep))
        ranges = list(zip(first[thick].tolist(), last[thick].tolist(), strict=True))
        slanted = found[~straight]
        if len(slanted):
            bands = self.rectangles(along, *across[slanted].tolist())
            cut = shapely.intersection(shapely.polygons(shapes.corners[slanted]), bands)
            ranges += self.spans(cut)
        return ranges

    def extent(self, shape: BaseGeometry) -> tuple[float, float]:
        """Return the smallest and the largest `t` of a shape."""
        x0, y0, x1, y1 = shape.bounds
        ends = [self.along(x, y) for x in (x0, x1) for y in (y0, y1)]
        return min(ends), max(ends)


def frame_of(rotation_mdeg: int) -> Frame:
    """Return the frame of a rotation in millidegrees; right angles are exact."""
    rotation = rotation_mdeg % 360_000
    if rotation in _QUARTERS:
        return Frame(rotation, *_QUARTERS[rotation])
    angle = math.radians(rotation / 1000)
    return Frame(rotation, math.cos(angle), math.sin(angle))


def place_of(stand: Placement) -> tuple[Frame, float, float]:
    """Return a stand's frame and the `t` and `s` of the left end of its front."""
    frame = frame_of(stand.rotation_mdeg)
    return frame, frame.along(stand.x_mm, stand.y_mm), frame.across(stand.x_mm, stand.y_mm)


def free_gaps(
    low: float, high: float, blocked: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return what is left of a range, in order; less than a millimetre is nothing."""
    gaps, at = [], low
    for start, end in sorted(blocked):
        if start - at > 1:
            gaps.append((at, min(start, high)))
        at = max(at, end)
    if high - at > 1:
        gaps.append((at, high))
    return gaps
