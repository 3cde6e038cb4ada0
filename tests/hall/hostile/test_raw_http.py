"""Bytes that two readers of HTTP would read differently, and addresses that lead outside."""

from __future__ import annotations

from contextlib import suppress

import pytest
from open_app import OpenApp, drain
from web_fair import name_of

HOST = b"Host: 127.0.0.1\r\n"
CLOSE = b"Connection: close\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
POST = b"POST /fr/exhibitors/coop-azir/contacts HTTP/1.1\r\n" + HOST + FORM
GET = b"GET /fr/products HTTP/1.1\r\n" + HOST
AMBIGUOUS = {
    "two ways of telling a length": POST
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled",
    "two lengths": POST + b"Content-Length: 1\r\nContent-Length: 40\r\n\r\na",
    "a signed length": POST + b"Content-Length: +5\r\n\r\nhello",
    "a negative length": POST + b"Content-Length: -1\r\n\r\n",
    "a length in Arabic digits": POST + "Content-Length: \u0665\r\n\r\nhello".encode(),
    "a length beyond any": POST + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n",
    "a list of lengths": POST + b"Content-Length: 5, 5\r\n\r\nhello",
    "an unknown transfer": POST + b"Transfer-Encoding: xchunked\r\n\r\n",
    "chunked twice": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "a blank before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a chunk of no size": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\na\r\n0\r\n\r\n",
    "a chunk size that lies": POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\na\r\n0\r\n\r\n",
    "a chunk beyond any size": POST
    + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 60 + b"\r\na\r\n",
    "two hosts": GET + b"Host: evil.example\r\n\r\n",
    "a folded header": GET + b"X-A: b\r\n c\r\n\r\n",
    "a line feed alone": b"GET /fr/products HTTP/1.1\nHost: a\n\n",
    "a carriage return alone": GET + b"X-A: b\rc\r\n\r\n",
    "NUL in a header": GET + b"X-A: \0\r\n\r\n",
    "NUL in the path": b"GET /fr/\0 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a header without a name": GET + b": b\r\n\r\n",
    "a header without a colon": GET + b"nonsense\r\n\r\n",
    "a header of 100 kB": GET + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": GET + b"X-A: b\r\n" * 60_000 + b"\r\n",
    "a path of 100 kB": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "no version": b"GET /fr/products\r\n\r\n",
    "a version that is none": b"GET /fr/ HTTP/9.9.9\r\n" + HOST + b"\r\n",
    "a method that is none": b"G@T /fr/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200 + b"\r\n\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "a preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
}  # fmt: skip
HARMLESS = {
    "no host": b"GET /fr/products HTTP/1.1\r\n" + CLOSE + b"\r\n",
    "an odd host": b"GET /fr/products HTTP/1.1\r\nHost: a b[@]:99999\r\n" + CLOSE + b"\r\n",
    "HTTP/1.0": b"GET /fr/products HTTP/1.0\r\n\r\n",
    "another's address": b"GET http://evil.example/fr/products HTTP/1.1\r\n"
    + HOST + CLOSE + b"\r\n",
    "an address that is none": b"GET http://[/fr/ HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n",
    "an address of a file": b"GET file:///etc/passwd HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n",
    "an address with a port that is none": b"GET http://a:99999999/ HTTP/1.1\r\n"
    + HOST + CLOSE + b"\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n",
    "an upgrade": GET + CLOSE.replace(b"close", b"Upgrade") + b"Upgrade: h2c\r\n\r\n"
    + GET + CLOSE + b"\r\n",
    "a web socket": b"GET /api/v1/hall HTTP/1.1\r\n" + HOST + b"Connection: Upgrade, close\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA\r\n\r\n",
    "a body with a GET": GET + CLOSE + b"Content-Length: 5\r\n\r\nhello",
    "a range": GET + CLOSE + b"Range: bytes=0-0,-1,5-2,9999999999999999999999-\r\n\r\n",
}  # fmt: skip
SECRETS = (b"root:", b"SQLite format", b"secret telephone", b"manifest.json", b"-----BEGIN")
FOLDERS = ("/f/", "/a/", "/look/", "/fr/desk/files/", "/fr/stands/", "/")
OUTSIDE = (
    "..", "../", "../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cetc%5cpasswd", "..\\..\\etc\\passwd", "%252e%252e%252fetc%252fpasswd",
    "..%c0%afetc%c0%afpasswd", "..;/etc/passwd", "/etc/passwd", "//etc/passwd", "%00",
    "manifest.json", "hall.sqlite3", "hall.sqlite3-wal", "secret.key", ".git/config",
    "./site-1.css/../manifest.json", "%ff%fe", "%", "%zz", "CON", "a" * 4_000, "%e2%80%ae.glb",
)  # fmt: skip


def converse(app: OpenApp, data: bytes) -> bytes:
    """Send bytes; return what came until the server closed."""
    with app.connect() as line:
        # Refused before the end: what was answered may still be read.
        with suppress(ConnectionResetError, BrokenPipeError):
            line.sendall(data)
        return drain(line)


def list_statuses(raw: bytes) -> list[int]:
    return [int(part[:3]) for part in raw.replace(b"HTTP/1.0", b"HTTP/1.1").split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_what_can_be_read_in_two_ways_is_refused(app: OpenApp, name: str) -> None:
    statuses = list_statuses(converse(app, AMBIGUOUS[name]))
    assert len(statuses) <= 1, "one request, one answer"
    assert all(400 <= status < 500 for status in statuses), statuses
    assert app.is_well()


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_only_odd_gets_an_answer(app: OpenApp, name: str) -> None:
    statuses = list_statuses(converse(app, HARMLESS[name]))
    assert statuses
    assert all(status < 500 for status in statuses), statuses


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_address_leads_outside(app: OpenApp, folder: str) -> None:
    for method in (b"GET", b"HEAD", b"POST"):
        for name in OUTSIDE:
            target = (folder + name).encode()
            length = b"Content-Length: 0\r\n" if method == b"POST" else b""
            raw = converse(app, method + b" " + target + b" HTTP/1.1\r\n" + HOST + CLOSE + length
                + b"\r\n")  # fmt: skip
            (status,) = list_statuses(raw)
            assert status < 500, (method, target, raw[:300])
            assert not [secret for secret in SECRETS if secret in raw], (method, target)


def test_a_wrong_method_is_told_the_right_ones(app: OpenApp) -> None:
    for path in ("/fr/", "/api/v1/hall", "/api/v1/orders", f"/f/{name_of('shell', 'glb')}"):
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "OPTIONS"):
            answer = app.ask(method, path, b"")
            assert answer.status == 405, (method, path)
            assert answer.headers["allow"]
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_requests_in_one_go_are_answered_in_their_order(app: OpenApp) -> None:
    paths = [b"/fr/products", b"/nothing", b"/health/live", b"/f/none"] * 25
    data = b"".join(b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"\r\n" for path in paths)
    statuses = list_statuses(converse(app, data + GET + CLOSE + b"\r\n"))
    assert statuses == [200, 404, 200, 404] * 25 + [200]


@pytest.mark.parametrize("header", ["If-None-Match", "Accept-Encoding", "Accept-Language",
    "Accept", "Cookie", "X-Forwarded-For", "Range", "If-Modified-Since", "Origin", "Referer",
    "Sec-Fetch-Site", "Forwarded", "X-Forwarded-Host", "Content-Type"])  # fmt: skip
def test_no_header_of_a_visitor_is_an_error_of_ours(app: OpenApp, header: str) -> None:
    values = (
        b"", b"*", b"W/", b'"' * 999, b"," * 3_000, b"br;q=nan", b"gzip;q=1e999;q=-1", b"*;q=0",
        b"\xff\xfe", "\u0665;q=\u0665".encode(), b"null", b"http://[", b"http://[::1", b"a=b; c",
        b'$Version=1; hall-small="\\', b"bytes=-", b"Thu, 99 Foo 2026 99:99:99 GMT",
        b"fr-\xd8", b"::ffff:127.0.0.1, 999.1.1.1", b"identity;q=0, *;q=0", b"a/b;c=d" * 300,
        b"multipart/form-data; boundary=" + b"=" * 99, b"text/html; charset=\xff",
    )  # fmt: skip
    file = b"GET /f/" + name_of("shell", "glb").encode()
    targets = (
        b"GET /fr/products", b"GET /api/v1/hall", file, b"GET /",
        b"POST /fr/exhibitors/coop-azir/contacts", b"POST /fr/invites/none",
    )  # fmt: skip
    for value in values:
        for target in targets:
            raw = converse(app, target + b" HTTP/1.1\r\n" + HOST + CLOSE + header.encode() + b": "
                + value + b"\r\nContent-Length: 0\r\n\r\n")  # fmt: skip
            (status,) = list_statuses(raw)
            assert status < 500, (target, header, value)


def test_another_name_of_the_host_gets_into_no_address(app: OpenApp) -> None:
    raw = converse(app, b"GET /fr/ HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example"
        b"\r\nX-Forwarded-Proto: https\r\n" + CLOSE + b"\r\n")  # fmt: skip
    assert list_statuses(raw) == [200]
    assert b"evil.example" not in raw
