"""Tagine, bowl, vase and plate: turned and glazed clay."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assets.forms.part import Detail, Finish, Part, Surface
from assets.forms.solids import box, curve, lathe, wrap_label
from assets.mesh import Floats

_GLAZE = Finish(Surface.GLAZE, (0.55, 0.30, 0.16), tint=0.92)
_INSIDE = Finish(Surface.GLAZE, (0.72, 0.66, 0.54), tint=0.35)
_CLAY = Finish(Surface.CLAY, (0.46, 0.22, 0.11), tint=0.45)
_RING = Finish(Surface.GLAZE, (0.78, 0.72, 0.60), tint=0.12)
_PAPER = Finish(Surface.PAPER, (0.86, 0.82, 0.73))


def _pick(
    points: list[tuple[float, float]], detail: Detail, every: int
) -> list[tuple[float, float]]:
    """Return fewer points of a curve for the near tier, always with both ends."""
    if detail.steps > 1:
        return points
    kept = points[::every]
    return kept if kept[-1] == points[-1] else [*kept, points[-1]]


def _deep(rim: float, floor: float) -> Callable[[Floats], Floats]:
    """Return a tone that darkens a hollow from its rim to its floor."""

    def tone(positions: Floats) -> Floats:
        depth = np.clip((rim - positions[:, 1]) / (rim - floor), 0, 1)
        return np.asarray(1 - 0.42 * depth, np.float32)

    return tone


def build_tagine(detail: Detail) -> list[Part]:
    """Return a tagine, 28 cm wide and 24 cm high: dish, conical lid and knob."""
    dish = curve(
        _pick([(0.085, 0.0), (0.110, 0.010), (0.134, 0.040), (0.140, 0.058)], detail, 3),
        detail.steps,
    )
    rim = [(0.140, 0.058), (0.140, 0.066), (0.128, 0.066)]
    lid = curve(
        _pick(
            [
                (0.129, 0.066),
                (0.118, 0.086),
                (0.090, 0.122),
                (0.056, 0.160),
                (0.030, 0.192),
                (0.024, 0.206),
            ],
            detail,
            2,
        ),
        detail.steps,
    )
    knob = curve(
        _pick(
            [(0.024, 0.206), (0.031, 0.218), (0.031, 0.229), (0.018, 0.238), (0.0, 0.240)],
            detail,
            2,
        ),
        detail.steps,
    )
    band = np.array([0.0012, 0.0])
    bands = [
        lathe(np.array([(0.1265, 0.0705), (0.1215, 0.0800)]) + band, detail, _RING),
        lathe(np.array([(0.0735, 0.1405), (0.0655, 0.1495)]) + band, detail, _RING),
    ]
    label = wrap_label([(0.1165, 0.0885), (0.0925, 0.1190)], 2, detail, _PAPER, lift_m=0.0022)
    solid = [lathe(strip, detail, _GLAZE) for strip in (lid, knob)]
    base = [
        lathe(dish, detail, _CLAY),
        lathe(rim if detail.steps > 1 else rim[::2], detail, _GLAZE),
    ]
    return [*base, *solid, *(bands if detail.steps > 1 else []), label]


def build_bowl(detail: Detail) -> list[Part]:
    """Return a bowl, 22 cm wide and 9.5 cm high, on a foot ring."""
    outside = curve(
        _pick(
            [(0.042, 0.0), (0.043, 0.012), (0.072, 0.032), (0.098, 0.062), (0.110, 0.095)],
            detail,
            2,
        ),
        detail.steps,
    )
    rim = [(0.110, 0.095), (0.105, 0.095)]
    inside = curve(
        _pick([(0.105, 0.095), (0.092, 0.062), (0.062, 0.034), (0.0, 0.020)], detail, 2),
        detail.steps,
    )
    hollow = lathe(inside, detail, _INSIDE).toned(_deep(0.095, 0.020))
    label = wrap_label(
        [(0.0868, 0.046), (0.0985, 0.062), (0.1062, 0.080)], 2, detail, _PAPER, lift_m=0.002
    )
    return [lathe(outside, detail, _GLAZE), lathe(rim, detail, _RING), hollow, label]


def build_vase(detail: Detail) -> list[Part]:
    """Return a vase, 17 cm wide and 30 cm high, with two pale bands."""
    outside = curve(
        _pick(
            [
                (0.045, 0.0), (0.052, 0.012), (0.078, 0.070), (0.085, 0.125), (0.070, 0.180),
                (0.038, 0.222), (0.031, 0.250), (0.036, 0.278), (0.050, 0.300),
            ],
            detail,
            2,
        ),
        detail.steps,
    )  # fmt: skip
    inside = lathe([(0.046, 0.300), (0.028, 0.255)], detail, _INSIDE).toned(_deep(0.3, 0.262))
    lip = lathe([(0.050, 0.300), (0.046, 0.300)], detail, _RING)
    parts = [lathe(outside, detail, _GLAZE), lip, inside]
    if detail.steps > 1:
        heights = outside[:, 1]
        for low, high in ((0.196, 0.203), (0.209, 0.212)):
            y = np.linspace(low, high, 4)
            rising = np.argsort(heights)
            radius = np.interp(y, heights[rising], outside[rising, 0]) + 0.0007
            parts.append(lathe(np.stack([radius, y], axis=1), detail, _RING))
    parts.append(
        wrap_label(
            [(0.0818, 0.085), (0.0850, 0.112), (0.0832, 0.139)], 2, detail, _PAPER, lift_m=0.002
        )
    )
    return parts


def build_plate(detail: Detail) -> list[Part]:
    """Return a dish, 30 cm wide, propped up so that its face shows; the picture is its centre."""
    outside = lathe(curve([(0.070, 0.0), (0.150, 0.030)], detail.steps), detail, _GLAZE)
    rim = lathe(
        curve(_pick([(0.150, 0.030), (0.146, 0.0325), (0.104, 0.017)], detail, 1), detail.steps),
        detail,
        _GLAZE,
    )
    centre = lathe(
        curve([(0.104, 0.017), (0.090, 0.0125), (0.0, 0.011)], detail.steps), detail, _INSIDE
    )
    parts = [outside, rim, centre]
    if detail.steps > 1:
        parts += [
            lathe([(0.1290, 0.02715), (0.1240, 0.02535)], detail, _RING),
            lathe([(0.1055, 0.0188), (0.1030, 0.0180)], detail, _RING),
        ]
    disc = lathe([(0.088, 0.0135), (0.0, 0.0118)], detail, _PAPER)
    flat = disc.positions[:, [0, 2]] / 0.088
    uvs = ((flat + 1) / 2).astype(np.float32)
    parts.append(
        Part(disc.positions, disc.normals, disc.indices, _PAPER, disc.tone, uvs, overlay=True)
    )
    stand = Finish(Surface.WOOD, (0.24, 0.13, 0.06))
    prop = [_easel_foot(x, stand) for x in (-0.06, 0.06)]
    tilt = np.radians(72)
    # Turned up on its edge, the face (which was up) now looks at the visitor.
    return [
        part.tilted(tilt).moved(0, 0.150 * float(np.sin(tilt)) + 0.004, 0.0) for part in parts
    ] + prop


def _easel_foot(x: float, finish: Finish) -> Part:
    return box(0.010, 0.050, 0.075, finish).moved(x, 0, -0.010)
