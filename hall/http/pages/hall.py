"""The page of the 3D hall: the least that a browser needs before the viewer starts."""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web
from markupsafe import Markup

from hall.http.api.hall import HallConfig, hall_config
from hall.http.keys import ASSETS, RENDERER
from hall.http.rendering import PageHead
from hall.http.requests import page, page_language, services_of, urls_of
from hall.service.wording import word

_SAFE_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


async def show_hall(request: web.Request) -> web.StreamResponse:
    """Show the hall; without WebGL or JavaScript the page leads to the plan."""
    lang = page_language(request)
    title, values = _describe(request, lang)
    theme = services_of(request).live.catalogue.fair.theme
    return page(request, "hall.html", title, description=str(theme.pick(lang)), **values)


def render_hall(request: web.Request, lang: str) -> str:
    """Return the page's HTML, for whoever wants to know how long it is."""
    title, values = _describe(request, lang)
    head = PageHead(title, path=urls_of(request).hall(lang))
    return request.app[RENDERER].render("hall.html", lang, head, **values)


def _describe(request: web.Request, lang: str) -> tuple[str, dict[str, Any]]:
    urls = urls_of(request)
    viewer = request.app[ASSETS].entry("src/viewer/main.ts")
    config = hall_config(request, lang)
    poster = services_of(request).live.build.poster
    return word(lang, "nav.hall"), {
        "config": config,
        "poster": urls.file(poster) if poster else "",
        "config_json": _script_json(config),
        "script": urls.asset(viewer.file),
        "styles": [urls.asset(name) for name in viewer.styles],
        "modules": [urls.asset(name) for name in viewer.imports],
        "later": [urls.asset(name) for name in viewer.later],
    }


def _script_json(config: HallConfig) -> Markup:
    """Return JSON that cannot end the script element it stands in."""
    text = msgspec.json.encode(config).decode("utf-8").translate(_SAFE_IN_SCRIPT)
    return Markup(text)  # noqa: S704 - every < > & of it is escaped above
