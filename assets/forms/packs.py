"""Sachet, box, soap, book and frame: packs with a picture on their front."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from assets.forms.part import Detail, Finish, Part, Surface, unit
from assets.forms.sheets import Grid, SheetPoint, sheet
from assets.forms.solids import box, panel

_KRAFT = Finish(Surface.KRAFT, (0.46, 0.30, 0.16), tint=0.45)
_FOLD = Finish(Surface.KRAFT, (0.40, 0.26, 0.14), tint=0.45)
_CARD = Finish(Surface.PAPER, (0.80, 0.76, 0.68), tint=0.97)
_PAPER = Finish(Surface.PAPER, (0.86, 0.82, 0.73))
_PAGES = Finish(Surface.PAPER, (0.82, 0.78, 0.68))
_GILT = Finish(Surface.METAL, (0.62, 0.44, 0.16))
_SOAP = Finish(Surface.SOAP, (0.70, 0.66, 0.55), tint=0.92)
_WOOD = Finish(Surface.WOOD, (0.30, 0.17, 0.08), tint=0.30)
_MAT = Finish(Surface.PAPER, (0.80, 0.76, 0.68))


def build_sachet(detail: Detail) -> list[Part]:
    """Return a stand-up kraft sachet, 14 cm wide and 21 cm high, its top folded flat."""
    half, height = 0.07, 0.21

    def swell(u: Grid, v: Grid) -> Grid:
        across = np.clip(1 - (2 * u - 1) ** 2, 0, 1) ** 0.6
        up = np.clip(1.06 - v, 0, 1) ** 0.55 * (1 - 0.25 * (1 - np.clip(v * 5, 0, 1)))
        return np.asarray(0.036 * across * np.clip(up - 0.42 * v**3, 0, None))

    def front(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
        waist = 1 - 0.05 * np.sin(np.pi * np.clip(v, 0, 1))
        return (2 * u - 1) * half * waist, v * height, swell(u, v) + 0.001

    def back(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
        x, y, z = front(1 - u, v)
        return x, y, -z

    def label(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
        x, y, z = front(0.17 + 0.66 * u, 0.14 + 0.53 * v)
        return x, y, z + 0.0012

    if detail.sparse:
        return _build_plain_sachet(front, back, half, height)
    fine = detail.cells
    seal = box(2 * half, 0.021, 0.003, _FOLD).moved(0, height - 0.012, 0)
    tag = sheet(label, 5 * fine, 4 * fine, _PAPER, picture=True)
    return [
        sheet(front, 6 * fine, 6 * fine, _KRAFT),
        sheet(back, 4 * fine, 4 * fine, _KRAFT),
        seal,
        Part(tag.positions, tag.normals, tag.indices, _PAPER, tag.tone, tag.uvs, overlay=True),
    ]


def _build_plain_sachet(
    front: SheetPoint, back: SheetPoint, half: float, height: float
) -> list[Part]:
    """Return a sachet whose front is cut along the edges of its label, which then lies on it."""
    across, up = (0.0, 0.17, 0.5, 0.83, 1.0), (0.0, 0.14, 0.405, 0.67, 1.0)

    def cut(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
        quarters = np.linspace(0, 1, 5)
        return front(np.interp(u, quarters, across), np.interp(v, quarters, up))

    def label(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
        x, y, z = cut(0.25 + 0.5 * u, 0.25 + 0.5 * v)
        return x, y, z + 0.0012

    tag = sheet(label, 2, 2, _PAPER, picture=True)
    return [
        sheet(cut, 4, 4, _KRAFT),
        sheet(back, 2, 2, _KRAFT),
        box(2 * half, 0.021, 0.003, _FOLD).moved(0, height - 0.012, 0),
        Part(tag.positions, tag.normals, tag.indices, _PAPER, tag.tone, tag.uvs, overlay=True),
    ]


def build_box(detail: Detail) -> list[Part]:
    """Return a gift box, 22 x 15 cm and 9 cm deep, its lid a little wider."""
    del detail
    lid = box(0.226, 0.030, 0.094, _CARD, bevel=0.002).moved(0, 0.120, 0)
    body = box(0.220, 0.121, 0.088, _CARD)
    trim = box(0.2272, 0.004, 0.0952, _GILT).moved(0, 0.1195, 0)
    label = panel(0.186, 0.100, _PAPER, overlay=True).moved(0, 0.010, 0.0446)
    return [body, lid, trim, label]


def build_soap(detail: Detail) -> list[Part]:
    """Return a bar of soap, 8.5 x 6 cm and 3.2 cm thick, standing on its long side."""
    fine = 1 if detail.steps == 1 else 8
    rows = 4 if detail.sparse else 6 * fine
    bar = _rounded_bar(0.0425, 0.030, 0.016, 8 * fine, rows)
    wrap = panel(0.054, 0.042, _PAPER, overlay=True).moved(0, 0.009, 0.0163)
    return [bar, wrap]


def _rounded_bar(half_x: float, half_y: float, half_z: float, columns: int, rows: int) -> Part:
    """Return a superellipsoid on y = 0: a block with well-worn edges."""
    worn = 0.32

    def power(wave: Grid, exponent: float) -> Grid:
        return np.asarray(np.sign(wave) * np.abs(wave) ** exponent)

    def point(u: Grid, v: Grid) -> tuple[Grid, Grid, Grid]:
        turn, rise = 2 * np.pi * u + np.pi, np.pi * (v - 0.5)
        ring = power(np.cos(rise), worn)
        return (
            half_x * ring * power(np.sin(turn), worn),
            half_y * power(np.sin(rise), worn) + half_y,
            half_z * ring * power(np.cos(turn), worn),
        )

    part = sheet(point, columns, rows, _SOAP)
    # The gradient of the implicit surface: differences break down where the edges are sharp.
    away = (part.positions - [0, half_y, 0]) / [half_x, half_y, half_z]
    gradient = np.sign(away) * np.abs(away) ** (2 / worn - 1) / [half_x, half_y, half_z]
    return replace(part, normals=unit(gradient.astype(np.float32)))


def build_book(detail: Detail) -> list[Part]:
    """Return a booklet of A5 size that leans back a little; its cover is the picture."""
    del detail
    width, height, thick = 0.148, 0.210, 0.016
    cover = Finish(Surface.PAPER, (0.7, 0.7, 0.7), tint=0.95)
    lean = -math.radians(12)
    spine = box(0.005, height, thick + 0.002, cover).moved(-width / 2 + 0.0015, 0, 0)
    pages = box(width - 0.006, height - 0.006, thick - 0.004, _PAGES).moved(0.001, 0.003, 0)
    boards = [box(width, height, 0.002, cover).moved(0, 0, z) for z in (thick / 2, -thick / 2)]
    front = panel(width, height, _PAPER, overlay=True).moved(0, 0, thick / 2 + 0.0014)
    lift = thick / 2 * math.sin(-lean)
    return [part.tilted(lean).moved(0, lift, 0) for part in (pages, *boards, spine, front)]


def build_frame(detail: Detail) -> list[Part]:
    """Return a framed picture, 40 x 30 cm, that leans back as on an easel."""
    del detail
    width, height, bar, thick = 0.40, 0.30, 0.026, 0.020
    lean = -math.radians(8)
    rails = [box(width, bar, thick, _WOOD, bevel=0.004).moved(0, y, 0) for y in (0.0, height - bar)]
    stiles = [
        box(bar, height - 2 * bar, thick, _WOOD, bevel=0.0).moved(x, bar, 0)
        for x in (-(width - bar) / 2, (width - bar) / 2)
    ]
    mat = panel(width - 2 * bar, height - 2 * bar, _MAT, overlay=False)
    mat = Part(mat.positions, mat.normals, mat.indices, _MAT, mat.tone).moved(0, bar, 0.002)
    inset = 0.022
    picture = panel(width - 2 * bar - 2 * inset, height - 2 * bar - 2 * inset, _PAPER, overlay=True)
    picture = picture.moved(0, bar + inset, 0.0028)
    back = box(width - 0.02, height - 0.02, 0.004, _WOOD).moved(0, 0.01, -0.008)
    strut = box(0.05, 0.20, 0.004, _WOOD).tilted(math.radians(12)).moved(0, 0.0, -0.088)
    leaning = [part.tilted(lean) for part in (back, mat, *rails, *stiles, picture)]
    return [part.moved(0, thick / 2 * math.sin(-lean), 0) for part in leaning] + [strut]
