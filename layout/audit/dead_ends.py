"""Dead ends: aisles with one mouth, shut in by things that hang together.

A thing, or several that touch, with a chord no longer than the widest aisle across a mouth
shuts in a piece of floor: growing the thing by half that chord and shrinking it again fills
exactly such pieces. Only pieces with the front of a stand count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layout.audit.notes import note_fault
from layout.audit.scene import TOLERANCE_MM, Ints, Scene
from layout.audit.walks import CELL_MM, Walks
from layout.values import Finding, PointMm

_FLAT = 1.0
_GRID_MM = 0.001


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A piece of floor with one mouth; `depth_mm` is the walk from its far end to the mouth."""

    shape: BaseGeometry
    depth_mm: float
    place: PointMm
    cells: Ints


def find_dead_ends(scene: Scene, walks: Walks) -> list[DeadEnd]:
    """Return the dead ends with a front in them, the deepest first."""
    fronts = shapely.points(scene.stands.before(scene.aisle_mm / 2))
    found = []
    for shape in _list_pockets(scene):
        shapely.prepare(shape)
        if not shapely.intersects(shape, fronts).any():
            continue
        cells = _cells_in(walks, shape)
        reached = cells[walks.reached[cells]]
        if not len(reached):
            continue
        far = int(reached[np.argmax(walks.walk[reached])])
        depth = float(walks.walk[far] - walks.walk[reached].min()) + CELL_MM / 2
        found.append(DeadEnd(shape, depth, walks.place(far), cells))
    return sorted(found, key=lambda end: (-end.depth_mm, end.place))


def check_dead_ends(scene: Scene, ends: list[DeadEnd]) -> Iterator[Finding]:
    """No dead end is deeper than the rules allow; a limit of 0 is not checked."""
    limit = scene.placed.plan.rules.max_dead_end_mm
    for end in ends:
        if limit and end.depth_mm > limit:
            message = f"a dead end is {end.depth_mm / 1000:.1f} m deep; at most {limit / 1000:g} m"
            numbers = (end.depth_mm / 1000, limit / 1000)
            yield note_fault("aisle.dead_end", message, [], end.place, numbers)


def _list_pockets(scene: Scene) -> Iterator[BaseGeometry]:
    rules, things = scene.placed.plan.rules, scene.things
    half = max(rules.aisle_mm, rules.main_aisle_mm, rules.cross_mm) / 2 + TOLERANCE_MM
    for component in np.unique(things.component[: things.blocks]):
        members = things.shapes[things.component == component]
        if len(members) == 1 and _is_convex(members[0]):
            continue
        join = (
            {"join_style": "mitre", "mitre_limit": 3} if scene.sweeper.square else {"quad_segs": 8}
        )
        # Around an edge without length GEOS divides nothing by nothing on its way to a shape that
        # is right; what would not be is mended by the grid below.
        with np.errstate(invalid="ignore"):
            grown = shapely.union_all(
                [member.buffer(half, cap_style="flat", **join) for member in members]
            )
        filled = grown.buffer(-half, **join)
        # On a grid of a micrometre what buffers leave is valid again; walls are lines.
        filled = shapely.set_precision(filled, _GRID_MM)
        solid = shapely.union_all(members[shapely.area(members) > 0])
        pockets = filled.difference(solid).intersection(scene.walk)
        inner = pockets.buffer(-TOLERANCE_MM, join_style="mitre", mitre_limit=3)
        for part in shapely.get_parts(inner):
            if part.area > _FLAT:
                yield part


def _is_convex(shape: BaseGeometry) -> bool:
    return bool(shape.convex_hull.area - shape.area < _FLAT)


def _cells_in(walks: Walks, shape: BaseGeometry) -> Ints:
    x0, y0, x1, y1 = shape.bounds
    near = (walks.x >= x0) & (walks.x <= x1) & (walks.y >= y0) & (walks.y <= y1)
    cells = np.flatnonzero(near)
    inside = np.asarray(shapely.intersects_xy(shape, walks.x[cells], walks.y[cells]), dtype=bool)
    found: Ints = cells[inside]
    return found
