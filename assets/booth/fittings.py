"""Where things stand, hang and are lettered in a booth.

The kit draws furniture at these places and the near tier puts products on the same places,
so both read this one plan. Everything is in the stand's own frame, in metres. A `turn` is
an angle in radians about +Y: 0 faces the front (+z), a quarter turn faces +x.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from assets.booth.kinds import BoothKind, find_archetype
from layout.values import Side

SurfaceKind = Literal["shelf", "counter", "table", "plinth", "floor"]

WALL_M = 0.04
WALL_HEIGHT_M = 2.5
FASCIA_HEIGHT_M = 0.35
PORTAL_HEIGHT_M = 3.0
PORTAL_HEADER_M = 0.5
ISLAND_HEIGHT_M = 3.3
ISLAND_HEADER_M = 0.5
TOTEM_HEIGHT_M = 2.4
SHELF_HEIGHTS_M = (0.42, 0.86, 1.3)
SHELF_DEPTH_M = 0.34
COUNTER_HEIGHT_M = 1.0
TABLE_HEIGHT_M = 0.74

_SIGN_GAP_M = 0.012
_TURNS: dict[Side, float] = {
    "front": 0.0,
    "right": math.pi / 2,
    "back": math.pi,
    "left": -math.pi / 2,
}


@dataclass(frozen=True, slots=True)
class Surface:
    """A level place for things: centre of its top, size, free height above, facing."""

    kind: SurfaceKind
    x: float
    y: float
    z: float
    width: float
    depth: float
    clear: float
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Hanging:
    """An upright place for cloths, pictures and signs: centre, size, facing."""

    x: float
    y: float
    z: float
    width: float
    height: float
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Fittings:
    """The places of one booth. `signs` carry the name; `logo` is the best wall for a logo."""

    surfaces: tuple[Surface, ...]
    hangings: tuple[Hanging, ...]
    signs: tuple[Hanging, ...]
    logo: Hanging


def plan_fittings(kind: BoothKind) -> Fittings:
    """Return the places of a booth of this kind: its archetype's, stretched as its mesh is."""
    archetype = find_archetype(kind)
    sx, sz = kind.width_mm / archetype.width_mm, kind.depth_mm / archetype.depth_mm
    places = plan_archetype(archetype)
    return Fittings(
        tuple(_stretch(surface, sx, sz) for surface in places.surfaces),
        tuple(_stretch_hanging(hanging, sx, sz) for hanging in places.hangings),
        tuple(_stretch_hanging(sign, sx, sz) for sign in places.signs),
        _stretch_hanging(places.logo, sx, sz),
    )


def plan_archetype(kind: BoothKind) -> Fittings:
    """Return the places of a booth that is built at exactly this size."""
    width, depth, open_sides = kind.width_mm / 1000, kind.depth_mm / 1000, kind.open_sides
    if kind.kit == "island":
        return _plan_island(width, depth)
    if kind.kit == "space_only":
        return _plan_space(width, depth, open_sides)
    top, height = (
        (PORTAL_HEIGHT_M, PORTAL_HEADER_M)
        if kind.kit == "pavilion"
        else (WALL_HEIGHT_M, FASCIA_HEIGHT_M)
    )
    signs = tuple(
        _sign_on(side, width, depth, top - height / 2, height, margin=0.12) for side in open_sides
    )
    return _plan_walled(width, depth, open_sides, signs)


def is_across(turn: float) -> bool:
    """Return whether something turned by this angle lies along z."""
    return abs(math.sin(turn)) > 0.5  # noqa: PLR2004  turned by a quarter


def _stretch(surface: Surface, sx: float, sz: float) -> Surface:
    along, into = (sz, sx) if is_across(surface.turn) else (sx, sz)
    return replace(
        surface,
        x=surface.x * sx,
        z=surface.z * sz,
        width=surface.width * along,
        depth=surface.depth * into,
    )


def _stretch_hanging(hanging: Hanging, sx: float, sz: float) -> Hanging:
    along = sz if is_across(hanging.turn) else sx
    return replace(hanging, x=hanging.x * sx, z=hanging.z * sz, width=hanging.width * along)


def _sign_on(
    side: Side, width: float, depth: float, y: float, height: float, *, margin: float
) -> Hanging:
    spots: dict[Side, tuple[float, float, float]] = {
        "front": (width / 2, _SIGN_GAP_M, width),
        "back": (width / 2, -depth - _SIGN_GAP_M, width),
        "left": (-_SIGN_GAP_M, -depth / 2, depth),
        "right": (width + _SIGN_GAP_M, -depth / 2, depth),
    }
    x, z, length = spots[side]
    return Hanging(x, y, z, length - 2 * margin, height, _TURNS[side])


def _plan_walled(
    width: float, depth: float, open_sides: tuple[Side, ...], signs: tuple[Hanging, ...]
) -> Fittings:
    backed = "back" not in open_sides
    back = -depth + WALL_M if backed else -depth / 2 - SHELF_DEPTH_M / 2
    shelf_width = min(max(0.5 * width, 0.9), 2.6)
    shelf_x = width - 0.16 - shelf_width / 2
    counter_width = min(max(0.3 * width, 0.65), 1.6)
    table_length = min(max(depth - 1.7, 0.8), 1.5)
    table_width = 0.48 if width < 2.5 else 0.6  # noqa: PLR2004  a 2 m stand keeps its way in
    surfaces = [
        *(
            Surface("shelf", shelf_x, y, back + SHELF_DEPTH_M / 2, shelf_width, SHELF_DEPTH_M, 0.4)
            for y in SHELF_HEIGHTS_M
        ),
        Surface(
            "counter", width - 0.16 - counter_width / 2, COUNTER_HEIGHT_M, -0.48, counter_width,
            0.46, 0.6,
        ),
        Surface(
            "table", 0.12 + table_width / 2, TABLE_HEIGHT_M, -0.75 - table_length / 2,
            table_length, table_width, 0.7,
            # Goods look at those who pass: out of an open side, else into the stand.
            -math.pi / 2 if "left" in open_sides else math.pi / 2,
        ),
    ]  # fmt: skip
    wide = 4.5
    if width >= wide:
        surfaces.extend(
            Surface("plinth", width * share, 0.7, -depth * 0.46, 0.55, 0.55, 0.9)
            for share in (0.4, 0.58)
        )
    free = shelf_x - shelf_width / 2 - 0.28
    surfaces.append(
        Surface("floor", width * 0.47, 0.01, -depth * 0.5, width * 0.36, depth * 0.45, 1.2)
    )
    hangings = [Hanging(0.14 + free / 2, 1.48, back + 0.01, free, 1.3)] if backed else []
    if "left" not in open_sides:
        hangings.append(Hanging(WALL_M + 0.01, 1.55, -depth / 2, depth - 0.7, 1.4, math.pi / 2))
    if "right" not in open_sides:
        span = depth - 1.4
        hangings.append(
            Hanging(width - WALL_M - 0.01, 1.2, -0.85 - span / 2, span, 2.0, -math.pi / 2)
        )
    logo = Hanging(shelf_x, 1.97, back + 0.012, shelf_width, 0.6)
    return Fittings(tuple(surfaces), tuple(hangings), signs, logo)


def _plan_space(width: float, depth: float, open_sides: tuple[Side, ...]) -> Fittings:
    rows = max(1, round(depth / 1.8))
    columns = max(1, round(width / 1.6))
    plinths = tuple(
        Surface(
            "plinth",
            width * (column + 0.5) / columns,
            (0.5, 0.72, 0.94)[(row + column) % 3],
            -0.35 - (depth - 0.7) * (row + 0.5) / rows,
            0.55,
            0.55,
            1.0,
        )
        for row in range(rows)
        for column in range(columns)
    )
    x, z = 0.55, -0.16 if "front" in open_sides else -depth + 0.2
    y, height = TOTEM_HEIGHT_M - 0.4, 0.78
    signs = (
        Hanging(x, y, z + 0.05 + _SIGN_GAP_M, 0.84, height),
        Hanging(x, y, z - 0.05 - _SIGN_GAP_M, 0.84, height, math.pi),
    )
    logo = Hanging(x, 1.2, z + 0.05 + _SIGN_GAP_M, 0.6, 0.6)
    floor = Surface("floor", width * 0.6, 0.01, -depth * 0.5, width * 0.5, depth * 0.5, 1.2)
    # A free board at the back, in front of which nothing stands higher than a plinth.
    board = Hanging(width * 0.6, 1.3, -depth + 0.16, width * 0.72, 2.0)
    return Fittings((*plinths, floor), (board,), signs, logo)


def _plan_island(width: float, depth: float) -> Fittings:
    middle_x, middle_z = width / 2, -depth / 2
    half = tower_half(width, depth)
    signs = tuple(
        _sign_on(side, width, depth, ISLAND_HEIGHT_M - ISLAND_HEADER_M / 2, ISLAND_HEADER_M,
                 margin=0.5)
        for side in ("front", "left", "right", "back")
    )  # fmt: skip
    shelf = SHELF_DEPTH_M / 2
    sides = (
        (0.0, half + shelf, 0.0),
        (half + shelf, 0.0, math.pi / 2),
        (0.0, -half - shelf, math.pi),
        (-half - shelf, 0.0, -math.pi / 2),
    )
    shelves = tuple(
        Surface("shelf", middle_x + dx, y, middle_z + dz, half * 2 - 0.1, SHELF_DEPTH_M, 0.4, turn)
        for dx, dz, turn in sides[::2]
        for y in SHELF_HEIGHTS_M[:2]
    )
    hangings = tuple(
        Hanging(
            middle_x + (half + 0.012) * math.sin(turn),
            1.9,
            middle_z + (half + 0.012) * math.cos(turn),
            half * 2 - 0.2,
            0.9,
            turn,
        )
        for _, _, turn in sides
    )
    furniture = (
        Surface("counter", width * 0.74, COUNTER_HEIGHT_M, -0.6, min(1.7, width * 0.3), 0.5, 0.6),
        Surface("table", width * 0.26, TABLE_HEIGHT_M, -depth + 0.75, 1.4, 0.7, 0.7, math.pi),
        Surface("plinth", width * 0.2, 0.7, -0.7, 0.6, 0.6, 0.9),
        Surface("plinth", width * 0.86, 0.7, -depth + 0.8, 0.6, 0.6, 0.9, math.pi),
        Surface("floor", width * 0.45, 0.01, -depth * 0.16, width * 0.3, depth * 0.2, 1.2),
    )
    return Fittings((*shelves, *furniture), hangings[1:], signs, hangings[0])


def tower_half(width: float, depth: float) -> float:
    """Return half the side in metres of the square tower in the middle of an island booth."""
    return 0.5 * min(1.6, 0.3 * min(width, depth))
