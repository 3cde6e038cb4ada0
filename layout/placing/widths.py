"""Clear widths, proved on vectors: what a square of an aisle's side can sweep.

Growing and shrinking keep square corners, so widths are exact for edges at right angles;
sharper corners are cut off, so that they are never overstated for others.
"""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely import Polygon, STRtree, box

from layout.placing.floor import Geometry, widen

TOLERANCE_MM = 1.0
_SQUARE = 1.5  # how far a mitre may reach: to a square's corner (1.42), not into sharper ones
_SPECK_MM2 = 5_000.0  # half a hand: below it a leftover is rounding, not floor


def swept(floor: Geometry, side_mm: float) -> Geometry:
    """Return the part of the floor that a square of `side_mm` reaches without turning."""
    half = (side_mm - TOLERANCE_MM) / 2
    core = widen(floor, -half)
    return core.buffer(half, join_style="mitre", mitre_limit=_SQUARE)


def passages(floor: Geometry, side_mm: float, columns: Sequence[Polygon] = ()) -> list[Polygon]:
    """Return the necks narrower than `side_mm` that join two wider parts of the floor.

    A recess with one mouth is no passage: nobody walks through it. Nor is the gap beside a
    column which one walks around within `side_mm` of it; a gap that would be narrow without
    the column too is one.
    """
    wide = swept(floor, side_mm)
    narrow = shapely.get_parts(floor.difference(widen(wide, TOLERANCE_MM / 4)))
    narrow = narrow[shapely.area(narrow) > _SPECK_MM2]
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
    cleared = swept(shapely.union_all([around, *pillars]), side_mm)
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
