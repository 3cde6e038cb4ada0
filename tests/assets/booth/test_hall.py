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
    assert all(x == pytest.approx(50) for x, _, _ in stars)
    assert all(turn == 0.0 for _, _, turn in stars)  # the aisle runs north, so across it is +x
    assert list_medallions(replace(plan, walkways=())) == ()


def test_roof_is_seen_from_below_only(hall: HallMeshes) -> None:
    roof = hall.fixed["roof"]
    assert np.all(roof.normals[:, 1] < 0.1)


def test_awnings_hang_across_the_main_aisle_over_its_stars(
    plan: FloorPlan, hall: HallMeshes
) -> None:
    (awnings,) = [prop for prop in hall.props if prop.name == "awnings"]
    stars = {(x, z) for x, z, _ in list_medallions(plan)}
    assert {(place.x, place.z) for place in awnings.places} == stars
    assert all(3.5 < place.y < plan.height for place in awnings.places)


def test_boards_stand_in_their_zone_and_look_into_the_hall(
    plan: FloorPlan, hall: HallMeshes
) -> None:
    outline = Polygon(plan.outline)
    zones = {area.kind: Polygon(area.ring) for area in plan.areas}
    assert {board.kind for board in hall.boards} == {"stage", "cafe", "workshop", "desk"}
    for board in hall.boards:
        assert zones[board.kind].contains(Point(board.x, board.z))
        ahead = Point(board.x + np.sin(board.turn), board.z + np.cos(board.turn))
        assert outline.contains(ahead)
        assert 0 <= board.y - board.height / 2 < board.y + board.height / 2 < plan.height


def test_nothing_of_the_kit_stands_before_a_board(hall: HallMeshes) -> None:
    furniture = hall.fixed["furniture"]
    corners = furniture.positions[furniture.indices.reshape(-1, 3)].mean(axis=1)
    for board in hall.boards:
        offset = corners - np.array([board.x, board.y, board.z], np.float32)
        out = offset[:, 0] * np.sin(board.turn) + offset[:, 2] * np.cos(board.turn)
        along = offset[:, 0] * np.cos(board.turn) - offset[:, 2] * np.sin(board.turn)
        near = (out > 0.0) & (out < 0.3) & (np.abs(along) < board.width / 2 - 0.05)
        assert not np.any(near & (np.abs(offset[:, 1]) < board.height / 2 - 0.05)), board.kind
