"""What rows are drawn with, and what comes out: runs of row and the lanes between them."""

from __future__ import annotations

from dataclasses import dataclass

from layout.values import Lane

__all__ = ["Lane", "Pattern", "RowRules", "Run"]


@dataclass(frozen=True, slots=True)
class RowRules:
    """Lengths in mm. `unit` is the width by which a run's room is counted.

    `block` is the longest stretch of row without a cross aisle.
    """

    depth: int
    unit: int
    aisle: int
    cross: int
    main: int
    block: int


@dataclass(frozen=True, slots=True)
class Run:
    """A straight piece of row: stands stand side by side along it, all facing one way.

    `x_mm, y_mm` is the left end of the front as seen by a visitor facing it, `rotation_mdeg`
    as in `layout.values.Placement`: the run goes from there along (cos, sin) of the rotation
    for `length_mm`. Runs of one `band` stand back to back; `wall` says that the back is at a
    wall (or at nothing where stands could be). Runs of one `block` lie between the same two
    cross aisles. `anchor` tells where a run that is not filled must be flush: -1 at its start,
    1 at its end (there is a wall or a column), 0 where both ends are at cross aisles.
    """

    x_mm: int
    y_mm: int
    rotation_mdeg: int
    length_mm: int
    depth_mm: int
    band: int
    block: int
    wall: bool
    anchor: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A hall drawn as rows. `runs` are in walking order: any stretch of them is a quarter."""

    runs: tuple[Run, ...]
    lanes: tuple[Lane, ...]

    def count(self, width_mm: int) -> int:
        """Return how many stands of this width the runs hold."""
        return sum(run.length_mm // width_mm for run in self.runs)

    @property
    def frontage_mm(self) -> int:
        return sum(run.length_mm for run in self.runs)
