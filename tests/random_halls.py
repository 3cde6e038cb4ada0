"""Random halls and what is asked for in them, as hypothesis draws them."""

from __future__ import annotations

from hypothesis import strategies as st
from shapely import Polygon, box

from layout.values import Column, Door, Hall, Plan, PointMm, Rules, Sector, StandRequest, Zone

METRE = 1_000
SIZES = (
    (3_000, 3_000), (2_000, 3_000), (4_000, 3_000), (6_000, 3_000), (3_000, 2_000),
    (6_000, 6_000), (5_000, 4_000),
)  # fmt: skip


@st.composite
def outlines(draw: st.DrawFn) -> tuple[PointMm, ...]:
    """Draw an L, T, U, rectangle, or a hall with a slanted wall; wall 1 is the south wall."""
    w, h = draw(st.integers(18, 48)), draw(st.integers(18, 40))
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
def halls(draw: st.DrawFn) -> Plan:
    """Draw a hall with doors, columns of any rule, maybe a hole and a zone."""
    outline = draw(outlines())
    w = outline[1][0]
    east = outline[2][1]
    x = draw(st.integers(4, w // METRE - 4)) * METRE
    y = draw(st.integers(3, east // METRE - 3)) * METRE
    kind = draw(st.sampled_from(["entrance", "exit"]))
    doors = (
        Door("south", kind, (x + 2_000, 0), (x - 2_000, 0), 3_000),
        Door("east", "entrance", (w, y + 1_500), (w, y - 1_500), draw(st.integers(1, 3)) * METRE),
    )
    hall = Polygon(outline)
    holes = ()
    if draw(st.booleans()):
        left, low = draw(st.integers(8, 12)) * METRE, draw(st.integers(8, 12)) * METRE
        court = box(left, low, left + 2 * METRE, low + 3 * METRE)
        if hall.buffer(-6_000).contains(court):
            ring = [(int(px), int(py)) for px, py in court.exterior.coords[:-1]]
            holes = (tuple(ring[::-1] if court.exterior.is_ccw else ring),)
            hall = hall.difference(court)
    step, rule = draw(st.integers(7, 19)) * METRE, draw(st.sampled_from(
        ["avoid", "at_back", "inside_ok"]
    ))  # fmt: skip
    lanes = [box(x - 2_000, 0, x + 2_000, 3_000), box(w - 3_000, y - 1_500, w, y + 1_500)]
    columns = tuple(
        Column(f"c-{cx}-{cy}", cx, cy, 500, 500, rule)
        for cx in range(step, w, step)
        for cy in range(step, max(p[1] for p in outline), step)
        if hall.buffer(-2_000).contains(box(cx - 250, cy - 250, cx + 250, cy + 250))
        and not any(lane.intersects(box(cx - 999, cy - 999, cx + 999, cy + 999)) for lane in lanes)
    )
    zones = ()
    if draw(st.booleans()):
        size = draw(st.integers(3, 5)) * METRE
        top = outline[-1][1]
        corner = ((0, top - size), (size, top - size), (size, top), (0, top))
        zones = (Zone("z", "stage", corner, walkable=draw(st.booleans())),)
    sectors = tuple(Sector(f"s{i}", {}, "#aa3311") for i in range(draw(st.integers(1, 3))))
    aisle = draw(st.sampled_from([2_000, 2_400, 3_000, 3_500]))
    rules = Rules("house", aisle, aisle + METRE, 0)
    return Plan(Hall("h", outline, holes), doors, columns, zones, sectors, (), rules)


@st.composite
def wishes(draw: st.DrawFn) -> list[StandRequest]:
    """Draw requests of all sizes, some with other sizes that they accept."""
    wanted = draw(
        st.lists(
            st.tuples(st.sampled_from(SIZES), st.integers(0, 3), st.booleans()),
            min_size=1,
            max_size=50,
        )
    )
    return [
        StandRequest(
            f"x-{index:03d}",
            f"s{sector}",
            *size,
            kit="island" if size[1] == 6_000 else "shell_scheme",
            accepts=((2_000, 3_000),) if accepts else (),
        )
        for index, (size, sector, accepts) in enumerate(wanted)
    ]
