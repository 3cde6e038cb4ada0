"""Triangles with colours and uvs, and fewer of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import fast_simplification
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from assets.intake.errors import IntakeError

Points = NDArray[np.float64]
Faces = NDArray[np.int64]

_AGGRESSIONS = (5.0, 8.0, 12.0)
# Cells along the largest extent, tried in turn where edges cannot be collapsed.
_CLUSTER_CELLS = (160, 112, 80, 56, 40, 28, 20, 14)
_NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class Soup:
    """Triangles: positions (n, 3), faces (m, 3), linear colours, uvs, and which are textured."""

    positions: Points
    faces: Faces
    colours: NDArray[np.float32]
    uvs: NDArray[np.float32]
    textured: NDArray[np.bool_]

    def placed(self, positions: Points) -> Soup:
        return replace(self, positions=positions)

    def without_slivers(self) -> Soup:
        """Return the soup without triangles that have no area.

        Raises:
            IntakeError: `model.empty`: nothing is left.
        """
        a, b, c = (self.positions[self.faces[:, i]] for i in range(3))
        doubled = np.linalg.norm(np.cross(b - a, c - a), axis=1)
        extent = float(np.ptp(self.positions, axis=0).max()) if len(self.positions) else 0.0
        kept = doubled > (1e-7 * extent) ** 2
        if not kept.any():
            raise IntakeError("model.empty", "the model has no surface")
        return replace(self, faces=self.faces[kept])


def reduced(soup: Soup, at_most: int) -> Soup:
    """Return the soup with at most that many triangles; fewer ones come back unchanged.

    Corners take colour and uv from the nearest vertex of the same patch of the texture, so
    that nothing is smeared across a seam.
    """
    if len(soup.faces) <= at_most:
        return soup
    extent = float(np.ptp(soup.positions, axis=0).max())
    _, first, welded = np.unique(
        np.round(soup.positions / extent, 6), axis=0, return_index=True, return_inverse=True
    )
    points = soup.positions[first]
    faces = welded.reshape(-1)[soup.faces]
    faces = faces[_proper(faces)]
    points, faces = _simplified(points, faces, at_most, extent)
    return _dressed(soup, points, faces)


def _proper(faces: Faces) -> NDArray[np.bool_]:
    a, b, c = faces.T
    return np.asarray((a != b) & (b != c) & (a != c))


def _simplified(points: Points, faces: Faces, at_most: int, extent: float) -> tuple[Points, Faces]:
    for aggression in _AGGRESSIONS:
        fewer, kept = fast_simplification.simplify(
            points.astype(np.float32), faces.astype(np.int32), target_count=at_most, agg=aggression
        )
        if len(kept) <= at_most and len(kept):
            return fewer.astype(np.float64), kept.astype(np.int64)
    for cells in _CLUSTER_CELLS:
        grid = np.round(points / extent * cells)
        _, first, cluster = np.unique(grid, axis=0, return_index=True, return_inverse=True)
        coarse = cluster.reshape(-1)[faces]
        coarse = coarse[_proper(coarse)]
        # One of each set of three corners; np.unique keeps the turn of the first.
        _, different = np.unique(np.sort(coarse, axis=1), axis=0, return_index=True)
        if 0 < len(different) <= at_most:
            return points[first], coarse[different]
    raise IntakeError("model.too_many_triangles", "the model cannot be made small enough")


def _dressed(soup: Soup, points: Points, faces: Faces) -> Soup:
    """Return new triangles with the colours and uvs of the old ones, one vertex a corner."""
    patch = _patches(soup)
    a, b, c = (points[faces[:, i]] for i in range(3))
    old_centres = soup.positions[soup.faces].mean(axis=1)
    _, nearest_face = cKDTree(old_centres).query((a + b + c) / 3)
    wanted = np.repeat(patch[soup.faces[nearest_face, 0]], 3)
    corners = points[faces.reshape(-1)]
    _, candidates = cKDTree(soup.positions).query(corners, k=min(_NEIGHBOURS, len(soup.positions)))
    candidates = candidates.reshape(len(corners), -1)
    same = patch[candidates] == wanted[:, None]
    pick = candidates[np.arange(len(corners)), same.argmax(axis=1)]
    # No neighbour in the patch: the old triangle's own corner is still in it.
    pick = np.where(same.any(axis=1), pick, np.repeat(soup.faces[nearest_face, 0], 3))
    return Soup(
        corners,
        np.arange(len(corners)).reshape(-1, 3),
        soup.colours[pick],
        soup.uvs[pick],
        soup.textured[pick],
    )


def _patches(soup: Soup) -> NDArray[np.int32]:
    """Return for each vertex the number of its connected piece, cut at texture seams."""
    rows = soup.faces[:, [0, 1]].reshape(-1)
    columns = soup.faces[:, [1, 2]].reshape(-1)
    size = len(soup.positions)
    graph = coo_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return np.asarray(labels, np.int32)
