"""Exact subset sums: which stands fill a room, and which fill two rooms to one level.

Sums are kept as the bits of an integer, in units of the widths' greatest common divisor.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from layout.placing.slots import Size

_LEVELS_TRIED = 24


class Sums:
    """All sums that a bag of stands can make up to a room, and the stands behind each.

    The widest stands are taken first where several choices make a sum, or with
    `narrow_first` the narrowest.
    """

    def __init__(self, bag: Counter[Size], room: int, *, narrow_first: bool = False) -> None:
        """Take the stands of `bag`; `room` in mm."""
        self.room = max(room, 0)
        self.unit = math.gcd(*(size[0] for size in bag)) or 1
        self.classes = sorted(
            ((size, count) for size, count in bag.items() if 0 < size[0] <= self.room and count),
            reverse=narrow_first,
        )
        full = (1 << (self.room // self.unit + 1)) - 1
        self.layers = [1]
        for (width, _), count in self.classes:
            bits = self.layers[-1]
            for _ in range(min(count, self.room // width)):
                bits |= bits << width // self.unit & full
            self.layers.append(bits)

    def best(self) -> int:
        """Return the greatest sum in mm that fits the room."""
        return (self.layers[-1].bit_length() - 1) * self.unit

    def has(self, total: int) -> bool:
        """Return whether stands of the bag are exactly `total` mm wide together."""
        whole, rest = divmod(total, self.unit)
        return rest == 0 and whole >= 0 and bool(self.layers[-1] >> whole & 1)

    def take(self, total: int) -> Counter[Size]:
        """Return stands that make `total`, which `has` knows."""
        chosen: Counter[Size] = Counter()
        left = total // self.unit
        for index in range(len(self.classes) - 1, -1, -1):
            (size, count), below = self.classes[index], self.layers[index]
            step = size[0] // self.unit
            number = min(count, left // step)
            while not below >> left - number * step & 1:
                number -= 1
            if number:
                chosen[size] = number
            left -= number * step
        return chosen


def width_of(bag: Counter[Size]) -> int:
    """Return how wide the stands are side by side."""
    return sum(size[0] * count for size, count in bag.items())


def fill_one(bag: Counter[Size], room: int, *, narrow_first: bool = False) -> Counter[Size]:
    """Return stands whose widths sum to the most that is possible up to `room`."""
    sums = Sums(bag, room, narrow_first=narrow_first)
    return sums.take(sums.best())


def fill_two(
    bag: Counter[Size], rooms: tuple[int, int], *, narrow_first: bool = False
) -> tuple[Counter[Size], Counter[Size]] | None:
    """Return stands for two rows that leave the same length of each room free, the least.

    None if no level is found: the first choice for one row may leave nothing that fits the
    other, so both orders and both preferences are tried at each level.
    """
    sums = [Sums(bag, max(rooms), narrow_first=flag) for flag in (narrow_first, not narrow_first)]
    tried = 0
    for short in range(rooms[0] % sums[0].unit, min(rooms) + 1, sums[0].unit):
        wanted = (rooms[0] - short, rooms[1] - short)
        if not (sums[0].has(wanted[0]) and sums[0].has(wanted[1])):
            continue
        for first in (0, 1):
            for choice in sums:
                one = choice.take(wanted[first])
                other = Sums(bag - one, wanted[1 - first], narrow_first=narrow_first)
                if other.has(wanted[1 - first]):
                    two = other.take(wanted[1 - first])
                    return (two, one) if first else (one, two)
        tried += 1
        if tried >= _LEVELS_TRIED:
            break
    return None


def halve(
    bag: Counter[Size], starts: tuple[int, int], ends: tuple[int, int], after: Counter[Size]
) -> tuple[Counter[Size], Counter[Size]] | None:
    """Return all stands of the bag in two rows, or None if they do not fit.

    The rows end as evenly as possible, or so that the stands that come `after` can fill what
    is left of both to one level.
    """
    total = width_of(bag)
    if total > ends[0] - starts[0] + ends[1] - starts[1]:
        return None
    sums = Sums(bag, min(total, ends[0] - starts[0]))
    middle = (total + starts[1] - starts[0]) // 2
    firsts: list[int] = []
    lowest = max(0, total - (ends[1] - starts[1]))
    for off in range(0, total + sums.unit, sums.unit):
        pair = {_snap(middle - off, sums.unit), _snap(middle + off, sums.unit)}
        firsts += [f for f in sorted(pair) if lowest <= f <= total and sums.has(f)]
        if len(firsts) >= _LEVELS_TRIED:
            break
    if not firsts:
        return None
    level = min(ends)
    rooms = [(level - starts[0] - first, level - starts[1] - total + first) for first in firsts]
    best = _most_even(rooms, after) if after else 0
    one = sums.take(firsts[best])
    return one, bag - one


def _most_even(rooms: Sequence[tuple[int, int]], after: Counter[Size]) -> int:
    """Return which pair of rooms the stands can fill to the highest common level."""
    sums = Sums(after, max(max(pair) for pair in rooms))
    for short in range(0, _LEVELS_TRIED * sums.unit, sums.unit):
        for index, (first, second) in enumerate(rooms):
            if sums.has(first - short) and sums.has(second - short):
                return index
    return 0


def _snap(total: int, unit: int) -> int:
    return total // unit * unit


def arrange(stands: Counter[Size]) -> Sequence[Size]:
    """Return the stands of a row with the widest at its two ends."""
    ordered = sorted(stands.elements(), reverse=True)
    return [*ordered[0::2], *reversed(ordered[1::2])]
