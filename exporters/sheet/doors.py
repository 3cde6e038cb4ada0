"""Doors on a sheet: the opening, an arrow in or out, and beside it what it is and its width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporters import plan_style as look
from exporters.sheet.ground import Ground, out_of
from exporters.sheet.marks import Spot
from layout.values import Door

_TURNED = 0.7  # a wall steeper than this share of the vertical has its labels turned
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
        if d.id != door.id and out_of(d)[1][0] * out[0] + out_of(d)[1][1] * out[1] > _TURNED
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
    upright = abs(run[1]) > _TURNED
    size = text * 0.72
    wrap = ground.typeface.wrap
    lines = [
        (piece, row == 0)
        for row, label in enumerate(labels)
        for piece in wrap(label, size, room, bold=row == 0)
    ][:LABEL_LINES]
    for index, (line, bold) in enumerate(lines):
        place = (index, len(lines))
        _write(ground, line, start, away, place, size, upright=upright, bold=bold)


def _write(
    ground: Ground, line: str, start: Spot, away: Spot, place: tuple[int, int], size: float,
    *, upright: bool, bold: bool,
) -> None:  # fmt: skip
    index, count = place
    step = size * 1.2
    if upright:
        # Turned to be read from the right-hand side: the next line is further east.
        before = -(count - 1 - index) * step - size * 0.25 if away[0] < 0 else index * step + size
        ground.sheet.text(
            line, (start[0] + before, start[1]), size, bold=bold, anchor="middle",
            colour=look.INK, turn=90,
        )  # fmt: skip
        return
    if away[1] < 0:
        y = start[1] - (count - index - 1) * step - size * 0.3
    else:
        y = start[1] + (index + 1) * step - size * 0.25
    ground.sheet.text(line, (start[0], y), size, bold=bold, anchor="middle", colour=look.INK)


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
