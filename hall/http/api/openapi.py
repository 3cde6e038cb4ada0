"""OpenAPI 3.1, made from the route table and the shapes themselves."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from aiohttp import web
from msgspec import Struct

from hall.http.keys import ROUTES
from hall.http.problems import PROBLEM_TYPE, ProblemShape
from hall.http.requests import services_of, urls_of
from hall.http.routing import Route, RouteTable

_PARAMETER = re.compile(r"{(\w+)}")
_REFERENCES = "#/components/schemas/{name}"


async def get_openapi(request: web.Request) -> web.StreamResponse:
    """Describe every JSON route."""
    title = str(services_of(request).live.catalogue.fair.name.pick("en"))
    document = build_openapi(request.app[ROUTES], title, urls_of(request).public_url)
    return web.json_response(document, headers={"Cache-Control": "no-cache"})


def build_openapi(table: RouteTable, title: str, server: str) -> dict[str, Any]:
    """Return the document for the routes below `/api/v1/`."""
    described = [route for route in table.routes if route.path.startswith("/api/v1/")]
    kinds: list[type[Struct]] = [ProblemShape]
    for route in described:
        kinds.extend(kind for kind in (route.takes, route.gives) if kind is not None)
    unique = list(dict.fromkeys(kinds))
    schemas, components = msgspec.json.schema_components(unique, ref_template=_REFERENCES)
    by_kind = dict(zip(unique, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in described:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, by_kind)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": components},
    }


def _operation(route: Route, schemas: dict[type[Struct], dict[str, Any]]) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PARAMETER.findall(route.path)
    ]
    parameters.extend(
        {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
        for name, text in route.query.items()
    )
    if route.created:
        parameters.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": True,
                "schema": {"type": "string", "format": "uuid"},
            }
        )
    problem = {PROBLEM_TYPE: {"schema": schemas[ProblemShape]}}
    operation: dict[str, Any] = {
        "summary": route.summary,
        "operationId": route.handler.__name__,
        "parameters": parameters,
        "responses": {
            "201" if route.created else "200": _success(route, schemas),
            "default": {"description": "Refused", "content": problem},
        },
    }
    if route.takes is not None:
        body = {"application/json": {"schema": schemas[route.takes]}}
        operation["requestBody"] = {"required": True, "content": body}
    return operation


def _success(route: Route, schemas: dict[type[Struct], dict[str, Any]]) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": route.summary}
    if route.gives is not None:
        answer["content"] = {"application/json": {"schema": schemas[route.gives]}}
    elif route.path.endswith("/events"):
        answer["content"] = {"text/event-stream": {"schema": {"type": "string"}}}
    return answer
