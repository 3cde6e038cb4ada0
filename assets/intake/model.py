"""Uploaded models → one clean mesh with at most one texture."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from assets.intake.decimation import Soup, reduced
from assets.intake.errors import IntakeError
from assets.intake.kinds import UploadKind, check_upload
from assets.intake.limits import MAX_COORDINATE_UNITS
from assets.intake.parsing import Piece, parse_pieces
from assets.intake.precheck import precheck_model
from assets.mesh import Floats, Mesh
from assets.pictures import encode_webp
from assets.shading import baked_light, to_linear

MAX_CLEAN_TRIANGLES = 10_000
MAX_TEXTURE_PX = 1024
_STRIP_PX = 16
_TEXTURE_QUALITY = 80
# Without a unit, a thing larger than 3 is not in metres, one larger than 30 in millimetres.
_METRES_UP_TO = 3.0
_CENTIMETRES_UP_TO = 30.0
_LARGEST_M = 6.0
_SMALLEST_M = 0.004
# Edges sharper than this stay sharp: cosine of 45 degrees.
_SMOOTH_COSINE = 0.70


@dataclass(frozen=True, slots=True)
class CleanModel:
    """An uploaded model as ours: metres, y up, standing at the origin, light baked.

    `texture` is a WebP of at most 1024 px; where there is one, the whole mesh is multiplied
    with it (what had no texture lies on its white strip). `notes` are codes:
    `model.read_as_cm`, `model.read_as_mm`, `model.decimated`, `model.one_texture_kept`.
    `triangles_read` counts the upload's.
    """

    mesh: Mesh
    texture: bytes | None
    notes: tuple[str, ...]
    triangles_read: int


def read_model(data: bytes, filename: str) -> CleanModel:
    """Return the model, scaled, centred and decimated to at most 10,000 triangles.

    STL has z up by custom and is turned; OBJ and PLY are taken with y up, as GLB.

    Raises:
        IntakeError: the reason; `model.empty` where nothing is left to draw.
    """
    kind = check_upload(data, filename)
    if kind.is_image:
        raise IntakeError("upload.extension", "this is a picture: upload it as a photo")
    pieces = parse_pieces(precheck_model(data, kind), kind)
    textured = [piece for piece in pieces if piece.texture is not None]
    shared = max(textured, key=lambda piece: len(piece.faces)).texture if textured else None
    notes = ["model.one_texture_kept"] if len({id(p.texture) for p in textured}) > 1 else []
    soup = _joined(pieces, shared)
    read = len(soup.faces)
    soup, unit_notes = _in_metres(soup, kind)
    small = reduced(soup, MAX_CLEAN_TRIANGLES)
    notes += unit_notes + (["model.decimated"] if read > MAX_CLEAN_TRIANGLES else [])
    texture = None
    if shared is not None:
        picture, small = _with_white(shared, small)
        texture = encode_webp(picture, _TEXTURE_QUALITY)
    return CleanModel(_meshed(small, textured=texture is not None), texture, tuple(notes), read)


def _with_white(picture: Image.Image, soup: Soup) -> tuple[Image.Image, Soup]:
    """Return the texture at its final size, with a white strip where some vertices need one."""
    small = picture.copy()
    small.thumbnail((MAX_TEXTURE_PX, MAX_TEXTURE_PX - _STRIP_PX), Image.Resampling.LANCZOS)
    if soup.textured.all():
        return small, soup
    sheet = Image.new("RGB", (small.width, small.height + _STRIP_PX), (255, 255, 255))
    sheet.paste(small)
    share = small.height / sheet.height
    on_strip = np.array([0.5, (1 + share) / 2], np.float32)
    uvs = np.where(soup.textured[:, None], soup.uvs * [1, share], on_strip).astype(np.float32)
    return sheet, replace(soup, uvs=uvs)


def _joined(pieces: list[Piece], shared: Image.Image | None) -> Soup:
    """Return all pieces as one soup; textures other than the shared become vertex colours."""
    offsets = np.cumsum([0, *(len(piece.positions) for piece in pieces[:-1])])
    colours, uvs, keeps = [], [], []
    for piece in pieces:
        count = len(piece.positions)
        keep = piece.uvs is not None and shared is not None and piece.texture is shared
        keeps.append(np.full(count, keep))
        uvs.append(piece.uvs if keep and piece.uvs is not None else np.zeros((count, 2)))
        colours.append(piece.colours if keep or piece.texture is None else _sampled(piece))
    soup = Soup(
        np.concatenate([piece.positions for piece in pieces]),
        np.concatenate([p.faces + o for p, o in zip(pieces, offsets, strict=True)]),
        np.concatenate(colours).astype(np.float32),
        np.concatenate(uvs).astype(np.float32),
        np.concatenate(keeps),
    )
    if not np.isfinite(soup.positions).all() or np.abs(soup.positions).max() > MAX_COORDINATE_UNITS:
        raise IntakeError("model.numbers", "the model holds NaN, infinity or huge coordinates")
    return soup.without_slivers()


def _sampled(piece: Piece) -> Floats:
    """Return the piece's texture at its vertices as linear colours."""
    assert piece.texture is not None  # noqa: S101 - called for textured pieces
    assert piece.uvs is not None  # noqa: S101 - parse_pieces keeps a texture only with uvs
    texels = to_linear(np.asarray(piece.texture) / 255)
    height, width = texels.shape[:2]
    wrapped = piece.uvs % 1.0
    column = np.minimum((wrapped[:, 0] * width).astype(np.intp), width - 1)
    row = np.minimum((wrapped[:, 1] * height).astype(np.intp), height - 1)
    return np.asarray(texels[row, column] * piece.colours, np.float32)


def _in_metres(soup: Soup, kind: UploadKind) -> tuple[Soup, list[str]]:
    """Return the soup standing at the origin in metres, and what was assumed."""
    positions = soup.positions
    if kind == UploadKind.STL:
        positions = np.stack([positions[:, 0], positions[:, 2], -positions[:, 1]], axis=1)
    used = positions[np.unique(soup.faces)]
    low, high = used.min(axis=0), used.max(axis=0)
    size = float((high - low).max())
    factor, notes = 1.0, []
    if size > _CENTIMETRES_UP_TO:
        factor, notes = 0.001, ["model.read_as_mm"]
    elif size > _METRES_UP_TO:
        factor, notes = 0.01, ["model.read_as_cm"]
    if not _SMALLEST_M <= size * factor <= _LARGEST_M:
        raise IntakeError(
            "model.size",
            f"the model is {_told(size * factor)} large: export it in metres,"
            f" {_told(_SMALLEST_M)} to {_told(_LARGEST_M)}",
        )
    foot = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2])
    return soup.placed((positions - foot) * factor), notes


def _told(size_m: float) -> str:
    return f"{size_m:.1f} m" if size_m >= 1 else f"{size_m * 1000:.3g} mm"


def _meshed(soup: Soup, *, textured: bool) -> Mesh:
    """Return the soup as a mesh: one vertex for each different corner, light baked in."""
    normals = _corner_normals(soup)
    corners = soup.faces.reshape(-1)
    key: list[NDArray[Any]] = [
        soup.positions[corners],
        np.round(normals, 2),
        soup.uvs[corners],
        soup.colours[corners],
    ]
    _, first, inverse = np.unique(
        np.concatenate(key, axis=1).astype(np.float32),
        axis=0,
        return_index=True,
        return_inverse=True,
    )
    chosen = corners[first]
    positions = soup.positions[chosen].astype(np.float32)
    contact = max(0.002, min(0.06, float(positions[:, 1].max()) / 3))
    light = baked_light(positions, normals[first], contact_height_m=contact)
    rgb = np.clip(soup.colours[chosen] * light[:, None], 0, 1)
    return Mesh(
        positions=positions,
        normals=normals[first],
        colours=np.concatenate([rgb, np.ones((len(rgb), 1))], axis=1).astype(np.float32),
        indices=inverse.reshape(-1).astype(np.uint32),
        uvs=soup.uvs[chosen] if textured else None,
    )


def _corner_normals(soup: Soup) -> Floats:
    """Return a normal for each corner: smooth, but sharp where the surface has an edge."""
    _, vertex = np.unique(np.round(soup.positions, 6), axis=0, return_inverse=True)
    vertex = vertex.reshape(-1)[soup.faces]
    a, b, c = (soup.positions[soup.faces[:, i]] for i in range(3))
    across = np.cross(b - a, c - a)
    flat = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    summed = np.zeros((int(vertex.max()) + 1, 3))
    for corner in range(3):
        np.add.at(summed, vertex[:, corner], across)
    smooth = summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12)
    at_corner = smooth[vertex.reshape(-1)]
    of_face = np.repeat(flat, 3, axis=0)
    sharp = (at_corner * of_face).sum(axis=1) < _SMOOTH_COSINE
    normals = np.where(sharp[:, None], of_face, at_corner)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    up = np.array([0.0, 1.0, 0.0])
    return np.where(length > math.ulp(1.0), normals / np.maximum(length, 1e-12), up).astype(
        np.float32
    )
