"""What a visitor downloads: the organiser sees where the bytes are, and what is over budget."""

from __future__ import annotations

import gzip
from collections.abc import Iterable

import brotli
import msgspec
from aiohttp import web

from hall.http.keys import ASSETS
from hall.http.pages.desk_door import desk_page, find_account, require_organiser, show_door
from hall.http.pages.hall import render_hall
from hall.http.rendering import PAGE_BROTLI
from hall.http.requests import page_language, services_of, showing_of
from hall.http.shapes import Words
from hall.http.showing import Showing
from hall.model.budgets import Budgets
from hall.model.weights import FileWeight, Weights
from hall.service.downloads import (
    Part,
    StandLoad,
    first_parts,
    later_parts,
    list_stand_loads,
)
from hall.service.wording import word

# The rest folds away: a page of hundreds of rows is no help on a phone.
MOST_SHOWN = 20
# Thousands and decimals; a number keeps together by spaces that do not break.
_MARKS = {"fr": ("\u202f", ","), "ar": ("\u202f", ","), "en": (",", ".")}
_KILO = 1000


async def show_downloads(request: web.Request) -> web.StreamResponse:
    """Show what is fetched before one can walk, before each stand, and when it is asked for."""
    lang = page_language(request)
    if await find_account(request) is None:
        return show_door(request)
    await require_organiser(request)
    live = services_of(request).live
    weights = _read_weights(request)
    if weights is None:
        return desk_page(request, "downloads.html", word(lang, "downloads.title"), weights=None)
    showing = showing_of(request, lang)
    assets = request.app[ASSETS]
    first = await first_parts(weights, lang, assets.weigh, _weigh_page(request, lang))
    budgets = live.catalogue.fair.budgets
    loads = list_stand_loads(weights, live.catalogue)
    return desk_page(
        request,
        "downloads.html",
        word(lang, "downloads.title"),
        weights=weights,
        first=first,
        total=sum(part.brotli for part in first),
        seconds=sum(part.seconds for part in first),
        allowed=_allow(budgets, len(live.catalogue.stands)),
        loads=[(load, _name_lead(showing, load)) for load in loads],
        most=MOST_SHOWN,
        budgets=budgets,
        models=_heaviest(showing, weights.models.items()),
        pictures=_heaviest(
            showing, ((key, shown[0]) for key, shown in weights.pictures.items() if shown)
        ),
        later=[part for part in later_parts(weights, lang) if part.raw],
        findings=[finding for finding in live.findings if finding.code.startswith("budget.")],
        kb=lambda count: say_kilobytes(count, lang),
        number=lambda value, digits=0: format_number(value, digits, lang),
    )


def _read_weights(request: web.Request) -> Weights | None:
    live = services_of(request).live
    data = live.files.read(live.build.weights) if live.build.weights else None
    return msgspec.msgpack.decode(data, type=Weights) if data else None


def _weigh_page(request: web.Request, lang: str) -> Part:
    html = render_hall(request, lang).encode()
    packed = brotli.compress(html, quality=PAGE_BROTLI)
    return Part("page", len(html), len(gzip.compress(html)), len(packed))


def _allow(budgets: Budgets, stands: int) -> dict[str, int]:
    return {
        "shell": budgets.allow_shell(stands),
        "index": budgets.allow_index(stands),
        "fonts": budgets.fonts_bytes,
    }


def _name_lead(showing: Showing, load: StandLoad) -> Words | None:
    lead = showing.catalogue.exhibitors.get(load.exhibitor)
    return showing.text(lead.name) if lead else None


def _heaviest(
    showing: Showing, weights: Iterable[tuple[str, FileWeight]]
) -> list[tuple[str, Words, FileWeight]]:
    """Return address, name and weight of products, the heaviest first."""
    ordered = sorted(weights, key=lambda pair: (-pair[1].brotli, pair[0]))
    products = showing.catalogue.products
    return [
        (showing.urls.product(showing.lang, key), showing.text(products[key].name), weight)
        for key, weight in ordered
        if key in products
    ]


def format_number(value: float, digits: int, lang: str) -> str:
    """Return a number with so many decimals, as the language writes it."""
    thousands, decimals = _MARKS[lang]
    whole, _, rest = f"{value:,.{digits}f}".partition(".")
    return whole.replace(",", thousands) + (decimals + rest if rest else "")


def say_kilobytes(count: int, lang: str) -> str:
    """Return bytes as kilobytes of 1,000, or as megabytes; a decimal below ten."""
    key, number = "downloads.kb", count / _KILO
    if number >= _KILO:
        key, number = "downloads.mb", number / _KILO
    shown = format_number(number, 1 if number < 10 else 0, lang)  # noqa: PLR2004 - see above
    return word(lang, key, n=shown)
