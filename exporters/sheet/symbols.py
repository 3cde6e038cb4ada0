"""Small signs of a plan: what a zone is for, and the fixtures of a safety plan.

Each is drawn in a square of side 1 around (0, 0), y down, as filled rings.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from exporters.sheet.marks import Sheet, Spot, circle

Rings = tuple[tuple[Spot, ...], ...]


def _bar(left: float, top: float, width: float, height: float) -> tuple[Spot, ...]:
    right, low = left + width, top + height
    return ((left, top), (right, top), (right, low), (left, low))


def _arc(at: Spot, radius: float, start: float, stop: float, steps: int = 16) -> list[Spot]:
    turns = (math.radians(start + (stop - start) * i / steps) for i in range(steps + 1))
    return [(at[0] + radius * math.cos(t), at[1] + radius * math.sin(t)) for t in turns]


def _person(x: float, *, skirt: bool) -> Rings:
    body = (
        ((x - 0.07, -0.2), (x + 0.07, -0.2), (x + 0.18, 0.2), (x - 0.18, 0.2))
        if skirt
        else _bar(x - 0.13, -0.2, 0.26, 0.36)
    )
    return (
        circle((x, -0.33), 0.1, 16),
        body,
        _bar(x - 0.1, 0.22, 0.08, 0.26),
        _bar(x + 0.02, 0.22, 0.08, 0.26),
    )


def _star() -> tuple[Spot, ...]:
    radii = (0.48, 0.2)
    return tuple(
        (radii[i % 2] * math.sin(math.pi * i / 5), -radii[i % 2] * math.cos(math.pi * i / 5))
        for i in range(10)
    )


def _crescent() -> tuple[Spot, ...]:
    outer = _arc((0.0, 0.0), 0.44, 40, 320, 28)
    inner = _arc((0.14, 0.0), 0.34, 305, 55, 28)
    return (*outer, *inner)


def _gear() -> Rings:
    teeth = []
    for index in range(32):
        radius = 0.46 if index % 4 < 2 else 0.34  # noqa: PLR2004  # two corners out, two in
        turn = math.pi * (index + 0.5) / 16
        teeth.append((radius * math.cos(turn), radius * math.sin(turn)))
    return (tuple(teeth), circle((0, 0), 0.15, 20))


def _cup() -> Rings:
    handle = (*_arc((0.2, -0.02), 0.2, -80, 80), *_arc((0.2, -0.02), 0.11, 80, -80))
    bowl = ((-0.36, -0.24), (0.2, -0.24), (0.16, 0.18), (0.06, 0.26), (-0.22, 0.26), (-0.32, 0.18))
    return (
        bowl,
        handle,
        _bar(-0.42, 0.34, 0.7, 0.08),
        _bar(-0.2, -0.46, 0.06, 0.14),
        _bar(-0.02, -0.46, 0.06, 0.14),
    )


def _speech() -> Rings:
    return (
        ((-0.46, -0.36), (0.46, -0.36), (0.46, 0.16), (0.02, 0.16), (-0.2, 0.42), (-0.2, 0.16),
         (-0.46, 0.16)),
        _bar(-0.3, -0.2, 0.6, 0.07),
        _bar(-0.3, -0.04, 0.4, 0.07),
    )  # fmt: skip


def _bench() -> Rings:
    return (
        _bar(-0.46, -0.34, 0.1, 0.76),
        _bar(-0.36, 0.02, 0.76, 0.12),
        _bar(0.3, 0.14, 0.1, 0.28),
    )


_INFORMATION: Rings = (circle((0, -0.34), 0.11, 16), _bar(-0.09, -0.14, 0.18, 0.58))
_WRENCH: Rings = (
    _bar(-0.42, -0.1, 0.84, 0.2),
    _bar(-0.44, -0.34, 0.2, 0.68),
    _bar(0.24, -0.34, 0.2, 0.68),
)
_NO_ENTRY: Rings = (
    ((-0.44, -0.34), (-0.34, -0.44), (0.44, 0.34), (0.34, 0.44)),
    ((0.34, -0.44), (0.44, -0.34), (0.06, 0.04), (-0.04, -0.06)),
    ((-0.44, 0.34), (-0.06, -0.04), (0.04, 0.06), (-0.34, 0.44)),
)
ZONES: Mapping[str, Rings] = {
    "stage": (_star(),),
    "workshop": _gear(),
    "conference": _speech(),
    "cafe": _cup(),
    "prayer_room": (_crescent(),),
    "toilets": (*_person(-0.24, skirt=False), *_person(0.24, skirt=True)),
    "desk": _INFORMATION,
    "service": _WRENCH,
    "rest": _bench(),
    "keep_out": _NO_ENTRY,
}

_FIRE, _SAFE, _POWER, _SITE = "#c1121f", "#0b7a3b", "#1f2937", "#1d4ed8"
_CROSS: Rings = (
    ((-0.1, -0.34), (0.1, -0.34), (0.1, -0.1), (0.34, -0.1), (0.34, 0.1), (0.1, 0.1),
     (0.1, 0.34), (-0.1, 0.34), (-0.1, 0.1), (-0.34, 0.1), (-0.34, -0.1), (-0.1, -0.1)),
)  # fmt: skip
_BOLT: Rings = (
    ((0.1, -0.38), (-0.24, 0.06), (-0.02, 0.06), (-0.1, 0.38), (0.24, -0.08), (0.02, -0.08)),
)
_BOTTLE: Rings = (
    _bar(-0.14, -0.12, 0.28, 0.5),
    _bar(-0.06, -0.26, 0.12, 0.12),
    ((-0.06, -0.34), (0.26, -0.34), (0.3, -0.2), (0.22, -0.24), (-0.06, -0.26)),
)
_REEL: Rings = (
    circle((0, -0.02), 0.32, 28),
    circle((0, -0.02), 0.22, 24),
    circle((0, -0.02), 0.12, 20),
    _bar(0.22, -0.02, 0.1, 0.4),
)
_BUTTON: Rings = (circle((0, 0), 0.32, 28), circle((0, 0), 0.2, 24), circle((0, 0), 0.1, 16))
_TRUCK: Rings = (
    _bar(-0.38, -0.2, 0.46, 0.34),
    ((0.11, -0.1), (0.28, -0.1), (0.38, 0.02), (0.38, 0.14), (0.11, 0.14)),
    circle((-0.2, 0.2), 0.09, 16),
    circle((0.22, 0.2), 0.09, 16),
)
_GATHER: Rings = (
    circle((0, -0.08), 0.08, 14),
    _bar(-0.1, 0.02, 0.2, 0.24),
    ((-0.4, -0.4), (-0.2, -0.34), (-0.34, -0.2)),
    ((0.4, -0.4), (0.34, -0.2), (0.2, -0.34)),
    ((-0.4, 0.4), (-0.34, 0.2), (-0.2, 0.34)),
    ((0.4, 0.4), (0.2, 0.34), (0.34, 0.2)),
)
FIXTURES: Mapping[str, tuple[str, Rings]] = {
    "extinguisher": (_FIRE, _BOTTLE),
    "hose_reel": (_FIRE, _REEL),
    "alarm_button": (_FIRE, _BUTTON),
    "electrical_board": (_POWER, _BOLT),
    "first_aid": (_SAFE, _CROSS),
    "assembly_point": (_SAFE, _GATHER),
    "vehicle_access": (_SITE, _TRUCK),
}
"""Colour of the square and the white sign in it; shapes differ, so they read without colour."""


def draw_zone_sign(sheet: Sheet, kind: str, at: Spot, size: float, colour: str) -> None:
    """Draw what a zone is for; a kind without a sign draws nothing."""
    rings = ZONES.get(kind)
    if rings:
        sheet.polygon(*_placed(rings, at, size), fill=colour)


def draw_fixture(sheet: Sheet, kind: str, at: Spot, size: float) -> None:
    """Draw a fixture as a square `size` wide with its sign."""
    colour, rings = FIXTURES[kind]
    half = size / 2
    sheet.box(at[0] - half, at[1] - half, size, size, fill=colour, stroke="#ffffff", line=size / 14)
    sheet.polygon(*_placed(rings, at, size * 0.9), fill="#ffffff")


def draw_north(sheet: Sheet, at: Spot, size: float, colour: str) -> None:
    """Draw an arrow to the north, `size` high, whose middle is `at`."""
    x, y, half = *at, size / 2
    sheet.polygon(((x, y - half), (x - half * 0.55, y + half), (x, y + half * 0.55)), fill=colour)
    ring = ((x, y - half), (x + half * 0.55, y + half), (x, y + half * 0.55))
    sheet.polygon(ring, fill="#ffffff", stroke=colour, width=size / 40)


def _placed(rings: Sequence[Sequence[Spot]], at: Spot, size: float) -> list[list[Spot]]:
    return [[(at[0] + x * size, at[1] + y * size) for x, y in ring] for ring in rings]
