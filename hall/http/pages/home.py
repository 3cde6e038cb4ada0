"""The front door: language, home, help, privacy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web
from markupsafe import Markup

from hall.http.encodings import choose_language
from hall.http.requests import page, page_language, phase_line, services_of, showing_of, urls_of
from hall.model.catalogue import Catalogue
from hall.model.fair import Session
from hall.model.product import Product
from hall.service.wording import word

_NEXT_SESSIONS = 3
_SHOWN_PRODUCTS = 8
# A step through the products, prime to any likely number of them: neighbours are alike.
_STEP = 389


async def choose_home(request: web.Request) -> web.StreamResponse:
    """Send a visitor to the home page in the language the browser prefers."""
    languages = services_of(request).live.catalogue.fair.languages
    lang = choose_language(request.headers.get("Accept-Language", ""), languages)
    location = urls_of(request).home(lang)
    return web.Response(status=303, headers={"Location": location, "Vary": "Accept-Language"})


async def show_home(request: web.Request) -> web.StreamResponse:
    """Show what the fair is and every way into it."""
    lang = page_language(request)
    services = services_of(request)
    showing = showing_of(request, lang)
    catalogue = showing.catalogue
    fair = catalogue.fair
    now = services.settings.now().astimezone(ZoneInfo(fair.timezone))
    running, coming = split_sessions(catalogue.sessions, now)
    return page(
        request,
        "home.html",
        str(fair.name.pick(lang)),
        description=str(fair.theme.pick(lang)),
        data=_event_data(catalogue, lang, urls_of(request).absolute(urls_of(request).home(lang))),
        sectors=count_sectors(catalogue),
        stand_count=len(catalogue.stands),
        product_count=len(catalogue.products),
        exhibitor_count=len(catalogue.exhibitors),
        running=running,
        coming=coming[:_NEXT_SESSIONS],
        plan_picture=find_plan(request, lang),
        phase=phase_line(request, lang),
        shown=[showing.product(product) for product in pick_shown(catalogue, now.toordinal())],
    )


async def show_help(request: web.Request) -> web.StreamResponse:
    lang = page_language(request)
    fair = services_of(request).live.catalogue.fair
    return page(request, "help.html", word(lang, "help.title"), organiser=fair.organiser)


async def show_privacy(request: web.Request) -> web.StreamResponse:
    lang = page_language(request)
    privacy = services_of(request).live.catalogue.fair.privacy
    return page(request, "privacy.html", word(lang, "privacy.title"), privacy=privacy)


def count_sectors(catalogue: Catalogue) -> list[dict[str, object]]:
    """Return every sector with how many stands and products it has."""
    stands = Counter(stand.sector for stand in catalogue.stands)
    products = Counter(
        catalogue.exhibitors[product.exhibitor].sector for product in catalogue.products.values()
    )
    return [
        {
            "id": sector.id,
            "name": sector.name,
            "stands": stands[sector.id],
            "products": products[sector.id],
        }
        for sector in catalogue.sectors
    ]


def pick_shown(catalogue: Catalogue, day: int) -> list[Product]:
    """Return a few products with pictures, no two alike, others every day."""
    pictured = [p for p in catalogue.products.values() if catalogue.product_pictures.get(p.id)]
    offered = [p for p in pictured if p.stock != 0 and p.price is not None]
    count = len(offered)
    shown: list[Product] = []
    for turn in range(count):
        product = offered[(day * 37 + turn * _STEP) % count]
        if not any(_are_alike(product, other) for other in shown):
            shown.append(product)
    return shown[:_SHOWN_PRODUCTS]


def _are_alike(one: Product, other: Product) -> bool:
    return one.exhibitor == other.exhibitor or one.family == other.family


def split_sessions(
    sessions: Sequence[Session], now: datetime
) -> tuple[tuple[Session, ...], tuple[Session, ...]]:
    """Return what is on at `now` (in the fair's zone) and what comes later, soonest first."""
    moment = f"{now:%Y-%m-%d %H:%M}"
    ordered = sorted(sessions, key=lambda s: (s.date, s.start, s.room, s.id))
    running = [s for s in ordered if f"{s.date} {s.start}" <= moment < f"{s.date} {s.end}"]
    coming = [s for s in ordered if f"{s.date} {s.start}" > moment]
    return tuple(running), tuple(coming)


def find_plan(request: web.Request, lang: str) -> str:
    """Return the address of the plan as a picture; empty where there is none."""
    name = services_of(request).live.build.plan_svg.get(lang, "")
    return urls_of(request).file(name) if name else ""


def read_plan(request: web.Request, lang: str) -> Markup:
    """Return the plan of the live build to stand inside a page; empty where there is none."""
    live = services_of(request).live
    name = live.build.plan_svg.get(lang, "")
    data = live.files.read(name) if name else None
    # Our own exporter wrote it and escaped every name in it.
    return Markup((data or b"").decode("utf-8"))  # noqa: S704


def _event_data(catalogue: Catalogue, lang: str, url: str) -> dict[str, object]:
    fair = catalogue.fair
    return {
        "@context": "https://schema.org",
        "@type": "ExhibitionEvent",
        "name": str(fair.name.pick(lang)),
        "startDate": fair.starts,
        "endDate": fair.ends,
        "inLanguage": lang,
        "url": url,
        "location": {
            "@type": "Place",
            "name": str(fair.venue.pick(lang)),
            "address": str(fair.address.pick(lang)),
        },
        "organizer": {"@type": "Organization", "name": str(fair.organiser.name.pick(lang))},
    }
