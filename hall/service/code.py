"""Keys of the program's own code: what another version would make differently is made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import hall

# The four packages lie side by side, in a checkout and in a wheel.
_ROOT = Path(hall.__path__[0]).parent


@cache
def code_digest(*patterns: str) -> str:
    """Return a key of the sources that match: `layout/**/*.py`, `hall/model/*.py`..."""
    hasher = hashlib.sha256()
    found = {path for pattern in patterns for path in _ROOT.glob(pattern)}
    for path in sorted(path for path in found if path.is_file()):
        hasher.update(path.name.encode())
        hasher.update(path.read_bytes())
    return hasher.hexdigest()
