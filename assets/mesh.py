"""The mesh value that kits and forms are built as and exporters write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indices = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Mesh:
    """Triangles in metres, glTF axes (+Y up), counter-clockwise from outside.

    `positions` and `normals` are (n, 3) float32; `colours` is (n, 4) float32 in 0..1, rgb
    linear with the baked light multiplied in, alpha the share of the colour that an instance
    tint leaves alone; `uvs` is (n, 2) float32 with the origin at the top left, or None where
    nothing of the mesh is textured; `indices` is (3 m,) uint32.
    """

    positions: Floats
    normals: Floats
    colours: Floats
    indices: Indices
    uvs: Floats | None = None

    @property
    def triangle_count(self) -> int:
        return len(self.indices) // 3

    def moved(self, dx: float, dy: float, dz: float) -> Mesh:
        """Return the mesh shifted by metres along the glTF axes."""
        return replace(self, positions=self.positions + np.array([dx, dy, dz], np.float32))

    def scaled(self, sx: float, sy: float, sz: float) -> Mesh:
        """Return the mesh scaled about the origin by positive factors."""
        factors = np.array([sx, sy, sz], np.float32)
        normals = self.normals / factors
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        return replace(self, positions=self.positions * factors, normals=normals)

    def turned(self, angle_rad: float) -> Mesh:
        """Return the mesh turned about +Y, counter-clockwise seen from above."""
        cos, sin = np.cos(angle_rad), np.sin(angle_rad)
        turn = np.array([[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]], np.float32)
        return replace(self, positions=self.positions @ turn.T, normals=self.normals @ turn.T)


def join_meshes(meshes: Iterable[Mesh]) -> Mesh:
    """Return one mesh of all triangles; vertices without uvs get (0, 0) where others have some.

    Raises:
        ValueError: there is no mesh to join.
    """
    parts = list(meshes)
    if not parts:
        raise ValueError("cannot join no meshes: give at least one")
    offsets = np.cumsum([0, *(len(part.positions) for part in parts[:-1])], dtype=np.uint32)
    textured = any(part.uvs is not None for part in parts)
    return Mesh(
        positions=np.concatenate([part.positions for part in parts]),
        normals=np.concatenate([part.normals for part in parts]),
        colours=np.concatenate([part.colours for part in parts]),
        indices=np.concatenate(
            [part.indices + offset for part, offset in zip(parts, offsets, strict=True)]
        ),
        uvs=np.concatenate(
            [
                part.uvs if part.uvs is not None else np.zeros((len(part.positions), 2), np.float32)
                for part in parts
            ]
        )
        if textured
        else None,
    )
