"""Files that are old or new and never half: atomic writes, their sweep, the folder's lock."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from hall.store.errors import DataDirLocked

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TEMPORARY = ".part-"
LOCK_NAME = "serving.lock"


def write_atomic(path: Path, data: bytes, *, durable: bool = True, mode: int = 0o644) -> None:
    """Write `data` so that a reader sees the old file or the new one, also after a crash.

    With `durable` the new file has survived a power cut once this returns; without it a
    power cut may bring the old one back (for files that can be made again).
    """
    temporary = path.with_name(f"{_TEMPORARY}{secrets.token_hex(6)}-{path.name}"[:200])
    # Opened exclusively: a name that somebody planted is never followed.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` durable; Windows does that itself and cannot open a folder."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep_temporaries(folder: Path) -> int:
    """Remove what writes that were cut off left below `folder`; return how many.

    Only for the holder of the folder's lock, before anything is written.
    """
    found = list(folder.rglob(f"{_TEMPORARY}*"))
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def read_or_make_secret(path: Path, size_bytes: int = 32) -> bytes:
    """Return the secret in `path`, made on first use and readable by its owner only."""
    if not path.exists():
        write_atomic(path, secrets.token_bytes(size_bytes), mode=0o600)
    return path.read_bytes()


class DataDirLock:
    """The lock that one process holds on a data folder, given back however it ends."""

    def __init__(self, folder: Path) -> None:
        """Take the lock, making the folder where there is none.

        Raises:
            DataDirLocked: another process has it.
        """
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / LOCK_NAME
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            message = (
                f"{folder} is in use: another process serves this fair. "
                "Stop it, or choose another folder with --data-dir"
            )
            raise DataDirLocked(message) from error

    def release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
