"""Meshes on integer grids, as KHR_mesh_quantization stores them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assets.mesh import Mesh
from exporters.errors import MeshOutOfRange
from exporters.meshopt_codec import order_triangles

_REACH = 32_767


@dataclass(frozen=True, slots=True)
class Grid:
    """Integer steps of `step_m` metres around an origin in metres."""

    step_m: float
    origin_m: tuple[float, float, float] = (0.0, 0.0, 0.0)


MILLIMETRES = Grid(0.001)


@dataclass(frozen=True, slots=True)
class VertexBlock:
    """One mesh ready for the file, vertices in the order of their first use.

    `positions` is (n, 4) int16 with a zero fourth column (rows of 8 bytes), `colours` (n, 4)
    uint8 normalised, `uvs` (n, 2) uint16 normalised or None, `indices` (3 m,) uint32.
    """

    positions: NDArray[np.int16]
    colours: NDArray[np.uint8]
    uvs: NDArray[np.uint16] | None
    indices: NDArray[np.uint32]

    @staticmethod
    def join(blocks: Sequence[VertexBlock]) -> VertexBlock:
        """Return one block of all; either all or none have uvs."""
        counts = [len(block.positions) for block in blocks]
        starts = np.cumsum([0, *counts[:-1]]).astype(np.uint32)
        uvs = [block.uvs for block in blocks if block.uvs is not None]
        return VertexBlock(
            np.concatenate([block.positions for block in blocks]),
            np.concatenate([block.colours for block in blocks]),
            np.concatenate(uvs) if uvs else None,
            np.concatenate([b.indices + s for b, s in zip(blocks, starts, strict=True)]),
        )


def repeat_block(block: VertexBlock, shifts: Sequence[Sequence[int]]) -> VertexBlock:
    """Return a block with one copy at each shift (x, y, z in steps of the grid).

    Raises:
        MeshOutOfRange: a copy would leave the range of 16 bits.
    """
    copies: list[VertexBlock] = []
    for shift in shifts:
        moved = block.positions.astype(np.int32) + np.array([*shift, 0], np.int32)
        if np.abs(moved).max() > _REACH:
            raise MeshOutOfRange(f"a copy shifted by {tuple(shift)} steps leaves the grid")
        copies.append(replace(block, positions=moved.astype(np.int16)))
    return copies[0] if len(copies) == 1 else VertexBlock.join(copies)


def quantise_mesh(mesh: Mesh, grid: Grid) -> VertexBlock:
    """Return the mesh on a grid, equal vertices welded, triangles without area dropped.

    Raises:
        MeshOutOfRange: a vertex lies farther from the grid's origin than 16 bits reach.
    """
    steps = np.rint((mesh.positions - np.array(grid.origin_m)) / grid.step_m)
    if len(steps) and np.abs(steps).max() > _REACH:
        raise MeshOutOfRange(
            f"a vertex is {np.abs(steps).max() * grid.step_m:.1f} m from the grid's origin: "
            f"a step of {grid.step_m} m reaches {_REACH * grid.step_m:.1f} m"
        )
    rows = np.zeros((len(steps), 8), np.int32)
    rows[:, :3] = steps
    rows[:, 3] = 0
    colours = np.rint(np.clip(mesh.colours, 0.0, 1.0) * 255).astype(np.uint8)
    rows[:, 4] = np.ascontiguousarray(colours).view(np.int32)[:, 0]
    if mesh.uvs is not None:
        uvs = np.rint(np.clip(mesh.uvs, 0.0, 1.0) * 65_535).astype(np.uint16)
        rows[:, 5] = np.ascontiguousarray(uvs).view(np.int32)[:, 0]
    kept, indices = _weld(rows, mesh.indices)
    triangles = indices.reshape(-1, 3)
    indices = triangles[_has_area(kept[:, :3], triangles)].reshape(-1)
    indices, places = order_triangles(indices)
    kept = kept[places]
    return VertexBlock(
        positions=kept[:, :4].astype(np.int16),
        colours=np.ascontiguousarray(kept[:, 4:5]).view(np.uint8).reshape(-1, 4),
        uvs=np.ascontiguousarray(kept[:, 5:6]).view(np.uint16).reshape(-1, 2)
        if mesh.uvs is not None
        else None,
        indices=indices,
    )


def _weld(
    rows: NDArray[np.int32], indices: NDArray[np.uint32]
) -> tuple[NDArray[np.int32], NDArray[np.uint32]]:
    keys = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1] * 4))).reshape(-1)
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    # In the order in which the mesh was built: parts that meshes share then stay runs of equal
    # bytes, which a general compressor finds (positions 20 % smaller than sorted ones).
    order = np.argsort(first, kind="stable")
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    return rows[first[order]], ranks[inverse.reshape(-1)][indices].astype(np.uint32)


def _has_area(positions: NDArray[np.int32], triangles: NDArray[np.uint32]) -> NDArray[np.bool_]:
    first, second, third = (positions[triangles[:, corner]].astype(np.int64) for corner in range(3))
    (ax, ay, az), (bx, by, bz) = (second - first).T, (third - first).T
    # Written out: np.cross costs more than all the rest for meshes of 200 triangles.
    area = (ay * bz - az * by != 0) | (az * bx - ax * bz != 0) | (ax * by - ay * bx != 0)
    return np.asarray(area)
