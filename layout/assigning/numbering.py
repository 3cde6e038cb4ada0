"""Stand ids and numbers: kept from the last lock, else given along the walk.

A number is a label from the plan's template. Once given it stays while the template and the
stand's sector (where the template names it) stay; a number that was ever used is not given
to another stand, so there may be gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from shapely import Point, Polygon

from layout.assigning.bands import Band, find_bands
from layout.lock import NO_MEMORY, LockMemory
from layout.values import Placement, Plan

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and O: they read as 1 and 0
_WORD = re.compile(r"\{(\w+)(?::0(\d)d)?\}")
_NO_SECTOR = "X"


def sector_letters(plan: Plan, memory: LockMemory | None = None) -> dict[str, str]:
    """Return a letter (two after 24 sectors) for each sector.

    A sector keeps the letter that its stands' numbers have in the last lock; the others get
    the first free ones in the order of the plan.
    """
    letters: dict[str, str] = {}
    for sector in plan.sectors:
        known = _known_letter(plan, sector.id, memory or NO_MEMORY)
        if known and known not in letters.values():
            letters[sector.id] = known
    taken = set(letters.values())
    count = 2 * len(plan.sectors) + len(taken)
    spare = (letter for letter in map(_letter, range(count)) if letter not in taken)
    for sector in plan.sectors:
        if sector.id not in letters:
            letters[sector.id] = next(spare)
    return {sector.id: letters[sector.id] for sector in plan.sectors}


def _letter(index: int) -> str:
    high, low = divmod(index, len(_LETTERS))
    return (_LETTERS[high - 1] if high else "") + _LETTERS[low]


def _known_letter(plan: Plan, sector: str, memory: LockMemory) -> str:
    """Return the letter that most numbers of a sector have."""
    if "{sector_letter}" not in plan.number_template:
        return ""
    pattern = _pattern(plan.number_template, {"sector": re.escape(sector)})
    found = [
        match["sector_letter"]
        for stand in memory.stands
        if stand.sector == sector and (match := pattern.fullmatch(stand.number))
    ]
    if not found:
        return ""
    counts = Counter(found)
    return min(counts, key=lambda letter: (-counts[letter], letter))


def give_ids(placements: Sequence[Placement], memory: LockMemory | None) -> dict[str, str]:
    """Return a stand id for each exhibitor; new ones get serials never given before."""
    known = memory or NO_MEMORY
    ids, serial = {}, known.next_stand
    for stand in placements:
        name = stand.exhibitor or ""
        if name in known.stand_ids:
            ids[name] = known.stand_ids[name]
        else:
            ids[name] = f"s-{serial}"
            serial += 1
    return ids


def give_numbers(
    plan: Plan, placements: Sequence[Placement], memory: LockMemory | None
) -> dict[str, str]:
    """Return a number for each exhibitor, `placements` being in walking order.

    Words of the template: `sector_letter`, `sector`, `hall`, `row`, `aisle` and `n`. `n`
    counts the stands that have all other words in common, along the walk; where the template
    has rows or aisles, along these, and with aisles alone odd on one side and even on the
    other.
    """
    known, giver = memory or NO_MEMORY, _Giver(plan, placements, memory)
    numbers: dict[str, str] = {}
    for index, stand in enumerate(placements):
        kept = known.numbers.get(stand.exhibitor or "")
        if kept is not None and giver.fits(index, kept):
            numbers[stand.exhibitor or ""] = kept
    used = {*numbers.values(), *known.numbers.values(), *known.retired_numbers}
    used |= set(known.former_numbers)
    for index in giver.order:
        name = placements[index].exhibitor or ""
        while name not in numbers:
            number = giver.next(index)
            if number not in used:
                numbers[name] = number
                used.add(number)
    return numbers


class _Giver:
    """Counts numbers up for the stands of one plan."""

    def __init__(
        self, plan: Plan, placements: Sequence[Placement], memory: LockMemory | None
    ) -> None:
        self.template, self.placements = plan.number_template, placements
        self.words = {word for word, _ in _WORD.findall(self.template)}
        self.letters = sector_letters(plan, memory)
        rows = self.words & {"row", "aisle"}
        self.bands = (
            find_bands(plan, placements) if rows else [Band(0, 0, 0.0, odd=True)] * len(placements)
        )
        self.halls = _halls(plan, placements) if "hall" in self.words else [""] * len(placements)
        self.counters: dict[str, int] = {}
        self.patterns: dict[tuple[str, str], re.Pattern[str]] = {}
        self.order = list(range(len(placements)))
        if rows:
            self.order.sort(key=lambda i: (self._row(i), self.bands[i].along))

    def _row(self, index: int) -> int:
        band = self.bands[index]
        return band.row if "row" in self.words else band.aisle

    def fits(self, index: int, number: str) -> bool:
        """Return whether a number is one that a stand may keep."""
        sector, hall = self.placements[index].sector, self.halls[index]
        if (sector, hall) not in self.patterns:
            words = {
                "sector_letter": re.escape(self.letters.get(sector, _NO_SECTOR)),
                "sector": re.escape(sector),
                "hall": re.escape(hall),
            }
            self.patterns[sector, hall] = _pattern(self.template, words)
        return self.patterns[sector, hall].fullmatch(number) is not None

    def next(self, index: int) -> str:
        """Return the next number of a stand's series."""
        band, sector = self.bands[index], self.placements[index].sector
        facing = self.words & {"row", "aisle"} == {"aisle"}
        values: dict[str, str | int] = {
            "sector_letter": self.letters.get(sector, _NO_SECTOR),
            "sector": sector,
            "hall": self.halls[index],
            "row": band.row,
            "aisle": band.aisle,
        }
        series = self.template.format(**values, n=0) + (str(band.odd) if facing else "")
        count = self.counters[series] = self.counters.get(series, 0) + 1
        number = 2 * count - band.odd if facing else count
        return self.template.format(**values, n=number)


def _halls(plan: Plan, placements: Sequence[Placement]) -> list[str]:
    """Return the id of the hall that each stand is in."""
    shapes = [(hall.id, Polygon(hall.outline, hall.holes)) for hall in plan.halls]
    return [
        next(
            (name for name, shape in shapes if shape.covers(Point(stand.x_mm, stand.y_mm))),
            plan.hall.id,
        )
        for stand in placements
    ]


def _pattern(template: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """Return what matches numbers of a template; words not given match anything of theirs."""
    parts, at = [], 0
    seen: set[str] = set()
    for match in _WORD.finditer(template):
        word, digits = match[1], match[2]
        parts.append(re.escape(template[at : match.start()]))
        at = match.end()
        count = {"sector_letter": "[A-Z]{1,2}", "sector": r"[a-z0-9-]+", "hall": r"[a-z0-9-]+"}
        body = words.get(word) or count.get(word) or rf"\d{{{digits or 1},}}"
        parts.append(f"(?:{body})" if word in seen else f"(?P<{word}>{body})")
        seen.add(word)
    return re.compile("".join([*parts, re.escape(template[at:])]))
