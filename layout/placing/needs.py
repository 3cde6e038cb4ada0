"""What each sector needs, by size and by how a stand stands in its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from layout.placing.slots import Size
from layout.values import Plan, StandRequest

Manner = Literal["row", "through", "cap", "island", "giant"]
MANNERS: tuple[Manner, ...] = ("island", "cap", "through", "row", "giant")

DEFAULT_DEPTH_MM = 3_000
_ISLAND, _PENINSULA = 4, 3


@dataclass(slots=True)
class Needs:
    """What one sector still needs: by manner a bag of sizes.

    A `row` stand stands beside others, back to back with others. A `through` stand is
    deeper than a row and takes both rows of its band. A `cap` closes a band, facing out of
    its end: a peninsula. An `island` has an aisle on all four sides; a `giant` is deeper
    than a band.
    """

    sector: str
    bags: dict[Manner, Counter[Size]] = field(
        default_factory=lambda: {manner: Counter() for manner in MANNERS}
    )

    def left(self) -> int:
        """Return how many stands still need a place."""
        return sum(bag.total() for bag in self.bags.values())

    def take(self, manner: Manner, stands: Counter[Size]) -> None:
        """Cross off stands that have a place."""
        self.bags[manner] = self.bags[manner] - stands

    def copy(self) -> Needs:
        """Return the same needs, to be crossed off separately."""
        return Needs(self.sector, {manner: Counter(bag) for manner, bag in self.bags.items()})


def commonest_depth(requests: Iterable[StandRequest]) -> int:
    """Return the depth that most stands have: the depth of rows."""
    depths = Counter(request.depth_mm for request in requests if request.kit != "island")
    return max(depths, key=lambda depth: (depths[depth], -depth), default=DEFAULT_DEPTH_MM)


def list_needs(
    plan: Plan, requests: Sequence[StandRequest], depth: int, *, wishes: bool
) -> list[Needs]:
    """Return what each sector needs, in the order of the plan; unknown sectors last.

    With `wishes` who asks for four or three open sides gets an island or a peninsula;
    without, only islands by contract (their kit) are.
    """
    order = [sector.id for sector in plan.sectors]
    order += sorted({request.sector for request in requests} - set(order))
    needs = {sector: Needs(sector) for sector in order}
    for request in requests:
        manner = find_manner(request, depth, wishes=wishes)
        needs[request.sector].bags[manner][request.width_mm, request.depth_mm] += 1
    return [need for need in needs.values() if need.left()]


def find_manner(request: StandRequest, depth: int, *, wishes: bool) -> Manner:
    """Return how a stand of this size and kit stands in rows of this depth."""
    width, deep = request.width_mm, request.depth_mm
    if deep > 2 * depth:
        return "giant"
    sides = request.open_sides or 0
    if (request.kit == "island" and min(width, deep) > depth) or (wishes and sides == _ISLAND):
        return "island"
    if deep > depth:
        return "through"
    if wishes and sides == _PENINSULA and width == 2 * depth:
        return "cap"
    return "row"


def needed_frontage(need: Needs) -> int:
    """Return how many mm of row a sector takes at least."""
    bags = need.bags
    rows = sum(size[0] * count for size, count in bags["row"].items())
    through = sum(2 * size[0] * count for size, count in bags["through"].items())
    caps = sum(2 * size[1] * count for size, count in bags["cap"].items())
    islands = sum(2 * size[0] * count for size, count in bags["island"].items())
    return rows + through + caps + islands
