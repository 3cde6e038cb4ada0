"""Workshops, conferences and guided tours."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from aiohttp import web

from hall.http.api.tours import list_stop_exhibitors
from hall.http.calendar import build_calendar
from hall.http.problems import not_found
from hall.http.requests import lookup_of, page, page_language, showing_of, urls_of
from hall.model.fair import Session
from hall.service.wording import word


async def show_programme(request: web.Request) -> web.StreamResponse:
    """Show the sessions day by day."""
    lang = page_language(request)
    sessions = lookup_of(request).view.list_sessions()
    days = [(day, list(of_day)) for day, of_day in groupby(sessions, key=lambda s: s.date)]
    return page(
        request,
        "programme.html",
        word(lang, "programme.title"),
        description=word(lang, "programme.lead"),
        days=days,
    )


async def show_session(request: web.Request) -> web.StreamResponse:
    lang = page_language(request)
    session = lookup_of(request).view.find_session(request.match_info["session"])
    if session is None:
        raise not_found()
    showing = showing_of(request, lang)
    catalogue = showing.catalogue
    return page(
        request,
        "session.html",
        str(session.title.pick(lang)),
        description=str(session.speakers.pick(lang)),
        session=session,
        in_hall=session.room in catalogue.rooms,
        exhibitors=[
            showing.exhibitor(catalogue.exhibitors[i])
            for i in session.exhibitors
            if i in catalogue.exhibitors
        ],
    )


async def send_programme(request: web.Request) -> web.StreamResponse:
    """Send the whole programme as a calendar file."""
    return _calendar(request, lookup_of(request).view.list_sessions(), "programme")


async def send_session(request: web.Request) -> web.StreamResponse:
    """Send one session as a calendar file."""
    session = lookup_of(request).view.find_session(request.match_info["session"])
    if session is None:
        raise not_found()
    return _calendar(request, [session], session.id)


def _calendar(request: web.Request, sessions: Iterable[Session], name: str) -> web.StreamResponse:
    lang = page_language(request)
    catalogue = lookup_of(request).view.catalogue
    body = build_calendar(catalogue, sessions, lang, urls_of(request))
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{catalogue.fair.id}-{name}.ics"',
        "Cache-Control": "no-cache",
    }
    return web.Response(body=body, headers=headers)


async def show_tours(request: web.Request) -> web.StreamResponse:
    """Show the guided tours: to read here, or to walk in the 3D hall."""
    lang = page_language(request)
    showing = showing_of(request, lang)
    tours = [(tour, list_stop_exhibitors(showing, tour)) for tour in showing.catalogue.tours]
    return page(
        request,
        "tours.html",
        word(lang, "tours.title"),
        description=word(lang, "tours.lead"),
        tours=tours,
    )
