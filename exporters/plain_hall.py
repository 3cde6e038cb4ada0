"""The plain `hall.glb`: core glTF for everyone else's tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from assets.booth.booths import build_booth
from assets.booth.colour import WHITE, Rgb, parse_colour
from assets.booth.dressing import list_face
from assets.booth.fittings import Hanging, plan_fittings
from assets.booth.hall import PropPlace, build_hall
from assets.booth.kinds import BoothKind, choose_archetypes
from assets.booth.surface import read_untinted
from assets.lettering import SignAtlas, SignFonts, SignText, build_sign_atlas
from assets.mesh import Floats, Mesh, join_meshes
from assets.values import Look, StandDressing
from exporters.axes import to_floor, to_quaternion, to_radians
from exporters.gltf import GltfWriter, round_floats
from exporters.hall_plan import convert_hall, describe_booth
from layout.values import PlacedHall, Placement

_BOARD = "#5a4a42"


def build_plain_hall(
    placed: PlacedHall,
    dressings: Sequence[StandDressing],
    look: Look,
    fonts: SignFonts | None = None,
) -> bytes:
    """Return the hall as a GLB without extensions: float positions and normals, one material.

    One node a stand with `extras` id, number, exhibitor, co_exhibitors, sector; equal booths
    share a mesh. With `fonts` the boards are lettered from one PNG atlas (node `lettering`).

    Raises:
        assets.lettering.LetteringError: the fonts cannot be read, or there are too many boards.
    """
    writer = GltfWriter(packed=False)
    material = _add_material(writer, "hall", None)
    hall = build_hall(convert_hall(placed, look))
    for name, mesh in hall.fixed.items():
        writer.add_node({"name": name, "mesh": _add_mesh(writer, name, mesh, material)})
    for prop in hall.props:
        shared: dict[Rgb, int] = {}
        for at, place in enumerate(prop.places):
            if place.tint not in shared:
                tinted = tint_mesh(prop.mesh, place.tint)
                shared[place.tint] = _add_mesh(writer, prop.name, tinted, material)
            node = {"name": f"{prop.name}-{at + 1}", "mesh": shared[place.tint]}
            writer.add_node(node | _transform(place))
    _add_stands(writer, placed, material)
    boards = _add_boards(placed, dressings, fonts) if fonts else None
    if boards:
        _add_lettering(writer, placed, boards)
    return writer.to_bytes()


def tint_mesh(mesh: Mesh, tint: Rgb) -> Mesh:
    """Return the mesh with an instance tint mixed in as alpha says, and alpha 1."""
    share = read_untinted(mesh.colours[:, 3])[:, None]
    colours = np.ones_like(mesh.colours)
    colours[:, :3] = mesh.colours[:, :3] * (share + (1 - share) * np.array(tint, np.float32))
    return replace(mesh, colours=colours)


def _add_stands(writer: GltfWriter, placed: PlacedHall, material: int) -> None:
    tints = {sector.id: parse_colour(sector.colour) for sector in placed.plan.sectors}
    kinds = {p.stand_id: describe_booth(p) for p in placed.placements}
    archetypes = choose_archetypes(list(kinds.values()))
    shared: dict[tuple[BoothKind, Rgb], int] = {}
    for placement in placed.placements:
        kind = archetypes[kinds[placement.stand_id]]
        tint = tints.get(placement.sector, WHITE)
        if (kind, tint) not in shared:
            mesh = tint_mesh(build_booth(kind), tint)
            name = f"booth-{kind.kit}-{placement.sector}-{len(shared)}"
            shared[kind, tint] = _add_mesh(writer, name, mesh, material)
        x, z = to_floor((placement.x_mm, placement.y_mm))
        place = PropPlace(
            x,
            0.0,
            z,
            to_radians(placement.rotation_mdeg),
            (placement.width_mm / kind.width_mm, 1.0, placement.depth_mm / kind.depth_mm),
        )
        node: dict[str, Any] = {
            "name": placement.number,
            "mesh": shared[kind, tint],
            "extras": {
                "id": placement.stand_id,
                "number": placement.number,
                "exhibitor": placement.exhibitor,
                "co_exhibitors": list(placement.co_exhibitors),
                "sector": placement.sector,
            },
        }
        writer.add_node(node | _transform(place))


def _transform(place: PropPlace) -> dict[str, list[float]]:
    transform = {"translation": round_floats((place.x, place.y, place.z))}
    if place.turn:
        transform["rotation"] = round_floats(to_quaternion(place.turn), 9)
    if place.scale != (1.0, 1.0, 1.0):
        transform["scale"] = round_floats(place.scale, 9)
    return transform


def _add_material(writer: GltfWriter, name: str, texture: int | None) -> int:
    surface: dict[str, Any] = {"metallicFactor": 0, "roughnessFactor": 1}
    if texture is not None:
        surface["baseColorTexture"] = {"index": texture}
    return writer.add("materials", {"name": name, "pbrMetallicRoughness": surface})


def _add_mesh(writer: GltfWriter, name: str, mesh: Mesh, material: int) -> int:
    colours = np.rint(np.clip(mesh.colours, 0, 1) * 255).astype(np.uint8)
    colours[:, 3] = 255
    attributes = {
        "POSITION": writer.add_attribute("POSITION", mesh.positions, "VEC3", bounded=True),
        "NORMAL": writer.add_attribute("NORMAL", _unit(mesh.normals), "VEC3"),
        "COLOR_0": writer.add_attribute("COLOR_0", colours, "VEC4", normalised=True),
    }
    if mesh.uvs is not None:
        attributes["TEXCOORD_0"] = writer.add_attribute("TEXCOORD_0", mesh.uvs, "VEC2")
    primitive = {
        "attributes": attributes,
        "indices": writer.add_indices(mesh.indices),
        "material": material,
    }
    return writer.add("meshes", {"name": name, "primitives": [primitive]})


def _unit(normals: Floats) -> Floats:
    length = np.linalg.norm(normals.astype(np.float64), axis=1, keepdims=True)
    return np.where(length > 0, normals / np.maximum(length, 1e-12), (0, 1, 0)).astype(np.float32)


def _add_boards(
    placed: PlacedHall, dressings: Sequence[StandDressing], fonts: SignFonts
) -> SignAtlas | None:
    sectors = {sector.id: sector.colour for sector in placed.plan.sectors}
    colours = {p.stand_id: sectors.get(p.sector, _BOARD) for p in placed.placements}
    by_stand = {dressing.stand_id: dressing for dressing in dressings}
    lettered = [by_stand[p.stand_id] for p in placed.placements if p.stand_id in by_stand]
    signs = [
        SignText(d.stand_id, d.number, d.name_latin, d.name_arabic, board=colours[d.stand_id])
        for d in lettered
        if d.name_latin or d.name_arabic
    ]
    return build_sign_atlas(signs, fonts, image_format="png") if signs else None


def _add_lettering(writer: GltfWriter, placed: PlacedHall, atlas: SignAtlas) -> None:
    """Add one mesh of all boards, in the hall's frame."""
    source = writer.add_image(atlas.image, "image/png")
    sampler = writer.add(
        "samplers", {"magFilter": 9729, "minFilter": 9987, "wrapS": 33_071, "wrapT": 33_071}
    )
    texture = writer.add("textures", {"source": source, "sampler": sampler})
    material = _add_material(writer, "lettering", texture)
    aspect = atlas.width / atlas.height
    meshes = [
        mesh
        for placement in placed.placements
        if placement.stand_id in atlas.cells
        for mesh in _build_boards(placement, atlas.cells[placement.stand_id], aspect)
    ]
    if meshes:
        mesh = _add_mesh(writer, "lettering", join_meshes(meshes), material)
        writer.add_node({"name": "lettering", "mesh": mesh})


def _build_boards(
    placement: Placement, cell: tuple[float, float, float, float], aspect: float
) -> list[Mesh]:
    left, top, right, bottom = cell
    shape = (right - left) / (bottom - top) * aspect
    x, z = to_floor((placement.x_mm, placement.y_mm))
    boards: list[Mesh] = []
    for sign in plan_fittings(describe_booth(placement)).signs:
        width = min(sign.width, sign.height * shape)
        board = Hanging(sign.x, sign.y, sign.z, width, width / shape, sign.turn)
        face = Mesh(
            positions=np.array(list_face(board, 0.0), np.float32),
            normals=np.tile(
                np.array([np.sin(sign.turn), 0, np.cos(sign.turn)], np.float32), (4, 1)
            ),
            colours=np.ones((4, 4), np.float32),
            indices=np.array([0, 1, 2, 0, 2, 3], np.uint32),
            uvs=np.array([(left, bottom), (right, bottom), (right, top), (left, top)], np.float32),
        )
        boards.append(face.turned(to_radians(placement.rotation_mdeg)).moved(x, 0.0, z))
    return boards
