"""A real `hall serve` on a free port of the loopback, for tests that talk to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
START_S = 400.0  # the first start of a large fair prepares its media
STOP_S = 20.0


@dataclass
class HallProcess:
    """The running command; `url` has no slash at its end."""

    process: subprocess.Popen[str]
    url: str
    log: list[str] = field(default_factory=list)

    @classmethod
    def start(
        cls,
        fair: str,
        state: Path,
        *,
        arguments: Sequence[str] = (),
        environ: Mapping[str, str] | None = None,
        python: str = sys.executable,
        cwd: Path = ROOT,
    ) -> HallProcess:
        command = [python, "-m", "hall", "serve", fair, "--port", "0", "--data-dir", str(state)]
        process = subprocess.Popen(
            [*command, *arguments],
            cwd=cwd,
            env={**os.environ, **(environ or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        log: list[str] = []
        assert process.stderr is not None
        assert process.stdout is not None
        threading.Thread(target=_collect, args=(process.stderr, log), daemon=True).start()
        guard = threading.Timer(START_S, process.kill)
        guard.start()
        line = process.stdout.readline().strip()
        guard.cancel()
        if not line.startswith("http"):
            process.kill()
            process.wait()
            process.stdout.close()
            raise AssertionError(f"the server did not start:\n{''.join(log)}")
        return cls(process, line.rstrip("/"), log)

    def stop(self) -> int:
        """End it gracefully and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code

    def kill(self) -> None:
        """End it as a power cut of the process would."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _collect(stream: object, log: list[str]) -> None:
    log.extend(stream)  # type: ignore[call-overload]
    stream.close()  # type: ignore[attr-defined]
