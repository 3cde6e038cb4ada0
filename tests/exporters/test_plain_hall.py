from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import trimesh
from glb_view import ROOT, GlbView, assert_valid, validate
from laid_hall import DEPTH, LOOK, WIDTH, lay_hall

from assets.lettering import SignFonts
from assets.values import StandDressing
from exporters.plain_hall import build_plain_hall
from exporters.shell import build_shell

FONT = ROOT / "web/node_modules/@expo-google-fonts/readex-pro/600SemiBold"


@pytest.fixture(scope="module")
def fonts() -> SignFonts:
    data = (FONT / "ReadexPro_600SemiBold.ttf").read_bytes()
    return SignFonts(data, data)


@pytest.fixture(scope="module")
def lettered(fonts: SignFonts) -> bytes:
    placed = lay_hall(40)
    dressings = [
        StandDressing(p.stand_id, p.number, "Coopérative Amal", "تعاونية الأمل", "#b5452c",
                      p.width_mm, p.depth_mm, p.open_sides, p.kit)
        for p in placed.placements
    ]  # fmt: skip
    return build_plain_hall(placed, dressings, LOOK, fonts)


@pytest.fixture(scope="module")
def bare() -> bytes:
    return build_plain_hall(lay_hall(), (), LOOK)


def test_validator_finds_nothing(bare: bytes, lettered: bytes, tmp_path: Path) -> None:
    assert_valid(validate(tmp_path, bare=bare, lettered=lettered))


def test_plain_hall_uses_no_extension(bare: bytes, lettered: bytes) -> None:
    for data in (bare, lettered):
        document = GlbView(data).document
        assert "extensionsUsed" not in document
        assert all("extensions" not in node for node in document["nodes"])
        for mesh in document["meshes"]:
            assert {"POSITION", "NORMAL"} <= set(mesh["primitives"][0]["attributes"])
        for material in document["materials"]:
            assert material["pbrMetallicRoughness"]["metallicFactor"] == 0


def test_one_node_a_stand_with_who_stands_there(bare: bytes) -> None:
    placed = lay_hall()
    extras = [node["extras"] for node in GlbView(bare).nodes() if "extras" in node]
    assert extras == [
        {
            "id": p.stand_id,
            "number": p.number,
            "exhibitor": p.exhibitor,
            "co_exhibitors": list(p.co_exhibitors),
            "sector": p.sector,
        }
        for p in placed.placements
    ]


def test_equal_booths_share_a_mesh(bare: bytes) -> None:
    view = GlbView(bare)
    meshes = {node["mesh"] for node in view.nodes() if "extras" in node}
    assert len(meshes) < len(lay_hall().placements) / 4


def test_trimesh_reads_the_same_triangles_and_extents(bare: bytes) -> None:
    scene = trimesh.load(io.BytesIO(bare), file_type="glb")
    count = sum(
        len(scene.geometry[scene.graph[name][1]].faces) for name in scene.graph.nodes_geometry
    )
    assert count == GlbView(bare).total_triangles()
    low, high = scene.bounds
    np.testing.assert_allclose([low[0], high[0]], [0, WIDTH / 1000], atol=0.3)
    np.testing.assert_allclose([low[2], high[2]], [-DEPTH / 1000, 0], atol=0.7)
    np.testing.assert_allclose([low[1], high[1]], [-0.03, 7.35], atol=0.01)


def test_plain_hall_shows_what_the_shell_shows(bare: bytes) -> None:
    shell = GlbView(build_shell(lay_hall(), LOOK, packed=False))
    plain = GlbView(bare)
    # Quantisation may drop slivers that become a line on its grid.
    assert shell.total_triangles() == pytest.approx(plain.total_triangles(), rel=0.01)


def test_boards_are_lettered_from_one_png(lettered: bytes) -> None:
    view = GlbView(lettered)
    assert [image["mimeType"] for image in view.document["images"]] == ["image/png"]
    sides = sum(2 if p.kit == "space_only" else len(p.open_sides) for p in lay_hall(40).placements)
    assert view.triangles(view.node("lettering")) == 2 * sides


def test_same_hall_gives_the_same_bytes(bare: bytes) -> None:
    assert build_plain_hall(lay_hall(), (), LOOK) == bare
