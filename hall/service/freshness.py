"""Whether the last build still is what the fair's files say, told without reading them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hall.service.building.request import BuildRequest
from hall.service.code import code_digest
from hall.store.files import write_atomic

_RECORD = "source.sha256"
# What the build itself writes, or the system drops into folders.
_IGNORED = frozenset({"placement.lock.json", ".DS_Store", "Thumbs.db"})


_BUILDING_CODE = (
    "layout/**/*.py",
    "assets/**/*.py",
    "exporters/**/*.py",
    "hall/model/*.py",
    "hall/service/building/*.py",
    "hall/service/search/*.py",
    "hall/service/wording/*.py",
    "hall/service/wording/*.json",
    "hall/store/folder/*.py",
)


def fingerprint(request: BuildRequest) -> str:
    """Return a key of everything that goes into a build: files by size and time of change."""
    fair = Path(request.fair_dir)
    hasher = hashlib.sha256(
        f"{code_digest(*_BUILDING_CODE)}{request.base}{request.changes!r}".encode()
    )
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
