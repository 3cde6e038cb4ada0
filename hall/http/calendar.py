"""The programme as calendar entries (RFC 5545), in one language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from hall.http.urls import Urls
from hall.model.catalogue import Catalogue
from hall.model.fair import Session

_PRODUCER = "-//virtual-hall//programme//EN"


def build_calendar(
    catalogue: Catalogue, sessions: Iterable[Session], lang: str, urls: Urls
) -> bytes:
    """Return the sessions as an .ics file; the same programme gives the same bytes.

    Times are told in UTC: no reader has to know the fair's time zone, which changes its
    offset around Ramadan.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(catalogue.fair.name.pick(lang)))
    for session in sessions:
        if session.start and session.end:
            calendar.add_component(_build_event(catalogue, session, lang, urls))
    return bytes(calendar.to_ical())


def _build_event(catalogue: Catalogue, session: Session, lang: str, urls: Urls) -> Event:
    fair = catalogue.fair
    zone = ZoneInfo(fair.timezone)
    start, end = (_in_utc(session.date, time, zone) for time in (session.start, session.end))
    room = catalogue.rooms.get(session.room)
    places = [str(room.pick(lang)) if room else session.room, str(fair.venue.pick(lang))]
    event = Event()
    event.add("uid", f"{session.id}@{fair.id}")
    # A stamp of the clock would make every download another file.
    event.add("dtstamp", start)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", str(session.title.pick(lang)))
    event.add("location", ", ".join(place for place in places if place))
    if session.speakers:
        event.add("description", str(session.speakers.pick(lang)))
    event.add("url", urls.absolute(urls.session(lang, session.id)))
    return event


def _in_utc(day: str, time: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=zone).astimezone(UTC)
