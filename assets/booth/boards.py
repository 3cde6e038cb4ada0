"""Walls inside zones that say something: the backdrop of a stage, the wall behind a bar or a desk.

The kit builds them plain; a viewer letters and paints them (`extras.boards` of the shell).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shapely.geometry import LineString, Point

from assets.booth.floor_plan import Area, FloorPlan, Line, list_inner_lines, list_outer_lines

DECK_M = 0.7
BAR_M, DESK_WALL_M = 7.0, 2.6
_GAP_M = 0.02
_STAGE_M, _BELOW_ROOF_M = 4.6, 1.6


@dataclass(frozen=True, slots=True)
class Board:
    """A place for lettering: the kind of its zone, middle, turn about +Y, size in metres."""

    kind: str
    x: float
    y: float
    z: float
    turn: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class BoardWall:
    """A wall on a line: what it spans along it, out of it and upwards, in metres."""

    line: Line
    span: tuple[float, float]
    outs: tuple[float, float]
    heights: tuple[float, float]

    def face(self, kind: str) -> Board:
        """Return the face of the wall, a little before it."""
        (start, end), (low, high) = self.span, self.heights
        x, z = self.line.at((start + end) / 2, self.outs[1] + _GAP_M)
        middle = ((low + high) / 2, end - start, high - low)
        return Board(kind, x, middle[0], z, self.line.turn, middle[1], middle[2])


def find_board_wall(area: Area, plan: FloorPlan) -> BoardWall | None:
    """Return the wall of a zone that a viewer letters, or None where its kind has none."""
    find = _WALLS.get(area.kind)
    return find(area, plan) if find else None


def list_boards(plan: FloorPlan) -> tuple[Board, ...]:
    """Return the boards of all zones, in the order of the plan."""
    walls = ((area.kind, find_board_wall(area, plan)) for area in plan.areas)
    return tuple(wall.face(kind) for kind, wall in walls if wall)


def find_back(area: Area, plan: FloorPlan) -> Line:
    """Return the edge of the zone nearest to a wall, long ones first, seen from inside."""
    walls = LineString([*plan.outline, plan.outline[0]])

    def rank(line: Line) -> tuple[float, float, float, float]:
        middle = line.at(line.length / 2)
        return (round(Point(middle).distance(walls), 2), -round(line.length, 2), *middle)

    return min(list_inner_lines(area.ring), key=rank)


def find_front(area: Area, plan: FloorPlan) -> Line:
    """Return the edge farthest from the walls, seen from outside the zone."""
    walls = LineString([*plan.outline, plan.outline[0]])

    def rank(line: Line) -> tuple[float, float, float, float]:
        middle = line.at(line.length / 2)
        return (-round(Point(middle).distance(walls), 2), -round(line.length, 2), *middle)

    return min(list_outer_lines(area.ring), key=rank)


def measure_depth(area: Area, line: Line) -> float:
    """Return how far the zone reaches from the line towards its viewer."""
    nx, nz = line.normal
    x, z = line.start
    return max((px - x) * nx + (pz - z) * nz for px, pz in area.ring)


def _find_backdrop(area: Area, plan: FloorPlan) -> BoardWall:
    back = find_back(area, plan)
    top = min(_STAGE_M, plan.height - _BELOW_ROOF_M)
    return BoardWall(back, (0.3, back.length - 0.3), (0.05, 0.2), (DECK_M, top))


def _find_bar_wall(area: Area, plan: FloorPlan) -> BoardWall:
    back = find_back(area, plan)
    half = min(back.length - 1.0, BAR_M) / 2
    middle = back.length / 2
    return BoardWall(back, (middle - half, middle + half), (0.05, 0.2), (0.0, 2.6))


def _find_screen(area: Area, plan: FloorPlan) -> BoardWall:
    back = find_back(area, plan)
    return BoardWall(back, (back.length * 0.25, back.length * 0.75), (0.12, 0.16), (0.9, 2.6))


def _find_desk_wall(area: Area, plan: FloorPlan) -> BoardWall:
    front = find_front(area, plan)
    depth, width = measure_depth(area, Line(front.end, front.start)), front.length
    margin, rear = min(0.6, width * 0.1), -max(1.6, depth - 0.2)
    return BoardWall(front, (margin, width - margin), (rear, rear + 0.12), (0.0, DESK_WALL_M))


_WALLS: Mapping[str, Callable[[Area, FloorPlan], BoardWall]] = {
    "stage": _find_backdrop,
    "cafe": _find_bar_wall,
    "workshop": _find_screen,
    "conference": _find_screen,
    "desk": _find_desk_wall,
}
