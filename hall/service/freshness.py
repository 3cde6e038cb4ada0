"""Whether the last build still is what the fair's files say, told without reading them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import hall
from hall.service.building.request import BuildRequest
from hall.store.files import write_atomic
from layout import values as layout_values

_RECORD = "source.sha256"
# What the build itself writes, or the system drops into folders.
_IGNORED = frozenset({"placement.lock.json", ".DS_Store", "Thumbs.db"})


@cache
def engine_digest() -> str:
    """Return a key of the program's own code: another version makes every file anew."""
    shell = Path(hall.__path__[0])
    engines = Path(layout_values.__file__).parent.parent
    folders = [engines / name for name in ("layout", "assets", "exporters")]
    folders += [shell / "model", shell / "service" / "building", shell / "store" / "folder"]
    hasher = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
        hasher.update(path.name.encode())
        hasher.update(path.read_bytes())
    return hasher.hexdigest()


def fingerprint(request: BuildRequest) -> str:
    """Return a key of everything that goes into a build: files by size and time of change."""
    fair = Path(request.fair_dir)
    hasher = hashlib.sha256(f"{engine_digest()}{request.base}{request.changes!r}".encode())
    for path in sorted(fair.rglob("*")):
        if path.is_file() and path.name not in _IGNORED and not path.name.startswith("."):
            stat = path.stat()
            line = f"{path.relative_to(fair).as_posix()} {stat.st_size} {stat.st_mtime_ns}\n"
            hasher.update(line.encode())
    return hasher.hexdigest()


def is_fresh(request: BuildRequest) -> bool:
    """Return whether the state folder holds a build of exactly these inputs."""
    try:
        return (Path(request.state_dir) / _RECORD).read_text() == fingerprint(request)
    except FileNotFoundError:
        return False


def record_fresh(request: BuildRequest, mark: str) -> None:
    """Remember that the build now in the state folder was made of what `mark` names."""
    write_atomic(Path(request.state_dir) / _RECORD, mark.encode(), durable=False)
