"""The near tier: what one stand shows, in the stand's own frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assets.booth.arranging import Group, Item, arrange_items
from assets.booth.colour import Rgb, parse_colour
from assets.booth.dressing import (
    add_card,
    add_crates,
    add_display_board,
    add_logo_frame,
    build_greenery,
    dress_furniture,
    fit_logo,
    list_face,
)
from assets.booth.fittings import Fittings, Hanging, plan_fittings
from assets.booth.kinds import BoothKind
from assets.booth.sculptor import Sculptor
from assets.forms import FORMS, build_form
from assets.mesh import Mesh, join_meshes
from assets.pictures import picture_size
from assets.values import Exhibit, StandDressing
from exporters.atlas import WHOLE, Atlas, Box, Print, build_atlas
from exporters.gltf import GltfWriter, round_floats
from exporters.model import add_webp_texture, read_model
from exporters.quantisation import Grid, VertexBlock, quantise_mesh, repeat_block

MOST_TRIANGLES = 6000
_FRONT_TRIANGLES = 700
# Fine pieces and their plain copies: with this much a stand is full, and a phone draws twenty.
_FULL_TRIANGLES, _LEAST_FOR_COPIES = 1500, 900
# A quarter of a millimetre: the edge of a label stays straight, and 8 m are within 16 bits.
_STEP_M = 0.00025
# A rug fills the view where a label is a palm's width.
_CLOTH_WEIGHT = 1.5
_LAID_SHARE = 0.2

_Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One exhibit standing at the origin, in full and as the plain `copy` that repeats it.

    `prints` and `copy_prints` mark the vertices of its picture.
    """

    exhibit: Exhibit
    mesh: Mesh
    prints: _Mask
    copy: Mesh
    copy_prints: _Mask
    printed: Print | None
    item: Item


def build_near(
    dressing: StandDressing, *, packed: bool = True, atlas: Atlas | None = None
) -> bytes:
    """Return the near tier of a stand as a GLB, at most 6,000 triangles.

    Node `front` holds logo, price cards and plants; each product is one node with
    `extras: {"product": id, "triangles": n, "copy_triangles": m}`: the first n triangles are one
    piece of it (to be shown alone), the rest are plainer copies of m triangles each; a product
    with a model of its own has `pose`, [x, y, z, turn, scale] of its first piece. One WebP
    atlas at most. `atlas` is the atlas of `list_prints(dressing)` where a caller keeps it: nine
    tenths of the time go into it.

    Raises:
        AtlasFull: the stand has more pictures than fit.
        assets.pictures.PictureError: a picture of the stand cannot be decoded.
        ModelUnreadable: an exhibit's model was not written by `exporters.model`.
        assets.forms.FormError: an exhibit's form or size is not one.
    """
    kind = BoothKind(dressing.kit, dressing.width_mm, dressing.depth_mm, dressing.open_sides)
    places = plan_fittings(kind)
    pieces = [_build_piece(exhibit) for exhibit in dressing.exhibits]
    fine = sum(piece.item.triangles for piece in pieces)
    most = MOST_TRIANGLES - _FRONT_TRIANGLES
    budget = min(most, max(_FULL_TRIANGLES, fine + _LEAST_FOR_COPIES))
    groups = arrange_items([piece.item for piece in pieces], places, budget)
    logo = Print(dressing.logo) if dressing.logo else None
    prints = _list_prints(pieces, logo)
    if prints and atlas is None:
        atlas = build_atlas(prints)
    cells = dict(zip(prints, atlas.cells, strict=True)) if atlas else {}
    writer = GltfWriter(packed=packed)
    texture = add_webp_texture(writer, atlas.image) if atlas else None
    material = writer.add_unlit_material("stand", texture)
    front = _build_front(dressing, kind, places, groups)
    if logo:
        front = join_meshes([front, _build_logo(logo, places.logo, cells[logo])])
    block = quantise_mesh(_locate(front, atlas), Grid(_STEP_M))
    _add_blocks(writer, "front", [block], material, {}, (0.0, 0.0, 0.0))
    for at, piece in enumerate(pieces):
        own = [group for group in groups if group.item == at]
        cell = cells.get(piece.printed) if piece.printed else None
        _add_product(writer, piece, own, material, cell, atlas)
    return writer.to_bytes()


def list_prints(dressing: StandDressing) -> tuple[Print, ...]:
    """Return what the atlas of a stand holds, for `exporters.atlas.build_atlas`."""
    logo = Print(dressing.logo) if dressing.logo else None
    return _list_prints([_build_piece(exhibit) for exhibit in dressing.exhibits], logo)


def _list_prints(pieces: Sequence[_Piece], logo: Print | None) -> tuple[Print, ...]:
    prints = [piece.printed for piece in pieces if piece.printed]
    return tuple(dict.fromkeys([*prints, *([logo] if logo else [])]))


def _build_piece(exhibit: Exhibit) -> _Piece:
    flat = exhibit.model is None and (FORMS[exhibit.form].cloth or exhibit.form == "frame")
    if exhibit.model is not None:
        model = read_model(exhibit.model)
        mesh = copy = _stand_up(model.mesh)
        printed = Print(model.texture) if model.texture else None
        prints = copy_prints = np.full(len(mesh.positions), printed is not None)
    else:
        form, plain = build_form(exhibit), build_form(exhibit, detail="copy")
        mesh, prints = form.mesh, form.carries_picture
        copy, copy_prints = plain.mesh, plain.carries_picture
        printed = None
        if exhibit.picture and mesh.uvs is not None:
            part = _find_part(mesh.uvs[prints])
            cloth = FORMS[exhibit.form].cloth
            printed = Print(exhibit.picture, part, _CLOTH_WEIGHT if cloth else 1.0)
            mesh, copy = _cut_to(mesh, part), _cut_to(copy, part)
    size = mesh.positions.max(axis=0) - mesh.positions.min(axis=0)
    width, height, depth = (float(length) for length in size)
    item = Item(width, height, depth, flat, mesh.triangle_count, copy.triangle_count)
    return _Piece(exhibit, mesh, prints, copy, copy_prints, printed, item)


def _cut_to(mesh: Mesh, part: Box) -> Mesh:
    """Return the mesh with its places in the picture as places in a part of the picture."""
    if mesh.uvs is None:
        return mesh
    span = np.array([part[2] - part[0], part[3] - part[1]], np.float32)
    return replace(mesh, uvs=(mesh.uvs - np.array(part[:2], np.float32)) / span)


def _find_part(uvs: np.ndarray[Any, Any]) -> Box:
    """Return the part of the picture that the label shows: only that is worth bytes."""
    if not len(uvs):
        return WHOLE
    low, high = np.clip(uvs.min(axis=0), 0, 1), np.clip(uvs.max(axis=0), 0, 1)
    if float((high - low).min()) < 0.01:  # noqa: PLR2004  a line cannot be cut out
        return WHOLE
    left, top, right, bottom = (round(float(edge), 4) for edge in (*low, *high))
    return left, top, right, bottom


def _stand_up(mesh: Mesh) -> Mesh:
    """Return the mesh with the middle of its foot at the origin."""
    low, high = mesh.positions.min(axis=0), mesh.positions.max(axis=0)
    middle = (low + high) / 2
    return mesh.moved(-float(middle[0]), -float(low[1]), -float(middle[2]))


def _build_front(
    dressing: StandDressing, kind: BoothKind, places: Fittings, groups: Sequence[Group]
) -> Mesh:
    colour: Rgb = parse_colour(dressing.colour)
    sculptor = Sculptor()
    for group in groups:
        if group.card:
            add_card(sculptor, group.card, group.turn, colour)
    if dressing.logo:
        width, height = picture_size(dressing.logo)
        add_logo_frame(sculptor, fit_logo(places.logo, width / height))
    dress_furniture(sculptor, places, colour)
    if kind.kit in {"shell_scheme", "pavilion"}:
        add_crates(sculptor, (0.95, -kind.depth_mm / 1000 + 0.36))
    elif kind.kit == "space_only" and any(group.pose == "hanging" for group in groups):
        add_display_board(sculptor, places.hangings[0])
    greenery = build_greenery(kind, places, lush=not dressing.exhibits)
    return greenery if sculptor.is_empty else join_meshes([greenery, sculptor.mesh()])


def _build_logo(logo: Print, place: Hanging, cell: Box) -> Mesh:
    width, height = picture_size(logo.data)
    corners = list_face(fit_logo(place, width / height), 0.016)
    left, top, right, bottom = cell
    uvs = [(left, bottom), (right, bottom), (right, top), (left, top)]
    return Mesh(
        positions=np.array(corners, np.float32),
        normals=np.tile(np.array([0, 0, 1], np.float32), (4, 1)),
        colours=np.ones((4, 4), np.float32),
        indices=np.array([0, 1, 2, 0, 2, 3], np.uint32),
        uvs=np.array(uvs, np.float32),
    )


def _locate(mesh: Mesh, atlas: Atlas | None) -> Mesh:
    """Return the mesh with its unprinted vertices on the white of the atlas."""
    if atlas is None:
        return replace(mesh, uvs=None)
    white = np.array(atlas.white, np.float32)
    if mesh.uvs is None:
        return replace(mesh, uvs=np.tile(white, (len(mesh.positions), 1)))
    printed = mesh.uvs.any(axis=1, keepdims=True)
    return replace(mesh, uvs=np.where(printed, mesh.uvs, white).astype(np.float32))


def _add_product(
    writer: GltfWriter,
    piece: _Piece,
    groups: Sequence[Group],
    material: int,
    cell: Box | None,
    atlas: Atlas | None,
) -> None:
    whole = _print(piece.mesh, piece.prints, cell, atlas)
    copy = _print(piece.copy, piece.copy_prints, cell, atlas)
    first, origin = groups[0], groups[0].feet[0]
    blocks = [quantise_mesh(_pose(whole, first), Grid(_STEP_M))]
    extras = {
        "product": piece.exhibit.product_id,
        "triangles": len(blocks[0].indices) // 3,
        "copy_triangles": 0,
    }
    if piece.exhibit.model is not None and first.pose != "lying":
        # Where a viewer may stand the model itself, in full, before its picture was shrunk.
        extras["pose"] = round_floats((*origin, first.turn, first.scale))
    poses: dict[tuple[float, float, str], VertexBlock] = {}
    for group in groups:
        feet = group.feet[1:] if group is first else group.feet
        if not feet:
            continue
        pose = (group.turn, group.scale, group.pose)
        if pose not in poses:
            poses[pose] = quantise_mesh(_pose(copy, group), Grid(_STEP_M))
        extras["copy_triangles"] = len(poses[pose].indices) // 3
        shifts = [
            tuple(round((a - b) / _STEP_M) for a, b in zip(foot, origin, strict=True))
            for foot in feet
        ]
        blocks.append(repeat_block(poses[pose], shifts))
    _add_blocks(writer, piece.exhibit.product_id, blocks, material, extras, origin)


def _print(mesh: Mesh, prints: _Mask, cell: Box | None, atlas: Atlas | None) -> Mesh:
    """Return the mesh with its picture in a cell of the atlas and the rest on the white."""
    if atlas is None:
        return replace(mesh, uvs=None)
    uvs = np.tile(np.array(atlas.white, np.float32), (len(mesh.positions), 1))
    if cell is not None and mesh.uvs is not None:
        low, high = np.array(cell[:2], np.float32), np.array(cell[2:], np.float32)
        inside = low + np.clip(mesh.uvs, 0, 1) * (high - low)
        uvs = np.where(prints[:, None], inside, uvs).astype(np.float32)
    return replace(mesh, uvs=uvs)


def _pose(mesh: Mesh, group: Group) -> Mesh:
    posed = mesh.scaled(group.scale, group.scale, group.scale) if group.scale != 1 else mesh
    if group.pose == "lying":
        # Its face turns up, its top points into the stand.
        order, signs = [0, 2, 1], np.array([1, 1, -1], np.float32)
        posed = replace(posed, positions=posed.positions[:, order] * signs)
        # On the floor its folds lie down.
        posed = posed.scaled(1.0, _LAID_SHARE, 1.0)
    return posed.turned(group.turn) if group.turn else posed


def _add_blocks(
    writer: GltfWriter,
    name: str,
    blocks: Sequence[VertexBlock],
    material: int,
    extras: dict[str, Any],
    origin: tuple[float, float, float],
) -> None:
    block = blocks[0] if len(blocks) == 1 else VertexBlock.join(blocks)
    node: dict[str, Any] = {
        "name": name,
        "mesh": writer.add_block(block, material),
        "scale": [_STEP_M] * 3,
    }
    if any(origin):
        node["translation"] = round_floats(origin)
    if extras:
        node["extras"] = extras
    writer.add_node(node)
