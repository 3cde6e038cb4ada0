"""Twenty halls of every shape, written by code: L, T, U, with holes, with slanted walls.

Each is a `Plan` in whole millimetres with columns (`avoid`) and doors, 1,500 to 12,000 m².
Nothing is drawn by chance: the list below is the set. Run it to see how many stands of
3 x 3 m with 3 m aisles each holds, as a share of the perimeter bound.

    python benchmarks/generated_halls.py [--default] [--sheet FILE.png] [NAME...]
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import capacity  # noqa: E402  # beside this script
from shapely import Point, Polygon  # noqa: E402  # needs the path above

from layout.values import Column, Door, Hall, Plan, Ring, Rules, Sector  # noqa: E402

Metres = Sequence[tuple[float, float]]
COLUMN_MM = 600
DOOR_MM, LANE_MM = 3000, 3000


@dataclass(frozen=True, slots=True)
class Shape:
    """A hall in metres: its corners counter-clockwise, holes, column grid, doors' spacing."""

    name: str
    outline: Metres
    holes: tuple[Metres, ...] = ()
    columns: tuple[float, float] = (20.0, 18.0)
    door_every: float = 25.0
    turned_deg: float = 0.0


def _box(x0: float, y0: float, x1: float, y1: float) -> Metres:
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


SHAPES = (
    Shape("l-small", ((0, 0), (60, 0), (60, 24), (27, 24), (27, 54), (0, 54))),
    Shape("l-medium", ((0, 0), (96, 0), (96, 42), (51, 42), (51, 84), (0, 84)), columns=(16, 21)),
    Shape("l-large", ((0, 0), (130, 0), (130, 60), (66, 60), (66, 120), (0, 120))),
    Shape("l-wide-foot", ((0, 0), (120, 0), (120, 30), (45, 30), (45, 75), (0, 75))),
    Shape("l-odd", ((0, 0), (71, 0), (71, 33.5), (38.2, 33.5), (38.2, 67.3), (0, 67.3))),
    Shape("t-small", ((24, 0), (48, 0), (48, 30), (72, 30), (72, 54), (0, 54), (0, 30), (24, 30))),
    Shape(
        "t-large", ((36, 0), (84, 0), (84, 54), (120, 54), (120, 102), (0, 102), (0, 54), (36, 54))
    ),
    Shape(
        "t-odd",
        ((31, 0), (64.5, 0), (64.5, 41), (97, 41), (97, 72), (0, 72), (0, 41), (31, 41)),
        columns=(15, 15),
    ),
    Shape("u-small", ((0, 0), (72, 0), (72, 60), (48, 60), (48, 27), (24, 27), (24, 60), (0, 60))),
    Shape(
        "u-large", ((0, 0), (126, 0), (126, 90), (84, 90), (84, 42), (42, 42), (42, 90), (0, 90))
    ),
    Shape(
        "u-uneven",
        ((0, 0), (100, 0), (100, 81), (70, 81), (70, 36), (34, 36), (34, 63), (0, 63)),
        columns=(24, 12),
    ),
    Shape("hole-court", _box(0, 0, 90, 72), holes=(_box(33, 27, 57, 45),)),
    Shape("hole-core", _box(0, 0, 66, 45), holes=(_box(27, 18, 36, 27),), columns=(22, 15)),
    Shape("two-holes", _box(0, 0, 126, 75), holes=(_box(36, 30, 48, 45), _box(78, 30, 90, 45))),
    Shape("hole-slanted", _box(0, 0, 84, 66), holes=(((42, 24), (51, 33), (42, 42), (33, 33)),)),
    Shape("corner-45", ((0, 0), (84, 0), (84, 42), (63, 63), (0, 63))),
    Shape(
        "four-corners-45",
        ((15, 0), (75, 0), (90, 15), (90, 57), (75, 72), (15, 72), (0, 57), (0, 15)),
    ),
    Shape("trapezium-45", ((0, 0), (120, 0), (78, 42), (0, 42))),
    Shape("turned-45", _box(0, 0, 81, 60), turned_deg=45.0),
    Shape("bent-45", ((0, 0), (60, 0), (105, 45), (75, 75), (42, 42), (0, 42))),
)


def build_plan(shape: Shape, aisle_mm: int = 3000) -> Plan:
    """Return the plan of a shape; columns stand clear of walls by half a metre at least."""
    hall = Hall(shape.name, _ring(shape, shape.outline), tuple(
        tuple(reversed(_ring(shape, hole))) for hole in shape.holes))  # fmt: skip
    floor = Polygon(hall.outline, hall.holes)
    return Plan(
        hall,
        _doors(shape, hall),
        _columns(shape, floor),
        (),
        (Sector("all", {"en": "All"}, "#4488aa"),),
        (),
        Rules("house", aisle_mm, aisle_mm, 0),
    )


def _turn(shape: Shape, x: float, y: float) -> tuple[int, int]:
    angle = math.radians(shape.turned_deg)
    cos, sin = math.cos(angle), math.sin(angle)
    return round((x * cos - y * sin) * 1000), round((x * sin + y * cos) * 1000)


def _ring(shape: Shape, corners: Metres) -> Ring:
    return tuple(_turn(shape, x, y) for x, y in corners)


def _columns(shape: Shape, floor: Polygon) -> tuple[Column, ...]:
    dx, dy = shape.columns
    room = floor.buffer(-COLUMN_MM / math.sqrt(2) - 500)
    x0, y0, x1, y1 = floor.bounds
    found = []
    for i in range(math.ceil(x0 / 1000 / dx), math.floor(x1 / 1000 / dx) + 1):
        for j in range(math.ceil(y0 / 1000 / dy), math.floor(y1 / 1000 / dy) + 1):
            x, y = round(i * dx * 1000), round(j * dy * 1000)
            if room.covers(Point(x, y)):
                found.append(Column(f"c-{i}-{j}", x, y, COLUMN_MM, COLUMN_MM))
    return tuple(found)


def _doors(shape: Shape, hall: Hall) -> tuple[Door, ...]:
    """Return a door every so many metres on each wall that is long enough, one in the middle."""
    found: list[Door] = []
    ring = hall.outline
    for number, (a, b) in enumerate(zip(ring, (*ring[1:], ring[0]), strict=True)):
        length = math.dist(a, b)
        if length < 4 * DOOR_MM:
            continue
        count = max(1, round(length / 1000 / shape.door_every))
        ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
        for place in range(count):
            middle = length * (2 * place + 1) / (2 * count)
            low, high = middle - DOOR_MM / 2, middle + DOOR_MM / 2
            start = (round(a[0] + ux * high), round(a[1] + uy * high))
            end = (round(a[0] + ux * low), round(a[1] + uy * low))
            kind = "exit" if found else "entrance"
            found.append(Door(f"d{number}-{place}", kind, start, end, LANE_MM))
    return tuple(found)


def main() -> None:
    """Print one line a hall, then the mean and the least share."""
    words = sys.argv[1:]
    sheet = words[words.index("--sheet") + 1] if "--sheet" in words else ""
    names = [word for word in words if word not in {"--default", "--sheet", sheet}]
    cases = [
        capacity.Case(shape.name, build_plan(shape), 3000, 3000, 3000, None)
        for shape in SHAPES
        if not names or shape.name in names
    ]
    results = [capacity.measure(case, thorough="--default" not in words) for case in cases]
    shares = [result.share for result in results]
    print(
        f"mean {sum(shares) / len(shares):.1%} of the bound (to reach: 80%),"
        f" least {min(shares):.1%} (to reach: 72%)"
    )
    if sheet:
        capacity.draw_sheet(results, Path(sheet))


if __name__ == "__main__":
    main()
