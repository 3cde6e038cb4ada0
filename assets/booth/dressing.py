"""What dresses a stand beside its products: logo, price cards, a plant."""

from __future__ import annotations

import functools
import math

from assets.booth.colour import PANEL, TRUNK, WHITE, Rgb, blend
from assets.booth.fittings import Fittings, Hanging
from assets.booth.kinds import BoothKind
from assets.booth.props import LEAVES, add_frond, add_pot
from assets.booth.sculptor import Point, Sculptor
from assets.mesh import Mesh

CARD_WIDTH_M, CARD_HEIGHT_M = 0.085, 0.045
_LOGO_GAP_M = 0.014
_FRAME_M = 0.035


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
