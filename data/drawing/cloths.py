# ruff: noqa: PLR2004, ARG001 - knots are counted in place; every weave has one signature
"""Cloth pictures in true proportions: a pattern knot by knot, then wool, weft and fringe."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PIL import Image

from data.drawing.dice import Dice
from data.drawing.palettes import PALETTES

Ink = npt.NDArray[np.int16]
Grid = npt.NDArray[np.int32]
LONG_PX = 512
LINEN = 5


def draw_cloth(weave: str, palette: str, length_cm: int, width_cm: int, seed: str) -> Image.Image:
    """Draw a cloth lying with its length upright; the picture's sides are as its own."""
    dice = Dice("cloth", seed)
    across = max(36, min(84, width_cm * 2 // 3))
    along = round(across * length_cm / width_cm)
    rows, cols = np.mgrid[0:along, 0:across].astype(np.int32)
    ink = WEAVES[weave](rows, cols, along, across, dice)
    colours = _shades((*PALETTES[palette], "#f3eee2"), dice)
    return _woven(ink, colours, weave, length_cm / width_cm, seed)


def draw_detail(weave: str, palette: str, length_cm: int, width_cm: int, seed: str) -> Image.Image:
    """Draw a corner of the same cloth from close by, 400 x 300 px."""
    whole = draw_cloth(weave, palette, length_cm, width_cm, seed)
    corner = whole.crop((0, whole.height // 3, 168, whole.height // 3 + 126))
    return corner.resize((400, 300), Image.Resampling.LANCZOS)


def _shades(palette: tuple[str, ...], dice: Dice) -> npt.NDArray[np.float32]:
    rows = [[int(c[at : at + 2], 16) for at in (1, 3, 5)] for c in palette]
    shift = np.array([[dice.between(-10, 10)] for _ in rows])
    shift = shift + np.array([[dice.between(-4, 4) for _ in range(3)] for _ in rows])
    shades: npt.NDArray[np.float32] = np.clip(np.array(rows) + shift, 0, 255).astype(np.float32)
    return shades


def _woven(
    ink: Ink, colours: npt.NDArray[np.float32], weave: str, ratio: float, seed: str
) -> Image.Image:
    """Turn an ink per knot into a picture: uneven dye, weft ridges, soft knots."""
    noise = np.random.default_rng(list(seed.encode()))
    knots = colours[ink].astype(np.float64)
    # abrash: each weft row was dyed in a slightly other bath
    bath = noise.normal(0, 3.5, (ink.shape[0], 1, 1))
    bath = (bath + np.roll(bath, 1, 0) + np.roll(bath, 2, 0)) / 1.6
    knots = knots + bath + noise.normal(0, 3.5, (*ink.shape, 1))
    height = LONG_PX if ratio >= 1 else round(LONG_PX * ratio)
    width = round(height / ratio)
    small = Image.fromarray(np.clip(knots, 0, 255).astype(np.uint8))
    soft = weave in {"lattice", "resist", "mud"}
    big = small.resize(
        (width, height), Image.Resampling.BICUBIC if soft else Image.Resampling.NEAREST
    )
    pixels = np.asarray(big, np.float32)
    y = np.arange(height)[:, None, None] * ink.shape[0] / height
    x = np.arange(width)[None, :, None] * ink.shape[1] / width
    depth = 9.0 if weave not in {"brocade", "plain", "stitch"} else 3.5
    relief = (
        np.cos(2 * np.pi * y) * depth + np.cos(2 * np.pi * (x + np.floor(y) % 2 / 2)) * depth * 0.5
    )
    edge = np.minimum(np.minimum(x, ink.shape[1] - x), 1.2) / 1.2
    return Image.fromarray(
        np.clip((pixels + relief) * (0.86 + 0.14 * edge), 0, 255).astype(np.uint8)
    )


def _blank(rows: Grid) -> Ink:
    return np.zeros(rows.shape, np.int16)


def _border(ink: Ink, rows: Grid, cols: Grid, inner: int, inks: tuple[int, int]) -> Ink:
    along, across = ink.shape
    near = np.minimum(np.minimum(rows, along - 1 - rows), np.minimum(cols, across - 1 - cols))
    step = np.where(
        np.minimum(rows, along - 1 - rows) < np.minimum(cols, across - 1 - cols), cols, rows
    )
    teeth = (np.abs(step % 8 - 4) + near) % 4 < 2  # two knots on, two off
    ink = np.where(near < inner, np.where(teeth, inks[0], inks[1]), ink).astype(np.int16)
    return np.where((near == inner) | (near == 0), inks[0], ink).astype(np.int16)


def diamonds(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """Rows of stepped diamonds, each filled in its own way, inside a fret border."""
    count = dice.between(1, 3)
    half = max(8, (across - 14) // (2 * count))
    ink = _blank(rows)
    at_x = (cols - across // 2 + half * (count % 2)) % (2 * half) - half
    at_y = (rows - along // 2 + half) % (2 * half) - half
    far = np.abs(at_x) + np.abs(at_y)
    cell = (rows - along // 2 + half) // (2 * half)
    scheme = dice.below(3)
    ink[far < half - 1] = 1
    ink[far < half - 3] = 2
    ink[far < half - 5] = np.where((cell % 2 == 0) | (scheme == 0), 3, 4)[far < half - 5]
    inner = far < half // 2
    ink[inner] = np.where((at_x + at_y) // 2 % 2 == 0, 2, 1)[inner] if scheme != 1 else 4
    ink[far < max(2, half // 5)] = 1
    corner = far > half + half // 2
    ink[corner] = np.where((np.abs(at_x) + half) % 5 < 2, 4, 0)[corner]  # hooks two knots wide
    return _border(ink, rows, cols, dice.between(4, 7), (1, 2 if scheme else 3))


def lattice(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """Large open diamonds of one wandering line on an undyed field."""
    cell = across // dice.pick((1, 2, 2, 3)) + dice.below(5)
    wander = np.array([dice.between(-1, 1) for _ in range(along)]).cumsum() // 2
    drift = np.clip(wander, -3, 3)[:, None].astype(np.int32)
    lean = np.array([dice.between(-1, 1) for _ in range(across)]).cumsum()[None, :] // 3
    a = (rows + cols + drift + lean) % cell
    b = (rows - cols + drift + lean) % cell
    ink = _blank(rows)
    ink[(a < 2) | (b < 2)] = 1
    manner = dice.below(4)
    if manner == 0:
        inside = (np.abs(a - cell // 2) < 3) & (np.abs(b - cell // 2) < 3)  # a small filled diamond
        ink[inside] = 2
    elif manner == 1:
        ink[(np.abs(a - cell // 2) < 1) & (np.abs(b - cell // 2) < cell // 4)] = 4
    elif manner == 2:  # the third manner
        ink[(a == 5) | (b == 5)] = 4  # a second, thinner line
    ends = np.minimum(rows, along - 1 - rows)
    ink[(ends > 3) & (ends < 7) & (np.abs(cols % 8 - 4) == ends - 3)] = 1  # a zigzag at the ends
    return ink


def bands(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """Cross bands: plain, toothed, diamond and chequer, mirrored about the middle."""
    ink, y = _blank(rows), 0
    mirror = np.minimum(rows, along - 1 - rows)
    while y < along:
        deep = dice.pick((2, 3, 5, 7, 9))
        kind, first, second = dice.below(5), dice.below(5), dice.below(5)
        second = (first + 1) % 5 if second == first else second
        here = (mirror >= y) & (mirror < y + deep)
        at = mirror - y
        patterns = (
            np.full(rows.shape, first),
            np.where((cols + at) % 6 < 3, first, second),  # teeth
            np.where(np.abs(cols % 12 - 6) + np.abs(at * 2 - deep) < 6, first, second),  # diamonds
            np.where((cols // 3 + at // 2) % 2 == 0, first, second),
            np.where(np.abs(cols % 8 - 4) > at % 5, first, second),
        )
        ink[here] = patterns[kind][here]
        y += deep
    return ink


def rags(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """A rag rug: patches of many colours that lean and interrupt each other."""
    ink, x_shift = _blank(rows), dice.between(5, 11)
    noise = np.random.default_rng(dice.below(1 << 30))
    patch = noise.integers(0, 5, (along // 5 + 2, across // x_shift + 3))
    lean = (cols + rows // dice.between(2, 4) + (rows // 5 * 3)) // x_shift
    ink[:] = patch[rows // 5, lean % patch.shape[1]]
    centre = dice.between(along // 3, along * 2 // 3)
    far = np.abs(cols - across // 2) * dice.between(1, 2) + np.abs(rows - centre)
    width = dice.pick((7, 9, 12))
    ring = far // width % dice.pick((2, 3)) == 0
    ink[ring] = ((far // width) % 5)[ring]
    flecks = noise.random(rows.shape) < 0.06  # one knot in sixteen is another rag
    ink[flecks] = noise.integers(0, 5, rows.shape)[flecks]
    return ink


def medallion(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """A stepped hexagon in the middle, corners answering, three borders."""
    x, y = np.abs(cols - across // 2), np.abs(rows - along // 2)
    ink = _blank(rows)
    lattice_dots = ((rows + cols) % 8 == 0) & ((rows - cols) % 8 == 0)
    ink[lattice_dots] = 3
    size = across * 2 // 5 - dice.below(4)
    hexagon = np.maximum(x * 2, x + y * dice.pick((3, 4, 5)) // 5)
    for step, value in enumerate(dice.pick(((1, 2, 4, 3, 1), (2, 1, 3, 2, 4), (4, 1, 2, 3, 2)))):
        ink[hexagon < size * 2 - step * max(4, size // 3)] = value
    star = (x // 2 + y // 2) % 4 == 0
    ink[(hexagon < size) & star] = 2
    corner = (across // 2 - x) + (along // 2 - y) < across // 2
    ink[corner] = np.where((x + y) // 3 % 2 == 0, 4, 1)[corner]
    return _border(ink, rows, cols, dice.between(5, 8), (1, 2))


def mat(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """Grass matting: a twill of two straws, stripes and a diamond frieze of wool."""
    ink = np.where((rows + cols // 2) % 4 < 2, 0, 3).astype(np.int16)  # twill of two
    mirror = np.minimum(rows, along - 1 - rows)
    lines = (along // dice.between(3, 6), along // dice.between(3, 6) + dice.between(4, 12))
    for at in (4, 14, 16, *lines):
        ink[(mirror >= at) & (mirror < at + 2)] = 1
    band = (mirror >= 6) & (mirror < 13)  # between the first stripes
    ink[band] = np.where(np.abs(cols % 10 - 5) + np.abs(mirror - 9) < 5, 4, 2)[band]  # diamonds
    if dice.one_in(2):
        middle = np.abs(rows - along // 2) < 5  # a band of ten
        ink[middle] = np.where((cols + np.abs(rows - along // 2)) % 8 < 4, 4, 1)[middle]  # chevrons
    return ink


def herring(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """Fine herringbone with a selvedge stripe."""
    step = dice.pick((6, 8, 12))
    side = cols // step % 2 * 2 - 1
    ink = np.where((rows + side * cols) % 4 < 2, 0, 3).astype(np.int16)  # twill of two
    edge = np.minimum(cols, across - 1 - cols)
    ink[(edge == 3) | (edge == 5)] = 1  # two lines beside the edge
    return ink


def plain(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """Plain weave that fades from one dye to the next, with end stripes."""
    step = dice.pick((7, 9, 11))
    fade = 1 - np.abs(rows / along - 0.5) * 2
    stripes = rows % step < np.round(fade * step * 0.8)
    ink = np.where(stripes, 3 if dice.below(3) else 2, 0).astype(np.int16)
    mirror = np.minimum(rows, along - 1 - rows)
    for at, value in ((5, 1), (8, 4), (9, 4), (12, 1)):
        ink[mirror == at] = value
    if dice.one_in(2):
        ink[(mirror > 14) & (mirror < 22) & (np.abs(cols % 12 - 6) == np.abs(mirror - 18))] = (
            2  # a line of diamonds
        )
    return ink


def sequins(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """White wedding cloth: tufted bands and rows of sequins."""
    ink = np.where(rows % 12 < 2, 3, 0).astype(np.int16)  # ridges
    ink[(rows % 12 == 6) & (cols % 4 == rows // 12 % 4)] = 2
    band = rows // 12 % dice.pick((3, 4)) == 0
    lozenge = np.abs(cols % 14 - 7) + np.abs(rows % 12 - 6) * 1
    ink[band & (lozenge < 6)] = 1  # size of a lozenge
    ink[band & (lozenge < 3)] = 4  # its heart
    return ink


def stitch(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """White linen with counted-stitch borders, corner trees and a central star."""
    ink = np.full(rows.shape, LINEN, np.int16)
    near = np.minimum(np.minimum(rows, along - 1 - rows), np.minimum(cols, across - 1 - cols))
    step = np.where(
        np.minimum(rows, along - 1 - rows) < np.minimum(cols, across - 1 - cols), cols, rows
    )
    ink[(near == 3) | (near == 12)] = 0  # lines of the border
    band = (near > 3) & (near < 12)  # between them
    ink[band & (np.abs(step % 10 - 5) + np.abs(near - 7) < 4)] = 0  # diamonds
    ink[band & (np.abs(step % 10 - 5) + np.abs(near - 7) < 2)] = 5  # their hearts
    x, y = np.abs(cols - across // 2), np.abs(rows - along // 2)
    far = np.maximum(x, y) + np.minimum(x, y) // 2
    size = across // 4
    ink[(far < size) & ((x + y) % 4 < 2)] = 0  # stitches two apart
    ink[far < size // 3] = 3
    ink[(near > 15) & (rows % 14 == 7) & (cols % 14 == 7) & (far > size + 4)] = 3  # scattered seeds
    return ink


def brocade(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """Silk with a rising palmette, a braid down the front and buttons."""
    cell = dice.pick((14, 18))
    x = np.abs(cols % cell - cell // 2)
    y = (rows + cols // cell % 2 * (cell // 2)) % cell
    ink = _blank(rows)
    ink[(x + np.abs(y - cell // 2) < cell // 3) & ((x + y) % 2 == 0)] = 4
    ink[(x == 0) & (y < cell // 2)] = 3
    centre = np.abs(cols - across // 2)
    ink[centre < 3] = 4  # braid
    ink[(centre == 3) | (centre == 1)] = 1  # its edges
    ink[(centre < 2) & (rows % 6 < 3)] = 3  # buttons
    low = along - 1 - rows
    ink[(low < 9) & ((cols + low) % 6 < 3)] = 4  # hem
    return ink


def mud(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """Mud cloth: strips with signs left pale."""
    strip = across // 5
    ink = np.ones(rows.shape, np.int16)
    kind = (cols // strip + rows // (strip * 2)) % 4
    x, y = cols % strip - strip // 2, rows % (strip * 2) - strip
    shapes = (
        np.abs(np.abs(x) - np.abs(y) // 2) < 2,  # a cross as wide as a brush
        np.abs(x * x + y * y - (strip // 3) ** 2) < strip * 1.6,
        (np.abs(y) % 6 < 2) & (np.abs(x) < strip // 3),  # dashes
        (np.abs(x) + np.abs(y)) % 8 < 2,  # nested diamonds
    )
    for value, shape in enumerate(shapes):
        ink[(kind == value) & shape] = 2
    ink[cols % strip == 0] = 0
    return ink


def resist(rows: Grid, cols: Grid, along: int, across: int, dice: Dice) -> Ink:
    """Tied and dipped: pale rings on indigo."""
    cell = dice.pick((12, 16))
    x = (cols + rows // cell % 2 * cell // 2) % cell - cell // 2
    y = rows % cell - cell // 2
    far = np.sqrt(x * x + y * y)
    ink = np.where((far > cell * 0.22) & (far < cell * 0.4), 2, 0).astype(np.int16)
    ink[far < cell * 0.1] = 2
    mirror = np.minimum(rows, along - 1 - rows)
    ink[mirror < 6] = 1  # dark ends
    return ink


Weave = Callable[[Grid, Grid, int, int, Dice], Ink]
WEAVES: dict[str, Weave] = {
    "diamonds": diamonds, "lattice": lattice, "bands": bands, "rags": rags,
    "medallion": medallion, "mat": mat, "herring": herring, "plain": plain,
    "sequins": sequins, "stitch": stitch, "brocade": brocade, "mud": mud, "resist": resist,
}  # fmt: skip
