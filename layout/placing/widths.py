"""Clear widths, proved on vectors: what a square of an aisle's side can sweep.

Growing and shrinking keep square corners where all edges run in two directions at right
angles, so widths are exact there; elsewhere a disc sweeps, so that they are never overstated.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from layout.placing.floor import Geometry, widen

TOLERANCE_MM = 1.0
_SQUARE = 1.5  # how far a mitre may reach: to a square's corner (1.42), not into sharper ones
_SPECK_MM2 = 5_000.0  # half a hand: below it a leftover is rounding, not floor
_NO_EDGE_MM = 1e-4  # what is shorter has no direction
_HAIR_MM = 0.01  # what is thinner has no inside
_ARCS = 32  # pieces of a quarter circle: half a millimetre inside the true one
_ARC_STEP = 0.05  # how long each is at most, of the radius


def is_square(*shapes: Geometry) -> bool:
    """Return whether all edges run in two directions at right angles, to the millimetre."""
    rings = shapely.get_rings(shapely.get_parts(np.array(shapes, dtype=object)))
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
    if not square:
        # What is nearest to a wall lies in its slab, and else nearest to a corner that juts out.
        lines, _, inwards = _walk_rings(floor)
        rims = np.concatenate((_slabs(lines, half), _discs(inwards, half)))
    elif is_upright(floor):
        return widen(floor, -half)
    else:
        rims = _grown_edges(floor, half)
    return floor.difference(shapely.union_all(rims)) if len(rims) else floor


def swept(floor: Geometry, side_mm: float, *, square: bool) -> Geometry:
    """Return the part of the floor that a square of `side_mm` reaches without turning.

    Where edges run in other directions too (not `square`) it is what a disc reaches.
    """
    return regrown(shrunk(floor, side_mm, square=square), floor, side_mm, square=square)


def regrown(core: Geometry, floor: Geometry, side_mm: float, *, square: bool) -> Geometry:
    """Return what a square (else a disc) of `side_mm` covers whose middle is in `core`.

    `core` is what `shrunk` returns for that floor.
    """
    half = (side_mm - TOLERANCE_MM) / 2
    if not square:
        return _roll_disc(core, floor, half)
    if is_upright(core):
        return widen(core, half)
    return shapely.union_all([core, *_grown_edges(core, half)])


def _roll_disc(core: Geometry, floor: Geometry, half: float) -> Geometry:
    """Return what a disc covers whose middle is in `core`.

    Where it rolls around a corner its middle goes along an arc: the slabs of the arc's short
    edges would all cross one another at the corner, which takes most of the time. What they
    cover is the fan between the arc and the corner.
    """
    lines, outwards, _ = _walk_rings(core)
    _, _, corners = _walk_rings(floor)
    if not len(lines):
        return core
    on_arc = np.zeros(len(lines), dtype=bool)
    fans: list[Geometry] = []
    if len(corners):
        ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)
        middles = shapely.points(ends.mean(axis=1))
        tree = STRtree(shapely.points(corners))
        line, corner = tree.query_nearest(middles, max_distance=half, all_matches=False)
        rims = np.hypot(*(ends[line] - corners[corner][:, None]).transpose(2, 0, 1))
        round_it = (np.abs(rims - half) < TOLERANCE_MM).all(axis=1)
        round_it &= shapely.length(lines[line]) < half * _ARC_STEP
        on_arc[line[round_it]] = True
        corner_of = corners[corner[round_it]][:, None]
        fans = shapely.polygons(np.concatenate((ends[line[round_it]], corner_of), axis=1)).tolist()
    slabs = _slabs(lines[~on_arc], half)
    return shapely.union_all([core, *fans, *slabs, *_discs(outwards, half)])


def is_upright(shape: Geometry) -> bool:
    """Return whether all edges run east or north."""
    points, owner = shapely.get_coordinates(
        shapely.get_rings(shapely.get_parts(shape)), return_index=True
    )
    steps = np.abs(np.diff(points, axis=0)[owner[1:] == owner[:-1]])
    return bool((steps.min(axis=1, initial=np.inf) == 0).all())


def _grown_edges(shape: Geometry, by_mm: float) -> NDArray[np.object_]:
    """Return what a square of twice the size covers with its middle on the edges of a shape.

    Every edge grows by itself: growing a shape as a whole smooths steps of up to a hundredth of
    the distance away, and in turned rows every front is a step of a millimetre.
    """
    lines, _, _ = _walk_rings(shape)
    return np.asarray(shapely.buffer(lines, by_mm, cap_style="square"), dtype=object)


def _walk_rings(
    shape: Geometry,
) -> tuple[NDArray[np.object_], NDArray[np.float64], NDArray[np.float64]]:
    """Return the edges of a shape, its corners outwards and its corners inwards.

    Of a ring so thin that nobody can say which way it turns, every corner is both.
    """
    rings, owner = shapely.get_rings(shapely.get_parts(shape), return_index=True)
    is_hole = np.diff(owner, prepend=-1) == 0
    edges, outwards, inwards = [], [np.zeros((0, 2))], [np.zeros((0, 2))]
    for ring, hole in zip(shapely.simplify(rings, 0.0).tolist(), is_hole.tolist(), strict=True):
        ends = shapely.get_coordinates(ring)
        points, steps = ends[:-1], np.diff(ends, axis=0)
        before = np.roll(steps, 1, axis=0)
        turns = before[:, 0] * steps[:, 1] - before[:, 1] * steps[:, 0]
        turns = turns if shapely.is_ccw(ring) != hole else -turns
        is_thin = shapely.area(shapely.polygons(ring)) < _HAIR_MM * ring.length
        outwards.append(points[(turns > 0) | is_thin])
        inwards.append(points[(turns < 0) | is_thin])
        edges.append(np.stack([points, ends[1:]], axis=1))
    lines = shapely.linestrings(np.concatenate(edges)) if edges else np.zeros(0, dtype=object)
    lines = lines[shapely.length(lines) > _NO_EDGE_MM]
    return lines, np.concatenate(outwards), np.concatenate(inwards)


def _discs(places: NDArray[np.float64], radius_mm: float) -> NDArray[np.object_]:
    discs = shapely.buffer(shapely.points(places), radius_mm, quad_segs=_ARCS)
    return np.asarray(discs, dtype=object)


def _slabs(lines: NDArray[np.object_], by_mm: float) -> NDArray[np.object_]:
    return np.asarray(shapely.buffer(lines, by_mm, cap_style="flat"), dtype=object)


def crosses_passage(line: Geometry, floor: Geometry, side_mm: float) -> bool:
    """Return whether a line meets a neck narrower than `side_mm` that joins wider floor.

    A recess with one mouth is no passage: nobody walks through it. All the way through a
    passage counts, whatever stands beside it: near an edit that is soon told;
    `layout.placing.necks` judges the hall in the end.
    """
    half = (side_mm - TOLERANCE_MM) / 2
    wide = widen(floor, -half).buffer(half, join_style="mitre", mitre_limit=_SQUARE)
    narrow = shapely.get_parts(floor.difference(widen(wide, TOLERANCE_MM / 4)))
    # In turned rows fronts are a millimetre off their line: what lies behind it is no way.
    hair: NDArray[np.float64] = np.maximum(shapely.length(narrow) * TOLERANCE_MM, _SPECK_MM2)
    narrow = narrow[(shapely.area(narrow) > hair) & (shapely.distance(narrow, line) < TOLERANCE_MM)]
    if not len(narrow):
        return False
    rim = wide.buffer(TOLERANCE_MM)
    for part in narrow:
        touch = shapely.line_merge(part.boundary.intersection(rim))
        mouths = [m for m in shapely.get_parts(touch) if m.length > TOLERANCE_MM * 4]
        if len(mouths) != 1:
            return True
    return False
