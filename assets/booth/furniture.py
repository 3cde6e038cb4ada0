"""The furniture that every kit shares: counter, shelves, table, plinths, carpet."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from assets.booth.colour import OAK, PANEL, WHITE, blend, dim
from assets.booth.fittings import Surface, is_across
from assets.booth.sculptor import Sculptor

CARPET_LIGHT = dim(WHITE, 0.62)
_CUT_M = 0.45
_LOZENGES = 3
_TOP = blend(OAK, PANEL, 0.25)
_CLOTH = blend(PANEL, OAK, 0.2)


def add_furniture(sculptor: Sculptor, surfaces: Sequence[Surface]) -> None:
    """Add what carries each surface; shelves of one place share their uprights."""
    lowest = min((s.y for s in surfaces if s.kind == "shelf"), default=0.0)
    for surface in surfaces:
        low, high = _footprint(surface)
        if surface.kind == "shelf":
            sculptor.box(
                (low[0], surface.y - 0.035, low[1]), (high[0], surface.y, high[1]), OAK,
                surface="wood", skip=("back" if surface.turn == 0 else "bottom",),
            )  # fmt: skip
            if surface.y == lowest:
                # The base is a closed cupboard: it grounds the shelves for eight triangles.
                sculptor.box(
                    (low[0], 0.0, low[1]), (high[0], surface.y - 0.035, high[1]),
                    PANEL, skip=("bottom", "top", "back") if surface.turn == 0 else
                    ("bottom", "top"),
                )  # fmt: skip
        elif surface.kind == "counter":
            _add_counter(sculptor, low, high, surface.y)
        elif surface.kind == "table":
            _add_table(sculptor, low, high, surface.y)
        elif surface.kind == "plinth":
            sculptor.box((low[0], 0.0, low[1]), (high[0], surface.y, high[1]), PANEL)


def add_carpet(sculptor: Sculptor, width: float, depth: float) -> None:
    """Add the tinted floor of a stand, cut near its edges so that corners darken softly."""
    xs = (0.0, _CUT_M, width - _CUT_M, width)
    zs = (-depth, -depth + _CUT_M, -_CUT_M, 0.0)
    sculptor.carpet(xs, zs, 0.004, CARPET_LIGHT, tinted=True)


def _footprint(surface: Surface) -> tuple[tuple[float, float], tuple[float, float]]:
    across = is_across(surface.turn)
    half_x = (surface.depth if across else surface.width) / 2
    half_z = (surface.width if across else surface.depth) / 2
    return (surface.x - half_x, surface.z - half_z), (surface.x + half_x, surface.z + half_z)


def _add_counter(
    sculptor: Sculptor, low: tuple[float, float], high: tuple[float, float], height: float
) -> None:
    lip = 0.04
    sculptor.box((low[0], 0.0, low[1]), (high[0], height - lip, high[1]), WHITE, tinted=True,
                 surface="fabric", skip=("bottom", "top", "back", "left", "right"))  # fmt: skip
    sculptor.box((low[0], 0.0, low[1]), (high[0], height - lip, high[1]), PANEL,
                 skip=("bottom", "top", "front"))  # fmt: skip
    sculptor.box(
        (low[0] - lip, height - lip, low[1] - lip),
        (high[0] + lip, height, high[1] + lip),
        _TOP,
        surface="wood",
    )
    middle, half = (low[0] + high[0]) / 2, (high[0] - low[0]) / 2
    out, up, reach = high[1] + 0.004, height * 0.55, half / _LOZENGES
    for at in range(1 - _LOZENGES, _LOZENGES, 2):
        x = middle + at * reach
        sculptor.quad(
            (
                (x - reach, up, out),
                (x, up - reach, out),
                (x + reach, up, out),
                (x, up + reach, out),
            ),
            PANEL,
        )


def _add_table(
    sculptor: Sculptor, low: tuple[float, float], high: tuple[float, float], height: float
) -> None:
    # A cloth to the floor, as on every market stall, and a runner in the colour of the stand.
    sculptor.box((low[0], 0.0, low[1]), (high[0], height, high[1]), _CLOTH, surface="fabric")
    third = (high[1] - low[1]) / 3
    x0, x1, z0, z1, y = low[0] - 0.004, high[0] + 0.004, low[1] + third, high[1] - third, height
    path = ((x0, y - 0.3), (x0, y + 0.003), (x1, y + 0.003), (x1, y - 0.3))
    for (ax, ay), (bx, by) in itertools.pairwise(path):
        sculptor.quad(((ax, ay, z0), (ax, ay, z1), (bx, by, z1), (bx, by, z0)), WHITE, tinted=True,
                      surface="fabric")  # fmt: skip
