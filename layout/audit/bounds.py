"""The audit's own bound on net area: how much any layout of these stands could hold.

With aisles that a square of side a sweeps in one connected piece, every stand's front on the
edge of what is swept: sum(area) + a/2 * (sum(front) - 2a) <= floor where stands or aisles may
be. Scaling the stands as placed, turned to their shorter side, by t gives the bound. It is
proved where all edges run in two directions and an aisle gets everywhere in the building, and
an estimate elsewhere: rooms joined by narrower doorways may have a system of aisles each.
"""

from __future__ import annotations

import shapely
from shapely import Polygon

from layout.audit.scene import TOLERANCE_MM, Scene
from layout.values import Basis, Bound


def measure_bounds(scene: Scene) -> tuple[Bound, ...]:
    """Return the area bound and the perimeter bound with the gap of the placed hall to each."""
    net = float((scene.stands.width * scene.stands.depth).sum())
    count = len(scene.stands.x)
    ground = _measure_ground(scene)
    whole = Bound("area", round(ground / 1e6, 2), "m2", "proved", _gap(net, ground))
    if not count:
        return (whole,)
    aisle = float(scene.aisle_mm)
    fronts = float(scene.stands.width.clip(max=scene.stands.depth).sum())
    share = (ground + aisle * aisle) / (net + aisle / 2 * fronts)
    most = min(share * net, ground)
    whole_floor = scene.sweeper.square and _is_one_room(scene, aisle)
    basis: Basis = "proved" if whole_floor else "estimate"
    assumes = "axis_parallel, one_connected_aisle_system, mix_as_placed"
    held = int(share * count + 1e-9)
    return (
        whole,
        Bound("perimeter", round(most / 1e6, 2), "m2", basis, _gap(net, most), assumes),
        Bound("perimeter", held, "stands", basis, _gap(count, max(held, count)), assumes),
    )


def _is_one_room(scene: Scene, aisle_mm: float) -> bool:
    """Return whether an aisle gets from everywhere to everywhere in the empty building."""
    room = scene.sweeper.shrink(scene.hall, aisle_mm / 2 - TOLERANCE_MM)
    return sum(1 for part in shapely.get_parts(room) if part.area > 0) == 1


def _measure_ground(scene: Scene) -> float:
    """Return the mm2 that stands and aisles share.

    Columns that may be in stands stay in it, and so do open zones, where aisles may run.
    """
    plan = scene.placed.plan
    columns = zip(plan.columns, scene.columns, strict=True)
    taken = [shape for column, shape in columns if column.rule == "avoid"]
    taken += [Polygon(z.outline) for z in plan.zones if not (z.walkable or z.stands_allowed)]
    area = float(scene.hall.area)
    if taken:
        area -= float(scene.hall.intersection(shapely.union_all(taken)).area)
    return area


def _gap(reached: float, bound: float) -> float:
    return round(1.0 - reached / bound, 6) if bound else 0.0
