"""What an upload is, told by its content; the file name must agree."""

from __future__ import annotations

import struct
from enum import StrEnum

from assets.intake.errors import IntakeError

MAX_IMAGE_BYTES = 20 * 1024 * 1024
MAX_MODEL_BYTES = 64 * 1024 * 1024
_STL_HEADER_BYTES = 84
_STL_TRIANGLE_BYTES = 50
_SNIFFED_BYTES = 64 * 1024


class UploadKind(StrEnum):
    """The formats that are taken."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    GIF = "gif"
    GLB = "glb"
    OBJ = "obj"
    STL = "stl"
    PLY = "ply"

    @property
    def is_image(self) -> bool:
        return self in {UploadKind.PNG, UploadKind.JPEG, UploadKind.WEBP, UploadKind.GIF}


_EXTENSIONS = {
    "png": UploadKind.PNG,
    "jpg": UploadKind.JPEG,
    "jpeg": UploadKind.JPEG,
    "jfif": UploadKind.JPEG,
    "webp": UploadKind.WEBP,
    "gif": UploadKind.GIF,
    "glb": UploadKind.GLB,
    "obj": UploadKind.OBJ,
    "stl": UploadKind.STL,
    "ply": UploadKind.PLY,
}
_OBJ_WORDS = frozenset(b"v vt vn vp f l p o g s usemtl mtllib usemap maplib cstype deg".split())


def check_upload(data: bytes, filename: str) -> UploadKind:
    """Return the kind of the upload.

    Raises:
        IntakeError: `upload.empty`, `upload.too_large`, `upload.unknown_kind` (the content
            is none of the formats), `upload.extension` (name and content disagree).
    """
    if not data:
        raise IntakeError("upload.empty", "the file is empty")
    kind = _kind_of(data)
    extension = filename.rpartition(".")[2].lower() if "." in filename else ""
    if kind is None:
        raise IntakeError(
            "upload.unknown_kind",
            "the content is not a PNG, JPEG, WebP or GIF picture nor a GLB, OBJ, STL or PLY model",
        )
    if _EXTENSIONS.get(extension) != kind:
        raise IntakeError(
            "upload.extension",
            f"the content is {kind.value.upper()}, the name ends in {extension[:10]!r}:"
            " export the file again in the format that its name tells",
        )
    limit = MAX_IMAGE_BYTES if kind.is_image else MAX_MODEL_BYTES
    if len(data) > limit:
        raise IntakeError(
            "upload.too_large",
            f"{len(data) / 1048576:.0f} MiB: at most {limit // 1048576} MiB are taken",
        )
    return kind


def _kind_of(data: bytes) -> UploadKind | None:
    for magic, kind in (
        (b"\x89PNG\r\n\x1a\n", UploadKind.PNG),
        (b"\xff\xd8\xff", UploadKind.JPEG),
        (b"GIF87a", UploadKind.GIF),
        (b"GIF89a", UploadKind.GIF),
        (b"glTF", UploadKind.GLB),
        (b"ply\n", UploadKind.PLY),
        (b"ply\r\n", UploadKind.PLY),
    ):
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return UploadKind.WEBP
    if _is_stl(data):
        return UploadKind.STL
    return UploadKind.OBJ if _is_obj(data) else None


def _is_stl(data: bytes) -> bool:
    if len(data) >= _STL_HEADER_BYTES:
        (count,) = struct.unpack_from("<I", data, 80)
        if len(data) == _STL_HEADER_BYTES + _STL_TRIANGLE_BYTES * count:
            return True
    head = data[:_SNIFFED_BYTES]
    if b"\0" in head:
        # Binary with a header count that lies about the size: named, so that the reason is told.
        return len(data) >= _STL_HEADER_BYTES and head[:5] == b"solid"
    words = head.split()
    return len(words) > 1 and words[0] == b"solid" and b"facet" in words


def _is_obj(data: bytes) -> bool:
    head = data[:_SNIFFED_BYTES]
    if b"\0" in head:
        return False
    lines = head.split(b"\n")
    if len(data) > _SNIFFED_BYTES:
        lines.pop()  # may be cut in the middle
    words = {line.split(None, 1)[0] for line in lines if line.strip() and line.strip()[:1] != b"#"}
    return b"v" in words and words <= _OBJ_WORDS
