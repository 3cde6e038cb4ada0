"""One uploaded file out of a `multipart/form-data` body, read within limits.

    file = await read_upload(request, most_bytes)

The body is bounded before its first byte is read and again while it comes; its parts are
found in memory by integer offsets. Of a part only its field name, its file name and its
content count: a type that it claims is ignored, because the intake looks at the content.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from aiohttp import web

from hall.http.problems import Problem
from hall.service.form_checks import clean_text

FORM_DATA = "multipart/form-data"
FILE_FIELD = "file"
# 8 MiB take 175 s over 384 kbit/s, the slowest link that mobile networks still sell.
UPLOAD_DEADLINE_S = 240.0
MOST_PARTS = 8
# Boundaries, headers of the parts, small fields.
OVERHEAD_BYTES = 16 * 1024
_MOST_HEAD_BYTES = 2048
_MOST_BOUNDARY = 70
_LONGEST_NAME = 120
_BOUNDARY = re.compile(rf"[0-9A-Za-z'()+_,\-./:=? ]{{1,{_MOST_BOUNDARY}}}")
_PARAMETER = re.compile(r';\s*(name|filename)="((?:[^"\\\r\n]|\\.)*)"')
_UNSEEN = str.maketrans("", "", "".join(map(chr, range(32))) + '<>:"|?*')


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a form: `filename` is None where it is a plain field."""

    name: str
    filename: str | None
    data: bytes


class MultipartBroken(ValueError):
    """A body is no form, or has more parts or longer headers than a form has."""


async def read_upload(request: web.Request, most_bytes: int) -> FilePart:
    """Return the one file of a form, in the field `file`.

    Raises:
        Problem: 400 it is no such form; 408 it came too slowly; 411 its length was not told;
            413 it is larger than `most_bytes`; 415 it is another type; 422 no file was chosen.
    """
    if request.content_type != FORM_DATA:
        raise Problem(415, "bad_request")
    boundary = _boundary_of(request.headers.get("Content-Type", ""))
    body = await _read_body(request, most_bytes + OVERHEAD_BYTES)
    try:
        parts = split_parts(body, boundary)
    except MultipartBroken as error:
        raise Problem(400, "bad_request") from error
    files = [part for part in parts if part.filename is not None]
    if len(files) > 1 or any(part.name != FILE_FIELD for part in files):
        raise Problem(400, "bad_request")
    if not files or not files[0].filename or not files[0].data:
        raise Problem(422, "no_file")
    if len(files[0].data) > most_bytes:
        raise Problem(413, "too_large")
    return files[0]


async def _read_body(request: web.Request, most_bytes: int) -> bytes:
    length = request.content_length
    if length is None:
        raise Problem(411, "bad_request")
    if length > most_bytes:
        raise Problem(413, "too_large")
    body = bytearray()
    try:
        async with asyncio.timeout(UPLOAD_DEADLINE_S):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > most_bytes:
                    raise Problem(413, "too_large")
    except TimeoutError:
        raise Problem(408, "too_slow", headers={"Connection": "close"}) from None
    except web.RequestPayloadError:
        raise Problem(400, "bad_request") from None
    return bytes(body)


def _boundary_of(content_type: str) -> str:
    match = re.search(r'boundary=(?:"([^"]*)"|([^;\s]*))', content_type)
    boundary = (match[1] or match[2] or "") if match else ""
    if not _BOUNDARY.fullmatch(boundary):
        raise Problem(400, "bad_request")
    return boundary


def split_parts(body: bytes, boundary: str) -> tuple[FilePart, ...]:
    """Return the parts of a body, at most `MOST_PARTS`.

    Raises:
        MultipartBroken: it does not follow RFC 7578, or goes beyond the limits.
    """
    line = b"--" + boundary.encode("ascii")
    at = 0 if body.startswith(line) else _find(body, b"\r\n" + line, 0, _MOST_HEAD_BYTES) + 2
    parts: list[FilePart] = []
    while not body.startswith(b"--", at + len(line)):
        if len(parts) == MOST_PARTS:
            raise MultipartBroken(f"more than {MOST_PARTS} parts")
        head_at = at + len(line)
        if body[head_at : head_at + 2] != b"\r\n":
            raise MultipartBroken("a boundary without the end of its line")
        head_end = _find(body, b"\r\n\r\n", head_at, head_at + _MOST_HEAD_BYTES)
        data_at = head_end + 4
        # The line break before a boundary belongs to the boundary; an empty part shares it.
        data_end = _find(body, b"\r\n" + line, data_at - 2, len(body))
        name, filename = _read_head(body[head_at + 2 : head_end])
        parts.append(FilePart(name, filename, body[data_at : max(data_at, data_end)]))
        at = data_end + 2
    return tuple(parts)


def _find(body: bytes, wanted: bytes, start: int, end: int) -> int:
    found = body.find(wanted, start, end)
    if found < 0:
        raise MultipartBroken(f"no {wanted[:40]!r} after byte {start}")
    return found


def _read_head(head: bytes) -> tuple[str, str | None]:
    """Return the name of a part's field and of its file, if it is one."""
    for line in head.decode("utf-8", "replace").split("\r\n"):
        header, _, value = line.partition(":")
        if header.strip().lower() != "content-disposition":
            continue
        if value.strip().partition(";")[0].strip().lower() != "form-data":
            break
        found = dict(_PARAMETER.findall(value))
        if "name" in found:
            filename = found.get("filename")
            return found["name"], None if filename is None else plain_name(filename)
    raise MultipartBroken("a part that is no field of a form")


def plain_name(filename: str) -> str:
    """Return a file's name without folders and without signs that mean something elsewhere."""
    last = clean_text(filename).replace("\\", "/").rpartition("/")[2]
    return last.translate(_UNSEEN).strip(" .")[-_LONGEST_NAME:]
