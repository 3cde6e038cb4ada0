"""The QR code of a place in the hall: it leads there, and nowhere that a stranger wrote."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import quote

import pytest
import segno
from web_fair import ShownHall

PUBLIC = "https://salon.example/oriental"
GOOD = (
    "", "stand=T1", "product=miel-romarin", "tour=honey-walk", "at=12.5,3.0,90", "at=-1.5,0,270",
    "stand=%D9%82-12", "stand=A~1_b-2",
)  # fmt: skip
BAD = (
    "stand", "=T1", "stand=", "Stand=T1", "stand=T 1", "stand=T1\n", "stand=T1&at=1,2,3",
    'stand="><script>', "stand=T1#x", "javascript:alert(1)", "//evil.example", "stand=قاعة", "\0",
    "stand=" + "a" * 400,
)  # fmt: skip


def draw(address: str) -> bytes:
    """Return what segno makes of an address, as we ask for it."""
    out = io.BytesIO()
    symbol = segno.make(address, error="q", micro=False, boost_error=False)
    symbol.save(
        out, kind="svg", border=4, dark="#000", light="#fff",
        xmldecl=False, omitsize=True, svgclass=None, lineclass=None, nl=False,
    )  # fmt: skip
    return out.getvalue()


def path_of(place: str, lang: str = "fr") -> str:
    return f"/{lang}/hall/code.svg?place={quote(place, safe='')}"


@pytest.mark.parametrize("place", GOOD)
@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_the_code_leads_to_the_place_in_the_hall_of_that_language(
    start: Any, hall: ShownHall, lang: str, place: str
) -> None:
    client = await start(hall, public_url=PUBLIC)
    response = await client.get("/oriental" + path_of(place, lang))
    assert response.status == 200
    assert response.content_type == "image/svg+xml"
    assert await response.read() == draw(f"{PUBLIC}/{lang}/hall#{place}")


@pytest.mark.parametrize("place", BAD)
async def test_what_the_viewer_never_writes_has_no_code(client: Any, place: str) -> None:
    response = await client.get(path_of(place))
    assert response.status == 404
    assert response.content_type == "text/html"
    assert "<script>" not in await response.text()


async def test_a_place_that_is_not_there_has_a_code_as_the_fair_may_change(client: Any) -> None:
    assert (await client.get(path_of("stand=Z99"))).status == 200


async def test_no_place_is_the_hall_itself_and_an_unknown_language_is_no_page(client: Any) -> None:
    response = await client.get("/fr/hall/code.svg")
    assert response.status == 200
    assert await response.read() == await (await client.get(path_of(""))).read()
    assert (await client.get(path_of("stand=T1", "xx"))).status == 404


async def test_the_longest_place_fits_and_one_letter_more_does_not(client: Any) -> None:
    longest = "stand=" + "a" * (400 - len("stand="))
    assert (await client.get(path_of(longest))).status == 200
    assert (await client.get(path_of(longest + "a"))).status == 404


async def test_the_code_is_drawn_without_styles_and_asked_again_each_time(client: Any) -> None:
    first = await client.get(path_of("stand=T1"))
    assert not re.search(rb"style|class|<script|\son\w+=", await first.read())
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Content-Disposition"] == 'inline; filename="hall.svg"'
    tag = {"If-None-Match": first.headers["ETag"]}
    again = await client.get(path_of("stand=T1"), headers=tag)
    assert (again.status, await again.read()) == (304, b"")
    assert (await client.get(path_of("stand=T2"), headers=tag)).status == 200
