"""The warm child process that builds halls, so that the serving process stays light.

The engines are imported in the child only. The child ends when its parent does, however the
parent dies.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from hall.model.manifest import BuiltFinding, HallBuild
from hall.service.building.request import BuildRequest
from hall.service.parentage import leave_with_parent

Progress = Callable[[str, int, int], None]
# An idle child leaves at once; more is not worth waiting for.
_PATIENCE_S = 3.0
_progress_queue: Any = None


class BuildRefused(Exception):
    """The fair cannot be built as its files stand; `findings` says why, all at once."""

    def __init__(self, findings: tuple[BuiltFinding, ...]) -> None:
        """Keep the findings; the first error is the message."""
        errors = [finding for finding in findings if finding.severity == "error"]
        super().__init__(f"{len(errors)} errors; first: {errors[0].message if errors else '?'}")
        self.findings = findings

    def __reduce__(self) -> tuple[type[BuildRefused], tuple[tuple[BuiltFinding, ...]]]:
        """Keep the findings when the exception crosses the process boundary."""
        return (BuildRefused, (self.findings,))


class BuildCrashed(Exception):
    """The build stopped at a fault of the program or of the machine, told in words."""


class _Stopped(BaseException):
    """The parent wants the child to leave: the job ends here, the child cleans up behind it."""


def _stop_job(_signal: int, _frame: object) -> None:
    raise _Stopped


def _start_child(queue: Any) -> None:  # noqa: ANN401 - a multiprocessing queue has no public type
    global _progress_queue  # noqa: PLW0603 - the only way an initializer can hand it on
    _progress_queue = queue
    signal.signal(signal.SIGTERM, _stop_job)
    leave_with_parent()


def _report(step: str, done: int, total: int) -> None:
    _progress_queue.put((step, done, total))


def _build(request: BuildRequest) -> HallBuild:
    from hall.service.building.pipeline import build_hall  # noqa: PLC0415 - child only

    with _crash_told():
        return build_hall(request, _report)


def _finish(request: BuildRequest, build: HallBuild) -> HallBuild:
    from hall.service.building.finishing import finish_build  # noqa: PLC0415 - child only

    with _crash_told():
        return finish_build(request, build)


@contextmanager
def _crash_told() -> Iterator[None]:
    """Turn whatever goes wrong into words: the parent must not load a parser to read it."""
    try:
        yield
    except BuildRefused:
        raise
    except Exception as error:  # noqa: BLE001 - the boundary between two processes
        traceback.print_exc()
        raise BuildCrashed(f"{type(error).__name__}: {error}") from None


class BuildWorker:
    """One child process that builds, started when it is first needed."""

    def __init__(self, on_progress: Progress) -> None:
        """`on_progress` is called in a thread of this process with step, done and total."""
        self._on_progress = on_progress
        self._pool: ProcessPoolExecutor | None = None
        self._queue: Any = None
        self._job: Future[HallBuild] | None = None

    async def build(self, request: BuildRequest) -> HallBuild:
        """Build the hall and return what was written.

        Raises:
            BuildRefused: the fair's files have errors.
            BuildCrashed: the build failed otherwise, or the child died; the next call starts
                another child.
        """
        return await self._run(_build, request)

    async def finish(self, request: BuildRequest, build: HallBuild) -> HallBuild:
        """Write what can wait: the best compression and the plain `hall.glb`."""
        return await self._run(_finish, request, build)

    def close(self) -> None:
        """Stop the child, without waiting for what it may be doing."""
        if self._pool is None:
            return
        # A cancelled wait does not end the job in the child: ask the job itself.
        busy = self._job is not None and not self._job.done()
        processes = list(getattr(self._pool, "_processes", {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            if busy:
                process.terminate()
            process.join(_PATIENCE_S)
            if process.is_alive():
                process.kill()
        self._queue.put(None)
        self._pool = None

    async def _run(self, work: Callable[..., HallBuild], *arguments: object) -> HallBuild:
        job = self._job = self._started().submit(work, *arguments)
        try:
            return await asyncio.wrap_future(job)
        except BrokenProcessPool as error:
            self._pool = None
            raise BuildCrashed("the build worker died") from error

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._queue = context.Queue()
            threading.Thread(target=self._relay, args=(self._queue,), daemon=True).start()
            self._pool = ProcessPoolExecutor(
                1, mp_context=context, initializer=_start_child, initargs=(self._queue,)
            )
        return self._pool

    def _relay(self, queue: Any) -> None:  # noqa: ANN401 - as above
        while (message := queue.get()) is not None:
            self._on_progress(*message)
