"""QR codes of stands, and the cards that an organiser prints and puts on each."""

from __future__ import annotations

import hashlib
import io
import re
from functools import lru_cache

import segno
from aiohttp import web

from hall.http.files import matches_etag
from hall.http.pages.home import count_sectors
from hall.http.pages.stands import natural_order
from hall.http.problems import not_found
from hall.http.requests import lookup_of, page, page_language, services_of, showing_of, urls_of
from hall.model.catalogue import Catalogue, StandInfo
from hall.model.text import RIGHT_TO_LEFT, Picked, Texts
from hall.service.wording import word

SIZES = ("a6", "a5")
# The names on a card: Latin letters, Arabic, Tifinagh, as far as the exhibitor has them.
_SCRIPTS = (("fr", "en"), ("ar",), ("zgh",))
# A quarter of the symbol may be scratched or in shade and still be read.
_CORRECTION = "q"
# The quiet zone of ISO/IEC 18004, in modules.
_BORDER = 4
# What the viewer writes behind the `#`: `stand=A12`, `at=12.5,3.0,90`, percent signs for the rest.
_PLACE = re.compile(r"(?:[a-z]+=[\w.,%~-]+)?", re.ASCII)
_MOST_PLACE = 400


async def send_code(request: web.Request) -> web.StreamResponse:
    """Send the QR code that leads to the page of a stand at the fair's public address."""
    lang = page_language(request)
    urls = urls_of(request)
    stand, moved = _find_stand(request)
    if moved:
        return _moved(urls.stand_code(lang, stand.number))
    return _code(request, urls.absolute(urls.stand(lang, stand.number)), f"stand-{stand.number}")


async def send_hall_code(request: web.Request) -> web.StreamResponse:
    """Send the QR code of a place in the 3D hall: what stands behind the `#` is in `?place=`."""
    place = request.query.get("place", "")
    if len(place) > _MOST_PLACE or not _PLACE.fullmatch(place):
        raise not_found()
    urls = urls_of(request)
    return _code(request, urls.absolute(urls.hall(page_language(request))) + f"#{place}", "hall")


def _code(request: web.Request, address: str, name: str) -> web.StreamResponse:
    svg = draw_code(address)
    etag = f'"{hashlib.sha256(svg).hexdigest()[:20]}"'
    # Asked again each time, for a few bytes: the address of the fair may change.
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if matches_etag(request.headers.get("If-None-Match", ""), etag):
        return web.Response(status=304, headers=headers)
    headers |= {"Content-Type": "image/svg+xml"}
    if name.isascii() and '"' not in name and "\\" not in name:
        headers["Content-Disposition"] = f'inline; filename="{name}.svg"'
    return web.Response(body=svg, headers=headers)


@lru_cache(maxsize=1024)
def draw_code(address: str) -> bytes:
    """Return the QR code of an address as SVG, black on white, by attributes alone (no style)."""
    drawing = io.BytesIO()
    segno.make(address, error=_CORRECTION, micro=False, boost_error=False).save(
        drawing, kind="svg", border=_BORDER, dark="#000", light="#fff",
        xmldecl=False, omitsize=True, svgclass=None, lineclass=None, nl=False,
    )  # fmt: skip
    return drawing.getvalue()


async def show_card(request: web.Request) -> web.StreamResponse:
    """Show the card of one stand, to be printed."""
    lang = page_language(request)
    stand, moved = _find_stand(request)
    if moved:
        return _moved(urls_of(request).stand_card(lang, stand.number))
    title = word(lang, "card.title", number=stand.number)
    return _cards_page(request, title, [stand])


async def show_cards(request: web.Request) -> web.StreamResponse:
    """Show the cards of a sector, one a sheet; without a sector, the sectors to choose from."""
    lang = page_language(request)
    sector = request.query.get("sector", "")
    chosen = lookup_of(request).view.list_sector_stands(sector)
    stands = sorted(chosen, key=lambda stand: natural_order(stand.number))
    return _cards_page(request, word(lang, "cards.title"), stands, sector)


def _cards_page(
    request: web.Request, title: str, stands: list[StandInfo], sector: str = ""
) -> web.Response:
    catalogue = services_of(request).live.catalogue
    size = request.query.get("size", "")
    return page(
        request,
        "cards.html",
        title,
        listed_as=None,
        stands=[_describe(request, stand) for stand in stands],
        size=size if size in SIZES else SIZES[0],
        sizes=SIZES,
        sector=sector,
        sectors=[] if stands else count_sectors(catalogue),
        fair_names=list_scripts(catalogue.fair.name),
        calls=_list_calls(catalogue),
    )


def _describe(request: web.Request, stand: StandInfo) -> dict[str, object]:
    showing = showing_of(request, page_language(request))
    exhibitors = showing.view.list_exhibitors_of(stand)
    return {
        "number": stand.number,
        "sector": showing.sector(stand.sector),
        "names": [list_scripts(exhibitor.name) for exhibitor in exhibitors],
    }


def list_scripts(texts: Texts) -> list[Picked]:
    """Return a name once in each script that it is written in; what nobody wrote is left out."""
    found = []
    for langs in _SCRIPTS:
        lang = next((lang for lang in langs if texts.by_lang.get(lang)), "")
        if lang:
            found.append(Picked(texts.by_lang[lang], lang))
    return found


def _list_calls(catalogue: Catalogue) -> list[dict[str, str]]:
    """Return what a card asks its reader to do, in every language of the fair."""
    return [
        {
            "lang": lang,
            "dir": "rtl" if lang in RIGHT_TO_LEFT else "ltr",
            "text": word(lang, "card.scan"),
        }
        for lang in catalogue.fair.languages
    ]


def _find_stand(request: web.Request) -> tuple[StandInfo, bool]:
    found = lookup_of(request).view.find_stand_numbered(request.match_info["number"])
    if found is None:
        raise not_found()
    return found.stand, found.moved


def _moved(location: str) -> web.Response:
    return web.Response(status=301, headers={"Location": location})
