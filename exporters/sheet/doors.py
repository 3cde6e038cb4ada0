"""Doors on a sheet: the opening, an arrow in or out, and beside it what it is and its width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporters import plan_style as look
from exporters.sheet.ground import Ground, out_of
from exporters.sheet.marks import Anchor, Spot
from layout.values import Door

_SAME_WAY = 0.7  # doors that lead out in about one direction may meet with their labels
_FLAT, _STEEP = 0.35, 0.94  # sines of walls: between them labels stand beside the arrow
_LEADING, _ARABIC_LEADING = 1.2, 1.5
LABEL_LINES = 4


def door_colour(door: Door) -> str:
    """Return the colour of a door's kind; the arrow's shape tells it without colour."""
    return {"entrance": look.ENTRANCE, "exit": look.EXIT}.get(door.kind, look.EMERGENCY)


def draw_doors(ground: Ground, labels: Mapping[str, Sequence[str]]) -> None:
    """Draw every door; `labels` gives the lines beside each by its id."""
    doors = ground.placed.plan.doors
    for door in doors:
        room = _room(ground, door, doors)
        _draw_door(ground, door, labels.get(door.id, ()), room)


def _room(ground: Ground, door: Door, doors: Sequence[Door]) -> float:
    """Return how wide a label may be before it meets that of the next door on the wall."""
    along, out = out_of(door)
    x, y = (door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2
    apart = [
        abs((x - (d.a[0] + d.b[0]) / 2) * along[0] + (y - (d.a[1] + d.b[1]) / 2) * along[1])
        for d in doors
        if d.id != door.id and out_of(d)[1][0] * out[0] + out_of(d)[1][1] * out[1] > _SAME_WAY
    ]
    nearest = min((gap for gap in apart if gap > 1), default=30_000.0)
    return max(nearest / ground.scale * 0.92, ground.text * 3)


def _draw_door(ground: Ground, door: Door, labels: Sequence[str], room: float) -> None:
    sheet, text = ground.sheet, ground.text
    colour = door_colour(door)
    a, b = ground.spot(*door.a), ground.spot(*door.b)
    sheet.lines((a, b), stroke=look.PAPER, width=ground.wall * 1.6)
    sheet.lines((a, b), stroke=colour, width=ground.wall * 0.9)
    along, out = out_of(door)
    # Paper has y down.
    run, away = (along[0], -along[1]), (out[0], -out[1])
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    reach = text * 1.5
    draw_arrow(ground, door, _move(middle, away, ground.wall + 0.3), away, reach)
    bar = reach * 0.16 if door.kind == "emergency_exit" else 0.0
    start = _move(middle, away, ground.wall + 0.7 + reach + bar)
    size = text * 0.72
    wrap = ground.typeface.wrap
    lines = [
        (piece, row == 0)
        for row, label in enumerate(labels)
        for piece in wrap(label, size, room, bold=row == 0)
    ][:LABEL_LINES]
    steep = abs(run[1])
    write = _write_level if steep < _FLAT else _write_upright if steep > _STEEP else _write_aside
    for index, (line, bold) in enumerate(lines):
        write(ground, line, start, away, (index, len(lines)), size, bold)


def _leading(ground: Ground) -> float:
    """Return how far lines are apart, in sizes of their letters."""
    return _ARABIC_LEADING if ground.words.right_to_left else _LEADING


def _write_level(  # as its two sisters
    ground: Ground, line: str, start: Spot, away: Spot, place: tuple[int, int], size: float,
    bold: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Write a line above or below a door in a wall that runs east and west."""
    index, count = place
    step = size * _leading(ground)
    up = start[1] - (count - index - 1) * step - size * 0.3
    down = start[1] + (index + 1) * step - size * 0.25
    at = (start[0], up if away[1] < 0 else down)
    ground.sheet.text(line, at, size, bold=bold, anchor="middle", colour=look.INK)


def _write_upright(  # as above
    ground: Ground, line: str, start: Spot, away: Spot, place: tuple[int, int], size: float,
    bold: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Write a line turned beside a wall that runs north and south: the next is further east."""
    index, count = place
    step = size * _leading(ground)
    east = -(count - 1 - index) * step - size * 0.25 if away[0] < 0 else index * step + size
    at = (start[0] + east, start[1])
    ground.sheet.text(line, at, size, bold=bold, anchor="middle", colour=look.INK, turn=90)


def _write_aside(  # as above
    ground: Ground, line: str, start: Spot, away: Spot, place: tuple[int, int], size: float,
    bold: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Write a line beside the arrow of a door in a slanted wall."""
    index, count = place
    y = start[1] + (index - count / 2 + 0.8) * size * _leading(ground)
    anchor: Anchor = "left" if away[0] > 0 else "right"
    ground.sheet.text(line, (start[0], y), size, bold=bold, anchor=anchor, colour=look.INK)


def draw_arrow(ground: Ground, door: Door, at: Spot, away: Spot, reach: float) -> None:
    """Draw a door's arrow from `at` outwards: filled in for entrances, out for exits.

    An emergency exit has a bar behind its tip, so it reads without colour.
    """
    across = (-away[1], away[0])
    inward = door.kind == "entrance"
    tip, foot = (at, _move(at, away, reach)) if inward else (_move(at, away, reach), at)
    half = reach * 0.45
    ring = (tip, _move(foot, across, half), _move(foot, across, -half))
    ground.sheet.polygon(ring, fill=door_colour(door))
    if door.kind == "emergency_exit":
        bar = (_move(tip, across, half), _move(tip, across, -half))
        ground.sheet.lines(bar, stroke=door_colour(door), width=reach * 0.16)


def _move(spot: Spot, way: Spot, by: float) -> Spot:
    return (spot[0] + way[0] * by, spot[1] + way[1] * by)
