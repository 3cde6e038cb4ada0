"""Rug, textile, basket and bag: what is woven or sewn."""

from __future__ import annotations

import numpy as np

from assets.forms.part import Detail, Finish, Part, Surface
from assets.forms.sheets import Grid, sheet
from assets.forms.solids import box, curve, lathe, panel, tube, wrap_label
from assets.mesh import Floats

_ROD = Finish(Surface.WOOD, (0.22, 0.12, 0.055))
_WOOL = Finish(Surface.CLOTH, (0.62, 0.58, 0.50), tint=0.92)
_FRINGE = Finish(Surface.CLOTH, (0.72, 0.67, 0.56), tint=0.12)
_ALFA = Finish(Surface.WEAVE, (0.52, 0.39, 0.19), tint=0.75)
_ALFA_INSIDE = Finish(Surface.WEAVE, (0.40, 0.29, 0.14), tint=0.55)
_HANDLE = Finish(Surface.LEATHER, (0.25, 0.12, 0.05), tint=0.20)
_LEATHER = Finish(Surface.LEATHER, (0.36, 0.18, 0.08), tint=0.92)
_STRAP = Finish(Surface.LEATHER, (0.26, 0.13, 0.06), tint=0.75)
_FLAP = Finish(Surface.LEATHER, (0.30, 0.15, 0.065), tint=0.84)
_BUCKLE = Finish(Surface.METAL, (0.62, 0.44, 0.16))
_TAG = Finish(Surface.PAPER, (0.86, 0.82, 0.73))

RUG_SIZE_M = (1.40, 2.00)
TEXTILE_SIZE_M = (1.10, 1.60)


def build_rug(detail: Detail) -> list[Part]:
    """Return a rug hung from a rod, 1.40 x 2.00 m unless its size is given, with fringes."""
    width, height = RUG_SIZE_M
    fringe = 0.05

    def cloth(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
        # The weight pulls it flat; only its sides curl and its foot swings out a little.
        sway = 0.026 * np.sin(u * 2 * np.pi * 1.5 + 0.6) * np.clip(1 - v, 0, None) ** 1.3
        curl = 0.020 * (2 * u - 1) ** 4 * (1 - 0.6 * v)
        return (u - 0.5) * width, fringe + v * (height - fringe - 0.02), 0.03 + sway + curl + 0 * v

    def strands(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
        x, _, z = cloth(u, np.zeros_like(v))
        return x, v * fringe, z - 0.002

    fine = detail.cells
    body = sheet(cloth, 6 * fine, 3 * fine, _WOOL, picture=True)
    hem = sheet(strands, 6 * fine * (1 if fine == 1 else 3), 1, _FRINGE)
    if fine > 1:
        hem = hem.toned(_stranded)
    rod = box(width + 0.10, 0.03, 0.03, _ROD).moved(0, height - 0.03, 0.012)
    return [body, hem, rod]


def _stranded(positions: Floats) -> Floats:
    """Return the shade between the strands of a fringe."""
    knots = np.abs(np.sin(positions[:, 0] * np.pi / 0.028))
    return np.asarray(0.45 + 0.6 * knots, np.float32)


def build_textile(detail: Detail) -> list[Part]:
    """Return a light cloth hung in soft folds, 1.10 x 1.60 m unless its size is given."""
    width, height = TEXTILE_SIZE_M

    def cloth(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
        fall = 0.35 + 0.65 * (1 - v)
        wave = 0.050 * fall * np.sin(u * 2 * np.pi * 3 + 0.4 * np.sin(3 * v))
        gathered = 1 - 0.03 * (1 - v) * np.sin(np.pi * v)
        return (u - 0.5) * width * gathered, v * (height - 0.015), 0.055 + wave

    fine = detail.cells
    body = sheet(cloth, 12 * fine, 2 * fine, _WOOL, picture=True)
    rod = box(width + 0.08, 0.02, 0.02, _ROD).moved(0, height - 0.02, 0.03)
    return [body, rod]


def build_basket(detail: Detail) -> list[Part]:
    """Return a basket of woven alfa, 36 cm wide and 24 cm high, with two leather handles."""
    near = detail.steps == 1
    points = [(0.105, 0.0), (0.140, 0.040), (0.165, 0.120), (0.180, 0.240)]
    outside = curve(points[::3] if near else points, detail.steps)
    if near:
        outside = np.array([points[0], points[1], points[3]])
    side = lathe(outside, detail, _ALFA)
    rim = lathe(
        [(0.180, 0.240), (0.184, 0.246), (0.174, 0.246)][:: 2 if near else 1], detail, _ALFA
    )
    inside = lathe([(0.174, 0.244), (0.120, 0.060)], detail, _ALFA_INSIDE).toned(_hollow)
    floor = lathe([(0.120, 0.060), (0.0, 0.060)], detail, _ALFA_INSIDE).toned(_hollow)
    arch = curve(
        [(-0.055, 0.19, 0), (-0.045, 0.31, 0), (0.045, 0.31, 0), (0.055, 0.19, 0)],
        max(detail.steps, 1),
    )
    sides = 3 if near else 12
    handles = [tube(arch, 0.008, sides, _HANDLE).moved(0, 0, z) for z in (0.178, -0.178)]
    tag = wrap_label(
        [(0.1575, 0.080), (0.1668, 0.118), (0.1732, 0.155)], 2, detail, _TAG, lift_m=0.002
    )
    if detail.sparse:
        return [side, inside, floor, *handles, tag]
    return [side, rim, inside, floor, *handles, tag]


def _hollow(positions: Floats) -> Floats:
    depth = np.clip((0.24 - positions[:, 1]) / 0.18, 0, 1)
    return np.asarray(0.92 - 0.52 * depth, np.float32)


_BAG_HALF_M, _BAG_HEIGHT_M, _BAG_THICK_M = 0.16, 0.25, 0.045


def build_bag(detail: Detail) -> list[Part]:
    """Return a leather satchel, 32 x 25 cm, with flap, buckles and shoulder strap."""
    fine = 1 if detail.steps == 1 else 8
    cells = 2 if detail.sparse else 4 * fine
    parts = [
        sheet(_bag_front, cells, cells, _LEATHER),
        sheet(_bag_back, cells, max(cells // 2, 2), _LEATHER),
        sheet(_bag_side, 1, 2 * fine, _STRAP),
        sheet(_bag_other_side, 1, 2 * fine, _STRAP),
        sheet(_bag_flap, cells, 6 * fine, _FLAP),
    ]
    loop = curve(
        [(-0.15, 0.22, 0), (-0.135, 0.33, 0), (0, 0.41, 0), (0.135, 0.33, 0), (0.15, 0.22, 0)],
        detail.steps,
    )
    parts.append(tube(loop, 0.008, 4 if fine == 1 else 12, _STRAP))
    if fine > 1:
        edge = np.linspace(0.0, 1.0, 60)
        piping = np.stack(_bag_flap(edge, np.zeros_like(edge)), axis=1)
        parts.append(tube(piping, 0.0022, 8, _STRAP))
    for x in (-0.08, 0.08):
        parts.append(box(0.022, 0.085, 0.004, _STRAP).moved(x, 0.035, 0.0560))
        parts.append(box(0.028, 0.022, 0.006, _BUCKLE).moved(x, 0.080, 0.0575))
    parts.append(panel(0.10, 0.07, _TAG, overlay=True).moved(0, 0.130, 0.0610))
    return parts


def _bag_face(u: Grid, v: Grid, bulge: float) -> tuple[Grid, Grid, Grid]:
    belly = np.clip(1 - (2 * u - 1) ** 4, 0, 1) * np.clip(1 - (2 * v - 1) ** 6, 0, 1)
    x = (2 * u - 1) * _BAG_HALF_M * (1 - 0.06 * v)
    return x, v * _BAG_HEIGHT_M, 0.6 * _BAG_THICK_M + bulge * belly**0.7


def _bag_front(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
    return _bag_face(u, v, 0.55 * _BAG_THICK_M)


def _bag_back(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
    x, y, z = _bag_face(1 - u, v, 0.3 * _BAG_THICK_M)
    return x, y, -z


def _bag_side(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
    x = _BAG_HALF_M * (1 - 0.06 * v)
    return x, v * _BAG_HEIGHT_M, 0.6 * _BAG_THICK_M * (1 - 2 * u)


def _bag_other_side(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
    x, y, z = _bag_side(1 - u, v)
    return -x, y, z


def _bag_flap(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
    """From the back edge over the top and down the front, longest in the middle."""
    reach = 0.4 + 0.6 * np.sqrt(np.clip(1 - (2 * u - 1) ** 4, 0, 1))
    over = np.clip((1 - v) / 0.25, 0, 1)
    down = np.clip((0.75 - v) / 0.75, 0, 1) * 0.165 * (0.55 + 0.45 * reach)
    y = _BAG_HEIGHT_M + 0.004 - down
    rear = -0.6 * _BAG_THICK_M
    belly = _bag_front(u, y / _BAG_HEIGHT_M)[2]
    return (2 * u - 1) * _BAG_HALF_M * 0.97, y, rear + (belly + 0.007 - rear) * over
