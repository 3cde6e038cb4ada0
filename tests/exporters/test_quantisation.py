from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.mesh import Mesh
from exporters.errors import MeshOutOfRange
from exporters.quantisation import MILLIMETRES, Grid, VertexBlock, quantise_mesh, repeat_block

points = arrays(
    np.float32, st.tuples(st.integers(1, 30).map(lambda n: 3 * n), st.just(3)),
    elements=st.floats(-30, 30, width=32),
)  # fmt: skip


def make_mesh(positions: np.ndarray) -> Mesh:
    count = len(positions)
    return Mesh(
        positions.astype(np.float32),
        np.tile(np.array([0, 1, 0], np.float32), (count, 1)),
        np.linspace(0, 1, 4 * count, dtype=np.float32).reshape(-1, 4),
        np.arange(count, dtype=np.uint32),
    )


def list_triangles(positions: np.ndarray, indices: np.ndarray) -> list[tuple[float, ...]]:
    corners = positions[indices].reshape(-1, 9)
    return sorted(tuple(row) for row in corners)


@given(points)
def test_quantised_triangles_are_the_mesh_within_half_a_step(positions: np.ndarray) -> None:
    mesh = make_mesh(positions)
    block = quantise_mesh(mesh, MILLIMETRES)
    steps = np.rint(mesh.positions.astype(np.float64) / 0.001)
    a, b, c = (steps.reshape(-1, 3, 3)[:, corner] for corner in range(3))
    kept = np.any(np.cross(b - a, c - a) != 0, axis=1)
    assert len(block.indices) // 3 == kept.sum()
    turned = block.positions[:, :3][block.indices].reshape(-1, 3, 3)
    wanted = steps.reshape(-1, 3, 3)[kept]
    key = lambda t: sorted(map(tuple, t.astype(int).tolist()))  # noqa: E731
    assert sorted(map(key, turned)) == sorted(map(key, wanted))


def test_equal_vertices_are_welded() -> None:
    square = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 0, 0], [1, 1, 0], [0, 1, 0]])
    mesh = make_mesh(square)
    mesh.colours[:] = 1
    assert len(quantise_mesh(mesh, MILLIMETRES).positions) == 4


def test_mesh_beyond_the_grid_is_refused() -> None:
    with pytest.raises(MeshOutOfRange, match=r"40\.0 m"):
        quantise_mesh(make_mesh(np.array([[0, 0, 0], [40, 0, 0], [0, 1, 0]])), MILLIMETRES)


def test_grid_origin_moves_the_reach() -> None:
    mesh = make_mesh(np.array([[39, 0, 0], [40, 0, 0], [39, 1, 0]]))
    block = quantise_mesh(mesh, Grid(0.001, (39.0, 0.0, 0.0)))
    assert block.positions[:, 0].tolist() == [0, 1000, 0]


def test_copies_are_the_block_shifted() -> None:
    block = quantise_mesh(make_mesh(np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]])), MILLIMETRES)
    double = repeat_block(block, [(0, 0, 0), (5, 0, -7)])
    assert isinstance(double, VertexBlock)
    first, second = np.split(double.positions[double.indices], 2)
    assert np.array_equal(second - first, np.tile([5, 0, -7, 0], (3, 1)))
    with pytest.raises(MeshOutOfRange):
        repeat_block(block, [(40_000, 0, 0)])
