"""The roof from below: timber beams, and between them a coffer around each roof light."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from assets.booth.colour import parse_colour
from assets.booth.floor_plan import FloorPlan
from assets.booth.sculptor import Point, Sculptor
from assets.mesh import Floats, Mesh

LIGHT_WIDTH_M, LIGHT_LENGTH_M = 4.2, 6.4
_BEAM_STEP_M, _BEAM_HEIGHT_M, _BEAM_WIDTH_M = 8.0, 0.55, 0.22
_LIGHT_STEP_M, _RIM_M, _HANG_M = 9.0, 0.8, 0.02
# How far a coffer comes down from its roof light to the beams, and what daylight is left there.
_DROP_M, _EDGE_LIGHT, _FADE_M = 0.3, 0.45, 2.6
# Coffers reach a little into each other, so that no gap is left where places are rounded.
_LAP_M = 0.1
_CEILING = parse_colour("#c3ae8b")
_COFFER = parse_colour("#f4ecdd")
_TIMBER = parse_colour("#b98a5b")
_DAYLIGHT = parse_colour("#fdfdf6")


@functools.cache
def build_roof_light(width: float, length: float) -> Mesh:
    """Return a roof light in its coffer, its middle at the origin, long along z.

    The glass glows; the coffer, `width` by `length` metres, comes down from it to the beams
    and fades as daylight does: that reads as a vault instead of a lid.
    """
    half = [(width / 2, length / 2), (LIGHT_WIDTH_M / 2, LIGHT_LENGTH_M / 2)]
    half.append((half[1][0] - _RIM_M, half[1][1] - _RIM_M))
    low, rim, glass = (
        [(-x, y, z), (x, y, z), (x, y, -z), (-x, y, -z)]
        for (x, z), y in zip(half, (-_DROP_M, 0.0, 0.3), strict=True)
    )
    sculptor = Sculptor()
    # Counter-clockwise from below is clockwise from above.
    sculptor.quad((glass[3], glass[2], glass[1], glass[0]), _DAYLIGHT, glowing=True,
                  surface="glow")  # fmt: skip
    for outer, inner in ((rim, glass), (low, rim)):
        for at in range(4):
            after = (at + 1) % 4
            sculptor.quad((outer[after], outer[at], inner[at], inner[after]), _COFFER,
                          surface="glow")  # fmt: skip
    return sculptor.mesh(_fade)


def _fade(positions: Floats, normals: Floats) -> Floats:
    """Return the daylight (n,) in 0..1 on a coffer; its ends are a little darker than its sides."""
    away = np.maximum(
        np.abs(positions[:, 0]) - LIGHT_WIDTH_M / 2, np.abs(positions[:, 2]) - LIGHT_LENGTH_M / 2
    )
    left = np.clip(away / _FADE_M, 0.0, 1.0)
    ends = 1.0 - 0.08 * np.abs(normals[:, 2])
    return np.asarray((1.0 - (1.0 - _EDGE_LIGHT) * left) * ends, np.float32)


@dataclass(frozen=True, slots=True)
class RoofLights:
    """Where roof lights hang (x, z, turn), and the size of the coffer of each."""

    spots: tuple[tuple[float, float, float], ...]
    width: float
    length: float


def add_roof(sculptor: Sculptor, plan: FloorPlan) -> RoofLights:
    """Add ceiling and beams; return the roof lights that hang between them."""
    hall = Polygon(
        [(x, -z) for x, z in plan.outline], [[(x, -z) for x, z in h] for h in plan.holes]
    )
    low_x, low_y, high_x, high_y = hall.bounds
    along_x = high_x - low_x >= high_y - low_y
    beams = max(1, round((high_x - low_x if along_x else high_y - low_y) / _BEAM_STEP_M))
    rows = max(1, round((high_y - low_y if along_x else high_x - low_x) / _LIGHT_STEP_M))
    lights: list[tuple[float, float, float]] = []
    coffers: list[Polygon] = []
    across, along = high_x - low_x, high_y - low_y
    if not along_x:
        across, along = along, across
    width, length = round(across / beams + _LAP_M, 3), round(along / rows + _LAP_M, 3)
    for beam in range(beams):
        for row in range(rows):
            u, v = (beam + 0.5) / beams, (row + 0.5) / rows
            x = low_x + (high_x - low_x) * (u if along_x else v)
            y = low_y + (high_y - low_y) * (v if along_x else u)
            half_x, half_y = LIGHT_WIDTH_M / 2, LIGHT_LENGTH_M / 2
            if not along_x:
                half_x, half_y = half_y, half_x
            well = box(x - half_x, y - half_y, x + half_x, y + half_y)
            if hall.contains(well):
                lights.append((x, -y, 0.0 if along_x else math.pi / 2))
                wide, deep = (width / 2, length / 2) if along_x else (length / 2, width / 2)
                coffers.append(box(x - wide, y - deep, x + wide, y + deep))
    # What coffers hide is not there: a ceiling is half of many a picture, and drawn once.
    hidden = shapely.union_all(coffers).buffer(-2 * _LAP_M, join_style="mitre")
    _add_ceiling(sculptor, hall.difference(hidden), plan.height)
    for beam in range(beams + 1):
        _add_beam(sculptor, hall, beam / beams, plan.height, along_x=along_x)
    return RoofLights(tuple(lights), width, length)


def _add_ceiling(sculptor: Sculptor, region: BaseGeometry, height: float) -> None:
    for triangle in shapely.get_parts(shapely.constrained_delaunay_triangles(region)):
        corners = np.asarray(shapely.orient_polygons(triangle).exterior.coords)[:3]
        points: list[Point] = [(float(x), height + 0.35, -float(y)) for x, y in corners[::-1]]
        sculptor.triangle((points[0], points[1], points[2]), _CEILING, glowing=True, surface="glow")


def _add_beam(
    sculptor: Sculptor, hall: Polygon, share: float, height: float, *, along_x: bool
) -> None:
    low_x, low_y, high_x, high_y = hall.bounds
    half = _BEAM_WIDTH_M / 2
    if along_x:
        at = min(max(low_x + (high_x - low_x) * share, low_x + half), high_x - half)
        line = shapely.LineString([(at, low_y), (at, high_y)])
    else:
        at = min(max(low_y + (high_y - low_y) * share, low_y + half), high_y - half)
        line = shapely.LineString([(low_x, at), (high_x, at)])
    for part in shapely.get_parts(hall.buffer(-0.001).intersection(line)):
        (x0, y0), (x1, y1) = sorted(part.coords)
        dx, dy = (half, 0.0) if along_x else (0.0, half)
        low, high = height - _BEAM_HEIGHT_M, height + 0.35
        z0, z1 = sorted((-(y0 - dy), -(y1 + dy)))
        sculptor.box(
            (x0 - dx, low, z0), (x1 + dx, high, z1), _TIMBER, surface="wood", skip=("top",)
        )
