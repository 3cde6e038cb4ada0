"""`hall serve FAIR`: builds what is missing, opens the doors, keeps the hall up to date."""

from __future__ import annotations

import argparse
import asyncio
import logging
import re
import signal
import socket
import sys
from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from hall.cli.composition import Composition, compose
from hall.cli.progress import TerminalProgress
from hall.cli.settings import Settings, read_settings
from hall.http.serving import GuardedSite
from hall.resources import ResourceMissing, fair_dir
from hall.service.worker import BuildRefused
from hall.store.files import DataDirLock, sweep_temporaries

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
_ID_LINE = re.compile(
    r"^id:[ \t]*[\"']?([a-z0-9][a-z0-9-]{0,47})[\"']?[ \t]*(?:#.*)?$", re.MULTILINE
)
_DRAIN_S = 8.0
_BACKLOG = 512


def run(options: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM; 1 where the fair's files have errors."""
    folder = fair_dir(options.fair)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(message)s")
    for chatty in ("alembic", "watchfiles"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # Bound before the build: a port that is taken should be told now, not in a minute.
    listener = _bind(options.host, options.port)
    host = f"[{options.host}]" if ":" in options.host else options.host
    address = f"http://{host}:{listener.getsockname()[1]}"
    fair_id = read_fair_id(folder)
    settings = read_settings(folder, fair_id, data_dir=options.data_dir, address=address)
    lock = DataDirLock(settings.state_dir)
    sweep_temporaries(settings.state_dir)
    try:
        return asyncio.run(_serve(settings, fair_id, listener, _clock(options.now)))
    except BuildRefused as refusal:
        for finding in refusal.findings:
            place = f"{finding.place}: " if finding.place else ""
            print(f"{finding.severity}: {place}{finding.code}: {finding.message}", file=sys.stderr)
        return EXIT_FINDINGS
    finally:
        lock.release()


def read_fair_id(folder: Path) -> str:
    """Return the id in fair.yaml, found without the YAML reader that serving does not load.

    Raises:
        ResourceMissing: there is no line `id: ...` with a well-formed id.
    """
    text = (folder / "fair.yaml").read_text("utf-8-sig")
    match = _ID_LINE.search(text)
    if match is None:
        raise ResourceMissing(f"{folder / 'fair.yaml'} has no line `id: my-fair-2026`")
    return match[1]


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise OSError(f"cannot listen on {host}:{port}: {error.strerror}; try --port 0") from error
    return listener


class _Clock:
    """The time in UTC, shifted where `--now` pretends another day."""

    def __init__(self, shift: timedelta) -> None:
        self._shift = shift

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._shift


def _clock(pretended: str | None) -> _Clock:
    if pretended is None:
        return _Clock(timedelta())
    moment = datetime.fromisoformat(pretended)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return _Clock(moment - datetime.now(UTC))


async def _serve(settings: Settings, fair_id: str, listener: socket.socket, clock: _Clock) -> int:
    progress = TerminalProgress()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no handlers on its loop; there Ctrl-C raises KeyboardInterrupt.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    composition = await _unless(stop, compose(settings, fair_id, now=clock, progress=progress))
    progress.finish()
    if composition is None:
        return EXIT_CLEAN
    runner = web.AppRunner(composition.app, access_log=None, shutdown_timeout=_DRAIN_S)
    try:
        await runner.setup()
        await GuardedSite(runner, listener, backlog=_BACKLOG).start()
        print(f"{settings.public_url}/", flush=True)
        await _until(stop, composition)
    finally:
        await runner.cleanup()
        await composition.close()
    return EXIT_CLEAN


async def _unless(
    stop: asyncio.Event, composing: Coroutine[Any, Any, Composition]
) -> Composition | None:
    """Return what is being composed, or None where `stop` came first: a build can be long."""
    task = asyncio.create_task(composing)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if task.done():
        return task.result()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return None


async def _until(stop: asyncio.Event, composition: Composition) -> None:
    """Keep the hall up to date until `stop`; a background task that fails ends the server."""
    tasks = composition.start_background()
    stopping = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait({stopping, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    for task in (stopping, *tasks):
        task.cancel()
    for task in done - {stopping}:
        task.result()
