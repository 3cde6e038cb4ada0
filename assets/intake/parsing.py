"""The one place where a parser of others reads an upload that the pre-check let through."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray
from PIL import Image

from assets.intake.errors import IntakeError
from assets.intake.kinds import UploadKind
from assets.intake.limits import MAX_TRIANGLES
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
        placed = _load(data, kind)
        total = sum(len(mesh.faces) for _, mesh in placed)
        pieces = [] if total > MAX_TRIANGLES else [_piece(m, turn, kind) for turn, m in placed]
    except MemoryError:
        raise
    except Exception as error:
        # A parser of hostile bytes raises anything: here every failure is the file's fault.
        raise IntakeError("model.damaged", f"the model cannot be read: {error}"[:300]) from error
    if total > MAX_TRIANGLES:
        raise IntakeError("model.too_many_triangles", f"{total:,} triangles in all")
    if not pieces:
        raise IntakeError("model.empty", "the model has no triangles")
    return pieces


def _load(data: bytes, kind: UploadKind) -> list[tuple[NDArray[np.float64], trimesh.Trimesh]]:
    """Return every use of every mesh with its transform; never opens another file."""
    scene = trimesh.load_scene(io.BytesIO(data), file_type=kind.value, resolver=None)
    uses = (scene.graph[node] for node in scene.graph.nodes_geometry)
    placed = [(turn, scene.geometry[name]) for turn, name in uses]
    return [(turn, m) for turn, m in placed if isinstance(m, trimesh.Trimesh) and len(m.faces)]


def _piece(mesh: trimesh.Trimesh, turn: NDArray[np.float64], kind: UploadKind) -> Piece:
    positions = np.asarray(mesh.vertices, np.float64) @ turn[:3, :3].T + turn[:3, 3]
    faces = np.asarray(mesh.faces, np.int64)
    if np.linalg.det(turn[:3, :3]) < 0:
        faces = faces[:, ::-1]
    count = len(positions)
    if int(faces.max()) >= count or int(faces.min()) < 0:
        raise ValueError("a triangle refers to a vertex that is not there")
    visual: Any = mesh.visual
    uvs = getattr(visual, "uv", None)
    material = getattr(visual, "material", None)
    if uvs is None or len(uvs) != count or not np.isfinite(uvs).all():
        return Piece(positions, faces, _vertex_colours(visual, count, kind), None, None)
    colours = np.broadcast_to(_factor_of(material), (count, 3)).astype(np.float32)
    texture = _picture_of(material)
    if texture is None:
        return Piece(positions, faces, colours, None, None)
    top_left = np.stack([uvs[:, 0], 1 - uvs[:, 1]], axis=1)
    return Piece(positions, faces, colours, _in_square(top_left), texture)


def _in_square(uvs: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the uvs within 0..1: whole turns of a repeating texture are taken off."""
    slack = 1e-3
    moved = uvs - np.floor(uvs.min(axis=0) + slack)
    inside = np.clip(moved, 0, 1) if float(moved.max()) <= 1 + slack else moved % 1.0
    return np.asarray(inside, np.float32)


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


def _vertex_colours(visual: Any, count: int, kind: UploadKind) -> NDArray[np.float32]:  # noqa: ANN401 - trimesh's visuals share no type
    """Return linear colours: glTF stores them so, the others as sRGB."""
    if visual.kind == "vertex":
        stored = np.asarray(visual.vertex_colors, np.float32)[:, :3] / 255
        return np.asarray(stored if kind == UploadKind.GLB else to_linear(stored), np.float32)
    factor: NDArray[np.float32] = np.array(_PLAIN, np.float32)
    if kind == UploadKind.GLB and visual.kind == "texture":
        factor = _factor_of(visual.material)
    return np.broadcast_to(factor, (count, 3)).astype(np.float32)
