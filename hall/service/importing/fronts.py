"""Which side of a stand is its front: said by the file, or the side with free floor before it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from shapely import Polygon, STRtree

from hall.service.importing.found import FoundHall
from hall.service.importing.values import Piece, Point

_SIDES = 4
_STRIP_MM = 1_500.0
_INSET_MM = 50.0
_EQUAL = 0.05
_ROTATION_DEG = 1.0
_ON_SIDE_MM = 30.0
Box = tuple[Point, Point, Point, Point]


def find_fronts(
    boxes: Sequence[Box],
    facts: Sequence[Mapping[str, str]],
    halls: Sequence[FoundHall],
    lines: Sequence[Piece] = (),
) -> list[tuple[int, bool]]:
    """Return for each stand the corner at which its front begins, and whether that is told.

    `lines` may be drawn along fronts. Where nothing tells, the front is the side with the
    most free floor before it and the least behind; between equal sides, the one that faces as
    the nearest settled stand does.
    """
    drawn = _drawn(boxes, lines)
    told = [
        drawn.get(index, _told(box, fact))
        for index, (box, fact) in enumerate(zip(boxes, facts, strict=True))
    ]
    if all(side is not None for side in told):
        return [(side, True) for side in told if side is not None]
    scores = _score(boxes, halls)
    settled: dict[int, float] = {}
    open_: list[int] = []
    result: list[tuple[int, bool]] = [(0, False)] * len(boxes)
    for index, (box, side) in enumerate(zip(boxes, told, strict=True)):
        best = [n for n in range(_SIDES) if scores[index, n] >= scores[index].max() - _EQUAL]
        if side is not None:
            result[index] = (side, True)
        elif len(best) == 1:
            result[index] = (best[0], False)
        else:
            open_.append(index)
            continue
        settled[index] = _heading(box, result[index][0])
    _settle(open_, boxes, scores, settled, result)
    return result


def _told(box: Box, facts: Mapping[str, str]) -> int | None:
    """Return the side whose direction is the `rotation` that the file gives, in degrees.

    A stand of our own export that was turned since keeps the order of its corners: the first
    two are its front.
    """
    try:
        rotation = float(facts.get("rotation", ""))
    except ValueError:
        return None
    for side in range(_SIDES):
        if abs((_heading(box, side) - rotation + 180) % 360 - 180) < _ROTATION_DEG:
            return side
    return 0


def _drawn(boxes: Sequence[Box], lines: Sequence[Piece]) -> dict[int, int]:
    """Return the side of each stand along which a line is drawn, by the middles of both."""
    if not boxes or not lines:
        return {}
    sides = [(index, side) for index in range(len(boxes)) for side in range(_SIDES)]
    middles = np.array([_middle(boxes[i][s], boxes[i][(s + 1) % _SIDES]) for i, s in sides])
    tree = cKDTree(middles)
    found: dict[int, int] = {}
    for line in lines:
        first, last = line.points[0], line.points[-1]
        near = [sides[i] for i in sorted(tree.query_ball_point(_middle(first, last), _ON_SIDE_MM))]
        runs = [at for at in near if _ends_meet(boxes[at[0]], at[1], first, last)]
        back = [at for at in near if _ends_meet(boxes[at[0]], at[1], last, first)]
        # Back to back, two stands share a side: the line runs from left to right of its own.
        found.update(runs or (back if len(near) == 1 else ()))
    return found


def _ends_meet(box: Box, side: int, first: Point, last: Point) -> bool:
    a, b = box[side], box[(side + 1) % _SIDES]
    return math.dist(a, first) <= _ON_SIDE_MM and math.dist(b, last) <= _ON_SIDE_MM


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _heading(box: Box, side: int) -> float:
    a, b = box[side], box[(side + 1) % _SIDES]
    return math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))


def _score(boxes: Sequence[Box], halls: Sequence[FoundHall]) -> NDArray[np.float64]:
    """Return for each stand and side the free share before it less half of that behind it."""
    shapes = np.array([Polygon(box) for box in boxes], dtype=object)
    strips = np.array([_strip(box, side) for box in boxes for side in range(_SIDES)], dtype=object)
    taken = np.zeros(len(strips))
    if len(boxes):
        tree = STRtree(shapes)
        strip_index, stand_index = tree.query(strips, "intersects")
        overlap = shapely.area(shapely.intersection(strips[strip_index], shapes[stand_index]))
        np.add.at(taken, strip_index, overlap)
    area = shapely.area(strips)
    if halls:
        floor = shapely.unary_union([Polygon(hall.outline, hall.holes) for hall in halls])
        shapely.prepare(floor)
        outside = ~shapely.covers(floor, strips)
        taken[outside] += area[outside] - shapely.area(shapely.intersection(floor, strips[outside]))
    free = np.clip(1 - taken / area, 0, 1).reshape(-1, _SIDES)
    behind = np.roll(free, -2, axis=1)
    return np.asarray(free - behind / 2, np.float64)


def _strip(box: Box, side: int) -> Polygon:
    (ax, ay), (bx, by) = box[side], box[(side + 1) % _SIDES]
    length = math.dist(box[side], box[(side + 1) % _SIDES])
    ux, uy = (bx - ax) / length, (by - ay) / length
    # Outside of a counter-clockwise outline lies to the right of its sides.
    nx, ny = uy, -ux
    near, far = _INSET_MM, _STRIP_MM
    return Polygon(
        [
            (ax + ux * near + nx * near, ay + uy * near + ny * near),
            (bx - ux * near + nx * near, by - uy * near + ny * near),
            (bx - ux * near + nx * far, by - uy * near + ny * far),
            (ax + ux * near + nx * far, ay + uy * near + ny * far),
        ]
    )


def _settle(
    waiting: Sequence[int], boxes: Sequence[Box], scores: NDArray[np.float64],
    settled: Mapping[int, float], result: list[tuple[int, bool]],
) -> None:  # fmt: skip
    """Choose between equal sides as the nearest settled stand does."""
    known = sorted(settled)
    tree = STRtree([Polygon(boxes[index]) for index in known])
    for index in waiting:
        equal = [n for n in range(_SIDES) if scores[index, n] >= scores[index].max() - _EQUAL]
        side = equal[0]
        if known:
            nearest = known[int(tree.nearest(Polygon(boxes[index]).centroid))]
            heading = settled[nearest]
            side = min(
                equal, key=lambda n: abs((_heading(boxes[index], n) - heading + 180) % 360 - 180)
            )
        result[index] = (side, False)
