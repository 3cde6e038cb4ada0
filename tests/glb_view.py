"""Reads our GLB files back for tests, and runs the Khronos validator over them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exporters.glb import read_glb
from exporters.meshopt_codec import decode_view

ROOT = Path(__file__).resolve().parents[1]
DTYPES = {
    5121: np.uint8,
    5122: np.int16,
    5123: np.uint16,
    5125: np.uint32,
    5126: np.float32,
}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
INSTANCING = "EXT_mesh_gpu_instancing"


class GlbView:
    """A GLB with its accessors decoded, packed or not."""

    def __init__(self, data: bytes) -> None:
        self.document, self._binary = read_glb(data)

    def view_bytes(self, place: int) -> bytes:
        view = self.document["bufferViews"][place]
        packed = view.get("extensions", {}).get("EXT_meshopt_compression")
        if packed:
            data = self._binary[packed["byteOffset"] :][: packed["byteLength"]]
            return decode_view(data, packed["count"], packed["byteStride"], packed["mode"])
        return self._binary[view.get("byteOffset", 0) :][: view["byteLength"]]

    def rows(self, place: int) -> NDArray[Any]:
        accessor = self.document["accessors"][place]
        view = self.document["bufferViews"][accessor["bufferView"]]
        dtype, width = np.dtype(DTYPES[accessor["componentType"]]), WIDTHS[accessor["type"]]
        stride = view.get("byteStride", dtype.itemsize * width)
        data = np.frombuffer(
            self.view_bytes(accessor["bufferView"]),
            np.uint8,
            accessor["count"] * stride,
            accessor.get("byteOffset", 0),
        ).reshape(-1, stride)
        return np.ascontiguousarray(data[:, : dtype.itemsize * width]).view(dtype)

    def nodes(self) -> list[dict[str, Any]]:
        return list(self.document["nodes"])

    def node(self, name: str) -> dict[str, Any]:
        return next(node for node in self.nodes() if node["name"] == name)

    def primitive(self, node: dict[str, Any]) -> dict[str, Any]:
        primitive: dict[str, Any] = self.document["meshes"][node["mesh"]]["primitives"][0]
        return primitive

    def instances(self, node: dict[str, Any]) -> int:
        if "extensions" not in node:
            return 1
        attributes = node["extensions"][INSTANCING]["attributes"]
        count: int = self.document["accessors"][attributes["TRANSLATION"]]["count"]
        return count

    def triangles(self, node: dict[str, Any]) -> int:
        count: int = self.document["accessors"][self.primitive(node)["indices"]]["count"]
        return count // 3

    def total_triangles(self) -> int:
        return sum(self.triangles(node) * self.instances(node) for node in self.nodes())


def validate(folder: Path, **files: bytes) -> list[dict[str, Any]]:
    """Return the Khronos validator's report of each file."""
    paths = []
    for name, data in files.items():
        path = folder / f"{name}.glb"
        path.write_bytes(data)
        paths.append(str(path))
    result = subprocess.run(
        ["node", "tools/validate.mjs", *paths],
        cwd=ROOT / "web",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert result.stdout, result.stderr
    reports: list[dict[str, Any]] = json.loads(result.stdout)
    return reports


def assert_valid(reports: list[dict[str, Any]]) -> None:
    for report in reports:
        serious = [m for m in report["messages"] if m["severity"] < 2]
        assert (report["errors"], report["warnings"]) == (0, 0), (report["file"], serious[:5])
