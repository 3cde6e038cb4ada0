"""Weighs what a build wrote: bytes from the folder of files, triangles and texels from GLBs."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from assets.pictures import picture_size
from hall.model.catalogue import Catalogue
from hall.model.manifest import HallBuild
from hall.model.weights import FileWeight, Weights
from hall.store.built import BuiltFiles

_HEADER = struct.Struct("<4sII")
_CHUNK = struct.Struct("<I4s")
_BODY = _HEADER.size + _CHUNK.size


@dataclass(frozen=True, slots=True)
class Scales:
    """Weighs files by name; what a build before weighed is looked up, for names never change."""

    files: BuiltFiles
    known: Mapping[str, FileWeight]

    def weigh(self, name: str) -> FileWeight:
        """Return the weight of a built file."""
        known = self.known.get(name)
        if known is not None:
            return known
        raw, gzip, brotli = self.files.measure(name)
        if not name.endswith(".glb"):
            return FileWeight(name, raw, gzip, brotli)
        triangles, texels = count_glb(self.files.read(name))
        return FileWeight(name, raw, gzip, brotli, triangles, texels)

    def weigh_all(self, names: Mapping[str, str]) -> dict[str, FileWeight]:
        return {key: self.weigh(name) for key, name in names.items() if name}


def weigh_build(build: HallBuild, catalogue: Catalogue, scales: Scales) -> Weights:
    """Return the weights of all that visitors fetch of a build."""
    return Weights(
        shell=scales.weigh(build.shell),
        poster=scales.weigh(build.poster) if build.poster else None,
        index=scales.weigh_all(build.index),
        fonts=scales.weigh_all(build.fonts),
        search=scales.weigh_all(build.search),
        plans=scales.weigh_all(build.plan_svg),
        stands=scales.weigh_all(build.near),
        models=scales.weigh_all(catalogue.models),
        pictures={
            product: tuple(_weigh_widths(scales, (shown.widths for shown in pictures)))
            for product, pictures in catalogue.product_pictures.items()
        },
        logos={
            exhibitor: scales.weigh(logo.widths[max(logo.widths)])
            for exhibitor, logo in catalogue.logos.items()
        },
        tiles=tuple(map(scales.weigh, build.tiles)),
    )


def _weigh_widths(scales: Scales, pictures: Iterable[Mapping[int, str]]) -> Iterable[FileWeight]:
    for widths in pictures:
        for width in sorted(widths, reverse=True):
            yield scales.weigh(widths[width])


def reweigh(weights: Weights, files: BuiltFiles, names: Iterable[str]) -> Weights:
    """Return the weights with the bytes of `names` measured anew: they were compressed better."""
    anew = frozenset(names)

    def again(weight: FileWeight) -> FileWeight:
        if weight.name not in anew:
            return weight
        raw, gzip, brotli = files.measure(weight.name)
        return replace(weight, raw=raw, gzip=gzip, brotli=brotli)

    def all_again(group: Mapping[str, FileWeight]) -> dict[str, FileWeight]:
        return {key: again(weight) for key, weight in group.items()}

    return replace(
        weights,
        shell=again(weights.shell),
        index=all_again(weights.index),
        search=all_again(weights.search),
        plans=all_again(weights.plans),
        stands=all_again(weights.stands),
        models=all_again(weights.models),
        tiles=tuple(map(again, weights.tiles)),
    )


def read_known(state: Path, files: BuiltFiles) -> dict[str, FileWeight]:
    """Return what the last build weighed, by file name; nothing where there was none."""
    try:
        build = msgspec.json.decode((state / "hall.json").read_bytes(), type=HallBuild)
        weights = read_weights(files, build)
    except (FileNotFoundError, IsADirectoryError, msgspec.MsgspecError):
        return {}
    return {weight.name: weight for weight in weights.list_files()}


def read_weights(files: BuiltFiles, build: HallBuild) -> Weights:
    """Return the weights that a build kept.

    Raises:
        FileNotFoundError: it kept none.
        msgspec.MsgspecError: another version wrote them.
    """
    if not build.weights:
        raise FileNotFoundError("the build has no weights")
    return msgspec.msgpack.decode(files.read(build.weights), type=Weights)


def save_weights(files: BuiltFiles, weights: Weights) -> str:
    """Write the weights for the organiser's page; return the name of the file."""
    return files.put(msgspec.msgpack.encode(weights), ".msgpack")


def count_glb(data: bytes) -> tuple[int, int]:
    """Return the triangles that a GLB draws, instances counted, and the texels of its pictures.

    `data` is a GLB of ours: one JSON chunk, then at most one binary chunk.
    """
    (length, _) = _CHUNK.unpack_from(data, _HEADER.size)
    document: dict[str, Any] = json.loads(data[_BODY : _BODY + length])
    accessors = document.get("accessors", [])
    meshes = [
        sum(_count_corners(p, accessors) // 3 for p in mesh["primitives"])
        for mesh in document.get("meshes", ())
    ]
    triangles = sum(
        meshes[node["mesh"]] * _count_instances(node, accessors)
        for node in document.get("nodes", ())
        if "mesh" in node
    )
    body = data[_BODY + length + _CHUNK.size :]
    views = document.get("bufferViews", [])
    return triangles, sum(
        _count_texels(body, views[image["bufferView"]]) for image in document.get("images", ())
    )


def _count_corners(primitive: dict[str, Any], accessors: list[dict[str, Any]]) -> int:
    place = primitive.get("indices", primitive["attributes"]["POSITION"])
    return int(accessors[place]["count"])


def _count_instances(node: dict[str, Any], accessors: list[dict[str, Any]]) -> int:
    instancing = node.get("extensions", {}).get("EXT_mesh_gpu_instancing")
    if not instancing:
        return 1
    return int(accessors[next(iter(instancing["attributes"].values()))]["count"])


def _count_texels(body: bytes, view: dict[str, Any]) -> int:
    start = view.get("byteOffset", 0)
    width, height = picture_size(body[start : start + view["byteLength"]])
    return width * height
