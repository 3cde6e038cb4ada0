"""The GLB container: two chunks, exact lengths."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from assets.intake.errors import IntakeError
from assets.intake.json_text import JsonObject, parse_json_object

_JSON_CHUNK = 0x4E4F534A
_BIN_CHUNK = 0x004E4942
_HEADER_BYTES = 12
_CHUNK_HEADER_BYTES = 8


@dataclass(frozen=True, slots=True)
class GlbParts:
    """The JSON of a GLB, parsed, and its binary chunk (None where there is none)."""

    json: JsonObject
    binary: memoryview | None


def split_glb(data: bytes) -> GlbParts:
    """Return the parts of a GLB 2.0 file.

    Raises:
        IntakeError: `model.glb` for the container, `model.json` for the JSON.
    """
    if len(data) < _HEADER_BYTES + _CHUNK_HEADER_BYTES:
        raise _refusal(f"{len(data)} bytes are too few")
    magic, version, length = struct.unpack_from("<4sII", data)
    if magic != b"glTF" or version != 2:  # noqa: PLR2004 - glTF 2
        raise _refusal(f"version {version}: glTF 2.0 is taken")
    if length != len(data):
        raise _refusal(f"the header tells {length} bytes, the file has {len(data)}")
    chunks = _chunks(data)
    kinds = [kind for kind, _ in chunks]
    if kinds[0] != _JSON_CHUNK:
        raise _refusal("the first chunk is not JSON")
    # Unknown chunks may follow the first two; they are read by nobody.
    known = [kind for kind in kinds if kind in {_JSON_CHUNK, _BIN_CHUNK}]
    if len(known) != len(set(known)) or (_BIN_CHUNK in kinds and kinds[1] != _BIN_CHUNK):
        raise _refusal("the chunks must be JSON, then at most one BIN")
    binary = chunks[1][1] if _BIN_CHUNK in kinds else None
    if not len(chunks[0][1]):
        raise _refusal("the JSON chunk is empty")
    return GlbParts(parse_json_object(bytes(chunks[0][1])), binary)


def _chunks(data: bytes) -> list[tuple[int, memoryview]]:
    view, offset = memoryview(data), _HEADER_BYTES
    chunks: list[tuple[int, memoryview]] = []
    while offset < len(data):
        if offset + _CHUNK_HEADER_BYTES > len(data):
            raise _refusal(f"a chunk header is cut off at byte {offset}")
        length, kind = struct.unpack_from("<II", data, offset)
        start = offset + _CHUNK_HEADER_BYTES
        if length % 4 or start + length > len(data):
            raise _refusal(f"a chunk of {length} bytes at byte {offset} leaves the file")
        chunks.append((kind, view[start : start + length]))
        offset = start + length
        if len(chunks) > 8:  # noqa: PLR2004 - two are used; eight are a joke
            raise _refusal("more than eight chunks")
    return chunks


def _refusal(why: str) -> IntakeError:
    return IntakeError("model.glb", f"the GLB is damaged: {why}")
