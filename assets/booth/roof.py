"""The roof from below: beams and roof lights, bright enough to read as daylight."""

from __future__ import annotations

import functools
import math

import numpy as np
import shapely
from shapely.geometry import Polygon, box

from assets.booth.colour import STEEL, WHITE, blend, parse_colour
from assets.booth.floor_plan import FloorPlan
from assets.booth.sculptor import Point, Sculptor
from assets.mesh import Mesh

LIGHT_WIDTH_M, LIGHT_LENGTH_M = 4.2, 6.4
_BEAM_STEP_M, _BEAM_HEIGHT_M, _BEAM_WIDTH_M = 8.0, 0.55, 0.22
_LIGHT_STEP_M, _RIM_M, _HANG_M = 9.0, 0.8, 0.02
_CEILING = parse_colour("#d6cab4")
_DAYLIGHT = parse_colour("#fdfdf6")


@functools.cache
def build_roof_light() -> Mesh:
    """Return a roof light that looks down, its middle at the origin, long along z.

    The glass glows; the rim fades from daylight to the ceiling, which reads as a light well.
    """
    x, z = LIGHT_WIDTH_M / 2, LIGHT_LENGTH_M / 2
    glass = [(-x + _RIM_M, z - _RIM_M), (x - _RIM_M, z - _RIM_M),
             (x - _RIM_M, -z + _RIM_M), (-x + _RIM_M, -z + _RIM_M)]  # fmt: skip
    rim = [(-x, z), (x, z), (x, -z), (-x, -z)]
    sculptor = Sculptor()
    # Counter-clockwise from below is clockwise from above.
    top: list[Point] = [(px, 0.3, pz) for px, pz in glass]
    low: list[Point] = [(px, 0.0, pz) for px, pz in rim]
    sculptor.quad((top[3], top[2], top[1], top[0]), _DAYLIGHT, glowing=True,
                  surface="glow")  # fmt: skip
    for at in range(4):
        after = (at + 1) % 4
        sculptor.quad((low[after], low[at], top[at], top[after]), blend(_CEILING, WHITE, 0.6),
                      glowing=True, surface="glow")  # fmt: skip
    return sculptor.mesh()


def add_roof(sculptor: Sculptor, plan: FloorPlan) -> tuple[tuple[float, float, float], ...]:
    """Add ceiling and beams; return x, z and turn of the roof lights that hang in it."""
    hall = Polygon(
        [(x, -z) for x, z in plan.outline], [[(x, -z) for x, z in h] for h in plan.holes]
    )
    low_x, low_y, high_x, high_y = hall.bounds
    along_x = high_x - low_x >= high_y - low_y
    beams = max(1, round((high_x - low_x if along_x else high_y - low_y) / _BEAM_STEP_M))
    rows = max(1, round((high_y - low_y if along_x else high_x - low_x) / _LIGHT_STEP_M))
    lights: list[tuple[float, float, float]] = []
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
    _add_ceiling(sculptor, hall, plan.height)
    for beam in range(beams + 1):
        _add_beam(sculptor, hall, beam / beams, plan.height, along_x=along_x)
    return tuple(lights)


def _add_ceiling(sculptor: Sculptor, hall: Polygon, height: float) -> None:
    # Above the glass of the roof lights, which hide the ceiling behind them.
    for triangle in shapely.get_parts(shapely.constrained_delaunay_triangles(hall)):
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
        sculptor.box((x0 - dx, low, z0), (x1 + dx, high, z1), STEEL, surface="metal", skip=("top",))
