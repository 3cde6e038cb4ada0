"""The programme and the tours: as pages, as calendar files, as JSON for the viewer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from icalendar import Calendar
from page_reading import list_faults, read_page
from web_fair import ShownHall

from hall.model.fair import Tour, TourStop
from hall.model.text import NO_TEXT, Texts


def texts(french: str, arabic: str) -> Texts:
    return Texts({"fr": french, "ar": arabic})


TOUR = Tour(
    "honey-walk",
    texts("Du miel <b>au thym</b>", "من العسل إلى الزعتر"),
    (
        TourStop("coop-azir", texts("Goûtez, puis demandez", "ذوقوا ثم اسألوا")),
        TourStop("sans-stand", NO_TEXT),
        TourStop("long-gone", NO_TEXT),
    ),
)


@pytest.fixture
def hall(hall: ShownHall) -> ShownHall:
    hall.catalogue = replace(hall.catalogue, tours=(TOUR,))
    return hall


async def read_calendar(client: Any, path: str) -> list[Any]:
    response = await client.get(path)
    assert response.status == 200
    assert response.content_type == "text/calendar"
    assert ".ics" in response.headers["Content-Disposition"]
    body = await response.read()
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    return list(Calendar.from_ical(body).walk("VEVENT"))


async def test_the_whole_programme_is_one_calendar_file(client: Any, hall: ShownHall) -> None:
    events = await read_calendar(client, "/fr/programme.ics")
    assert len(events) == len(hall.catalogue.sessions)
    assert len({str(event["uid"]) for event in events}) == len(events)


async def test_a_session_is_in_the_calendar_at_its_time_in_the_zone_of_the_fair(
    client: Any, hall: ShownHall
) -> None:
    session = next(s for s in hall.catalogue.sessions if s.id == "atelier-prix")
    [event] = await read_calendar(client, f"/ar/sessions/{session.id}.ics")
    start = event["dtstart"].dt
    assert start.tzname() == "UTC"
    hours = int(session.start[:2]) - start.hour
    assert hours in {0, 1}  # Morocco is at +01:00, in Ramadan at +00:00
    assert str(event["summary"]) == str(session.title.pick("ar"))
    assert str(event["url"]).endswith(f"/ar/sessions/{session.id}")


async def test_the_same_programme_is_the_same_file(client: Any) -> None:
    first, second = [await (await client.get("/en/programme.ics")).read() for _ in range(2)]
    assert first == second


@pytest.mark.parametrize("path", ["/fr/sessions/none.ics", "/de/programme.ics"])
async def test_a_calendar_of_nothing_is_not_found(client: Any, path: str) -> None:
    assert (await client.get(path)).status == 404


async def test_the_viewer_is_told_the_stops_that_have_a_stand(client: Any) -> None:
    told = await (await client.get("/api/v1/tours?lang=fr")).json()
    [tour] = told["tours"]
    assert tour["id"] == "honey-walk"
    assert tour["name"] == {"text": "Du miel <b>au thym</b>", "lang": "fr", "dir": "ltr"}
    [stop] = tour["stops"]
    assert stop["text"]["text"] == "Goûtez, puis demandez"
    stand = await (await client.get(f"/api/v1/stands/{stop['stand']}?lang=fr")).json()
    assert any(exhibitor["id"] == "coop-azir" for exhibitor in stand["exhibitors"])


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_a_tour_can_be_read_without_the_hall(client: Any, lang: str) -> None:
    html = await (await client.get(f"/{lang}/tours")).text()
    page = read_page(html)
    assert list_faults(page) == []
    links = [link.attrs.get("href", "") for link in page.all("a")]
    assert any(link.endswith("/exhibitors/coop-azir") for link in links)
    assert any(link.endswith(f"/{lang}/hall#tour=honey-walk") for link in links)
    assert "<b>au thym</b>" not in html
