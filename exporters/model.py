"""One product model as a clean GLB, written and read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.mesh import Mesh
from exporters.errors import ModelUnreadable
from exporters.glb import read_glb
from exporters.gltf import GltfWriter, round_floats
from exporters.meshopt_codec import decode_view
from exporters.quantisation import Grid, quantise_mesh

_REACH = 32_000
_DTYPES = {5121: np.uint8, 5122: np.int16, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


@dataclass(frozen=True, slots=True)
class Model:
    """A product's own shape and the picture on it (encoded, WebP), if any."""

    mesh: Mesh
    texture: bytes | None


def build_model(mesh: Mesh, texture: bytes | None, *, packed: bool = True) -> bytes:
    """Return a product as a GLB: one unlit mesh, one texture (WebP) at most.

    Colours carry the baked light; with a texture, `mesh.uvs` must be there.
    """
    writer = GltfWriter(packed=packed)
    low, high = mesh.positions.min(axis=0), mesh.positions.max(axis=0)
    middle = (low + high) / 2
    # A hundredth of a millimetre is finer than any scan and keeps small things smooth.
    step = max(1e-5, float(np.ceil(float((high - low).max()) / 2 / _REACH * 1e6) / 1e6))
    grid = Grid(step, (float(middle[0]), float(middle[1]), float(middle[2])))
    place = add_webp_texture(writer, texture) if texture else None
    material = writer.add_unlit_material("model", place)
    block = writer.add_block(quantise_mesh(mesh, grid), material)
    writer.add_node(
        {
            "name": "model",
            "mesh": block,
            "translation": round_floats(grid.origin_m),
            "scale": [step] * 3,
        }
    )
    return writer.to_bytes()


def add_webp_texture(writer: GltfWriter, image: bytes) -> int:
    """Append a WebP image as a texture without fallback; return its place."""
    writer.use("EXT_texture_webp", required=True)
    source = writer.add_image(image, "image/webp")
    # Trilinear, clamped: linear 9729, linear mipmap linear 9987, clamp to edge 33071.
    sampler = writer.add(
        "samplers", {"magFilter": 9729, "minFilter": 9987, "wrapS": 33_071, "wrapT": 33_071}
    )
    return writer.add(
        "textures", {"sampler": sampler, "extensions": {"EXT_texture_webp": {"source": source}}}
    )


def read_model(data: bytes) -> Model:
    """Return what `build_model` wrote.

    Raises:
        ModelUnreadable: the bytes are not such a file.
    """
    try:
        document, binary = read_glb(data)
        node = document["nodes"][0]
        primitive = document["meshes"][node["mesh"]]["primitives"][0]
        attributes = primitive["attributes"]
        rows = _read(document, binary, attributes["POSITION"]).astype(np.float32)
        positions = np.asarray(
            rows * np.float32(node["scale"][0]) + np.array(node["translation"], np.float32),
            np.float32,
        )
        colours = np.asarray(_read(document, binary, attributes["COLOR_0"]) / 255, np.float32)
        uvs = None
        if "TEXCOORD_0" in attributes:
            rows = _read(document, binary, attributes["TEXCOORD_0"])
            uvs = np.asarray(rows / 65_535, np.float32)
        indices = _read(document, binary, primitive["indices"])[:, 0].astype(np.uint32)
        texture = _read_texture(document, binary)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise ModelUnreadable(f"a product's model is not one that we wrote: {error!r}") from error
    return Model(Mesh(positions, np.zeros_like(positions), colours, indices, uvs), texture)


def _read(document: dict[str, Any], binary: bytes, place: int) -> NDArray[Any]:
    accessor = document["accessors"][place]
    view = document["bufferViews"][accessor["bufferView"]]
    dtype, width = np.dtype(_DTYPES[accessor["componentType"]]), _WIDTHS[accessor["type"]]
    packed = view.get("extensions", {}).get("EXT_meshopt_compression")
    if packed:
        start = packed.get("byteOffset", 0)
        data = decode_view(
            binary[start : start + packed["byteLength"]],
            packed["count"],
            packed["byteStride"],
            packed["mode"],
        )
        stride = packed["byteStride"]
    else:
        start = view.get("byteOffset", 0)
        data = binary[start : start + view["byteLength"]]
        stride = view.get("byteStride", dtype.itemsize * width)
    offset, count = accessor.get("byteOffset", 0), accessor["count"]
    rows = np.frombuffer(data, np.uint8, count * stride, offset).reshape(count, stride)
    flat = np.ascontiguousarray(rows[:, : dtype.itemsize * width])
    return flat.view(dtype).reshape(count, width)


def _read_texture(document: dict[str, Any], binary: bytes) -> bytes | None:
    images = document.get("images")
    if not images:
        return None
    view = document["bufferViews"][images[0]["bufferView"]]
    start = view.get("byteOffset", 0)
    return binary[start : start + view["byteLength"]]
