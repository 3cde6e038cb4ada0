"""The zones of the hall: stage, café, workshop rooms, closed rooms, desk, places to rest."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import shapely
from shapely.geometry import LineString, Point, Polygon

from assets.booth.boards import (
    BAR_M,
    DECK_M,
    find_back,
    find_board_wall,
    find_front,
    measure_depth,
)
from assets.booth.colour import (
    DARK,
    OAK,
    PANEL,
    PLASTER,
    TERRACOTTA,
    WALNUT,
    WHITE,
    Rgb,
    blend,
    dim,
)
from assets.booth.floor_plan import (
    Area,
    FloorPlan,
    FloorPoint,
    FloorRing,
    Line,
    list_inner_lines,
    list_outer_lines,
)
from assets.booth.props import BENCH_M
from assets.booth.sculptor import Sculptor

Spot = tuple[float, float, float]
"""x, z and turn about +Y of something placed on the floor."""

_ROOM_HEIGHT_M = 2.8
_PARTITION_M = 1.15
_AUDIENCE_M, _WAY_M = 2.5, 1.3


def add_areas(sculptor: Sculptor, plan: FloorPlan) -> dict[str, list[Spot]]:
    """Add what is built in each zone; return where the movable props go, by their name."""
    builders: dict[str, Callable[[Sculptor, Area, FloorPlan], Iterator[tuple[str, Spot]]]] = {
        "stage": _add_stage,
        "workshop": _add_workshop,
        "conference": _add_workshop,
        "cafe": _add_cafe,
        "prayer_room": _add_room,
        "toilets": _add_room,
        "service": _add_room,
        "desk": _add_desk,
        "rest": _add_rest,
    }
    spots: dict[str, list[Spot]] = {}
    for area in plan.areas:
        if area.kind in builders:
            for name, spot in builders[area.kind](sculptor, area, plan):
                spots.setdefault(name, []).append(spot)
    return spots


def _add_slab(
    sculptor: Sculptor,
    line: Line,
    span: tuple[float, float],
    outs: tuple[float, float],
    heights: tuple[float, float],
    colours: tuple[Rgb, Rgb],
) -> None:
    """Add an upright block on a line: sides in the first colour, top in the second."""
    (low, high), (near, far) = heights, outs
    a, b = line.at(span[0], far), line.at(span[1], far)
    c, d = line.at(span[1], near), line.at(span[0], near)
    for start, end in ((a, b), (b, c), (c, d), (d, a)):
        sculptor.curtain(start, end, (low, high), colours[0])
    sculptor.quad(
        ((a[0], high, a[1]), (b[0], high, b[1]), (c[0], high, c[1]), (d[0], high, d[1])),
        colours[1],
    )


def _add_board_wall(sculptor: Sculptor, area: Area, plan: FloorPlan, colour: Rgb) -> None:
    wall = find_board_wall(area, plan)
    if wall:
        _add_slab(sculptor, wall.line, wall.span, wall.outs, wall.heights, (colour, colour))


def _add_stage(sculptor: Sculptor, area: Area, plan: FloorPlan) -> Iterator[tuple[str, Spot]]:
    """Yield benches before a platform with steps, a lectern and a backdrop."""
    back = find_back(area, plan)
    reach, width = measure_depth(area, back), back.length
    seated = any(is_audience(other, plan) for other in plan.areas)
    depth, rise = (reach - 0.9 if seated else min(4.0, reach * 0.5)), DECK_M
    deck = (dim(WALNUT, 0.75), OAK)
    _add_slab(sculptor, back, (0.3, width - 0.3), (0.05, depth), (0.0, rise), deck)
    for step in range(2):
        middle = width / 2
        outs = (depth, depth + 0.35 * (2 - step))
        _add_slab(sculptor, back, (middle - 1.2, middle + 1.2), outs,
                  (0.0, rise * (step + 1) / 3), deck)  # fmt: skip
    _add_board_wall(sculptor, area, plan, plan.colours.primary)
    _add_slab(sculptor, back, (width - 2.6, width - 2.0), (depth - 1.3, depth - 0.85),
              (rise, rise + 1.1), (OAK, PANEL))  # fmt: skip
    yield "palm", (*back.at(0.9, depth + 0.5), 0.0)
    yield "palm", (*back.at(width - 0.9, depth + 0.5), 0.0)
    if not seated:
        yield from _list_seats(back, depth + 1.4, reach)


def _list_seats(front: Line, start: float, reach: float) -> Iterator[tuple[str, Spot]]:
    """Yield rows of benches that look at a line, with a way through the middle."""
    turn = front.turn + math.pi
    rows = max(0, min(10, int((reach - start - 0.5) / 1.15)))
    half = int((front.length / 2 - 0.7 - _WAY_M / 2) / (BENCH_M + 0.12))
    for row in range(rows):
        for side in (-1, 1):
            for seat in range(half):
                along = side * (_WAY_M / 2 + (seat + 0.5) * (BENCH_M + 0.12))
                spot = front.at(front.length / 2 + along, start + 0.5 + row * 1.15)
                yield "bench", (*spot, turn)


def is_audience(area: Area, plan: FloorPlan) -> bool:
    """Return whether the zone is a place to rest right before a stage: its audience."""
    if area.kind != "rest":
        return False
    ring = Polygon(area.ring)
    stages = [Polygon(other.ring) for other in plan.areas if other.kind == "stage"]
    return any(ring.distance(stage) < _AUDIENCE_M for stage in stages)


def is_foyer(area: Area, plan: FloorPlan) -> bool:
    """Return whether people come in through the zone: its middle stays free for them."""
    if area.kind != "rest":
        return False
    ring = Polygon(area.ring)
    entrances = [o for o in plan.openings if o.kind == "entrance"]
    return any(ring.distance(LineString([o.left, o.right])) < _AUDIENCE_M for o in entrances)


def _line_foyer(area: Area) -> Iterator[tuple[str, Spot]]:
    """Yield a bench and palms along the two short sides of a foyer."""
    lines = list_inner_lines(area.ring)
    for line in sorted(lines, key=lambda line: (round(line.length, 2), *line.start))[:2]:
        if line.length > BENCH_M + 2.0:
            yield "bench", (*line.at(line.length / 2, 0.6), line.turn)
        for along in (0.7, line.length - 0.7):
            yield "palm", (*line.at(along, 0.7), line.turn)


def _find_edge_by_stage(area: Area, plan: FloorPlan) -> Line:
    stages = [Polygon(other.ring) for other in plan.areas if other.kind == "stage"]

    def rank(line: Line) -> tuple[float, float, float]:
        middle = line.at(line.length / 2)
        return (round(min(stage.distance(Point(middle)) for stage in stages), 2), *middle)

    return min(list_inner_lines(area.ring), key=rank)


def _add_arch(
    sculptor: Sculptor,
    line: Line,
    spot: tuple[float, float, float],
    spring: float,
    layers: Sequence[tuple[float, Rgb]],
) -> None:
    """Add a flat horseshoe arch in layers (reach, colour), each before the last.

    `spot` is along the line, its lowest height and how far before the line.
    """
    at, low, out = spot
    for layer, (reach, colour) in enumerate(layers):
        rim = [(-reach * 0.86, low), (reach * 0.86, low)]
        for step in range(7):
            angle = math.radians(-30 + 40 * step)
            rim.append((reach * math.cos(angle), spring + reach * math.sin(angle)))
        corners = []
        for along, up in rim:
            x, z = line.at(at + round(along, 2), out + 0.02 * layer)
            corners.append((round(x, 2), round(up, 2), round(z, 2)))
        sculptor.polygon(corners, colour)


def _add_workshop(sculptor: Sculptor, area: Area, plan: FloorPlan) -> Iterator[tuple[str, Spot]]:
    """Yield benches between low partitions that leave the way in open."""
    front = find_front(area, plan)
    wood = (blend(PANEL, OAK, 0.35), OAK)
    for line in list_outer_lines(area.ring):
        gap = 1.0 if line == front else 0.0
        middle = line.length / 2
        spans = [(0.0, middle - gap), (middle + gap, line.length)] if gap else [(0.0, line.length)]
        for span in spans:
            if span[1] - span[0] > 0.2:  # noqa: PLR2004  shorter ends would look like splinters
                _add_slab(sculptor, line, span, (-0.1, 0.0), (0.0, _PARTITION_M), wood)
    back = find_back(area, plan)
    reach = measure_depth(area, back)
    _add_board_wall(sculptor, area, plan, WHITE)
    yield from _list_seats(back, 1.8, reach - 0.6)


def _add_cafe(sculptor: Sculptor, area: Area, plan: FloorPlan) -> Iterator[tuple[str, Spot]]:
    """Yield tables in offset rows before a bar with a canopy."""
    back = find_back(area, plan)
    reach, width = measure_depth(area, back), back.length
    bar = min(width - 1.0, BAR_M)
    low, high = (width - bar) / 2, (width + bar) / 2
    tiles = blend(plan.colours.secondary, PLASTER, 0.1)
    _add_slab(sculptor, back, (low, high), (1.0, 1.6), (0.0, 1.05), (tiles, OAK))
    _add_board_wall(sculptor, area, plan, dim(WALNUT, 0.7))
    canopy = (plan.colours.accent, plan.colours.accent)
    _add_slab(sculptor, back, (low - 0.2, high + 0.2), (0.05, 1.9), (2.6, 2.85), canopy)
    for at in (low, high - 0.1):
        _add_slab(sculptor, back, (at, at + 0.1), (1.7, 1.8), (0.0, 2.6), (DARK, DARK))
    ring = Polygon(area.ring).buffer(-1.0)
    for row in range(int((reach - 3.0) / 2.3) + 1):
        for column in range(int(width / 2.5) + 1):
            spot = back.at(1.2 + column * 2.5 + (row % 2) * 1.1, 3.4 + row * 2.3)
            if ring.contains(Point(spot)):
                yield "cafe_table", (*spot, (row + column) % 2 * math.pi)


def _add_room(sculptor: Sculptor, area: Area, plan: FloorPlan) -> Iterator[tuple[str, Spot]]:
    """Yield plants beside the door of a closed room."""
    front = find_front(area, plan)
    tone = blend(PLASTER, plan.colours.secondary, 0.15 if area.kind == "prayer_room" else 0.05)
    for line in list_outer_lines(area.ring):
        sculptor.curtain(line.start, line.end, (0.0, 0.5, _ROOM_HEIGHT_M), tone)
        sculptor.curtain(
            line.at(0, 0.02), line.at(line.length, 0.02), (_ROOM_HEIGHT_M - 0.3, _ROOM_HEIGHT_M),
            plan.colours.secondary,
        )  # fmt: skip
    _add_lid(sculptor, area.ring, _ROOM_HEIGHT_M, blend(tone, WHITE, 0.3))
    doors = (0.5,) if area.kind != "toilets" else (0.3, 0.7)
    for share in doors:
        layers = ((0.72, blend(plan.colours.accent, WHITE, 0.2)), (0.58, dim(WALNUT, 0.9)))
        _add_arch(sculptor, front, (front.length * share, 0.0, 0.03), 1.6, layers)
    if area.kind == "prayer_room":
        for side in (-1.5, 1.5):
            yield "palm", (*front.at(front.length / 2 + side, 0.5), 0.0)


def _add_lid(sculptor: Sculptor, ring: FloorRing, height: float, colour: Rgb) -> None:
    roof = Polygon([(x, -z) for x, z in ring])
    for triangle in shapely.get_parts(shapely.constrained_delaunay_triangles(roof)):
        points = list(shapely.orient_polygons(triangle).exterior.coords)[:3]
        a, b, c = ((float(x), height, -float(y)) for x, y in points)
        sculptor.triangle((a, b, c), colour)


def _add_desk(sculptor: Sculptor, area: Area, plan: FloorPlan) -> Iterator[tuple[str, Spot]]:
    """Add the organisers' desk: a long counter before a back wall. The plants are the foyer's."""
    front = find_front(area, plan)
    width = front.length
    margin = min(0.6, width * 0.1)
    _add_slab(sculptor, front, (margin, width - margin), (-1.0, -0.4), (0.0, 1.05),
              (plan.colours.primary, OAK))  # fmt: skip
    _add_board_wall(sculptor, area, plan, blend(PLASTER, WHITE, 0.4))
    return iter(())


def _add_rest(sculptor: Sculptor, area: Area, plan: FloorPlan) -> Iterator[tuple[str, Spot]]:
    """Yield benches and greenery around a low fountain; rows of them where a stage is before it."""
    if is_audience(area, plan):
        edge = _find_edge_by_stage(area, plan)
        yield from _list_seats(edge, 1.0, measure_depth(area, edge))
        return
    if is_foyer(area, plan):
        yield from _line_foyer(area)
        return
    centre = Polygon(area.ring).centroid
    sides = 8
    for radius, height, colour in (
        (1.0, 0.42, blend(plan.colours.secondary, PLASTER, 0.15)),
        (0.34, 0.95, blend(PLASTER, TERRACOTTA, 0.1)),
    ):
        ring: list[FloorPoint] = [
            (centre.x + round(radius * math.cos(math.tau * at / sides), 2),
             centre.y - round(radius * math.sin(math.tau * at / sides), 2))
            for at in range(sides)
        ]  # fmt: skip
        for line in list_outer_lines(tuple(ring)):
            sculptor.curtain(line.start, line.end, (0.0, height), colour)
        water = blend(plan.colours.secondary, WHITE, 0.6)
        sculptor.polygon([(x, height, z) for x, z in ring], water)
    inside = Polygon(area.ring).buffer(-0.5)
    for at in range(4):
        angle = math.tau * at / 4
        x, z = centre.x + 2.1 * math.sin(angle), centre.y + 2.1 * math.cos(angle)
        if inside.contains(Point(x, z)):
            yield "bench", (x, z, angle)
        x, z = centre.x + 2.3 * math.sin(angle + 0.785), centre.y + 2.3 * math.cos(angle + 0.785)
        if inside.contains(Point(x, z)):
            yield "palm", (x, z, angle)
