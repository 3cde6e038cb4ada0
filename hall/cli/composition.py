"""The composition root: settings become a database, services, the live hall and the app."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aiohttp import web

from hall.cli.settings import Settings
from hall.http.app import create_app
from hall.http.services import AppServices, HttpSettings
from hall.resources import is_shipped, web_dir
from hall.service.accounts import AccountDesk
from hall.service.approved import list_approved
from hall.service.building.request import BuildRequest
from hall.service.changes import ChangeDesk
from hall.service.freshness import fingerprint, is_fresh, record_fresh
from hall.service.intake import IntakeGate
from hall.service.invites import InviteDesk
from hall.service.limits import Guard
from hall.service.live import FileShelf, LiveHall, find_build, read_build
from hall.service.messages import MessageDesk
from hall.service.orders import OrderDesk
from hall.service.rebuilding import Rebuilder
from hall.service.receiving import Reception
from hall.service.uploads import UploadDesk
from hall.service.worker import BuildRefused, BuildWorker, Progress
from hall.store.database.database import FILE_NAME, Database
from hall.store.files import read_or_make_secret

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Composition:
    """A server put together: its application and what lives beside it."""

    app: web.Application
    settings: Settings
    database: Database
    worker: BuildWorker
    rebuilder: Rebuilder

    def start_background(self) -> list[asyncio.Task[None]]:
        """Start watching the fair's files and rebuilding the hall."""
        return [
            asyncio.create_task(self.rebuilder.run(), name="rebuild"),
            asyncio.create_task(self.rebuilder.watch(self.settings.fair_dir), name="watch"),
        ]

    async def close(self) -> None:
        """Stop the worker, then finish what is waiting to be written."""
        self.worker.close()
        await self.database.close()


async def compose(
    settings: Settings, fair_id: str, *, now: Callable[[], datetime], progress: Progress
) -> Composition:
    """Return the server for a fair, its hall built first where the last build is stale.

    Raises:
        BuildRefused: the fair's files have errors and there is nothing to show.
    """
    database = await Database.open(settings.state_dir / FILE_NAME, fair_id)
    worker = BuildWorker(progress)
    try:

        async def make_request() -> BuildRequest:
            return BuildRequest(
                fair_dir=str(settings.fair_dir),
                state_dir=str(settings.state_dir),
                base=settings.base,
                read_only=is_shipped(settings.fair_dir),
                changes=await list_approved(database),
            )

        live = await open_hall(await make_request(), worker)
        secret = read_or_make_secret(settings.state_dir / "secret.key")
        rebuilder = Rebuilder(worker, live, make_request)
        reception = Reception(UploadDesk(database), IntakeGate(), settings.state_dir / "uploads")
        await reception.refuse_interrupted(now())
        services = AppServices(
            settings=HttpSettings(
                public_url=settings.public_url,
                web_dir=web_dir(),
                now=now,
                trusted_proxies=settings.trusted_proxies,
            ),
            live=live,
            orders=OrderDesk(database, secret),
            messages=MessageDesk(database),
            invites=InviteDesk(database),
            accounts=AccountDesk(database),
            guard=Guard(time.monotonic),
            changes=ChangeDesk(database),
            reception=reception,
            rebuild=rebuilder.ask,
        )
    except BaseException:
        worker.close()
        await database.close()
        raise
    return Composition(create_app(services), settings, database, worker, rebuilder)


async def open_hall(request: BuildRequest, worker: BuildWorker) -> LiveHall:
    """Return the hall to show: the last build where it is fresh, else a new one.

    Where the files have errors the last good hall is shown, with what is wrong with them.

    Raises:
        BuildRefused: the fair's files have errors and no hall was ever built of them.
    """
    state = Path(request.state_dir)
    files = FileShelf(state / "files")
    mark = await asyncio.to_thread(fingerprint, request)
    last = await asyncio.to_thread(find_build, state)
    if last is not None and await asyncio.to_thread(is_fresh, request):
        return LiveHall(*last, files)
    try:
        await worker.build(request)
    except BuildRefused as refusal:
        if last is None:
            raise
        _log.warning("the fair has errors, the last good hall is shown: %s", refusal)
        live = LiveHall(*last, files)
        live.keep_with_findings(refusal.findings)
        return live
    record_fresh(request, mark)
    return LiveHall(*await asyncio.to_thread(read_build, state), files)
