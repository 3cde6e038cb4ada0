"""What a request says: its language, its visitor, its session, its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from urllib.parse import parse_qsl

from aiohttp import web

from hall.http.encodings import choose_language
from hall.http.finding import Lookup
from hall.http.keys import LOOKUPS, RENDERER, ROUTES, SERVICES
from hall.http.phases import PhaseLine, tell_phase
from hall.http.problems import Problem, not_found
from hall.http.rendering import PageHead, html_response
from hall.http.services import AppServices
from hall.http.showing import Showing
from hall.http.urls import Urls
from hall.http.visitors import visitor_address
from hall.service.clock import local_day

_MAX_FIELDS = 100
FORM_TYPE = "application/x-www-form-urlencoded"


def services_of(request: web.Request) -> AppServices:
    return request.app[SERVICES]


def urls_of(request: web.Request) -> Urls:
    return Urls(services_of(request).settings.public_url)


def language_of(request: web.Request) -> str:
    """Return the language that the address names, else `?lang=`, else the browser's."""
    languages = services_of(request).live.catalogue.fair.languages
    base = urls_of(request).base
    first = request.path.removeprefix(base).lstrip("/").partition("/")[0]
    for candidate in (first, request.query.get("lang", "")):
        if candidate in languages:
            return candidate
    return choose_language(request.headers.get("Accept-Language", ""), languages)


def page_language(request: web.Request) -> str:
    """Return the language in the address of a page; an unknown one is no page."""
    lang = request.match_info["lang"]
    if lang not in services_of(request).live.catalogue.fair.languages:
        raise not_found()
    return lang


def today_of(request: web.Request) -> date:
    """Return the day that it is at the fair."""
    services = services_of(request)
    return local_day(services.settings.now(), services.live.catalogue.fair.timezone)


def showing_of(request: web.Request, lang: str, country: str = "") -> Showing:
    view, urls = lookup_of(request).view, urls_of(request)
    return Showing(view, lang, urls, today_of(request), country)


def phase_line(request: web.Request, lang: str) -> PhaseLine:
    return tell_phase(services_of(request).live.catalogue.fair, today_of(request), lang)


def lookup_of(request: web.Request) -> Lookup:
    return request.app[LOOKUPS].of(services_of(request).live.catalogue)


def visitor_of(request: web.Request) -> str:
    trusted = services_of(request).settings.trusted_proxies
    return visitor_address(request.remote, request.headers.get("X-Forwarded-For", ""), trusted)


def cookie_name(request: web.Request) -> str:
    """Return the session cookie's name; fairs of one host do not share it.

    `__Host-` binds it to https and to this host; on plain http a browser would drop it.
    """
    fair = services_of(request).live.catalogue.fair.id
    return f"__Host-hall-{fair}" if urls_of(request).secure else f"hall-{fair}"


def session_cookie(request: web.Request) -> str:
    return request.cookies.get(cookie_name(request), "")


async def read_form(request: web.Request) -> Mapping[str, str]:
    """Return the fields of a form; of a field that came twice, the first."""
    if request.content_type != FORM_TYPE:
        raise Problem(415, "bad_request")
    try:
        text = (await request.read()).decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict")
    except ValueError:
        raise Problem(400, "bad_request") from None
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields.setdefault(name, value.replace("\x00", "").strip())
    return fields


@dataclass(frozen=True, slots=True)
class Shared:
    """What a page shows, for the picture beside a link to it: `wanted` as in `HallBuild.shares`.

    `picture` is the address of another one, for as long as none of these is drawn.
    """

    wanted: tuple[str, ...] = ()
    picture: str = ""


NOTHING_SHARED = Shared()


def page(
    request: web.Request,
    template: str,
    title: str,
    *,
    description: str = "",
    share: Shared = NOTHING_SHARED,
    data: Mapping[str, object] | None = None,
    status: int = 200,
    listed_as: str | None = "",
    **values: object,
) -> web.Response:
    """Return a page in the language of its address, stored or not as its route says.

    `listed_as` is the path of the page that a search engine shows in place of a form; None for
    a page of no use to it. `share` is what the page shows.
    """
    lang = page_language(request)
    route = request.app[ROUTES].find(request)
    hidden = route is not None and (route.private or route.token)
    card = services_of(request).live.build.find_share(*share.wanted)
    urls = urls_of(request)
    image = urls.absolute(urls.file(card)) if card else share.picture
    indexed = listed_as is not None and not hidden
    # A form that came back with faults holds what somebody typed: it stands for nothing.
    listed = (listed_as or "") if status == HTTPStatus.OK else ""
    head = PageHead(title, description, request.raw_path, indexed, listed, image, bool(card), data)
    html = request.app[RENDERER].render(template, lang, head, **values)
    return html_response(request, html, status=status, public=not hidden)
