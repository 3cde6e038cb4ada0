"""Jar, bottle and flask: glass with a paper label."""

from __future__ import annotations

import numpy as np

from assets.forms.part import Detail, Finish, Part, Surface
from assets.forms.solids import curve, lathe, wrap_label

_GLASS = Finish(Surface.GLASS, (0.75, 0.72, 0.66), tint=0.94)
_PAPER = Finish(Surface.PAPER, (0.86, 0.82, 0.73))
_LID = Finish(Surface.METAL, (0.62, 0.44, 0.16))
_CORK = Finish(Surface.WOOD, (0.50, 0.31, 0.15))
_DARK_CAP = Finish(Surface.METAL, (0.045, 0.04, 0.036))


def build_jar(detail: Detail) -> list[Part]:
    """Return a honey jar, 7.8 cm wide and 11 cm high, with a gilt lid."""
    foot = curve([(0.033, 0.0), (0.0385, 0.006)], detail.steps)
    side = np.array([(0.0385, 0.006), (0.039, 0.045), (0.0385, 0.081)])
    shoulder = curve(
        [(0.0385, 0.081), (0.0365, 0.0875), (0.0335, 0.090)][:: 2 if detail.steps == 1 else 1],
        detail.steps,
    )
    lid_side = [(0.0362, 0.0895), (0.0362, 0.106)]
    lid_edge = curve(
        [(0.0362, 0.106), (0.0352, 0.1092), (0.033, 0.110)][:: 2 if detail.steps == 1 else 1],
        detail.steps,
    )
    strips = [np.array([(0.0375, 0.0), (0.0385, 0.081)])] if detail.sparse else [foot, side]
    glass = [lathe(strip, detail, _GLASS) for strip in (*strips, shoulder)]
    lid = [
        lathe(strip, detail, _LID) for strip in (lid_side, lid_edge, [(0.033, 0.110), (0.0, 0.110)])
    ]
    if detail.sparse:
        top = (0.0355, 0.109)
        lid = [lathe(strip, detail, _LID) for strip in ([lid_side[0], top], [top, (0.0, 0.109)])]
    label = wrap_label([(0.0388, 0.017), (0.0391, 0.045), (0.0388, 0.073)], 6, detail, _PAPER)
    return [*glass, *lid, label]


def build_bottle(detail: Detail) -> list[Part]:
    """Return an oil bottle, 7.4 cm wide and 28 cm high, with a cork."""
    near = detail.steps == 1
    foot = curve([(0.032, 0.0), (0.037, 0.006)], detail.steps)
    side = [(0.037, 0.006), (0.037, 0.155)]
    shoulder = curve(
        [(0.037, 0.155), (0.0335, 0.183), (0.0165, 0.212), (0.0138, 0.226), (0.0135, 0.252)][
            :: 2 if near else 1
        ],
        detail.steps,
    )
    lip = [(0.0165, 0.252), (0.0165, 0.262), (0.0095, 0.2625)]
    cork = [(0.0095, 0.262), (0.0100, 0.280)]
    strips = ([(0.036, 0.0), side[1]], shoulder) if detail.sparse else (foot, side, shoulder)
    parts = [lathe(strip, detail, _GLASS) for strip in strips]
    if not detail.sparse:
        parts.append(lathe(lip if not near else lip[:2], detail, _GLASS))
    parts += [lathe(cork, detail, _CORK), lathe([(0.0100, 0.280), (0.0, 0.280)], detail, _CORK)]
    parts.append(wrap_label([(0.0372, 0.030), (0.0372, 0.132)], 6, detail, _PAPER))
    return parts


def build_flask(detail: Detail) -> list[Part]:
    """Return a cosmetic flask, 4.4 cm wide and 11.5 cm high, with a dropper."""
    near = detail.steps == 1
    side = [(0.0205, 0.0), (0.0220, 0.004), (0.0220, 0.058)]
    shoulder = curve(
        [(0.0220, 0.058), (0.0195, 0.0665), (0.0118, 0.0700)][:: 2 if near else 1], detail.steps
    )
    collar = [(0.0125, 0.070), (0.0125, 0.085)]
    bulb = curve(
        [(0.0085, 0.085), (0.0088, 0.100), (0.0068, 0.1115), (0.0, 0.115)][:: 3 if near else 1],
        detail.steps,
    )
    parts = [lathe(strip, detail, _GLASS) for strip in (side, shoulder)]
    parts += [
        lathe(collar, detail, _LID),
        *([] if detail.sparse else [lathe([(0.0125, 0.085), (0.0085, 0.085)], detail, _LID)]),
        lathe(bulb, detail, _DARK_CAP),
    ]
    if near:
        parts[-1] = lathe([(0.0085, 0.085), (0.0075, 0.110)], detail, _DARK_CAP)
        parts.append(lathe([(0.0075, 0.110), (0.0, 0.115)], detail, _DARK_CAP))
    parts.append(wrap_label([(0.0222, 0.008), (0.0222, 0.054)], 6, detail, _PAPER))
    return parts
