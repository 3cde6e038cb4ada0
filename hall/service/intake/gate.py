"""One child process for each uploaded file, ended when it takes too long."""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from hall.service.intake.limits import WALL_S

# Two children at once leave a core for visitors.
AT_ONCE = 2
MAX_CLEAN_BYTES = 16 * 2**20
_CLEAN = b"C"
_PRELOADED = ["hall.service.intake.child", "hall.service.intake.entry"]


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file that the intake wrote: its bytes and their SHA-256 in hex."""

    data: bytes
    sha256: str


class IntakeRefused(Exception):
    """The upload is not taken; `code` has its words under `intake.<code>`."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


class IntakeGate:
    """Lets files in one by one, each through a limited child process.

    The children are forked from a server process that has the parsers loaded and nothing
    else, because a fresh interpreter would load them anew for every file.
    """

    def __init__(self) -> None:
        """Start nothing yet."""
        method = (
            "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        )
        self._context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            self._context.set_forkserver_preload(_PRELOADED)
        self._places = asyncio.Semaphore(AT_ONCE)

    async def read(self, kind: str, filename: str, data: bytes) -> CleanFile:
        """Return the file written anew.

        Raises:
            IntakeRefused: the file is not taken; the reason is its code.
        """
        async with self._places:
            answer = await asyncio.to_thread(self._run, kind, filename, data)
        if answer[:1] != _CLEAN:
            raise IntakeRefused(answer[1:].decode("ascii", "replace")[:80])
        clean = answer[1:]
        return CleanFile(clean, hashlib.sha256(clean).hexdigest())

    def _run(self, kind: str, filename: str, data: bytes) -> bytes:
        """Return what the child answered; a child that dies silently was over a limit."""
        from hall.service.intake.entry import enter  # noqa: PLC0415 - beside the child it starts

        ours, theirs = self._context.Pipe(duplex=True)
        child = self._context.Process(target=enter, args=(theirs,), daemon=True)
        try:
            child.start()
            theirs.close()
            return _converse(ours, kind, filename, data)
        finally:
            ours.close()
            child.join(0.2)
            if child.is_alive():
                child.kill()
                child.join()
            child.close()


def _converse(pipe: Connection, kind: str, filename: str, data: bytes) -> bytes:
    try:
        pipe.send_bytes(kind.encode())
        pipe.send_bytes(filename.encode("utf-8", "replace")[:255])
        pipe.send_bytes(data)
        if not pipe.poll(WALL_S):
            return b"Rupload.too_slow"
        return pipe.recv_bytes(MAX_CLEAN_BYTES + 1)
    except (EOFError, OSError):
        return b"Rupload.too_complex"
