"""A route with the rules that hold for it; the middlewares read them, OpenAPI tells them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from aiohttp import web
from msgspec import Struct

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
FORM_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Route:
    """One method on one path.

    `limit` names what the guard counts. `private` pages are never stored. `token` pages
    carry a secret in their address, are private and send no referrer. Of a `streamed` route
    the handler reads the body itself, once it knows who sends it. A `sandbox` answer is
    somebody's file: nothing in it may run. `summary`, `query`,
    `takes` and `gives` describe a JSON route in OpenAPI.
    """

    method: str
    path: str
    handler: Handler
    private: bool = False
    token: bool = False
    limit: str = ""
    max_bytes: int = FORM_BYTES
    wasm: bool = False
    streamed: bool = False
    sandbox: bool = False
    summary: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    takes: type[Struct] | None = None
    gives: type[Struct] | None = None
    created: bool = False


class RouteTable:
    """The routes of an application by method and canonical path."""

    def __init__(self, routes: Iterable[Route], base: str) -> None:
        self.routes = tuple(routes)
        self.base = base
        self._by_key = {(r.method, base + r.path): r for r in self.routes}

    def add_to(self, app: web.Application) -> None:
        for route in self.routes:
            app.router.add_route(route.method, self.base + route.path, route.handler)
            if route.method == "GET":
                app.router.add_route("HEAD", self.base + route.path, route.handler)

    def find(self, request: web.BaseRequest) -> Route | None:
        """Return the route that a request was matched to, or None for an unknown address."""
        if not isinstance(request, web.Request):
            return None
        resource = request.match_info.route.resource
        if resource is None:
            return None
        method = "GET" if request.method == "HEAD" else request.method
        return self._by_key.get((method, resource.canonical))
