"""Who stands where: stands of a drawing → pins, and sizes that the exhibitors' table lacks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hall.model.exhibitor import Exhibitor
from hall.model.folding import find_nearest, fold
from hall.service.importing.found import FoundStand, Notes, Source, Survey
from layout.lock import LockMemory
from layout.values import Pin, Placement, Plan, stand_corners

_SAME_MM = 1.5
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Seat:
    """A stand with its exhibitor; `was` is how the lock remembers it.

    `number` is the stand's own where it was not what told the exhibitor.
    """

    exhibitor: str
    stand: FoundStand
    was: Placement | None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Seating:
    """The pins as they shall be, sizes to write into the table, and what changed.

    `moved` holds seats whose place is new, `same` counts the others, `gone` are exhibitors
    with a stand that the drawing does not show. `numbers` are those that the file gives and
    that are not theirs yet, `drawn_sizes` as drawn, the front being known.
    """

    pins: tuple[Pin, ...]
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    moved: tuple[Seat, ...] = ()
    same: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    drawn_sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def seat_exhibitors(
    survey: Survey,
    plan: Plan | None,
    memory: LockMemory,
    exhibitors: Sequence[Exhibitor],
    given: Mapping[str, str],
    notes: Notes,
) -> Seating:
    """Return who is pinned where.

    A stand whose rectangle is where the lock remembers it stays as free or pinned as it was:
    the lock keeps it there. `given` maps numbers to exhibitors where a table tells them.
    """
    pins = {pin.exhibitor: pin for pin in plan.pins} if plan else {}
    if "stands" not in survey.covers:
        return Seating(tuple(pins.values()))
    finder = _Finder(memory, exhibitors, given)
    seats = _find_seats(survey.stands, finder, memory, notes)
    by_id = {exhibitor.id: exhibitor for exhibitor in exhibitors}
    sizes: dict[str, tuple[int, int]] = {}
    moved: list[Seat] = []
    same: list[str] = []
    for name, seat in seats.items():
        is_new = seat.stand.x_mm is not None and not _is_unmoved(seat, pins.get(name))
        if is_new:
            pins[name] = _make_pin(seat)
            moved.append(seat)
        else:
            same.append(name)
        wish = by_id[name].stand
        size = (seat.stand.width_mm, seat.stand.depth_mm)
        if min(size) > 0 and (is_new or seat.stand.x_mm is None):
            turned = _turned_size(seat)
            if wish is None or (wish.width_mm, wish.depth_mm) != turned:
                sizes[name] = turned
    gone: list[str] = []
    if survey.stands_complete:
        placed = {stand.exhibitor for stand in memory.stands if stand.exhibitor}
        gone = sorted((placed | pins.keys()) - seats.keys())
        for name in gone:
            pins.pop(name, None)
    sources = {name: seat.stand.source for name, seat in seats.items()}
    known = memory.numbers
    numbers = {
        name: seat.number
        for name, seat in seats.items()
        if seat.number and seat.number != known.get(name) and (name in pins or name in known)
    }
    drawn = {name: _turned_size(seat) for name, seat in seats.items()}
    return Seating(
        tuple(pins.values()), sizes, tuple(moved), tuple(same), tuple(gone), sources, numbers, drawn
    )


class _Finder:
    """Knows exhibitors by id, by name, by the number of their stand and by a table."""

    def __init__(
        self, memory: LockMemory, exhibitors: Sequence[Exhibitor], given: Mapping[str, str]
    ) -> None:
        self._ids = {exhibitor.id for exhibitor in exhibitors}
        self._host = {e.id: e.host for e in exhibitors if e.host}
        self._given = {fold(number): name for number, name in given.items()}
        self._numbers = {fold(number): name for name, number in memory.numbers.items()}
        stands = {stand: name for name, stand in memory.stand_ids.items()}
        self._former = {
            fold(number): stands[stand]
            for number, stand in memory.former_numbers.items()
            if stand in stands
        }
        self._names: dict[str, str] = {}
        for exhibitor in exhibitors:
            for text in exhibitor.name.by_lang.values():
                self._names.setdefault(fold(text), exhibitor.id)

    def find(self, word: str) -> str:
        """Return the exhibitor that a word means, or nothing."""
        key = fold(word)
        if not key:
            return ""
        told = self._given.get(key, "")
        for name in (told, word, word.lower()):
            if name in self._ids:
                return self._host.get(name) or name
        for table in (self._names, self._numbers, self._former):
            found = table.get(fold(told) if told else key, "")
            if found in self._ids:
                return self._host.get(found) or found
        return ""

    def names(self, stand: FoundStand) -> bool:
        """Return whether the drawing or a table says whose a stand is, beside its number."""
        return bool(self.find(stand.exhibitor)) or fold(stand.number) in self._given

    def nearest(self, word: str) -> str:
        return find_nearest(word, sorted(self._ids)) or ""


def _find_seats(
    stands: Sequence[FoundStand], finder: _Finder, memory: LockMemory, notes: Notes
) -> dict[str, Seat]:
    remembered = {stand.exhibitor: stand for stand in memory.stands if stand.exhibitor}
    seats: dict[str, Seat] = {}
    free: list[FoundStand] = []
    for stand in stands:
        name = finder.find(stand.exhibitor) or finder.find(stand.number)
        if not name:
            if stand.exhibitor:
                near = finder.nearest(stand.exhibitor)
                fix = f"did you mean {near}?" if near else "add it to exhibitors.csv first"
                message = f"exhibitor `{stand.exhibitor}` is not in exhibitors.csv; {fix}"
                notes.error("exhibitor_unknown", message, stand.source)
            elif stand.number:
                free.append(stand)
        elif name in seats:
            other = seats[name].stand
            message = (
                f"{name} has two stands ({other.number or other.source.place} and"
                f" {stand.number or stand.source.place}); keep one"
            )
            notes.error("two_stands", message, stand.source)
        else:
            number = stand.number if finder.names(stand) else ""
            seats[name] = Seat(name, stand, remembered.get(name), number)
    _tell_free(free, notes)
    return seats


def _tell_free(free: Sequence[FoundStand], notes: Notes) -> None:
    if not free:
        return
    shown = ", ".join(stand.number for stand in free[:_SHOWN])
    more = f" and {len(free) - _SHOWN} more" if len(free) > _SHOWN else ""
    message = (
        f"{len(free)} stands have a number that no exhibitor has: {shown}{more}; they are left out."
        " Say whose they are with --exhibitors TABLE (columns number and exhibitor)"
    )
    notes.warn("stand_unclaimed", message)


def _is_unmoved(seat: Seat, pin: Pin | None) -> bool:
    stand, was = seat.stand, seat.was
    if pin is not None:
        at_pin = (pin.x_mm, pin.y_mm, pin.rotation_mdeg) == (
            stand.x_mm, stand.y_mm, stand.rotation_mdeg,
        )  # fmt: skip
        on_lock = was is not None and (pin.x_mm, pin.y_mm) == (was.x_mm, was.y_mm)
        return at_pin or (on_lock and _fills(stand, was))
    return _fills(stand, was)


def _fills(stand: FoundStand, was: Placement | None) -> bool:
    """Return whether a stand covers the rectangle that the lock remembers, front or not."""
    if was is None or stand.x_mm is None:
        return False
    corners = stand_corners(was)
    return all(
        min(math.dist(corner, other) for other in corners) <= _SAME_MM
        for corner in found_corners(stand)
    )


def found_corners(stand: FoundStand) -> tuple[tuple[float, float], ...]:
    """Return the corners of a drawn stand, from the left end of its front."""
    return stand_corners(
        Placement(
            "", "", "", None, (), stand.x_mm or 0, stand.y_mm, stand.rotation_mdeg,
            stand.width_mm, stand.depth_mm, (), "shell_scheme",
        )
    )  # fmt: skip


def _turn_of(seat: Seat) -> int:
    """Return by how many corners the front is moved on, so that a stand faces as it did."""
    stand, was = seat.stand, seat.was
    if stand.front_known or was is None:
        return 0
    quarter = (was.rotation_mdeg - stand.rotation_mdeg) / 90_000
    return round(quarter) % 4 if abs(quarter - round(quarter)) < 1 / 90 else 0


def _turned_size(seat: Seat) -> tuple[int, int]:
    w, d = seat.stand.width_mm, seat.stand.depth_mm
    return (d, w) if _turn_of(seat) % 2 else (w, d)


def _make_pin(seat: Seat) -> Pin:
    stand, turn = seat.stand, _turn_of(seat)
    x, y = found_corners(stand)[turn]
    rotation = (stand.rotation_mdeg + turn * 90_000) % 360_000
    return Pin(seat.exhibitor, round(x), round(y), rotation)
