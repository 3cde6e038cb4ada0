"""The hall as somebody would export it without thinking of a browser: the peer of benchmarks.

Floats, lit materials, a mesh and a material a stand, and a picture a stand for its name: what
a modelling program writes when one presses *Export glTF*. It shows the same booths, walls, doors
and names as our shell, from the same placed hall; nothing is made worse on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from assets.booth.booths import build_booth
from assets.booth.colour import parse_colour
from assets.booth.dressing import list_face
from assets.booth.fittings import Hanging, plan_fittings
from assets.booth.hall import PropPlace, build_hall
from assets.lettering import SignAtlas, SignText, build_sign_atlas
from assets.mesh import Mesh, join_meshes
from assets.values import Look, StandDressing
from exporters.axes import to_floor, to_radians
from exporters.gltf import GltfWriter
from exporters.hall_plan import convert_hall, describe_booth
from exporters.plain_hall import tint_mesh
from hall.service.building.dressing import bare_dressings
from hall.service.building.scene import load_sign_fonts, make_look
from hall.store.folder import FolderRead
from layout.placing.engine import place_stands
from layout.values import PlacedHall, Placement

_SURFACE = {"metallicFactor": 0, "roughnessFactor": 1}
_BOARD = "#5a4a42"  # of a stand without a sector


def build_naive_hall(read: FolderRead) -> tuple[bytes, PlacedHall]:
    """Return the GLB of a fair's hall and the hall.

    Raises:
        ValueError: the fair has no plan that can be read.
    """
    if read.plan is None:
        raise ValueError(f"{read.fair.id} has no plan that can be read: run hall check")
    placed = place_stands(read.plan, read.requests, None)
    dressings = bare_dressings(placed, {e.id: e for e in read.exhibitors})
    return write_naive(placed, dressings, make_look(read.fair)), placed


def write_naive(placed: PlacedHall, dressings: Iterable[StandDressing], look: Look) -> bytes:
    """Return the GLB: one node, mesh and material a thing, one PNG a lettered stand."""
    writer = GltfWriter(packed=False)
    hall = build_hall(convert_hall(placed, look))
    for name, mesh in hall.fixed.items():
        _add(writer, name, mesh)
    for prop in hall.props:
        for at, place in enumerate(prop.places):
            tinted = tint_mesh(prop.mesh, place.tint)
            _add(writer, f"{prop.name}-{at + 1}", place.put(tinted))
    sectors = {sector.id: sector.colour for sector in placed.plan.sectors}
    by_stand = {dressing.stand_id: dressing for dressing in dressings}
    for placement in placed.placements:
        colour = sectors.get(placement.sector, _BOARD)
        _add_stand(writer, placement, colour, by_stand.get(placement.stand_id))
    return writer.to_bytes()


def _add_stand(
    writer: GltfWriter, placement: Placement, colour: str, dressing: StandDressing | None
) -> None:
    kind = describe_booth(placement)
    x, z = to_floor((placement.x_mm, placement.y_mm))
    place = PropPlace(x, 0.0, z, to_radians(placement.rotation_mdeg), (1.0, 1.0, 1.0))
    _add(writer, placement.number, place.put(tint_mesh(build_booth(kind), parse_colour(colour))))
    if dressing is None or not (dressing.name_latin or dressing.name_arabic):
        return
    sign = SignText(
        "sign", placement.number, dressing.name_latin, dressing.name_arabic, board=colour
    )
    atlas = build_sign_atlas([sign], load_sign_fonts(), image_format="png")
    boards = [_board(hanging, atlas) for hanging in plan_fittings(kind).signs]
    if boards:
        board = place.put(join_meshes(boards))
        _add(writer, f"{placement.number}-name", board, atlas.image)


def _board(hanging: Hanging, atlas: SignAtlas) -> Mesh:
    left, top, right, bottom = atlas.cells["sign"]
    shape = (right - left) * atlas.width / ((bottom - top) * atlas.height)
    width = min(hanging.width, hanging.height * shape)
    face = Hanging(hanging.x, hanging.y, hanging.z, width, width / shape, hanging.turn)
    normal = np.array([np.sin(face.turn), 0, np.cos(face.turn)], np.float32)
    return Mesh(
        positions=np.array(list_face(face, 0.0), np.float32),
        normals=np.tile(normal, (4, 1)),
        colours=np.ones((4, 4), np.float32),
        indices=np.array([0, 1, 2, 0, 2, 3], np.uint32),
        uvs=np.array([(left, bottom), (right, bottom), (right, top), (left, top)], np.float32),
    )


def _add(writer: GltfWriter, name: str, mesh: Mesh, picture: bytes | None = None) -> None:
    """Add a node with a mesh and a material of its own, and its picture if it has one."""
    colours = np.rint(np.clip(mesh.colours, 0, 1) * 255).astype(np.uint8)
    colours[:, 3] = 255
    length = np.linalg.norm(mesh.normals, axis=1, keepdims=True)
    normals = np.where(length > 0, mesh.normals / np.maximum(length, 1e-9), (0, 1, 0))
    attributes = {
        "POSITION": writer.add_attribute(
            "POSITION", mesh.positions.astype(np.float32), "VEC3", bounded=True
        ),
        "NORMAL": writer.add_attribute("NORMAL", normals.astype(np.float32), "VEC3"),
        "COLOR_0": writer.add_attribute("COLOR_0", colours, "VEC4", normalised=True),
    }
    surface: dict[str, Any] = dict(_SURFACE)
    if picture is not None and mesh.uvs is not None:
        uvs = mesh.uvs.astype(np.float32)
        attributes["TEXCOORD_0"] = writer.add_attribute("TEXCOORD_0", uvs, "VEC2")
        source = writer.add_image(picture, "image/png")
        surface["baseColorTexture"] = {"index": writer.add("textures", {"source": source})}
    material = writer.add("materials", {"name": name, "pbrMetallicRoughness": surface})
    primitive = {
        "attributes": attributes,
        "indices": writer.add_indices(mesh.indices),
        "material": material,
    }
    mesh_at = writer.add("meshes", {"name": name, "primitives": [primitive]})
    writer.add_node({"name": name, "mesh": mesh_at})
