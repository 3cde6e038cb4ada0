"""Every page, in every language, as a visitor without JavaScript gets it."""

from __future__ import annotations

import json
import uuid
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from page_reading import list_faults, read_page
from web_fair import FAIR, ShownHall, make_catalogue

from hall.model.text import Texts

PAGES = (
    "/", "/hall", "/plan", "/stands", "/stands?sector=crafts", "/stands/T1", "/stands/S10",
    "/exhibitors/coop-azir", "/exhibitors/sans-stand", "/products", "/products?q=miel",
    "/products?q=nothing-like-this", "/products?family=rug&max_price=200", "/products/miel-romarin",
    "/products/tapis?to=FR", "/products/conseil", "/products/miel-romarin?to=oriental",
    "/order?product=miel-romarin", "/exhibitors/coop-azir/message", "/programme",
    "/sessions/atelier-prix", "/help", "/privacy",
)  # fmt: skip
HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}\u202e&amp;"


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_well_formed_and_labelled(client: Any, lang: str, path: str) -> None:
    response = await client.get(f"/{lang}{path}")
    html = await response.text()
    assert response.status == 200, html[:300]
    page = read_page(html)
    assert list_faults(page) == []
    root = page.all("html")[0].attrs
    assert root["lang"] == lang
    assert root["dir"] == ("rtl" if lang == "ar" else "ltr")


async def test_the_front_door_follows_the_browsers_language(client: Any) -> None:
    for header, lang in (("ar-MA,fr;q=0.5", "ar"), ("de, en;q=0.3", "en"), ("", "fr")):
        response = await client.get("/", headers={"Accept-Language": header}, allow_redirects=False)
        assert response.status == 303
        assert response.headers["Location"] == f"/{lang}/"


async def test_a_former_number_leads_to_the_stand(client: Any) -> None:
    response = await client.get("/fr/stands/A9", allow_redirects=False)
    assert response.status == 301
    assert response.headers["Location"] == "/fr/stands/T2"


@pytest.mark.parametrize(
    "path", ["/fr/nothing", "/de/", "/fr/stands/Z9", "/fr/products/none", "/fr/receipts/none"]
)
async def test_what_is_not_there_is_told_as_a_page(client: Any, path: str) -> None:
    response = await client.get(path)
    assert response.status == 404
    assert list_faults(read_page(await response.text())) == []
    assert response.headers["Cache-Control"] == "no-store"


def poison(value: Any) -> Any:
    """Return a value whose every text of a person is hostile; ids and codes stay."""
    if isinstance(value, Texts):
        return Texts({lang: HOSTILE + lang for lang in value.by_lang} or {"fr": HOSTILE})
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: poison(getattr(value, f.name)) for f in fields(value)})
    if isinstance(value, tuple):
        return tuple(poison(item) for item in value)
    if isinstance(value, dict):
        return {key: poison(item) for key, item in value.items()}
    return value


def poison_plain(catalogue: Any) -> Any:
    """Return a catalogue whose free texts without language are hostile, too."""
    exhibitors = {
        key: replace(e, commune=HOSTILE, call_hours=HOSTILE, contact_name=HOSTILE)
        for key, e in catalogue.exhibitors.items()
    }
    products = {
        key: replace(
            p, origin_commune=HOSTILE, season=HOSTILE, best_before=HOSTILE, sanitary_no=HOSTILE,
            allergens=(HOSTILE,), extra={"length_cm": HOSTILE},
            label=replace(p.label, label_no=HOSTILE, certifier=HOSTILE) if p.label else None,
        )
        for key, p in catalogue.products.items()
    }  # fmt: skip
    sessions = tuple(replace(s, room=HOSTILE) for s in catalogue.sessions)
    return replace(catalogue, exhibitors=exhibitors, products=products, sessions=sessions)


@pytest.mark.parametrize("path", PAGES)
async def test_no_text_becomes_markup(start: Any, path: str) -> None:
    client = await start(ShownHall(poison_plain(poison(make_catalogue()))))
    response = await client.get(f"/fr{path}")
    html = await response.text()
    assert response.status == 200, html[:300]
    page = read_page(html)
    assert list_faults(page) == []
    assert not [e for e in page.all("img") if e.attrs.get("src") == "x"]
    scripts = {e.attrs.get("type") for e in page.all("script")}
    assert scripts <= {"application/ld+json", "application/json", "module"}
    assert "onerror" not in {name for e in page.elements for name in e.attrs}


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_carries_a_way_to_reach_an_exhibitor(client: Any, path: str) -> None:
    html = await (await client.get(f"/fr{path}")).text()
    assert "+2125000001" not in html
    assert "coop-azir@example.org" not in html


async def test_a_number_is_shown_on_a_tap(client: Any) -> None:
    response = await client.post("/fr/exhibitors/coop-azir/contacts", data={"channel": "phone"})
    assert response.status == 200
    assert "tel:+212500000101" in await response.text()
    assert response.headers["Cache-Control"] == "no-store"


async def test_a_number_that_is_not_offered_stays_hidden(client: Any) -> None:
    address = "/fr/exhibitors/atelier-fakhar/contacts"
    assert (await client.post(address, data={"channel": "phone"})).status == 404


async def test_text_in_another_language_says_so(client: Any) -> None:
    html = await (await client.get("/ar/exhibitors/coop-azir")).text()
    assert '<p lang="fr" dir="ltr">Tout a commencé' in html


async def test_the_hall_page_carries_its_config(client: Any, hall: ShownHall) -> None:
    html = await (await client.get("/ar/hall")).text()
    config = json.loads(html.split('id="hall-config">')[1].split("</script>")[0])
    assert config["lang"] == "ar"
    assert config["dir"] == "rtl"
    assert config["shell"] == f"/f/{hall.build.shell}"
    assert config["index"] == f"/f/{hall.build.index['ar']}"
    assert f'href="{config["shell"]}"' in html
    assert config["words"]["close"]
    assert config == await (await client.get("/api/v1/hall?lang=ar")).json()


async def test_pages_name_their_twins_and_their_address(start: Any, hall: ShownHall) -> None:
    client = await start(hall, public_url="https://fair.example/oujda")
    page = read_page(await (await client.get("/oujda/fr/products?q=miel")).text())
    links = {
        (e.attrs["rel"], e.attrs.get("hreflang", "")): e.attrs["href"] for e in page.all("link")
    }
    assert links["canonical", ""] == "https://fair.example/oujda/fr/products"
    assert links["alternate", "ar"] == "https://fair.example/oujda/ar/products?q=miel"
    local = [e.attrs["href"] for e in page.all("a") if e.attrs["href"].startswith("/")]
    assert local
    assert all(href.startswith("/oujda/") for href in local)


async def test_search_understands_both_scripts(client: Any) -> None:
    for text in ("zerbia", "زربية", "tapis"):
        html = await (await client.get("/fr/products", params={"q": text})).text()
        if text != "zerbia":
            assert "Tapis de laine" in html


async def test_a_price_that_is_old_is_to_be_confirmed(client: Any) -> None:
    html = await (await client.get("/fr/products/ancien")).text()
    assert "prix à confirmer" in html
    assert "prix à confirmer" not in await (await client.get("/fr/products/dattes-aziza")).text()


async def test_unit_price_label_and_stock_are_told(client: Any) -> None:
    html = await (await client.get("/fr/products/miel-romarin")).text()
    text = " ".join(read_page(html).text.split())
    assert "85 DH 170 DH/kg" in text.replace("\u00a0", " ")
    assert "Vérifié par l’organisateur le 2 mai 2026" in text
    assert "Déclaré par l’exposant" in await (await client.get("/fr/products/huile-olive")).text()


async def test_what_cannot_be_ordered_has_no_order_button(start: Any) -> None:
    client = await start(ShownHall(make_catalogue()))
    for product in ("sirop", "conseil"):
        assert "/fr/order?product" not in await (await client.get(f"/fr/products/{product}")).text()
    closed = await start(ShownHall(make_catalogue(fair=replace(FAIR, phase="closed"))))
    html = await (await closed.get("/fr/products/miel-romarin")).text()
    assert "/fr/order?product" not in html
    assert "/message" in html


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "1e3", "٣", "9" * 40])
async def test_any_page_number_is_answered(client: Any, page: str) -> None:
    assert (await client.get("/fr/products", params={"page": page})).status == 200


async def test_robots_and_sitemap_name_public_pages_only(client: Any) -> None:
    assert (
        "Sitemap: http://127.0.0.1:8080/sitemap.xml"
        in await (await client.get("/robots.txt")).text()
    )
    sitemap = await (await client.get("/sitemap.xml")).text()
    assert "http://127.0.0.1:8080/ar/products/miel-romarin" in sitemap
    assert "order" not in sitemap


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
@pytest.mark.parametrize(
    ("form", "stands_for"),
    [
        ("order?product=miel-romarin", "products/miel-romarin"),
        ("exhibitors/coop-azir/message?product=miel-romarin", "exhibitors/coop-azir"),
    ],
)
async def test_a_search_engine_lists_the_thing_in_place_of_its_form(
    client: Any, lang: str, form: str, stands_for: str
) -> None:
    response = await client.get(f"/{lang}/{form}")
    page = read_page(await response.text())
    assert response.headers["Cache-Control"] == "no-store"
    [canonical] = [e.attrs["href"] for e in page.all("link") if e.attrs["rel"] == "canonical"]
    assert canonical == f"http://127.0.0.1:8080/{lang}/{stands_for}"
    metas = {e.attrs.get("name"): e.attrs.get("content", "") for e in page.all("meta")}
    assert metas["description"]
    assert "robots" not in metas


@pytest.mark.parametrize("form", ["order", "exhibitors/coop-azir/message"])
async def test_a_form_that_comes_back_with_faults_is_in_no_index(client: Any, form: str) -> None:
    fields = {"lines.0.product_id": "miel-romarin", "key": str(uuid.uuid4()), "note": "Aïcha"}
    response = await client.post(f"/fr/{form}", data=fields)
    assert response.status == 422
    html = await response.text()
    assert 'name="robots" content="noindex"' in html
    assert 'rel="canonical"' not in html


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_the_front_page_shows_the_plan_as_one_link_to_it(
    client: Any, hall: ShownHall, lang: str
) -> None:
    page = read_page(await (await client.get(f"/{lang}/")).text())
    [plan] = [e for e in page.all("img") if e.attrs["src"].endswith(hall.build.plan_svg[lang])]
    assert plan.attrs["alt"]
    assert plan.attrs["loading"] == "lazy"
    assert not [e for e in page.all("a") if "/stands/" in e.attrs["href"] and "svg" in e.inside]


@pytest.mark.parametrize(("lang", "script"), [("fr", "latin"), ("ar", "arabic"), ("en", "latin")])
async def test_a_page_fetches_the_letters_of_its_headings_at_once(
    client: Any, hall: ShownHall, lang: str, script: str
) -> None:
    page = read_page(await (await client.get(f"/{lang}/products")).text())
    [font] = [e.attrs for e in page.all("link") if e.attrs.get("as") == "font"]
    assert font["href"] == f"/f/{hall.build.fonts[script]}"
    assert "crossorigin" in font


async def test_pictures_on_the_first_screen_are_not_put_off_and_none_moves_the_text(
    client: Any,
) -> None:
    for path in ("/fr/products", "/fr/products/miel-romarin", "/fr/stands/T1", "/fr/"):
        pictures = read_page(await (await client.get(path)).text()).all("img")
        assert all(e.attrs.get("width") and e.attrs.get("height") for e in pictures)
        first = [e for e in pictures if e.attrs.get("fetchpriority") == "high"]
        assert len(first) == {"/fr/products": 2, "/fr/products/miel-romarin": 1}.get(path, 0)
        assert not [e for e in first if "loading" in e.attrs]
