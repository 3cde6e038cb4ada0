from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from laid_hall import DEPTH, LOOK, WIDTH, lay_hall
from shapely.geometry import Point, Polygon

from assets.booth.floor import build_floor, list_medallions
from assets.booth.floor_plan import FloorPlan
from assets.booth.hall import HallMeshes, build_hall
from assets.booth.walls import list_bays, list_doors
from exporters.hall_plan import convert_hall


@pytest.fixture(scope="module")
def plan() -> FloorPlan:
    return convert_hall(lay_hall(), LOOK)


@pytest.fixture(scope="module")
def hall(plan: FloorPlan) -> HallMeshes:
    return build_hall(plan)


def measure_area(mesh_positions: np.ndarray, indices: np.ndarray) -> float:
    a, b, c = (mesh_positions[indices[corner::3]] for corner in range(3))
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)


def test_floor_covers_the_hall_and_looks_up(plan: FloorPlan) -> None:
    mesh = build_floor(plan)
    stands = sum(Polygon(patch.ring).area for patch in plan.stands)
    hall_m2 = WIDTH * DEPTH / 1e6
    area = measure_area(mesh.positions, mesh.indices)
    # The floor between the stands, and once more the whole hall below it.
    assert hall_m2 * 2 - stands <= area <= hall_m2 * 2 - 0.8 * stands
    a, b, c = (mesh.positions[mesh.indices[corner::3]] for corner in range(3))
    assert np.all(np.cross(b - a, c - a)[:, 1] >= 0)


def test_bays_and_doors_fill_the_walls(plan: FloorPlan) -> None:
    doors = [door for found in list_doors(plan).values() for door in found]
    length = sum(bay.width for bay in (*list_bays(plan), *doors))
    assert length == pytest.approx(2 * (WIDTH + DEPTH) / 1000)
    assert len(doors) == len(plan.openings)


def test_everything_stands_inside_the_hall(plan: FloorPlan, hall: HallMeshes) -> None:
    outline = Polygon(plan.outline).buffer(0.01)
    for prop in hall.props:
        for place in prop.places:
            assert outline.contains(Point(place.x, place.z)), prop.name


def test_each_sector_hangs_a_banner_above_its_stands(plan: FloorPlan, hall: HallMeshes) -> None:
    assert {banner.sector for banner in hall.banners} == {p.sector for p in plan.stands}
    assert all(3.0 < banner.y < plan.height for banner in hall.banners)


def test_stars_lie_on_the_main_aisle(plan: FloorPlan) -> None:
    stars = list_medallions(plan)
    assert len(stars) >= 3
    assert all(x == pytest.approx(50) for x, _ in stars)
    assert list_medallions(replace(plan, walkways=())) == ()


def test_roof_is_seen_from_below_only(hall: HallMeshes) -> None:
    roof = hall.fixed["roof"]
    assert np.all(roof.normals[:, 1] < 0.1)
