"""Can it reach me? The places one can ask for, and the answer for a product."""

from __future__ import annotations

from aiohttp import web
from msgspec import Struct

from hall.http.api.answers import json_answer
from hall.http.pages.products import get_product
from hall.http.reach import answer_reach, list_destinations
from hall.http.requests import language_of, lookup_of
from hall.http.shapes import Words
from hall.http.showing import as_words


class Destination(Struct, frozen=True):
    """A place to live in: a region of the fair's country, or another country."""

    id: str
    name: Words


class DestinationList(Struct, frozen=True):
    """Every place that one can ask for, regions first."""

    places: tuple[Destination, ...]


class ReachAnswer(Struct, frozen=True):
    """One way or note; `kind` is yes, agreed, no, note or ask. `detail` tells fee or source."""

    kind: str
    title: Words
    detail: str


class ReachShape(Struct, frozen=True):
    """All that is known about reaching one place with one product."""

    answers: tuple[ReachAnswer, ...]


async def list_places(request: web.Request) -> web.StreamResponse:
    catalogue = lookup_of(request).view.catalogue
    found = list_destinations(catalogue, language_of(request))
    places = tuple(Destination(place, as_words(name)) for place, name in found)
    return json_answer(request, DestinationList(places))


async def get_reach(request: web.Request) -> web.StreamResponse:
    """Answer `?to=`; without it, or for a place that nobody knows, with nothing."""
    lang, place = language_of(request), request.query.get("to", "")
    catalogue = lookup_of(request).view.catalogue
    product = get_product(request)
    known = {found for found, _ in list_destinations(catalogue, lang)}
    answers = answer_reach(catalogue, product, place, lang) if place in known else ()
    told = tuple(ReachAnswer(one.kind, one.title, one.detail) for one in answers)
    return json_answer(request, ReachShape(told))
