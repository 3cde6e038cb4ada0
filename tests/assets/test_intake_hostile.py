from __future__ import annotations

import io
import resource
import struct
from typing import Any

import numpy as np
import pytest
from hostile_models import (
    JSON_CHUNK,
    OBJ,
    PLY_BODY,
    TRIANGLE,
    accessor,
    chain,
    chunk,
    container,
    document,
    glb,
    ply,
    stl,
    triangle,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assets.intake import CODES, NOTES, IntakeError, UploadKind, precheck_model, read_model

NAN = np.array([[0, 0, 0], [np.nan, 0, 0], [0, 1, 0]], "<f4").tobytes()
FAR = np.array([[0, 0, 0], [2e4, 0, 0], [0, 1, 0]], "<f4").tobytes()


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def with_image(data: bytes, mime: str = "image/png") -> bytes:
    pad = data + b"\0" * (-len(data) % 4)
    views = [
        {"buffer": 0, "byteLength": 36},
        {"buffer": 0, "byteOffset": 36, "byteLength": len(data)},
    ]
    changed = document(
        buffers=[{"byteLength": 36 + len(pad)}],
        bufferViews=views,
        images=[{"bufferView": 1, "mimeType": mime}],
    )
    return glb(changed, TRIANGLE.tobytes() + pad)


HOSTILE_GLB = {
    # The 348 bytes that made a parser ask for 3 GB: a count with nothing behind it.
    "count without bytes": (triangle(accessors=accessor(count=400_000_000)), "model.gltf"),
    "accessor without view": (
        triangle(accessors=[{"componentType": 5126, "count": 5_000_000, "type": "VEC3"}]),
        "model.gltf",
    ),
    "sparse bomb": (
        triangle(
            accessors=[
                {
                    "componentType": 5126, "count": 300_000_000, "type": "MAT4",
                    "sparse": {
                        "count": 1,
                        "indices": {"bufferView": 0, "componentType": 5123},
                        "values": {"bufferView": 0},
                    },
                }
            ]
        ),
        "model.gltf",
    ),
    "many small sparse bombs": (
        triangle(
            accessors=[
                {
                    "componentType": 5126, "count": 5_000_000, "type": "VEC3",
                    "sparse": {
                        "count": 1,
                        "indices": {"bufferView": 0, "componentType": 5121},
                        "values": {"bufferView": 0},
                    },
                }
            ]
            * 50
        ),
        "model.too_large",
    ),
    "negative count": (triangle(accessors=accessor(count=-1)), "model.gltf"),
    "count that is no number": (triangle(accessors=accessor(count="3")), "model.gltf"),
    "count that is true": (triangle(accessors=accessor(count=True)), "model.gltf"),
    "offset beyond the view": (triangle(accessors=accessor(byteOffset=4)), "model.gltf"),
    "unknown component": (triangle(accessors=accessor(componentType=5124)), "model.gltf"),
    "list for a type": (triangle(accessors=accessor(type=["VEC3"])), "model.gltf"),
    "normalized list": (triangle(accessors=accessor(normalized=[])), "model.gltf"),
    "view beyond the buffer": (
        triangle(bufferViews=[{"buffer": 0, "byteOffset": 8, "byteLength": 36}]),
        "model.gltf",
    ),
    "buffer beyond the file": (triangle(buffers=[{"byteLength": 4000}]), "model.gltf"),
    "index beyond the vertices": (
        triangle(
            accessors=[
                *accessor(),
                {"bufferView": 0, "componentType": 5125, "count": 9, "type": "SCALAR"},
            ],
            meshes=[{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        ),
        "model.gltf",
    ),
    "a file elsewhere": (
        triangle(buffers=[{"byteLength": 36, "uri": "../../etc/passwd"}]), "model.external",
    ),
    "a host elsewhere": (
        triangle(images=[{"uri": "http://127.0.0.1/a.png"}]), "model.external",
    ),
    "data that is not base64": (
        triangle(buffers=[{"byteLength": 36, "uri": "data:application/octet-stream;base64,?"}]),
        "model.gltf",
    ),
    "a node that is its own child": (triangle(nodes=[{"mesh": 0, "children": [0]}]), "model.nodes"),
    "a circle of nodes": (
        triangle(nodes=[{"children": [1]}, {"children": [2]}, {"children": [0]}]), "model.nodes",
    ),
    "two parents": (
        triangle(nodes=[{"children": [2]}, {"children": [2]}, {"mesh": 0}]), "model.nodes",
    ),
    "laughter": (
        triangle(nodes=[{"mesh": 0}, *({"children": [n, n]} for n in range(30))]), "model.gltf",
    ),
    "a deep chain": (triangle(nodes=chain(200), scenes=[{"nodes": [200]}]), "model.nodes"),
    "too many nodes": (triangle(nodes=[{}] * 10_001), "model.gltf"),
    "a huge matrix": (triangle(nodes=[{"mesh": 0, "matrix": [1e308] * 16}]), "model.gltf"),
    "a rotation that is none": (
        triangle(nodes=[{"mesh": 0, "rotation": [0, 0, 0, 0]}]), "model.gltf",
    ),
    "deep JSON": (glb(b'{"a":' * 100_000), "model.json"),
    "deep JSON in brackets": (glb(b"[" * 3_000_000), "model.json"),
    "brackets hidden in a string": (glb(b'{"a":"' + b"[" * 99), "model.json"),
    "NaN in JSON": (glb(b'{"asset":{"version":"2.0"},"x":NaN}'), "model.json"),
    "a number beyond floats": (glb(b'{"asset":{"version":"2.0"},"x":1e999}'), "model.json"),
    "a number of many digits": (glb(b'{"x":' + b"9" * 5000 + b"}"), "model.json"),
    "a key twice": (glb(b'{"asset":{"version":"2.0"},"asset":{}}'), "model.json"),
    "not UTF-8": (glb(b'{"asset":"\xff"}'), "model.json"),
    "a list": (glb(b"[]"), "model.json"),
    "no asset": (glb({}), "model.gltf"),
    "NaN coordinates": (glb(document(), NAN), "model.numbers"),
    "coordinates of kilometres": (glb(document(), FAR), "model.numbers"),
    "a picture of 144 million pixels": (with_image(png(12_000, 12_000)), "model.image"),
    "a picture that is a page": (with_image(b"<svg onload=alert(1)>"), "model.gltf"),
    "Draco": (
        triangle(
            extensionsUsed=["KHR_draco_mesh_compression"],
            extensionsRequired=["KHR_draco_mesh_compression"],
        ),
        "model.extension",
    ),
    "no mesh": (glb({"asset": {"version": "2.0"}}), "model.empty"),
    "a length that lies": (
        struct.pack("<4sII", b"glTF", 2, 2**32 - 1) + triangle()[12:], "model.glb",
    ),
    "a chunk that leaves the file": (
        struct.pack("<4sIIII", b"glTF", 2, 24, 2**32 - 4, 0x4E4F534A) + b"    ", "model.glb",
    ),
    "something behind the end": (triangle() + b"PK\x03\x04", "model.glb"),
    "two JSON chunks": (container(chunk(JSON_CHUNK, b"{}", b" ") * 2), "model.glb"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_GLB)
def test_a_hostile_glb_is_refused_with_its_reason(name: str) -> None:
    data, code = HOSTILE_GLB[name]
    with pytest.raises(IntakeError) as refused:
        read_model(data, "model.glb")
    assert refused.value.code == code
    assert refused.value.message


def test_bombs_are_refused_without_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in ("count without bytes", "accessor without view", "sparse bomb"):
        data, _ = HOSTILE_GLB[name]
        assert len(data) < 1024
        with pytest.raises(IntakeError):
            precheck_model(data, UploadKind.GLB)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 10 * 1024  # KiB


HOSTILE_LISTS = {
    "STL of 2^32-1 triangles": ("a.stl", stl(np.zeros((2, 3, 3)), 2**32 - 1), "model.stl"),
    "STL one triangle short": ("a.stl", stl(np.zeros((2, 3, 3)), 3), "model.stl"),
    "STL with NaN": ("a.stl", stl(np.full((1, 3, 3), np.nan)), "model.numbers"),
    "STL beyond the Earth": ("a.stl", stl(np.full((1, 3, 3), 1e30)), "model.numbers"),
    "STL without area": ("a.stl", stl(np.zeros((4, 3, 3))), "model.empty"),
    "STL without triangles": ("a.stl", stl(np.zeros((0, 3, 3))), "model.empty"),
    "PLY of 2e9 vertices": ("a.ply", ply("2000000000", "1", PLY_BODY), "model.too_many_vertices"),
    "binary PLY of a million vertices in 30 bytes": (
        "a.ply", ply("1000000", "1", PLY_BODY, "binary_little_endian"), "model.ply",
    ),
    "ASCII PLY of a million vertices in 4 lines": (
        "a.ply", ply("1000000", "1", PLY_BODY), "model.ply",
    ),
    "PLY of a negative count": ("a.ply", ply("-3", "1", PLY_BODY), "model.ply"),
    "PLY without an end": ("a.ply", b"ply\nformat ascii 1.0\n", "model.ply"),
    "PLY of an unknown type": (
        "a.ply", ply("3", "1", PLY_BODY).replace(b"float x", b"quad x"), "model.ply",
    ),
    "OBJ without faces": ("a.obj", b"v 0 0 0\nv 1 0 0\nv 0 1 0\n", "model.empty"),
    "OBJ with a face of nothing": (
        "a.obj", b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 7 8 9\n", "model.damaged",
    ),
    "OBJ with an endless line": (
        "a.obj", b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf " + b"1 2 3 " * 20_000, "model.obj",
    ),
    "OBJ with infinity": ("a.obj", b"v 0 0 0\nv inf 0 0\nv 0 1 0\nf 1 2 3\n", "model.empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_LISTS)
def test_a_hostile_list_of_triangles_is_refused_with_its_reason(name: str) -> None:
    filename, data, code = HOSTILE_LISTS[name]
    with pytest.raises(IntakeError) as refused:
        read_model(data, filename)
    assert refused.value.code == code


def test_an_obj_never_opens_the_files_it_names(tmp_path: Any, monkeypatch: Any) -> None:
    (tmp_path / "secret.mtl").write_text("newmtl m\nKd 1 0 0\n")
    monkeypatch.chdir(tmp_path)
    named = b"mtllib secret.mtl\n mtllib\t/etc/passwd\nusemtl m\n" + OBJ
    cleaned = precheck_model(named, UploadKind.OBJ)
    assert b"secret" not in cleaned
    assert b"passwd" not in cleaned
    assert read_model(named, "a.obj").mesh.triangle_count == 1


def test_a_line_continued_cannot_hide_a_file_name() -> None:
    hidden = b"mtl\\\nlib secret.mtl\n" + OBJ
    assert b"\nlib secret" not in precheck_model(hidden, UploadKind.OBJ)


@given(data=st.binary(max_size=200), kind=st.sampled_from(["a.glb", "a.stl", "a.ply", "a.obj"]))
@settings(max_examples=200, deadline=None)
def test_noise_is_refused_and_never_raises_anything_else(data: bytes, kind: str) -> None:
    heads = {"a.glb": b"glTF\2\0\0\0", "a.stl": b"solid ", "a.ply": b"ply\n", "a.obj": b"v 0 0 0\n"}
    with pytest.raises(IntakeError) as refused:
        read_model(heads[kind] + data, kind)
    assert refused.value.code in CODES


@given(at=st.integers(0, 10_000), value=st.integers(0, 255))
@settings(max_examples=150, deadline=None)
def test_a_changed_byte_is_either_refused_or_harmless(at: int, value: int) -> None:
    data = bytearray(triangle())
    data[at % len(data)] = value
    try:
        model = read_model(bytes(data), "a.glb")
    except IntakeError:
        return
    assert np.isfinite(model.mesh.positions).all()
    assert 0 < model.mesh.triangle_count <= 10_000


def test_a_picture_is_no_model() -> None:
    with pytest.raises(IntakeError) as refused:
        read_model(png(20, 20), "a.png")
    assert refused.value.code == "upload.extension"


def test_every_reason_and_note_is_listed_for_its_wording() -> None:
    used = {code for _, code in HOSTILE_GLB.values()} | {
        code for _, _, code in HOSTILE_LISTS.values()
    }
    assert used <= CODES
    assert not CODES & NOTES
