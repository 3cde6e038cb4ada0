from __future__ import annotations

import math
from pathlib import Path

import brotli
import numpy as np
import pytest
from glb_view import INSTANCING, GlbView, assert_valid, validate
from laid_hall import LOOK, lay_hall

from assets.booth.kinds import MOST_ARCHETYPES
from exporters.shell import build_shell
from layout.values import PlacedHall, stand_corners


@pytest.fixture(scope="module")
def placed() -> PlacedHall:
    return lay_hall()


@pytest.fixture(scope="module")
def packed(placed: PlacedHall) -> bytes:
    return build_shell(placed, LOOK)


@pytest.fixture(scope="module")
def twin(placed: PlacedHall) -> bytes:
    return build_shell(placed, LOOK, packed=False)


def test_shell_of_260_stands_weighs_at_most_15_kb(packed: bytes) -> None:
    assert len(brotli.compress(packed, quality=11)) <= 15 * 1024


def test_whole_hall_is_at_most_30_draw_calls_and_80000_triangles(packed: bytes) -> None:
    view = GlbView(packed)
    assert len(view.nodes()) <= 30
    assert view.total_triangles() <= 80_000


def test_validator_finds_nothing_in_shell_and_twin(
    packed: bytes, twin: bytes, tmp_path: Path
) -> None:
    reports = validate(tmp_path, packed=packed, twin=twin)
    assert_valid(reports)
    for report in reports:
        codes = {message["code"] for message in report["messages"]}
        assert codes <= {"UNSUPPORTED_EXTENSION", "UNUSED_OBJECT"}


def test_packed_shell_decodes_to_its_twin(packed: bytes, twin: bytes) -> None:
    ours, plain = GlbView(packed), GlbView(twin)
    assert len(ours.document["accessors"]) == len(plain.document["accessors"])
    assert "EXT_meshopt_compression" in ours.document["extensionsRequired"]
    assert "EXT_meshopt_compression" not in plain.document["extensionsUsed"]
    for mine, theirs in zip(ours.nodes(), plain.nodes(), strict=True):
        assert mine == theirs
        first, second = ours.primitive(mine), plain.primitive(theirs)
        for name, place in first["attributes"].items():
            np.testing.assert_array_equal(ours.rows(place), plain.rows(second["attributes"][name]))
        # The codec may turn a triangle's corners round, never its direction.
        np.testing.assert_array_equal(
            turn_smallest_first(ours.rows(first["indices"])),
            turn_smallest_first(plain.rows(second["indices"])),
        )


def turn_smallest_first(indices: np.ndarray) -> np.ndarray:
    triangles = indices.reshape(-1, 3)
    start = triangles.argmin(axis=1)
    order = (start[:, None] + np.arange(3)) % 3
    return np.take_along_axis(triangles, order, axis=1)


def test_every_stand_is_one_instance_of_one_archetype(packed: bytes, placed: PlacedHall) -> None:
    view = GlbView(packed)
    listed: list[str] = []
    for node in view.nodes():
        if INSTANCING in node.get("extensions", {}):
            stands = node["extras"]["stands"]
            assert len(stands) == view.instances(node)
            listed += [stand for stand in stands if stand]
    assert sorted(listed) == sorted(p.stand_id for p in placed.placements)
    booths = [node for node in view.nodes() if node["name"].startswith("booth-")]
    assert len(booths) <= MOST_ARCHETYPES
    assert all(node["extras"]["signs"] for node in booths)


def test_booth_stands_on_the_corners_of_its_stand(packed: bytes, placed: PlacedHall) -> None:
    view = GlbView(packed)
    by_id = {p.stand_id: p for p in placed.placements}
    for node in view.nodes():
        if not node["name"].startswith("booth-"):
            continue
        attributes = node["extensions"][INSTANCING]["attributes"]
        positions = view.rows(view.primitive(node)["attributes"]["POSITION"]).astype(float)
        for at, stand in enumerate(node["extras"]["stands"]):
            scale = view.rows(attributes["SCALE"])[at]
            turn = view.rows(attributes["ROTATION"])[at] / 32_767
            angle = 2 * math.atan2(turn[1], turn[3])
            x, z = (positions * scale)[:, 0], (positions * scale)[:, 2]
            shift = view.rows(attributes["TRANSLATION"])[at]
            hall_x = x * math.cos(angle) + z * math.sin(angle) + shift[0]
            hall_z = -x * math.sin(angle) + z * math.cos(angle) + shift[2]
            corners = np.array(stand_corners(by_id[stand])) / 1000
            for found, wanted in (
                (hall_x.min(), corners[:, 0].min()),
                (hall_x.max(), corners[:, 0].max()),
                (-hall_z.max(), corners[:, 1].min()),
                (-hall_z.min(), corners[:, 1].max()),
            ):
                assert found == pytest.approx(wanted, abs=0.01)


def test_stand_takes_the_colour_of_its_sector(packed: bytes, placed: PlacedHall) -> None:
    view = GlbView(packed)
    sectors = {p.stand_id: p.sector for p in placed.placements}
    seen: dict[str, set[tuple[int, ...]]] = {}
    for node in view.nodes():
        if node["name"].startswith("booth-"):
            place = node["extensions"][INSTANCING]["attributes"]["_COLOR_0"]
            for stand, tint in zip(node["extras"]["stands"], view.rows(place), strict=True):
                seen.setdefault(sectors[stand], set()).add(tuple(tint.tolist()))
    assert all(len(tints) == 1 for tints in seen.values())
    assert len(set.union(*seen.values())) == len(seen)


def test_vertex_rows_are_whole_words(packed: bytes) -> None:
    document = GlbView(packed).document
    for view in document["bufferViews"]:
        assert view.get("byteStride", 4) % 4 == 0
        assert view.get("byteOffset", 0) % 4 == 0
    for accessor in document["accessors"]:
        size = 2 if accessor["componentType"] == 5123 else 4
        assert accessor.get("byteOffset", 0) % size == 0


def test_all_materials_are_unlit_and_not_metallic(packed: bytes) -> None:
    for material in GlbView(packed).document["materials"]:
        assert material["pbrMetallicRoughness"]["metallicFactor"] == 0
        assert "KHR_materials_unlit" in material["extensions"]
        assert material.get("alphaMode", "OPAQUE") == "OPAQUE"


def test_same_hall_gives_the_same_bytes(placed: PlacedHall, packed: bytes) -> None:
    assert build_shell(placed, LOOK) == packed


@pytest.mark.parametrize("stands", [0, 1, 7])
def test_small_halls_are_built_too(stands: int, tmp_path: Path) -> None:
    data = build_shell(lay_hall(stands), LOOK)
    assert_valid(validate(tmp_path, small=data))
    assert GlbView(data).total_triangles() > 1000


def test_shell_tells_the_walls_to_letter_and_the_look_to_do_it_in(packed: bytes) -> None:
    (furniture,) = [node for node in GlbView(packed).nodes() if node.get("name") == "furniture"]
    boards = furniture["extras"]["boards"]
    assert {board[0] for board in boards} == {"stage", "cafe", "workshop", "desk"}
    assert all(width > 1 and height > 1 for _, _, _, _, width, height, _ in boards)
    look = [LOOK.primary, LOOK.secondary, LOOK.accent, LOOK.motif]
    assert furniture["extras"]["look"] == look
