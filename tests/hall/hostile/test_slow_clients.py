"""Whoever holds a connection without using it loses it; everybody else is served meanwhile."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from open_app import PATIENCE_S, OpenApp, drain, open_app

HOST = b"Host: 127.0.0.1\r\n"
GET = b"GET /fr/products HTTP/1.1\r\n" + HOST
POST = (
    b"POST /fr/exhibitors/coop-azir/contacts HTTP/1.1\r\n" + HOST
    + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\n"
)  # fmt: skip
HELD = 40


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenApp]:
    deadlines = {"header_deadline_s": 0.5, "idle_deadline_s": 0.5, "reader_deadline_s": 0.5}
    with open_app(tmp_path_factory.mktemp("slow"), **deadlines) as opened:
        yield opened
        assert opened.is_well()


@pytest.fixture(autouse=True)
def short_bodies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hall.http.middlewares.guards.BODY_DEADLINE_S", 0.5)


BEGINNINGS = {
    "says nothing": b"",
    "half a request line": b"GET /fr/",
    "half a header": GET + b"X-Slow: ",
    "half a body": POST + b"channel=",
    "half a chunk": POST.replace(b"Content-Length: 500", b"Transfer-Encoding: chunked")
    + b"ff\r\nchannel",
    "nothing after an answer": GET + b"\r\n",
    "half a second request": GET + b"\r\n" + GET,
    "an upgrade to nothing": GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_visitor_that_falls_silent_is_let_go(app: OpenApp, name: str) -> None:
    lines = [app.connect() for _ in range(HELD)]
    try:
        for line in lines:
            line.sendall(BEGINNINGS[name])
        assert app.is_well()
        answers = [drain(line) for line in lines]
    finally:
        for line in lines:
            line.close()
    assert not [answer for answer in answers if b" 500 " in answer[:20]]


@pytest.mark.parametrize("beginning", [GET + b"X-Slow: ", POST], ids=["header", "body"])
def test_a_drip_does_not_put_the_deadline_off(app: OpenApp, beginning: bytes) -> None:
    with app.connect() as line:
        line.sendall(beginning)
        drip_until_closed(line)
    assert app.is_well()


def drip_until_closed(line: socket.socket) -> None:
    line.settimeout(0.1)
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            line.sendall(b"a")
            if not line.recv(65_536):
                return
        except TimeoutError:
            continue
        except (ConnectionResetError, BrokenPipeError):
            return
    raise AssertionError("a drip held the connection")


def narrow(app: OpenApp) -> socket.socket:
    """Connect with a small window, so that a reader that stops is noticed soon."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(PATIENCE_S)
    line.connect(("127.0.0.1", app.port))
    return line


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def test_who_takes_a_file_and_does_not_read_it_is_let_go(app: OpenApp) -> None:
    name = app.hall.files.put("large", "glb", bytes(12_000_000))
    with narrow(app) as line:
        line.sendall(f"GET /f/{name} HTTP/1.1\r\n".encode() + HOST + b"\r\n")
        time.sleep(1.5)
        assert app.is_well()
        with suppress(ConnectionResetError):
            assert len(drain(line)) < 12_000_000


def test_who_reads_slowly_gets_the_whole_file(app: OpenApp) -> None:
    name = app.hall.files.put("slow", "glb", bytes(6_000_000))
    with narrow(app) as line:
        line.sendall(f"GET /f/{name} HTTP/1.1\r\n".encode() + HOST + b"Connection: close\r\n\r\n")
        got = 0
        for _ in range(8):
            time.sleep(0.2)
            got += len(line.recv(300_000))
        assert got + len(drain(line)) > 6_000_000


def test_requests_are_not_taken_from_one_that_reads_no_answers(app: OpenApp) -> None:
    padded = GET + b"X-Padding: " + b"a" * 4_000 + b"\r\n\r\n"
    with narrow(app) as line:
        line.settimeout(1.0)
        with pytest.raises((TimeoutError, ConnectionResetError, BrokenPipeError)):
            line.sendall(padded * 8_000)
        assert app.is_well()


def test_a_listener_that_stops_reading_is_let_go(
    app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hall.http.api.hall._STALLED_S", 0.3)
    before = app.hall.listener_count
    with narrow(app) as stalled:
        stalled.sendall(b"GET /api/v1/events HTTP/1.1\r\n" + HOST + b"\r\n")
        wait_until(lambda: app.hall.listener_count > before)
        wait_until(lambda: tell_much(app) and app.hall.listener_count == before)
    assert app.is_well()


def tell_much(app: OpenApp) -> bool:
    async def tell() -> None:
        for number in range(100):
            app.hall.tell(f"{number}-" + "x" * 20_000)
            await asyncio.sleep(0.001)
        app.hall.tell("build-1")

    app.call(tell())
    return True
