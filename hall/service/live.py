"""The hall being shown: the newest good build, and whoever wants to know of the next one."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from hall.model.catalogue import Catalogue
from hall.model.manifest import BuiltFinding, HallBuild

_QUEUE_LENGTH = 4
_SUFFIXES = frozenset({"", ".br", ".gz"})


class BuildMissing(LookupError):
    """The state folder holds no build that can be shown."""


def read_build(state_dir: Path, shown: LiveHall | None = None) -> tuple[HallBuild, Catalogue]:
    """Return the last build written to a state folder.

    A catalogue that is `shown` already is not read again: one of 20,000 products would hold up
    every answer for half a second.

    Raises:
        BuildMissing: there is none, or it was written by another version.
    """
    try:
        build = msgspec.json.decode((state_dir / "hall.json").read_bytes(), type=HallBuild)
        if shown is not None and shown.build.catalogue == build.catalogue:
            return build, shown.catalogue
        data = (state_dir / "files" / build.catalogue).read_bytes()
        return build, msgspec.msgpack.decode(data, type=Catalogue)
    except (FileNotFoundError, msgspec.MsgspecError) as error:
        raise BuildMissing(f"no usable build in {state_dir}: {error}") from error


def find_build(state_dir: Path) -> tuple[HallBuild, Catalogue] | None:
    """Return the last build written to a state folder, or None where none can be shown."""
    try:
        return read_build(state_dir)
    except BuildMissing:
        return None


@dataclass(slots=True)
class FileShelf:
    """Built files in memory, least recently used out first.

    A page reads a few hundred small files, so the whole hall of a regional fair fits; the
    bound holds for fairs with more pictures than memory.
    """

    folder: Path
    max_bytes: int = 256 * 1024 * 1024
    _shelf: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _held: int = 0

    def read(self, name: str, suffix: str = "") -> bytes | None:
        """Return the bytes of `name`, plain or with suffix `.br` or `.gz`; None if missing."""
        if suffix not in _SUFFIXES or "/" in name or "\\" in name or name.startswith("."):
            return None
        full = name + suffix
        data = self._shelf.get(full)
        if data is not None:
            self._shelf.move_to_end(full)
            return data
        try:
            data = (self.folder / full).read_bytes()
        except OSError:
            return None
        self._keep(full, data)
        return data

    def forget_compressed(self) -> None:
        """Drop compressed variants: better ones have been written under the same names."""
        for full in [name for name in self._shelf if name.endswith((".br", ".gz"))]:
            self._held -= len(self._shelf.pop(full))

    def _keep(self, full: str, data: bytes) -> None:
        self._shelf[full] = data
        self._held += len(data)
        while self._held > self.max_bytes and len(self._shelf) > 1:
            self._held -= len(self._shelf.popitem(last=False)[1])


class LiveHall:
    """The newest good build with its catalogue; swapped as one when a build succeeds."""

    def __init__(self, build: HallBuild, catalogue: Catalogue, files: FileShelf) -> None:
        """Show `build`; its findings are the organiser's until a newer try replaces them."""
        self._build = build
        self._catalogue = catalogue
        self._files = files
        self._findings: Sequence[BuiltFinding] = build.findings
        self._subscribers: set[asyncio.Queue[str]] = set()

    @property
    def build(self) -> HallBuild:
        return self._build

    @property
    def catalogue(self) -> Catalogue:
        return self._catalogue

    @property
    def files(self) -> FileShelf:
        return self._files

    @property
    def findings(self) -> Sequence[BuiltFinding]:
        """What the organiser should see: of the last try, even when the hall kept is older."""
        return self._findings

    def show(self, build: HallBuild, catalogue: Catalogue) -> None:
        """Swap to a new build and tell every subscriber."""
        changed = build.build_id != self._build.build_id
        # The same catalogue stays the same value: what was made of it need not be made again.
        if build.catalogue != self._build.catalogue:
            self._catalogue = catalogue
        self._build = build
        self._findings = build.findings
        if changed:
            for queue in self._subscribers:
                _offer(queue, build.build_id)
        else:
            self._files.forget_compressed()

    def keep_with_findings(self, findings: Sequence[BuiltFinding]) -> None:
        """Keep the last good hall and show the organiser why the newest try failed."""
        self._findings = tuple(findings)

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[asyncio.Queue[str]]:
        """Give a bounded queue of build ids; when it is full the oldest one gives way."""
        queue: asyncio.Queue[str] = asyncio.Queue(_QUEUE_LENGTH)
        self._subscribers.add(queue)
        try:
            yield queue
        finally:
            self._subscribers.discard(queue)


def _offer(queue: asyncio.Queue[str], build_id: str) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(build_id)
