"""What visitors walk around: stands, columns and zones, merged and indexed.

Neighbouring stands are merged to long rectangles before any union: joining 26,000 single
rectangles takes seconds, some hundred rows do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon, STRtree
from shapely.geometry.base import BaseGeometry

Geometry: TypeAlias = BaseGeometry
_SLIT_MM = 3.0
_FEW = 500  # shapes: the floor that they leave is looked at whole
Corners = Sequence[tuple[float, float]]
Floats = NDArray[np.float64]


def merge_stands(rings: Iterable[Corners] | Floats) -> list[Polygon]:
    """Return polygons that cover what the rectangles cover, far fewer of them.

    Rectangles along the axes are joined where they share a whole side; others stay.
    """
    given = rings if isinstance(rings, np.ndarray) else list(rings)
    corners = np.asarray(given, dtype=np.float64).reshape(-1, 4, 2)
    low, high = corners.min(axis=1, keepdims=True), corners.max(axis=1, keepdims=True)
    is_straight = ((corners == low) | (corners == high)).all(axis=(1, 2))
    straight = np.concatenate([low, high], axis=2)[is_straight, 0].astype(np.int64)
    slanted = corners[~is_straight]
    boxes = shapely.box(*_join(_join(straight, 0), 1).astype(np.float64).T)
    return [*boxes.tolist(), *shapely.polygons(slanted).tolist()]


def _join(boxes: NDArray[np.int64], axis: int) -> NDArray[np.int64]:
    """Return the boxes (n x 4) with those joined that follow one another along an axis."""
    if not len(boxes):
        return boxes
    other = 1 - axis
    ordered = boxes[np.lexsort((boxes[:, axis], boxes[:, other + 2], boxes[:, other]))]
    before, after = ordered[:-1], ordered[1:]
    follows = (after[:, [other, other + 2]] == before[:, [other, other + 2]]).all(axis=1)
    follows &= after[:, axis] == before[:, axis + 2]
    starts = np.flatnonzero(np.concatenate([[True], ~follows]))
    ends = np.append(starts[1:], len(ordered)) - 1
    return np.concatenate([ordered[starts, :2], ordered[ends, 2:]], axis=1)


def make_polygons(rings: Sequence[Corners]) -> list[Polygon]:
    """Return many four-cornered polygons at once (one by one takes ten times as long)."""
    if not rings:
        return []
    corners: NDArray[np.float64] = np.asarray(rings, dtype=np.float64)
    return list(shapely.polygons(corners))


def close_slits(shapes: Sequence[Polygon]) -> list[Polygon]:
    """Return the shapes joined where no more than the play of turned rows is between them."""
    grown = shapely.buffer(np.asarray(shapes, dtype=object), _SLIT_MM, join_style="mitre")
    joined = shapely.union_all(grown).buffer(-_SLIT_MM, join_style="mitre")
    return [part for part in shapely.get_parts(joined) if isinstance(part, Polygon)]


class Solids:
    """Shapes on a hall's floor; `floor` is what they leave, also near a place only."""

    def __init__(self, hall: Polygon, shapes: Sequence[Polygon]) -> None:
        """Take the floor inside the walls and what stands on it."""
        self.hall = hall
        self.shapes = list(shapes)
        self.tree = STRtree(self.shapes)
        self.floor: Geometry = hall.difference(shapely.union_all(self.shapes))
        shapely.prepare(self.hall)

    def carve(self, shape: Geometry) -> Geometry:
        """Return the part of a shape that is free floor, by looking at what is near only."""
        if len(self.shapes) < _FEW:
            return shape.intersection(self.floor)
        near = sorted(self.tree.query(shape, predicate="intersects").tolist())
        inside = shape if self.hall.covers(shape) else shape.intersection(self.hall)
        if not near:
            return inside
        return inside.difference(shapely.union_all([self.shapes[index] for index in near]))
