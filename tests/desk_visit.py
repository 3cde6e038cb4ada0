"""What a browser sends to the desk: files in forms, and a small sound picture to send."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from aiohttp import FormData
from page_reading import read_page

from hall.service.wording import load_words

# A cookie counts only together with where the form was.
SAME = {"Sec-Fetch-Site": "same-origin"}


def make_png(
    width: int = 64, height: int = 48, shade: int = 3, told: tuple[int, int] | None = None
) -> bytes:
    """A small sound picture, or one whose header tells another size."""
    row = b"\0" + bytes((x * shade) % 256 for x in range(width * 3))
    head = struct.pack(">IIBBBBB", *(told or (width, height)), 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(row * height)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def make_form(data: bytes, filename: str = "photo.png", field: str = "file") -> FormData:
    form = FormData()
    form.add_field(field, io.BytesIO(data), filename=filename, content_type="image/png")
    return form


async def send_file(client: Any, path: str, data: bytes, filename: str = "photo.png") -> str:
    """Send a file as a form does; return the page that follows."""
    response = await client.post(path, data=make_form(data, filename), headers=SAME)
    text: str = await response.text()
    assert response.status == 200, text
    return text


async def send_form(client: Any, path: str, *, status: int = 200, **fields: Any) -> str:
    """Send a form; return the page that follows."""
    response = await client.post(path, data=fields, headers=SAME)
    text: str = await response.text()
    assert response.status == status, text
    return text


async def read_text(client: Any, path: str) -> str:
    """Return what a page says, without its markup."""
    response = await client.get(path)
    assert response.status == 200
    return read_page(await response.text()).text


def say(key: str, lang: str = "fr") -> str:
    """Return an interface text: tests follow its editor."""
    return load_words(lang)[key]
