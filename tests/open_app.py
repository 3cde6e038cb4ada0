"""The application behind a real socket of the loopback, its loop in a thread of its own."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
import time
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web
from web_fair import NOW, ShownHall, make_catalogue

from hall.http.app import create_app
from hall.http.services import AppServices, HttpSettings
from hall.http.serving import GuardedSite
from hall.service.accounts import AccountDesk
from hall.service.changes import ChangeDesk
from hall.service.intake import IntakeGate
from hall.service.invites import InviteDesk
from hall.service.limits import LIMITS, Guard, Limit, Limits
from hall.service.messages import MessageDesk
from hall.service.orders import OrderDesk
from hall.service.receiving import Reception
from hall.service.uploads import UploadDesk
from hall.store.database import Database

T = TypeVar("T")
TRIES = 4
PATIENCE_S = 20.0
TRIES = 4
SECRET = b"a secret that only tests know...."
# Hostile tests send thousands of requests; the limits have tests of their own.
_GENEROUS = Limits(Limit(1_000_000, 60))


@dataclass(frozen=True)
class Answer:
    """Status, headers in lower case and body of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class OpenApp:
    """The running application; every method may be called from the test's own thread."""

    port: int
    hall: ShownHall
    services: AppServices
    database: Database
    loop: asyncio.AbstractEventLoop
    logged: list[str] = field(default_factory=list)

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the application's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE_S)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request on a connection of its own; the path goes out as it is."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            line.putrequest(method, path, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                line.putheader(name, value)
            if body is not None:
                line.putheader("Content-Length", str(len(body)))
            line.endheaders(body)
            answer = line.getresponse()
            lower = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, lower, answer.read())
        finally:
            line.close()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)

    def is_well(self) -> bool:
        """Return whether an honest visitor is served: one whose browser asks again, as they do
        when a line is closed before it has answered (RFC 9110, 9.2.2)."""
        for _ in range(TRIES - 1):
            with suppress(http.client.RemoteDisconnected, ConnectionResetError):
                return self._is_served()
        return self._is_served()

    def _is_served(self) -> bool:
        return self.ask("GET", "/fr/products").status == 200


def drain(line: socket.socket, patience_s: float = PATIENCE_S) -> bytes:
    """Return what comes until the other end closes.

    Raises:
        TimeoutError: it was still open after `patience_s`.
    """
    deadline = time.monotonic() + patience_s
    got = b""
    while True:
        line.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            piece = line.recv(65_536)
        except (ConnectionResetError, BrokenPipeError):
            return got
        if not piece:
            return got
        got += piece


def write_web_dir(folder: Path) -> Path:
    """Write a built viewer of a few lines."""
    (folder / "assets").mkdir(parents=True)
    entries = {
        "src/styles/site.css": {"file": "assets/site-1.css"},
        "src/desk/main.ts": {"file": "assets/desk-1.js"},
        "src/offline/worker.ts": {"file": "assets/offline-1.js"},
        "src/viewer/main.ts": {"file": "assets/viewer-1.js"},
    }
    (folder / "manifest.json").write_text(json.dumps(entries))
    for entry in entries.values():
        (folder / entry["file"]).write_text("/* nothing */\n")
    return folder


@contextmanager
def open_app(
    folder: Path,
    *,
    hall: ShownHall | None = None,
    public_url: str = "",
    web_dir: Path | None = None,
    **deadlines: float,
) -> Iterator[OpenApp]:
    """Serve `hall` below `folder`; `deadlines` are those of `GuardedSite`."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    port = listener.getsockname()[1]
    shown = hall or ShownHall(make_catalogue())
    url = public_url or f"http://127.0.0.1:{port}"
    settings = HttpSettings(url, web_dir or write_web_dir(folder / "web"), lambda: NOW)

    async def begin() -> tuple[OpenApp, web.AppRunner]:
        database = await Database.open(folder / "hall.sqlite3", "small")
        services = _make_services(settings, shown, database, folder)
        runner = web.AppRunner(create_app(services), access_log=None, shutdown_timeout=1)
        await runner.setup()
        await GuardedSite(runner, listener, **deadlines).start()
        return OpenApp(port, shown, services, database, loop), runner

    def wait(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result(PATIENCE_S)

    opened, runner = wait(begin())
    try:
        yield opened
    finally:
        wait(runner.cleanup())
        wait(opened.database.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_S)
        loop.close()


def _make_services(
    settings: HttpSettings, hall: ShownHall, database: Database, folder: Path
) -> AppServices:
    return AppServices(
        settings=settings,
        live=hall,
        orders=OrderDesk(database, SECRET),
        messages=MessageDesk(database),
        invites=InviteDesk(database),
        accounts=AccountDesk(database),
        guard=Guard(time.monotonic, dict.fromkeys(LIMITS, _GENEROUS)),
        changes=ChangeDesk(database),
        reception=Reception(UploadDesk(database), IntakeGate(), folder / "uploads"),
        rebuild=hall.ask_rebuild,
    )
