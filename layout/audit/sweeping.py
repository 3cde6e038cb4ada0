"""Where a square or a circle can be, and what it sweeps: exact, edge by edge.

Growing a polygon as a whole is not exact to the millimetre: the geometry library smooths
steps of up to a hundredth of the distance. Here every edge grows by itself: a square in the
hall's own two directions makes a rectangle of it, a circle a capsule whose arc is at most
0.5 mm inside the true one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats: TypeAlias = NDArray[np.float64]
Shapes: TypeAlias = NDArray[np.object_]
_RIM_MM = 2.0
_ARCS = 32  # pieces of a quarter circle: 1.5 m * (1 - cos(pi / 128)) is 0.45 mm


@dataclass(frozen=True, slots=True)
class Sweeper:
    """A square whose sides run along (east, north), or a circle where `square` is false."""

    square: bool
    east: float = 1.0
    north: float = 0.0

    def grow(self, shapes: Shapes, by_mm: float) -> Shapes:
        """Return what the shapes, each a segment or a rectangle, cover when grown."""
        if not self.square:
            return np.asarray(shapely.buffer(shapes, by_mm, quad_segs=_ARCS), dtype=object)
        points, owner = shapely.get_coordinates(shapes, return_index=True)
        starts = np.searchsorted(owner, np.arange(len(shapes)))
        u = points[:, 0] * self.east + points[:, 1] * self.north
        v = points[:, 1] * self.east - points[:, 0] * self.north
        low_u, low_v = (np.minimum.reduceat(c, starts) - by_mm for c in (u, v))
        high_u, high_v = (np.maximum.reduceat(c, starts) + by_mm for c in (u, v))
        rings = np.empty((len(shapes), 4, 2))
        corners = ((low_u, low_v), (high_u, low_v), (high_u, high_v), (low_u, high_v))
        for corner, (a, b) in enumerate(corners):
            rings[:, corner, 0] = a * self.east - b * self.north
            rings[:, corner, 1] = a * self.north + b * self.east
        return np.asarray(shapely.polygons(rings), dtype=object)

    def window(self, shape: BaseGeometry, reach_mm: float) -> BaseGeometry:
        """Return the rectangle in the sweeper's directions around a shape, `reach_mm` wider.

        Floor is cut along it, so that a cut makes no edges in other directions.
        """
        points = shapely.get_coordinates(shape)
        u = points[:, 0] * self.east + points[:, 1] * self.north
        v = points[:, 1] * self.east - points[:, 0] * self.north
        low_u, high_u = u.min() - reach_mm, u.max() + reach_mm
        low_v, high_v = v.min() - reach_mm, v.max() + reach_mm
        corners = ((low_u, low_v), (high_u, low_v), (high_u, high_v), (low_u, high_v))
        return shapely.Polygon(
            (a * self.east - b * self.north, a * self.north + b * self.east) for a, b in corners
        )

    def shrink(self, shape: BaseGeometry, by_mm: float) -> BaseGeometry:
        """Return where in a shape the middle of a square or circle of twice the size can be."""
        edges = list_edges(shape)
        return shape.difference(shapely.union_all(self.grow(edges, by_mm))) if len(edges) else shape

    def sweep(self, core: BaseGeometry, by_mm: float) -> BaseGeometry:
        """Return what it covers when its middle is anywhere in `core`."""
        edges = list_edges(core)
        return shapely.union_all([core, *self.grow(edges, by_mm)]) if len(edges) else core


def list_edges(shape: BaseGeometry) -> Shapes:
    """Return the edges of a shape as segments."""
    rings = shapely.get_rings(shapely.get_parts(shape)) if shape.area else shapely.get_parts(shape)
    # Stands side by side leave corners in a straight line: they are no corners.
    rings = shapely.simplify(rings, 0.0, preserve_topology=False)
    points, owner = shapely.get_coordinates(rings, return_index=True)
    same = owner[1:] == owner[:-1]
    ends = np.stack((points[:-1][same], points[1:][same]), axis=1)
    return np.asarray(shapely.linestrings(ends), dtype=object)


def count_mouths(recess: BaseGeometry, wide: BaseGeometry) -> int:
    """Return at how many places a narrow piece of floor opens on wide floor."""
    x0, y0, x1, y1 = recess.bounds
    reach = 5 * _RIM_MM
    # Clipping by a rectangle would stop at the hairs that unions of curves leave.
    near = wide.intersection(shapely.box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    rim = recess.boundary.intersection(near.buffer(_RIM_MM))
    mouths = shapely.get_parts(shapely.line_merge(rim) if rim.geom_type != "LineString" else rim)
    return sum(mouth.length > 2 * _RIM_MM for mouth in mouths)
