"""Places that a stand could have if the few who are there went elsewhere.

For what no gap of the hall holds: an island as deep as two rows, whose own place was taken.
"""

from __future__ import annotations

from collections.abc import Callable

import shapely
from shapely import Polygon

from layout.assigning.ground import Ground
from layout.assigning.lines import Line, find_heart, list_lines, list_row, middle_of, put_on
from layout.values import Placement, StandRequest, stand_corners

MOST_CLEARED = 8
"""Stands that give way for one: beyond, the hall is better drawn anew."""
_INSET_MM = 2.0


def list_clearings(
    ground: Ground,
    request: StandRequest,
    old: Placement | None,
    may_move: Callable[[int], bool],
    reach: float,
) -> list[tuple[Placement, list[int]]]:
    """Return places on floor that is free but for stands, and who stands there, by index.

    Places within `reach` (mm) of its sector come first; then the fewest stands; then the nearest
    to where it stood, or to the heart of its sector.
    An island needs an aisle on all its sides: who stands in those gives way too.
    """
    kin = shapely.MultiPolygon(list(ground.shapes_of(request.sector)))
    goal = middle_of(old) if old is not None else find_heart(ground, request.sector)
    area = request.width_mm * request.depth_mm
    found = []
    for line in list_lines(ground, request.sector, old, request.depth_mm, strays=True):
        for stand in _places(ground, request, line):
            room = _room(stand, ground.aisle if request.kit == "island" else 0)
            inside = _in_the_way(ground, stand, room)
            if not 0 < len(inside) <= MOST_CLEARED or not all(map(may_move, inside)):
                continue
            # Who gives way to its like has no better chance: that is handing on.
            if any(_area(ground.stands[index]) >= area for index in inside):
                continue
            if ground.is_barred(room) or not ground.stands_legally(stand):
                continue
            x, y = middle_of(stand)
            away = 0 if goal is None else round(abs(x - goal[0]) + abs(y - goal[1]))
            strays = not kin.is_empty and not kin.dwithin(room, reach)
            key = (strays, len(inside), away, stand.rotation_mdeg, stand.x_mm, stand.y_mm)
            found.append((key, stand, inside))
    found.sort(key=lambda entry: entry[0])
    return [(stand, inside) for _, stand, inside in found]


def _places(ground: Ground, request: StandRequest, line: Line) -> list[Placement]:
    """Return the places on a line that begin or end where one of its stands does."""
    ends = set[int]()
    for index, t in list_row(ground, line):
        width = ground.stands[index].width_mm
        ends |= {round(t), round(t + width - request.width_mm)}
    return [put_on(request, line, t) for t in sorted(ends)]


def _area(stand: Placement) -> int:
    return stand.width_mm * stand.depth_mm


def _room(stand: Placement, aisle: int) -> Polygon:
    shape = Polygon(stand_corners(stand))
    return shape.buffer(aisle - _INSET_MM, join_style="mitre")


def _in_the_way(ground: Ground, stand: Placement, room: Polygon) -> list[int]:
    """Return who stands in a room, or has the stand in the aisle before the front."""
    shape = Polygon(stand_corners(stand)).buffer(-_INSET_MM, join_style="mitre")
    return sorted({*ground.near(room), *ground.near(shape, fronts=True)})
