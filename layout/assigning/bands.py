"""The row that a stand is in and the aisle that it faces, as numbers for stand numbers.

Rows are front lines: stands that face one way with their fronts on one line. They are
counted across the hall, first those that face south or north, from the south, then other
directions. Two rows that face each other across an aisle share its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layout.assigning.frames import frame_of, place_of
from layout.values import Placement, Plan

_HALF_TURN = 180_000
_SAME_LINE_MM = 10.0
_WIDEST_AISLES = 3  # times the main aisle: farther apart, two rows face different aisles


@dataclass(frozen=True, slots=True)
class Band:
    """Row and aisle from 1; `along` is the place along the row, `odd` the side of the aisle."""

    row: int
    aisle: int
    along: float
    odd: bool


def find_bands(plan: Plan, stands: Sequence[Placement]) -> list[Band]:
    """Return the row and the aisle of each stand."""
    reach = _WIDEST_AISLES * max(plan.rules.main_aisle_mm, plan.rules.aisle_mm)
    places = [_across(stand) for stand in stands]
    order = sorted(range(len(stands)), key=lambda index: places[index][:3])
    rows, aisles = [0] * len(stands), [0] * len(stands)
    row = aisle = 0
    last: tuple[int, float, bool] | None = None
    opened: tuple[int, float] | None = None
    for index in order:
        axis, across, faces_up, _ = places[index]
        new = last is None or last[0] != axis or last[2] != faces_up
        if new or (last is not None and across - last[1] > _SAME_LINE_MM):
            row += 1
            if faces_up:
                aisle, opened = aisle + 1, (axis, across)
            elif opened is None or opened[0] != axis or across - opened[1] > reach:
                aisle, opened = aisle + 1, None
            else:
                opened = None
        last = (axis, across, faces_up)
        rows[index], aisles[index] = row, aisle
    return [
        Band(rows[index], aisles[index], along, odd)
        for index, (_, _, odd, along) in enumerate(places)
    ]


def _across(stand: Placement) -> tuple[int, float, bool, float]:
    """Return axis, front line across it, whether the front faces up it, place along it."""
    frame, _, _ = place_of(stand)
    turned = frame.rotation_mdeg >= _HALF_TURN
    axis = frame.rotation_mdeg % _HALF_TURN
    common = frame_of(axis)
    across = round(common.across(stand.x_mm, stand.y_mm), 1)
    return axis, across, turned, round(common.along(stand.x_mm, stand.y_mm), 1)
