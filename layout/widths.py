"""Clear widths, proved on vectors: what a square of an aisle's side can sweep.

Growing and shrinking keep square corners (mitre), so widths are exact for axis-parallel
edges and never overstated for others.
"""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely import Polygon, STRtree, box

from layout.filling import Slot
from layout.floor import Floor, Geometry, widen

TOLERANCE_MM = 1.0
_SPECK_MM2 = 5_000.0  # half a hand: below it a leftover is rounding, not floor


def swept(floor: Geometry, side_mm: float) -> Geometry:
    """Return the part of the floor that a square of `side_mm` reaches without turning."""
    half = (side_mm - TOLERANCE_MM) / 2
    return widen(widen(floor, -half), half)


def passages(floor: Geometry, side_mm: float) -> list[Polygon]:
    """Return the necks narrower than `side_mm` that join two wider parts of the floor.

    A recess with one mouth is no passage: nobody walks through it.
    """
    wide = swept(floor, side_mm)
    narrow = shapely.get_parts(floor.difference(widen(wide, TOLERANCE_MM / 4)))
    rim = wide.buffer(TOLERANCE_MM)
    found = []
    for part in narrow:
        if part.area <= _SPECK_MM2:
            continue
        mouths = shapely.get_parts(shapely.line_merge(part.boundary.intersection(rim)))
        if sum(mouth.length > TOLERANCE_MM * 4 for mouth in mouths) != 1:
            found.append(part)
    return found


def drop_narrow(slots: Sequence[Slot], floor: Floor, aisle_mm: int) -> tuple[Slot, ...]:
    """Return the slots less those that squeeze a passage below the aisle's width."""
    kept = list(slots)
    while kept:
        boxes = [box(*slot.box()) for slot in kept]
        open_floor = floor.walk.difference(shapely.union_all(boxes))
        necks = passages(open_floor, aisle_mm)
        tree = STRtree(boxes)
        guilty = {
            int(min(tree.query(neck, predicate="dwithin", distance=TOLERANCE_MM)))
            for neck in necks
            if len(tree.query(neck, predicate="dwithin", distance=TOLERANCE_MM))
        }
        if not guilty:
            break
        kept = [slot for index, slot in enumerate(kept) if index not in guilty]
    return tuple(kept)
