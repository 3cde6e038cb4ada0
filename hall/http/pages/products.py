"""Products: the list with search and filters, and each product with all that is known."""

from __future__ import annotations

import asyncio
from collections import Counter

from aiohttp import web

from hall.http.finding import ProductQuery
from hall.http.pages.home import count_sectors
from hall.http.problems import not_found
from hall.http.reach import answer_reach, list_destinations
from hall.http.requests import (
    Shared,
    lookup_of,
    page,
    page_language,
    phase_line,
    services_of,
    showing_of,
    today_of,
    urls_of,
)
from hall.http.shapes import ProductShape
from hall.model.catalogue import Catalogue
from hall.model.money import currency_sign
from hall.model.product import Product
from hall.service.phases import at_phase
from hall.service.wording import word

_MAX_PRICE = 10_000_000
_MORE_PRODUCTS = 4
_SHOWN_EXHIBITORS = 6


async def list_products(request: web.Request) -> web.StreamResponse:
    """Show the products that match the query in the address."""
    lang = page_language(request)
    live = services_of(request).live
    query = parse_query(request)
    if query.text:
        await asyncio.to_thread(lookup_of(request).warm)
    found = lookup_of(request).find(query)
    showing = showing_of(request, lang)
    urls = urls_of(request)

    def page_url(number: int) -> str:
        return urls.products(
            lang,
            q=query.text,
            family=query.family,
            sector=query.sector,
            label=query.label,
            max_price=query.max_price,
            page=number if number > 1 else None,
        )

    return page(
        request,
        "products.html",
        word(lang, "products.title"),
        description=word(lang, "products.lead"),
        query=query,
        found=found,
        products=[showing.product(p) for p in found.products],
        exhibitors=[showing.exhibitor(e) for e in found.exhibitors[:_SHOWN_EXHIBITORS]],
        families=_families(live.catalogue),
        sectors=count_sectors(live.catalogue),
        labels=_labels(live.catalogue),
        page_url=page_url,
    )


async def show_product(request: web.Request) -> web.StreamResponse:
    """Show a product; `?to=` asks whether it can reach a place."""
    lang = page_language(request)
    catalogue = at_phase(services_of(request).live.catalogue, today_of(request))
    product = get_product(request)
    destination = request.query.get("to", "")
    showing = showing_of(request, lang, destination)
    shape = showing.product(product)
    siblings = [p for p in showing.view.list_products(product.exhibitor) if p.id != product.id]
    exhibitor = catalogue.exhibitors[product.exhibitor]
    return page(
        request,
        "product.html",
        shape.name.text,
        description=shape.description.text or shape.nature.text,
        share=Shared(
            (f"product:{product.id}", f"stand:{shape.stand.id if shape.stand else ''}"),
            urls_of(request).absolute(shape.pictures[0].src) if shape.pictures else "",
        ),
        data=_offer_data(shape, urls_of(request).absolute(shape.url)),
        product=shape,
        exhibitor=showing.exhibitor(exhibitor),
        destination=destination,
        destinations=list_destinations(catalogue, lang),
        phase=phase_line(request, lang),
        currency=currency_sign(catalogue.fair.currency, lang),
        reach=answer_reach(catalogue, product, destination, lang) if destination else (),
        siblings=[showing.product(p) for p in siblings[:_MORE_PRODUCTS]],
    )


def get_product(request: web.Request) -> Product:
    product = services_of(request).live.catalogue.products.get(request.match_info["product"])
    if product is None:
        raise not_found()
    return product


def parse_query(request: web.Request) -> ProductQuery:
    """Return what the address asks for; a number that is none does not filter."""
    query = request.query
    max_price = _whole(query.get("max_price", ""), _MAX_PRICE)
    return ProductQuery(
        text=query.get("q", "").strip()[:80],
        family=query.get("family", ""),
        sector=query.get("sector", ""),
        label=query.get("label", ""),
        max_price=max_price,
        page=_whole(query.get("page", ""), 10_000) or 1,
    )


def _whole(text: str, limit: int) -> int | None:
    if not text.isascii() or not text.isdigit() or len(text) > len(str(limit)):
        return None
    return min(int(text), limit)


def _families(catalogue: Catalogue) -> list[tuple[str, object, int]]:
    counts = Counter(p.family for p in catalogue.products.values())
    return [(f.id, f.name, counts[f.id]) for f in catalogue.families.values() if counts[f.id]]


def _labels(catalogue: Catalogue) -> list[tuple[str, object, int]]:
    counts = Counter(p.label.label_id for p in catalogue.products.values() if p.label)
    return [(la.id, la.name, counts[la.id]) for la in catalogue.labels.values() if counts[la.id]]


def _offer_data(shape: ProductShape, url: str) -> dict[str, object]:
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": shape.name.text,
        "description": shape.description.text,
        "url": url,
        "brand": {"@type": "Organization", "name": shape.exhibitor.name.text},
    }
    return data
