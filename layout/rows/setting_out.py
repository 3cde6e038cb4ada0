"""Stands on runs: whole millimetres in every direction, never overlapping by a millimetre."""

from __future__ import annotations

from collections.abc import Iterator

from layout.rows.frame import QUARTER, direction
from layout.rows.values import Run
from layout.values import PointMm

_AROUND = (-1, 0, 1)


def place_on_run(run: Run, offsets: tuple[int, ...]) -> tuple[PointMm, ...]:
    """Return where the stands begin whose fronts start at these offsets along the run.

    Where the run is neither along x nor along y, of the whole millimetres near each place the
    one is taken that lies closest to the line of the fronts: rows back to back stay so.
    """
    cos, sin = direction(run.rotation_mdeg)
    if run.rotation_mdeg % QUARTER == 0:
        return tuple(
            (run.x_mm + round(cos * offset), run.y_mm + round(sin * offset)) for offset in offsets
        )
    return tuple(_near_line(run, offset, cos, sin) for offset in offsets)


def _near_line(run: Run, offset: int, cos: float, sin: float) -> PointMm:
    x, y = run.x_mm + offset * cos, run.y_mm + offset * sin
    places = [(round(x) + i, round(y) + j) for i in _AROUND for j in _AROUND]

    def miss(place: PointMm) -> tuple[float, PointMm]:
        along = (place[0] - x) * cos + (place[1] - y) * sin
        across = (place[1] - y) * cos - (place[0] - x) * sin
        return round(abs(across) + 0.6 * abs(along), 6), place

    return min(places, key=miss)


def share_out(run: Run, width: int) -> Iterator[int]:
    """Yield the offsets of as many stands of one width as the run holds, from its anchor."""
    count = run.length_mm // width
    start = run.length_mm - count * width if run.anchor > 0 else 0
    yield from (start + index * width for index in range(count))
