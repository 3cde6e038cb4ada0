"""Clear widths, proved on vectors: what a square of an aisle's side can sweep.

Growing and shrinking keep square corners where all edges run in two directions at right
angles, so widths are exact there; elsewhere a disc sweeps, so that they are never overstated.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from layout.placing.floor import Geometry, widen

TOLERANCE_MM = 1.0
_SQUARE = 1.5  # how far a mitre may reach: to a square's corner (1.42), not into sharper ones
_SPECK_MM2 = 5_000.0  # half a hand: below it a leftover is rounding, not floor
_NO_EDGE_MM = 1e-4  # what is shorter has no direction
_ARCS = 32  # pieces of a quarter circle: half a millimetre inside the true one


def is_square(floor: Geometry) -> bool:
    """Return whether all edges run in two directions at right angles, to the millimetre."""
    rings = shapely.get_rings(shapely.get_parts(floor))
    points, owner = shapely.get_coordinates(rings, return_index=True)
    steps = np.diff(points, axis=0)[owner[1:] == owner[:-1]]
    if not len(steps):
        return True
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    east, north = steps[np.argmax(lengths)] / lengths.max()
    along = np.abs(steps[:, 0] * east + steps[:, 1] * north)
    beside = np.abs(steps[:, 1] * east - steps[:, 0] * north)
    return bool((np.minimum(along, beside) < TOLERANCE_MM).all())


def shrunk(floor: Geometry, side_mm: float, *, square: bool) -> Geometry:
    """Return where the middle of a square (else of a disc) of `side_mm` can be."""
    half = (side_mm - TOLERANCE_MM) / 2
    if square and is_upright(floor):
        return widen(floor, -half)
    rims = _grown_edges(floor, half, square=square)
    return floor.difference(shapely.union_all(rims)) if len(rims) else floor


def swept(floor: Geometry, side_mm: float, *, square: bool) -> Geometry:
    """Return the part of the floor that a square of `side_mm` reaches without turning.

    Where edges run in other directions too (not `square`) it is what a disc reaches.
    """
    return regrown(shrunk(floor, side_mm, square=square), side_mm, square=square)


def regrown(core: Geometry, side_mm: float, *, square: bool) -> Geometry:
    """Return what a square (else a disc) of `side_mm` covers whose middle is in `core`."""
    half = (side_mm - TOLERANCE_MM) / 2
    if square and is_upright(core):
        return widen(core, half)
    return shapely.union_all([core, *_grown_edges(core, half, square=square)])


def is_upright(shape: Geometry) -> bool:
    """Return whether all edges run east or north."""
    points, owner = shapely.get_coordinates(
        shapely.get_rings(shapely.get_parts(shape)), return_index=True
    )
    steps = np.abs(np.diff(points, axis=0)[owner[1:] == owner[:-1]])
    return bool((steps.min(axis=1, initial=np.inf) == 0).all())


def _grown_edges(shape: Geometry, by_mm: float, *, square: bool) -> NDArray[np.object_]:
    """Return every edge grown by itself.

    Growing a shape as a whole smooths steps of up to a hundredth of the distance away, and in
    turned rows every front is a step of a millimetre.
    """
    rings = shapely.simplify(shapely.get_rings(shapely.get_parts(shape)), 0.0)
    points, owner = shapely.get_coordinates(rings, return_index=True)
    follows = owner[1:] == owner[:-1]
    edges = shapely.linestrings(np.stack([points[:-1][follows], points[1:][follows]], axis=1))
    edges = edges[shapely.length(edges) > _NO_EDGE_MM]
    cap = "square" if square else "round"
    return np.asarray(shapely.buffer(edges, by_mm, cap_style=cap, quad_segs=_ARCS), dtype=object)


def passages(floor: Geometry, side_mm: float) -> list[Polygon]:
    """Return the necks narrower than `side_mm` that join two wider parts of the floor.

    A recess with one mouth is no passage: nobody walks through it. All the way through a
    passage counts, whatever stands beside it: near an edit that is soon told;
    `layout.placing.necks` judges the hall in the end.
    """
    half = (side_mm - TOLERANCE_MM) / 2
    wide = widen(floor, -half).buffer(half, join_style="mitre", mitre_limit=_SQUARE)
    narrow = shapely.get_parts(floor.difference(widen(wide, TOLERANCE_MM / 4)))
    # In turned rows fronts are a millimetre off their line: what lies behind it is no way.
    hair: NDArray[np.float64] = np.maximum(shapely.length(narrow) * TOLERANCE_MM, _SPECK_MM2)
    narrow = narrow[shapely.area(narrow) > hair]
    if not len(narrow):
        return []
    rim = wide.buffer(TOLERANCE_MM)
    found = []
    for part in narrow:
        touch = shapely.line_merge(part.boundary.intersection(rim))
        mouths = [m for m in shapely.get_parts(touch) if m.length > TOLERANCE_MM * 4]
        if len(mouths) != 1:
            found.append(part)
    return found
