"""Nodes, meshes, materials and images of an untrusted glTF."""

from __future__ import annotations

import math

import numpy as np

from assets.intake.errors import IntakeError
from assets.intake.gltf_fields import Fields
from assets.intake.gltf_storage import FLOAT, Accessor, View, read_data_uri
from assets.intake.limits import MAX_COORDINATE_M, MAX_DEPTH, MAX_NODES, MAX_TRIANGLES
from assets.pictures import PictureError, picture_size

_IMAGE_TYPES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff", "image/webp": b"RIFF"}
_UNSIGNED = {5121, 5123, 5125}
# What the reader understands, or may leave out without showing something false.
_EXTENSIONS_TAKEN = (
    "KHR_materials_", "KHR_texture_transform", "EXT_texture_webp", "KHR_lights_punctual",
    "KHR_node_visibility", "KHR_animation_pointer",
)  # fmt: skip
_TRS_BOUND = MAX_COORDINATE_M


def check_extensions(root: Fields) -> None:
    """Refuse files that need an extension that the reader lacks (Draco, meshopt...)."""
    used, required = root.names("extensionsUsed"), root.names("extensionsRequired")
    if not set(required) <= set(used):
        raise root.refuse("an extension is required but not listed as used")
    for name in required:
        if not name.startswith(_EXTENSIONS_TAKEN):
            raise IntakeError("model.extension", f"needs {name[:60]}: export without compression")


def check_images(root: Fields, views: list[View]) -> None:
    """Check kind and pixel count of every image from its first bytes."""
    for fields in root.objects("images", 256):
        number, uri = fields.reference("bufferView", len(views)), fields.text("uri")
        if (number is None) == (uri is None):
            raise fields.refuse("needs either a bufferView or a uri")
        kind = fields.text("mimeType")
        if number is not None:
            if kind is None or views[number].stride:
                raise fields.refuse("in a bufferView needs a mimeType, and the view no stride")
            data = bytes(views[number].data)
        else:
            data = read_data_uri(fields, uri or "", tuple(_IMAGE_TYPES))
        if kind is not None and kind not in _IMAGE_TYPES:
            raise fields.refuse(f"mimeType {kind[:40]!r} is not taken")
        if not data.startswith(tuple(_IMAGE_TYPES.values())) or (
            kind is not None and not data.startswith(_IMAGE_TYPES[kind])
        ):
            raise fields.refuse("its data is not what its mimeType tells")
        try:
            picture_size(data)
        except PictureError as error:
            raise IntakeError("model.image", f"{fields.path}: {error}") from error


def check_materials(root: Fields) -> int:
    """Return the number of materials, their textures and factors checked."""
    images = len(root.objects("images", 256))
    samplers = root.objects("samplers", 1024)
    for fields in samplers:
        fields.choice("magFilter", (9728, 9729))
        fields.choice("minFilter", (9728, 9729, 9984, 9985, 9986, 9987))
        fields.choice("wrapS", (10497, 33071, 33648))
        fields.choice("wrapT", (10497, 33071, 33648))
    textures = root.objects("textures", 1024)
    for fields in textures:
        fields.reference("source", images)
        fields.reference("sampler", len(samplers))
        webp = (fields.object("extensions") or fields).object("EXT_texture_webp")
        if webp is not None:
            webp.reference("source", images)
    materials = root.objects("materials", 4096)
    for fields in materials:
        _check_material(fields, len(textures))
    return len(materials)


def _check_material(fields: Fields, textures: int) -> None:
    fields.choice("alphaMode", ("OPAQUE", "MASK", "BLEND"))
    fields.numbers("emissiveFactor", 3, 0, 1)
    fields.number("alphaCutoff", 0, MAX_COORDINATE_M)
    fields.choice("doubleSided", (False, True))
    metal = fields.object("pbrMetallicRoughness")
    infos = [fields.object(key) for key in ("normalTexture", "occlusionTexture", "emissiveTexture")]
    if metal is not None:
        metal.numbers("baseColorFactor", 4, 0, 1)
        metal.number("metallicFactor", 0, 1)
        metal.number("roughnessFactor", 0, 1)
        infos += [metal.object("baseColorTexture"), metal.object("metallicRoughnessTexture")]
    for info in infos:
        if info is not None:
            if info.reference("index", textures) is None:
                raise info.refuse("index is missing")
            info.integer("texCoord", 0, 7, 0)
            info.number("scale", -MAX_COORDINATE_M, MAX_COORDINATE_M)
            if "occlusion" in info.path:
                info.number("strength", 0, 1)


def check_meshes(root: Fields, accessors: list[Accessor], materials: int) -> int:
    """Return the number of meshes; every primitive's accessors fit together.

    Raises:
        IntakeError: `model.gltf`, `model.too_many_triangles`.
    """
    meshes = root.objects("meshes", MAX_NODES)
    corners = 0
    for mesh in meshes:
        primitives = mesh.objects("primitives", MAX_NODES)
        if not primitives:
            raise mesh.refuse("primitives are missing")
        for primitive in primitives:
            corners += _check_primitive(primitive, accessors, materials)
            if corners > 3 * MAX_TRIANGLES:
                raise IntakeError(
                    "model.too_many_triangles", f"more than {MAX_TRIANGLES:,} triangles"
                )
    return len(meshes)


def _check_primitive(primitive: Fields, accessors: list[Accessor], materials: int) -> int:
    """Return the number of corners that it draws."""
    primitive.integer("mode", 0, 6, 4)
    primitive.reference("material", materials)
    attributes = primitive.object("attributes")
    if attributes is None or not attributes.value:
        raise primitive.refuse("attributes are missing")
    counts = set()
    for name in attributes.value:
        accessor = accessors[attributes.reference(name, len(accessors)) or 0]
        counts.add(accessor.count)
        _check_attribute(attributes, name, accessor)
    if len(counts) != 1:
        raise attributes.refuse(f"attributes of different counts {sorted(counts)}")
    vertices = counts.pop()
    number = primitive.reference("indices", len(accessors))
    if number is None:
        return vertices
    indices = accessors[number]
    if indices.kind != "SCALAR" or indices.component_type not in _UNSIGNED or indices.normalised:
        raise primitive.refuse("indices must be unsigned whole numbers")
    if indices.view is not None and indices.view.stride:
        raise primitive.refuse("the view of indices must have no byteStride")
    if not indices.sparse and int(np.max(indices.values())) >= vertices:
        raise primitive.refuse(f"an index is beyond the {vertices} vertices")
    return indices.count


def _check_attribute(attributes: Fields, name: str, accessor: Accessor) -> None:
    shapes = {
        "POSITION": ("VEC3",), "NORMAL": ("VEC3",), "TANGENT": ("VEC4",),
        "TEXCOORD": ("VEC2",), "COLOR": ("VEC3", "VEC4"), "JOINTS": ("VEC4",), "WEIGHTS": ("VEC4",),
    }  # fmt: skip
    stem = name if name in shapes else name.rpartition("_")[0]
    if name.startswith("_"):
        return
    if stem not in shapes or accessor.kind not in shapes[stem]:
        raise attributes.refuse(f"{name[:30]} of {accessor.kind} is not an attribute of glTF")
    if stem in {"POSITION", "NORMAL", "TANGENT"} and accessor.component_type != FLOAT:
        raise attributes.refuse(f"{name} must be 32-bit numbers")
    if stem in {"COLOR", "TEXCOORD", "WEIGHTS"} and accessor.component_type == 5125:  # noqa: PLR2004 - unsigned int
        raise attributes.refuse(f"{name} must not be unsigned int")
    if accessor.offset % 4 or (accessor.view is not None and accessor.view.stride % 4):
        raise attributes.refuse(f"{name} must lie at multiples of 4")


def check_nodes(root: Fields, meshes: int) -> None:
    """Prove that the nodes are trees of at most 64 levels, with finite transforms.

    Raises:
        IntakeError: `model.gltf`, `model.nodes` (cycle, two parents, too deep).
    """
    nodes = root.objects("nodes", MAX_NODES)
    parents = [-1] * len(nodes)
    for number, node in enumerate(nodes):
        node.reference("mesh", meshes)
        _check_transform(node)
        for child in node.references("children", len(nodes)):
            if parents[child] != -1 or child == number:
                raise IntakeError("model.nodes", f"node {child} has two parents or is its own")
            parents[child] = number
    for number in range(len(nodes)):
        depth, at = 0, number
        while parents[at] != -1:
            depth, at = depth + 1, parents[at]
            if depth > MAX_DEPTH:
                raise IntakeError(
                    "model.nodes", f"nodes form a circle or more than {MAX_DEPTH} levels"
                )
    scenes = root.objects("scenes", 256)
    root.reference("scene", len(scenes))
    for scene in scenes:
        for top in scene.references("nodes", len(nodes)):
            if parents[top] != -1:
                raise scene.refuse(f"node {top} is in a scene but has a parent")


def _check_transform(node: Fields) -> None:
    matrix = node.numbers("matrix", 16, -_TRS_BOUND, _TRS_BOUND)
    if matrix is not None and any(node.has(key) for key in ("translation", "rotation", "scale")):
        raise node.refuse("has a matrix and also translation, rotation or scale")
    if matrix is not None and tuple(matrix[3::4]) != (0, 0, 0, 1):
        raise node.refuse("its matrix is not affine")
    node.numbers("translation", 3, -_TRS_BOUND, _TRS_BOUND)
    node.numbers("scale", 3, -_TRS_BOUND, _TRS_BOUND)
    rotation = node.numbers("rotation", 4, -1, 1)
    if rotation is not None and abs(math.hypot(*rotation) - 1) > 0.01:  # noqa: PLR2004 - one per cent
        raise node.refuse("its rotation is not of length 1")
