"""Good placed halls for tests of the checker: laid by the engine, or by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import fair_requests

from layout.placing.engine import place_stands
from layout.plan.text import parse_plan
from layout.values import (
    Column,
    Door,
    Hall,
    LayoutReport,
    PlacedHall,
    Placement,
    Plan,
    PointMm,
    Rules,
    Sector,
    Side,
    StandRequest,
    Zone,
)

DATA = Path(__file__).parents[1] / "data"
SECTORS = (Sector("crafts", {}, "#aa3311"), Sector("food", {}, "#c8912e"))
RULES = Rules("house", 3000, 3000, 60_000)


def ask(count: int, width_mm: int = 3000, depth_mm: int = 3000) -> list[StandRequest]:
    return [
        StandRequest(f"x-{index:03d}", SECTORS[index % 2].id, width_mm, depth_mm)
        for index in range(count)
    ]


def l_plan() -> Plan:
    ring = ((0, 0), (60_000, 0), (60_000, 24_000), (36_000, 24_000), (36_000, 45_000), (0, 45_000))
    doors = (
        Door("main", "entrance", (20_000, 0), (16_000, 0), 4000),
        Door("east", "exit", (60_000, 14_000), (60_000, 10_000), 3000),
        Door("north", "emergency_exit", (16_000, 45_000), (20_000, 45_000), 3000),
    )
    columns = tuple(
        Column(f"c-{x}-{y}", 12_000 * x, 11_500 * y, 600, 600, "at_back")
        for x in (1, 2)
        for y in (1, 2, 3)
    )
    stage = Zone("stage", "stage", ((44_000, 19_000), (52_000, 19_000), (52_000, 24_000),
                                    (44_000, 24_000)), walkable=False)  # fmt: skip
    return Plan(Hall("l", ring), doors, columns, (stage,), SECTORS, (), RULES)


def court_plan() -> Plan:
    """Return a hall around a courtyard, with entrances on opposite sides."""
    court = ((20_000, 16_000), (20_000, 24_000), (30_000, 24_000), (30_000, 16_000))
    ring = ((0, 0), (50_000, 0), (50_000, 40_000), (0, 40_000))
    doors = (
        Door("south", "entrance", (27_000, 0), (23_000, 0), 4000),
        Door("north", "entrance", (23_000, 40_000), (27_000, 40_000), 4000),
        Door("west", "exit", (0, 18_000), (0, 22_000), 3000),
    )
    cafe = Zone("cafe", "cafe", ((42_000, 32_000), (50_000, 32_000), (50_000, 40_000),
                                 (42_000, 40_000)))  # fmt: skip
    return Plan(Hall("court", ring, (court,)), doors, (), (cafe,), SECTORS, (), RULES)


def lay_by_hand(*, turned: bool = False) -> PlacedHall:
    """Return a hall of 51 x 30 m: four blocks of 2 x 7 stands, aisles of 3 m all around.

    Turned, all of it is rotated by the angle of the 3-4-5 triangle: whole millimetres stay.
    """
    cos, sin = (0.8, 0.6) if turned else (1.0, 0.0)
    angle = 36_870 if turned else 0

    def turn(x: float, y: float) -> PointMm:
        return round(x * cos - y * sin), round(x * sin + y * cos)

    stands = []
    for left in (3000, 27_000):
        for low in (3000, 12_000, 21_000):
            for i in range(7):
                first, last = i == 0, i == 6
                stands.append((turn(left + 3000 * i, low), angle, _sides(first, last)))
                back = turn(left + 3000 * (i + 1), low + 6000)
                stands.append((back, angle + 180_000, _sides(last, first)))
    ring = tuple(turn(x, y) for x, y in ((0, 0), (51_000, 0), (51_000, 30_000), (0, 30_000)))
    doors = (
        Door("south", "entrance", turn(27_000, 0), turn(24_000, 0), 3000),
        Door("north", "exit", turn(24_000, 30_000), turn(27_000, 30_000), 3000),
    )
    plan = Plan(Hall("h", ring), doors, (), (), SECTORS, (), RULES)
    placements = tuple(
        Placement(f"s-{n:03d}", f"A{n}", "crafts", f"x-{n:03d}", (), x, y, rotation, 3000, 3000,
                  sides, "shell_scheme")
        for n, ((x, y), rotation, sides) in enumerate(stands, 1)
    )  # fmt: skip
    return make_hall(plan, placements)


def _sides(left: bool, right: bool) -> tuple[Side, ...]:  # noqa: FBT001 - two alike
    sides: tuple[Side, ...] = ("front",)
    return sides + (("left",) if left else ()) + (("right",) if right else ())


def make_hall(plan: Plan, placements: Sequence[Placement]) -> PlacedHall:
    """Return a placed hall that tells of no aisles."""
    net = sum(stand.width_mm * stand.depth_mm for stand in placements) / 1e6
    count = len(placements)
    report = LayoutReport(count, count, 0.0, 0.0, net, 0.0, "", {})
    return PlacedHall(plan, tuple(placements), (), (), report, "sha256:0")


def read_plan(fair: str) -> Plan:
    plan, findings = parse_plan((DATA / fair / "plan.yaml").read_text("utf-8"), "plan.yaml")
    assert plan is not None, findings
    return plan


HALLS: dict[str, Callable[[], PlacedHall]] = {
    "by-hand": lay_by_hand,
    "turned": lambda: lay_by_hand(turned=True),
    "l-shape": lambda: place_stands(l_plan(), ask(56), None),
    "courtyard": lambda: place_stands(court_plan(), ask(40), None),
    "oriental": lambda: place_stands(
        read_plan("oriental-2022"), fair_requests.oriental_requests(), None
    ),
    "beni-mellal": lambda: place_stands(
        read_plan("beni-mellal"), fair_requests.beni_mellal_requests(), None
    ),
}


@cache
def good_hall(name: str) -> PlacedHall:
    return HALLS[name]()
