"""Baked light: what a lit renderer would compute each frame, computed once."""

from __future__ import annotations

import numpy as np

from assets.mesh import Floats

# Shares of the sky that faces see under an even daylight roof with stand lights from the
# front: chosen by eye on renderings, the order (up, front, sides, back, down) is what counts.
_UP, _DOWN, _FRONT, _BACK, _SIDE = 1.0, 0.58, 0.93, 0.78, 0.84
_FLOOR_REACH_M, _FLOOR_DEPTH = 0.32, 0.36


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


def bake_light(positions: Floats, normals: Floats) -> Floats:
    """Return the light (n,) in 0..1 on faces that stand free on the floor.

    What hides the sky from them is told by `assets.booth.occlusion`.
    """
    return shade_by_direction(normals) * shade_by_floor(positions, normals)
