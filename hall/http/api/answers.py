"""JSON in and out: strict about what comes, tagged and compressed when it goes."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TypeVar

import brotli
import msgspec
from aiohttp import web
from msgspec import Struct

from hall.http.encodings import rank_encodings
from hall.http.files import matches_etag
from hall.http.problems import FieldProblem, Problem

T = TypeVar("T", bound=Struct)
_BROTLI = 4
_WORTH_PACKING_BYTES = 1024
_MAX_DEPTH = 32
_PATH = re.compile(r"at `\$\.?(?P<path>[^`]*)`")
_JSON = "application/json"


def json_answer(request: web.Request, value: Struct) -> web.Response:
    """Return a public value with a tag of its content, or 304."""
    body = msgspec.json.encode(value)
    headers = {
        "Content-Type": _JSON,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding, Accept-Language",
        "ETag": f'W/"{hashlib.sha256(body).hexdigest()[:20]}"',
    }
    tag = headers["ETag"].removeprefix("W/")
    if matches_etag(request.headers.get("If-None-Match", ""), tag):
        return web.Response(status=304, headers=headers)
    wants_brotli = rank_encodings(request.headers.get("Accept-Encoding", ""))[0] == "br"
    if len(body) > _WORTH_PACKING_BYTES and wants_brotli:
        body = brotli.compress(body, quality=_BROTLI)
        headers["Content-Encoding"] = "br"
    return web.Response(body=body, headers=headers)


def private_answer(value: Struct, *, status: int = 200, location: str = "") -> web.Response:
    """Return a value that nobody keeps on the way."""
    headers = {"Cache-Control": "no-store"}
    if location:
        headers["Location"] = location
    return web.Response(
        status=status, body=msgspec.json.encode(value), content_type=_JSON, headers=headers
    )


async def read_json(request: web.Request, kind: type[T]) -> T:
    """Return the body as a `kind`.

    Raises:
        Problem: 415 another type; 400 no JSON, too deep, a key twice; 422 a field is wrong.
    """
    if request.content_type != _JSON:
        raise Problem(415, "not_json")
    body = await request.read()
    if _depth(body) > _MAX_DEPTH:
        raise Problem(400, "not_json")
    try:
        _refuse_twins(body)
        return msgspec.json.decode(body, type=kind, strict=True)
    except msgspec.ValidationError as error:
        found = _PATH.search(str(error))
        field = found["path"] if found else ""
        raise Problem(422, "invalid", errors=[FieldProblem(field, str(error))]) from None
    except (msgspec.DecodeError, RecursionError):
        raise Problem(400, "not_json") from None


def _depth(body: bytes) -> int:
    """Return at most how deep a JSON text nests; brackets inside of strings count, too."""
    depth = deepest = 0
    for byte in re.findall(rb"[\[\]{}]", body):
        depth += 1 if byte in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


class _Twins(ValueError):
    """An object names a key twice: two readers would read two different orders."""


def _refuse_twins(body: bytes) -> None:
    def check(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise _Twins
        return found

    try:
        json.loads(body, object_pairs_hook=check)
    except (_Twins, UnicodeDecodeError):
        raise msgspec.DecodeError("a key comes twice") from None
    except ValueError:
        return  # msgspec says what is wrong with it
