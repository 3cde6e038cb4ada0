"""The folder of built files: named by content, compressed once, kept until unused.

A name is the first 20 hex digits of the SHA-256 of the uncompressed bytes plus a suffix, so
a file never changes under its name; only its compressed siblings may be replaced by better
ones of the same content.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import brotli

from hall.store.files import write_atomic

NAME_HEX_DIGITS = 20
FAST_BROTLI = 5
BEST_BROTLI = 11
# Pictures and fonts are compressed already.
_COMPRESSIBLE = frozenset({".glb", ".json", ".svg", ".geojson", ".msgpack"})
_WORTHWHILE_SHARE = 0.95


def content_name(data: bytes, suffix: str) -> str:
    """Return the name that `data` has in the folder; `suffix` begins with a dot."""
    return hashlib.sha256(data).hexdigest()[:NAME_HEX_DIGITS] + suffix


@dataclass(frozen=True, slots=True)
class BuiltFiles:
    """A folder of content-named files."""

    folder: Path

    def has(self, name: str) -> bool:
        return (self.folder / name).is_file()

    def read(self, name: str) -> bytes:
        """Return the uncompressed bytes.

        Raises:
            FileNotFoundError: there is no such file.
        """
        return (self.folder / name).read_bytes()

    def measure(self, name: str) -> tuple[int, int, int]:
        """Return the bytes of a file as it is, gzipped and in Brotli, as they go out.

        Raises:
            FileNotFoundError: there is no such file.
        """
        path = self.folder / name
        raw = path.stat().st_size
        packed = [path.with_name(name + suffix) for suffix in (".gz", ".br")]
        gzip_size, brotli_size = (p.stat().st_size if p.exists() else raw for p in packed)
        return raw, gzip_size, brotli_size

    def put(self, data: bytes, suffix: str) -> str:
        """Write `data` under its content name, with fast compressed siblings; return the name."""
        name = content_name(data, suffix)
        path = self.folder / name
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            if suffix in _COMPRESSIBLE:
                self._write_siblings(path, data, FAST_BROTLI)
            # Last, so that whoever sees the file sees its siblings too.
            write_atomic(path, data, durable=False)
        return name

    def is_best(self, name: str) -> bool:
        """Return whether `name` has its smallest Brotli sibling, or none would help."""
        path = self.folder / name
        return path.with_name(name + ".best").exists() or not path.with_name(name + ".br").exists()

    def improve(self, name: str) -> bool:
        """Replace the Brotli sibling of `name` by the smallest one; return whether it shrank."""
        path = self.folder / name
        sibling = path.with_name(name + ".br")
        marker = path.with_name(name + ".best")
        if self.is_best(name):
            return False
        best = brotli.compress(path.read_bytes(), quality=BEST_BROTLI)
        smaller = len(best) < sibling.stat().st_size
        if smaller:
            write_atomic(sibling, best, durable=False)
        marker.touch()
        return smaller

    def sweep(self, used: frozenset[str], before: float) -> int:
        """Remove files, with siblings, that are not `used` and were written before a moment.

        `before` is in seconds since 1970: an open viewer may still ask for what the build
        before this one wrote. Returns how many were removed.
        """
        removed = 0
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            base = path.name.removesuffix(".br").removesuffix(".gz").removesuffix(".best")
            if base not in used and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def _write_siblings(self, path: Path, data: bytes, quality: int) -> None:
        packed = brotli.compress(data, quality=quality)
        if len(packed) < len(data) * _WORTHWHILE_SHARE:
            write_atomic(path.with_name(path.name + ".br"), packed, durable=False)
            zipped = gzip.compress(data, compresslevel=6, mtime=0)
            write_atomic(path.with_name(path.name + ".gz"), zipped, durable=False)
