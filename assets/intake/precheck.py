"""Models proved harmless by counting, before any parser sees them."""

from __future__ import annotations

from assets.intake.errors import IntakeError
from assets.intake.glb import split_glb
from assets.intake.gltf_fields import Fields
from assets.intake.gltf_scene import (
    check_extensions,
    check_images,
    check_materials,
    check_meshes,
    check_nodes,
)
from assets.intake.gltf_storage import check_storage
from assets.intake.kinds import UploadKind
from assets.intake.lists import precheck_obj, precheck_ply, precheck_stl


def precheck_model(data: bytes, kind: UploadKind) -> bytes:
    """Return the bytes that may be given to a parser.

    They are the upload's own, but for OBJ, where lines that name other files are gone.

    Raises:
        IntakeError: the reason.
        ValueError: `kind` is a picture.
    """
    if kind == UploadKind.GLB:
        _precheck_glb(data)
        return data
    if kind == UploadKind.STL:
        precheck_stl(data)
        return data
    if kind == UploadKind.PLY:
        precheck_ply(data)
        return data
    if kind == UploadKind.OBJ:
        return precheck_obj(data)
    raise ValueError(f"{kind} is no model")


def _precheck_glb(data: bytes) -> None:
    parts = split_glb(data)
    root = Fields(parts.json, "")
    asset = root.object("asset")
    if asset is None:
        raise root.refuse("asset is missing")
    version, least = asset.text("version") or "", asset.text("minVersion") or "2.0"
    if not version.startswith("2.") or not version[2:].isdigit() or least != "2.0":
        raise asset.refuse(f"version {version[:10]!r}: glTF 2.0 is taken")
    check_extensions(root)
    views, accessors = check_storage(root, parts.binary)
    check_images(root, views)
    materials = check_materials(root)
    meshes = check_meshes(root, accessors, materials)
    check_nodes(root, meshes)
    if not meshes:
        raise IntakeError("model.empty", "the file has no mesh")
