"""Clear widths, proved on vectors: what a square of an aisle's side can sweep.

Growing and shrinking keep square corners where all edges run along the axes, so widths are
exact there; elsewhere a disc sweeps, so that they are never overstated.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import Polygon, STRtree, box

from layout.placing.floor import Geometry, widen

TOLERANCE_MM = 1.0
_SQUARE = 1.5  # how far a mitre may reach: to a square's corner (1.42), not into sharper ones
_SLIT_MM = 600.0  # a unit of passage: nobody walks through less
_SPECK_MM2 = 5_000.0  # half a hand: below it a leftover is rounding, not floor


def is_square(floor: Geometry) -> bool:
    """Return whether all edges run along the axes."""
    rings = shapely.get_rings(shapely.get_parts(floor))
    points, owner = shapely.get_coordinates(rings, return_index=True)
    steps = np.abs(np.diff(points, axis=0))[owner[1:] == owner[:-1]]
    return bool((steps.min(axis=1) < TOLERANCE_MM).all()) if len(steps) else True


def swept(floor: Geometry, side_mm: float, *, square: bool) -> Geometry:
    """Return the part of the floor that a square of `side_mm` reaches without turning.

    Where edges run in other directions too (not `square`) it is what a disc reaches.
    """
    half = (side_mm - TOLERANCE_MM) / 2
    if square:
        return widen(widen(floor, -half), half)
    return widen(floor, -half).buffer(half)


def passages(floor: Geometry, side_mm: float, columns: Sequence[Polygon] = ()) -> list[Polygon]:
    """Return the necks narrower than `side_mm` that join two wider parts of the floor.

    A recess with one mouth is no passage: nobody walks through it. Nor is the gap beside a
    column which one walks around within `side_mm` of it; a gap that would be narrow without
    the column too is one.
    """
    half = (side_mm - TOLERANCE_MM) / 2
    wide = widen(floor, -half).buffer(half, join_style="mitre", mitre_limit=_SQUARE)
    narrow = shapely.get_parts(floor.difference(widen(wide, TOLERANCE_MM / 4)))
    # In turned rows fronts are a millimetre off their line: what lies behind it is no way.
    hair = np.maximum(shapely.length(narrow) * TOLERANCE_MM, _SPECK_MM2)
    narrow = narrow[shapely.area(narrow) > hair]
    narrow = narrow[~shapely.is_empty(shapely.buffer(narrow, -_SLIT_MM / 2))]
    if not len(narrow):
        return []
    rim = wide.buffer(TOLERANCE_MM)
    shapely.prepare(wide)
    tree = STRtree(columns)
    found = []
    for part in narrow:
        touch = shapely.line_merge(part.boundary.intersection(rim))
        mouths = [m for m in shapely.get_parts(touch) if m.length > TOLERANCE_MM * 4]
        if len(mouths) == 1:
            continue
        near = tree.query(part, predicate="dwithin", distance=TOLERANCE_MM).tolist()
        pillars = [columns[index] for index in near]
        if (
            mouths
            and pillars
            and _is_wide_without(floor, part, pillars, side_mm)
            and all(_goes_round(wide, pillar, mouths, side_mm) for pillar in pillars)
        ):
            continue
        found.append(part)
    return found


def _is_wide_without(
    floor: Geometry, part: Polygon, pillars: Sequence[Polygon], side_mm: float
) -> bool:
    """Return whether a neck would be none if its columns were not there."""
    x0, y0, x1, y1 = part.bounds
    reach = 2 * side_mm
    around = floor.intersection(box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    half = (side_mm - TOLERANCE_MM) / 2
    cleared = widen(widen(shapely.union_all([around, *pillars]), -half), half)
    return bool(part.difference(widen(cleared, TOLERANCE_MM / 4)).area <= _SPECK_MM2)


def _goes_round(
    wide: Geometry, pillar: Polygon, mouths: Sequence[Geometry], side_mm: float
) -> bool:
    """Return whether wide floor within an aisle's width of a column joins all mouths of a neck."""
    x0, y0, x1, y1 = pillar.bounds
    around = wide.intersection(box(x0 - side_mm, y0 - side_mm, x1 + side_mm, y1 + side_mm))
    return any(
        all(part.distance(mouth) <= 2 * TOLERANCE_MM for mouth in mouths)
        for part in shapely.get_parts(around)
    )
