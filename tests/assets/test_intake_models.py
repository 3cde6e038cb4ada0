from __future__ import annotations

import base64
import io

import numpy as np
import pytest
import trimesh
from hostile_models import TRIANGLE, chain, document, glb, stl, triangle
from PIL import Image

from assets.intake import IntakeError, read_model


def exported(mesh: trimesh.Trimesh | trimesh.Scene, kind: str) -> bytes:
    data = mesh.export(file_type=kind)
    return data.encode() if isinstance(data, str) else data


@pytest.mark.parametrize("kind", ["glb", "obj", "stl", "ply", "stl_ascii"])
def test_a_box_comes_through_in_every_format(kind: str) -> None:
    box = trimesh.creation.box((0.3, 0.2, 0.1))
    box.apply_translation((5, 5, 5))
    clean = read_model(exported(box, kind), f"box.{kind.removesuffix('_ascii')}")
    low, high = clean.mesh.positions.min(axis=0), clean.mesh.positions.max(axis=0)
    tall = [0.3, 0.1, 0.2] if kind.startswith("stl") else [0.3, 0.2, 0.1]
    assert np.allclose(high - low, tall, atol=1e-5)
    assert np.allclose([low[1], low[0] + high[0], low[2] + high[2]], 0, atol=1e-5)
    assert clean.mesh.triangle_count == clean.triangles_read == 12
    assert clean.texture is None
    assert clean.notes == ()


def test_triangles_still_turn_outwards() -> None:
    clean = read_model(
        exported(trimesh.creation.icosphere(subdivisions=2, radius=60), "stl"), "s.stl"
    )
    corners = clean.mesh.positions[clean.mesh.indices.reshape(-1, 3)].astype(float)
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    centre = np.array([0, 0.06, 0])
    assert ((corners.mean(axis=1) - centre) * across).sum(axis=1).min() > 0


@pytest.mark.parametrize(
    ("size", "notes", "metres"),
    [
        (0.11, (), 0.11),
        (2.0, (), 2.0),
        (11.0, ("model.read_as_cm",), 0.11),
        (110.0, ("model.read_as_mm",), 0.11),
        (2000.0, ("model.read_as_mm",), 2.0),
    ],
)
def test_a_unit_is_guessed_only_where_it_is_clear(
    size: float, notes: tuple[str, ...], metres: float
) -> None:
    clean = read_model(exported(trimesh.creation.box((size, size, size)), "ply"), "a.ply")
    assert clean.notes == notes
    assert float(clean.mesh.positions.max()) == pytest.approx(metres, rel=1e-5)


@pytest.mark.parametrize("size", [0.0005, 9000.0])
def test_a_thing_of_no_possible_size_is_refused(size: float) -> None:
    with pytest.raises(IntakeError) as refused:
        read_model(exported(trimesh.creation.box((size, size, size)), "ply"), "a.ply")
    assert refused.value.code == "model.size"


def test_a_large_model_is_decimated_and_keeps_its_shape() -> None:
    sphere = trimesh.creation.icosphere(subdivisions=6, radius=0.1)
    clean = read_model(exported(sphere, "ply"), "a.ply")
    assert clean.triangles_read == 81_920
    assert 5_000 < clean.mesh.triangle_count <= 10_000
    assert clean.notes == ("model.decimated",)
    distance = np.linalg.norm(clean.mesh.positions - [0, 0.1, 0], axis=1)
    assert np.abs(distance - 0.1).max() < 0.002


def test_triangles_that_cannot_be_collapsed_are_still_at_most_10_000() -> None:
    loose = np.random.default_rng(7).random((30_000, 3, 3))
    assert read_model(stl(loose), "a.stl").mesh.triangle_count <= 10_000


def textured_plane(cells: int) -> bytes:
    """A plane whose texture is red at the left and blue at the right."""
    side = np.linspace(0, 1, cells + 1)
    x, y = (axis.reshape(-1) for axis in np.meshgrid(side, side))
    rows, columns = (axis.reshape(-1) for axis in np.meshgrid(range(cells), range(cells)))
    corner = columns * (cells + 1) + rows
    faces = np.concatenate(
        [
            np.stack([corner, corner + 1, corner + cells + 2], axis=1),
            np.stack([corner, corner + cells + 2, corner + cells + 1], axis=1),
        ]
    )
    bumps = 0.01 * np.sin(9 * x) * np.sin(7 * y)
    plane = trimesh.Trimesh(np.stack([x, y, bumps], axis=1), faces, process=False)
    picture = np.zeros((2000, 2000, 3), np.uint8)
    picture[:, :1000, 0] = picture[:, 1000:, 2] = 255
    material = trimesh.visual.material.PBRMaterial(baseColorTexture=Image.fromarray(picture))
    plane.visual = trimesh.visual.TextureVisuals(uv=np.stack([x, y], axis=1), material=material)
    return exported(plane, "glb")


@pytest.mark.parametrize("cells", [10, 120])
def test_a_texture_stays_where_it_was(cells: int) -> None:
    clean = read_model(textured_plane(cells), "a.glb")
    assert clean.texture is not None
    assert clean.mesh.uvs is not None
    texture = Image.open(io.BytesIO(clean.texture))
    assert texture.format == "WEBP"
    assert max(texture.size) <= 1024
    across = clean.mesh.positions[:, 0] + 0.5
    assert np.abs(across - clean.mesh.uvs[:, 0]).max() < 0.03
    assert clean.mesh.uvs.min() >= 0
    assert clean.mesh.uvs.max() <= 1


def test_what_has_no_texture_keeps_its_colour_beside_what_has_one() -> None:
    red = trimesh.creation.box((0.2, 0.2, 0.2))
    red.visual.vertex_colors = [255, 0, 0, 255]
    red.apply_translation((3 - 0.2, 0, 0))
    scene = trimesh.load_scene(io.BytesIO(textured_plane(4)), file_type="glb")
    scene.add_geometry(red)
    clean = read_model(exported(scene, "glb"), "a.glb")
    assert clean.texture is not None
    assert clean.mesh.uvs is not None
    at_box = clean.mesh.positions[:, 0] > 0.8
    texture = np.asarray(Image.open(io.BytesIO(clean.texture)))
    row = (clean.mesh.uvs[at_box, 1] * texture.shape[0]).astype(int)
    column = (clean.mesh.uvs[at_box, 0] * texture.shape[1]).astype(int)
    assert texture[row, column].min() > 240
    assert clean.mesh.colours[at_box, 1].max() < 0.01
    assert clean.mesh.colours[at_box, 0].min() > 0.2


def test_a_data_uri_is_taken() -> None:
    uri = "data:application/octet-stream;base64," + base64.b64encode(TRIANGLE.tobytes()).decode()
    inside = glb(document(buffers=[{"byteLength": 36, "uri": uri}]))
    assert read_model(inside, "a.glb").mesh.triangle_count == 1


def test_64_levels_of_nodes_are_taken() -> None:
    assert (
        read_model(triangle(nodes=chain(64), scenes=[{"nodes": [64]}]), "a.glb").mesh.triangle_count
        == 1
    )


def test_one_mesh_used_ten_thousand_times_is_counted_as_often() -> None:
    sphere = trimesh.creation.icosphere(subdivisions=4, radius=0.05)
    scene = trimesh.Scene()
    scene.add_geometry(sphere, node_name="n0", geom_name="g")
    for number in range(1, 500):
        scene.graph.update(frame_to=f"n{number}", geometry="g")
    with pytest.raises(IntakeError) as refused:
        read_model(exported(scene, "glb"), "a.glb")
    assert refused.value.code == "model.too_many_triangles"


def test_a_mirrored_node_still_shows_its_outside() -> None:
    clean = read_model(triangle(nodes=[{"mesh": 0, "scale": [-1, 1, 1]}]), "a.glb")
    a, b, c = clean.mesh.positions[clean.mesh.indices]
    assert np.cross(b - a, c - a)[2] > 0


def test_the_same_upload_gives_the_same_bytes() -> None:
    data = textured_plane(120)
    first, second = read_model(data, "a.glb"), read_model(data, "a.glb")
    for name in ("positions", "normals", "colours", "indices", "uvs"):
        assert getattr(first.mesh, name).tobytes() == getattr(second.mesh, name).tobytes()
    assert first.texture == second.texture
