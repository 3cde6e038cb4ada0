"""Baked light: what a lit renderer would compute each frame, computed once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assets.mesh import Floats

Segment = tuple[float, float, float, float]
"""A vertical thing standing on the floor, seen from above: x0, z0, x1, z1 in metres."""

# Shares of the sky that faces see under an even daylight roof with stand lights from the
# front: chosen by eye on renderings, the order (up, front, sides, back, down) is what counts.
_UP, _DOWN, _FRONT, _BACK, _SIDE = 1.0, 0.58, 0.93, 0.78, 0.84
_FLOOR_REACH_M, _FLOOR_DEPTH = 0.32, 0.36
_WALL_M, _CARPET_M, _LEVEL = 0.06, 0.06, 0.5
_CORNER_REACH_M, _CORNER_DEPTH = 0.38, 0.42


def shade_by_direction(normals: Floats) -> Floats:
    """Return the share of light (n,) in 0..1 that faces of these unit normals (n, 3) get."""
    squares = np.square(normals)
    vertical = np.where(normals[:, 1] > 0, _UP, _DOWN)
    lengthwise = np.where(normals[:, 2] > 0, _FRONT, _BACK)
    shade = squares[:, 0] * _SIDE + squares[:, 1] * vertical + squares[:, 2] * lengthwise
    return np.asarray(shade, np.float32)


def shade_by_floor(positions: Floats, normals: Floats) -> Floats:
    """Return the darkening (n,) of standing faces near the floor: a soft contact line."""
    depth = _FLOOR_DEPTH * np.exp(-np.maximum(positions[:, 1], 0.0) / _FLOOR_REACH_M)
    return np.asarray(1.0 - depth * (1.0 - np.maximum(normals[:, 1], 0.0)), np.float32)


def shade_by_distance(distances_m: NDArray[np.floating]) -> Floats:
    """Return the darkening (n,) of a surface at distances from what stands on it."""
    return np.asarray(1.0 - _CORNER_DEPTH * np.exp(-distances_m / _CORNER_REACH_M), np.float32)


def measure_distances(points: Floats, segments: Sequence[Segment]) -> Floats:
    """Return the distance (n,) in metres from points (n, 2) as x, z to the nearest segment.

    Without segments the distances are infinite.
    """
    if not segments:
        return np.full(len(points), np.inf, np.float32)
    ends = np.asarray(segments, np.float32).reshape(-1, 2, 2)
    start, along = ends[:, 0], ends[:, 1] - ends[:, 0]
    length = np.maximum(np.square(along).sum(axis=1), 1e-12)
    offset = points[:, None, :] - start[None]
    share = np.clip((offset * along[None]).sum(axis=2) / length, 0.0, 1.0)
    gaps = np.linalg.norm(offset - share[..., None] * along[None], axis=2)
    return np.asarray(gaps.min(axis=1), np.float32)


def bake_light(
    positions: Floats,
    normals: Floats,
    *,
    walls: Sequence[Segment] = (),
    contacts: Sequence[Segment] = (),
) -> Floats:
    """Return the light (n,) in 0..1 at points of a booth or a piece of furniture.

    `walls` darken the floor and the other walls where they meet; `contacts` are the sides of
    furniture and darken the floor only.
    """
    shade = shade_by_direction(normals) * shade_by_floor(positions, normals)
    flat = positions[:, [0, 2]]
    on_floor = (positions[:, 1] < _CARPET_M) & (normals[:, 1] > _LEVEL)
    near = measure_distances(flat, [*walls, *contacts])
    shade = np.where(on_floor, shade * shade_by_distance(near), shade)
    # Only what is on one wall is shaded by the others: furniture looks the same in every booth,
    # which the compressor rewards.
    on_wall = ~on_floor & (measure_distances(flat, walls) < _WALL_M)
    for wall in walls:
        gap = measure_distances(flat, [wall])
        corner = np.where(on_wall & (gap > _WALL_M), shade_by_distance(gap), 1.0)
        shade = shade * (1.0 - (1.0 - corner) * 0.7)
    return np.asarray(shade, np.float32)
