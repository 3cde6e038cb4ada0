"""Things that repeat: built once, placed many times."""

from __future__ import annotations

import functools
import itertools
import math

from assets.booth.colour import (
    DARK,
    LEAF,
    LEAF_DARK,
    OAK,
    PANEL,
    PLASTER,
    TERRACOTTA,
    TRUNK,
    WALNUT,
    WHITE,
    Rgb,
    blend,
    dim,
    parse_colour,
)
from assets.booth.motif import add_motif
from assets.booth.sculptor import Point, Sculptor
from assets.mesh import Mesh

BENCH_M = 1.8
LEAVES = (LEAF_DARK, LEAF)
_BRASS, _LAMP_GLASS = parse_colour("#b98a3a"), parse_colour("#ffe3a3")


@functools.cache
def build_column(height: float) -> Mesh:
    """Return a column of 1 x 1 m around the origin; instances scale it along x and z."""
    sculptor = Sculptor()
    low, high = 0.35, height - 0.5
    sculptor.box((-0.5, 0.0, -0.5), (0.5, low, 0.5), blend(WALNUT, PLASTER, 0.35))
    for bottom, top in ((low, 1.2), (1.2, high)):
        sculptor.box((-0.42, bottom, -0.42), (0.42, top, 0.42), blend(PLASTER, WHITE, 0.4),
                     skip=("bottom", "top"))  # fmt: skip
    sculptor.box((-0.47, high - 0.25, -0.47), (0.47, high, 0.47), WHITE, tinted=True)
    sculptor.box((-0.5, high, -0.5), (0.5, height, 0.5), PLASTER, skip=("top",))
    return sculptor.mesh()


@functools.cache
def build_palm() -> Mesh:
    """Return a potted palm, 2.6 m high, its foot at the origin."""
    sculptor = Sculptor()
    add_pot(sculptor, (0.0, 0.0, 0.0), 0.34, 0.5, TERRACOTTA)
    trunk = 0.05
    sculptor.box((-trunk, 0.5, -trunk), (trunk, 1.75, trunk), TRUNK, skip=("bottom", "top"))
    fronds = 10
    for frond in range(fronds):
        angle = math.tau * frond / fronds
        lift = (0.5, 0.14, 0.34)[frond % 3]
        add_frond(sculptor, (0.0, 1.72, 0.0), angle, lift, 1.2, LEAVES[frond % 2])
    return sculptor.mesh()


@functools.cache
def build_cafe_table() -> Mesh:
    """Return a round table with three stools, its foot at the origin."""
    sculptor = Sculptor()
    _add_disc(sculptor, (0.0, 0.0), 0.42, 0.74, 8, OAK)
    sculptor.box((-0.04, 0.0, -0.04), (0.04, 0.72, 0.04), DARK, skip=("bottom", "top"))
    for stool in range(3):
        angle = math.tau * stool / 3 + 0.4
        centre = (0.78 * math.cos(angle), 0.78 * math.sin(angle))
        _add_disc(sculptor, centre, 0.19, 0.46, 6, blend(TERRACOTTA, OAK, 0.3), foot=0.1)
    return sculptor.mesh()


@functools.cache
def build_medallion(colour: Rgb) -> Mesh:
    """Return an eight-pointed star for the floor, 2 m across, its middle at the origin."""
    sculptor = Sculptor()
    height, points = 0.006, 16
    rings = [
        [
            (round(r * math.cos(math.tau * at / points), 3), height,
             round(r * math.sin(math.tau * at / points), 3))
            for at, r in ((at, reach * (1.0 if at % 2 == 0 else 0.765)) for at in range(points))
        ]
        for reach in (1.0, 0.84, 0.5)
    ]  # fmt: skip
    for at in range(points):
        after = (at + 1) % points
        a, b, c, d = rings[0][at], rings[0][after], rings[1][after], rings[1][at]
        sculptor.quad((d, c, b, a), colour, glowing=True)
        # On the carpet itself: only the frame and the heart are laid in.
        if at % 2 == 0:
            e, f = rings[2][at], rings[2][(at + 2) % points]
            sculptor.quad(((0.0, height, 0.0), f, rings[2][after], e), colour, glowing=True)
    return sculptor.mesh()


@functools.cache
def build_border(length: float, width: float, motif: str, inks: tuple[Rgb, Rgb]) -> Mesh:
    """Return a piece of carpet border with a motif, along +x on the floor from the origin."""
    sculptor = Sculptor()

    def at(along: float, up: float, out: float) -> Point:
        return along, 0.004 + out, -up

    add_motif(sculptor, motif, at, (0.0, length), width, inks)
    return sculptor.mesh()


@functools.cache
def build_bench() -> Mesh:
    """Return a bench with a back, BENCH_M wide, that faces +z, its foot at the origin."""
    sculptor = Sculptor()
    seat, half = parse_colour("#a8563a"), BENCH_M / 2
    sculptor.box((-half, 0.4, -0.24), (half, 0.46, 0.24), seat)
    sculptor.box((-half, 0.46, -0.26), (half, 0.86, -0.2), seat, skip=("bottom",))
    for x in (-half + 0.15, half - 0.23):
        sculptor.box((x, 0.0, -0.2), (x + 0.08, 0.4, 0.2), DARK, skip=("bottom", "top"))
    return sculptor.mesh()


@functools.cache
def build_banner() -> Mesh:
    """Return a hanging banner, 1 m wide and high, lettered on both sides, tinted.

    Its middle is the origin; instances scale it to its width and height.
    """
    sculptor = Sculptor()
    half, thick = 0.5, 0.01
    sculptor.box((-half, -half, -thick), (half, half, thick), WHITE, tinted=True, skip=())
    for x in (-0.42, 0.42):
        sculptor.box((x - 0.004, half, -0.004), (x + 0.004, half + 1.2, 0.004), PANEL,
                     skip=("bottom", "top"))  # fmt: skip
    return sculptor.mesh()


@functools.cache
def build_awning() -> Mesh:
    """Return a cloth slung across an aisle, with a lantern at either side.

    It is as wide as a main aisle (along x), tinted, its ends at the origin's height.
    """
    sculptor = Sculptor()
    half, deep, sag = 2.75, 0.9, 0.55
    xs = [round(half * (step / 3 - 1), 2) for step in range(7)]
    points = [(x, round(sag * ((x / half) ** 2 - 1), 2)) for x in xs]
    edge = 0.16
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        for z0, z1, colour, tint in (
            (-deep, -deep + edge, PANEL, 0.0),
            (-deep + edge, deep - edge, WHITE, 1.0),
            (deep - edge, deep, PANEL, 0.0),
        ):
            low = ((x0, y0, z0), (x1, y1, z0), (x1, y1, z1), (x0, y0, z1))
            # Daylight shines through cloth, less where it is folded over.
            shade = dim(colour, 0.94 if tint else 1.0)
            sculptor.quad(low, shade, tinted=tint, glowing=True,
                          surface=None if tint else "fabric")  # fmt: skip
    for x in (-half, half):
        sculptor.box((x - 0.01, -0.9, -0.01), (x + 0.01, 0.7, 0.01), DARK, skip=("bottom", "top"))
        _add_lantern(sculptor, (x, -0.9, 0.0))
    return sculptor.mesh()


def _add_lantern(sculptor: Sculptor, top: Point) -> None:
    """Add a lantern of brass and lit glass that hangs from a point."""
    rings = [
        _shift(_ring(radius, -drop, 4), top)
        for radius, drop in ((0.02, 0.0), (0.16, 0.18), (0.2, 0.5), (0.04, 0.74))
    ]
    for at, (high, low) in enumerate(itertools.pairwise(rings)):
        for side in range(4):
            after = (side + 1) % 4
            face = (low[after], low[side], high[side], high[after])
            sculptor.quad(face, _LAMP_GLASS if at == 1 else _BRASS, glowing=at == 1,
                          surface="glow" if at == 1 else "metal")  # fmt: skip


def add_pot(sculptor: Sculptor, foot: Point, radius: float, height: float, colour: Rgb) -> None:
    """Add a round pot that widens upwards, filled with earth."""
    low = _shift(_ring(radius * 0.72, 0.0, 8), foot)
    high = _shift(_ring(radius, height, 8), foot)
    for at in range(8):
        after = (at + 1) % 8
        sculptor.quad((low[after], low[at], high[at], high[after]), colour)
    sculptor.polygon(high[::-1], dim(TRUNK, 0.6))


def add_frond(
    sculptor: Sculptor, root: Point, angle: float, lift: float, length: float, colour: Rgb
) -> None:
    """Add a drooping leaf of three bent pieces, seen from both sides.

    `lift` is how far it rises before it droops, as a share of its length.
    """
    cos, sin = math.cos(angle), math.sin(angle)

    def at(out: float, up: float, side: float) -> Point:
        out, up, side = out * length, up * length, side * length
        x, z = round(out * cos - side * sin, 2), round(out * sin + side * cos, 2)
        return (root[0] + x, root[1] + round(up, 2), root[2] + z)

    spine = ((0.02, 0.0, 0.02), (0.42, lift, 0.075), (0.8, lift * 0.75 - 0.1, 0.06),
             (1.0, lift * 0.2 - 0.33, 0.0))  # fmt: skip
    # Light shines through leaves: both faces have one colour, brighter towards the tip.
    for ((o0, u0, w0), (o1, u1, w1)), share in zip(
        itertools.pairwise(spine), (0.72, 0.9, 1.08), strict=True
    ):
        a, b, c, d = at(o0, u0, -w0), at(o0, u0, w0), at(o1, u1, w1), at(o1, u1, -w1)
        sculptor.quad((a, b, c, d), dim(colour, share), glowing=True)
        sculptor.quad((d, c, b, a), dim(colour, share), glowing=True)


def _add_disc(
    sculptor: Sculptor,
    centre: tuple[float, float],
    radius: float,
    height: float,
    sides: int,
    colour: Rgb,
    foot: float = 0.0,
) -> None:
    """Add a round top with its edge; with `foot` a tapered body of that radius below it."""
    top = _shift(_ring(radius, height, sides), (centre[0], 0.0, centre[1]))
    low = _shift(
        _ring(foot or radius, 0.0 if foot else height - 0.04, sides), (centre[0], 0.0, centre[1])
    )
    sculptor.polygon(top[::-1], colour)
    for at in range(sides):
        after = (at + 1) % sides
        sculptor.quad((low[after], low[at], top[at], top[after]), dim(colour, 0.8))


def _shift(points: list[Point], by: Point) -> list[Point]:
    return [(x + by[0], y + by[1], z + by[2]) for x, y, z in points]


def _ring(radius: float, y: float, sides: int) -> list[Point]:
    # To the centimetre: round numbers repeat, and what repeats weighs nothing.
    angles = [math.tau * at / sides for at in range(sides)]
    return [(round(radius * math.cos(a), 2), y, round(radius * math.sin(a), 2)) for a in angles]
