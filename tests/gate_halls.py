"""Rectangular halls for the gates: doors and columns as in the capacity study."""

from __future__ import annotations

from layout.values import Column, Door, Hall, Plan, Rules, Sector, StandRequest, StandType


def make_hall(
    width_m: int, depth_m: int, aisle_mm: int = 3_000, *, doors: bool = True, columns: bool = True
) -> Plan:
    """Doors 3 m wide every 25 m from 12.5 m on all sides, columns every 20 and 18 m."""
    w, d = width_m * 1000, depth_m * 1000
    return Plan(
        Hall("hall", ((0, 0), (w, 0), (w, d), (0, d))),
        tuple(_doors(w, d)) if doors else (),
        tuple(
            Column(f"c-{x}-{y}", x, y, 600, 600)
            for x in range(20_000, w, 20_000)
            for y in range(18_000, d, 18_000)
        )
        if columns
        else (),
        (),
        (Sector("a", {"en": "A"}, "#aabbcc"),),
        (StandType("standard", 3_000, 3_000),),
        Rules("house", aisle_mm, aisle_mm, 50_000),
    )


def _doors(w: int, d: int) -> list[Door]:
    doors = []
    for x in range(12_500, w - 1_500, 25_000):
        doors.append(Door(f"south-{x}", "exit", (x + 1_500, 0), (x - 1_500, 0), 3_000))
        doors.append(Door(f"north-{x}", "exit", (x - 1_500, d), (x + 1_500, d), 3_000))
    for y in range(12_500, d - 1_500, 25_000):
        doors.append(Door(f"west-{y}", "exit", (0, y - 1_500), (0, y + 1_500), 3_000))
        doors.append(Door(f"east-{y}", "exit", (w, y + 1_500), (w, y - 1_500), 3_000))
    return doors


def make_requests(count: int, size: tuple[int, int], letter: str = "e") -> list[StandRequest]:
    return [StandRequest(f"{letter}-{index:05d}", "a", *size) for index in range(count)]
