"""Strips: one run of a pattern, or two back to back, measured along one line.

A strip is walked from `low` to `high`; positions on it (`t`, in mm) grow that way in both of
its rows, whichever way each row faces.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from layout.placing.slots import Size, Slot, Vector, direction, slot_around, snap
from layout.rows.values import Run

PLAY_MM = 2  # by which rows of turned halls are deeper than their stands


@dataclass(frozen=True, slots=True)
class StripRow:
    """One row of a strip: position `t` lies at `sign * t + offset` along the run.

    `anchor` is -1 where its stands must be flush with `low`, 1 where with `high`, else 0.
    """

    run: Run
    sign: int
    offset: int
    low: int
    high: int
    anchor: int = 0

    def slot(self, start: int, size: Size, sector: str) -> Slot:
        """Return the slot of a stand that begins at `start`, its back at the row's back."""
        run, (width, depth) = self.run, size
        first = self.sign * start + self.offset - (width if self.sign < 0 else 0)
        cos, sin = direction(run.rotation_mdeg)
        back = run.depth_mm - depth
        if run.rotation_mdeg % 90_000 and back:
            back -= PLAY_MM // 2
        x = run.x_mm + first * cos - back * sin
        y = run.y_mm + first * sin + back * cos
        place = (run.band, run.block)
        return Slot(*snap(x, y, run.rotation_mdeg), run.rotation_mdeg, width, depth, sector, *place)


@dataclass(frozen=True, slots=True)
class Strip:
    """The rows of one band between two cross aisles, in walking direction.

    `origin` is the point at t = 0 on the front line of the first row, `along` the walking
    direction and `across` the way from that front to the opposite one, `thick` mm away.
    `open_ends` tells whether an aisle runs along the low and the high end; `pillars` are the
    ranges where a column stands between the rows that no stand may have in its middle,
    `columns` those of the other columns there and in the aisles along both ends.
    """

    rows: tuple[StripRow, ...]
    origin: Vector
    along: Vector
    across: Vector
    thick: int
    open_ends: tuple[bool, bool] = (True, True)
    pillars: tuple[tuple[int, int], ...] = ()
    columns: tuple[tuple[int, int], ...] = ()

    @property
    def double(self) -> bool:
        return len(self.rows) > 1

    @property
    def low(self) -> int:
        """Where all of its rows have begun."""
        return max(row.low for row in self.rows)

    @property
    def high(self) -> int:
        """Where the first of its rows ends."""
        return min(row.high for row in self.rows)

    def point(self, t: float, across: float) -> Vector:
        """Return the point on the plan at a position and a distance from the first front."""
        (ox, oy), (ux, uy), (vx, vy) = self.origin, self.along, self.across
        return ox + t * ux + across * vx, oy + t * uy + across * vy

    def ends(self) -> tuple[Vector, Vector]:
        """Return the middles of the two ends."""
        return self.point(self.low, self.thick / 2), self.point(self.high, self.thick / 2)

    def reversed(self) -> Strip:
        """Return the strip walked the other way."""
        (ux, uy) = self.along
        rows = tuple(
            replace(row, sign=-row.sign, low=-row.high, high=-row.low, anchor=-row.anchor)
            for row in self.rows
        )
        return replace(
            self,
            rows=rows,
            along=(-ux, -uy),
            open_ends=self.open_ends[::-1],
            pillars=tuple((-high, -low) for low, high in reversed(self.pillars)),
            columns=tuple((-high, -low) for low, high in reversed(self.columns)),
        )

    def trimmed(self, by: int) -> Strip:
        """Return the strip shortened at the ends that an aisle runs along."""
        low, high = (by if is_open else 0 for is_open in self.open_ends)
        rows = tuple(
            replace(row, low=row.low + low, high=max(row.high - high, row.low + low))
            for row in self.rows
        )
        return replace(self, rows=rows)

    def levelled(self, aisle: int) -> Strip:
        """Return the strip with its rows cut to what they have in common.

        A row that goes on to a wall keeps its end if the cut would leave less than an aisle.
        """
        rows = tuple(
            replace(
                row,
                low=self._level(row.low, self.low, aisle, 0),
                high=self._level(row.high, max(self.high, self.low), aisle, 1),
            )
            for row in self.rows
        )
        return replace(self, rows=rows)

    def _level(self, end: int, common: int, aisle: int, side: int) -> int:
        return common if self.open_ends[side] or abs(end - common) >= aisle else end

    def is_clear(self, low: int, high: int) -> bool:
        """Return whether no column stands between the rows in a range."""
        return all(high <= start or end <= low for start, end in self.pillars)

    def is_apart(self, start: int, size: Size, aisle: int) -> bool:
        """Return whether `columns` are all an aisle away from a stand, or in its stretch."""
        end = start + size[0]
        return all(
            high <= start - aisle or end + aisle <= low or (start <= low and high <= end)
            for low, high in self.columns
        )

    def across_slot(self, start: int, size: Size, sector: str) -> Slot:
        """Return the slot of a stand that takes both rows, facing as the first does.

        It is in the middle, or where a column is in its stretch, flush with the first row's
        front: a column may be in a stand or behind it, but not before its front.
        """
        run = self.rows[0].run
        middle = self.thick / 2
        if any(low < start + size[0] and start < high for low, high in self.columns):
            play = PLAY_MM / 2 if run.rotation_mdeg % 90_000 else 0
            middle = min(middle, size[1] / 2 + play)
        centre = self.point(start + size[0] / 2, middle)
        return slot_around(centre, run.rotation_mdeg, size, sector, (run.band, run.block))

    def end_slot(self, start: int, size: Size, sector: str, *, outward: int) -> Slot:
        """Return the slot of a stand that closes the strip at an end, facing out of it.

        `outward` is -1 at the low end and 1 at the high end; the stand takes its depth of
        the strip from `start` on.
        """
        run = self.rows[0].run
        centre = self.point(start + size[1] / 2, self.thick / 2)
        rotation = run.rotation_mdeg + 90_000 * outward * self.rows[0].sign
        return slot_around(centre, rotation, size, sector, (run.band, run.block))


def list_strips(runs: Sequence[Run]) -> list[Strip]:
    """Return the strips of a pattern in walking order, not yet turned to be walked."""
    return [_make_strip(pair) for pair in _pairs(runs)]


def walk_strips(strips: Sequence[Strip]) -> list[Strip]:
    """Return the strips turned so that each begins near where the one before ends.

    A strip with one end at a wall begins there: what its stands leave over falls to the aisle.
    """
    walked: list[Strip] = []
    here: Vector | None = None
    for strip in strips:
        low, high = strip.ends()
        back = here is not None and math.dist(here, high) < math.dist(here, low) - 1
        if strip.open_ends[0] != strip.open_ends[1]:
            back = strip.open_ends[0]
        if back:
            low, high = high, low
        here = high
        walked.append(strip.reversed() if back else strip)
    return walked


def _pairs(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs in their order, those that stand back to back together."""
    waiting: dict[tuple[int, int], list[list[Run]]] = {}
    pairs: list[list[Run]] = []
    for run in runs:
        mates = [] if run.wall else waiting.setdefault((run.band, run.block), [])
        mate = next((pair for pair in mates if _back_to_back(pair[0], run)), None)
        if mate is not None:
            mate.append(run)
            mates.remove(mate)
            continue
        pair = [run]
        pairs.append(pair)
        if not run.wall:
            mates.append(pair)
    return pairs


def _back_to_back(first: Run, second: Run) -> bool:
    if (first.rotation_mdeg + 180_000 - second.rotation_mdeg) % 360_000:
        return False
    start, _ = _in_frame(first, second)
    return min(first.length_mm, start) - max(0, start - second.length_mm) > 0


def _in_frame(first: Run, second: Run) -> tuple[int, int]:
    """Return where the left end of `second` lies along `first`, and how far behind it."""
    cos, sin = direction(first.rotation_mdeg)
    dx, dy = second.x_mm - first.x_mm, second.y_mm - first.y_mm
    return round(dx * cos + dy * sin), round(dy * cos - dx * sin)


def _make_strip(pair: Sequence[Run]) -> Strip:
    first = pair[0]
    cos, sin = direction(first.rotation_mdeg)
    rows = [StripRow(first, 1, 0, 0, first.length_mm, first.anchor)]
    thick = first.depth_mm
    for second in pair[1:]:
        start, thick = _in_frame(first, second)
        rows.append(StripRow(second, -1, start, start - second.length_mm, start, -second.anchor))
    return Strip(tuple(rows), (first.x_mm, first.y_mm), (cos, sin), (-sin, cos), thick)
