"""Connections with deadlines.

aiohttp itself waits for ever for the end of a header and for a reader that stopped reading,
and an hour for the next request.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import weakref

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from hall.http.routing import Handler

HEADER_DEADLINE_S = 10.0
IDLE_DEADLINE_S = 75.0
# A telephone in a dead spot comes back within this; whoever takes nothing for longer is gone.
READER_DEADLINE_S = 30.0

# A middleware sees the transport, not the guard in front of it.
_GUARDS: weakref.WeakKeyDictionary[asyncio.BaseTransport, ConnectionGuard] = (
    weakref.WeakKeyDictionary()
)


class ConnectionGuard(asyncio.Protocol):
    """Stands before aiohttp's protocol and closes a connection whose header never ends.

    The clock runs from the connection, or from the first byte after a request, until a
    middleware says that a whole header has arrived; between requests it runs longer. A
    second clock runs while bytes wait to be taken: a reader that takes none of them for
    `reader_s` is let go.
    """

    def __init__(
        self, inner: asyncio.Protocol, header_s: float, idle_s: float, reader_s: float
    ) -> None:
        """Pass everything on to `inner`."""
        self._inner = inner
        self._header_s = header_s
        self._idle_s = idle_s
        self._reader_s = reader_s
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._reader_timer: asyncio.TimerHandle | None = None
        self._bytes_left = 0
        self._busy = False
        self._idle = False
        self._bytes_waiting = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
            _GUARDS[transport] = self
        self._arm(self._header_s)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if self._busy:
            self._bytes_waiting = True
        elif self._idle:
            self._idle = False
            self._arm(self._header_s)
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        self._stop_watching()
        self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        self._watch_reader()
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._stop_watching()
        self._inner.resume_writing()

    def request_began(self) -> None:
        """Stop the clock: a whole header is here."""
        self._busy = True
        self._idle = self._bytes_waiting = False
        self._disarm()

    def request_ended(self) -> None:
        """Start it again: short if bytes of a next request came meanwhile."""
        self._busy = False
        self._idle = not self._bytes_waiting
        self._arm(self._idle_s if self._idle else self._header_s)

    def _arm(self, deadline_s: float) -> None:
        self._disarm()
        if self._transport is not None and not self._transport.is_closing():
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(deadline_s, self._end_wait, deadline_s)

    def _end_wait(self, deadline_s: float) -> None:
        """Give up, unless the last answer is still being taken: then the other clock counts."""
        if self._transport is None or not self._transport.get_write_buffer_size():
            self._give_up()
            return
        if self._reader_timer is None:
            self._watch_reader()
        self._arm(deadline_s)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _watch_reader(self) -> None:
        if self._transport is not None:
            self._bytes_left = count_untaken(self._transport)
            loop = asyncio.get_running_loop()
            self._reader_timer = loop.call_later(self._reader_s, self._check_reader)

    def _check_reader(self) -> None:
        """Give up unless some bytes were taken; a slow line takes a few at a time."""
        self._reader_timer = None
        if self._transport is None or not self._transport.get_write_buffer_size():
            return
        if count_untaken(self._transport) >= self._bytes_left:
            self._give_up()
        else:
            self._watch_reader()

    def _stop_watching(self) -> None:
        if self._reader_timer is not None:
            self._reader_timer.cancel()
            self._reader_timer = None

    def _give_up(self) -> None:
        if self._transport is not None:
            self._transport.abort()


def count_untaken(transport: asyncio.Transport) -> int:
    """Return how many bytes the other end has not taken, those in the system's own buffer too.

    That buffer holds megabytes, which a telephone takes in minutes while ours stays the same.
    Windows does not tell; there only ours counts.
    """
    waiting = transport.get_write_buffer_size()
    line = transport.get_extra_info("socket")
    if sys.platform == "win32" or line is None:
        return waiting
    import fcntl  # noqa: PLC0415 - does not exist on Windows
    import termios  # noqa: PLC0415 - the same

    try:
        answer = fcntl.ioctl(line.fileno(), termios.TIOCOUTQ, bytes(4))
    except OSError:
        return waiting
    return waiting + int.from_bytes(answer, sys.byteorder)


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


def is_our_fault(record: logging.LogRecord) -> bool:
    """Return False for a request that is no HTTP: strangers must not fill the log."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError)


class GuardedSite(web.BaseSite):
    """A listening socket like `web.SockSite`, each connection behind a `ConnectionGuard`."""

    def __init__(
        self,
        runner: web.BaseRunner,
        listener: socket.socket,
        *,
        backlog: int = 128,
        header_deadline_s: float = HEADER_DEADLINE_S,
        idle_deadline_s: float = IDLE_DEADLINE_S,
        reader_deadline_s: float = READER_DEADLINE_S,
    ) -> None:
        """Listen on the bound socket `listener` once started."""
        super().__init__(runner, backlog=backlog)
        self._listener = listener
        self._deadlines_s = (header_deadline_s, idle_deadline_s, reader_deadline_s)

    @property
    def name(self) -> str:
        host, port = self._listener.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def start(self) -> None:
        await super().start()
        logging.getLogger("aiohttp.server").addFilter(is_our_fault)
        factory = self._runner.server
        if factory is None:
            raise RuntimeError("the runner is not set up: await runner.setup() first")
        self._server = await asyncio.get_running_loop().create_server(
            lambda: ConnectionGuard(factory(), *self._deadlines_s),
            sock=self._listener,
            backlog=self._backlog,
        )
