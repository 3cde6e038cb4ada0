"""Everything that goes wrong becomes one shape: JSON for programs, a page for people."""

from __future__ import annotations

import logging
import time

from aiohttp import web

from hall.http.keys import METRICS, RENDERER, ROUTES
from hall.http.problems import (
    Problem,
    ProblemShape,
    from_http_error,
    from_store_error,
    problem_response,
)
from hall.http.rendering import PageHead, html_response
from hall.http.requests import language_of
from hall.http.routing import Handler
from hall.store.errors import StoreError

_LOG = logging.getLogger("hall.http")
_MACHINE_PATHS = ("/api/", "/f/", "/a/", "/look/", "/health/", "/metrics")


@web.middleware
async def shape_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer refusals in the visitor's language; count every request."""
    started = time.perf_counter()
    status = 500
    try:
        response = await handler(request)
        status = response.status
    except Problem as problem:
        status = problem.status
        return _answer(request, problem)
    except web.HTTPException as error:
        status = error.status
        if error.status < 400:  # noqa: PLR2004 - redirections are answers
            raise
        return _answer(request, from_http_error(error))
    except StoreError as error:
        _LOG.exception("%s %s could not be kept", request.method, request.path)
        refusal = from_store_error(error)
        status = refusal.status
        return _answer(request, refusal)
    except Exception:  # noqa: BLE001 - a visitor gets a page whatever fails; the log has it
        _LOG.exception("%s %s failed", request.method, request.path)
        return _answer(request, Problem(500, "failed"))
    else:
        return response
    finally:
        route = request.app[ROUTES].find(request)
        known = route.path if route else "unknown"
        # Streams stay open for hours; their length says nothing about speed.
        seconds = 0.0 if known.endswith("/events") else time.perf_counter() - started
        request.app[METRICS].count(request.method, known, status, seconds)


def _answer(request: web.Request, problem: Problem) -> web.Response:
    lang = language_of(request)
    path = request.path.removeprefix(request.app[ROUTES].base)
    if path.startswith(_MACHINE_PATHS):
        return problem_response(problem, lang)
    shape = ProblemShape.of(problem, lang)
    html = request.app[RENDERER].render(
        "problem.html", lang, PageHead(shape.title, index=False), problem=shape
    )
    response = html_response(request, html, status=problem.status, public=False)
    response.headers.update({"Cache-Control": "no-store", **problem.headers})
    return response
