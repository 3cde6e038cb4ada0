"""The programme as the viewer reads it: the fair's own time, rooms, exhibitors, languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from web_fair import ShownHall, texts

from hall.model.fair import Session

LANGS = ("fr", "ar", "en")
ROOM = "workshop-1"
HOSTILE = "</script><b>prix</b>"


@pytest.fixture
def hall(hall: ShownHall) -> ShownHall:
    """The programme with a session in a room of the plan, one with a hostile title."""
    more = (
        Session("late", "2026-07-06", "17:00", "18:00", ROOM, texts("Tard", "متأخر", "Late"),
            texts("D. Exemple"), "zgh", ("coop-zerbia", "sans-stand", "gone")),
        Session("early", "2026-07-01", "09:00", "09:30", "Cour", texts(HOSTILE),
            texts("E. Exemple"), "tlh"),
    )  # fmt: skip
    hall.catalogue = replace(
        hall.catalogue,
        sessions=(*more, *hall.catalogue.sessions),
        rooms={ROOM: texts("Atelier 1", "الورشة 1", "Workshop 1")},
    )
    return hall


async def read(client: Any, lang: str = "fr") -> Any:
    response = await client.get(f"/api/v1/programme?lang={lang}")
    assert response.status == 200
    assert response.content_type == "application/json"
    return await response.json()


def find(told: Any, session: str) -> Any:
    return next(one for one in told["sessions"] if one["id"] == session)


async def test_every_session_is_told_in_the_order_of_time(client: Any, hall: ShownHall) -> None:
    told = await read(client)
    starts = [session["starts"] for session in told["sessions"]]
    assert starts == sorted(starts)
    assert {one["id"] for one in told["sessions"]} == {one.id for one in hall.catalogue.sessions}
    for session in told["sessions"]:
        assert datetime.fromisoformat(session["starts"]) < datetime.fromisoformat(session["ends"])


@pytest.mark.parametrize(
    ("now", "local"),
    [
        ("2026-07-04T10:30Z", "2026-07-04T11:30"),
        ("2026-07-04T23:30Z", "2026-07-05T00:30"),
        ("2026-02-20T10:30Z", "2026-02-20T10:30"),  # Ramadan: an hour less
    ],
)
async def test_now_is_the_time_of_the_fair(
    start: Any, hall: ShownHall, now: str, local: str
) -> None:
    client = await start(hall, now=datetime.fromisoformat(now))
    assert (await read(client))["now"] == local


@pytest.mark.parametrize("lang", LANGS)
async def test_a_session_is_told_in_ones_language_with_its_addresses(
    client: Any, hall: ShownHall, lang: str
) -> None:
    told = await read(client, lang)
    session = find(told, "late")
    expected = next(one for one in hall.catalogue.sessions if one.id == "late")
    assert session["title"]["text"] == str(expected.title.pick(lang))
    assert session["title"]["lang"] == lang
    assert session["room"]["text"] == str(hall.catalogue.rooms[ROOM].pick(lang))
    assert session["place"] == ROOM
    for address in (session["url"], session["calendar_url"], told["calendar_url"]):
        assert (await client.get(address)).status == 200
        assert f"/{lang}/" in address


async def test_a_day_and_a_language_are_words_not_codes(client: Any) -> None:
    days = {lang: find(await read(client, lang), "late")["day"] for lang in LANGS}
    assert len(set(days.values())) == len(LANGS)
    assert find(await read(client), "late")["language"] not in {"", "zgh"}
    assert find(await read(client), "early")["language"] == "tlh"  # a language without a word


async def test_a_room_that_the_plan_does_not_know_is_told_as_written(client: Any) -> None:
    session = find(await read(client, "ar"), "early")
    assert (session["room"]["text"], session["place"]) == ("Cour", "")


async def test_who_takes_part_is_told_with_a_stand_where_there_is_one(client: Any) -> None:
    first, second = find(await read(client), "late")["exhibitors"]  # who is gone is left out
    assert first["exhibitor"]["id"] == "coop-zerbia"
    assert first["stand"]["number"] == "C1"
    assert (second["exhibitor"]["id"], second["stand"]) == ("sans-stand", None)
    assert (await client.get(second["exhibitor"]["url"])).status == 200


async def test_a_title_is_carried_as_it_is_and_escaped_on_the_page(client: Any) -> None:
    session = find(await read(client), "early")
    assert session["title"]["text"] == HOSTILE
    assert HOSTILE not in await (await client.get(session["url"])).text()


async def test_the_programme_is_asked_again_and_sent_once_in_each_language(client: Any) -> None:
    first = await client.get("/api/v1/programme?lang=fr")
    assert first.headers["Cache-Control"] == "no-cache"
    tag = {"If-None-Match": first.headers["ETag"]}
    assert (await client.get("/api/v1/programme?lang=fr", headers=tag)).status == 304
    assert (await client.get("/api/v1/programme?lang=ar", headers=tag)).status == 200


async def test_a_fair_without_a_programme_tells_none(start: Any, hall: ShownHall) -> None:
    hall.catalogue = replace(hall.catalogue, sessions=())
    client = await start(hall)
    assert (await read(client))["sessions"] == []
