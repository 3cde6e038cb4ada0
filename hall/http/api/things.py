"""Stands, exhibitors and products as JSON, and how to reach an exhibitor."""

from __future__ import annotations

import asyncio
from typing import Literal

from aiohttp import web
from msgspec import Struct

from hall.http.api.answers import json_answer, private_answer, read_json
from hall.http.pages.products import get_product, parse_query
from hall.http.pages.stands import contact_of, get_exhibitor
from hall.http.pricing import list_rates
from hall.http.problems import not_found
from hall.http.requests import language_of, lookup_of, showing_of
from hall.http.shapes import ProductPage
from hall.http.showing import Showing


class ContactRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Which number or address a visitor tapped on."""

    channel: Literal["phone", "whatsapp", "email"]


class ContactAnswer(Struct, frozen=True):
    """What to show, and what to open."""

    value: str
    href: str


async def get_stand(request: web.Request) -> web.StreamResponse:
    stand_id = request.match_info["stand"]
    stand = lookup_of(request).view.find_stand(stand_id)
    if stand is None:
        raise not_found()
    return json_answer(request, _showing(request).stand(stand))


async def get_exhibitor_json(request: web.Request) -> web.StreamResponse:
    showing = showing_of(request, language_of(request))
    return json_answer(request, showing.exhibitor(get_exhibitor(request)))


async def get_product_json(request: web.Request) -> web.StreamResponse:
    return json_answer(request, _showing(request).product(get_product(request)))


async def list_products_json(request: web.Request) -> web.StreamResponse:
    query = parse_query(request)
    if query.text:
        await asyncio.to_thread(lookup_of(request).warm)
    found = lookup_of(request).find(query)
    showing = _showing(request)
    products = tuple(showing.product(product) for product in found.products)
    return json_answer(request, ProductPage(found.count, found.page, found.pages, products))


async def list_rates_json(request: web.Request) -> web.StreamResponse:
    """Answer from where prices can be seen in another currency."""
    catalogue = lookup_of(request).view.catalogue
    return json_answer(request, list_rates(catalogue, language_of(request)))


def _showing(request: web.Request) -> Showing:
    """Return the catalogue as a visitor from `?country=` reads it."""
    return showing_of(request, language_of(request), request.query.get("country", ""))


async def reveal_contact_json(request: web.Request) -> web.StreamResponse:
    """Answer one tap; counted, so that nobody collects the numbers of a whole fair."""
    exhibitor = get_exhibitor(request)
    asked = await read_json(request, ContactRequest)
    value, href = contact_of(exhibitor, asked.channel)
    return private_answer(ContactAnswer(value, href))
