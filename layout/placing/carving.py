"""Cutting strips around what stands already: pins, and stands deeper than two rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import shapely
from shapely import Polygon, STRtree

from layout.placing.solids import Geometry
from layout.placing.strips import Strip, StripRow

_SHY_MM = 1.0


@dataclass(frozen=True, slots=True)
class Taken:
    """A stand that stands already, and the floor around it that must stay free."""

    shape: Polygon
    free: Geometry


def carve_strips(strips: Sequence[Strip], taken: Sequence[Taken], aisle: int) -> list[Strip]:
    """Return the strips less what is taken, and less what would face it too closely."""
    if not taken:
        return list(strips)
    kept = [shapely.union(stand.shape, stand.free) for stand in taken]
    shapes = [stand.shape for stand in taken]
    trees = STRtree(kept), STRtree(shapes)
    carved: list[Strip] = []
    for strip in strips:
        blocked = []
        for row in strip.rows:
            body = _stretch(strip, row, 0, row.run.depth_mm)
            lane = _stretch(strip, row, -aisle, 0)
            blocked.append(
                [
                    *_shadows(strip, row, body, [kept[i] for i in trees[0].query(body).tolist()]),
                    *_shadows(strip, row, lane, [shapes[i] for i in trees[1].query(lane).tolist()]),
                ]
            )
        carved += _cut(strip, blocked) if any(blocked) else [strip]
    return carved


def _stretch(strip: Strip, row: StripRow, near: float, far: float) -> Polygon:
    """Return the floor along a row from `near` to `far` mm behind its front."""
    first = row is strip.rows[0]
    a, b = (near, far) if first else (strip.thick - far, strip.thick - near)
    low, high = row.low + _SHY_MM, row.high - _SHY_MM
    a, b = a + _SHY_MM, b - _SHY_MM
    ring = [strip.point(low, a), strip.point(high, a), strip.point(high, b), strip.point(low, b)]
    return Polygon(ring)


def _shadows(
    strip: Strip, row: StripRow, body: Polygon, shapes: Sequence[Geometry]
) -> list[tuple[int, int]]:
    """Return the ranges along a strip that shapes take of a body."""
    found = []
    for shape in shapes:
        for part in shapely.get_parts(shape.intersection(body)):
            if part.area <= _SHY_MM:
                continue
            away = shapely.get_coordinates(part) - np.array(strip.origin)
            along = away @ np.array(strip.along)
            low, high = round(float(along.min())), round(float(along.max()))
            ends = (low if low > row.low + 2 * _SHY_MM else row.low), high
            found.append((ends[0], high if high < row.high - 2 * _SHY_MM else row.high))
    return sorted(found)


def _cut(strip: Strip, blocked: Sequence[Sequence[tuple[int, int]]]) -> list[Strip]:
    """Return the strip in pieces, along each of which the same rows are free."""
    free = [_gaps(row.low, row.high, taken) for row, taken in zip(strip.rows, blocked, strict=True)]
    levels = sorted({level for gaps in free for gap in gaps for level in gap})
    pieces: list[Strip] = []
    for low, high in pairwise(levels):
        rows = tuple(
            replace(row, low=low, high=high, anchor=_anchor(row, low, high))
            for row, gaps in zip(strip.rows, free, strict=True)
            if any(start <= low and high <= end for start, end in gaps)
        )
        if rows:
            pieces.append(_with_rows(strip, rows))
    return pieces


def _anchor(row: StripRow, low: int, high: int) -> int:
    """Return the anchor of a piece: the row's own where the piece ends with it."""
    kept = row.low == low if row.anchor < 0 else row.high == high
    return row.anchor if kept else 0


def _with_rows(strip: Strip, rows: tuple[StripRow, ...]) -> Strip:
    if len(rows) == len(strip.rows):
        return replace(strip, rows=rows)
    run = rows[0].run
    if run is strip.rows[0].run:
        return replace(strip, rows=rows, thick=run.depth_mm)
    (ux, uy), (vx, vy) = strip.across, strip.across
    origin = (strip.origin[0] + ux * strip.thick, strip.origin[1] + uy * strip.thick)
    return replace(strip, rows=rows, origin=origin, across=(-vx, -vy), thick=run.depth_mm)


def _gaps(low: int, high: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    gaps, at = [], low
    for start, end in taken:
        if start > at:
            gaps.append((at, start))
        at = max(at, end)
    if at < high:
        gaps.append((at, high))
    return gaps
