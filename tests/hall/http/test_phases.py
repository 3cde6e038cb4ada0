"""Every phase of the fair, through the doors: what it allows, and that it says so."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from page_reading import list_faults, read_page
from web_fair import FAIR, ShownHall, make_catalogue

from hall.model.fair import BY_DATE, PHASES

SAYS = {
    "preparing": "se prépare",
    "open": "est ouvert",
    "online_only": "en ligne",
    "closed": "est fini",
    "archive": "archive du salon",
}
TAKING = ("open", "online_only")
PLACES = ("/fr/", "/fr/stands/T1", "/fr/products/miel-romarin")
ORDER = {
    "lines": [{"product_id": "miel-romarin", "quantity": 1}],
    "buyer": {"name": "Aïcha", "phone": "0661234567"},
    "delivery_mode": "parcel",
    "town": "Figuig",
    "payment_mode": "bank_transfer",
    "consent_version": "3",
}
MESSAGE = {
    "exhibitor": "coop-azir", "kind": "question", "text": "Bonjour ?", "name": "Aïcha",
    "phone": "0661234567", "consent_version": "3",
}  # fmt: skip
DAYS = [
    ("2026-07-02T22:30", "preparing"),
    ("2026-07-02T23:30", "open"),  # half past midnight of the first day in Morocco
    ("2026-07-07T22:30", "open"),
    ("2026-07-07T23:30", "closed"),
]


def show(phase: str) -> ShownHall:
    catalogue = make_catalogue(fair=replace(FAIR, phase=phase))
    modes = tuple(
        replace(mode, at_fair=mode.id == "collect_fair") for mode in catalogue.delivery.modes
    )
    delivery = replace(catalogue.delivery, modes=modes)
    return ShownHall(replace(catalogue, delivery=delivery))


async def send(client: Any, noun: str, body: dict[str, Any]) -> Any:
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    return await client.post(f"/api/v1/{noun}?lang=fr", json=body, headers=headers)


async def read(client: Any, path: str, status: int = 200) -> str:
    response = await client.get(path)
    assert response.status == status
    found = read_page(await response.text())
    assert list_faults(found) == []
    return str(found.text)


@pytest.mark.parametrize("phase", PHASES)
async def test_pages_say_the_phase_and_open_is_said_once_at_the_front(
    start: Any, phase: str
) -> None:
    client = await start(show(phase))
    for path in PLACES:
        said = SAYS[phase] in await read(client, path)
        assert said == (phase != "open" or path == "/fr/")


@pytest.mark.parametrize("phase", PHASES)
async def test_page_and_json_agree_on_whether_an_order_is_taken(start: Any, phase: str) -> None:
    client = await start(show(phase))
    product = await (await client.get("/api/v1/products/miel-romarin?lang=fr")).json()
    page = read_page(await (await client.get("/fr/products/miel-romarin")).text())
    links = [e for e in page.all("a") if "/fr/order" in e.attrs.get("href", "")]
    assert product["can_order"] == bool(links) == (phase in TAKING)
    assert (SAYS[phase] in product["order_note"]) == (phase != "open")
    form = read_page(await (await client.get("/fr/order?product=miel-romarin")).text())
    assert bool([e for e in form.all("input") if e.attrs["name"] == "key"]) == (phase in TAKING)
    assert (SAYS[phase] in form.text) == (phase != "open")
    answer = await send(client, "orders", ORDER)
    assert answer.status == (201 if phase in TAKING else 409)
    if phase not in TAKING:
        problem = await answer.json()
        assert problem["code"] == "orders_closed"
        assert SAYS[phase] in problem["detail"]


@pytest.mark.parametrize("phase", PHASES)
async def test_messages_are_taken_in_every_phase(start: Any, phase: str) -> None:
    client = await start(show(phase))
    assert (await send(client, "messages", MESSAGE)).status == 201


@pytest.mark.parametrize("phase", ["preparing", "closed", "archive"])
async def test_a_form_sent_too_late_leads_to_the_message(start: Any, phase: str) -> None:
    hall = show("open")
    client = await start(hall)
    fields = {"lines.0.product_id": "miel-romarin", "key": str(uuid.uuid4())}
    hall.catalogue = show(phase).catalogue
    response = await client.post("/fr/order", data=fields)
    page = read_page(await response.text())
    assert response.status == 409
    assert SAYS[phase] in page.text
    links = [e.attrs.get("href", "") for e in page.all("a")]
    assert "/fr/exhibitors/coop-azir/message?product=miel-romarin" in links


async def test_an_order_taken_before_the_end_is_answered_the_same_after_it(start: Any) -> None:
    hall = show("open")
    client = await start(hall)
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    first = await client.post("/api/v1/orders?lang=fr", json=ORDER, headers=headers)
    hall.catalogue = show("closed").catalogue
    again = await client.post("/api/v1/orders?lang=fr", json=ORDER, headers=headers)
    assert (first.status, again.status) == (201, 201)
    assert await first.json() == await again.json()


async def test_online_nothing_is_collected_at_the_fair(start: Any) -> None:
    ways = {}
    for phase in TAKING:
        client = await start(show(phase))
        form = await (await client.get("/api/v1/order-form?lang=fr&exhibitor=coop-azir")).json()
        ways[phase] = {mode["id"] for mode in form["delivery_modes"]}
        page = read_page(await (await client.get("/fr/order?product=miel-romarin")).text())
        shown = {e.attrs["value"] for e in page.all("input") if e.attrs["name"] == "delivery_mode"}
        assert shown == ways[phase]
        answer = await send(client, "orders", ORDER | {"delivery_mode": "collect_fair"})
        assert answer.status == (201 if phase == "open" else 422)
    assert ways["open"] - ways["online_only"] == {"collect_fair"}


@pytest.mark.parametrize(("moment", "phase"), DAYS)
async def test_by_date_the_days_of_the_fair_in_its_zone_give_the_phase(
    start: Any, moment: str, phase: str
) -> None:
    client = await start(show(BY_DATE), now=datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert SAYS[phase] in await read(client, "/fr/")
    assert (await send(client, "orders", ORDER)).status == (201 if phase in TAKING else 409)


async def test_a_day_to_come_is_named_and_one_that_passed_is_not(start: Any) -> None:
    before, after = datetime(2026, 6, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    client = await start(show("preparing"), now=before)
    assert "3 juillet 2026" in await read(client, "/fr/products/miel-romarin")
    for phase in ("preparing", "open"):
        client = await start(show(phase), now=after)
        html = await (await client.get("/fr/")).text()
        line = html.partition('<p class="phase ')[2].partition("</p>")[0]
        assert SAYS[phase] in line
        assert "juillet" not in line


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("phase", PHASES)
async def test_every_phase_is_said_in_every_language(start: Any, phase: str, lang: str) -> None:
    client = await start(show(phase))
    for path in PLACES:
        await read(client, path.replace("/fr/", f"/{lang}/"))


@pytest.mark.parametrize("phase", PHASES)
async def test_a_product_that_is_sold_out_is_not_praised_as_to_be_ordered(
    start: Any, phase: str
) -> None:
    hall = show(phase)
    products = dict(hall.catalogue.products)
    products["miel-romarin"] = replace(products["miel-romarin"], stock=0)
    hall.catalogue = replace(hall.catalogue, products=products)
    client = await start(hall)
    product = await (await client.get("/api/v1/products/miel-romarin?lang=fr")).json()
    assert not product["can_order"]
    assert bool(product["order_note"]) == (phase not in TAKING)
