"""Guards before a handler runs: where a write comes from, how often, how big, how slow."""

from __future__ import annotations

import asyncio

from aiohttp import web

from hall.http.keys import ROUTES, SERVICES
from hall.http.problems import Problem
from hall.http.requests import session_cookie, visitor_of
from hall.http.routing import Handler, Route
from hall.http.urls import Urls
from hall.service.errors import TooMany

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
BODY_DEADLINE_S = 15.0


@web.middleware
async def guard_writes(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse writes that come from another site, too often, too big or too slowly."""
    route = request.app[ROUTES].find(request)
    if route is not None:
        _check_rate(request, route)
        if request.method not in _SAFE:
            _check_origin(request, route)
            _check_packing(request)
            if not route.streamed:
                await _read_body(request, route)
    return await handler(request)


def _check_rate(request: web.Request, route: Route) -> None:
    if not route.limit:
        return
    exhibitor = request.match_info.get("exhibitor", "")
    try:
        request.app[SERVICES].guard.admit(route.limit, visitor_of(request), exhibitor)
    except TooMany as refused:
        headers = {"Retry-After": str(refused.retry_after_s)}
        raise Problem(429, "too_many", headers=headers) from None


def _check_origin(request: web.Request, route: Route) -> None:
    """Refuse a write that another site makes a browser send.

    A page without referrer sends `Origin: null`; there the secret in its address is the
    proof that the visitor was let in. Programs send neither header and have no cookie.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site in {"same-origin", "none"}:
            return
        raise Problem(403, "foreign_origin")
    origin = request.headers.get("Origin")
    if origin is None:
        if session_cookie(request):
            raise Problem(403, "foreign_origin")
        return
    if origin == "null" and route.token:
        return
    expected = {Urls(request.app[SERVICES].settings.public_url).origin.lower()}
    # Reached directly, by another name of the same machine: what the browser calls us.
    expected.add(f"{request.scheme}://{request.host}".lower())
    # Without a Host the name is empty, and nobody's origin is.
    if origin.endswith("/") or origin.lower() not in expected:
        raise Problem(403, "foreign_origin")


def _check_packing(request: web.Request) -> None:
    """Refuse a packed body: no browser packs what it sends, only a bomb has to be small."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise Problem(415, "bad_request", headers={"Accept-Encoding": "identity"})


async def _read_body(request: web.Request, route: Route) -> None:
    """Read the whole body within its limits; the handler then finds it in memory."""
    length = request.content_length
    if length is not None and length > route.max_bytes:
        raise Problem(413, "too_large")
    try:
        async with asyncio.timeout(BODY_DEADLINE_S):
            body = await request.read()
    except TimeoutError:
        raise Problem(408, "too_slow", headers={"Connection": "close"}) from None
    except web.RequestPayloadError:
        raise Problem(400, "bad_request") from None
    if len(body) > route.max_bytes:
        raise Problem(413, "too_large")
