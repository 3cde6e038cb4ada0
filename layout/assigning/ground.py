"""The floor with its stands, on which edits are tried: what is free, what is allowed.

Stands have indices that never change. Widths are proved on vectors, near what changed:
the rest of the hall was proved when it was placed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon, STRtree, box

from layout.assigning.frames import Extents, Frame, frame_of, free_gaps
from layout.assigning.outlines import Floats, corner_array, inset_array, strip_array
from layout.assigning.pinning import side_strip
from layout.assigning.ways import Ways
from layout.placing.floor import Floor, Geometry
from layout.values import SIDES, Lane, Placement, Plan

TOLERANCE_MM = 1.0
_SHY_MM = 2.0
_MANY = 3_000  # stands: beyond, what is cut off is looked for once at the end
_LOOK_AROUND = 2  # aisles' widths around a change that are looked at again


class Ground:
    """A floor and the stands on it. `alive` says which of `stands` stand at the moment."""

    def __init__(
        self, plan: Plan, floor: Floor, stands: Sequence[Placement], lanes: Sequence[Lane]
    ) -> None:
        self.plan, self.floor = plan, floor
        self.aisle = plan.rules.aisle_mm
        self.stands = list(stands)
        self.alive = [True] * len(self.stands)
        self._mains = np.array(
            [Polygon(lane.corners) for lane in lanes if lane.rank == "main"], dtype=object
        )
        self._back_columns = np.array([box(*column) for column in floor.back_columns], dtype=object)
        self.cross = [Polygon(lane.corners) for lane in lanes if lane.rank == "cross"]
        self._corners = corner_array(self.stands)
        self._aheads = strip_array(self._corners, 0, self.aisle)
        self._shapes, self._fronts = _rectangles(self._corners), _rectangles(self._aheads)
        self._barred = corner_array([])
        self._insides = np.empty(0, dtype=object)
        self._tree, self._front_tree = STRtree(self._shapes), STRtree(self._fronts)
        self._fixed = len(self.stands)
        self.ways = Ways(plan, floor)
        self._cut: tuple[NDArray[np.intp], frozenset[int]] | None = None  # the last answer
        self._known: dict[int, Extents] = {}
        self._floors: dict[tuple[int, int, int], list[tuple[float, float]]] = {}
        shapely.prepare(floor.stands)
        shapely.prepare(floor.walk)

    def shape(self, index: int) -> Polygon:
        polygon: Polygon = self._shapes[index]
        return polygon

    def _shapes_near(self, region: Geometry) -> NDArray[np.object_]:
        return self._shapes[self.near(region)]

    def shapes_of(self, sector: str) -> NDArray[np.object_]:
        """Return the outlines of the stands of a sector."""
        members = [
            index
            for index, stand in enumerate(self.stands)
            if self.alive[index] and stand.sector == sector
        ]
        return self._shapes[members]

    def wall_lines(self, depth: int) -> list[tuple[Frame, float]]:
        """Return the front lines of stands of this depth with their backs to a wall."""
        lines = []
        hall = shapely.geometry.polygon.orient(self.floor.hall)
        for ring in (hall.exterior, *hall.interiors):
            for (ax, ay), (bx, by) in pairwise(ring.coords):
                turn = round(math.degrees(math.atan2(ay - by, ax - bx)) * 1000) % 360_000
                frame = frame_of(turn)
                slant = turn % 90_000 != 0
                lines.append((frame, frame.across(ax, ay) - depth - slant))
        return lines

    def add(self, stand: Placement) -> int:
        """Put a stand down and return its index."""
        self.stands.append(stand)
        self.alive.append(True)
        corners = corner_array([stand])
        aheads = strip_array(corners, 0, self.aisle)
        self._corners = np.concatenate([self._corners, corners])
        self._aheads = np.concatenate([self._aheads, aheads])
        self._shapes = np.append(self._shapes, _rectangles(corners))
        self._fronts = np.append(self._fronts, _rectangles(aheads))
        return len(self.stands) - 1

    def bar(self, index: int) -> None:
        """Let nobody stand where a stand stood."""
        self._barred = np.concatenate([self._barred, self._corners[index : index + 1]])

    def is_barred(self, shape: Geometry) -> bool:
        """Return whether some of a shape is floor on which nobody may stand any more."""
        return bool(shapely.intersects(_rectangles(self._barred), shape).any())

    def near(self, region: Geometry, *, fronts: bool = False) -> list[int]:
        """Return the standing stands that meet a region (or whose front's aisle does)."""
        tree, shapes = (self._front_tree, self._fronts) if fronts else (self._tree, self._shapes)
        found = tree.query(region, predicate="intersects").tolist()
        late = np.arange(self._fixed, len(self.stands))
        if len(late):
            found += late[shapely.intersects(shapes[late], region)].tolist()
        return sorted(index for index in found if self.alive[index])

    def gaps(
        self, frame: Frame, front: float, depth: int, without: Collection[int] = ()
    ) -> list[tuple[float, float]]:
        """Return the ranges of `t` where a stand of this depth may stand on a front line.

        Floor under it and an aisle before it are free, and no other stand's aisle is taken;
        main aisles stay as they are.
        """
        along = frame.extent(self.floor.hall)
        deep = (front + 1, front + depth - 1)
        ahead = (front - self.aisle + _SHY_MM, front - _SHY_MM)
        standing = np.array(self.alive)
        standing[list(without)] = False
        barred = np.ones(len(self._barred), dtype=bool)
        which = np.concatenate([standing, standing, standing, barred])
        counts = [len(standing)] * 3 + [len(barred)]
        bands = np.repeat([deep, ahead, deep, deep], counts, axis=0)
        blocked = frame.shadows(self._extents(frame), which, along, bands)
        return free_gaps(*along, blocked + self._blocked_floor(frame, front, depth, along))

    def _extents(self, frame: Frame) -> Extents:
        """Return all stands twice, the aisles before their fronts and what is barred, in a frame.

        Nobody may stand in the first, or have them in the aisle before the front; nobody may
        stand in the others.
        """
        known = self._known.get(frame.rotation_mdeg)
        if known is None or len(known.first) != 3 * len(self.stands) + len(self._barred):
            things = [self._corners, self._corners, self._aheads, self._barred]
            known = self._known[frame.rotation_mdeg] = frame.measure(np.concatenate(things))
        return known

    def _blocked_floor(
        self, frame: Frame, front: float, depth: int, along: tuple[float, float]
    ) -> list[tuple[float, float]]:
        key = (frame.rotation_mdeg, round(front), depth)
        if key not in self._floors:
            row, lane, half = frame.rectangles(
                along,
                (front + 1, front + depth - 1),
                (front - self.aisle + _SHY_MM, front - _SHY_MM),
                (front, front + depth / 2),
            )
            missing = [
                [row.difference(self.floor.stands), lane.difference(self.floor.walk)],
                shapely.intersection(row, self._mains),
                shapely.intersection(half, self._back_columns),
            ]
            self._floors[key] = frame.spans(np.concatenate(missing))
        return self._floors[key]

    def stands_legally(self, stand: Placement) -> bool:
        """Return whether floor under a place and an aisle before it are there at all."""
        corners = corner_array([stand])
        aheads = strip_array(corners, 0, self.aisle)
        return not self._off_floor(corners, aheads, _inset(corners, TOLERANCE_MM))[0]

    def off_floor(self) -> NDArray[np.bool_]:
        """Return for each stand whether floor under it or an aisle before it is missing."""
        return self._off_floor(self._corners, self._aheads, self._inner())

    def _off_floor(
        self, corners: Floats, aheads: Floats, inner: NDArray[np.object_]
    ) -> NDArray[np.bool_]:
        if not len(corners):
            return np.zeros(0, dtype=bool)
        off = ~np.asarray(shapely.covers(self.floor.stands, inner), dtype=bool)
        lanes = _inset(aheads, _SHY_MM)
        off |= ~np.asarray(shapely.covers(self.floor.walk, lanes), dtype=bool)
        if self.floor.back_columns:
            middles = (corners[:, :2] + corners[:, [3, 2]]) / 2
            halves = np.concatenate([corners[:, :2], middles[:, ::-1]], axis=1)
            columns = STRtree(self._back_columns)
            fronts = _inset(halves, TOLERANCE_MM)
            off[columns.query(fronts, predicate="intersects")[0]] = True
        return off

    def clashes(self) -> list[tuple[int, int]]:
        """Return pairs of stands of which the first stands in the second or in its aisle."""
        inner = self._inner()
        pairs = self._tree.query(inner, predicate="intersects").T.tolist()
        pairs += self._front_tree.query(inner, predicate="intersects").T.tolist()
        return sorted((one, other) for one, other in pairs if one != other)

    def _inner(self) -> NDArray[np.object_]:
        """Return the insides of all stands: what only touches another thing is not in it."""
        if len(self._insides) != len(self.stands):
            self._insides = _inset(self._corners, TOLERANCE_MM)
        return self._insides

    def allows(self, changed: Sequence[int], left: Sequence[int] = ()) -> bool:
        """Return whether all ways near what changed are still as wide as they must be.

        Args:
            changed: indices of stands that were put down, standing now.
            left: indices of stands that went away.
        """
        touched = [self.shape(index) for index in (*changed, *left)]
        if not touched:
            return True
        if any(
            stand.kit == "island" and not self._is_open_all_round(index)
            for index, stand in ((index, self.stands[index]) for index in changed)
        ):
            return False
        zone = shapely.MultiPolygon(touched).buffer(_SHY_MM)
        crossing = any(zone.intersects(lane) for lane in self.cross)
        width = max(self.aisle, self.plan.rules.cross_mm if crossing else 0)
        zone = zone.envelope.buffer(width, join_style="mitre")
        around = self.near(zone.buffer(_LOOK_AROUND * width, join_style="mitre"))
        if self.ways.is_narrow(self._shapes[around], width, self._shapes_near, zone):
            return False
        return len(self.stands) > _MANY or not self._newly_cut_off(changed, left)

    def _newly_cut_off(self, changed: Sequence[int], left: Sequence[int]) -> set[int]:
        """Return the stands that a change cuts off from the aisles."""
        cut = self._cut_off()
        if cut:
            now = list(self.alive)
            for index in (*changed, *left):
                self.alive[index] = index in left
            cut -= self._cut_off()
            self.alive = now
        return cut

    def _is_open_all_round(self, index: int) -> bool:
        stand = self.stands[index]
        strips = [Polygon(side_strip(stand, side, self.aisle, _SHY_MM)) for side in SIDES]
        return all(self.floor.walk.covers(strip) and not self.near(strip) for strip in strips)

    def _cut_off(self) -> set[int]:
        """Return the stands whose front's aisle cannot be reached from the others."""
        standing = np.flatnonzero(self.alive)
        if self._cut is not None and np.array_equal(standing, self._cut[0]):
            return set(self._cut[1])
        fronts, cut = self._fronts[standing], set[int]()
        for part in self.ways.cut_off(self._shapes[standing], self.aisle):
            hits = shapely.area(shapely.intersection(fronts, part))
            cut.update(standing[hits > shapely.area(fronts) / 2].tolist())
        self._cut = standing, frozenset(cut)
        return cut


def _rectangles(corners: Floats) -> NDArray[np.object_]:
    """Return the rectangles with these corners (n x 4 x 2)."""
    found = shapely.polygons(corners) if len(corners) else np.empty(0, dtype=object)
    return np.asarray(found, dtype=object)


def _inset(corners: Floats, by_mm: float) -> NDArray[np.object_]:
    """Return rectangles made smaller by so much at each edge: faster than a buffer of each."""
    return _rectangles(inset_array(corners, by_mm))
