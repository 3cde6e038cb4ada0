"""The application: routes, middlewares and what they share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from hall.http import keys
from hall.http.assets import WebAssets
from hall.http.finding import Lookups
from hall.http.metrics import Metrics
from hall.http.middlewares.errors import shape_errors
from hall.http.middlewares.guards import guard_writes
from hall.http.middlewares.headers import add_security_headers
from hall.http.rendering import Renderer
from hall.http.routes import ROUTES
from hall.http.routing import RouteTable
from hall.http.services import AppServices
from hall.http.serving import watch_connections
from hall.http.urls import Urls

# Routes have their own, smaller limits; this one is aiohttp's, for the largest of them.
_MAX_BODY_BYTES = 16 * 1024 * 1024


def create_app(services: AppServices) -> web.Application:
    """Return the application of one fair, below the base path of its public address."""
    urls = Urls(services.settings.public_url)
    assets = WebAssets(services.settings.web_dir)
    app = web.Application(
        middlewares=[watch_connections, shape_errors, guard_writes],
        client_max_size=_MAX_BODY_BYTES,
    )
    table = RouteTable(ROUTES, urls.base)
    app[keys.SERVICES] = services
    app[keys.ROUTES] = table
    app[keys.ASSETS] = assets
    app[keys.RENDERER] = Renderer(services.live, urls, assets)
    app[keys.LOOKUPS] = Lookups()
    app[keys.METRICS] = Metrics()
    app[keys.STREAMS] = keys.Streams()
    table.add_to(app)
    app.on_response_prepare.append(add_security_headers)
    app.cleanup_ctx.append(_warm)
    app.on_shutdown.append(_end_streams)
    return app


async def _end_streams(app: web.Application) -> None:
    """Let listeners go at once: a stop waits for every handler that still runs."""
    for stream in tuple(app[keys.STREAMS].running):
        stream.cancel()


async def _warm(app: web.Application) -> AsyncIterator[None]:
    """Compress the viewer and index every build beside the requests, not in one of them."""
    tasks = [
        asyncio.create_task(app[keys.ASSETS].warm()),
        asyncio.create_task(_index_builds(app)),
    ]
    yield
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _index_builds(app: web.Application) -> None:
    live = app[keys.SERVICES].live
    async with live.subscribe() as queue:
        while True:
            await asyncio.to_thread(app[keys.LOOKUPS].of(live.catalogue).warm)
            await queue.get()
