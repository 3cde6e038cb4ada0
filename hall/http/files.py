"""Files served from memory: content-named, compressed beforehand, immutable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from aiohttp import web
from multidict import CIMultiDict, CIMultiDictProxy

from hall.http.encodings import Encoding, rank_encodings
from hall.http.services import BuiltFiles

IMMUTABLE = "public, max-age=31536000, immutable"
FILE_NAME = re.compile(r"[0-9a-f]{20}\.[a-z0-9]{2,8}")
_SUFFIXES: Mapping[Encoding, str] = {"br": ".br", "gzip": ".gz", "identity": ""}
_TYPES = {
    "glb": "model/gltf-binary",
    "json": "application/json",
    "geojson": "application/geo+json",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "png": "image/png",
    "jpg": "image/jpeg",
    "woff2": "font/woff2",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "wasm": "application/wasm",
}
# Never stored compressed: nobody needs to look for their siblings.
_PACKED_ALREADY = frozenset({"webp", "png", "jpg", "woff2"})
# The catalogue holds telephone numbers; it is the server's own file.
_NOT_SERVED = frozenset({"msgpack"})


def suffix_of(name: str) -> str:
    return name.rpartition(".")[2]


def answer_built(request: web.Request, files: BuiltFiles, name: str) -> web.Response | None:
    """Return a built file in the best encoding there is, or 304, or None if there is none."""
    if not FILE_NAME.fullmatch(name) or suffix_of(name) in _NOT_SERVED:
        return None
    packed = suffix_of(name) in _PACKED_ALREADY
    accepted = rank_encodings(request.headers.get("Accept-Encoding", ""))
    for encoding in ("identity",) if packed else accepted:
        data = files.read(name, _SUFFIXES[encoding])
        if data is not None:
            return answer_bytes(request, name, encoding, data)
    return None


def answer_bytes(request: web.Request, name: str, encoding: Encoding, data: bytes) -> web.Response:
    """Return immutable bytes with prebuilt headers, or 304 if the browser has them."""
    headers = _immutable_headers(name, encoding)
    if matches_etag(request.headers.get("If-None-Match", ""), headers["ETag"]):
        return web.Response(status=304, headers=headers)
    return web.Response(body=data, headers=headers)


@lru_cache(maxsize=8192)
def _immutable_headers(name: str, encoding: Encoding) -> CIMultiDictProxy[str]:
    headers = CIMultiDict(
        {
            "Content-Type": _TYPES.get(suffix_of(name), "application/octet-stream"),
            "ETag": f'"{name}-{encoding}"',
            "Cache-Control": IMMUTABLE,
            "Vary": "Accept-Encoding",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
    )
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
    return CIMultiDictProxy(headers)


def matches_etag(header: str, etag: str) -> bool:
    """Return whether an If-None-Match header names `etag` (weak comparison)."""
    if header.strip() == "*":
        return True
    return any(item.strip().removeprefix("W/") == etag for item in header.split(","))
