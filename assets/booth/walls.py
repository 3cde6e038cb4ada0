"""The walls of the hall, seen from inside: plinth, tiled dado, plaster, daylight above."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from assets.booth.colour import (
    DARK,
    EXIT_GREEN,
    PLASTER,
    SKY,
    WHITE,
    Rgb,
    blend,
    dim,
    parse_colour,
)
from assets.booth.floor_plan import FloorPlan, HallColours, Line, Opening, list_inner_lines
from assets.booth.motif import add_motif
from assets.booth.sculptor import Point, Sculptor
from assets.mesh import Mesh
from layout.values import DoorKind

_DOOR_HEIGHTS: dict[DoorKind, float] = {"entrance": 3.6, "exit": 2.6, "emergency_exit": 2.3}
BAY_M, DOOR_M = 6.0, 2.0
_DADO_M = 1.25
_FRIEZE_M, _FRIEZE_OUT_M = 0.5, 0.005
_OUTSIDE = parse_colour("#fff6e0")
_ON_LINE_M = 0.02
_ARCH_STEPS = 9


@dataclass(frozen=True, slots=True)
class Bay:
    """A stretch of wall: where it starts (x, z), its turn about +Y and its width in metres."""

    x: float
    z: float
    turn: float
    width: float


def build_bay(height: float, colours: HallColours) -> Mesh:
    """Return a bay of wall BAY_M wide along +x that looks to +z; instances scale its width."""
    sculptor = Sculptor()
    _add_bay(sculptor, Line((0.0, 0.0), (BAY_M, 0.0)), height, colours)
    return sculptor.mesh()


def list_bays(plan: FloorPlan) -> tuple[Bay, ...]:
    """Return the bays of all walls between the doors."""
    bays: list[Bay] = []
    for ring in (plan.outline, *plan.holes):
        # Holes run clockwise, so the hall is on the same hand along every ring.
        for line in list_inner_lines(ring):
            at = 0.0
            for low, high, _ in list_doors_on(line, plan.openings):
                bays.extend(_list_bays(line, at, low))
                at = max(at, high)
            bays.extend(_list_bays(line, at, line.length))
    return tuple(bays)


def list_doors_on(line: Line, openings: tuple[Opening, ...]) -> list[tuple[float, float, Opening]]:
    """Return start and end along the line of the doors in it, sorted, clipped to the line."""
    found: list[tuple[float, float, Opening]] = []
    for opening in openings:
        spots = [_locate(line, point) for point in (opening.left, opening.right)]
        if all(abs(out) < _ON_LINE_M for _, out in spots):
            low, high = sorted(along for along, _ in spots)
            low, high = max(low, 0.0), min(high, line.length)
            if high - low > _ON_LINE_M:
                found.append((low, high, opening))
    return sorted(found, key=lambda spot: (spot[0], spot[1]))


def _locate(line: Line, point: tuple[float, float]) -> tuple[float, float]:
    cos, sin = math.cos(line.turn), math.sin(line.turn)
    dx, dz = point[0] - line.start[0], point[1] - line.start[1]
    return dx * cos - dz * sin, dx * sin + dz * cos


def _list_bays(line: Line, low: float, high: float) -> list[Bay]:
    """Return bays of about six metres that fill a closed piece of wall."""
    if high - low < _ON_LINE_M:
        return []
    count = max(1, round((high - low) / BAY_M))
    width = (high - low) / count
    return [Bay(*line.at(low + bay * width), line.turn, width) for bay in range(count)]


def _add_bay(sculptor: Sculptor, line: Line, height: float, colours: HallColours) -> None:
    sill, head, width = height * 0.6, height * 0.87, line.length
    bands: tuple[tuple[float, float, Rgb], ...] = (
        (0.0, 0.18, dim(DARK, 1.4)),
        (0.18, _DADO_M, blend(colours.secondary, PLASTER, 0.12)),
        (_DADO_M, _DADO_M + 0.09, colours.accent),
        (_DADO_M + 0.09, sill, PLASTER),
        (head, height, blend(PLASTER, WHITE, 0.4)),
    )
    for bottom, top, colour in bands:
        _add_face(sculptor, line, (0.0, width), (bottom, top), colour)
    pier = 0.45
    for span in ((0.0, pier), (width - pier, width)):
        _add_face(sculptor, line, span, (sill, head), blend(PLASTER, WHITE, 0.3))
    middle = (sill + head) / 2
    for bottom, top, colour in ((sill, middle, dim(SKY, 0.93)), (middle, head, SKY)):
        _add_face(sculptor, line, (pier, width - pier), (bottom, top), colour, glowing=True)
    _add_frieze(sculptor, line, sill - 0.04, colours)
    _add_pilaster(sculptor, line, 0.2, height, colours)
    _add_niche(sculptor, line, width / 2 + 0.1, colours)


def _add_frieze(sculptor: Sculptor, line: Line, top: float, colours: HallColours) -> None:
    """Add a band with the fair's motif below the windows."""
    low = top - _FRIEZE_M
    band = blend(colours.primary, PLASTER, 0.12)
    x, z = line.at(line.length, _FRIEZE_OUT_M)
    sculptor.curtain(line.at(0.0, _FRIEZE_OUT_M), (x, z), (low, top), band)

    def at(along: float, up: float, out: float) -> Point:
        x, z = line.at(along, _FRIEZE_OUT_M * 2 + out)
        return x, round((low + top) / 2 + up, 3), z

    ink = (colours.accent, blend(PLASTER, WHITE, 0.4))
    add_motif(sculptor, colours.motif, at, (0.4, line.length), _FRIEZE_M, ink)


def _add_pilaster(
    sculptor: Sculptor, line: Line, at: float, height: float, colours: HallColours
) -> None:
    half, out = 0.2, 0.14
    left, right = max(0.0, at - half), min(line.length, at + half)
    faces = (
        (line.at(left), line.at(left, out)),
        (line.at(left, out), line.at(right, out)),
        (line.at(right, out), line.at(right)),
    )
    for start, end in faces:
        sculptor.curtain(start, end, (0.0, 0.5, height), blend(PLASTER, WHITE, 0.35))
    front = faces[1]
    sculptor.curtain(
        (front[0][0], front[0][1]), (front[1][0], front[1][1]), (height * 0.55, height * 0.6),
        colours.accent,
    )  # fmt: skip


def _add_niche(sculptor: Sculptor, line: Line, at: float, colours: HallColours) -> None:
    """Add a blind horseshoe arch: a flat shape in a warmer plaster, framed by the primary."""
    for reach, out, colour in (
        (1.0, 0.02, blend(colours.primary, PLASTER, 0.35)),
        (0.86, 0.03, blend(PLASTER, WHITE, 0.45)),
    ):
        spring, low = 2.55, _DADO_M + 0.09
        rim: list[tuple[float, float]] = [(-reach * 0.86, low), (reach * 0.86, low)]
        for step in range(_ARCH_STEPS + 1):
            angle = math.radians(-30 + 240 * step / _ARCH_STEPS)
            rim.append(
                (
                    round(reach * math.cos(angle), 2),
                    round(spring + reach * 0.95 * math.sin(angle), 2),
                )
            )
        corners: list[Point] = []
        for along, up in rim:
            x, z = line.at(at + along, out)
            corners.append((x, up, z))
        sculptor.polygon(corners, colour)


def _add_face(
    sculptor: Sculptor,
    line: Line,
    span: tuple[float, float],
    heights: tuple[float, float],
    colour: Rgb,
    *,
    glowing: bool = False,
) -> None:
    (x0, z0), (x1, z1) = line.at(span[0]), line.at(span[1])
    low, high = heights
    sculptor.quad(
        ((x0, low, z0), (x1, low, z1), (x1, high, z1), (x0, high, z0)), colour, glowing=glowing,
        surface="glow" if glowing else None,
    )  # fmt: skip


def list_doors(plan: FloorPlan) -> dict[DoorKind, list[Bay]]:
    """Return the doors of the hall by kind, each as the stretch of wall that it takes."""
    doors: dict[DoorKind, list[Bay]] = {}
    for ring in (plan.outline, *plan.holes):
        for line in list_inner_lines(ring):
            for low, high, opening in list_doors_on(line, plan.openings):
                bay = Bay(*line.at(low), line.turn, high - low)
                doors.setdefault(opening.kind, []).append(bay)
    return doors


def build_door(kind: DoorKind, height: float, colours: HallColours) -> Mesh:
    """Return a door DOOR_M wide along +x that looks to +z, with the wall above it.

    What is seen: daylight outside, leaves, frame, exit sign. Instances scale its width.
    """
    sculptor = Sculptor()
    line = Line((0.0, 0.0), (DOOR_M, 0.0))
    top = min(_DOOR_HEIGHTS[kind], height - 1.0)
    _add_face(sculptor, line, (0.0, DOOR_M), (top, height), PLASTER)
    if kind == "entrance":
        _add_glass_doors(sculptor, line, top)
        frame = colours.primary
    else:
        leaf = blend(DARK, PLASTER, 0.55) if kind == "emergency_exit" else _OUTSIDE
        _add_face(sculptor, line, (0.0, DOOR_M), (0.0, top), leaf, glowing=kind == "exit")
        middle = DOOR_M / 2
        _add_block(sculptor, line, (middle - 0.02, middle + 0.02), (0.0, top), 0.03, DARK)
        _add_exit_sign(sculptor, line, middle, top + 0.25)
        frame = EXIT_GREEN
    for span in ((0.0, 0.1), (DOOR_M - 0.1, DOOR_M)):
        _add_block(sculptor, line, span, (0.0, top + 0.1), 0.08, frame)
    _add_block(sculptor, line, (0.1, DOOR_M - 0.1), (top, top + 0.1), 0.08, frame)
    return sculptor.mesh()


def _add_glass_doors(sculptor: Sculptor, line: Line, top: float) -> None:
    """Add a bright outside behind slender frames."""
    for bottom, upper, colour in ((0.0, 0.9, parse_colour("#e9dcc0")), (0.9, top, _OUTSIDE)):
        _add_face(sculptor, line, (0.0, DOOR_M), (bottom, upper), colour, glowing=True)
    for at in (DOOR_M * 0.25, DOOR_M * 0.5, DOOR_M * 0.75):
        _add_block(sculptor, line, (at - 0.015, at + 0.015), (0.0, top), 0.06, dim(DARK, 1.8))
    _add_block(sculptor, line, (0.0, DOOR_M), (2.35, 2.42), 0.06, dim(DARK, 1.8))


def _add_exit_sign(sculptor: Sculptor, line: Line, at: float, low: float) -> None:
    """Add a green panel with a white door and an arrow: legible without letters."""
    _add_block(sculptor, line, (at - 0.55, at + 0.55), (low, low + 0.42), 0.12, EXIT_GREEN)
    shapes: tuple[tuple[tuple[float, float], ...], ...] = (
        ((0.12, 0.07), (0.36, 0.07), (0.36, 0.35), (0.12, 0.35)),
        ((-0.42, 0.17), (-0.16, 0.17), (-0.16, 0.25), (-0.42, 0.25)),
        ((-0.18, 0.09), (0.02, 0.21), (-0.18, 0.33)),
    )
    for shape in shapes:
        corners: list[Point] = []
        for along, up in shape:
            x, z = line.at(at + along, 0.13)
            corners.append((x, low + up, z))
        sculptor.polygon(corners, WHITE)


def _add_block(
    sculptor: Sculptor,
    line: Line,
    span: tuple[float, float],
    heights: tuple[float, float],
    out: float,
    colour: Rgb,
) -> None:
    """Add a bar on the wall: its front and its four edges."""
    low, high = heights
    path = [line.at(span[0]), line.at(span[0], out), line.at(span[1], out), line.at(span[1])]
    for start, end in itertools.pairwise(path):
        sculptor.curtain(start, end, (low, high), colour)
    (ax, az), (bx, bz), (cx, cz), (dx, dz) = path
    sculptor.quad(((bx, high, bz), (cx, high, cz), (dx, high, dz), (ax, high, az)), colour)
    if low > 0:
        sculptor.quad(((ax, low, az), (dx, low, dz), (cx, low, cz), (bx, low, bz)), colour)
