"""The gate for uploads, through real child processes."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys

import pytest
from PIL import Image

from hall.service.intake import IntakeGate, IntakeRefused


def png(width: int = 64, height: int = 48) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#c04020").save(buffer, "PNG")
    return buffer.getvalue()


def tetrahedron_stl() -> bytes:
    corners = [(0.0, 0.0, 0.0), (0.1, 0.0, 0.0), (0.0, 0.1, 0.0), (0.0, 0.0, 0.1)]
    faces = [(0, 2, 1), (0, 1, 3), (1, 2, 3), (2, 0, 3)]
    body = b"".join(
        struct.pack("<12fH", 0, 0, 0, *(value for i in face for value in corners[i]), 0)
        for face in faces
    )
    return bytes(80) + struct.pack("<I", len(faces)) + body


async def test_a_picture_comes_out_as_webp() -> None:
    clean = await IntakeGate().read("photo", "zarbia.png", png())
    with Image.open(io.BytesIO(clean.data)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (64, 48))


async def test_a_model_comes_out_as_our_own_glb() -> None:
    clean = await IntakeGate().read("model", "piece.stl", tetrahedron_stl())
    assert clean.data[:4] == b"glTF"


@pytest.mark.parametrize(
    ("kind", "filename", "data"),
    [
        ("photo", "page.png", b"<html><script>alert(1)</script>"),
        ("photo", "model.stl", tetrahedron_stl()),
        ("model", "photo.png", png()),
        ("model", "empty.glb", b""),
        ("photo", "../../etc/passwd.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
async def test_what_is_not_what_it_says_is_refused(kind: str, filename: str, data: bytes) -> None:
    with pytest.raises(IntakeRefused) as refusal:
        await IntakeGate().read(kind, filename, data)
    assert refusal.value.code


async def test_a_child_that_dies_is_a_refusal_not_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hall.service.intake.entry.enter", _die)
    with pytest.raises(IntakeRefused, match="too_complex"):
        await IntakeGate().read("photo", "a.png", png())


def _die(_pipe: object) -> None:
    os._exit(9)


def test_memory_and_time_of_the_child_are_limited_by_the_kernel() -> None:
    script = (
        "import resource\n"
        "from hall.service.intake.limits import *\n"
        "confine()\n"
        "assert resource.getrlimit(resource.RLIMIT_CPU) == (CPU_S, CPU_S)\n"
        "try:\n    bytearray(ADDRESS_SPACE_BYTES)\nexcept MemoryError:\n    print('held')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "held"


def test_the_serving_side_loads_no_parser() -> None:
    script = (
        "import sys, hall.service.intake\n"
        "assert not {'numpy', 'trimesh', 'PIL'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
