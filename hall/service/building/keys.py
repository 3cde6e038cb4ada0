"""What was made before: a key of everything that went in, and the files that came out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path

import msgspec

from hall.service.code import code_digest
from hall.store.files import write_atomic


def digest(*parts: object) -> str:
    """Return a key of values: bytes, texts, numbers, and tuples and dataclasses of such.

    Bytes go into the hash as they are: the repr of a picture is four times as long.
    """
    hasher = hashlib.sha256()
    _feed(hasher, parts)
    return hasher.hexdigest()


def _feed(hasher: hashlib._Hash, value: object) -> None:
    if isinstance(value, bytes):
        hasher.update(b"b%d:" % len(value))
        hasher.update(value)
    elif isinstance(value, tuple):
        hasher.update(b"t%d:" % len(value))
        for item in value:
            _feed(hasher, item)
    elif is_dataclass(value):
        hasher.update(type(value).__name__.encode() + b"{")
        for spec in fields(value):
            _feed(hasher, getattr(value, spec.name))
    else:
        text = repr(value).encode()
        hasher.update(b"r%d:" % len(text))
        hasher.update(text)


# The code that makes each kind of thing: a change elsewhere leaves it good.
_MAKERS = {
    "placing": ("layout/**/*.py", "hall/service/building/placing.py"),
    "picture": ("assets/*.py", "assets/forms/*.py"),
    "shrunk": ("assets/pictures.py",),
    "shell": ("layout/values.py", "assets/**/*.py", "exporters/*.py"),
    "poster": ("layout/values.py", "assets/**/*.py", "exporters/*.py"),
    "near": ("assets/**/*.py", "exporters/*.py"),
    "atlas": ("assets/pictures.py", "assets/forms/*.py", "exporters/atlas.py"),
    "icons": ("hall/service/building/icons.py",),
    "share": ("assets/share_card.py", "assets/board_writer.py"),
    "fonts": ("exporters/sign_fonts.py",),
}


def key_of(kind: str, *parts: object) -> str:
    """Return the key of a made thing: its kind, and a digest of what went in and who made it."""
    return f"{kind}:{digest(code_digest(*_MAKERS[kind]), *parts)}"


@dataclass(slots=True)
class KeyBook:
    """Keys to built file names, kept in one JSON file between builds."""

    path: Path
    _names: dict[str, list[str]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, path: Path) -> KeyBook:
        """Return the book at `path`, empty where there is none or it cannot be read."""
        try:
            stored = msgspec.json.decode(path.read_bytes(), type=dict[str, list[str]])
        except (FileNotFoundError, msgspec.DecodeError):
            stored = {}
        return cls(path, stored)

    def find(self, key: str) -> tuple[str, ...] | None:
        """Return the files made for `key`, or None; a key asked for is kept at `save`."""
        names = self._names.get(key)
        if names is None:
            return None
        self._used.add(key)
        return tuple(names)

    def note(self, key: str, names: Iterable[str]) -> tuple[str, ...]:
        self._names[key] = list(names)
        self._used.add(key)
        return tuple(self._names[key])

    def list_names(self) -> frozenset[str]:
        """Return every file that a kept key leads to."""
        return frozenset(name for names in self._names.values() for name in names)

    def save(self) -> None:
        """Write the keys that this build used or made; forget the others."""
        kept = {key: self._names[key] for key in sorted(self._used)}
        write_atomic(self.path, msgspec.json.encode(kept), durable=False)
