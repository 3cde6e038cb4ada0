"""Filling strips with stands of unequal width, sector by sector along the walk.

A sector takes the next strips as long as it has stands, both rows of a strip together, so
it is one quarter and the rows end evenly; widths are chosen by exact subset sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from layout.placing.needs import Manner, Needs
from layout.placing.slots import Size, Slot
from layout.placing.strips import PLAY_MM, Strip
from layout.placing.sums import arrange, fill_one, fill_two, halve, width_of


@dataclass(frozen=True, slots=True)
class Fill:
    """Filled strips: what found no place, and what is not neat.

    `strays` stands lie away from the stretch of their sector, `splits` counts stretches that
    others' strips interrupt; `ragged` sums up by how many mm one row is longer than the other
    at the ends of strips, or both end short of them.
    """

    strips: tuple[_Progress, ...]
    unmet: tuple[Needs, ...]
    strays: int
    splits: int
    ragged: int

    def slots(self) -> tuple[Slot, ...]:
        """Return the slots in walking order."""
        return tuple(slot for progress in self.strips for slot in _list_slots(progress))

    @property
    def missing(self) -> int:
        return sum(need.left() for need in self.unmet)

    @property
    def missing_mm(self) -> int:
        """Return the front of the stands that found no place."""
        return sum(width_of(bag) for need in self.unmet for bag in need.bags.values())


@dataclass(slots=True)
class _Progress:
    """A strip being filled: how far each row is taken, and what stands there.

    `gap` is the aisle that must follow an island before anything else, `clear` tells that
    islands keep away from columns.
    """

    strip: Strip
    at: list[int]
    end: list[int]
    clear: bool = False
    gap: int = 0
    islands: list[tuple[int, Size, str]] = field(default_factory=list)
    others: list[tuple[Manner, int, int, Size, str]] = field(default_factory=list)

    @property
    def fresh(self) -> bool:
        return not self.islands and not self.others

    def room(self) -> int:
        """Return how much of both rows is left."""
        return min(self.end) - max(self.at) - self.gap

    def step(self) -> None:
        """Leave the aisle after an island."""
        if self.gap:
            self.at = [max(self.at) + self.gap] * len(self.at)
            self.gap = 0


@dataclass(frozen=True, slots=True)
class Habits:
    """Choices that fill equally well.

    Which widths are used up first; whether a sector whose rows are done goes on to the strip
    where its islands can stand (patience) or lets the next sector in between; whether islands
    keep off all columns (clear) or only those that no stand may have in its middle.
    """

    narrow_first: bool
    patience: bool
    clear: bool


class Filler:
    """Walks along the strips of one pattern."""

    def __init__(self, strips: Sequence[Strip], aisle: int, habits: Habits) -> None:
        """Take strips in walking order and the aisle around islands in mm."""
        self.aisle = aisle
        self.narrow_first, self.patience = habits.narrow_first, habits.patience
        self.strips = [_begin(strip, clear=habits.clear) for strip in strips]
        self.next = 0
        self.after: Counter[Size] = Counter()  # the rows of the sector that comes next

    def fill(self, needs: Sequence[Needs], *, strays: bool) -> Fill:
        """Return all strips filled; `needs` is not changed.

        Without `strays` nobody is placed away from its sector's stretch.
        """
        waiting = [need.copy() for need in needs]
        for need, after in zip(waiting, [*waiting[1:], None], strict=True):
            self.after = Counter(after.bags["row"]) if after is not None else Counter()
            self._fill_sector(need)
        self.after = Counter()
        before = sum(need.left() for need in waiting)
        if strays:
            for need in waiting:
                self._fill_leftovers(need)
        unmet = tuple(need for need in waiting if need.left())
        away = before - sum(need.left() for need in unmet)
        ragged = sum(_ragged(progress) for progress in self.strips[: self.next])
        ragged += sum(_uneven(progress) for progress in self.strips[self.next :])
        return Fill(tuple(self.strips), unmet, away, self._splits(), ragged)

    def _splits(self) -> int:
        """Return how often strips of others lie between two strips of one sector."""
        last: dict[str, int] = {}
        splits = used = 0
        for progress in self.strips:
            sectors = {sector for _, _, sector in progress.islands}
            sectors |= {item[-1] for item in progress.others}
            splits += sum(last.get(sector, used) < used for sector in sorted(sectors))
            used += bool(sectors)
            last.update(dict.fromkeys(sectors, used))
        return splits

    def _fill_sector(self, need: Needs) -> None:
        while need.left() and self.next < len(self.strips):
            self._fill_strip(self.strips[self.next], need)
            if not need.bags["row"] and not self.patience:
                self._seek_specials(need)
                return
            if not need.left():
                return
            self.next += 1

    def _seek_specials(self, need: Needs) -> None:
        """Place what needs a whole band in the next one that has room; stay where we are."""
        for progress in self.strips[self.next :]:
            if not need.left():
                return
            self._place_specials(progress, need)

    def _fill_leftovers(self, need: Needs) -> None:
        for progress in self.strips:
            if not need.left():
                return
            self._fill_strip(progress, need)

    def _fill_strip(self, progress: _Progress, need: Needs) -> None:
        self._place_specials(progress, need)
        if need.bags["row"]:
            self._place_rows(progress, need)

    def _place_specials(self, progress: _Progress, need: Needs) -> None:
        if progress.strip.double:
            self._place_islands(progress, need)
            self._place_caps(progress, need)
            self._place_through(progress, need)

    def _place_islands(self, progress: _Progress, need: Needs) -> None:
        for size in sorted(need.bags["island"].elements(), reverse=True):
            start = self._island_start(progress, size)
            if start is None:
                continue
            end = start + size[0]
            progress.islands.append((start, size, need.sector))
            progress.at = [end] * len(progress.at)
            progress.gap = 0 if end == min(progress.end) else self.aisle
            need.take("island", Counter([size]))

    def _island_start(self, progress: _Progress, size: Size) -> int | None:
        """Return where an island can begin, with an aisle before it and no column in it."""
        strip, end = progress.strip, min(progress.end)
        free = progress.fresh and strip.open_ends[0]
        start = max(progress.at) + (0 if free else self.aisle)
        places = [start, *(high + self.aisle for _, high in strip.pillars if high > start)]
        if progress.clear:
            beside = ((high + self.aisle, high - size[0], low) for low, high in strip.columns)
            places += [place for each in beside for place in each if place > start]
        for place in sorted(places):
            reach = place + size[0] + (0 if strip.open_ends[1] else self.aisle)
            if (
                reach <= end
                and size[1] <= strip.thick
                and strip.is_clear(place - self.aisle, place + size[0] + self.aisle)
                and (not progress.clear or strip.is_apart(place, size, self.aisle))
            ):
                return place
        return None

    def _place_caps(self, progress: _Progress, need: Needs) -> None:
        for size in sorted(need.bags["cap"].elements(), reverse=True):
            if not 0 <= progress.strip.thick - size[0] <= 2 * PLAY_MM or progress.room() < size[1]:
                continue
            if progress.fresh and progress.strip.open_ends[0]:
                start, outward = max(progress.at), -1
                if not progress.strip.is_clear(start, start + size[1]):
                    continue
                progress.at = [start + size[1]] * len(progress.at)
            elif self._reaches_end(progress, need, size[1]):
                start, outward = min(progress.end) - size[1], 1
                if not progress.strip.is_clear(start, start + size[1]):
                    continue
                progress.end = [start] * len(progress.end)
            else:
                continue
            progress.others.append(("cap", outward, start, size, need.sector))
            need.take("cap", Counter([size]))

    def _reaches_end(self, progress: _Progress, need: Needs, depth: int) -> bool:
        """Return whether the sector's own rows will fill the strip up to its end."""
        rows = width_of(need.bags["row"])
        closed = progress.strip.high > min(progress.end) or not progress.strip.open_ends[1]
        return not closed and rows >= len(progress.at) * (progress.room() - depth)

    def _place_through(self, progress: _Progress, need: Needs) -> None:
        for size in sorted(need.bags["through"].elements(), reverse=True):
            even = max(progress.at) == min(progress.at)
            if size[0] > progress.room() or size[1] > progress.strip.thick or not even:
                continue
            start = max(progress.at) + progress.gap
            if not progress.strip.is_clear(start, start + size[0]):
                continue
            progress.step()
            progress.others.append(("through", 0, start, size, need.sector))
            progress.at = [start + size[0]] * len(progress.at)
            need.take("through", Counter([size]))

    def _place_rows(self, progress: _Progress, need: Needs) -> None:
        bag = need.bags["row"]
        if not any(size[0] <= e - a for size in bag for a, e in _rooms(progress)):
            return
        fitting = Counter({s: n for s, n in bag.items() if s[1] <= _depth(progress)})
        if not fitting:
            return
        progress.step()
        for index, chosen in enumerate(self._choose(progress, fitting)):
            at = progress.at[index]
            for size in arrange(chosen):
                progress.others.append(("row", index, at, size, need.sector))
                at += size[0]
            progress.at[index] = at
            need.take("row", chosen)

    def _choose(self, progress: _Progress, bag: Counter[Size]) -> Sequence[Counter[Size]]:
        if len(progress.at) == 1:
            room = progress.end[0] - progress.at[0]
            return (fill_one(bag, room, narrow_first=self.narrow_first),)
        starts, ends = (progress.at[0], progress.at[1]), (progress.end[0], progress.end[1])
        halves = halve(bag, starts, ends, self.after)
        if halves is not None:
            return halves
        level = min(ends)
        rooms = (max(level - starts[0], 0), max(level - starts[1], 0))
        both = fill_two(bag, rooms, narrow_first=self.narrow_first)
        if both is None:
            both = (fill_one(bag, rooms[0]), Counter())
            both = (both[0], fill_one(bag - both[0], rooms[1]))
        return self._beyond(progress, bag, both)

    def _beyond(
        self, progress: _Progress, bag: Counter[Size], both: tuple[Counter[Size], Counter[Size]]
    ) -> tuple[Counter[Size], Counter[Size]]:
        """Return the choice with more stands where one row goes on beyond the other."""
        longer = 0 if progress.end[0] > progress.end[1] else 1
        room = progress.end[longer] - progress.at[longer] - width_of(both[longer])
        more = fill_one(bag - both[0] - both[1], room)
        return (both[0] + more, both[1]) if longer == 0 else (both[0], both[1] + more)


def _begin(strip: Strip, *, clear: bool) -> _Progress:
    low, high = [row.low for row in strip.rows], [row.high for row in strip.rows]
    return _Progress(strip, low, high, clear=clear and bool(strip.columns))


def _rooms(progress: _Progress) -> list[tuple[int, int]]:
    floor = max(progress.at) + progress.gap if progress.gap else 0
    return [
        (max(a, floor) if progress.gap else a, e)
        for a, e in zip(progress.at, progress.end, strict=True)
    ]


def _depth(progress: _Progress) -> int:
    return min(row.run.depth_mm for row in progress.strip.rows)


def _uneven(progress: _Progress) -> int:
    return abs(progress.at[0] - progress.at[-1])


def _ragged(progress: _Progress) -> int:
    """Return how uneven the end of a strip is that no more stands come to."""
    return _uneven(progress) + (0 if progress.fresh else max(progress.room(), 0))


def _list_slots(progress: _Progress) -> list[Slot]:
    """Return the slots around the strip: one row there, the other one back."""
    strip = progress.strip
    islands = _spread(progress) if not progress.others else progress.islands
    placed = [(0, t, strip.across_slot(t, size, sector)) for t, size, sector in islands]
    late = _slack(progress)
    for manner, index, t, size, sector in progress.others:
        if manner == "row":
            slot = strip.rows[index].slot(t + late[index], size, sector)
        elif manner == "cap":
            slot = strip.end_slot(t, size, sector, outward=index)
        else:
            slot = strip.across_slot(t, size, sector)
        side = index if manner == "row" else 0
        placed.append((side, -t if side else t, slot))
    return [slot for _, _, slot in sorted(placed, key=lambda item: item[:2])]


def _slack(progress: _Progress) -> list[int]:
    """Return by how much the stands of each row move on to be flush with its high end."""
    rows = progress.strip.rows
    if progress.islands or any(item[0] != "row" for item in progress.others):
        return [0] * len(rows)
    ends = zip(rows, progress.at, progress.end, strict=True)
    return [end - at if row.anchor > 0 else 0 for row, at, end in ends]


def _spread(progress: _Progress) -> list[tuple[int, Size, str]]:
    """Return the islands of a strip that holds nothing else, spread evenly over it."""
    islands = progress.islands
    if not islands or progress.clear or progress.strip.pillars:
        return islands
    low, high = progress.strip.low, progress.strip.high
    free = high - low - sum(size[0] for _, size, _ in islands)
    if len(islands) == 1:
        (_, size, sector) = islands[0]
        return [(low + free // 2, size, sector)]
    spread, at = [], low
    for index, (_, size, sector) in enumerate(islands):
        spread.append((at, size, sector))
        at += (
            size[0] + free * (index + 1) // (len(islands) - 1) - free * index // (len(islands) - 1)
        )
    return spread
