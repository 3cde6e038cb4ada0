"""What dresses a stand beside its products: logo, price cards, a plant."""

from __future__ import annotations

import functools
import math

from assets.booth.colour import (
    DARK,
    LEAF,
    LEAF_DARK,
    OAK,
    PANEL,
    TRUNK,
    WALNUT,
    WHITE,
    Rgb,
    blend,
    dim,
)
from assets.booth.fittings import Fittings, Hanging, Surface
from assets.booth.kinds import BoothKind
from assets.booth.props import LEAVES, add_frond, add_pot
from assets.booth.sculptor import Point, Sculptor
from assets.mesh import Mesh

CARD_WIDTH_M, CARD_HEIGHT_M = 0.085, 0.045
_LOGO_GAP_M = 0.014
_FRAME_M = 0.035
_PENNANT_M = 0.2


def fit_logo(place: Hanging, aspect: float) -> Hanging:
    """Return the part of a wall place that a logo of width / height `aspect` takes."""
    width = min(place.width * 0.9, place.height * 0.92 * aspect)
    height = width / aspect
    return Hanging(place.x, place.y, place.z, width, height, place.turn)


def list_face(place: Hanging, out: float) -> tuple[Point, Point, Point, Point]:
    """Return the corners of an upright place, from its lower left, `out` metres before it."""
    cos, sin = math.cos(place.turn), math.sin(place.turn)
    half_x, half_y = place.width / 2, place.height / 2

    def at(along: float, up: float) -> Point:
        return (
            place.x + along * cos + out * sin,
            place.y + up,
            place.z - along * sin + out * cos,
        )

    return at(-half_x, -half_y), at(half_x, -half_y), at(half_x, half_y), at(-half_x, half_y)


def add_logo_frame(sculptor: Sculptor, place: Hanging) -> None:
    """Add the pale board behind a logo."""
    board = Hanging(
        place.x, place.y, place.z, place.width + 2 * _FRAME_M, place.height + 2 * _FRAME_M,
        place.turn,
    )  # fmt: skip
    sculptor.quad(list_face(board, _LOGO_GAP_M - 0.006), WHITE, glowing=True)


def add_card(
    sculptor: Sculptor, foot: tuple[float, float, float], turn: float, colour: Rgb
) -> None:
    """Add a folded price card with a line in the colour of the exhibitor."""
    x, y, z = foot
    cos, sin = math.cos(turn), math.sin(turn)

    def at(along: float, up: float, out: float) -> Point:
        return (x + along * cos + out * sin, y + up, z - along * sin + out * cos)

    half, height, lean = CARD_WIDTH_M / 2, CARD_HEIGHT_M, 0.025
    sculptor.quad(
        (at(-half, 0, 0.01), at(half, 0, 0.01), at(half, height, -lean), at(-half, height, -lean)),
        blend(PANEL, WHITE, 0.6),
        glowing=True,
    )
    share = 0.3
    low, out = height * (1 - share), 0.0115 - 0.035 * (1 - share)
    sculptor.quad(
        (at(-half, low, out), at(half, low, out), at(half, height, 0.0015 - lean),
         at(-half, height, 0.0015 - lean)),
        colour,
        glowing=True,
    )  # fmt: skip


def dress_furniture(sculptor: Sculptor, places: Fittings, colour: Rgb) -> None:
    """Add a woven edge to the cloth of each table and a cloth on each plinth."""
    for surface in places.surfaces:
        if surface.kind == "table":
            _add_pennants(sculptor, surface, colour)
        elif surface.kind == "plinth":
            _add_plinth_cloth(sculptor, surface, colour)


def _add_pennants(sculptor: Sculptor, surface: Surface, colour: Rgb) -> None:
    """Add triangles of cloth that hang from the four edges of a table."""
    for turn, length, reach in (
        (0.0, surface.width, surface.depth),
        (math.pi / 2, surface.depth, surface.width),
        (math.pi, surface.width, surface.depth),
        (-math.pi / 2, surface.depth, surface.width),
    ):
        angle = surface.turn + turn
        cos, sin = math.cos(angle), math.sin(angle)
        count = max(2, round(length / _PENNANT_M))
        out = reach / 2 + 0.006
        for at in range(count):
            points = [
                (
                    surface.x + along * cos + out * sin,
                    surface.y - drop,
                    surface.z - along * sin + out * cos,
                )
                for along, drop in (
                    ((at + 0.5) / count * length - length / 2, _PENNANT_M * 0.8),
                    ((at + 1) / count * length - length / 2, 0.0),
                    (at / count * length - length / 2, 0.0),
                )
            ]
            tone = blend(colour, WHITE, 0.25 * (at % 2))
            sculptor.triangle((points[0], points[1], points[2]), tone)


def _add_plinth_cloth(sculptor: Sculptor, surface: Surface, colour: Rgb) -> None:
    """Add a square cloth laid cornerwise: its corners hang down the sides."""
    x, y, z, half = surface.x, surface.y + 0.003, surface.z, surface.width / 2 + 0.004
    corners = [(x - half, y, z + half), (x + half, y, z + half),
               (x + half, y, z - half), (x - half, y, z - half)]  # fmt: skip
    sculptor.quad((corners[0], corners[1], corners[2], corners[3]), colour)
    for at, (dx, dz) in enumerate(((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0))):
        tip = (x + dx * half, y - half * 0.8, z + dz * half)
        sculptor.triangle((corners[at], tip, corners[(at + 1) % 4]), colour)


def add_crates(sculptor: Sculptor, spot: tuple[float, float]) -> None:
    """Add two stacked wooden crates, the upper one filled, around x, z on the floor."""
    x, z = spot
    for low, half_x, half_z in ((0.0, 0.24, 0.17), (0.26, 0.22, 0.16)):
        high = low + 0.24
        sculptor.box((x - half_x, low, z - half_z), (x + half_x, high, z + half_z), OAK,
                     skip=("bottom", "back"))  # fmt: skip
        for gap in (0.07, 0.15):
            y, out = low + gap, z + half_z + 0.003
            sculptor.quad(
                ((x - half_x, y, out), (x + half_x, y, out), (x + half_x, y + 0.02, out),
                 (x - half_x, y + 0.02, out)), dim(WALNUT, 0.7),
            )  # fmt: skip
    top = 0.5
    for at in range(3):
        middle = x + (at - 1) * 0.14
        tip = (middle, top + 0.09, z)
        rim = [(middle - 0.08, top, z + 0.15), (middle + 0.08, top, z + 0.15),
               (middle + 0.08, top, z - 0.15), (middle - 0.08, top, z - 0.15)]  # fmt: skip
        for side in range(4):
            sculptor.triangle((rim[side], rim[(side + 1) % 4], tip), (LEAF, OAK, LEAF_DARK)[at])


def add_display_board(sculptor: Sculptor, place: Hanging) -> None:
    """Add a free-standing board, in glTF's -z behind a place for cloths, on two feet."""
    half, back = place.width / 2 + 0.06, place.z - 0.06
    top = place.y + place.height / 2 + 0.05
    sculptor.box((place.x - half, 0.12, back), (place.x + half, top, place.z - 0.01), PANEL)
    for x in (place.x - half + 0.1, place.x + half - 0.2):
        sculptor.box((x, 0.0, back - 0.07), (x + 0.1, 0.12, place.z + 0.15), DARK)


@functools.lru_cache(maxsize=64)
def build_greenery(kind: BoothKind, places: Fittings, *, lush: bool) -> Mesh:
    """Return a potted plant in a back corner; `lush` adds bowls of green on the furniture.

    An empty stand gets the lush version: tidy furniture with plants looks meant.
    """
    sculptor = Sculptor()
    width, depth = kind.width_mm / 1000, kind.depth_mm / 1000
    _add_plant(sculptor, (0.4, 0.0, -depth + 0.42), 0.18, 0.5)
    if lush:
        _add_plant(sculptor, (width - 0.4, 0.0, -1.1), 0.16, 0.4)
        for surface in places.surfaces:
            if surface.kind in {"counter", "table"}:
                _add_plant(sculptor, (surface.x, surface.y, surface.z), 0.07, 0.12)
    return sculptor.mesh()


def _add_plant(
    sculptor: Sculptor, foot: tuple[float, float, float], radius: float, height: float
) -> None:
    add_pot(sculptor, foot, radius, height, blend(PANEL, TRUNK, 0.15))
    fronds = 7
    for frond in range(fronds):
        colour = LEAVES[frond % 2]
        at = (foot[0], foot[1] + height * 0.95, foot[2])
        lift = (1.3, 0.8)[frond % 2]
        add_frond(sculptor, at, math.tau * frond / fronds, lift, radius * 1.9, colour)
