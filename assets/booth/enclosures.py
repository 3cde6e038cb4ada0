"""What makes each kit: walls and fascia, totem, tower, portal."""

from __future__ import annotations

import itertools
import math

from assets.booth.colour import ALUMINIUM, PANEL, PLASTER, WALNUT, WHITE, Rgb, blend, dim
from assets.booth.fittings import (
    FASCIA_HEIGHT_M,
    ISLAND_HEADER_M,
    ISLAND_HEIGHT_M,
    PORTAL_HEADER_M,
    PORTAL_HEIGHT_M,
    TOTEM_HEIGHT_M,
    WALL_HEIGHT_M,
    WALL_M,
    tower_half,
)
from assets.booth.sculptor import Sculptor
from layout.values import SIDES, Side

_POST_M = 0.05
# Side walls end behind the fascia, whose face they would otherwise share.
_TUCK_M = 0.03
_PILASTER_M = 0.3
_SPRING_M = 1.72
_ARC_STEPS = 4
_WALL_CUTS = (0.0, 0.45)
# Fabric panels in a breath of the sector's colour: a white hall of white boxes looks unlet.
_WALL_TINT = 0.3


def add_shell_scheme(
    sculptor: Sculptor, width: float, depth: float, open_sides: tuple[Side, ...]
) -> None:
    """Add panels in a slim aluminium frame and a fascia over each open side."""
    _add_walls(sculptor, width, depth, open_sides, WALL_HEIGHT_M)
    for x in (0.0, width - _POST_M):
        for z in (0.0, -depth + _POST_M):
            # A post between two walls would hide in their corner.
            sides: tuple[Side, Side] = (
                "left" if x == 0 else "right",
                "front" if z == 0 else "back",
            )
            if any(side in open_sides for side in sides):
                _add_post(sculptor, x, z, _POST_M, WALL_HEIGHT_M - FASCIA_HEIGHT_M, ALUMINIUM)
    _add_headers(sculptor, width, depth, open_sides, WALL_HEIGHT_M, FASCIA_HEIGHT_M)


def add_pavilion(
    sculptor: Sculptor, width: float, depth: float, open_sides: tuple[Side, ...]
) -> None:
    """Add a portal with a horseshoe arch on each open side between wide pilasters."""
    _add_walls(sculptor, width, depth, open_sides, WALL_HEIGHT_M)
    _add_headers(sculptor, width, depth, open_sides, PORTAL_HEIGHT_M, PORTAL_HEADER_M)
    for side in open_sides:
        _add_portal(sculptor, width, depth, side)


def add_island(sculptor: Sculptor, width: float, depth: float) -> None:
    """Add four slender posts that carry a header ring, and a tower in the middle."""
    post = 0.14
    for x in (0.0, width - post):
        for z in (0.0, -depth + post):
            _add_post(sculptor, x, z, post, ISLAND_HEIGHT_M - ISLAND_HEADER_M, PANEL)
    _add_headers(sculptor, width, depth, SIDES, ISLAND_HEIGHT_M, ISLAND_HEADER_M)
    half, x, z = tower_half(width, depth), width / 2, -depth / 2
    low, high = 2.5, 3.9
    sculptor.box((x - half, 0.0, z - half), (x + half, low, z + half), PANEL,
                 skip=("bottom", "top"))  # fmt: skip
    grown = half + 0.1
    sculptor.box((x - grown, low, z - grown), (x + grown, high, z + grown), WHITE, tinted=True,
                 skip=())  # fmt: skip


def add_totem(sculptor: Sculptor, width: float, depth: float, open_sides: tuple[Side, ...]) -> None:
    """Add the standing sign of a stand that has no walls, and a rim around its carpet."""
    z = -0.16 if "front" in open_sides else -depth + 0.2
    x = min(0.55, width / 2)
    sculptor.box((x - 0.45, 0.0, z - 0.05), (x + 0.45, 1.6, z + 0.05), PANEL)
    sculptor.box((x - 0.45, 1.6, z - 0.05), (x + 0.45, TOTEM_HEIGHT_M, z + 0.05), WHITE,
                 tinted=True)  # fmt: skip
    rim = 0.05
    for low, high in (
        ((0.0, 0.0, -rim), (width, 0.03, 0.0)),
        ((0.0, 0.0, -depth), (width, 0.03, -depth + rim)),
        ((0.0, 0.0, -depth), (rim, 0.03, 0.0)),
        ((width - rim, 0.0, -depth), (width, 0.03, 0.0)),
    ):
        sculptor.box(low, high, WALNUT, surface="wood")


def _add_band(
    sculptor: Sculptor, start: tuple[float, float], end: tuple[float, float], top: float
) -> None:
    """Add the tinted band that leads the fascia around the end of a row."""
    out = -0.003 if start[0] == 0.0 else 0.003
    x, low = start[0] + out, top - FASCIA_HEIGHT_M
    sculptor.quad(
        ((x, low, start[1]), (x, low, end[1]), (x, top, end[1]), (x, top, start[1])),
        WHITE,
        tinted=True,
    )


def _add_post(
    sculptor: Sculptor, x: float, z: float, side: float, height: float, colour: Rgb
) -> None:
    low, high = (x, 0.0, z - side), (x + side, height, z)
    sculptor.box(low, high, colour, skip=("bottom", "top"), surface="metal")


def _add_walls(
    sculptor: Sculptor, width: float, depth: float, open_sides: tuple[Side, ...], height: float
) -> None:
    ys = (*_WALL_CUTS, height)
    inner = WALL_M
    spans: dict[Side, tuple[tuple[float, float], tuple[float, float]]] = {
        "back": ((inner, -depth + inner), (width - inner, -depth + inner)),
        "left": ((inner, -_TUCK_M), (inner, -depth + inner)),
        "right": ((width - inner, -depth + inner), (width - inner, -_TUCK_M)),
        "front": ((width - inner, -inner), (inner, -inner)),
    }
    outer: dict[Side, tuple[tuple[float, float], tuple[float, float]]] = {
        "back": ((width, -depth), (0.0, -depth)),
        "left": ((0.0, -depth), (0.0, -_TUCK_M)),
        "right": ((width, -_TUCK_M), (width, -depth)),
        "front": ((0.0, 0.0), (width, 0.0)),
    }
    for side in SIDES:
        if side in open_sides:
            continue
        start, end = spans[side]
        for share0, share1 in ((0.0, 0.2), (0.2, 0.8), (0.8, 1.0)):
            sculptor.curtain(
                (start[0] + (end[0] - start[0]) * share0, start[1] + (end[1] - start[1]) * share0),
                (start[0] + (end[0] - start[0]) * share1, start[1] + (end[1] - start[1]) * share1),
                ys, PANEL, tinted=_WALL_TINT, surface="fabric",
            )  # fmt: skip
        sculptor.curtain(*outer[side], (0.0, height), dim(PANEL, 0.94))
        if side in {"left", "right"}:
            _add_band(sculptor, *outer[side], height)
        x0, x1 = sorted((outer[side][0][0], start[0], outer[side][1][0], end[0]))[0::3]
        z0, z1 = sorted((outer[side][0][1], start[1], outer[side][1][1], end[1]))[0::3]
        low, high = (x0, height - 0.04, z0), (x1, height, z1)
        sides = ("bottom", "left", "right", "front", "back")
        sculptor.box(low, high, ALUMINIUM, surface="metal", skip=sides)


def _add_headers(
    sculptor: Sculptor,
    width: float,
    depth: float,
    open_sides: tuple[Side, ...],
    top: float,
    height: float,
) -> None:
    # A little longer than the stand: boards of neighbours overlap, and no light shows between.
    low, thick, over = top - height, 0.06, 0.002
    boxes: dict[Side, tuple[tuple[float, float], tuple[float, float], str]] = {
        "front": ((-over, -thick), (width + over, 0.0), "front"),
        "back": ((-over, -depth), (width + over, -depth + thick), "back"),
        "left": ((0.0, -depth - over), (thick, over), "left"),
        "right": ((width - thick, -depth - over), (width, over), "right"),
    }
    for side in open_sides:
        (x0, z0), (x1, z1), face = boxes[side]
        ends = {"front", "back"} if face in {"left", "right"} else {"left", "right"}
        sculptor.box((x0, low, z0), (x1, top, z1), WHITE, tinted=True, skip=ends)


def _add_portal(sculptor: Sculptor, width: float, depth: float, side: Side) -> None:
    """Add two pilasters and the spandrels of a horseshoe arch, drawn in the side's own line."""
    turns: dict[Side, tuple[float, float, float, float, float]] = {
        # origin x, z; direction x, z seen from outside with the origin at left; length
        "front": (0.0, 0.0, 1.0, 0.0, width),
        "right": (width, 0.0, 0.0, -1.0, depth),
        "back": (width, -depth, -1.0, 0.0, width),
        "left": (0.0, -depth, 0.0, 1.0, depth),
    }
    x, z, dx, dz, length = turns[side]
    head = PORTAL_HEIGHT_M - PORTAL_HEADER_M
    stucco = blend(PLASTER, WHITE, 0.3)

    def at(along: float, height: float, inward: float) -> tuple[float, float, float]:
        return (x + dx * along + dz * inward, height, z + dz * along - dx * inward)

    for start in (0.0, length - _PILASTER_M):
        end = start + _PILASTER_M
        sculptor.quad((at(start, 0, 0), at(end, 0, 0), at(end, head, 0), at(start, head, 0)),
                      stucco)  # fmt: skip
        inner = end if start == 0.0 else start
        jamb = (at(inner, 0, 0.0), at(inner, 0, 0.12), at(inner, head, 0.12), at(inner, head, 0.0))
        sculptor.quad(jamb if start == 0.0 else (jamb[1], jamb[0], jamb[3], jamb[2]), stucco)
        back = (at(end, 0, 0.12), at(start, 0, 0.12), at(start, head, 0.12), at(end, head, 0.12))
        sculptor.quad(back, stucco)
    reach = min(0.75, (length - 2 * _PILASTER_M) / 2)
    for mirrored in (False, True):
        arc = []
        for step in range(_ARC_STEPS + 1):
            # From below the springing line, where a horseshoe closes in again, to the crown.
            angle = math.radians(-22 + 112 * step / _ARC_STEPS)
            along = round(_PILASTER_M + 0.05 + reach - reach * math.cos(angle), 2)
            height = round(_SPRING_M + (head - _SPRING_M) * math.sin(angle), 2)
            arc.append((length - along if mirrored else along, height))
        corner = (length - _PILASTER_M if mirrored else _PILASTER_M, head)
        foot = (corner[0], arc[0][1])
        rim = [foot, *arc]
        for first, second in itertools.pairwise(rim):
            face = [corner, first, second] if not mirrored else [corner, second, first]
            for inward, order in ((0.0, (0, 1, 2)), (0.06, (0, 2, 1))):
                points = tuple(at(*face[index], inward) for index in order)
                sculptor.triangle((points[0], points[1], points[2]), stucco)
