"""The capacity study: how many stands of one size fit with aisles of one width, and at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from layout.gates.bounds import ASSUMES, BOUND_NAME, most_of_size
from layout.gates.floor import measure_floor
from layout.gates.rows import StandSize, most_in_rows
from layout.values import Basis, Bound, Placement, Plan

ROWS_ASSUME = (
    "straight cross aisles from wall to wall at most a block apart, between two of them every"
    " stand faces along them, turned rows with their backs to a wall only"
)


@dataclass(frozen=True, slots=True)
class CapacityCell:
    """One size with one aisle. `bounds` are those that the layout keeps to, the tightest first."""

    size: StandSize
    aisle_mm: int
    stands: int
    gross_m2: float
    bounds: tuple[Bound, ...]
    placements: tuple[Placement, ...] = ()

    @property
    def net_m2(self) -> float:
        return self.stands * self.size.front_mm * self.size.depth_mm / 1e6

    @property
    def net_ratio(self) -> float:
        return self.net_m2 / self.gross_m2 if self.gross_m2 else 0.0

    @property
    def bound(self) -> Bound:
        return self.bounds[0]


def with_aisle(plan: Plan, aisle_mm: int) -> Plan:
    """Return the plan with aisles of another width; main and cross aisles keep pace."""
    rules = plan.rules
    main = max(rules.main_aisle_mm, aisle_mm)
    cross = aisle_mm if rules.cross_aisle_mm <= rules.aisle_mm else rules.cross_aisle_mm
    return replace(
        plan, rules=replace(rules, aisle_mm=aisle_mm, main_aisle_mm=main, cross_aisle_mm=cross)
    )


def study_cell(
    plan: Plan,
    size: StandSize,
    aisle_mm: int,
    lay_out: Callable[[Plan, StandSize], tuple[Placement, ...]],
) -> CapacityCell:
    """Return what `lay_out` reaches with this size and aisle, and the bounds on it.

    The bound for rows is told where the layout found keeps to it: one that fills pockets with
    stands facing another way is of no such class and may exceed it.
    """
    changed = with_aisle(plan, aisle_mm)
    placements = lay_out(changed, size)
    stands = len(placements)
    floor = measure_floor(changed)
    basis: Basis = "proved" if floor.straight else "estimate"
    most = most_of_size(floor, size.front_mm, size.depth_mm)
    bounds = [_bound(BOUND_NAME, most, basis, stands, ASSUMES)]
    rows = most_in_rows(changed, size)
    if stands <= rows < most:
        bounds.insert(0, _bound("rows", rows, "proved", stands, ROWS_ASSUME))
    return CapacityCell(size, aisle_mm, stands, floor.gross_mm2 / 1e6, tuple(bounds), placements)


def _bound(name: str, most: int, basis: Basis, stands: int, assumes: str) -> Bound:
    gap = round(1 - stands / most, 6) if most else 0.0
    return Bound(name, most, "stands", basis, gap, assumes)
