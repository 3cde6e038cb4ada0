"""Connections with deadlines: aiohttp itself waits for ever for the end of a header."""

from __future__ import annotations

import asyncio
import socket
import weakref

from aiohttp import web

from hall.http.routing import Handler

HEADER_DEADLINE_S = 10.0

# A middleware sees the transport, not the guard in front of it.
_GUARDS: weakref.WeakKeyDictionary[asyncio.BaseTransport, ConnectionGuard] = (
    weakref.WeakKeyDictionary()
)


class ConnectionGuard(asyncio.Protocol):
    """Stands before aiohttp's protocol and closes a connection whose header never ends.

    The clock runs from the connection, or from the first byte after a request, until a
    middleware says that a whole header has arrived.
    """

    def __init__(self, inner: asyncio.Protocol, deadline_s: float) -> None:
        """Pass everything on to `inner`."""
        self._inner = inner
        self._deadline_s = deadline_s
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._busy = False
        self._bytes_waiting = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
            _GUARDS[transport] = self
        self._arm()
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if self._busy:
            self._bytes_waiting = True
        else:
            self._arm()
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def request_began(self) -> None:
        """Stop the clock: a whole header is here."""
        self._busy = True
        self._bytes_waiting = False
        self._disarm()

    def request_ended(self) -> None:
        """Start it again if bytes of a next request came meanwhile."""
        self._busy = False
        if self._bytes_waiting:
            self._arm()

    def _arm(self) -> None:
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._deadline_s, self._give_up)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        if self._transport is not None:
            self._transport.abort()


@web.middleware
async def watch_connections(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Tell the guard of a connection when a request begins and ends; outermost."""
    transport = request.transport
    guard = _GUARDS.get(transport) if transport is not None else None
    if guard is None:
        return await handler(request)
    guard.request_began()
    try:
        return await handler(request)
    finally:
        guard.request_ended()


class GuardedSite(web.BaseSite):
    """A listening socket like `web.SockSite`, each connection behind a `ConnectionGuard`."""

    def __init__(
        self,
        runner: web.BaseRunner,
        listener: socket.socket,
        *,
        backlog: int = 128,
        header_deadline_s: float = HEADER_DEADLINE_S,
    ) -> None:
        """Listen on the bound socket `listener` once started."""
        super().__init__(runner, backlog=backlog)
        self._listener = listener
        self._deadline_s = header_deadline_s

    @property
    def name(self) -> str:
        host, port = self._listener.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def start(self) -> None:
        await super().start()
        factory = self._runner.server
        if factory is None:
            raise RuntimeError("the runner is not set up: await runner.setup() first")
        self._server = await asyncio.get_running_loop().create_server(
            lambda: ConnectionGuard(factory(), self._deadline_s),
            sock=self._listener,
            backlog=self._backlog,
        )
