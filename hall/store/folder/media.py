"""References to files below `media/`: they stay inside it, and they exist."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

_UPLOAD = re.compile(r"sha256:[0-9a-f]{64}")


class MediaFolder:
    """The `media/` folder of a fair, listed once."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "media"
        self._known: frozenset[str] | None = None

    def is_safe(self, reference: str) -> bool:
        """Return whether a reference is an upload's or a path that stays inside."""
        if _UPLOAD.fullmatch(reference):
            return True
        path = PurePosixPath(reference)
        return not (
            path.is_absolute()
            or ".." in path.parts
            or "\\" in reference
            or ":" in reference
            or "\0" in reference
            or not path.parts
        )

    def has(self, reference: str) -> bool:
        """Return whether the file is there; uploads are not this folder's to know."""
        if _UPLOAD.fullmatch(reference):
            return True
        if self._known is None:
            self._known = frozenset(
                path.relative_to(self.root).as_posix()
                for path in self.root.rglob("*")
                if path.is_file()
            )
        return PurePosixPath(reference).as_posix() in self._known
