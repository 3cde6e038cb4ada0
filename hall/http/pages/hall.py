"""The page of the 3D hall: the least that a browser needs before the viewer starts."""

from __future__ import annotations

import msgspec
from aiohttp import web
from markupsafe import Markup

from hall.http.api.hall import HallConfig, hall_config
from hall.http.keys import ASSETS
from hall.http.requests import page, page_language, services_of, urls_of
from hall.service.wording import word

_SAFE_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


async def show_hall(request: web.Request) -> web.StreamResponse:
    """Show the hall; without WebGL or JavaScript the page leads to the plan."""
    lang = page_language(request)
    urls = urls_of(request)
    viewer = request.app[ASSETS].entry("src/viewer/main.ts")
    config = hall_config(request, lang)
    fair = services_of(request).live.catalogue.fair
    return page(
        request,
        "hall.html",
        word(lang, "nav.hall"),
        description=str(fair.theme.pick(lang)),
        config=config,
        config_json=_script_json(config),
        script=urls.asset(viewer.file),
        styles=[urls.asset(name) for name in viewer.styles],
        modules=[urls.asset(name) for name in viewer.imports],
    )


def _script_json(config: HallConfig) -> Markup:
    """Return JSON that cannot end the script element it stands in."""
    text = msgspec.json.encode(config).decode("utf-8").translate(_SAFE_IN_SCRIPT)
    return Markup(text)  # noqa: S704 - every < > & of it is escaped above
