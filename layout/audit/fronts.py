"""Checks that fronts and the sides called open have an aisle before them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from layout.audit.notes import note_fault
from layout.audit.scene import Scene
from layout.values import SIDES, Finding


def check_sides(scene: Scene) -> Iterator[Finding]:
    """The front and every side called open have an aisle's width of floor before them.

    Before an open side other than the front a column may stand.
    """
    stands = scene.placed.placements
    if not stands:
        return
    for index in np.flatnonzero(~scene.front_free):
        strip = scene.fronts[index]
        blocked = strip.difference(scene.walk)
        share, number = blocked.area / max(strip.area, 1.0), scene.number(index)
        message = f"{max(share, 0.01):.0%} of the aisle before stand {number} is not free"
        yield note_fault("stand.front_blocked", message, [number], blocked, (share, 0.0))
    for side in SIDES:
        told = np.array([side in stand.open_sides for stand in stands])
        if side == "front":
            for index in np.flatnonzero(~told):
                number = scene.number(index)
                message = f"stand {number} is not open at its front"
                yield note_fault("stand.side_not_open", message, [number, side])
            continue
        strips = scene.stands.beside(side, scene.aisle_mm)
        told[told] = ~shapely.covers(scene.walk, strips[told])
        for index in np.flatnonzero(told):
            blocked = strips[index].difference(scene.walk)
            if _only_columns(scene, blocked):
                continue
            share, number = blocked.area / max(strips[index].area, 1.0), scene.number(index)
            message = f"the {side} of stand {number} is called open but has no aisle"
            numbers = (share, 0.0)
            yield note_fault("stand.side_not_open", message, [number, side], blocked, numbers)


def _only_columns(scene: Scene, blocked: shapely.Geometry) -> bool:
    near = [column for column in scene.columns if column.intersects(blocked)]
    rest = blocked.difference(shapely.union_all(near)) if near else blocked
    return bool(rest.area < 1.0)
