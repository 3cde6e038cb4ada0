"""Stand ids and numbers: kept from the last lock, else given along the walk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from layout.lock import NO_MEMORY, LockMemory
from layout.values import Placement, Plan

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and O: they read as 1 and 0


def sector_letters(plan: Plan) -> dict[str, str]:
    """Return a letter (two after 24 sectors) for each sector, in the order of the plan."""
    letters = {}
    for index, sector in enumerate(plan.sectors):
        high, low = divmod(index, len(_LETTERS))
        letters[sector.id] = (_LETTERS[high - 1] if high else "") + _LETTERS[low]
    return letters


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

    A number is kept while its stand stays in the sector; numbers that were ever used are
    not given to another stand.
    """
    known = memory or NO_MEMORY
    letters = sector_letters(plan)
    prefixes = {sector: _number(plan, letters, sector, 0).split("0")[0] for sector in letters}
    numbers: dict[str, str] = {}
    for stand in placements:
        name = stand.exhibitor or ""
        kept = known.numbers.get(name)
        if kept is not None and _keeps(kept, prefixes.get(stand.sector, "")):
            numbers[name] = kept
    used = {*numbers.values(), *known.numbers.values(), *known.retired_numbers}
    used |= set(known.former_numbers)
    counters: dict[str, int] = dict.fromkeys(letters, 0)
    for stand in placements:
        name = stand.exhibitor or ""
        while name not in numbers:
            counters[stand.sector] = counters.get(stand.sector, 0) + 1
            number = _number(plan, letters, stand.sector, counters[stand.sector])
            if number not in used:
                numbers[name] = number
                used.add(number)
    return numbers


def _keeps(number: str, prefix: str) -> bool:
    return number.startswith(prefix) and number[len(prefix) : len(prefix) + 1].isdecimal()


def _number(plan: Plan, letters: Mapping[str, str], sector: str, serial: int) -> str:
    letter = letters.get(sector, "X")
    return plan.number_template.format(sector_letter=letter, sector=sector, n=serial)
