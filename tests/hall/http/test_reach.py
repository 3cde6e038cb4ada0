"""Can it reach me? The places one can ask for, and the answer, as JSON and as a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from page_reading import list_faults, read_page
from web_fair import ShownHall

from hall.model.fair import DeliveryNote
from hall.model.money import Money
from hall.model.text import Texts

HONEY = "/api/v1/products/miel-romarin/reach"
LANGS = ("fr", "ar", "en")
HOSTILE = "<script>alert(1)</script>"


async def read(client: Any, path: str, **headers: str) -> Any:
    response = await client.get(path, headers=headers)
    assert response.status == 200, await response.text()
    assert response.content_type == "application/json"
    return await response.json()


async def ask(client: Any, place: str, lang: str = "fr", product: str = "miel-romarin") -> Any:
    told = await read(client, f"/api/v1/products/{product}/reach?to={place}&lang={lang}")
    return told["answers"]


def with_notes(hall: ShownHall, *notes: DeliveryNote) -> ShownHall:
    delivery = replace(hall.catalogue.delivery, notes=notes)
    hall.catalogue = replace(hall.catalogue, delivery=delivery)
    return hall


@pytest.mark.parametrize("lang", LANGS)
async def test_one_can_ask_for_every_region_and_every_other_country_in_ones_language(
    client: Any, hall: ShownHall, lang: str
) -> None:
    known = hall.catalogue.places
    told = (await read(client, f"/api/v1/places?lang={lang}"))["places"]
    ids = [place["id"] for place in told]
    assert ids[: len(known.regions)] == list(known.regions)
    assert set(ids[len(known.regions) :]) == set(known.countries) - {"MA"}
    for place in told:
        texts = known.regions.get(place["id"]) or known.countries[place["id"]]
        assert place["name"]["text"] == texts.by_lang[lang]
        assert place["name"]["lang"] == lang
        assert place["name"]["dir"] == ("rtl" if lang == "ar" else "ltr")


async def test_without_a_language_the_browsers_own_is_taken(client: Any) -> None:
    told = await read(client, "/api/v1/places", **{"Accept-Language": "ar-MA,ar;q=0.9"})
    assert {place["name"]["lang"] for place in told["places"]} == {"ar"}
    unknown = await read(client, "/api/v1/places?lang=xx", **{"Accept-Language": "en"})
    assert {place["name"]["lang"] for place in unknown["places"]} == {"en"}


@pytest.mark.parametrize("path", ["/api/v1/places?lang=fr", f"{HONEY}?to=oriental&lang=fr"])
async def test_an_answer_is_asked_again_and_sent_once(client: Any, path: str) -> None:
    first = await client.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    assert "Accept-Language" in first.headers["Vary"]
    again = await client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")
    other = path.replace("lang=fr", "lang=ar")
    changed = await client.get(other, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status == 200


@pytest.mark.parametrize("lang", LANGS)
async def test_a_way_with_a_known_fee_comes_first_and_says_it(
    client: Any, hall: ShownHall, lang: str
) -> None:
    first, *_ = await ask(client, "oriental", lang)
    parcel = next(mode for mode in hall.catalogue.delivery.modes if mode.id == "parcel")
    assert first["kind"] == "yes"
    assert first["title"]["text"] == str(parcel.name.pick(lang))
    assert Money(2500).format(lang) in first["detail"]


async def test_a_fee_that_nobody_fixed_is_agreed_and_a_rule_of_the_country_has_its_source(
    client: Any,
) -> None:
    way, note = await ask(client, "FR")
    assert way["kind"] == "agreed"
    assert note["kind"] == "note"
    assert "2 kg" in note["title"]["text"]
    assert "douane.example" in note["detail"]
    assert "2026" in note["detail"]
    [only] = await ask(client, "FR", product="dattes-aziza")  # the note is about honey
    assert only["kind"] == "agreed"


async def test_a_source_without_a_date_ends_with_its_name(start: Any, hall: ShownHall) -> None:
    words = Texts({"fr": "Deux kilos"})
    note = DeliveryNote("FR", (), words, allowed=True, source="douane.example", date="")
    client = await start(with_notes(hall, note))
    told = (await ask(client, "FR"))[-1]
    assert told["detail"].endswith("douane.example")


async def test_what_a_country_forbids_is_refused_before_the_order(
    start: Any, hall: ShownHall
) -> None:
    words = Texts({"fr": f"Interdit {HOSTILE}"})
    note = DeliveryNote("FR", ("honey",), words, allowed=False, source="", date="")
    client = await start(with_notes(hall, note))
    first, rule = await ask(client, "FR")
    assert (first["kind"], rule["kind"]) == ("no", "note")
    assert rule["detail"] == ""  # nobody named a source
    assert HOSTILE in rule["title"]["text"]  # JSON carries the text, the page escapes it
    html = await (await client.get("/fr/products/miel-romarin?to=FR")).text()
    assert HOSTILE not in html
    assert "Interdit &lt;script&gt;" in html


async def test_where_nothing_is_known_one_is_told_whom_to_ask(client: Any) -> None:
    [told] = await ask(client, "SN")
    assert told["kind"] == "ask"


@pytest.mark.parametrize(
    "query", ["", "?to=", "?to=nowhere", "?to=fr", "?to=%00", f"?to={HOSTILE}"]
)
async def test_a_place_that_nobody_knows_has_no_answer(client: Any, query: str) -> None:
    assert (await read(client, HONEY + query))["answers"] == []


@pytest.mark.parametrize("product", ["none", "..%2F..%2Fetc", "%3Cscript%3E", "a" * 300])
async def test_a_product_that_is_not_there_is_a_problem_in_ones_language(
    client: Any, product: str
) -> None:
    titles = set()
    for lang in LANGS:
        response = await client.get(f"/api/v1/products/{product}/reach?to=FR&lang={lang}")
        assert response.status == 404
        assert response.content_type == "application/problem+json"
        problem = await response.json()
        assert problem["code"] == "not_found"
        titles.add(problem["title"])
    assert len(titles) == len(LANGS)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("place", ["oriental", "FR", "SN"])
async def test_the_page_says_the_same_without_javascript(
    client: Any, lang: str, place: str
) -> None:
    page = read_page(await (await client.get(f"/{lang}/products/miel-romarin?to={place}")).text())
    assert list_faults(page) == []
    chosen = [e.attrs["value"] for e in page.all("option") if "selected" in e.attrs]
    assert chosen == [place]
    for answer in await ask(client, place, lang):
        assert answer["title"]["text"] in page.text
        assert answer["detail"] in page.text
