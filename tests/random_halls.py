"""Random halls and what is asked for in them, as hypothesis draws them.

Mostly metres: with walls, doors and columns on the metre, corners and edges meet as they do
in real plans, which is where layouts go wrong.
"""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import strategies as st
from shapely import LineString, Polygon, box

from layout.values import (
    Column,
    ColumnRule,
    Door,
    Hall,
    Plan,
    PointMm,
    Ring,
    Rules,
    Sector,
    StandRequest,
    Zone,
)

METRE = 1_000
SIZES = (
    (3_000, 3_000), (2_000, 3_000), (4_000, 3_000), (6_000, 3_000), (3_000, 2_000),
    (6_000, 6_000), (5_000, 4_000),
)  # fmt: skip
TURNS = (0, 0, 0, 15, 30, 45)  # degrees: half of the halls stand square to the plan


@st.composite
def outlines(draw: st.DrawFn) -> Ring:
    """Draw an L, T, U, rectangle, or a hall with a slanted wall; wall 1 is the south wall."""
    large = draw(st.integers(0, 7)) == 0  # mostly small: faults need no floor, and small is quick
    w, h = draw(st.integers(18, 48 if large else 30)), draw(st.integers(18, 40 if large else 26))
    a, b = draw(st.integers(6, w // 2 - 2)), draw(st.integers(6, h // 2))
    kind = draw(st.sampled_from(["rectangle", "l", "t", "u", "slanted"]))
    rings = {
        "rectangle": [(0, 0), (w, 0), (w, h), (0, h)],
        "l": [(0, 0), (w, 0), (w, h - b), (w - a, h - b), (w - a, h), (0, h)],
        "t": [(0, 0), (w, 0), (w, h - b), (w - a // 2, h - b), (w - a // 2, h), (a // 2, h),
              (a // 2, h - b), (0, h - b)],
        "u": [(0, 0), (w, 0), (w, h), (w - a + 1, h), (w - a + 1, h - b), (a - 1, h - b),
              (a - 1, h), (0, h)],
        "slanted": [(0, 0), (w, 0), (w, h - b), (w - a, h), (0, h)],
    }  # fmt: skip
    return tuple((x * METRE, y * METRE) for x, y in rings[kind])


@st.composite
def halls(draw: st.DrawFn, *, turns: tuple[int, ...] = TURNS) -> Plan:
    """Draw a hall with doors, columns on or off grid, maybe a hole and a zone, turned or not."""
    outline = draw(outlines())
    w, east, north = outline[1][0], outline[2][1], max(y for _, y in outline)
    x = draw(st.integers(4, w // METRE - 4)) * METRE
    y = draw(st.integers(3, east // METRE - 3)) * METRE
    doors = (
        Door("south", draw(st.sampled_from(["entrance", "exit"])), (x + 2_000, 0), (x - 2_000, 0),
             3_000),
        Door("east", "entrance", (w, y + 1_500), (w, y - 1_500), draw(st.integers(0, 4)) * METRE),
    )  # fmt: skip
    holes: tuple[Ring, ...] = ()
    if draw(st.booleans()):
        left, low = draw(st.integers(8, 12)) * METRE, draw(st.integers(8, 12)) * METRE
        right, top = left + 2 * METRE, low + 3 * METRE
        if Polygon(outline).buffer(-6_000).contains(box(left, low, right, top)):
            holes = (((left, low), (left, top), (right, top), (right, low)),)
    zones: tuple[Zone, ...] = ()
    if draw(st.booleans()):
        size, top = draw(st.integers(3, 6)) * METRE, outline[-1][1]
        corner = ((0, top - size), (size, top - size), (size, top), (0, top))
        zones = (Zone("z", "stage", corner, walkable=draw(st.booleans())),)
    sectors = tuple(Sector(f"s{i}", {}, "#aa3311") for i in range(draw(st.integers(1, 3))))
    aisle = draw(st.sampled_from([2_000, 2_400, 3_000, 3_500]))
    rules = Rules("house", aisle, aisle + METRE, 0)
    plan = Plan(Hall("h", outline, holes), doors, (), zones, sectors, (), rules)
    places = draw(_places(w, north))
    return _with_columns(_turned(plan, draw(st.sampled_from(turns))), places, draw)


@st.composite
def _places(draw: st.DrawFn, width: int, height: int) -> list[PointMm]:
    """Draw where columns stand: on a grid, anywhere, or nowhere."""
    if draw(st.integers(0, 3)):
        step = draw(st.integers(6, 20)) * METRE
        return [(x, y) for x in range(step, width, step) for y in range(step, height, step)]
    point = st.tuples(st.integers(0, width // 100), st.integers(0, height // 100))
    return [(x * 100, y * 100) for x, y in draw(st.lists(point, max_size=6))]


def _turned(plan: Plan, degrees: int) -> Plan:
    """Return the plan turned about its origin."""
    if not degrees:
        return plan
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))

    def turn(point: PointMm) -> PointMm:
        return round(point[0] * cos - point[1] * sin), round(point[0] * sin + point[1] * cos)

    def ring(points: Ring) -> Ring:
        return tuple(turn(point) for point in points)

    hall = replace(
        plan.hall,
        outline=ring(plan.hall.outline),
        holes=tuple(ring(hole) for hole in plan.hall.holes),
    )
    doors = tuple(replace(door, a=turn(door.a), b=turn(door.b)) for door in plan.doors)
    zones = tuple(replace(zone, outline=ring(zone.outline)) for zone in plan.zones)
    return replace(plan, hall=hall, doors=doors, zones=zones)


def _with_columns(plan: Plan, places: list[PointMm], draw: st.DrawFn) -> Plan:
    """Return the plan with columns where they are inside and leave the doors free."""
    rules: tuple[ColumnRule, ...] = draw(st.sampled_from([("avoid",), ("at_back",), ("inside_ok",),
                                  ("avoid", "at_back", "inside_ok")]))  # fmt: skip
    inner = Polygon(plan.hall.outline, plan.hall.holes).buffer(-800)
    ways = [LineString([door.a, door.b]).buffer(4_500) for door in plan.doors]
    columns = [
        Column(f"c-{n}", x, y, 500, 500, rules[n % len(rules)])
        for n, (x, y) in enumerate(dict.fromkeys(places))
        if inner.contains(box(x - 250, y - 250, x + 250, y + 250))
        and not any(way.intersects(box(x - 250, y - 250, x + 250, y + 250)) for way in ways)
        and not any(Polygon(zone.outline).distance(Polygon(
            [(x - 250, y - 250), (x + 250, y - 250), (x, y + 250)])) < METRE
            for zone in plan.zones)
    ]  # fmt: skip
    return replace(plan, columns=tuple(columns))


@st.composite
def wishes(draw: st.DrawFn) -> list[StandRequest]:
    """Draw requests of all sizes, some with other sizes that they accept."""
    count = draw(st.integers(1, 30))
    wish = st.tuples(
        st.sampled_from(SIZES),
        st.integers(0, 3),
        st.booleans(),
        st.sampled_from([None, None, None, 2, 3, 4]),
    )
    wanted = draw(st.lists(wish, min_size=count, max_size=count))
    return [
        StandRequest(
            f"x-{index:03d}",
            f"s{sector}",
            *size,
            kit="island" if size[1] == 6_000 else "shell_scheme",
            accepts=((2_000, 3_000),) if accepts else (),
            open_sides=sides,
        )
        for index, (size, sector, accepts, sides) in enumerate(wanted)
    ]
