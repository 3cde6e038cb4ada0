"""A small software rasteriser: triangles → which triangle each pixel sees, and where in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.mesh import Floats, Indices

# Candidate pixels looked at together: bounds memory to about 100 MB.
_BATCH_PIXELS = 1_000_000
# A twentieth of the distance is behind the lens.
_BEHIND_LENS = 0.05


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera that looks at `target` from `distance_m` along `direction` (unit, towards it).

    `scale_px` is pixels a metre at the target; `centre_px` is where the target lands.
    """

    target: Floats
    right: Floats
    up: Floats
    direction: Floats
    distance_m: float
    scale_px: float
    centre_px: tuple[float, float]

    def project(self, points: Floats) -> Floats:
        """Return (n, 3): x and y in px, y down, and depth as a share of the distance."""
        local = points - self.target
        depth = 1 - (local @ self.direction) / self.distance_m
        x = self.centre_px[0] + (local @ self.right) * self.scale_px / depth
        y = self.centre_px[1] - (local @ self.up) * self.scale_px / depth
        return np.stack([x, y, depth], axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The pixels that see a triangle: flat pixel index, triangle, barycentric weights."""

    pixels: NDArray[np.int64]
    triangles: NDArray[np.int64]
    weights: Floats

    def interpolate(self, values: Floats, indices: Indices) -> Floats:
        """Return a vertex attribute (n, k) at the covered pixels, (p, k)."""
        corners = indices.reshape(-1, 3)[self.triangles]
        total = self.weights[:, :1] * values[corners[:, 0]]
        total += self.weights[:, 1:2] * values[corners[:, 1]]
        total += self.weights[:, 2:] * values[corners[:, 2]]
        return total


def rasterise(
    projected: Floats, indices: Indices, width_px: int, height_px: int, *, both_sides: bool = True
) -> Coverage:
    """Return what each pixel centre sees, nearest first.

    `projected` is `Camera.project`'s answer; triangles behind the camera are left out, and
    those that face away unless `both_sides`.
    """
    corners = projected[indices.reshape(-1, 3)].astype(np.float64)
    rows = _rows(corners, _drawable(corners, both_sides=both_sides), height_px)
    first = np.clip(np.ceil(rows.left - 0.5), 0, width_px).astype(np.int64)
    length = np.clip(np.ceil(rows.right - 0.5), 0, width_px).astype(np.int64) - first
    filled = np.nonzero(length > 0)[0]
    first, length = first[filled], length[filled]
    nearest = np.full(width_px * height_px, np.inf, np.float32)
    seen = np.full(width_px * height_px, -1, np.int64)
    weights = np.zeros((width_px * height_px, 3), np.float32)
    for batch in _batches(length):
        own = filled[batch]
        start = rows.y[own] * width_px + first[batch]
        pixels, row_of = _runs(start, length[batch])
        bary, depth = _weights(corners, rows, own, row_of, pixels, width_px)
        closer = np.nonzero(depth < nearest[pixels])[0]
        # Written from far to near: of several candidates for a pixel the nearest stays.
        order = closer[np.argsort(-depth[closer], kind="stable")]
        place = pixels[order]
        nearest[place], weights[place] = depth[order], bary[order]
        seen[place] = rows.triangle[own][row_of[order]]
    hit = np.nonzero(seen >= 0)[0]
    return Coverage(hit, seen[hit], weights[hit])


@dataclass(frozen=True, slots=True)
class _Rows:
    """One pixel row of one triangle each: where its centre line enters and leaves."""

    triangle: NDArray[np.int64]
    y: NDArray[np.int64]
    left: NDArray[np.float64]
    right: NDArray[np.float64]


def _drawable(corners: NDArray[np.float64], *, both_sides: bool) -> NDArray[np.int64]:
    """Return the numbers of the triangles that can be seen."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    # y points down on the picture: what faces the eye turns the other way round there.
    turn = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    visible = (turn != 0) if both_sides else (turn < 0)
    return np.nonzero(visible & (corners[:, :, 2] > _BEHIND_LENS).all(axis=1))[0]


def _rows(corners: NDArray[np.float64], triangles: NDArray[np.int64], height_px: int) -> _Rows:
    y = corners[triangles][:, :, 1]
    low = np.clip(np.ceil(y.min(axis=1) - 0.5), 0, height_px).astype(np.int64)
    count = np.clip(np.ceil(y.max(axis=1) - 0.5), 0, height_px).astype(np.int64) - low
    line, which = _runs(low, np.maximum(count, 0))
    triangle = triangles[which]
    middle = line + 0.5
    left, right = np.full(len(line), np.inf), np.full(len(line), -np.inf)
    for start, end in ((0, 1), (1, 2), (2, 0)):
        p, q = corners[triangle, start], corners[triangle, end]
        crosses = (p[:, 1] <= middle) != (q[:, 1] <= middle)
        rise = np.where(crosses, q[:, 1] - p[:, 1], 1)
        x = p[:, 0] + (middle - p[:, 1]) * (q[:, 0] - p[:, 0]) / rise
        left = np.where(crosses, np.minimum(left, x), left)
        right = np.where(crosses, np.maximum(right, x), right)
    empty = left > right
    left[empty] = right[empty] = 0
    return _Rows(triangle, line, left, right)


def _runs(
    start: NDArray[np.int64], length: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return start, start + 1, ... of every run, one after the other, and the run of each."""
    which = np.repeat(np.arange(len(start)), length)
    return np.arange(len(which)) + np.repeat(start - np.cumsum(length) + length, length), which


def _batches(length: NDArray[np.int64]) -> list[slice]:
    groups = np.cumsum(length) // _BATCH_PIXELS
    ends = [0, *(np.nonzero(np.diff(groups))[0] + 1).tolist(), len(length)]
    return [slice(a, b) for a, b in itertools.pairwise(ends) if b > a]


def _weights(
    corners: NDArray[np.float64],
    rows: _Rows,
    own: NDArray[np.int64],
    row_of: NDArray[np.int64],
    pixels: NDArray[np.int64],
    width_px: int,
) -> tuple[Floats, Floats]:
    """Return the weights of the corners in space and the depth, at each pixel.

    On the picture a weight divided by its corner's depth grows evenly along a row: its
    value at the row's start and its step are found once a row.
    """
    a, b, c = (corners[rows.triangle[own], i] for i in range(3))
    total = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    y = rows.y[own] + 0.5
    x = (pixels % width_px + 0.5).astype(np.float32)
    shares = np.empty((len(pixels), 3), np.float32)
    for corner, (p, q, opposite) in enumerate(((b, c, a), (c, a, b), (a, b, c))):
        scale = 1 / (total * opposite[:, 2])
        step = (p[:, 1] - q[:, 1]) * scale
        base = (p[:, 0] * (q[:, 1] - y) - q[:, 0] * (p[:, 1] - y)) * scale
        shares[:, corner] = base[row_of] + step[row_of] * x
    np.maximum(shares, 0, out=shares)
    depth = 1 / np.maximum(shares.sum(axis=1), 1e-9)
    return shares * depth[:, None], depth
