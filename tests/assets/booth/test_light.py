from __future__ import annotations

import numpy as np

from assets.booth.light import bake_light
from assets.booth.sculptor import Sculptor


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
