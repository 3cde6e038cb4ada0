# ruff: noqa: PLR2004 - proportions of a drawing are read best where they are used
"""Emblems of what is sold: comb, olive branch, date palm, star... drawn from shapes."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from data.drawing.canvas import Canvas, around, mix


class Inks(NamedTuple):
    """Colours of a drawing: paper, dark, main and accent."""

    paper: str
    dark: str
    main: str
    accent: str


def comb(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    cell = r * 0.36
    for row in (-2, -1, 0, 1, 2):
        for col in (-2, -1, 0, 1, 2):
            px = x + (col + row % 2 / 2) * cell * 1.78
            py = y + row * cell * 1.54
            if math.hypot(px - x, py - y) > r * 0.95:
                continue
            full = (row * 3 + col * 5) % 4
            c.regular(px, py, cell * 0.98, 6, i.dark)
            c.regular(
                px,
                py,
                cell * 0.86,
                6,
                (i.accent, i.main, mix(i.accent, i.paper, 0.4), i.main)[full],
            )
    c.leaf(x - r * 0.1, y - r * 0.1, r * 0.55, -2.5, mix(i.paper, i.accent, 0.1), 0.5)
    c.leaf(x + r * 0.1, y - r * 0.1, r * 0.55, -0.65, mix(i.paper, i.accent, 0.1), 0.5)
    for step, shade in enumerate((i.dark, i.accent, i.dark, i.accent, i.dark)):
        c.disc(x, y - r * 0.18 + step * r * 0.11, r * (0.15 - abs(step - 1.5) * 0.022), shade)


def olive(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    c.line(
        [(x - r, y + r * 0.55), (x - r * 0.3, y + r * 0.1), (x + r, y - r * 0.6)], i.dark, r * 0.06
    )
    for step in range(7):
        t = step / 6
        px, py = x - r * 0.85 + t * r * 1.7, y + r * 0.47 - t * r * 1.0
        up = step % 2 == 0
        c.leaf(
            px,
            py,
            r * 0.72,
            -1.25 if up else 0.55,
            i.main if up else mix(i.main, i.paper, 0.35),
            0.3,
        )
    for dx, dy in ((-0.32, 0.42), (0.22, 0.12), (-0.05, -0.3)):
        c.disc(x + dx * r, y + dy * r, r * 0.2, i.dark)
        c.disc(x + dx * r - r * 0.02, y + dy * r - r * 0.02, r * 0.165, i.accent)
        c.disc(x + dx * r - r * 0.07, y + dy * r - r * 0.08, r * 0.05, mix(i.accent, i.paper, 0.6))


def palm(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for step in range(9):
        py = y + r * 0.95 - step * r * 0.13
        c.box(
            x - r * 0.09,
            py - r * 0.1,
            x + r * 0.09,
            py,
            i.dark if step % 2 else mix(i.dark, i.paper, 0.35),
        )
    for side in range(9):
        angle = -math.pi * (0.02 + side * 0.12)
        mid = (x + math.cos(angle) * r * 0.55, y - r * 0.25 + math.sin(angle) * r * 0.6)
        c.leaf(
            x,
            y - r * 0.22,
            r * 0.95,
            angle,
            i.main if side % 2 else mix(i.main, i.paper, 0.25),
            0.22,
        )
        c.line([(x, y - r * 0.22), mid], i.dark, r * 0.02)
    for dx in (-0.26, -0.14, 0.14, 0.26):
        for row in range(3):
            c.disc(x + dx * r, y - r * 0.08 + row * r * 0.12, r * 0.075, i.accent)


def grain(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for ear in (-1, 0, 1):
        px = x + ear * r * 0.5
        top = y - r * (0.9 if ear == 0 else 0.65)
        c.line([(x + ear * r * 0.15, y + r), (px, top + r * 0.2)], i.dark, r * 0.05)
        for row in range(5):
            py = top + r * 0.25 + row * r * 0.2
            c.leaf(px, py, r * 0.36, -0.7, i.main, 0.5)
            c.leaf(px, py, r * 0.36, math.pi + 0.7, i.accent, 0.5)
        c.leaf(px, top + r * 0.25, r * 0.36, -math.pi / 2, i.main, 0.5)


def citrus(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    c.leaf(x - r * 0.1, y - r * 0.55, r * 0.8, -0.35, "#4f7a3a", 0.5)
    c.leaf(x - r * 0.1, y - r * 0.55, r * 0.55, -2.7, "#6c9650", 0.5)
    c.disc(x, y + r * 0.12, r * 0.75, i.main)
    c.disc(x, y + r * 0.12, r * 0.64, i.paper)
    c.disc(x, y + r * 0.12, r * 0.58, i.accent)
    for px, py in around(x, y + r * 0.12, [r * 0.58], 9, 0.2):
        c.line([(x, y + r * 0.12), (px, py)], i.paper, r * 0.05)
    c.disc(x, y + r * 0.12, r * 0.09, i.paper)


def pomegranate(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    c.polygon(around(x, y - r * 0.68, [r * 0.32, r * 0.16], 10, 0), i.main)
    c.disc(x, y + r * 0.12, r * 0.78, i.main)
    c.disc(x + r * 0.06, y + r * 0.16, r * 0.56, i.paper)
    for ring_at, count in ((0.0, 1), (0.2, 6), (0.4, 12)):
        for px, py in around(x + r * 0.06, y + r * 0.16, [r * ring_at], count, ring_at):
            c.regular(px, py, r * 0.095, 6, mix(i.main, "#ffe3dc", 0.45), 0.3)


def blossom(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for px, py, size in (
        (x, y, 0.62),
        (x - r * 0.6, y + r * 0.55, 0.32),
        (x + r * 0.62, y - r * 0.5, 0.34),
    ):
        for turn in range(5):
            angle = turn * math.tau / 5 - math.pi / 2
            c.leaf(px, py, r * size, angle, mix(i.main, i.paper, 0.15 + 0.1 * (turn % 2)), 0.75)
        c.disc(px, py, r * size * 0.24, i.accent)
        for dot in around(px, py, [r * size * 0.42], 10, 0.3):
            c.disc(*dot, r * size * 0.05, i.dark)


def herb(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for stem in (-1, 0, 1):
        lean = stem * 0.42
        top = (x + math.sin(lean) * r * 1.7, y + r - math.cos(lean) * r * 1.85)
        foot = (x + stem * r * 0.08, y + r)
        c.line([foot, top], i.dark, r * 0.05)
        for row in range(8):
            t = 0.25 + row * 0.1
            px, py = foot[0] + (top[0] - foot[0]) * t, foot[1] + (top[1] - foot[1]) * t
            for side in (-1, 1):
                c.leaf(
                    px,
                    py,
                    r * (0.4 - row * 0.025),
                    lean - math.pi / 2 + side * 0.75,
                    i.main if side > 0 else mix(i.main, i.paper, 0.3),
                    0.24,
                )
        c.disc(*top, r * 0.1, i.accent)


def leaf(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for turn in range(8):
        angle = turn * math.tau / 8
        c.leaf(
            x, y, r * (0.98 if turn % 2 else 0.75), angle, i.main if turn % 2 else i.accent, 0.42
        )
        c.line(
            [(x, y), (x + math.cos(angle) * r * 0.6, y + math.sin(angle) * r * 0.6)],
            i.paper,
            r * 0.02,
        )
    c.disc(x, y, r * 0.16, i.dark)


def argan(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    leaf(c, x, y, r, i)
    for px, py in around(x, y, [r * 0.45], 4, math.pi / 4):
        c.disc(px, py, r * 0.19, i.dark)
        c.disc(px, py, r * 0.15, i.accent)


def truffle(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for dx, dy, size in ((-0.45, 0.3, 0.5), (0.42, 0.34, 0.44), (0.02, -0.25, 0.6)):
        c.disc(x + dx * r, y + dy * r, r * size, i.dark)
        c.disc(x + dx * r, y + dy * r, r * size * 0.92, i.main)
        for px, py in around(x + dx * r, y + dy * r, [r * size * 0.5, r * size * 0.25], 8, dx):
            c.disc(px, py, r * size * 0.1, mix(i.main, i.dark, 0.45))
        c.disc(
            x + (dx - 0.15 * size) * r,
            y + (dy - 0.3 * size) * r,
            r * size * 0.13,
            mix(i.main, i.paper, 0.4),
        )
    c.line([(x - r, y + r * 0.85), (x + r, y + r * 0.85)], i.accent, r * 0.06)


def rugmotif(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for size, ink in (
        (1.0, i.dark),
        (0.84, i.paper),
        (0.7, i.main),
        (0.46, i.paper),
        (0.34, i.accent),
        (0.14, i.dark),
    ):
        c.regular(x, y, r * size, 4, ink)
    for px, py in around(x, y, [r * 0.5], 4, math.pi / 4):
        c.regular(px, py, r * 0.12, 4, i.dark)
    for side in (-1, 1):
        for step in range(3):
            c.line(
                [
                    (x + side * r * 0.99, y),
                    (x + side * r * (0.75 - step * 0.02), y + (step - 1) * r * 0.25),
                ],
                i.dark,
                r * 0.045,
            )


def zellige(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for px, py in around(x, y, [r * 0.82], 8, math.pi / 8):
        c.regular(px, py, r * 0.2, 4, i.accent, math.atan2(py - y, px - x))
    c.star(x, y, r * 0.98, 8, i.main, 0.62)
    c.star(x, y, r * 0.72, 8, i.paper, 0.765)
    c.star(x, y, r * 0.6, 8, i.accent, 0.765)
    c.star(x, y, r * 0.4, 8, i.dark, 0.5)
    c.star(x, y, r * 0.22, 8, i.paper, 0.765)


def palmette(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for step in range(7):
        angle = -math.pi / 2 + (step - 3) * 0.42
        c.leaf(
            x,
            y + r * 0.55,
            r * (1.45 - abs(step - 3) * 0.16),
            angle,
            i.main if step % 2 else i.accent,
            0.34,
        )
    c.ring(x - r * 0.4, y + r * 0.68, r * 0.24, i.dark, r * 0.08)
    c.ring(x + r * 0.4, y + r * 0.68, r * 0.24, i.dark, r * 0.08)
    c.disc(x, y + r * 0.58, r * 0.16, i.dark)


def alfa(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for ring_at in range(6, 0, -1):
        radius = r * ring_at / 6
        count = ring_at * 6
        for at, (px, py) in enumerate(around(x, y, [radius - r / 12], count, ring_at * 0.2)):
            angle = math.atan2(py - y, px - x) + math.pi / 2 + 0.5
            c.leaf(
                px - math.cos(angle) * r * 0.1,
                py - math.sin(angle) * r * 0.1,
                r * 0.22,
                angle,
                (i.main, i.accent, i.main, i.dark)[(at + ring_at) % 4 if ring_at % 2 else at % 2],
                0.55,
            )
    c.disc(x, y, r * 0.07, i.dark)


def dune(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    c.disc(x, y - r * 0.1, r * 0.9, mix(i.paper, i.accent, 0.35))
    c.disc(x + r * 0.3, y - r * 0.4, r * 0.24, i.accent)
    for level, ink in ((0.0, mix(i.main, i.paper, 0.45)), (0.3, i.main), (0.58, i.dark)):
        ridge = [
            (
                x - r + t * r / 8,
                y + r * (0.1 + level * 0.75 + 0.16 * math.sin(t * 0.62 + level * 7)),
            )
            for t in range(17)
        ]
        c.polygon([*ridge, (x + r, y + r * 0.9), (x - r, y + r * 0.9)], ink)


def plain(c: Canvas, x: float, y: float, r: float, i: Inks) -> None:
    for turn in range(12):
        c.leaf(
            x,
            y,
            r * 0.95,
            turn * math.tau / 12,
            i.main if turn % 2 else mix(i.main, i.paper, 0.4),
            0.28,
        )
    c.disc(x, y, r * 0.34, i.paper)
    c.disc(x, y, r * 0.26, i.accent)


Emblem = Callable[[Canvas, float, float, float, Inks], None]
EMBLEMS: dict[str, Emblem] = {
    "comb": comb, "olive": olive, "palm": palm, "grain": grain, "citrus": citrus,
    "pomegranate": pomegranate, "blossom": blossom, "herb": herb, "leaf": leaf, "argan": argan,
    "truffle": truffle, "rugmotif": rugmotif, "zellige": zellige, "palmette": palmette,
    "alfa": alfa, "dune": dune, "plain": plain, "frame": zellige,
}  # fmt: skip


def frieze(
    c: Canvas, kind: int, left: float, top: float, right: float, bottom: float, i: Inks
) -> None:
    """Fill a band with one of six repeating borders."""
    height = bottom - top
    middle = (top + bottom) / 2
    count = max(2, round((right - left) / height))
    step = (right - left) / count
    for at in range(count):
        x = left + (at + 0.5) * step
        h = height * 0.46
        if kind == 0:
            c.polygon(
                [(x - step / 2, bottom), (x, top), (x + step / 2, bottom)],
                i.main if at % 2 else i.accent,
            )
        elif kind == 1:
            c.regular(x, middle, h, 4, i.accent)
            c.regular(x, middle, h * 0.55, 4, i.main)
        elif kind == 2:
            c.star(x, middle, h, 8, i.accent, 0.62)
            c.disc(x, middle, h * 0.3, i.main)
        elif kind == 3:
            c.leaf(x - step * 0.45, middle + h * 0.5, step * 1.1, -0.75, i.accent, 0.4)
            c.leaf(
                x - step * 0.45,
                middle - h * 0.5,
                step * 1.1,
                0.75,
                mix(i.accent, i.paper, 0.35),
                0.4,
            )
        elif kind == 4:
            c.line(
                [
                    (x - step / 2, bottom - height * 0.2),
                    (x, top + height * 0.2),
                    (x + step / 2, bottom - height * 0.2),
                ],
                i.accent,
                height * 0.16,
            )
            c.disc(x, bottom - height * 0.24, height * 0.1, i.paper)
        else:
            c.box(x - step * 0.42, top + height * 0.2, x + step * 0.1, middle, i.accent)
            c.box(x - step * 0.1, middle, x + step * 0.42, bottom - height * 0.2, i.paper)
