"""Ambient occlusion: how much of an even sky each corner of a face sees past other faces.

Rays are cast from every corner of every face. A ray meets a triangle where it passes its three
edges on one side (Plücker coordinates), so the whole test is matrix products.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assets.mesh import Floats

_RAYS = 28
# Off the face, and towards its middle: a corner that touches another face sees past it.
_LIFT_M, _INWARD_M = 0.012, 0.05
# Occluders farther than this leave the daylight of a hall as it is.
_REACH_M = 3.2
_GOLDEN = np.pi * (3.0 - np.sqrt(5.0))
# Few levels: what repeats weighs nothing, and between corners the light is a ramp anyway.
_LEVELS = 6
_CHUNK = 48
# A horizon under a roof with lights gives this share of what the zenith gives.
_HORIZON = 0.35


def measure_openness(positions: Floats, normals: Floats, middles: Floats, faces: Floats) -> Floats:
    """Return the share (n,) in 0..1 of the sky that corners see, in sixths.

    Args:
        positions: (n, 3) corners in metres, +Y up.
        normals: (n, 3) unit normals.
        middles: (n, 3) the middle of the face that each corner belongs to.
        faces: (m, 3, 3) triangles that hide the sky; only their geometry counts, not the side.

    Corners of one place and normal get one value, their mean, so that a face cut into pieces
    shows no seam. The floor hides nothing: it reflects.
    """
    inward = middles - positions
    inward /= np.maximum(np.linalg.norm(inward, axis=1, keepdims=True), 1e-6)
    origins = (positions + normals * _LIFT_M + inward * _INWARD_M).astype(np.float32)
    found = np.empty(len(origins), np.float32)
    sides, group = np.unique(np.round(normals, 2) + 0.0, axis=0, return_inverse=True)
    group = group.reshape(-1)
    for at, normal in enumerate(sides):
        members = np.flatnonzero(group == at)
        found[members] = _cast(origins[members], normal.astype(np.float32), faces)
    keys = np.round(np.concatenate([positions, normals], axis=1), 3) + 0.0
    _, place = np.unique(keys, axis=0, return_inverse=True)
    place = place.reshape(-1)
    mean = np.bincount(place, found) / np.bincount(place)
    return np.asarray(np.round(mean[place] * _LEVELS) / _LEVELS, np.float32)


def _cast(origins: Floats, normal: Floats, faces: Floats) -> Floats:
    """Return the share of light that reaches origins (k, 3) of one normal past the faces."""
    rays = _list_directions()
    weights = np.maximum(rays @ normal, 0.0) * (_HORIZON + np.maximum(rays[:, 1], -0.2))
    rays, weights = rays[weights > 0], weights[weights > 0]
    after = faces[:, [1, 2, 0]]
    along = (after - faces).reshape(-1, 3)
    # The side of an edge on which a ray passes: linear in where it starts.
    fixed = rays @ np.cross(faces, after).reshape(-1, 3).T
    moving = np.cross(rays[:, None], along[None]).transpose(2, 0, 1).reshape(3, -1)
    planes = np.cross(along[0::3], along[1::3])
    offsets = (planes * faces[:, 0]).sum(axis=1)
    facing = rays @ planes.T
    shares = [
        _meet(chunk, fixed, moving, planes, offsets, facing) @ weights
        for chunk in np.array_split(origins, -(-len(origins) // _CHUNK))
    ]
    return np.asarray(1.0 - np.concatenate(shares) / weights.sum(), np.float32)


def _meet(
    origins: Floats, fixed: Floats, moving: Floats, planes: Floats, offsets: Floats, facing: Floats
) -> NDArray[np.bool_]:
    """Return (k, rays): whether a ray from an origin meets a face within reach."""
    turns = (origins @ moving).reshape(len(origins), *fixed.shape) + fixed
    left, middle, right = (turns[..., corner::3] > 0 for corner in range(3))
    inside = (left == middle) & (middle == right)
    heights = (offsets - origins @ planes.T)[:, None, :]
    # Times the sign and size of `facing`, instead of a division by what may be zero.
    reach = heights * np.sign(facing)[None]
    size = np.abs(facing)[None]
    return np.asarray((inside & (reach > 1e-4 * size) & (reach < _REACH_M * size)).any(axis=2))


def _list_directions() -> Floats:
    """Return unit vectors spread evenly over the whole sphere (a golden spiral)."""
    steps = np.arange(_RAYS * 2)
    up = 1.0 - (steps + 0.5) / _RAYS
    out = np.sqrt(1.0 - up * up)
    angle = steps * _GOLDEN
    return np.stack([np.cos(angle) * out, up, np.sin(angle) * out], axis=1).astype(np.float32)
