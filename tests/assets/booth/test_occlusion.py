from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.booth.occlusion import measure_openness
from assets.booth.sculptor import Sculptor
from assets.mesh import Floats

UP = np.array([[0, 1, 0]], np.float32)
CORNERS = ((-9, -9), (9, -9), (0, 9))


def hang_lid(height: float) -> Floats:
    return np.array([[(x, height, z) for x, z in CORNERS]], np.float32)


def measure_at(point: tuple[float, float, float], faces: Floats) -> float:
    place = np.array([point], np.float32)
    return float(measure_openness(place, UP, place, faces)[0])


def test_nothing_around_leaves_the_whole_sky() -> None:
    assert measure_at((0, 0, 0), hang_lid(-1.0)) == 1


def test_lid_hides_the_sky_whichever_way_it_looks() -> None:
    lid = hang_lid(0.2)
    assert measure_at((0, 0, 0), lid) < 0.2
    assert measure_at((0, 0, 0), lid[:, ::-1]) < 0.2


def test_what_is_far_away_hides_nothing() -> None:
    assert measure_at((0, 0, 0), hang_lid(8.0)) == 1


@given(st.floats(0.3, 3.0), st.floats(0.02, 0.2))
def test_sky_opens_with_the_distance_from_a_wall(height: float, near: float) -> None:
    wall = Sculptor()
    wall.curtain((-4.0, 0.0), (4.0, 0.0), (0.0, height), (1.0, 1.0, 1.0))
    mesh = wall.mesh()
    faces = mesh.positions[mesh.indices.reshape(-1, 3)]
    assert measure_at((0, 0, near), faces) <= measure_at((0, 0, 2.5), faces)


@pytest.mark.parametrize("cuts", [(0.0, 2.0), (0.0, 0.7, 2.0)], ids=["whole", "cut"])
def test_cut_face_shows_no_seam(cuts: tuple[float, ...]) -> None:
    sculptor = Sculptor()
    sculptor.curtain((0.0, 0.0), (3.0, 0.0), cuts, (1.0, 1.0, 1.0))
    sculptor.box((1.0, 0.0, 0.2), (2.0, 0.8, 0.6), (1.0, 1.0, 1.0))
    mesh = sculptor.mesh(occluded=0.8)
    rows = np.round(np.concatenate([mesh.positions, mesh.normals], axis=1), 3) + 0.0
    _, place = np.unique(rows, axis=0, return_inverse=True)
    for at in np.unique(place):
        light = mesh.colours[place.reshape(-1) == at, 0]
        assert np.ptp(light) == 0
