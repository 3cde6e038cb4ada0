"""Walking distances between stands along the aisles, on a coarse grid.

Cells are half a metre, or a metre where asked and in halls beyond 12,000 m². Steps go
to 16 neighbours and cut no corner, so a straight walk is overstated by at most 2.8 %; each
end is taken at the middle of the nearest free cell, at most 0.71 of a cell away. An estimate
for choosing and telling: nothing about safety rests on it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree
from shapely import Polygon

from layout.assigning.outlines import corner_array
from layout.placing.cells import link_cells
from layout.recall import recalled
from layout.values import Placement, Plan

Points = NDArray[np.float64]
_FINE_MM, _COARSE_MM = 500.0, 1_000.0
_LARGE_MM2 = 12_000e6
_BATCH = 64  # sources at once: their distances to all cells are in memory together


class WalkMap:
    """The floor less the stands as a graph of cells; distances are mm, inf where no way is."""

    def __init__(self, plan: Plan, stands: Sequence[Placement], *, coarse: bool = False) -> None:
        hall = Polygon(plan.hall.outline, plan.hall.holes)
        self.cell = _COARSE_MM if coarse or hall.area > _LARGE_MM2 else _FINE_MM
        xs, ys = _list_middles(hall, self.cell)
        free = _open_cells(plan, self.cell).copy()
        outlines = corner_array(stands) if stands else np.zeros((0, 4, 2))
        _take(free, xs, ys, np.concatenate([outlines, _column_array(plan)]))
        rows, columns = np.nonzero(free)
        self.points: Points = np.column_stack([xs[columns], ys[rows]])
        self._tree = cKDTree(self.points) if len(rows) else None
        self._graph = link_cells(free, self.cell)

    def cells(self, places: Points) -> NDArray[np.intp]:
        """Return the free cell nearest to each place (x, y in mm)."""
        if self._tree is None or not len(places):
            return np.zeros(len(places), dtype=np.intp)
        return np.asarray(self._tree.query(places)[1], dtype=np.intp)

    def from_all(self, sources: NDArray[np.intp]) -> Points:
        """Return for each cell the walk from the nearest of several cells."""
        if self._tree is None or not len(sources):
            return np.full(len(self.points), np.inf)
        walks: Points = dijkstra(self._graph, indices=np.unique(sources), min_only=True)
        return walks

    def from_each(
        self, sources: NDArray[np.intp], targets: NDArray[np.intp], limit: float
    ) -> Points:
        """Return walks from each source (rows) to each target; beyond the limit inf."""
        rows = [
            dijkstra(self._graph, indices=batch, limit=limit)[:, targets]
            for batch in np.array_split(sources, max(1, -(-len(sources) // _BATCH)))
            if len(batch) and self._tree is not None
        ]
        return np.concatenate(rows) if rows else np.full((len(sources), len(targets)), np.inf)


def _list_middles(hall: Polygon, cell: float) -> tuple[Points, Points]:
    x0, y0, x1, y1 = hall.bounds
    return np.arange(x0 + cell / 2, x1, cell), np.arange(y0 + cell / 2, y1, cell)


@recalled
def _open_cells(plan: Plan, cell: float) -> NDArray[np.bool_]:
    """Return the cells inside the walls and outside closed zones; take a copy to change it."""
    hall = Polygon(plan.hall.outline, plan.hall.holes)
    closed = [Polygon(zone.outline) for zone in plan.zones if not zone.walkable]
    floor = hall.difference(shapely.union_all(closed)) if closed else hall
    shapely.prepare(floor)
    return np.asarray(shapely.contains_xy(floor, *np.meshgrid(*_list_middles(hall, cell))))


def door_places(plan: Plan, ids: Sequence[str]) -> Points:
    """Return the middles of doors."""
    wanted = set(ids)
    return np.array(
        [
            ((door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2)
            for door in plan.doors
            if door.id in wanted
        ],
        dtype=np.float64,
    ).reshape(-1, 2)


def entrance_ids(plan: Plan) -> tuple[str, ...]:
    """Return the doors that visitors come in by: all doors where none is called entrance."""
    entrances = tuple(door.id for door in plan.doors if door.kind == "entrance")
    return entrances or tuple(door.id for door in plan.doors)


def _column_array(plan: Plan) -> Points:
    """Return the corners of the columns, n x 4 x 2."""
    middles = np.array([(c.x_mm, c.y_mm) for c in plan.columns], dtype=np.float64).reshape(-1, 2)
    halves = np.array([(c.width_mm, c.depth_mm) for c in plan.columns], dtype=np.float64)
    signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    corners: Points = middles[:, None] + signs * halves.reshape(-1, 1, 2) / 2
    return corners


def _take(free: NDArray[np.bool_], xs: Points, ys: Points, rings: Points) -> None:
    """Mark the cells whose middles lie in rectangles (n x 4 x 2) as taken."""
    low, high = rings.min(axis=1, initial=np.inf), rings.max(axis=1, initial=-np.inf)
    lefts, rights = np.searchsorted(xs, (low[:, 0], high[:, 0])).tolist()
    downs, ups = np.searchsorted(ys, (low[:, 1], high[:, 1])).tolist()
    straight = (rings[:, 0] == rings[:, 1]).any(axis=1).tolist()
    for index, ring in enumerate(rings):
        rows, columns = slice(downs[index], ups[index]), slice(lefts[index], rights[index])
        if straight[index]:
            free[rows, columns] = False
        else:
            inside = shapely.contains_xy(Polygon(ring), *np.meshgrid(xs[columns], ys[rows]))
            free[rows, columns] &= ~inside
