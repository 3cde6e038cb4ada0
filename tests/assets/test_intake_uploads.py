from __future__ import annotations

import io
import pickle

import numpy as np
import pytest
from hostile_models import OBJ, PLY_BODY, ply, stl, triangle
from PIL import Image

from assets.intake import IntakeError, UploadKind, check_upload, read_image


def picture(kind: str, width: int = 64, height: int = 48, **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(out, kind, **options)
    return out.getvalue()


SOUND = {
    "a.png": (picture("PNG"), UploadKind.PNG),
    "a.jpg": (picture("JPEG"), UploadKind.JPEG),
    "A.JPEG": (picture("JPEG"), UploadKind.JPEG),
    "a.webp": (picture("WEBP"), UploadKind.WEBP),
    "a.gif": (picture("GIF"), UploadKind.GIF),
    "a.glb": (triangle(), UploadKind.GLB),
    "a.obj": (OBJ, UploadKind.OBJ),
    "my stand.v2.obj": (OBJ, UploadKind.OBJ),
    "a.stl": (stl(np.ones((3, 3, 3))), UploadKind.STL),
    "b.stl": (b"solid x\n facet normal 0 0 1\n", UploadKind.STL),
    "a.ply": (ply("3", "1", PLY_BODY), UploadKind.PLY),
}


@pytest.mark.parametrize("name", SOUND)
def test_the_kind_is_told_by_content(name: str) -> None:
    data, kind = SOUND[name]
    assert check_upload(data, name) == kind


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("wrong", ["a.svg", "a", "a.exe", ".png.html", "a.glb.zip"])
def test_a_name_that_disagrees_with_the_content_is_refused(name: str, wrong: str) -> None:
    with pytest.raises(IntakeError) as refused:
        check_upload(SOUND[name][0], wrong)
    assert refused.value.code == "upload.extension"


UNKNOWN = {
    "page.png": b"<html><script>alert(1)</script>",
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "paper.pdf": b"%PDF-1.7\n",
    "many.zip": b"PK\x03\x04" + b"\0" * 60,
    "program.stl": b"MZ" + b"\0" * 200,
    "scene.gltf": b'{"asset":{"version":"2.0"}}',
    "script.obj": b"v 0 0 0\n<script>alert(1)</script>\n",
    "shell.obj": b"v 0 0 0\n#!/bin/sh\ncall other.obj\n",
    "film.webp": b"RIFF\0\0\0\0AVI LIST",
    "picture.bmp": b"BM" + b"\0" * 60,
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_none_of_the_formats_is_refused(name: str) -> None:
    with pytest.raises(IntakeError) as refused:
        check_upload(UNKNOWN[name], name)
    assert refused.value.code == "upload.unknown_kind"


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(IntakeError) as refused:
        check_upload(b"", "a.png")
    assert refused.value.code == "upload.empty"


def test_a_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(IntakeError) as refused:
        check_upload(picture("PNG") + b"\0" * (21 << 20), "a.png")
    assert refused.value.code == "upload.too_large"


def test_of_a_polyglot_only_the_picture_is_left() -> None:
    both = picture("JPEG") + b"PK\x03\x04 a whole archive <script>alert(1)</script>"
    clean = read_image(both)
    assert clean.data[8:12] == b"WEBP"
    assert b"PK" not in clean.data
    assert b"script" not in clean.data


def test_metadata_and_place_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif.get_ifd(0x8825)[1] = "N"
    clean = read_image(picture("JPEG", exif=exif, comment=b"a comment"))
    assert not Image.open(io.BytesIO(clean.data)).getexif()
    assert b"home" not in clean.data


def test_a_large_photo_is_1600_px_at_most() -> None:
    clean = read_image(picture("JPEG", 3000, 2000))
    assert (clean.width, clean.height) == (1600, 1067)
    assert Image.open(io.BytesIO(clean.data)).size == (1600, 1067)


def test_a_small_picture_is_not_grown() -> None:
    assert read_image(picture("PNG", 64, 48)).width == 64


def test_a_bomb_is_refused_by_its_header() -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    assert len(out.getvalue()) < 40_000
    with pytest.raises(IntakeError) as refused:
        read_image(out.getvalue())
    assert refused.value.code == "picture.too_many_pixels"


@pytest.mark.parametrize("size", [(8, 100), (100, 8), (1, 1)])
def test_a_picture_of_nothing_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(IntakeError) as refused:
        read_image(picture("PNG", *size))
    assert refused.value.code == "picture.too_small"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_cut_off_is_refused(kind: str) -> None:
    data = picture(kind, 400, 300)
    with pytest.raises(IntakeError) as refused:
        read_image(data[: len(data) // 3])
    assert refused.value.code == "picture.unreadable"


def test_a_reason_survives_the_way_between_processes() -> None:
    told = pickle.loads(pickle.dumps(IntakeError("upload.empty", "the file is empty")))  # noqa: S301 - our own bytes
    assert (told.code, told.message) == ("upload.empty", "the file is empty")
