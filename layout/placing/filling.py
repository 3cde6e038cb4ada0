"""Filling rows with stands of unequal width, sector by sector along the walk.

A sector takes the next pieces of row as long as it has stands, so it is one quarter; within
a piece the widths are chosen to fill it (exact subset sums), the widest at the two ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from layout.placing.trimming import Measures, Segment

Size = tuple[int, int]  # width, depth in mm


_SPLIT_LEAST = 4
_SPLIT_STEP_MM = 500


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one stand: the left end of its front, its quarter and its size."""

    x: int
    y: int
    quarter: int
    width: int
    depth: int
    sector: str
    band: int
    block: int

    def box(self) -> tuple[int, int, int, int]:
        """Return x0, y0, x1, y1."""
        w, d = self.width, self.depth
        corners = {
            0: (self.x, self.y, self.x + w, self.y + d),
            1: (self.x - d, self.y, self.x, self.y + w),
            2: (self.x - w, self.y - d, self.x, self.y),
            3: (self.x, self.y - w, self.x + d, self.y),
        }
        return corners[self.quarter]

    def middle(self) -> tuple[float, float]:
        x0, y0, x1, y1 = self.box()
        return (x0 + x1) / 2, (y0 + y1) / 2


@dataclass(slots=True)
class Needs:
    """What one sector still needs: row stands and block stands (islands), by size."""

    sector: str
    rows: Counter[Size]
    blocks: Counter[Size]

    def left(self) -> int:
        return self.rows.total() + self.blocks.total()


def is_block_stand(size: Size, kit: str, depth: int) -> bool:
    """Return whether a stand takes both rows of a band: an island, or deeper than a row."""
    return size[1] > depth or (kit == "island" and min(size) > depth)


def fill_segments(
    segments: Sequence[Segment], needs: Iterable[Needs], measures: Measures
) -> tuple[list[Slot], list[Needs], int]:
    """Return the slots in walking order, what could not be placed, and how many strayed.

    A stray is a stand placed away from the run of its sector because the run was full.
    """
    filler = _Filler(list(segments), measures)
    waiting = list(needs)
    for need in waiting:
        filler.fill_sector(need, last=need is waiting[-1])
    settled = len(filler.slots)
    for need in waiting:
        filler.fill_leftovers(need)
    unmet = [need for need in waiting if need.left()]
    return filler.slots, unmet, len(filler.slots) - settled


class _Filler:
    """Walks along the segments; `free` holds what is left of each, as (start, end)."""

    def __init__(self, segments: list[Segment], measures: Measures) -> None:
        self.segments = segments
        self.measures = measures
        self.free = [_extent(segment) for segment in segments]
        self.next = 0
        self.slots: list[Slot] = []
        self.sums: dict[tuple[int, int], int] = {}

    def fill_sector(self, need: Needs, *, last: bool) -> None:
        while self.next < len(self.segments) and need.left():
            if need.blocks and self._place_blocks(self.next, need):
                continue
            if not need.rows:
                if not self._seek_block(need):
                    return
                continue
            placed = self._place_row(self.next, need, split=last)
            if need.rows or not placed:
                self._close_row()

    def _close_row(self) -> None:
        """Go on to the next piece; the row behind this one will be made as long."""
        segment, (start, end) = self.segments[self.next], self.free[self.next]
        first, last = _extent(segment)
        if segment.whole and start > first and end == last:
            self.sums.setdefault((segment.band, segment.block), start - first)
        self.next += 1

    def fill_leftovers(self, need: Needs) -> None:
        """Place what is left of a sector in the nearest free pieces, before or behind."""
        for index in range(len(self.segments)):
            if not need.left():
                return
            if need.blocks:
                self._place_blocks(index, need)
            if need.rows:
                self._place_row(index, need)

    def _seek_block(self, need: Needs) -> bool:
        """Place block stands in the next whole band, leaving the pieces between free."""
        for index in range(self.next, len(self.segments)):
            if self._place_blocks(index, need):
                return True
        return False

    def _place_row(self, index: int, need: Needs, *, split: bool = False) -> bool:
        """Fill what is free of a row; with `split`, share the last stands over two rows."""
        segment, (start, end) = self.segments[index], self.free[index]
        partner = self.sums.get((segment.band, segment.block))
        room = end - start
        if segment.whole and partner is not None:
            room = min(room, _extent(segment)[0] + partner - start)
        elif split and self._twin(index) == index + 1:
            room = _half_room(need.rows, room)
        chosen = choose_widths(need.rows, room)
        if not chosen:
            return False
        total = sum(width for width, _ in chosen)
        need.rows.subtract(chosen)
        need.rows = +need.rows
        at = end - total if segment.anchor > 0 else start
        for width, depth in arrange(chosen):
            self.slots.append(_slot(segment, at, (width, depth), need.sector))
            at += width
        self.free[index] = (start, end - total) if segment.anchor > 0 else (start + total, end)
        return True

    def _place_blocks(self, index: int, need: Needs) -> bool:
        """Place islands in a band whose two rows are still whole; spread them over it."""
        twin = self._twin(index)
        if twin is None:
            return False
        segment = self.segments[index]
        start, end = self.free[index]
        gap = self.measures.aisle
        chosen: list[Size] = []
        for size in sorted(need.blocks.elements(), reverse=True):
            if sum(w for w, _ in chosen) + size[0] + gap * len(chosen) <= end - start:
                chosen.append(size)
        if not chosen or max(d for _, d in chosen) > 2 * self.measures.depth:
            return False
        used = sum(w for w, _ in chosen)
        remain = end - start - used - gap * len(chosen)
        rest = remain if len(chosen) == 1 and need.rows and remain >= self.measures.unit else 0
        if not rest and len(chosen) > 1:
            gap = (end - start - used) // (len(chosen) - 1)
        need.blocks.subtract(chosen)
        need.blocks = +need.blocks
        at, low = start, min(segment.y0, self.segments[twin].y0)
        for width, depth in chosen:
            inset = (2 * self.measures.depth - depth) // 2
            self.slots.append(
                Slot(at, low + inset, 0, width, depth, need.sector, segment.band, segment.block)
            )
            at += width + gap
        self.free[index] = self.free[twin] = (at, end) if rest else (end, end)
        return True

    def _twin(self, index: int) -> int | None:
        segment = self.segments[index]
        if (
            segment.band < 0
            or not (segment.whole and segment.clear)
            or self.free[index] != _extent(segment)
        ):
            return None
        for other in (index + 1, index - 1):
            if 0 <= other < len(self.segments):
                twin = self.segments[other]
                same = (twin.band, twin.block) == (segment.band, segment.block)
                if same and twin.clear and self.free[other] == _extent(segment):
                    return other
        return None


def _extent(segment: Segment) -> tuple[int, int]:
    if segment.quarter % 2 == 0:
        return segment.x0, segment.x1
    return segment.y0, segment.y1


def _slot(segment: Segment, at: int, size: Size, sector: str) -> Slot:
    width, depth = size
    places = {
        0: (at, segment.y0),
        1: (segment.x1, at),
        2: (at + width, segment.y1),
        3: (segment.x0, at + width),
    }
    x, y = places[segment.quarter]
    return Slot(x, y, segment.quarter, width, depth, sector, segment.band, segment.block)


def choose_widths(available: Counter[Size], room: int) -> list[Size]:
    """Return stands whose widths sum to the most that is possible up to `room`.

    Exact: all reachable sums are kept, each with the widest stands that make it.
    """
    sums: dict[int, tuple[Size, ...]] = {0: ()}
    for size, count in sorted(available.items(), reverse=True):
        grown: dict[int, tuple[Size, ...]] = {}
        for total, stands in sums.items():
            for number in range(min(count, max(room - total, 0) // size[0]), -1, -1):
                grown.setdefault(total + number * size[0], stands + (size,) * number)
        sums = grown
    return list(sums[max(sums)])


def _half_room(rows: Counter[Size], room: int) -> int:
    """Return the shortest room for half of the stands, if two such rows take them all."""
    left = sum(size[0] * count for size, count in rows.items())
    if left >= 2 * room or rows.total() < _SPLIT_LEAST:
        return room
    for half in range(-(-left // 2), room, _SPLIT_STEP_MM):
        if 2 * sum(width for width, _ in choose_widths(rows, half)) >= left:
            return half
    return room


def arrange(stands: Sequence[Size]) -> list[Size]:
    """Return the stands of a row with the widest at its two ends."""
    ordered = sorted(stands, reverse=True)
    return [*ordered[0::2], *reversed(ordered[1::2])]
