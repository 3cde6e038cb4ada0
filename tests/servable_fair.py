"""A fair in folders of its own, ready to be served by the real command."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hall_process import HallProcess


@dataclass(frozen=True)
class ServableFair:
    """A fair's folder and its run-time folder."""

    fair: Path
    state: Path

    def serve(self, **options: object) -> HallProcess:
        return HallProcess.start(str(self.fair), self.state, **options)  # type: ignore[arg-type]
