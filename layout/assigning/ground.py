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

from layout.assigning.frames import Frame, frame_of, free_gaps
from layout.assigning.outlines import corner_array, strip_array
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
        self.main = [Polygon(lane.corners) for lane in lanes if lane.rank == "main"]
        self.cross = [Polygon(lane.corners) for lane in lanes if lane.rank == "cross"]
        self._shapes, self._fronts = self._outlines(self.stands)
        self._tree, self._front_tree = STRtree(self._shapes), STRtree(self._fronts)
        self._fixed = len(self.stands)
        self.ways = Ways(plan, floor)
        self._floors: dict[tuple[int, int, int], list[tuple[float, float]]] = {}
        shapely.prepare(floor.stands)
        shapely.prepare(floor.walk)

    def _outlines(
        self, stands: Sequence[Placement]
    ) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
        if not len(stands):
            empty = np.empty(0, dtype=object)
            return empty, empty
        corners = corner_array(stands)
        return shapely.polygons(corners), shapely.polygons(strip_array(corners, 0, self.aisle))

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
        shapes, fronts = self._outlines([stand])
        self._shapes = np.append(self._shapes, shapes)
        self._fronts = np.append(self._fronts, fronts)
        return len(self.stands) - 1

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
        low, high = frame.extent(self.floor.hall)
        row = frame.rectangle(low, high, front + 1, front + depth - 1)
        lane = frame.rectangle(low, high, front - self.aisle + _SHY_MM, front - _SHY_MM)
        blocked = list(self._blocked_floor(frame, front, depth, row, lane))
        hits: list[Geometry] = []
        for region in (row, lane):
            found = [index for index in self.near(region) if index not in without]
            hits += shapely.intersection(self._shapes[found], region).tolist()
        found = [index for index in self.near(row, fronts=True) if index not in without]
        hits += shapely.intersection(self._fronts[found], row).tolist()
        if hits:
            blocked += frame.spans(np.array(hits, dtype=object))
        return free_gaps(low, high, blocked)

    def _blocked_floor(
        self, frame: Frame, front: float, depth: int, row: Polygon, lane: Polygon
    ) -> list[tuple[float, float]]:
        key = (frame.rotation_mdeg, round(front), depth)
        if key not in self._floors:
            missing = [row.difference(self.floor.stands), lane.difference(self.floor.walk)]
            missing += [row.intersection(main) for main in self.main]
            half = frame.rectangle(*frame.extent(self.floor.hall), front, front + depth / 2)
            missing += [half.intersection(box(*column)) for column in self.floor.back_columns]
            self._floors[key] = frame.spans(np.array(missing, dtype=object))
        return self._floors[key]

    def stands_legally(self, stand: Placement) -> bool:
        """Return whether floor under a place and an aisle before it are there at all."""
        return not self._off_floor(*self._outlines([stand]))[0]

    def off_floor(self) -> NDArray[np.bool_]:
        """Return for each stand whether floor under it or an aisle before it is missing."""
        return self._off_floor(self._shapes, self._fronts)

    def _off_floor(
        self, shapes: NDArray[np.object_], fronts: NDArray[np.object_]
    ) -> NDArray[np.bool_]:
        if not len(shapes):
            return np.zeros(0, dtype=bool)
        inner = shapely.buffer(shapes, -TOLERANCE_MM, join_style="mitre")
        off = ~np.asarray(shapely.covers(self.floor.stands, inner), dtype=bool)
        lanes = shapely.buffer(fronts, -_SHY_MM, join_style="mitre")
        off |= ~np.asarray(shapely.covers(self.floor.walk, lanes), dtype=bool)
        if self.floor.back_columns:
            corners = shapely.get_coordinates(shapes).reshape(len(shapes), 5, 2)[:, :4]
            middles = (corners[:, :2] + corners[:, [3, 2]]) / 2
            halves = np.concatenate([corners[:, :2], middles[:, ::-1]], axis=1)
            inner = shapely.buffer(shapely.polygons(halves), -TOLERANCE_MM, join_style="mitre")
            columns = STRtree([box(*column) for column in self.floor.back_columns])
            off[columns.query(inner, predicate="intersects")[0]] = True
        return off

    def clashes(self) -> list[tuple[int, int]]:
        """Return pairs of stands of which the first stands in the second or in its aisle."""
        inner = shapely.buffer(self._shapes, -TOLERANCE_MM, join_style="mitre")
        pairs = self._tree.query(inner, predicate="intersects").T.tolist()
        pairs += self._front_tree.query(inner, predicate="intersects").T.tolist()
        return sorted((one, other) for one, other in pairs if one != other)

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
        if self.ways.narrow(self._shapes[around], width, self._shapes_near, zone):
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

    def narrow(self) -> list[int]:
        """Return stands that squeeze a way or whose aisle is cut off, in the whole hall."""
        standing = [index for index, alive in enumerate(self.alive) if alive]
        if not standing:
            return []
        shapes, guilty = self._shapes[standing], set[int]()
        for one, other in self.ways.narrow(shapes, self.aisle, self._shapes_near):
            guilty.add(standing[max(one, other)])
        return sorted(guilty | self._cut_off())

    def _cut_off(self) -> set[int]:
        """Return the stands whose front's aisle cannot be reached from the others."""
        standing = np.flatnonzero(self.alive)
        fronts, cut = self._fronts[standing], set[int]()
        for part in self.ways.cut_off(self._shapes[standing], self.aisle):
            hits = shapely.area(shapely.intersection(fronts, part))
            cut.update(standing[hits > shapely.area(fronts) / 2].tolist())
        return cut
