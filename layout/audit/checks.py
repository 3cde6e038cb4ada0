"""Checks a placed hall without trusting whoever placed it: shares no code with the placing.

One tolerance everywhere: 1 mm. Widths are proved on vectors by what a square of the aisle's
side can sweep; only walking distance is measured on a grid of half metres with eight
neighbours, which overstates a walk by at most 8.3 % and never understates it by more than
half a cell at each end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shapely
from shapely import LineString, Polygon, STRtree, box
from shapely.geometry.base import BaseGeometry

from layout.audit.travel import measure_farthest
from layout.values import (
    Column,
    Door,
    Finding,
    PlacedHall,
    Placement,
    PointMm,
    Severity,
    stand_corners,
)

TOLERANCE_MM = 1.0
_RECESSES = 0.02  # of an aisle's area may be recesses between stands
_SPECK_MM2 = 10_000.0  # a hand's breadth squared: below it, a leftover is rounding


@dataclass(frozen=True, slots=True)
class _Scene:
    """The geometry of one placed hall. `walk` is floor that visitors can walk on."""

    placed: PlacedHall
    hall: Polygon
    shapes: tuple[Polygon, ...]
    closed: BaseGeometry
    columns: BaseGeometry
    walk: BaseGeometry

    @property
    def aisle_mm(self) -> int:
        return self.placed.plan.rules.aisle_mm


def audit_hall(placed: PlacedHall) -> tuple[Finding, ...]:
    """Return everything that breaks a rule, with the place and the number behind it.

    Codes: stand.overlaps, stand.outside_hall, stand.on_column, stand.in_door_lane,
    stand.in_zone, stand.number_twice, stand.id_twice, stand.exhibitor_twice,
    stand.front_blocked, stand.side_not_open, aisle.too_narrow, aisle.unconnected,
    aisle.not_floor, aisle.width_overstated, exit.too_far, exit.none.
    """
    scene = _build_scene(placed)
    findings = [
        *_check_labels(placed),
        *_check_overlaps(scene),
        *_check_places(scene),
        *_check_sides(scene),
        *_check_widths(scene),
        *_check_connection(scene),
        *_check_aisles(scene),
        *_check_travel(scene),
    ]
    return tuple(sorted(findings, key=lambda f: (f.code, f.subjects, f.at_mm or (0, 0))))


def _build_scene(placed: PlacedHall) -> _Scene:
    plan = placed.plan
    hall = Polygon(plan.hall.outline, plan.hall.holes)
    shapes = tuple(Polygon(stand_corners(stand)) for stand in placed.placements)
    closed = shapely.union_all([Polygon(z.outline) for z in plan.zones if not z.walkable])
    columns = shapely.union_all([_column_box(column) for column in plan.columns])
    taken = shapely.union_all([*shapes, closed, columns])
    return _Scene(placed, hall, shapes, closed, columns, hall.difference(taken))


def _column_box(column: Column) -> Polygon:
    half_w, half_d = column.width_mm / 2, column.depth_mm / 2
    x, y = column.x_mm, column.y_mm
    return box(x - half_w, y - half_d, x + half_w, y + half_d)


def _finding(
    code: str,
    message: str,
    subjects: Sequence[str],
    shape: BaseGeometry | None = None,
    measured: float | None = None,
    limit: float | None = None,
    severity: Severity = "error",
) -> Finding:
    place: PointMm | None = None
    if shape is not None and not shape.is_empty:
        point = shape.representative_point()
        place = (round(point.x), round(point.y))
    return Finding(code, severity, message, tuple(subjects), place, measured, limit)


def _check_labels(placed: PlacedHall) -> Iterator[Finding]:
    for code, what, labels in (
        ("stand.number_twice", "number", [s.number for s in placed.placements]),
        ("stand.id_twice", "id", [s.stand_id for s in placed.placements]),
        ("stand.exhibitor_twice", "exhibitor", [s.exhibitor for s in placed.placements]),
    ):
        seen: set[str] = set()
        for label in labels:
            if label is not None and label in seen:
                yield _finding(code, f"two stands have the {what} {label}", [label])
            seen.add(label or "")


def _check_overlaps(scene: _Scene) -> Iterator[Finding]:
    if not scene.shapes:
        return
    tree = STRtree(scene.shapes)
    stands = scene.placed.placements
    for first, second in sorted(tree.query(scene.shapes, predicate="intersects").T.tolist()):
        if first >= second:
            continue
        common = scene.shapes[first].intersection(scene.shapes[second])
        if _thickness(common) > TOLERANCE_MM:
            names = (stands[first].number, stands[second].number)
            message = f"stands {names[0]} and {names[1]} overlap on {common.area / 1e6:.2f} m²"
            yield _finding("stand.overlaps", message, names, common, common.area / 1e6, 0.0)


def _thickness(shape: BaseGeometry) -> float:
    """Return how thick a shape is: twice the radius of the largest circle would be more."""
    if shape.is_empty or shape.area <= 0:
        return 0.0
    return float(2 * shape.area / shape.length)


def _check_places(scene: _Scene) -> Iterator[Finding]:
    """Each stand inside the hall, off columns, door lanes and zones."""
    plan = scene.placed.plan
    lanes = [(door.id, _lane(door)) for door in plan.doors]
    zones = [(z.id, Polygon(z.outline)) for z in plan.zones if not z.stands_allowed]
    columns = [(column, _column_box(column)) for column in plan.columns]
    for stand, shape in zip(scene.placed.placements, scene.shapes, strict=True):
        outside = shape.difference(scene.hall)
        if _thickness(outside) > TOLERANCE_MM:
            area = outside.area / 1e6
            message = f"stand {stand.number} lies outside the hall with {area:.2f} m²"
            yield _finding("stand.outside_hall", message, [stand.number], outside, area, 0.0)
        for code, word, things in (
            ("stand.in_door_lane", "the lane of door", lanes),
            ("stand.in_zone", "zone", zones),
        ):
            for thing_id, thing in things:
                common = shape.intersection(thing)
                if _thickness(common) > TOLERANCE_MM:
                    area = common.area / 1e6
                    message = f"stand {stand.number} takes {area:.2f} m² of {word} {thing_id}"
                    yield _finding(code, message, [stand.number, thing_id], common, area, 0.0)
        for column, pillar in columns:
            if _column_clashes(stand, shape, column, pillar):
                message = f"column {column.id} ({column.rule}) stands in stand {stand.number}"
                yield _finding("stand.on_column", message, [stand.number, column.id], pillar)


def _column_clashes(stand: Placement, shape: Polygon, column: Column, pillar: Polygon) -> bool:
    if column.rule == "inside_ok" or not shape.intersects(pillar):
        return False
    common = shape.intersection(pillar)
    if _thickness(common) <= TOLERANCE_MM:
        return False
    if column.rule == "avoid":
        return True
    front_left, front_right, back_right, back_left = stand_corners(stand)
    middle_left = ((front_left[0] + back_left[0]) / 2, (front_left[1] + back_left[1]) / 2)
    middle_right = ((front_right[0] + back_right[0]) / 2, (front_right[1] + back_right[1]) / 2)
    front_half = Polygon([front_left, front_right, middle_right, middle_left])
    return _thickness(front_half.intersection(pillar)) > TOLERANCE_MM


def _lane(door: Door) -> Polygon:
    """Return the floor that a door needs free; `a` is on the left of who looks out."""
    length = max(door.width_mm, 1)
    east, north = (door.b[0] - door.a[0]) / length, (door.b[1] - door.a[1]) / length
    depth = door.clear_depth_mm
    into = (north * depth, -east * depth)
    ends = (door.a, door.b)
    return Polygon([*ends, *((p[0] + into[0], p[1] + into[1]) for p in reversed(ends))])


_SIDE_CORNERS = {"front": (0, 1), "right": (1, 2), "back": (2, 3), "left": (3, 0)}


def _beside(stand: Placement, side: str, depth: float) -> Polygon:
    """Return the strip of floor along a side, 2 mm short of it at every edge."""
    corners = stand_corners(stand)
    start, end = (corners[index] for index in _SIDE_CORNERS[side])
    line = LineString([start, end])
    strip = line.buffer(-depth, single_sided=True, join_style="mitre")
    return strip.buffer(-2 * TOLERANCE_MM, join_style="mitre")


def _check_sides(scene: _Scene) -> Iterator[Finding]:
    """The front and every side called open have an aisle's width of floor before them."""
    floor = scene.walk.union(scene.columns).intersection(scene.hall)
    shapely.prepare(floor)
    shapely.prepare(scene.walk)
    for stand in scene.placed.placements:
        front = _beside(stand, "front", scene.aisle_mm)
        if not scene.walk.covers(front):
            blocked = front.difference(scene.walk)
            share = blocked.area / front.area
            message = f"{share:.0%} of the aisle before stand {stand.number} is not free"
            yield _finding("stand.front_blocked", message, [stand.number], blocked, share, 0.0)
        for side in stand.open_sides:
            if side != "front" and not floor.covers(_beside(stand, side, scene.aisle_mm)):
                message = f"the {side} of stand {stand.number} is called open but has no aisle"
                yield _finding("stand.side_not_open", message, [stand.number, side])


def _opened(floor: BaseGeometry, side_mm: float) -> BaseGeometry:
    half = (side_mm - TOLERANCE_MM) / 2
    core = floor.buffer(-half, join_style="mitre", mitre_limit=10)
    return core.buffer(half, join_style="mitre", mitre_limit=10)


def _check_widths(scene: _Scene) -> Iterator[Finding]:
    """No way between two wider parts of the floor is narrower than an aisle.

    Only ways along a stand count: what the building leaves between a column and its wall is
    not the layout's fault. A recess with one mouth is no way.
    """
    wide = _opened(scene.walk, scene.aisle_mm)
    reach = wide.buffer(2 * TOLERANCE_MM)
    tree = STRtree(scene.shapes)
    narrow = scene.walk.difference(wide.buffer(TOLERANCE_MM / 2))
    for part in shapely.get_parts(narrow):
        near = tree.query(part, predicate="dwithin", distance=2 * TOLERANCE_MM)
        if part.area < _SPECK_MM2 or not len(near):
            continue
        mouths = shapely.get_parts(shapely.line_merge(part.boundary.intersection(reach)))
        if sum(mouth.length > 4 * TOLERANCE_MM for mouth in mouths) == 1:
            continue
        numbers = sorted(scene.placed.placements[int(index)].number for index in near)
        width = 2 * part.area / part.length
        message = (
            f"the way along stand {numbers[0]} is about {width / 1000:.2f} m wide;"
            f" aisles need {scene.aisle_mm / 1000:g} m"
        )
        yield _finding("aisle.too_narrow", message, numbers, part, width, float(scene.aisle_mm))


def _check_connection(scene: _Scene) -> Iterator[Finding]:
    """All floor that an aisle's square can stand on is one piece, with a door."""
    half = (scene.aisle_mm - TOLERANCE_MM) / 2
    core = scene.walk.buffer(-half, join_style="mitre", mitre_limit=10)
    parts = [part for part in shapely.get_parts(core) if part.length > 0]
    if len(parts) <= 1:
        return
    reach = scene.aisle_mm
    egress = [LineString([door.a, door.b]) for door in scene.placed.plan.doors if door.egress]
    served = [any(part.distance(door) <= reach for door in egress) for part in parts]
    main = max(range(len(parts)), key=lambda index: (served[index], parts[index].area))
    fronts = [_beside(stand, "front", scene.aisle_mm) for stand in scene.placed.placements]
    for index, part in enumerate(parts):
        if index == main:
            continue
        whole = part.buffer(half, join_style="mitre", mitre_limit=10)
        cut = [
            stand.number
            for stand, front in zip(scene.placed.placements, fronts, strict=True)
            if front.intersection(whole).area > front.area / 2
        ]
        if cut:
            door = "with" if served[index] else "without"
            message = f"the aisle before stand {cut[0]} is cut off from the others, {door} a door"
            yield _finding("aisle.unconnected", message, cut, part)


def _check_aisles(scene: _Scene) -> Iterator[Finding]:
    """The aisles told are floor, and no wider than they say."""
    floor = scene.walk.buffer(TOLERANCE_MM, join_style="mitre")
    shapely.prepare(floor)
    for index, aisle in enumerate(scene.placed.aisles):
        shape = Polygon(aisle.outline, aisle.holes)
        if not floor.covers(shape):
            off = shape.difference(floor)
            message = f"aisle {index + 1} covers {off.area / 1e6:.2f} m² that is no free floor"
            yield _finding("aisle.not_floor", message, [str(index + 1)], off, off.area / 1e6, 0.0)

    for width in sorted({aisle.clear_width_mm for aisle in scene.placed.aisles}):
        yield from _check_told_width(scene, width)


def _check_told_width(scene: _Scene, width: int) -> Iterator[Finding]:
    """Whoever tells a clear width must let a square of that side sweep the aisle."""
    wide = _opened(scene.walk, width).buffer(TOLERANCE_MM)
    for index, aisle in enumerate(scene.placed.aisles):
        if aisle.clear_width_mm != width:
            continue
        shape = Polygon(aisle.outline, aisle.holes)
        tight = shape.difference(wide)
        if tight.area > max(_SPECK_MM2, shape.area * _RECESSES):
            message = (
                f"aisle {index + 1} is told to be {width / 1000:g} m wide;"
                f" {tight.area / 1e6:.2f} m² of it are narrower"
            )
            yield _finding(
                "aisle.width_overstated", message, [str(index + 1)], tight, tight.area / 1e6, 0.0
            )


def _check_travel(scene: _Scene) -> Iterator[Finding]:
    rules = scene.placed.plan.rules
    doors = [door for door in scene.placed.plan.doors if door.egress]
    if not doors:
        yield _finding("exit.none", "no door is a way out", [])
        return
    starts = [((door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2) for door in doors]
    farthest = measure_farthest(scene.walk, starts)
    if farthest is None:
        return
    place, walk_mm = farthest
    if walk_mm > rules.max_travel_mm:
        message = (
            f"from here the nearest exit is {walk_mm / 1000:.1f} m on foot;"
            f" at most {rules.max_travel_mm / 1000:g} m"
        )
        yield Finding(
            "exit.too_far",
            "error",
            message,
            (),
            place,
            walk_mm / 1000,
            rules.max_travel_mm / 1000,
        )
