"""Bodies of forms with a file: read back as they were written, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.http.multipart import MOST_PARTS, FilePart, MultipartBroken, plain_name, split_parts

BOUNDARY = "----b"
HEAD = b'Content-Disposition: form-data; name="file"; filename="a.png"\r\n'


def write(*parts: bytes, boundary: str = BOUNDARY, end: bytes = b"--\r\n") -> bytes:
    line = b"--" + boundary.encode()
    return b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + end


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_contents_come_back_whole(first: bytes, second: bytes) -> None:
    field = b'content-disposition: form-data; name="note"\r\n\r\n'
    body = write(HEAD + b"Content-Type: image/png\r\n\r\n" + first, field + second)
    inside = b"\r\n--" + BOUNDARY.encode()
    if inside in b"\r\n" + first + b"\r\n" or inside in b"\r\n" + second + b"\r\n":
        return
    assert split_parts(body, BOUNDARY) == (
        FilePart("file", "a.png", first),
        FilePart("note", None, second),
    )


@given(st.binary(max_size=400))
def test_any_bytes_are_a_form_or_refused(noise: bytes) -> None:
    for body in (noise, b"------b\r\n" + noise, write(HEAD + noise), write(noise)):
        try:
            parts = split_parts(body, BOUNDARY)
        except MultipartBroken:
            continue
        assert len(parts) <= MOST_PARTS


@pytest.mark.parametrize(
    "body",
    [
        b"",
        write(HEAD + b"\r\nx", end=b""),
        write(HEAD + b"x"),
        write(b"\r\nx"),
        write(b"Content-Type: image/png\r\n\r\nx"),
        write(b'Content-Disposition: attachment; name="file"\r\n\r\nx'),
        write(b"X-Padding: " + b"a" * 4096 + b"\r\n" + HEAD + b"\r\nx"),
        write(*[HEAD + b"\r\nx"] * (MOST_PARTS + 1)),
        b"preamble" * 1000 + b"\r\n" + write(HEAD + b"\r\nx"),
        write(HEAD + b"\r\nx", boundary="other"),
    ],
)
def test_what_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(MultipartBroken):
        split_parts(body, BOUNDARY)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\x\\logo.png", "logo.png"),
        ("..", ""),
        ("صورة.jpg", "صورة.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\r\nSet-Cookie: b.png", "aSet-Cookie b.png"),
        ("x" * 500 + ".png", "x" * 116 + ".png"),
    ],
)
def test_a_file_name_is_no_path(given_name: str, kept: str) -> None:
    assert plain_name(given_name) == kept
