"""Extinguishers, boards, assembly points and the like, each with its sign on the plan."""

from __future__ import annotations

import math

from exporters import plan_style as look
from exporters.sheet.ground import Ground
from exporters.sheet.marks import Anchor, Spot
from exporters.sheet.symbols import draw_fixture
from layout.values import Fixture

SIGN_MM = 4.2
_STEPS = 12
Box = tuple[float, float, float, float]


def draw_equipment(ground: Ground, box: Box) -> None:
    """Draw every fixture; one outside of `box` lies at its edge, with how far it still is."""
    for fixture in ground.placed.plan.fixtures:
        at = ground.spot(fixture.x_mm, fixture.y_mm)
        inside = _pull_in(at, box)
        if math.dist(at, inside) > SIGN_MM:
            inside = _step_aside(ground, inside, at, box)
            _point_at(ground, fixture, inside, at, box)
        draw_fixture(ground.sheet, fixture.kind, inside, SIGN_MM)


def _pull_in(at: Spot, box: Box) -> Spot:
    left, top, width, height = box
    edge = SIGN_MM * 1.6
    x = min(max(at[0], left + edge), left + width - edge)
    y = min(max(at[1], top + edge), top + height - edge)
    return x, y


def _is_sideways(inside: Spot, at: Spot) -> bool:
    return abs(at[0] - inside[0]) > abs(at[1] - inside[1])


def _step_aside(ground: Ground, inside: Spot, at: Spot, box: Box) -> Spot:
    """Return a place along the edge where no door's label is."""
    doors = [
        ground.spot((door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2)
        for door in ground.placed.plan.doors
    ]
    room = ground.text * 10
    along = (0.0, 1.0) if _is_sideways(inside, at) else (1.0, 0.0)
    for step in range(_STEPS):
        for way in (-1, 1):
            by = way * step * room / 2
            spot = _pull_in((inside[0] + along[0] * by, inside[1] + along[1] * by), box)
            if all(math.dist(spot, door) > room for door in doors):
                return spot
    return inside


def _point_at(ground: Ground, fixture: Fixture, inside: Spot, at: Spot, box: Box) -> None:
    """Draw an arrow towards a fixture off the sheet, and write how far it is."""
    beyond, words = math.dist(at, inside), ground.words
    ux, uy = (at[0] - inside[0]) / beyond, (at[1] - inside[1]) / beyond
    foot, tip = SIGN_MM * 0.72, SIGN_MM * 1.3
    half = SIGN_MM * 0.3
    base = (inside[0] + ux * foot, inside[1] + uy * foot)
    ring = (
        (inside[0] + ux * tip, inside[1] + uy * tip),
        (base[0] - uy * half, base[1] + ux * half),
        (base[0] + uy * half, base[1] - ux * half),
    )
    ground.sheet.polygon(ring, fill=look.INK)
    name = words.name(fixture.names) or words.say(f"fixture.{fixture.kind}")
    distance = words.metres(beyond * ground.scale, 0)
    label = words.say("dossier.beyond", name=name, distance=distance)
    size, gap = ground.text * 0.8, SIGN_MM * 0.9
    if _is_sideways(inside, at):
        below = inside[1] > box[1] + box[3] / 2
        anchor: Anchor = "left" if below else "right"
        place = (inside[0] + size * 0.35, inside[1] + (-gap if below else gap))
        ground.sheet.text(label, place, size, anchor=anchor, colour=look.INK, turn=90)
        return
    after = inside[0] < box[0] + box[2] / 2
    anchor = "left" if after else "right"
    place = (inside[0] + (gap if after else -gap), inside[1] + size * 0.35)
    ground.sheet.text(label, place, size, anchor=anchor, colour=look.INK)
