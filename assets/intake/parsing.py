"""The one place where a parser of others reads an upload that the pre-check let through."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import NDArray
from PIL import Image

from assets.intake.errors import IntakeError
from assets.intake.kinds import UploadKind
from assets.intake.limits import MAX_NODES, MAX_TRIANGLES
from assets.shading import to_linear

# Models without any colour: the grey of unglazed clay.
_PLAIN = (0.55, 0.50, 0.45)


@dataclass(frozen=True, slots=True)
class Piece:
    """One mesh of an upload in its final place: colours linear, uvs with the origin top left."""

    positions: NDArray[np.float64]
    faces: NDArray[np.int64]
    colours: NDArray[np.float32]
    uvs: NDArray[np.float32] | None
    texture: Image.Image | None


def parse_pieces(data: bytes, kind: UploadKind) -> list[Piece]:
    """Return the meshes of a pre-checked upload.

    Raises:
        IntakeError: `model.damaged` (the parser gave up), `model.empty`,
            `model.too_many_triangles` (once every use of a mesh is counted).
    """
    try:
        scene = trimesh.load_scene(io.BytesIO(data), file_type=kind.value, resolver=None)
        placed = [
            (scene.graph[node][0], scene.geometry[scene.graph[node][1]])
            for node in list(scene.graph.nodes_geometry)[: MAX_NODES + 1]
        ]
        placed = [(turn, mesh) for turn, mesh in placed if isinstance(mesh, trimesh.Trimesh)]
        total = sum(len(mesh.faces) for _, mesh in placed)
        if total > MAX_TRIANGLES or len(placed) > MAX_NODES:
            raise IntakeError("model.too_many_triangles", f"{total:,} triangles in all")
        pieces = [_piece(mesh, turn, kind) for turn, mesh in placed if len(mesh.faces)]
    except IntakeError:
        raise
    except Exception as error:
        # A parser of hostile bytes raises anything: here every failure is the file's fault.
        raise IntakeError("model.damaged", f"the model cannot be read: {error}"[:300]) from error
    if not pieces:
        raise IntakeError("model.empty", "the model has no triangles")
    return pieces


def _piece(mesh: trimesh.Trimesh, turn: NDArray[np.float64], kind: UploadKind) -> Piece:
    positions = np.asarray(mesh.vertices, np.float64) @ turn[:3, :3].T + turn[:3, 3]
    faces = np.asarray(mesh.faces, np.int64)
    if np.linalg.det(turn[:3, :3]) < 0:
        faces = faces[:, ::-1]
    count = len(positions)
    if faces.size and (int(faces.max()) >= count or int(faces.min()) < 0):
        raise IntakeError("model.damaged", "a triangle refers to a vertex that is not there")
    visual = mesh.visual
    uvs = getattr(visual, "uv", None)
    if uvs is None or len(uvs) != count or not np.isfinite(uvs).all():
        return Piece(positions, faces, _vertex_colours(mesh, kind), None, None)
    top_left = np.stack([uvs[:, 0], 1 - uvs[:, 1]], axis=1)
    material = visual.material
    texture = _picture_of(material)
    colours = np.broadcast_to(_factor_of(material), (count, 3)).astype(np.float32)
    if texture is None:
        return Piece(positions, faces, colours, None, None)
    # Whole turns of a repeating texture are taken off, so that uvs lie in 0..1.
    top_left = top_left - np.floor(top_left.min(axis=0) + 1e-4)
    return Piece(
        positions,
        faces,
        colours,
        np.asarray(
            np.clip(top_left, 0, 1) if top_left.max() < 1.001 else top_left % 1.0, np.float32
        ),
        texture,
    )  # noqa: E501,PLR2004


def _picture_of(material: object) -> Image.Image | None:
    picture = getattr(material, "baseColorTexture", None) or getattr(material, "image", None)
    return picture.convert("RGB") if isinstance(picture, Image.Image) else None


def _factor_of(material: object) -> NDArray[np.float32]:
    """Return the material's colour factor, linear (glTF's factors are)."""
    factor = getattr(material, "baseColorFactor", None)
    if factor is None:
        return np.ones(3, np.float32)
    numbers = np.asarray(factor, np.float32)[:3]
    return np.asarray(numbers / 255 if numbers.max(initial=0) > 1 else numbers, np.float32)


def _vertex_colours(mesh: trimesh.Trimesh, kind: UploadKind) -> NDArray[np.float32]:
    """Return linear colours: glTF stores them so, the others as sRGB."""
    count = len(mesh.vertices)
    visual = mesh.visual
    if visual.kind == "vertex":
        stored = np.asarray(visual.vertex_colors, np.float32)[:, :3] / 255
        return stored if kind == UploadKind.GLB else to_linear(stored)
    if kind == UploadKind.GLB and visual.kind == "texture":
        return np.broadcast_to(_factor_of(visual.material), (count, 3)).astype(np.float32)
    return np.broadcast_to(np.array(_PLAIN, np.float32), (count, 3)).astype(np.float32)
