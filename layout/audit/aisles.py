"""Checks the aisles that the result tells of: free floor, all of it, as wide as they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from layout.audit.notes import note_fault
from layout.audit.scene import TOLERANCE_MM, Scene, half_width
from layout.audit.sweeping import Shapes, count_mouths
from layout.values import Aisle, AisleRank, Finding, Rules

_RECESSES = 0.02  # of an aisle's area may be recesses between stands
_SPECK_MM2 = 10_000.0  # a hand's breadth squared: below it, a leftover is rounding
_FORGOTTEN_MM2 = 1_000_000.0
_MANY = 4
_CORNERS = 3


def check_aisles(scene: Scene) -> Iterator[Finding]:
    """Yield what is wrong with the aisles told; a hall that tells of none is not asked."""
    malformed = [i for i, aisle in enumerate(scene.placed.aisles) if not _is_sound(aisle)]
    for wrong in malformed:
        aisle, name = scene.placed.aisles[wrong], str(wrong + 1)
        message = f"the outline of aisle {name} is no simple polygon"
        yield note_fault("aisle.malformed", message, [name], next(iter(aisle.outline), None))
    aisles = scene.placed.aisles
    if not aisles or malformed:
        return  # without every outline there is no telling what the others leave
    shapes = np.array([Polygon(aisle.outline, aisle.holes) for aisle in aisles], dtype=object)
    inner = shapely.buffer(shapes, -TOLERANCE_MM, join_style="mitre", mitre_limit=10)
    on_floor = np.asarray(shapely.covers(scene.walk, inner))
    for wrong in np.flatnonzero(~on_floor).tolist():
        off = inner[wrong].difference(scene.walk)
        area, name = off.area / 1e6, str(wrong + 1)
        message = f"aisle {name} covers {area:.2f} m² that is no free floor"
        yield note_fault("aisle.not_floor", message, [name], off, (area, 0.0))
    for index, (aisle, shape) in enumerate(zip(aisles, shapes, strict=True)):
        yield from _check_rank(scene, index, aisle, shape)
    doubted = [
        index
        for index, (aisle, shape) in enumerate(zip(aisles, shapes, strict=True))
        if on_floor[index] and not _is_as_wide(aisle, shape)
    ]
    yield from _check_told_widths(scene, doubted, shapes)
    if on_floor.all():
        yield from _check_all_told(scene, shapes)


def _is_sound(aisle: Aisle) -> bool:
    """Return whether an aisle's rings make a polygon that does not cross itself."""
    if any(len(set(ring)) < _CORNERS for ring in (aisle.outline, *aisle.holes)):
        return False
    return bool(Polygon(aisle.outline, aisle.holes).is_valid)


def rank_width(rules: Rules, rank: AisleRank) -> int:
    """Return the least clear width in mm that the rules ask of aisles of a rank."""
    return {"main": rules.main_aisle_mm, "cross": rules.cross_mm, "aisle": rules.aisle_mm}[rank]


def _check_rank(scene: Scene, index: int, aisle: Aisle, shape: Polygon) -> Iterator[Finding]:
    """A main or cross aisle is as wide as its rank but for recesses with one mouth."""
    limit = rank_width(scene.placed.plan.rules, aisle.rank)
    if aisle.rank == "aisle" or aisle.clear_width_mm >= limit - TOLERANCE_MM:
        return
    wide = _sweep_near(scene, shape, limit)
    tight = shape.difference(wide.buffer(TOLERANCE_MM / 2))
    parts = [part for part in shapely.get_parts(tight) if part.area > _SPECK_MM2]
    if tight.area < shape.area / 2 and all(count_mouths(part, wide) <= 1 for part in parts):
        return
    message = (
        f"aisle {index + 1} is {aisle.clear_width_mm / 1000:g} m wide;"
        f" a {aisle.rank} aisle needs {limit / 1000:g} m"
    )
    numbers = (float(aisle.clear_width_mm), float(limit))
    yield note_fault("aisle.below_rank", message, [str(index + 1)], shape, numbers)


def _is_as_wide(aisle: Aisle, shape: Polygon) -> bool:
    """Return whether the aisle is a rectangle no narrower than it says: proof enough."""
    ring = shapely.get_coordinates(shape.exterior.simplify(0.0))[:-1]
    if aisle.holes or len(ring) != 4:  # noqa: PLR2004 - corners of a rectangle
        return False
    sides = np.hypot(*(np.roll(ring, -1, 0) - ring).T)
    area, longest = sides[0] * sides[1], max(sides)
    square = abs(area - shape.area) < TOLERANCE_MM * longest
    return bool(square and area / longest >= aisle.clear_width_mm - TOLERANCE_MM)


def _check_told_widths(scene: Scene, indices: list[int], shapes: Shapes) -> Iterator[Finding]:
    """Whoever tells a clear width must let a square of that side sweep the aisle."""
    told = [scene.placed.aisles[index].clear_width_mm for index in indices]
    often = Counter(told)
    swept: dict[int, BaseGeometry] = {}
    for index, width in zip(indices, told, strict=True):
        # Many of one width: the whole floor is swept once, not the floor around each.
        if often[width] >= _MANY and width not in swept:
            swept[width] = _sweep_all(scene, width)
        wide = swept[width] if width in swept else _sweep_near(scene, shapes[index], width)
        yield from _check_told_width(scene, index, shapes[index], wide)


def _check_told_width(
    scene: Scene, index: int, shape: Polygon, wide: BaseGeometry
) -> Iterator[Finding]:
    width = scene.placed.aisles[index].clear_width_mm
    x0, y0, x1, y1 = shape.bounds
    near = wide.intersection(shapely.box(x0 - 100, y0 - 100, x1 + 100, y1 + 100))
    tight = shape.difference(near.buffer(TOLERANCE_MM, join_style="mitre"))
    # A circle leaves the corners of a room: below a radius squared times 1.3 each.
    spare = 0.0 if scene.sweeper.square else 1.3 * (width / 2) ** 2
    parts = [part for part in shapely.get_parts(tight) if part.area > max(_SPECK_MM2, spare)]
    area = sum(part.area for part in parts)
    if area > max(_SPECK_MM2, shape.area * _RECESSES):
        message = (
            f"aisle {index + 1} is told to be {width / 1000:g} m wide;"
            f" {area / 1e6:.2f} m² of it are narrower"
        )
        largest = max(parts, key=lambda part: part.area)
        numbers = (area / 1e6, 0.0)
        yield note_fault("aisle.width_overstated", message, [str(index + 1)], largest, numbers)


def _sweep_all(scene: Scene, width_mm: int) -> BaseGeometry:
    half = half_width(width_mm)
    same = width_mm == scene.aisle_mm
    core = scene.core if same else scene.sweeper.shrink(scene.walk, half)
    return scene.sweeper.sweep(core, half)


def _sweep_near(scene: Scene, shape: Polygon, width_mm: int) -> BaseGeometry:
    """Return what squares of this side sweep of the floor in and around an aisle."""
    near = scene.walk.intersection(scene.sweeper.window(shape, 2 * width_mm))
    half = half_width(width_mm)
    return scene.sweeper.sweep(scene.sweeper.shrink(near, half), half)


def _check_all_told(scene: Scene, shapes: Shapes) -> Iterator[Finding]:
    """Together the aisles are all walkable floor outside zones, none of it twice."""
    zones = [Polygon(zone.outline) for zone in scene.placed.plan.zones if zone.walkable]
    open_floor = scene.walk.difference(shapely.union_all(zones)) if zones else scene.walk
    told = float(shapely.area(shapes).sum())
    spare = max(_FORGOTTEN_MM2, 0.001 * open_floor.area)
    if abs(open_floor.area - told) <= spare:
        return
    rest = open_floor.difference(shapely.union_all(shapes))
    numbers = (told / 1e6, open_floor.area / 1e6)
    if told < open_floor.area:
        message = f"{rest.area / 1e6:.1f} m² of walkable floor belong to no aisle"
        largest = max(shapely.get_parts(rest), key=lambda part: part.area)
        yield note_fault("aisle.floor_missing", message, [], largest, numbers, "warning")
    else:
        message = f"aisles overlap or cover zones: {numbers[0]:.1f} of {numbers[1]:.1f} m²"
        yield note_fault("aisle.overlaps", message, [], None, numbers, "warning")
