"""What visitors walk around: stands, columns and zones, merged and indexed.

Neighbouring stands are merged to long rectangles before any union: joining 26,000 single
rectangles takes seconds, some hundred rows do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely
from shapely import Polygon, STRtree
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from numpy.typing import NDArray

Geometry: TypeAlias = BaseGeometry
_SLIT_MM = 3.0
_FEW = 500  # shapes: the floor that they leave is looked at whole
Corners = Sequence[tuple[float, float]]
Box = tuple[float, float, float, float]


def merge_stands(rings: Iterable[Corners]) -> list[Polygon]:
    """Return polygons that cover what the rectangles cover, far fewer of them.

    Rectangles along the axes are joined where they share a whole side; others stay.
    """
    corners = np.asarray(list(rings), dtype=np.float64).reshape(-1, 4, 2)
    low, high = corners.min(axis=1, keepdims=True), corners.max(axis=1, keepdims=True)
    is_straight = ((corners == low) | (corners == high)).all(axis=(1, 2))
    boxes_mm = np.concatenate([low, high], axis=2)[is_straight, 0].astype(np.int64).tolist()
    straight = [(x0, y0, x1, y1) for x0, y0, x1, y1 in boxes_mm]
    slanted = corners[~is_straight]
    joined = _join(_join(straight, 0), 1)
    boxes = shapely.box(*np.asarray(joined, dtype=np.float64).reshape(-1, 4).T)
    return [*boxes.tolist(), *shapely.polygons(slanted).tolist()]


def _join(boxes: Sequence[tuple[int, int, int, int]], axis: int) -> list[tuple[int, int, int, int]]:
    """Return the boxes with those joined that follow one another along an axis."""
    other = 1 - axis
    joined: list[tuple[int, int, int, int]] = []
    for box in sorted(boxes, key=lambda b: (b[other], b[other + 2], b[axis])):
        last = joined[-1] if joined else None
        if (
            last is not None
            and (last[other], last[other + 2]) == (box[other], box[other + 2])
            and last[axis + 2] == box[axis]
        ):
            low = (last[0], last[1])
            joined[-1] = (*low, box[2], box[3])
        else:
            joined.append(box)
    return joined


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
