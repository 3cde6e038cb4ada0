"""The door of the child: what the gate starts. Imports no parser until it is inside."""

from __future__ import annotations

from multiprocessing.connection import Connection


def enter(pipe: Connection) -> None:
    """Receive kind, file name and bytes; answer through the same pipe."""
    from hall.service.intake.child import work  # noqa: PLC0415 - parsers are for the child only

    kind = pipe.recv_bytes(64).decode()
    filename = pipe.recv_bytes(255).decode("utf-8", "replace")
    work(pipe, kind, filename, pipe.recv_bytes())
