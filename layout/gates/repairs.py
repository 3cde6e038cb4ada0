"""What would make an impossible fair possible, ordered by how little it changes.

Every repair is a changed floor or a changed demand on which the gate itself was asked again.
That the gate lets it pass is necessary, not enough: `likely` tells how much it takes in
layouts as they are drawn, which reach about seven eighths of the bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from layout.gates.demand import Demand, Size, Wish, asked_mm2, least_floor_mm2
from layout.gates.floor import FloorShapes, GateFloor, measure_floor, measure_shapes
from layout.values import Plan

RepairKind = Literal[
    "smaller_stands", "shared_stands", "fewer_exhibitors", "narrower_aisles", "more_floor",
    "fewer_zones",
]  # fmt: skip
# Research prototype on ten halls: 83 to 92 % of the perimeter bound (benchmarks/capacity.py).
REACHED = 0.87
AISLE_STEP_MM = 100
LEAST_AISLE_MM = 1_200
LEAST_FRONT_MM = 2_000
_HARDLY = "; in practice this alone will hardly do"


@dataclass(frozen=True, slots=True)
class Repair:
    """One way out. `least` is the proved minimum, `likely` what layouts as drawn need.

    Both count stands, exhibitors, mm of aisle or mm² of floor, as `kind` says; `likely` is None
    where even all of it would hardly do. `change` is the share of stand area, aisle or floor
    given up. `placed` tells whether a layout was found with `tried` of them; None: not tried.
    """

    kind: RepairKind
    message: str
    change: float
    least: float
    likely: float | None
    size: Size | None = None
    subjects: tuple[str, ...] = ()
    placed: bool | None = None
    tried: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A fair that is too big for its hall. `demand` is settled: one size for each wish.

    `goal` is the share of the capacity that a repair must come below: 1 for what is proved
    impossible, less where a layout was tried and reached no more. `practice` is the share that
    layouts as drawn reach.
    """

    plan: Plan
    shapes: FloorShapes
    floor: GateFloor
    demand: Demand
    goal: float = 1.0
    practice: float = REACHED

    @property
    def least(self) -> str:
        """Return how a least number is told: proved, or as layouts go."""
        return "at least" if self.goal >= 1 else "about"


def fits(floor: GateFloor, demand: Demand, reached: float = 1.0) -> bool:
    """Return whether the bound lets the demand pass, or a share `reached` of the bound does."""
    return asked_mm2(demand, floor.aisle_mm) <= floor.capacity_mm2 * reached


def list_repairs(case: Case) -> tuple[Repair, ...]:
    """Return every repair that the gate lets pass, the smallest change first."""
    found = [
        *_smaller(case),
        *_shared(case),
        *_fewer(case),
        *_narrower(case),
        *_more_floor(case),
        *_fewer_zones(case),
    ]
    return tuple(sorted(found, key=lambda repair: (repair.change, repair.kind, repair.message)))


def _smaller(case: Case) -> Iterator[Repair]:
    for size in _smaller_sizes(case):
        least = _shrink_to(case, size, case.goal)
        if least is None:
            continue
        count, demand = least
        likely = _shrink_to(case, size, case.practice)
        given_up = case.demand.area_mm2 - demand.area_mm2
        message = (
            f"give {case.least} {count} of the {case.demand.stands} stands the size {_metres(size)}"
            f"{_in_practice(count, likely and likely[0])}"
        )
        yield Repair(
            "smaller_stands", message, given_up / case.demand.area_mm2, count,
            likely and likely[0], size,
        )  # fmt: skip


def _smaller_sizes(case: Case) -> list[Size]:
    """Return the sizes offered that are smaller than one asked for; else a shorter front."""
    asked = case.demand.sizes
    biggest = max(asked, key=lambda size: (least_floor_mm2(size, case.floor.aisle_mm), size))
    offered = {(kind.width_mm, kind.depth_mm) for kind in case.plan.stand_types}
    offered |= set(asked)
    front, depth = next(iter(asked))
    if front > LEAST_FRONT_MM:
        offered.add((LEAST_FRONT_MM, depth))
    smaller = [size for size in offered if _is_smaller(size, biggest)]
    return sorted(smaller, key=lambda size: (-size[0] * size[1], size))


def _is_smaller(size: Size, than: Size) -> bool:
    return size != than and size[0] <= than[0] and size[1] <= than[1]


def _shrink_to(case: Case, size: Size, reached: float) -> tuple[int, Demand] | None:
    """Return the fewest stands to shrink, and the demand then; None where all are too few."""
    aisle = case.floor.aisle_mm
    cost = least_floor_mm2(size, aisle)
    steps = sorted(
        (cost - least_floor_mm2(wish.size, aisle), wish.size, count)
        for wish, count in case.demand.wishes.items()
        if _is_smaller(size, wish.size)
    )
    room = case.floor.capacity_mm2 * reached
    excess, counts, shrunk = asked_mm2(case.demand, aisle) - room, Counter(case.demand.wishes), 0
    for step, wished, count in steps:
        number = min(count, _whole(excess, -step)) if excess > 0 else 0
        counts[Wish(wished)] -= number
        counts[Wish(size)] += number
        excess, shrunk = excess + number * step, shrunk + number
    demand = Demand(dict(counts))
    return (shrunk, demand) if fits(case.floor, demand, reached) else None


def _shared(case: Case) -> Iterator[Repair]:
    least = _without(case, case.goal, pairs=True)
    if least is None:
        return
    stands, demand = least
    likely = _without(case, case.practice, pairs=True)
    exhibitors = likely and 2 * likely[0]
    message = (
        f"let {case.least} {2 * stands} exhibitors share a stand two by two"
        f"{_in_practice(2 * stands, exhibitors)}"
    )
    change = 1 - demand.area_mm2 / case.demand.area_mm2
    yield Repair("shared_stands", message, change, 2 * stands, exhibitors)


def _fewer(case: Case) -> Iterator[Repair]:
    least = _without(case, case.goal, pairs=False)
    if least is None:
        return
    stands, demand = least
    likely = _without(case, case.practice, pairs=False)
    message = (
        f"invite {case.least} {stands} exhibitors fewer than the {case.demand.stands}"
        f"{_in_practice(stands, likely and likely[0])}"
    )
    change = 1 - demand.area_mm2 / case.demand.area_mm2
    yield Repair("fewer_exhibitors", message, change, stands, likely and likely[0])


def _without(case: Case, reached: float, *, pairs: bool) -> tuple[int, Demand] | None:
    """Return how many stands less are enough, the largest first; of pairs one stays."""
    aisle = case.floor.aisle_mm
    counts, dropped = Counter(case.demand.wishes), 0
    excess = asked_mm2(case.demand, aisle) - case.floor.capacity_mm2 * reached
    ordered = sorted(case.demand.wishes, key=lambda w: (-least_floor_mm2(w.size, aisle), w.size))
    for wish in ordered:
        most = counts[wish] // 2 if pairs else counts[wish]
        cost = least_floor_mm2(wish.size, aisle)
        number = min(most, _whole(excess, cost)) if excess > 0 else 0
        counts[wish] -= number
        excess, dropped = excess - number * cost, dropped + number
    demand = Demand(dict(counts))
    return (dropped, demand) if fits(case.floor, demand, reached) else None


def _narrower(case: Case) -> Iterator[Repair]:
    least = _widest(case, case.goal)
    if least is None:
        return
    likely = _widest(case, case.practice)
    now = case.floor.aisle_mm
    told = f"make aisles at most {least / 1000:g} m wide instead of {now / 1000:g} m"
    if likely is None:
        told += _HARDLY
    elif likely < least:
        told += f"; in practice about {likely / 1000:g} m"
    yield Repair("narrower_aisles", told, (now - least) / now, least, likely)


def _widest(case: Case, reached: float) -> int | None:
    low, high = 1, (case.floor.aisle_mm - LEAST_AISLE_MM) // AISLE_STEP_MM
    start = case.floor.aisle_mm // AISLE_STEP_MM * AISLE_STEP_MM

    def passes(steps: int) -> bool:
        floor = measure_shapes(case.shapes, start - steps * AISLE_STEP_MM)
        return fits(floor, case.demand, reached)

    if high < low or not passes(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if passes(middle) else (middle + 1, high)
    return start - low * AISLE_STEP_MM


def _more_floor(case: Case) -> Iterator[Repair]:
    need = asked_mm2(case.demand, case.floor.aisle_mm)
    least = need / case.goal - case.floor.capacity_mm2
    likely = need / case.practice - case.floor.capacity_mm2
    message = f"find {case.least} {_m2(least)} m² more floor{_in_practice(_m2(least), _m2(likely))}"
    yield Repair("more_floor", message, least / case.floor.usable_mm2, least, likely)


def _m2(area_mm2: float) -> int:
    return _whole(area_mm2, 1e6)


def _fewer_zones(case: Case) -> Iterator[Repair]:
    """The smallest zone that is enough, else the fewest of the largest."""
    zones = [zone for zone in case.plan.zones if not zone.stands_allowed]
    gains = []
    for zone in zones:
        floor = _floor_without(case, [zone.id])
        gains.append((floor.capacity_mm2 - case.floor.capacity_mm2, zone.id))
    missing = asked_mm2(case.demand, case.floor.aisle_mm) / case.goal
    missing -= case.floor.capacity_mm2
    single = [(gain, name) for gain, name in sorted(gains) if gain >= missing][:1]
    chosen = [name for _, name in single]
    if not chosen:
        gained = 0.0
        for gain, name in sorted(gains, key=lambda item: (-item[0], item[1])):
            if gained < missing:
                gained, chosen = gained + gain, [*chosen, name]
    if not chosen or not fits(floor := _floor_without(case, chosen), case.demand, case.goal):
        return
    likely = fits(floor, case.demand, case.practice)
    message = f"give up {_join(chosen)}"
    message += "" if likely else _HARDLY
    gained = floor.capacity_mm2 - case.floor.capacity_mm2
    yield Repair(
        "fewer_zones", message, gained / case.floor.usable_mm2, len(chosen),
        len(chosen) if likely else None, subjects=tuple(chosen),
    )  # fmt: skip


def _floor_without(case: Case, names: Iterable[str]) -> GateFloor:
    gone = set(names)
    zones = tuple(zone for zone in case.plan.zones if zone.id not in gone)
    return measure_floor(replace(case.plan, zones=zones))


def _join(names: list[str]) -> str:
    head, last = names[:-1], f"zone {names[-1]}"
    return f"{', '.join(f'zone {name}' for name in head)} and {last}" if head else last


def _whole(excess: float, step: float) -> int:
    return -int(-excess // step)


def _metres(size: Size) -> str:
    return f"{size[0] / 1000:g} x {size[1] / 1000:g} m"


def _in_practice(least: int, likely: int | None) -> str:
    """Return what layouts as drawn take where that is more than the proved minimum."""
    if likely is None:
        return _HARDLY
    return f"; in practice about {likely}" if likely > least else ""
