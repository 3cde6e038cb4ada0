"""One limited child process for each file: what it answers is data, never code."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from multiprocessing.connection import Connection

import msgspec

from hall.service.importing import limits
from hall.service.importing.values import Drawing, ImportRefused

_DRAWN = b"D"
_REFUSED = b"R"


def read_in_child(kind: str, data: bytes) -> Drawing:
    """Return the drawing, read by a process that may neither take all memory nor all time.

    Raises:
        ImportRefused: with the reason; `import.too_complex` where a limit ended the child.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=True)
    child = context.Process(target=_work, args=(theirs, kind), daemon=True)
    child.start()
    theirs.close()
    try:
        answer = _converse(ours, data)
    finally:
        ours.close()
        child.join(0.5)
        if child.is_alive():
            child.kill()
            child.join()
        child.close()
    if answer[:1] == _DRAWN:
        return msgspec.msgpack.decode(answer[1:], type=Drawing)
    code, message = msgspec.msgpack.decode(answer[1:], type=tuple[str, str])
    raise ImportRefused(code, message)


def _converse(pipe: Connection, data: bytes) -> bytes:
    message = (
        "reading it takes too much time or memory; write only the layers of the plan to a file"
        " of their own and import that"
    )
    try:
        pipe.send_bytes(data)
        if pipe.poll(limits.WALL_S):
            return pipe.recv_bytes(limits.ANSWER_BYTES)
    except (EOFError, OSError):
        pass
    return _REFUSED + msgspec.msgpack.encode(("import.too_complex", message))


def _work(pipe: Connection, kind: str) -> None:
    from hall.service.importing.reading import read_drawing  # noqa: PLC0415 - in the child only

    data = pipe.recv_bytes()
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        # A relative name in a file leads nowhere.
        os.chdir(folder)
        _confine()
        try:
            answer = _DRAWN + msgspec.msgpack.encode(read_drawing(kind, data))
        except ImportRefused as error:
            answer = _REFUSED + msgspec.msgpack.encode((error.code, error.message))
        except (MemoryError, RecursionError):
            words = "it is nested too deep or needs too much memory; simplify the drawing"
            answer = _REFUSED + msgspec.msgpack.encode(("import.too_complex", words))
        finally:
            os.chdir("/")
    pipe.send_bytes(answer)


def _confine() -> None:
    """Limit this process for good; where `resource` does not exist, the wall clock is the limit."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    for kind, most in (
        (resource.RLIMIT_AS, limits.ADDRESS_SPACE_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_S),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
