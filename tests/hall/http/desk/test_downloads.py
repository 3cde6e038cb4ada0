"""What a visitor downloads: for the organiser only, in figures of the build's own files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from page_reading import list_faults, read_page
from web_fair import ShownHall

from hall.http.pages.downloads import format_number, say_kilobytes
from hall.model.manifest import BuiltFinding
from hall.model.weights import FileWeight, Weights


@pytest.fixture
def weighed(hall: ShownHall) -> ShownHall:
    """The hall on show with weights of its own."""
    light = FileWeight("a.glb", 4000, 3000, 2000, 10, 100)
    stands = {
        stand.id: replace(light, brotli=1000 * place)
        for place, stand in enumerate(hall.catalogue.stands, 1)
    }
    by_lang = dict.fromkeys(hall.catalogue.fair.languages, light)
    fonts = {"latin": light}
    pictures = dict.fromkeys(hall.catalogue.products, (light,))
    weights = Weights(light, by_lang, fonts, by_lang, by_lang, stands, {}, pictures)
    name = hall.files.put("weights", "msgpack", msgspec.msgpack.encode(weights))
    hall.build = replace(hall.build, weights=name)
    return hall


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_the_page_is_sound_and_tells_the_heaviest_stand_first(
    organiser: Any, weighed: ShownHall, lang: str
) -> None:
    response = await organiser.get(f"/{lang}/review/downloads")
    html = await response.text()
    assert response.status == 200
    assert list_faults(read_page(html)) == []
    numbers = [stand.number for stand in reversed(weighed.catalogue.stands)]
    places = [html.index(f'/stands/{number}"') for number in numbers]
    assert places == sorted(places)
    assert say_kilobytes(len(numbers) * 1000, lang) in html


async def test_a_broken_budget_is_told_above_the_figures(
    organiser: Any, weighed: ShownHall
) -> None:
    weighed.findings = (
        BuiltFinding("budget.stand", "error", "stand A1 is heavy"),
        BuiltFinding("aisle.too_narrow", "warning", "2.9 m"),
    )
    html = await (await organiser.get("/fr/review/downloads")).text()
    assert "stand A1 is heavy" in html
    assert "2.9 m" not in html


async def test_a_hall_without_weights_says_so(organiser: Any) -> None:
    response = await organiser.get("/fr/review/downloads")
    assert response.status == 200
    assert "<table" not in await response.text()


async def test_only_the_organiser_sees_it(azir: Any, client: Any, weighed: ShownHall) -> None:
    assert weighed.build.weights
    assert (await azir.get("/fr/review/downloads")).status == 403
    assert (await client.get("/fr/review/downloads")).status == 401


async def test_the_weights_are_not_served_as_a_file(client: Any, weighed: ShownHall) -> None:
    assert (await client.get(f"/f/{weighed.build.weights}")).status == 404


async def test_the_review_page_leads_to_it(organiser: Any) -> None:
    assert "/fr/review/downloads" in await (await organiser.get("/fr/review")).text()


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert format_number(1234567, 0, "en") == "1,234,567"
    assert format_number(1234.5, 1, "fr") == "1\u202f234,5"
    assert say_kilobytes(999, "fr") == "1,0 ko"
    assert say_kilobytes(12_612_000, "en") == "13 MB"
