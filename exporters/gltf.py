"""A glTF document that grows: buffer views, accessors, meshes, nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import brotli
import numpy as np
from numpy.typing import NDArray

from exporters.glb import write_glb
from exporters.meshopt_codec import encode_view
from exporters.quantisation import VertexBlock

Kind = Literal["SCALAR", "VEC2", "VEC3", "VEC4"]

_GENERATOR = "virtual-hall"
# Quick, and it finds what lies far apart, as the compressor of the served files does.
_QUALITY = 6
_COMPONENTS = {
    np.dtype(np.int8): 5120,
    np.dtype(np.uint8): 5121,
    np.dtype(np.int16): 5122,
    np.dtype(np.uint16): 5123,
    np.dtype(np.uint32): 5125,
    np.dtype(np.float32): 5126,
}
_WIDTHS: dict[Kind, int] = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
_ARRAY, _ELEMENT = 34_962, 34_963
_MOST_U16 = 65_535
_INDICES, _WIDE_INDICES = "indices", "wide indices"
_VERTEX_POOLS = {"POSITION", "NORMAL", "COLOR_0", "TEXCOORD_0"}


class GltfWriter:
    """Collects one scene. With `packed` it stores views by EXT_meshopt_compression."""

    def __init__(self, *, packed: bool) -> None:
        self._packed = packed
        self._binary = bytearray()
        self._fallback_bytes = 0
        self._views: list[dict[str, Any]] = []
        self._accessors: list[dict[str, Any]] = []
        self._pools: dict[str, list[NDArray[Any]]] = {}
        self._lists: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("materials", "textures", "images", "samplers", "meshes", "nodes")
        }
        self._used: set[str] = set()
        self._required: set[str] = set()
        self._roots: list[int] = []

    def use(self, extension: str, *, required: bool = False) -> None:
        """Name an extension that the document uses."""
        self._used.add(extension)
        if required:
            self._required.add(extension)

    def add(self, collection: str, entry: Mapping[str, Any]) -> int:
        """Append to materials, textures, images, samplers, meshes; return the place."""
        self._lists[collection].append(dict(entry))
        return len(self._lists[collection]) - 1

    def add_node(self, node: Mapping[str, Any], *, root: bool = True) -> int:
        """Append a node, at the top of the scene unless it is somebody's child."""
        place = self.add("nodes", node)
        if root:
            self._roots.append(place)
        return place

    def add_image(self, data: bytes, mime: str) -> int:
        """Append an encoded image that lies inside the file."""
        view = self._append_plain(data)
        return self.add("images", {"bufferView": view, "mimeType": mime})

    def add_attribute(
        self,
        name: str,
        rows: NDArray[Any],
        kind: Kind,
        *,
        normalised: bool = False,
        bounded: bool = False,
    ) -> int:
        """Append rows (n, k) of a vertex or instance attribute; columns past `kind` are padding.

        Rows must be a multiple of four bytes; attributes of one name share a buffer view and
        must agree in type. `bounded` writes min and max, which POSITION needs.
        """
        width = _WIDTHS[kind]
        accessor = self._append(name, rows, kind)
        if normalised:
            accessor["normalized"] = True
        if bounded:
            accessor["min"] = rows[:, :width].min(axis=0).tolist()
            accessor["max"] = rows[:, :width].max(axis=0).tolist()
        return len(self._accessors) - 1

    def add_indices(self, indices: NDArray[np.uint32]) -> int:
        """Append triangle indices, 16 bit where they fit."""
        small = not len(indices) or int(indices.max()) < _MOST_U16
        name = _INDICES if small else _WIDE_INDICES
        self._append(name, indices.astype(np.uint16 if small else np.uint32), "SCALAR")
        return len(self._accessors) - 1

    def add_block(self, block: VertexBlock, material: int) -> int:
        """Append a quantised mesh."""
        self.use("KHR_mesh_quantization", required=True)
        attributes = {
            "POSITION": self.add_attribute("POSITION", block.positions, "VEC3", bounded=True),
            "COLOR_0": self.add_attribute("COLOR_0", block.colours, "VEC4", normalised=True),
        }
        if block.uvs is not None:
            attributes["TEXCOORD_0"] = self.add_attribute(
                "TEXCOORD_0", block.uvs, "VEC2", normalised=True
            )
        primitive = {
            "attributes": attributes,
            "indices": self.add_indices(block.indices),
            "material": material,
        }
        return self.add("meshes", {"primitives": [primitive]})

    def add_unlit_material(self, name: str, texture: int | None = None) -> int:
        """Append a material whose light is in the vertex colours."""
        self.use("KHR_materials_unlit")
        surface: dict[str, Any] = {"metallicFactor": 0, "roughnessFactor": 1}
        if texture is not None:
            surface["baseColorTexture"] = {"index": texture}
        return self.add(
            "materials",
            {
                "name": name,
                "pbrMetallicRoughness": surface,
                "extensions": {"KHR_materials_unlit": {}},
            },
        )

    def to_bytes(self, scene_extras: Mapping[str, Any] | None = None) -> bytes:
        """Return the document as a GLB; call it once."""
        self._write_pools()
        scene: dict[str, Any] = {"nodes": self._roots}
        if scene_extras:
            scene["extras"] = dict(scene_extras)
        document: dict[str, Any] = {"asset": {"version": "2.0", "generator": _GENERATOR}}
        if self._used:
            document["extensionsUsed"] = sorted(self._used)
        if self._required:
            document["extensionsRequired"] = sorted(self._required)
        document |= {"scene": 0, "scenes": [scene]}
        document |= {name: entries for name, entries in self._lists.items() if entries}
        if self._views:
            document |= {"accessors": self._accessors} if self._accessors else {}
            document |= {"bufferViews": self._views, "buffers": self._list_buffers()}
        return write_glb(document, bytes(self._binary))

    def _list_buffers(self) -> list[dict[str, Any]]:
        buffers: list[dict[str, Any]] = [{"byteLength": len(self._binary)}]
        if self._fallback_bytes:
            buffers.append(
                {
                    "byteLength": self._fallback_bytes,
                    "extensions": {"EXT_meshopt_compression": {"fallback": True}},
                }
            )
        return buffers

    def _append(self, name: str, rows: NDArray[Any], kind: Kind) -> dict[str, Any]:
        pool = self._pools.setdefault(name, [])
        accessor: dict[str, Any] = {
            "bufferView": name,
            "byteOffset": sum(part.nbytes for part in pool),
            "componentType": _COMPONENTS[rows.dtype],
            "count": len(rows),
            "type": kind,
        }
        pool.append(np.ascontiguousarray(rows))
        self._accessors.append(accessor)
        return accessor

    def _write_pools(self) -> None:
        """Turn each pool into one buffer view and point its accessors there."""
        places = {name: self._write_pool(name, parts) for name, parts in self._pools.items()}
        for accessor in self._accessors:
            accessor["bufferView"] = places[accessor["bufferView"]]
            if not accessor["byteOffset"]:
                del accessor["byteOffset"]

    def _write_pool(self, name: str, parts: list[NDArray[Any]]) -> int:
        rows = np.concatenate(parts)
        indices = rows.ndim == 1
        stride = rows.itemsize if indices else rows.itemsize * rows.shape[1]
        plain = rows.tobytes()
        packed = (
            encode_view(rows, "TRIANGLES" if indices else "ATTRIBUTES") if self._packed else plain
        )
        view: dict[str, Any]
        if self._packed and _measure(packed) < _measure(plain):
            self.use("EXT_meshopt_compression", required=True)
            inner = {
                "buffer": 0,
                "byteOffset": self._pad(),
                "byteLength": len(packed),
                "byteStride": stride,
                "count": len(rows),
                "mode": "TRIANGLES" if indices else "ATTRIBUTES",
            }
            self._binary += packed
            view = {
                "buffer": 1,
                "byteOffset": self._fallback_bytes,
                "byteLength": len(plain),
                "extensions": {"EXT_meshopt_compression": inner},
            }
            self._fallback_bytes += len(plain) + -len(plain) % 4
        else:
            view = {"buffer": 0, "byteOffset": self._pad(), "byteLength": len(plain)}
            self._binary += plain
        if indices:
            view["target"] = _ELEMENT
        elif name in _VERTEX_POOLS:
            view |= {"target": _ARRAY, "byteStride": stride}
        self._views.append(view)
        return len(self._views) - 1

    def _append_plain(self, data: bytes) -> int:
        self._views.append({"buffer": 0, "byteOffset": self._pad(), "byteLength": len(data)})
        self._binary += data
        return len(self._views) - 1

    def _pad(self) -> int:
        self._binary += b"\0" * (-len(self._binary) % 4)
        return len(self._binary)


def round_floats(values: Sequence[float], decimals: int = 6) -> list[float]:
    """Return floats as JSON keeps them short, without negative zeros."""
    return [round(float(value), decimals) + 0.0 for value in values]


def _measure(data: bytes) -> int:
    """Return about what the data weighs on the wire: files are served compressed."""
    return len(brotli.compress(data, quality=_QUALITY))
