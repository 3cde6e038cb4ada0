"""Lines → closed outlines: near ends are joined and told, what stays open is reported.

Everything is in plan millimetres as floats. Shapely does the noding; a vertex that belongs
to a closed outline of the drawing stays as it was drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import shapely
from shapely import LineString, Polygon, STRtree

from hall.service.importing.values import Piece, Point

# Noding works on this grid: a hundredth of a millimetre.
_GRID_MM = 0.01
_LEAST_AREA_MM2 = 100.0
_TRIANGLE = 3
_PARALLEL = 0.05
MAX_LOOSE = 20_000


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """An end that meets nothing: where, how far to the nearest other end, and of what."""

    at: Point
    gap_mm: float
    piece: Piece


@dataclass(slots=True)
class Rings:
    """Closed outlines, each with the piece that it comes from."""

    rings: list[tuple[tuple[Point, ...], Piece]] = field(default_factory=list)
    open_ends: list[OpenEnd] = field(default_factory=list)
    joined: int = 0
    widest_mm: float = 0.0
    is_faces: bool = False


def close_rings(pieces: Iterable[Piece], tolerance_mm: float) -> Rings:
    """Return the outlines that the pieces draw; ends up to `tolerance_mm` apart are joined."""
    result = Rings()
    loose: list[Piece] = []
    for piece in pieces:
        points = piece.points
        gap = math.dist(points[0], points[-1])
        if piece.closed:
            _add(result, points, piece)
        elif len(points) > _TRIANGLE and gap <= tolerance_mm:
            result.joined += gap > _GRID_MM
            result.widest_mm = max(result.widest_mm, gap)
            corner = _meet(points[1], points[0], points[-2], points[-1], tolerance_mm)
            _add(result, (corner, *points[1:-1]), piece)
        else:
            loose.append(piece)
    if loose and len(loose) <= MAX_LOOSE:
        _join(loose, tolerance_mm, result)
    return result


def _add(result: Rings, points: Sequence[Point], piece: Piece) -> None:
    if len(points) >= _TRIANGLE and abs(area_of(points)) > _LEAST_AREA_MM2:
        result.rings.append((tuple(points), piece))


def area_of(points: Sequence[Point]) -> float:
    """Return the area, positive for counter-clockwise."""
    after = (*points[1:], points[0])
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, after, strict=True)) / 2


def _join(loose: list[Piece], tolerance_mm: float, result: Rings) -> None:
    """Polygonise lines after each free end is led to the nearest end or line in reach."""
    lines = [list(piece.points) for piece in loose]
    _meet_ends(lines, tolerance_mm, result)
    _meet_lines(lines, tolerance_mm, result)
    shapes = [LineString(line) for line in lines if len(set(line)) > 1]
    if not shapes:
        return
    noded = shapely.unary_union(shapes, grid_size=_GRID_MM)
    faces = shapely.get_parts(shapely.polygonize([*shapely.get_parts(noded)]))
    tree = STRtree(shapes)
    owners = [piece for piece, line in zip(loose, lines, strict=True) if len(set(line)) > 1]
    for face in faces:
        first = int(min(tree.query(face.exterior, "dwithin", _GRID_MM * 2), default=0))
        ring = _straighten(list(face.exterior.coords)[:-1])
        if len(ring) >= _TRIANGLE and face.area > _LEAST_AREA_MM2:
            result.rings.append((tuple(ring), owners[first]))
            result.is_faces = True
    _report_open(noded, owners, tree, result)


def _meet(a: Point, b: Point, c: Point, d: Point, tolerance_mm: float) -> Point:
    """Return where the line from `a` to its end `b` meets the one from `c` to its end `d`.

    That is where the two walls cross, if it is in reach of both ends; else `b`.
    """
    ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    cross = ux * vy - uy * vx
    if abs(cross) <= _PARALLEL * math.hypot(ux, uy) * math.hypot(vx, vy):
        return b
    share = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / cross
    spot = (a[0] + ux * share, a[1] + uy * share)
    near = max(math.dist(spot, b), math.dist(spot, d)) <= tolerance_mm * 2
    return spot if near else b


def _meet_ends(lines: list[list[Point]], tolerance_mm: float, result: Rings) -> None:
    """Lead ends that nearly meet to one point: where two walls cross, else the first end."""
    ends = [(index, end) for index in range(len(lines)) for end in (0, -1)]
    spots = [shapely.Point(lines[index][end]) for index, end in ends]
    tree = STRtree(spots)
    settled: dict[int, Point] = {}
    for nth, (index, end) in enumerate(ends):
        if nth in settled:
            continue
        here = lines[index][end]
        settled[nth] = here
        near = sorted(int(i) for i in tree.query(spots[nth], "dwithin", tolerance_mm))
        others = [
            other
            for other in near
            if other not in settled and (ends[other][0] != index or len(lines[index]) > _TRIANGLE)
        ]
        if len(others) == 1:
            line, side = ends[others[0]]
            inner, outer = (1 if end == 0 else -2), (1 if side == 0 else -2)
            first, second = lines[index], lines[line]
            meeting = _meet(first[inner], here, second[outer], second[side], tolerance_mm)
            if math.dist(here, second[side]) > _GRID_MM:
                here = lines[index][end] = meeting
        for other in others:
            line, side = ends[other]
            gap = math.dist(lines[line][side], here)
            result.joined += gap > _GRID_MM
            result.widest_mm = max(result.widest_mm, gap)
            lines[line][side] = here
            settled[other] = here


def _meet_lines(lines: list[list[Point]], tolerance_mm: float, result: Rings) -> None:
    """Lead a free end to the line that it nearly touches (a wall that ends at another)."""
    shapes = [LineString(line) if len(set(line)) > 1 else LineString() for line in lines]
    tree = STRtree(shapes)
    for index, line in enumerate(lines):
        for end in (0, -1):
            spot = shapely.Point(line[end])
            near = [int(i) for i in tree.query(spot, "dwithin", tolerance_mm) if int(i) != index]
            if not near:
                continue
            best = min(near, key=lambda i: (shapes[i].distance(spot), i))
            gap = float(shapes[best].distance(spot))
            if gap <= _GRID_MM:
                continue
            result.joined += 1
            result.widest_mm = max(result.widest_mm, gap)
            foot = shapes[best].interpolate(shapes[best].project(spot))
            line[end] = (float(foot.x), float(foot.y))


def _straighten(ring: list[Point]) -> list[Point]:
    """Return a ring without the corners that noding put on straight walls."""
    kept = []
    count = len(ring)
    for index, here in enumerate(ring):
        before, after = ring[index - 1], ring[(index + 1) % count]
        base = math.dist(before, after)
        twice = abs(area_of((before, here, after))) * 2
        if base < _GRID_MM or twice / base > _GRID_MM * 3:
            kept.append(here)
    return kept


def _report_open(
    noded: shapely.Geometry, owners: list[Piece], tree: STRtree, result: Rings
) -> None:
    """Note the ends that lead nowhere, with the distance to the nearest other one."""
    degree: dict[Point, int] = {}
    for part in shapely.get_parts(noded):
        coords = [(round(x, 2), round(y, 2)) for x, y in part.coords]
        for spot in (coords[0], coords[-1]):
            degree[spot] = degree.get(spot, 0) + 1
    free = sorted(spot for spot, count in degree.items() if count == 1)
    for spot in free:
        others = (math.dist(spot, other) for other in free if other != spot)
        owner = int(min(tree.query(shapely.Point(spot), "dwithin", 1.0), default=0))
        result.open_ends.append(OpenEnd(spot, min(others, default=math.inf), owners[owner]))


def box_of(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Return least x and y, greatest x and y."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def corners_of(points: Sequence[Point], tolerance_mm: float = 1.0) -> list[Point]:
    """Return the corners without those that lie on a straight side."""
    ring = [p for p, q in pairwise((*points, points[0])) if math.dist(p, q) > _GRID_MM]
    kept = ring
    for index in range(len(ring) - 1, -1, -1):
        if len(kept) <= _TRIANGLE or ring[index] not in kept:
            continue
        at = kept.index(ring[index])
        before, after = kept[at - 1], kept[(at + 1) % len(kept)]
        base = math.dist(before, after)
        if base and abs(area_of((before, ring[index], after))) * 2 / base < tolerance_mm:
            kept = kept[:at] + kept[at + 1 :]
    return kept


def polygon_of(points: Sequence[Point]) -> Polygon:
    """Return the polygon, mended where its ring crosses itself."""
    polygon = Polygon(points)
    if polygon.is_valid:
        return polygon
    parts = [p for p in shapely.get_parts(shapely.make_valid(polygon)) if isinstance(p, Polygon)]
    return max(parts, key=lambda part: part.area, default=Polygon())
