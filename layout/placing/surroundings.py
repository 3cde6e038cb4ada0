"""What lies at the ends of strips and between their rows: aisles, walls, columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon, STRtree

from layout.placing.solids import Geometry, make_polygons
from layout.placing.strips import Strip

_SHY_MM = 2.0


def mark_strips(
    strips: Sequence[Strip],
    walk: Geometry,
    taken: Sequence[Polygon],
    columns: tuple[Sequence[Polygon], Sequence[Polygon]],
    aisle: int,
) -> list[Strip]:
    """Return the strips with their open ends and the columns between their rows marked.

    `walk` is floor that visitors can walk on, `taken` what stands on it already, `columns`
    those that no stand may have in its middle, and the others.
    """
    if not strips:
        return []
    bodies = make_polygons([_stretch(strip, strip.low, strip.high) for strip in strips])
    beyond = make_polygons(
        [
            ring
            for strip in strips
            for ring in (
                _stretch(strip, strip.low - aisle, strip.low),
                _stretch(strip, strip.high, strip.high + aisle),
            )
        ]
    )
    shapely.prepare(walk)
    free = shapely.covers(walk, np.asarray(beyond, dtype=object))
    tree = STRtree([*bodies, *taken])
    hit = {int(index) for index in tree.query(beyond, predicate="intersects")[0]}
    longer = [_stretch(strip, strip.low - aisle, strip.high + aisle) for strip in strips]
    pillars = _ranges(strips, bodies, columns[0])
    inside = _ranges(strips, make_polygons(longer), columns[1])
    return [
        replace(
            strip,
            open_ends=(_open(free, hit, 2 * index), _open(free, hit, 2 * index + 1)),
            pillars=tuple(sorted(pillars.get(index, ()))),
            columns=tuple(sorted(inside.get(index, ()))),
        )
        for index, strip in enumerate(strips)
    ]


def _ranges(
    strips: Sequence[Strip], floors: Sequence[Polygon], columns: Sequence[Polygon]
) -> dict[int, list[tuple[int, int]]]:
    """Return for each strip where along it the columns stand that its floor has."""
    found: dict[int, list[tuple[int, int]]] = {}
    for index, column in STRtree(columns).query(floors, predicate="intersects").T.tolist():
        found.setdefault(index, []).append(_range(strips[index], columns[column]))
    return found


def _open(free: NDArray[np.bool_], hit: Collection[int], end: int) -> bool:
    return bool(free[end]) and end not in hit


def _stretch(strip: Strip, low: float, high: float) -> list[tuple[float, float]]:
    """Return the corners of a stretch of both rows, a little inside it."""
    near, far = _SHY_MM, strip.thick - _SHY_MM
    start, end = low + _SHY_MM, high - _SHY_MM
    return [
        strip.point(start, near),
        strip.point(end, near),
        strip.point(end, far),
        strip.point(start, far),
    ]


def _range(strip: Strip, shape: Polygon) -> tuple[int, int]:
    away = shapely.get_coordinates(shape) - np.array(strip.origin)
    along = away @ np.array(strip.along)
    return int(np.floor(along.min())), int(np.ceil(along.max()))
