"""What the application carries, by typed key."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from hall.http.assets import WebAssets
from hall.http.finding import Lookups
from hall.http.metrics import Metrics
from hall.http.rendering import Renderer
from hall.http.routing import RouteTable
from hall.http.services import AppServices

SERVICES = web.AppKey("services", AppServices)
ROUTES = web.AppKey("routes", RouteTable)
RENDERER = web.AppKey("renderer", Renderer)
ASSETS = web.AppKey("assets", WebAssets)
LOOKUPS = web.AppKey("lookups", Lookups)
METRICS = web.AppKey("metrics", Metrics)


@dataclass
class Streams:
    """The handlers that tell listeners of new builds: they end only when they are told to."""

    running: set[asyncio.Task[Any]] = field(default_factory=set)


STREAMS = web.AppKey("streams", Streams)
