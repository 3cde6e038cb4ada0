"""The GLB container: one JSON chunk, one binary chunk."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

_MAGIC, _VERSION = 0x46546C67, 2
_JSON, _BIN = 0x4E4F534A, 0x004E4942


def write_glb(document: Mapping[str, Any], binary: bytes) -> bytes:
    """Return a GLB of a glTF document and its first buffer."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    head = text.encode()
    head += b" " * (-len(head) % 4)
    body = binary + b"\0" * (-len(binary) % 4)
    chunks = struct.pack("<II", len(head), _JSON) + head
    if body:
        chunks += struct.pack("<II", len(body), _BIN) + body
    return struct.pack("<III", _MAGIC, _VERSION, 12 + len(chunks)) + chunks


def read_glb(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return document and binary chunk of a GLB that this package wrote.

    Raises:
        ValueError: the bytes are no GLB of version 2.
    """
    if len(data) < 20 or struct.unpack_from("<II", data) != (_MAGIC, _VERSION):  # noqa: PLR2004
        raise ValueError(f"no GLB 2: the data begins with {data[:12]!r}")
    (head,) = struct.unpack_from("<I", data, 12)
    document = json.loads(data[20 : 20 + head])
    at = 20 + head
    if at >= len(data):
        return document, b""
    (body,) = struct.unpack_from("<I", data, at)
    return document, data[at + 8 : at + 8 + body]
