from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assets.booth.light import bake_light, measure_distances, shade_by_distance
from assets.booth.sculptor import Sculptor

coordinates = st.floats(-50, 50, width=32)


@given(coordinates, coordinates, coordinates, coordinates, coordinates, coordinates)
def test_distance_to_a_segment_is_that_of_its_nearest_sample(
    x: float, z: float, x0: float, z0: float, x1: float, z1: float
) -> None:
    share = np.linspace(0, 1, 201)[:, None]
    samples = np.array([x0, z0]) + share * np.array([x1 - x0, z1 - z0])
    near = np.linalg.norm(samples - [x, z], axis=1).min()
    found = measure_distances(np.array([[x, z]], np.float32), [(x0, z0, x1, z1)])[0]
    assert abs(found - near) <= 0.51 + 1e-3


def test_shade_grows_with_distance_and_ends_at_full_light() -> None:
    shade = shade_by_distance(np.array([0.0, 0.2, 1.0, np.inf]))
    assert np.all(np.diff(shade) > 0)
    assert shade[-1] == 1


def test_top_of_a_box_is_the_brightest_and_its_foot_the_darkest() -> None:
    sculptor = Sculptor()
    sculptor.box((0, 0, 0), (1, 1, 1), (1.0, 1.0, 1.0), skip=())
    mesh = sculptor.mesh(bake_light)
    light = mesh.colours[:, 0]
    up = mesh.normals[:, 1] > 0.5
    standing = np.abs(mesh.normals[:, 1]) < 0.5
    foot = standing & (mesh.positions[:, 1] == 0)
    assert light[up].min() > light[standing].max()
    assert light[foot].max() < light[standing & ~foot].min()


def test_glowing_face_keeps_its_colour() -> None:
    sculptor = Sculptor()
    corners = ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 1.0, 0.0), (0.0, 1.0, 0.0))
    sculptor.quad(corners, (0.5, 0.25, 1.0), glowing=True)
    np.testing.assert_allclose(sculptor.mesh().colours, [[0.5, 0.25, 1, 1]] * 4)
