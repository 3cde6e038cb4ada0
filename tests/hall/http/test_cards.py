"""QR codes and cards of the stands: what is printed leads where it says."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import segno
from page_reading import list_faults, read_page
from web_fair import ShownHall

from hall.model.text import Texts

PUBLIC = "https://salon.example/oriental"
SVG = "{http://www.w3.org/2000/svg}"


def read_symbol(svg: bytes) -> tuple[str, str]:
    """Return the size and the modules of a drawn code."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    [dark] = [path for path in root.iter(f"{SVG}path") if path.get("stroke") == "#000"]
    return root.attrib["viewBox"], dark.attrib["d"]


def draw(address: str) -> tuple[str, str]:
    """Return the same of the symbol that segno makes of an address."""
    out = io.BytesIO()
    symbol = segno.make(address, error="q", micro=False, boost_error=False)
    symbol.save(out, kind="svg", border=4, dark="#000", light="#fff", omitsize=True)
    return read_symbol(out.getvalue())


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_the_code_leads_to_the_stand_at_the_public_address(
    start: Any, hall: ShownHall, lang: str
) -> None:
    client = await start(hall, public_url=PUBLIC)
    response = await client.get(f"/oriental/{lang}/stands/T1/code.svg")
    assert response.status == 200
    assert response.content_type == "image/svg+xml"
    drawn = read_symbol(await response.read())
    assert drawn == draw(f"{PUBLIC}/{lang}/stands/T1")
    assert drawn != draw(f"{PUBLIC}/{lang}/stands/T2")


async def test_the_code_is_drawn_without_styles_and_named_after_its_stand(client: Any) -> None:
    response = await client.get("/fr/stands/T1/code.svg")
    assert not re.search(rb"style|class|<script|\son\w+=", await response.read())
    assert response.headers["Content-Disposition"] == 'inline; filename="stand-T1.svg"'


async def test_the_code_is_asked_again_and_sent_once(client: Any) -> None:
    first = await client.get("/fr/stands/T1/code.svg")
    assert first.headers["Cache-Control"] == "no-cache"
    etag = first.headers["ETag"]
    again = await client.get("/fr/stands/T1/code.svg", headers={"If-None-Match": etag})
    assert (again.status, await again.read()) == (304, b"")
    other = await client.get("/fr/stands/T2/code.svg", headers={"If-None-Match": etag})
    assert other.status == 200


@pytest.mark.parametrize("what", ["code.svg", "card"])
async def test_a_former_number_leads_to_the_new_one_and_a_wrong_one_nowhere(
    client: Any, what: str
) -> None:
    moved = await client.get(f"/fr/stands/A9/{what}", allow_redirects=False)
    assert (moved.status, moved.headers["Location"]) == (301, f"/fr/stands/T2/{what}")
    assert (await client.get(f"/fr/stands/Z9/{what}")).status == 404


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_a_card_has_number_code_and_the_names_in_every_script(
    client: Any, hall: ShownHall, lang: str
) -> None:
    lead = hall.catalogue.exhibitors["coop-azir"]
    name = Texts({**lead.name.by_lang, "zgh": "ⴰⵣⵉⵔ"})
    named = {**hall.catalogue.exhibitors, "coop-azir": replace(lead, name=name)}
    hall.catalogue = replace(hall.catalogue, exhibitors=named)
    page = read_page(await (await client.get(f"/{lang}/stands/T1/card")).text())
    assert list_faults(page) == []
    fair = hall.catalogue.fair.name.by_lang
    for text in ("T1", "Coopérative Azir", "تعاونية أزير", "ⴰⵣⵉⵔ", fair["fr"], fair["ar"]):
        assert text in page.text
    assert {"ar": "rtl", "zgh": "ltr"}.items() <= {
        e.attrs["lang"]: e.attrs.get("dir", "") for e in page.all("span") if "lang" in e.attrs
    }.items()
    [code] = [e for e in page.all("img") if "code.svg" in e.attrs["src"]]
    assert code.attrs["src"] == f"/{lang}/stands/T1/code.svg"


async def test_a_card_is_a6_or_a5_and_no_page_to_be_found_by_searching(client: Any) -> None:
    for query, size in (("", "a6"), ("?size=a5", "a5"), ("?size=%22%3E", "a6")):
        html = await (await client.get(f"/fr/stands/T1/card{query}")).text()
        assert f'class="stand-card stand-card-{size}"' in html
        assert 'name="robots" content="noindex"' in html


async def test_the_cards_of_a_sector_are_one_for_each_stand_in_order(client: Any) -> None:
    page = read_page(await (await client.get("/fr/cards?sector=services")).text())
    sources = [e.attrs["src"] for e in page.all("img") if "code.svg" in e.attrs["src"]]
    assert sources == ["/fr/stands/S1/code.svg", "/fr/stands/S10/code.svg"]
    chooser = read_page(await (await client.get("/fr/cards")).text())
    links = [e.attrs.get("href", "") for e in chooser.all("a")]
    assert "/fr/cards?sector=services" in links
    assert list_faults(page) == list_faults(chooser) == []
