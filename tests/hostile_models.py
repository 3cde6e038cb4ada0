"""Models for the intake's tests, sound and hostile, built byte by byte."""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np

JSON_CHUNK, BIN_CHUNK = 0x4E4F534A, 0x004E4942
TRIANGLE = np.array([[0, 0, 0], [0.2, 0, 0], [0, 0.3, 0]], "<f4")


def glb(document: dict[str, Any] | bytes, binary: bytes | None = None) -> bytes:
    """A GLB with right lengths around any content."""
    text = document if isinstance(document, bytes) else json.dumps(document).encode()
    chunks = chunk(JSON_CHUNK, text, b" ")
    if binary is not None:
        chunks += chunk(BIN_CHUNK, binary, b"\0")
    return container(chunks)


def container(chunks: bytes) -> bytes:
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def chunk(kind: int, data: bytes, padding: bytes) -> bytes:
    data += padding * (-len(data) % 4)
    return struct.pack("<II", len(data), kind) + data


def document(**changes: Any) -> dict[str, Any]:
    """One triangle of 20 x 30 cm; top-level keys can be changed."""
    return {
        "asset": {"version": "2.0"},
        "buffers": [{"byteLength": 36}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "accessors": [
            {
                "bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3",
                "min": [0, 0, 0], "max": [0.2, 0.3, 0],
            }
        ],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "nodes": [{"mesh": 0}],
        "scenes": [{"nodes": [0]}],
        "scene": 0,
        **changes,
    }  # fmt: skip


def triangle(**changes: Any) -> bytes:
    return glb(document(**changes), TRIANGLE.tobytes())


def accessor(**changes: Any) -> list[dict[str, Any]]:
    return [{**document()["accessors"][0], **changes}]


def stl(corners: np.ndarray, count: int | None = None) -> bytes:
    """A binary STL of (n, 3, 3) corners; the header may lie about the count."""
    rows = np.zeros((len(corners), 50), np.uint8)
    rows[:, 12:48] = np.ascontiguousarray(corners, "<f4").reshape(len(corners), 9).view(np.uint8)
    told = len(corners) if count is None else count
    return b"solid made by a program".ljust(80, b"\0") + struct.pack("<I", told) + rows.tobytes()


def ply(vertices: str, faces: str, body: bytes, form: str = "ascii") -> bytes:
    lines = [
        "ply", f"format {form} 1.0", f"element vertex {vertices}",
        "property float x", "property float y", "property float z",
        f"element face {faces}", "property list uchar int vertex_indices", "end_header", "",
    ]  # fmt: skip
    return "\n".join(lines).encode() + body


PLY_BODY = b"0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n"
OBJ = b"# a triangle\nv 0 0 0\nv 0.2 0 0\nv 0 0.3 0\nf 1 2 3\n"


def chain(length: int) -> list[dict[str, Any]]:
    return [{"mesh": 0}, *({"children": [n]} for n in range(length))]
