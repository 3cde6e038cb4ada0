"""What programs ask for beside the API: files, styles, robots, sitemap, health, metrics."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from aiohttp import web
from markupsafe import escape

from hall.http.files import IMMUTABLE, answer_built, answer_bytes
from hall.http.keys import ASSETS, METRICS, RENDERER
from hall.http.problems import not_found
from hall.http.requests import page_language, services_of, urls_of
from hall.service.wording import word

_WORKER = "src/offline/worker.ts"
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="7" fill="{ground}"/>'
    '<path d="M6 25V15a10 10 0 0 1 20 0v10h-5V15a5 5 0 0 0-10 0v10z" fill="#fff"/></svg>'
)


async def send_file(request: web.Request) -> web.StreamResponse:
    answer = answer_built(request, services_of(request).live.files, request.match_info["name"])
    if answer is None:
        raise not_found()
    return answer


async def send_asset(request: web.Request) -> web.StreamResponse:
    answer = await request.app[ASSETS].answer(request, request.match_info["name"])
    if answer is None:
        raise not_found()
    return answer


async def send_look(request: web.Request) -> web.StreamResponse:
    """Send the fair's own style; an older page gets the newest, but not to keep."""
    style = request.app[RENDERER].look()
    name = f"{style.name}.css"
    if request.match_info["name"] == style.name:
        return answer_bytes(request, name, "identity", style.css.encode())
    return web.Response(
        text=style.css, content_type="text/css", headers={"Cache-Control": "no-store"}
    )


async def send_icon(request: web.Request) -> web.StreamResponse:
    ground = escape(services_of(request).live.catalogue.fair.look.primary)
    headers = {"Cache-Control": IMMUTABLE.replace("31536000, immutable", "86400")}
    return web.Response(
        text=_ICON.format(ground=ground), content_type="image/svg+xml", headers=headers
    )


async def send_worker(request: web.Request) -> web.StreamResponse:
    """Send the service worker from the root of the fair, because it may rule only below itself."""
    assets = request.app[ASSETS]
    answer = await assets.answer(request, assets.entry(_WORKER).file)
    if answer is None:
        raise not_found()
    # The address stays while the script changes: browsers must ask each time.
    answer.headers["Cache-Control"] = "no-cache"
    return answer


async def send_web_manifest(request: web.Request) -> web.StreamResponse:
    """Send what a browser needs to put the fair on a home screen."""
    lang = page_language(request)
    urls = urls_of(request)
    live = services_of(request).live
    fair = live.catalogue.fair
    icons: list[dict[str, str]] = [
        {"src": urls.favicon(), "sizes": "any", "type": "image/svg+xml"},
    ]
    for purpose, name in live.build.icons.items():
        side = "512" if purpose == "maskable" else purpose
        icon = {"src": urls.file(name), "sizes": f"{side}x{side}", "type": "image/png"}
        icons.append(icon | ({"purpose": "maskable"} if purpose == "maskable" else {}))
    value = {
        "id": urls.home(lang),
        "name": str(fair.name.pick(lang)),
        "short_name": word(lang, "app.short_name"),
        "description": str(fair.theme.pick(lang)),
        "lang": lang,
        "dir": "rtl" if lang == "ar" else "ltr",
        "start_url": urls.home(lang),
        "scope": f"{urls.base}/",
        "display": "standalone",
        "background_color": "#fdf9f1",
        "theme_color": fair.look.primary,
        "icons": icons,
    }
    headers = {"Cache-Control": "no-cache"}
    body = msgspec.json.encode(value)
    return web.Response(body=body, content_type="application/manifest+json", headers=headers)


async def send_robots(request: web.Request) -> web.StreamResponse:
    """Invite search engines to the pages; forms and receipts forbid it themselves."""
    urls = urls_of(request)
    lines = [
        "User-agent: *",
        f"Disallow: {urls.api('')}",
        f"Sitemap: {urls.absolute(urls.sitemap())}",
    ]
    return web.Response(text="\n".join(lines) + "\n")


async def send_sitemap(request: web.Request) -> web.StreamResponse:
    entries = "".join(f"<url><loc>{escape(url)}</loc></url>" for url in _public_urls(request))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    )
    return web.Response(text=text, content_type="application/xml")


def _public_urls(request: web.Request) -> Iterator[str]:
    urls = urls_of(request)
    catalogue = services_of(request).live.catalogue
    for lang in catalogue.fair.languages:
        paths = [
            urls.home(lang), urls.hall(lang), urls.plan(lang), urls.stands(lang),
            urls.products(lang), urls.programme(lang), urls.help(lang), urls.privacy(lang),
        ]  # fmt: skip
        paths.extend(urls.stand(lang, stand.number) for stand in catalogue.stands)
        paths.extend(urls.exhibitor(lang, key) for key in catalogue.exhibitors)
        paths.extend(urls.product(lang, key) for key in catalogue.products)
        paths.extend(urls.session(lang, session.id) for session in catalogue.sessions)
        yield from (urls.absolute(path) for path in paths)


async def tell_live(_request: web.Request) -> web.StreamResponse:
    return web.json_response({"status": "live"}, headers={"Cache-Control": "no-store"})


async def tell_ready(request: web.Request) -> web.StreamResponse:
    """Tell that there is a hall to show and a database that answers."""
    services = services_of(request)
    await services.accounts.find("-", services.settings.now())
    build = services.live.build.build_id
    return web.json_response(
        {"status": "ready", "build": build}, headers={"Cache-Control": "no-store"}
    )


async def send_metrics(request: web.Request) -> web.StreamResponse:
    live = services_of(request).live
    gauges = {
        "hall_stands": float(len(live.catalogue.stands)),
        "hall_products": float(len(live.catalogue.products)),
        "hall_findings": float(len(live.findings)),
    }
    text = request.app[METRICS].format(gauges)
    return web.Response(text=text, content_type="text/plain", headers={"Cache-Control": "no-store"})
