"""A small software rasteriser: triangles → which triangle each pixel sees, and where in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.mesh import Floats, Indices

# Candidate pixels looked at together: bounds memory to about 150 MB.
_BATCH_PIXELS = 1_500_000


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
        return np.asarray(np.einsum("pc,pck->pk", self.weights, values[corners]), np.float32)


def rasterise(projected: Floats, indices: Indices, width_px: int, height_px: int) -> Coverage:
    """Return what each pixel centre sees, nearest first; both sides of a triangle count.

    `projected` is `Camera.project`'s answer; triangles behind the camera are left out.
    """
    corners = projected[indices.reshape(-1, 3)]
    keep, low, extent = _boxes(corners, width_px, height_px)
    nearest = np.full(width_px * height_px, np.inf, np.float32)
    seen = np.full(width_px * height_px, -1, np.int64)
    weights = np.zeros((width_px * height_px, 3), np.float32)
    area = extent[:, 0] * extent[:, 1]
    for batch in _batches(area):
        pixels, triangle, bary, depth = _inside(
            corners, keep[batch], low[batch], extent[batch], width_px
        )
        closer = depth < nearest[pixels]
        pixels, triangle, bary, depth = (v[closer] for v in (pixels, triangle, bary, depth))
        # Written from far to near: of several candidates for a pixel the nearest stays.
        order = np.argsort(-depth, kind="stable")
        pixels = pixels[order]
        nearest[pixels], seen[pixels], weights[pixels] = depth[order], triangle[order], bary[order]
    hit = np.nonzero(seen >= 0)[0]
    return Coverage(hit, seen[hit], weights[hit])


def _boxes(
    corners: Floats, width_px: int, height_px: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the visible triangles with the low corner and extent of their pixel boxes."""
    limit = np.array([width_px, height_px])
    low = np.clip(np.floor(corners[:, :, :2].min(axis=1)), 0, limit).astype(np.int64)
    high = np.clip(np.ceil(corners[:, :, :2].max(axis=1)), 0, limit).astype(np.int64)
    extent = high - low
    usable = (extent > 0).all(axis=1) & (corners[:, :, 2] > 0.05).all(axis=1)  # noqa: PLR2004 - a twentieth of the distance is behind the lens
    keep = np.nonzero(usable)[0]
    return keep, low[keep], extent[keep]


def _batches(area: NDArray[np.int64]) -> list[slice]:
    groups = np.cumsum(area) // _BATCH_PIXELS
    edges = np.nonzero(np.diff(groups))[0] + 1
    ends = [0, *edges.tolist(), len(area)]
    return [slice(a, b) for a, b in zip(ends[:-1], ends[1:], strict=True) if b > a]


def _inside(
    corners: Floats,
    triangles: NDArray[np.int64],
    low: NDArray[np.int64],
    extent: NDArray[np.int64],
    width_px: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, Floats]:
    """Return the pixels inside triangles: flat index, triangle, weights, depth."""
    area = extent[:, 0] * extent[:, 1]
    which = np.repeat(np.arange(len(triangles)), area)
    running = np.arange(len(which)) - np.repeat(np.cumsum(area) - area, area)
    x = low[which, 0] + running % extent[which, 0]
    y = low[which, 1] + running // extent[which, 0]
    a, b, c = (corners[triangles][which, i] for i in range(3))
    px, py = x + 0.5, y + 0.5
    wa = (b[:, 0] - px) * (c[:, 1] - py) - (b[:, 1] - py) * (c[:, 0] - px)
    wb = (c[:, 0] - px) * (a[:, 1] - py) - (c[:, 1] - py) * (a[:, 0] - px)
    wc = (a[:, 0] - px) * (b[:, 1] - py) - (a[:, 1] - py) * (b[:, 0] - px)
    total = wa + wb + wc
    inside = ((wa >= 0) & (wb >= 0) & (wc >= 0) | (wa <= 0) & (wb <= 0) & (wc <= 0)) & (total != 0)
    weights = np.stack([wa, wb, wc], axis=1)[inside] / total[inside, None]
    depths = np.stack([a[inside, 2], b[inside, 2], c[inside, 2]], axis=1)
    # Weights on the screen become weights in space: divided by depth, made to sum to one.
    weights = weights / depths
    depth = 1 / weights.sum(axis=1)
    weights = weights * depth[:, None]
    pixels = (y * width_px + x)[inside]
    return pixels, triangles[which[inside]], weights.astype(np.float32), depth.astype(np.float32)
