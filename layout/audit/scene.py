"""One placed hall as arrays and shapes, built once and read by every check.

Stands are rectangles in arrays; stands that touch are one block, and a block that fills its
rectangle is that rectangle: halls have hundreds of blocks where they have thousands of
stands, and polygons are cut from blocks only. Lengths are millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import LineString, Polygon, STRtree, box
from shapely.geometry.base import BaseGeometry

from layout.audit.sweeping import Floats, Shapes, Sweeper, list_edges
from layout.values import Column, Door, PlacedHall, Side

TOLERANCE_MM = 1.0
HAIR_MM = 0.01  # touching is not crossing
SLIT_MM = 600.0  # a unit of passage: nobody walks through less
_TOUCH_MM = 0.5
_PARALLEL = 1e-12  # difference of cosines: a thousandth of a degree shows
_QUARTERS = {0: (1.0, 0.0), 90_000: (0.0, 1.0), 180_000: (-1.0, 0.0), 270_000: (0.0, -1.0)}

Ints: TypeAlias = NDArray[np.intp]
# How far a rectangle reaches in the stand's frame: along the front, and into the stand.
Reach = tuple[Floats | float, Floats | float, Floats | float, Floats | float]


@dataclass(frozen=True, slots=True)
class Stands:
    """All stands as arrays, in the order of the placements; angles as unit vectors."""

    x: Floats
    y: Floats
    width: Floats
    depth: Floats
    east: Floats
    north: Floats
    shapes: Shapes

    def rectangles(self, reach: Reach) -> Shapes:
        """Return one rectangle a stand: `reach` is (u0, u1, v0, v1) in its own frame.

        u runs along the front to the visitor's right, v from the front into the stand.
        """
        u0, u1, v0, v1 = (np.broadcast_to(np.asarray(r, float), self.x.shape) for r in reach)
        rings = np.empty((len(self.x), 4, 2))
        for corner, (u, v) in enumerate(((u0, v0), (u1, v0), (u1, v1), (u0, v1))):
            rings[:, corner, 0] = self.x + u * self.east - v * self.north
            rings[:, corner, 1] = self.y + u * self.north + v * self.east
        return np.asarray(shapely.polygons(rings), dtype=object)

    def shrunk(self, by_mm: float) -> Shapes:
        """Return the stands smaller by `by_mm` at each edge."""
        return self.rectangles((by_mm, self.width - by_mm, by_mm, self.depth - by_mm))

    def beside(self, side: Side, depth_mm: float) -> Shapes:
        """Return the floor along one side of every stand, 1 mm short of it at each edge."""
        t, w, d = TOLERANCE_MM, self.width, self.depth
        reaches: dict[str, Reach] = {
            "front": (t, w - t, t - depth_mm, -t),
            "right": (w + t, w + depth_mm - t, t, d - t),
            "back": (t, w - t, d + t, d + depth_mm - t),
            "left": (t - depth_mm, -t, t, d - t),
        }
        return self.rectangles(reaches[side])

    def before(self, distance_mm: float) -> Floats:
        """Return the points `distance_mm` before the middle of each front, n x 2."""
        half = self.width / 2
        return np.column_stack(
            (
                self.x + half * self.east + distance_mm * self.north,
                self.y + half * self.north - distance_mm * self.east,
            )
        )


@dataclass(frozen=True, slots=True)
class Things:
    """What walkers go around: blocks of stands first, then zones, columns and walls.

    `component[i]` says which thing i hangs together with: nobody passes between two things
    of one component at the place where they meet. `blocks` is how many are stands.
    """

    shapes: Shapes
    names: tuple[str, ...]
    component: Ints
    blocks: int


@dataclass(frozen=True, slots=True)
class Scene:
    """`floor` is all that is not wall, column, closed zone; `walk` is that less the stands.

    `core` is where the middle of an aisle's square (its circle, where edges run in several
    directions) can be: `sweeper` is that square or circle. `fronts` is the floor of an
    aisle's width before each front, `front_free` whether all of it is walkable.
    """

    placed: PlacedHall
    stands: Stands
    overlaps: Ints
    hall: Polygon
    closed: Shapes
    columns: Shapes
    floor: BaseGeometry
    walk: BaseGeometry
    block_of: Ints
    things: Things
    core: BaseGeometry
    sweeper: Sweeper
    fronts: Shapes
    front_free: NDArray[np.bool_]

    @property
    def aisle_mm(self) -> int:
        return self.placed.plan.rules.aisle_mm

    def number(self, index: int | np.intp) -> str:
        return self.placed.placements[int(index)].number


def build_scene(placed: PlacedHall) -> Scene:
    """Return the geometry of a placed hall."""
    plan = placed.plan
    stands = _read_stands(placed)
    hall = Polygon(plan.hall.outline, plan.hall.holes)
    closed = _objects([Polygon(z.outline) for z in plan.zones if not z.walkable])
    columns = _objects([column_box(column) for column in plan.columns])
    overlaps = _find_overlaps(stands)
    block_of, blocks, bricks = _join_blocks(stands, overlaps)
    floor = hall.difference(shapely.union_all([*closed, *columns]))
    walk = floor.difference(shapely.union_all(blocks)) if len(blocks) else floor
    sweeper = _choose_sweeper(placed)
    things = _join_things(placed, blocks, closed, columns)
    solid = [bricks, columns, *(list_edges(shape) for shape in (hall, *closed))]
    grown = sweeper.grow(np.concatenate(solid), half_width(plan.rules.aisle_mm))
    core = hall.difference(shapely.union_all([*grown, *closed]))
    shapely.prepare(walk)
    fronts = stands.beside("front", plan.rules.aisle_mm)
    free = np.asarray(shapely.covers(walk, fronts), dtype=bool)
    return Scene(
        placed=placed,
        stands=stands,
        overlaps=overlaps,
        hall=hall,
        closed=closed,
        columns=columns,
        floor=floor,
        walk=walk,
        block_of=block_of,
        things=things,
        core=core,
        sweeper=sweeper,
        fronts=fronts,
        front_free=free,
    )


def half_width(side_mm: float) -> float:
    """Return half of the square that must pass where `side_mm` are asked for."""
    return (side_mm - TOLERANCE_MM) / 2 - HAIR_MM


def column_box(column: Column) -> Polygon:
    """Return a column's outline."""
    half_w, half_d = column.width_mm / 2, column.depth_mm / 2
    x, y = column.x_mm, column.y_mm
    return box(x - half_w, y - half_d, x + half_w, y + half_d)


def door_lane(door: Door) -> Polygon:
    """Return the floor that a door needs free; `a` is on the left of who looks out."""
    length = max(door.width_mm, 1)
    east, north = (door.b[0] - door.a[0]) / length, (door.b[1] - door.a[1]) / length
    depth = door.clear_depth_mm
    into = (north * depth, -east * depth)
    ends = (door.a, door.b)
    return Polygon([*ends, *((p[0] + into[0], p[1] + into[1]) for p in reversed(ends))])


def group(count: int, pairs: Ints) -> Ints:
    """Return for each of `count` things the number of its group; `pairs` (2 x m) link them."""
    links = coo_array((np.ones(pairs.shape[1], bool), (pairs[0], pairs[1])), shape=(count, count))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.intp)


def pairs_within(shapes: Shapes, distance_mm: float) -> Ints:
    """Return the pairs (2 x m, first below second, sorted) that are at most so far apart."""
    if not len(shapes):
        return np.zeros((2, 0), np.intp)
    first, second = STRtree(shapes).query(shapes, predicate="dwithin", distance=distance_mm)
    kept = first < second
    first, second = first[kept], second[kept]
    order = np.lexsort((second, first))
    return np.vstack((first[order], second[order]))


def _objects(shapes: Sequence[BaseGeometry]) -> Shapes:
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array


def _read_stands(placed: PlacedHall) -> Stands:
    rows = [(s.x_mm, s.y_mm, s.width_mm, s.depth_mm) for s in placed.placements]
    turns = [_direction(s.rotation_mdeg) for s in placed.placements]
    x, y, width, depth = np.array(rows, float).reshape(-1, 4).T
    east, north = np.array(turns, float).reshape(-1, 2).T
    bare = Stands(x, y, width, depth, east, north, _objects([]))
    return Stands(x, y, width, depth, east, north, bare.rectangles((0.0, width, 0.0, depth)))


def _direction(rotation_mdeg: int) -> tuple[float, float]:
    exact = _QUARTERS.get(rotation_mdeg % 360_000)
    angle = np.radians(rotation_mdeg / 1000)
    return exact or (float(np.cos(angle)), float(np.sin(angle)))


def _find_overlaps(stands: Stands) -> Ints:
    """Return the pairs (2 x m) of stands that go into each other by more than the tolerance."""
    return pairs_within(stands.shrunk(TOLERANCE_MM / 2 + HAIR_MM), 0.0)


def _join_blocks(stands: Stands, overlaps: Ints) -> tuple[Ints, Shapes, Shapes]:
    """Return each stand's block, the shape of every block, and rectangles that make them up."""
    count = len(stands.x)
    block_of = group(count, pairs_within(stands.shapes, _TOUCH_MM))
    if not count:
        return block_of, _objects([]), _objects([])
    order = np.argsort(block_of, kind="stable")
    starts = np.searchsorted(block_of[order], np.arange(block_of.max() + 1))
    members = np.split(order, starts[1:])
    # In the frame of its first stand, a block that fills its bounds is a rectangle.
    lead = order[starts][block_of]
    east, north = stands.east[lead], stands.north[lead]
    corners = shapely.get_coordinates(stands.shapes).reshape(count, 5, 2)
    u = corners[..., 0] * east[:, None] + corners[..., 1] * north[:, None]
    v = corners[..., 1] * east[:, None] - corners[..., 0] * north[:, None]
    u0, v0 = (np.minimum.reduceat(c.min(1)[order], starts) for c in (u, v))
    u1, v1 = (np.maximum.reduceat(c.max(1)[order], starts) for c in (u, v))
    area = np.add.reduceat((stands.width * stands.depth)[order], starts)
    turned = np.abs(stands.east * east + stands.north * north) % 1.0
    straight = np.maximum.reduceat(np.minimum(turned, 1.0 - turned)[order], starts) < _PARALLEL
    room = (u1 - u0) * (v1 - v0)
    filled = straight & (np.abs(room - area) < HAIR_MM * (u1 - u0 + v1 - v0))
    filled[block_of[overlaps[0]]] = False
    frame = stands.east[order[starts]], stands.north[order[starts]]
    rings = np.empty((len(starts), 4, 2))
    for corner, (a, b) in enumerate(((u0, v0), (u1, v0), (u1, v1), (u0, v1))):
        rings[:, corner, 0] = a * frame[0] - b * frame[1]
        rings[:, corner, 1] = a * frame[1] + b * frame[0]
    shapes = np.asarray(shapely.polygons(rings), dtype=object)
    for index in np.flatnonzero(~filled):
        shapes[index] = shapely.union_all(stands.shapes[members[index]])
    return block_of, shapes, np.concatenate((shapes[filled], stands.shapes[~filled[block_of]]))


def _choose_sweeper(placed: PlacedHall) -> Sweeper:
    """Return a square where all edges of stands, walls and obstacles run in two directions."""
    plan = placed.plan
    rings = [plan.hall.outline, *plan.hall.holes]
    rings += [zone.outline for zone in plan.zones if not zone.walkable]
    edges = [np.subtract(np.roll(np.array(ring, float), -1, 0), ring) for ring in rings]
    turns = sorted({s.rotation_mdeg % 90_000 for s in placed.placements})
    edges += [1e4 * np.array([_direction(turn)]) for turn in turns]
    edges += [np.array([(1e4, 0.0)])] if plan.columns else []
    every = np.vstack(edges)
    east, north = every[np.argmax(np.hypot(every[:, 0], every[:, 1]))]
    length = float(np.hypot(east, north))
    east, north = float(east) / length, float(north) / length
    along = np.abs(every[:, 0] * east + every[:, 1] * north)
    across = np.abs(every[:, 1] * east - every[:, 0] * north)
    if (np.minimum(along, across) > TOLERANCE_MM).any():
        return Sweeper(square=False)
    return Sweeper(square=True, east=east, north=north)


def _join_things(placed: PlacedHall, blocks: Shapes, closed: Shapes, columns: Shapes) -> Things:
    plan = placed.plan
    shapes: list[BaseGeometry] = [*blocks, *closed, *columns]
    names = [f"zone {zone.id}" for zone in plan.zones if not zone.walkable]
    names += [f"column {column.id}" for column in plan.columns]
    for ring in (plan.hall.outline, *plan.hall.holes):
        walls = _walls(LineString([*ring, ring[0]]), plan.doors)
        shapes += walls
        names += ["the wall"] * len(walls)
    everything = _objects(shapes)
    component = group(len(everything), pairs_within(everything, SLIT_MM))
    return Things(everything, tuple(names), component, len(blocks))


def _walls(ring: LineString, doors: Sequence[Door]) -> list[BaseGeometry]:
    """Return the stretches of wall between ways out."""
    gaps = [LineString([d.a, d.b]).buffer(TOLERANCE_MM) for d in doors if d.egress]
    gaps = [gap for gap in gaps if gap.intersects(ring)]
    if not gaps:
        return [ring]
    rest = ring.difference(shapely.union_all(gaps))
    parts = shapely.get_parts(shapely.line_merge(rest) if rest.geom_type != "LineString" else rest)
    return sorted(parts, key=lambda part: part.bounds)
