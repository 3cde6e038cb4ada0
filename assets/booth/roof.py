"""The roof from below: beams and roof lights, bright enough to read as daylight."""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.geometry import Polygon, box

from assets.booth.colour import STEEL, WHITE, blend, dim, parse_colour
from assets.booth.floor_plan import FloorPlan
from assets.booth.sculptor import Point, Sculptor
from assets.mesh import Mesh

_BEAM_STEP_M, _BEAM_HEIGHT_M, _BEAM_WIDTH_M = 8.0, 0.55, 0.22
_LIGHT_STEP_M, _LIGHT_M, _HALO_M = 9.0, 5.2, 0.7
_CEILING = parse_colour("#e9e2d3")
_DAYLIGHT = parse_colour("#fdfdf6")


def build_roof(plan: FloorPlan) -> Mesh:
    """Return ceiling, beams and roof lights; every face looks down or sideways."""
    hall = Polygon([(x, -z) for x, z in plan.outline])
    sculptor = Sculptor()
    low_x, low_y, high_x, high_y = hall.bounds
    along_x = high_x - low_x >= high_y - low_y
    beams = max(1, round((high_x - low_x if along_x else high_y - low_y) / _BEAM_STEP_M))
    rows = max(1, round((high_y - low_y if along_x else high_x - low_x) / _LIGHT_STEP_M))
    lights: list[Polygon] = []
    for beam in range(beams):
        for row in range(rows):
            u, v = (beam + 0.5) / beams, (row + 0.5) / rows
            x = low_x + (high_x - low_x) * (u if along_x else v)
            y = low_y + (high_y - low_y) * (v if along_x else u)
            half_x, half_y = (
                (_LIGHT_M / 4, _LIGHT_M / 2) if along_x else (_LIGHT_M / 2, _LIGHT_M / 4)
            )
            halo = box(x - half_x - _HALO_M, y - half_y - _HALO_M, x + half_x + _HALO_M,
                       y + half_y + _HALO_M)  # fmt: skip
            if hall.contains(halo):
                lights.append(halo)
                _add_light(sculptor, (x, y), (half_x, half_y), plan.height)
    ceiling = shapely.difference(hall, shapely.union_all(lights))
    for triangle in shapely.get_parts(shapely.constrained_delaunay_triangles(ceiling)):
        corners = np.asarray(shapely.orient_polygons(triangle).exterior.coords)[:3]
        points: list[Point] = [(float(x), plan.height, -float(y)) for x, y in corners[::-1]]
        sculptor.triangle((points[0], points[1], points[2]), _CEILING)
    for beam in range(beams + 1):
        share = beam / beams
        _add_beam(sculptor, hall, share, plan.height, along_x=along_x)
    return sculptor.mesh(
        lambda positions, normals: (
            np.where(normals[:, 1] < -0.5, 0.92, 0.8).astype(np.float32)
            * np.ones(len(positions), np.float32)
        )
    )  # noqa: E501


def _add_light(
    sculptor: Sculptor, centre: tuple[float, float], half: tuple[float, float], height: float
) -> None:
    x, y = centre
    lift = 0.35
    inner = [(x - half[0], y - half[1]), (x + half[0], y - half[1]),
             (x + half[0], y + half[1]), (x - half[0], y + half[1])]  # fmt: skip
    outer = [(px + math.copysign(_HALO_M, px - x), py + math.copysign(_HALO_M, py - y))
             for px, py in inner]  # fmt: skip
    top = [(px, height + lift, -py) for px, py in inner]
    rim = [(px, height, -py) for px, py in outer]
    sculptor.quad((top[3], top[2], top[1], top[0]), _DAYLIGHT, glowing=True)
    for at in range(4):
        after = (at + 1) % 4
        sculptor.quad((rim[after], rim[at], top[at], top[after]), blend(_CEILING, WHITE, 0.55),
                      glowing=True)  # fmt: skip


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
        low, high = height - _BEAM_HEIGHT_M, height
        z0, z1 = sorted((-(y0 - dy), -(y1 + dy)))
        sculptor.box((x0 - dx, low, z0), (x1 + dx, high, z1), dim(STEEL, 0.98), skip=("top",))
