"""The programme and the clock of the fair, for the viewer."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aiohttp import web
from msgspec import Struct

from hall.http.api.answers import json_answer
from hall.http.dates import format_weekday
from hall.http.requests import language_of, services_of, showing_of
from hall.http.shapes import Named, StandRef, Words
from hall.http.showing import Showing
from hall.model.fair import Session
from hall.service.wording import load_words, word


class Taker(Struct, frozen=True):
    """An exhibitor who takes part in a session, and where to find it."""

    exhibitor: Named
    stand: StandRef | None


class SessionShape(Struct, frozen=True):
    """One session. `starts` and `ends` are local times of the fair (`2022-05-28T15:00`).

    `place` is the id of the plan's zone where it is held; empty where the plan knows none.
    """

    id: str
    day: str
    starts: str
    ends: str
    title: Words
    speakers: Words
    language: str
    room: Words
    place: str
    url: str
    calendar_url: str
    exhibitors: tuple[Taker, ...]


class ProgrammeShape(Struct, frozen=True):
    """Every session by time, and `now`, the local time of the fair to the minute."""

    now: str
    calendar_url: str
    sessions: tuple[SessionShape, ...]


async def get_programme(request: web.Request) -> web.StreamResponse:
    services = services_of(request)
    showing = showing_of(request, language_of(request))
    now = services.settings.now().astimezone(ZoneInfo(showing.catalogue.fair.timezone))
    told = tuple(_tell(showing, session) for session in showing.view.list_sessions())
    calendar = showing.urls.programme_calendar(showing.lang)
    return json_answer(request, ProgrammeShape(f"{now:%Y-%m-%dT%H:%M}", calendar, told))


def _tell(showing: Showing, session: Session) -> SessionShape:
    lang, urls, catalogue = showing.lang, showing.urls, showing.catalogue
    room = catalogue.rooms.get(session.room)
    takers = (catalogue.exhibitors.get(exhibitor) for exhibitor in session.exhibitors)
    spoken = f"language.{session.language}"
    return SessionShape(
        id=session.id,
        day=format_weekday(session.date, lang),
        starts=f"{session.date}T{session.start}",
        ends=f"{session.date}T{session.end}",
        title=showing.text(session.title),
        speakers=showing.text(session.speakers),
        language=word(lang, spoken) if spoken in load_words(lang) else session.language,
        room=showing.text(room) if room else Words(session.room, lang, "ltr"),
        place=session.room if room else "",
        url=urls.session(lang, session.id),
        calendar_url=urls.session_calendar(lang, session.id),
        exhibitors=tuple(
            Taker(showing.named(taker), showing.stand_of(taker.id)) for taker in takers if taker
        ),
    )
