"""Keeps the shown hall equal to the fair's files while visitors go on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from watchfiles import Change, awatch

from hall.model.manifest import BuiltFinding
from hall.service.building.request import BuildRequest
from hall.service.freshness import fingerprint, record_fresh
from hall.service.live import LiveHall, read_build
from hall.service.worker import BuildCrashed, BuildRefused, BuildWorker

_log = logging.getLogger(__name__)
_WATCHED = frozenset({".yaml", ".csv", ".xlsx"})
# Editors save in two or three steps; longer would be felt.
_SETTLE_MS = 60
_STEP_MS = 30
# Whoever edits saves again soon; finishing keeps the worker busy for seconds.
_QUIET_S = 6.0
# Between the parts of finishing: an edit that came meanwhile goes first.
_BETWEEN_S = 0.2

MakeRequest = Callable[[], Awaitable[BuildRequest]]


class Rebuilder:
    """Rebuilds when a file of the fair or an approved change says so, one build at a time."""

    def __init__(self, worker: BuildWorker, live: LiveHall, make_request: MakeRequest) -> None:
        """`make_request` tells what to build now, approved changes included."""
        self._worker = worker
        self._live = live
        self._make_request = make_request
        self._wanted = asyncio.Event()

    def ask(self) -> None:
        """Ask for a build; many asks while one runs become one more build."""
        self._wanted.set()

    async def watch(self, fair_dir: Path) -> None:
        """Ask for a build whenever a file of the fair is saved; runs until cancelled."""
        changes = awatch(fair_dir, watch_filter=_is_source, debounce=_SETTLE_MS, step=_STEP_MS)
        async for _ in changes:
            self.ask()

    async def run(self) -> None:
        """Build whenever asked; finish the newest build while nothing else is wanted."""
        while True:
            pause = _QUIET_S
            while not self._live.build.is_finished and await self._is_quiet(pause):
                await self._finish()
                pause = _BETWEEN_S
            await self._wanted.wait()
            self._wanted.clear()
            await self._rebuild()

    async def _is_quiet(self, pause_s: float) -> bool:
        """Return whether nothing is asked for a while: finishing would hold up the next edit."""
        try:
            async with asyncio.timeout(pause_s):
                await self._wanted.wait()
        except TimeoutError:
            return True
        return False

    async def _rebuild(self) -> None:
        request = await self._make_request()
        mark = await asyncio.to_thread(fingerprint, request)
        try:
            await self._worker.build(request)
        except BuildRefused as refusal:
            _log.warning("the fair has errors, the last good hall stays: %s", refusal)
            self._live.keep_with_findings(refusal.findings)
        except BuildCrashed:
            _log.exception("the build failed, the last good hall stays")
            self._live.keep_with_findings([_CRASHED])
        else:
            await self._show(request)
            record_fresh(request, mark)

    async def _finish(self) -> None:
        request = await self._make_request()
        try:
            await self._worker.finish(request, self._live.build)
        except BuildCrashed:
            _log.exception("compressing failed; the hall stays as it is")
            await self._wanted.wait()
        else:
            await self._show(request)

    async def _show(self, request: BuildRequest) -> None:
        state = Path(request.state_dir)
        shown, catalogue = await asyncio.to_thread(read_build, state, self._live)
        self._live.show(shown, catalogue)
        _log.info("hall %s is shown", shown.build_id)


_CRASHED = BuiltFinding(
    "build.crashed", "error", "the build stopped unexpectedly; save the file again to retry"
)


def _is_source(_change: Change, path: str) -> bool:
    file = Path(path)
    hidden = any(part.startswith(".part-") for part in file.parts)
    return not hidden and (file.suffix in _WATCHED or "media" in file.parts)
