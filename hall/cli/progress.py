"""Progress of long work: one moving line on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
import threading

_WORDS = {
    "tables": "reading the tables",
    "layout": "placing the stands",
    "audit": "checking the layout",
    "repairs": "trying what would help",
    "capacity": "trying sizes and aisles",
    "pictures": "drawing product pictures",
    "hall": "building the hall",
    "atlases": "gathering the pictures of each stand",
    "stands": "furnishing the stands",
    "pages": "writing plans and indexes",
}


class TerminalProgress:
    """Called with step, done and total; writes to stderr where that is a terminal."""

    def __init__(self) -> None:
        """Find out once whether anybody watches."""
        self._on = sys.stderr.isatty()
        self._lock = threading.Lock()
        self._step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        if not self._on:
            return
        with self._lock:
            if step != self._step and self._step:
                sys.stderr.write("\n")
            self._step = step
            count = f" {done}/{total}" if total > 1 else ""
            sys.stderr.write(f"\r» {_WORDS.get(step, step)}{count} ")
            sys.stderr.flush()

    def finish(self) -> None:
        """End the line."""
        if self._on and self._step:
            sys.stderr.write("\n")
            self._step = ""
