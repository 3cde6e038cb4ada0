"""The organiser's guided tours, for the viewer and the plain page."""

from __future__ import annotations

from aiohttp import web
from msgspec import Struct

from hall.http.api.answers import json_answer
from hall.http.requests import language_of, showing_of
from hall.http.shapes import ExhibitorShape, Words
from hall.http.showing import Showing
from hall.model.fair import Tour, TourStop


class StopShape(Struct, frozen=True):
    """One stop: the id of its stand, and what the guide says there."""

    stand: str
    text: Words | None


class TourShape(Struct, frozen=True):
    """A tour in one language."""

    id: str
    name: Words
    about: Words | None
    stops: tuple[StopShape, ...]


class TourList(Struct, frozen=True):
    """All tours, in the organiser's order."""

    tours: tuple[TourShape, ...]


async def list_tours(request: web.Request) -> web.StreamResponse:
    """Answer the tours that lead anywhere: stops without a stand are left out."""
    showing = showing_of(request, language_of(request))
    told = (_tell_tour(showing, tour) for tour in showing.catalogue.tours)
    return json_answer(request, TourList(tuple(tour for tour in told if tour.stops)))


def _tell_tour(showing: Showing, tour: Tour) -> TourShape:
    about = showing.text(tour.about) if tour.about else None
    stops = (_tell_stop(showing, stop) for stop in tour.stops)
    return TourShape(tour.id, showing.text(tour.name), about, tuple(s for s in stops if s))


def _tell_stop(showing: Showing, stop: TourStop) -> StopShape | None:
    stand = showing.stand_of(stop.exhibitor)
    if stand is None:
        return None
    return StopShape(stand.id, showing.text(stop.text) if stop.text else None)


def list_stop_exhibitors(showing: Showing, tour: Tour) -> list[tuple[ExhibitorShape, Words | None]]:
    """Return each stop's exhibitor with the guide's words, for the plain page."""
    exhibitors = showing.catalogue.exhibitors
    found = [(stop, exhibitors.get(stop.exhibitor)) for stop in tour.stops]
    return [
        (showing.exhibitor(exhibitor), showing.text(stop.text) if stop.text else None)
        for stop, exhibitor in found
        if exhibitor is not None
    ]
