"""Workshops and conferences."""

from __future__ import annotations

from itertools import groupby

from aiohttp import web

from hall.http.problems import not_found
from hall.http.requests import lookup_of, page, page_language, showing_of
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
        exhibitors=[
            showing.exhibitor(catalogue.exhibitors[i])
            for i in session.exhibitors
            if i in catalogue.exhibitors
        ],
    )
