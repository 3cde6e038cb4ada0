"""The built viewer and styles: which hashed file an entry is, and its bytes."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli
from aiohttp import web

from hall.http.encodings import Encoding, rank_encodings
from hall.http.files import answer_bytes

_BEST_BROTLI = 11
_PACKED: tuple[Encoding, Encoding] = ("gzip", "br")
_COMPRESSIBLE = frozenset({".js", ".css", ".svg", ".json", ".wasm"})


class EntryMissing(LookupError):
    """The build of the viewer lacks an entry that a page asks for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The files of one entry: the script or style itself, then what it loads or starts at once.

    `later` are the scripts that it always loads, but only once it has run.
    """

    file: str
    styles: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


class WebAssets:
    """The folder that the viewer's build wrote, kept in memory and compressed once."""

    def __init__(self, web_dir: Path) -> None:
        """Read the manifest of `web_dir`; files are read when they are first asked for."""
        self._manifest: dict[str, dict[str, Any]] = json.loads(
            (web_dir / "manifest.json").read_text("utf-8")
        )
        folder = web_dir / "assets"
        self._paths = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
        self._bodies: dict[str, dict[Encoding, bytes]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    def entry(self, source: str) -> Entry:
        """Return the built files of a source such as `src/viewer/main.ts`.

        Raises:
            EntryMissing: the build has no such entry.
        """
        chunk = self._manifest.get(source)
        if chunk is None:
            raise EntryMissing(f"the viewer's build has no {source!r}; run `make build` again")
        styles = list(chunk.get("css", ()))
        imports = [self._manifest[name] for name in chunk.get("imports", ())]
        for imported in imports:
            styles.extend(imported.get("css", ()))
        first = [chunk["file"], *(imported["file"] for imported in imports)]
        later = [self._manifest[name] for name in chunk.get("dynamicImports", ())]
        later += [self._manifest[name] for part in later for name in part.get("imports", ())]
        return Entry(
            _asset_name(first[0]),
            _asset_names(styles),
            _asset_names(first[1:]),
            _asset_names(name for name in chunk.get("assets", ()) if name.endswith(".js")),
            _asset_names(part["file"] for part in later if part["file"] not in first),
        )

    async def answer(self, request: web.Request, name: str) -> web.Response | None:
        """Return an asset by its hashed name in the best encoding, 304, or None."""
        path = self._paths.get(name)
        if path is None:
            return None
        bodies = await self._load(path)
        accepted = rank_encodings(request.headers.get("Accept-Encoding", ""))
        encoding = next(e for e in (*accepted, "identity") if e in bodies)
        return answer_bytes(request, name, encoding, bodies[encoding])

    async def warm(self) -> None:
        """Compress everything beforehand, so that no visitor waits for it."""
        for path in self._paths.values():
            await self._load(path)

    async def weigh(self, source: str) -> dict[str, tuple[int, int, int]]:
        """Return the bytes (as they are, gzipped, in Brotli) of an entry's files by name.

        Raises:
            EntryMissing: the build has no such entry.
        """
        entry = self.entry(source)
        sizes = {}
        for name in (entry.file, *entry.imports, *entry.workers, *entry.later, *entry.styles):
            bodies = await self._load(self._paths[name])
            raw = len(bodies["identity"])
            gzipped, packed = (len(bodies.get(e, bodies["identity"])) for e in _PACKED)
            sizes[name] = (raw, gzipped, packed)
        return sizes

    async def _load(self, path: Path) -> dict[Encoding, bytes]:
        async with self._locks.setdefault(path.name, asyncio.Lock()):
            if path.name not in self._bodies:
                self._bodies[path.name] = await asyncio.to_thread(_compress, path)
        return self._bodies[path.name]


def _asset_name(file: str) -> str:
    return file.removeprefix("assets/")


def _asset_names(files: Iterable[str]) -> tuple[str, ...]:
    return tuple(_asset_name(file) for file in dict.fromkeys(files))


def _compress(path: Path) -> dict[Encoding, bytes]:
    data = path.read_bytes()
    bodies: dict[Encoding, bytes] = {"identity": data}
    if path.suffix in _COMPRESSIBLE:
        packed = brotli.compress(data, quality=_BEST_BROTLI)
        if len(packed) < len(data):
            bodies["br"] = packed
            bodies["gzip"] = gzip.compress(data, mtime=0)
    return bodies
