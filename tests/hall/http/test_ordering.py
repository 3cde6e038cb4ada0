"""Orders, messages, answers and invites on the plain pages, without JavaScript."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from page_reading import read_page
from web_fair import NOW

from hall.service.invites import InviteDesk
from hall.service.limits import Limit, Limits
from hall.store.database import Database

FORM = {
    "lines.0.product_id": "miel-romarin",
    "lines.0.quantity": "2",
    "lines.0.seen": "8500 MAD",
    "buyer.name": "Aïcha <b>Exemple</b>",
    "buyer.phone": "06 61 23 45 67",
    "buyer.country": "MA",
    "delivery_mode": "collect_fair",
    "payment_mode": "cash_on_delivery",
    "consent_version": "3",
}


async def open_form(client: Any, lang: str = "fr") -> dict[str, str]:
    """Return the fields of an empty form as the page sends them back."""
    response = await client.get(f"/{lang}/order?product=miel-romarin")
    page = read_page(await response.text())
    assert response.headers["Cache-Control"] == "no-store"
    inputs = page.all("input")
    hidden = {e.attrs["name"]: e.attrs["value"] for e in inputs if e.attrs.get("type") == "hidden"}
    assert hidden["lines.0.seen"] == "8500 MAD"
    return FORM | hidden


async def place(client: Any, lang: str = "fr", **changes: str) -> str:
    """Send an order and return the path of its receipt."""
    form = await open_form(client, lang) | changes
    response = await client.post(f"/{lang}/order", data=form, allow_redirects=False)
    assert response.status == 303, await response.text()
    return response.headers["Location"]


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_a_form_becomes_a_receipt(client: Any, lang: str) -> None:
    path = await place(client, lang)
    assert re.fullmatch(rf"/{lang}/receipts/[\w-]{{22}}", path)
    response = await client.get(path)
    text = read_page(await response.text()).text
    assert "Aïcha <b>Exemple</b>" in text
    assert re.search(r"\d{3}-\d{3}-\d{3}", text)
    assert "170" in text
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


async def test_the_same_form_sent_twice_is_one_order(client: Any) -> None:
    form = await open_form(client)
    answers = [await client.post("/fr/order", data=form, allow_redirects=False) for _ in range(3)]
    assert {a.status for a in answers} == {303}
    assert len({a.headers["Location"] for a in answers}) == 1


async def test_a_form_changed_after_sending_asks_first(client: Any) -> None:
    form = await open_form(client)
    await client.post("/fr/order", data=form, allow_redirects=False)
    changed = await client.post("/fr/order", data=form | {"lines.0.quantity": "3"})
    assert changed.status == 409
    html = await changed.text()
    assert "déjà été envoyée" in html
    key = {e.attrs.get("name"): e.attrs.get("value") for e in read_page(html).all("input")}["key"]
    assert key != form["key"]


async def test_every_fault_is_shown_beside_its_field(client: Any) -> None:
    form = await open_form(client)
    wrong = form | {"buyer.name": "", "buyer.phone": "12", "lines.0.quantity": "x"}
    wrong.pop("consent_version")
    response = await client.post("/fr/order", data=wrong)
    assert response.status == 422
    page = read_page(await response.text())
    invalid = {e.attrs["name"] for e in page.elements if e.attrs.get("aria-invalid") == "true"}
    assert {"buyer.name", "buyer.phone", "lines.0.quantity", "consent_version"} <= invalid
    ids = {e.attrs["id"] for e in page.elements if "id" in e.attrs}
    for element in page.elements:
        assert element.attrs.get("aria-describedby", "").split() == [
            name for name in element.attrs.get("aria-describedby", "").split() if name in ids
        ]


async def test_a_program_that_fills_every_field_is_refused(client: Any) -> None:
    form = await open_form(client) | {"website": "https://spam.example"}
    assert (await client.post("/fr/order", data=form)).status == 400


async def test_the_buyer_cancels(client: Any) -> None:
    path = await place(client)
    response = await client.post(f"{path}/cancel", allow_redirects=False)
    assert response.headers["Location"] == path
    assert "Annulée" in await (await client.get(path)).text()


async def test_the_exhibitor_answers_by_the_link_in_whatsapp(client: Any) -> None:
    path = await place(client)
    handed = await client.get(f"{path}/whatsapp", allow_redirects=False)
    address = urlsplit(handed.headers["Location"])
    assert (address.netloc, address.path) == ("wa.me", "/")  # a sample: nobody's number
    letter = parse_qs(address.query)["text"][0]
    link = re.search(r"http://\S+?(/\w\w/answers/[\w.-]+)", letter)
    assert link is not None, letter
    for _ in range(2):  # looking answers nothing
        page = await client.get(link[1])
        assert page.status == 200
        assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Demande envoyée" in await (await client.get(path)).text()
    done = await client.post(
        link[1], data={"action": "accept"}, headers={"Origin": "null"}, allow_redirects=False
    )
    assert done.status == 303
    assert "Acceptée" in await (await client.get(path)).text()


async def test_an_answer_link_that_was_not_signed_here_opens_nothing(client: Any) -> None:
    assert (await client.get("/fr/answers/IjEyMyI.forged")).status == 404
    posted = await client.post("/fr/answers/IjEyMyI.forged", data={"action": "accept"})
    assert posted.status == 404


async def test_a_message_becomes_a_receipt(client: Any) -> None:
    address = "/ar/exhibitors/coop-azir/message?product=miel-romarin"
    page = read_page(await (await client.get(address)).text())
    hidden = {
        e.attrs["name"]: e.attrs["value"]
        for e in page.all("input")
        if e.attrs.get("type") == "hidden"
    }
    form = hidden | {
        "kind": "wholesale", "text": "سلام\nبشحال؟ <b>", "name": "Exemple",
        "phone": "0661234567", "country": "MA", "consent_version": "3",
    }  # fmt: skip
    response = await client.post(
        "/ar/exhibitors/coop-azir/message", data=form, allow_redirects=False
    )
    assert response.status == 303, await response.text()
    receipt = read_page(await (await client.get(response.headers["Location"])).text())
    assert "بشحال؟ <b>" in receipt.text


async def test_looking_at_an_invite_uses_nothing_up(client: Any, database: Database) -> None:
    made = await InviteDesk(database).make("exhibitor", "coop-azir", NOW)
    path = f"/fr/invites/{made.code}"
    for _ in range(3):
        assert (await client.get(path)).status == 200
    entered = await client.post(path, allow_redirects=False)
    assert entered.status == 303
    cookie = entered.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert (await client.get(path)).status == 410
    left = await client.post("/fr/sign-out", headers={"Sec-Fetch-Site": "same-origin"})
    assert left.status == 200


async def test_behind_https_the_cookie_is_bound_to_the_host(
    start: Any, hall: Any, database: Database
) -> None:
    client = await start(hall, public_url="https://fair.example")
    made = await InviteDesk(database).make("organiser", None, NOW)
    entered = await client.post(f"/fr/invites/{made.code}", allow_redirects=False)
    cookie = entered.headers["Set-Cookie"]
    assert cookie.startswith("__Host-hall-small=")
    assert "Secure" in cookie
    assert "Path=/" in cookie


async def test_too_many_orders_are_asked_to_wait(start: Any, hall: Any) -> None:
    client = await start(hall, limits={"orders": Limits(Limit(2, 600))})
    answers = [await client.post("/fr/order", data=FORM) for _ in range(3)]
    assert answers[2].status == 429
    assert int(answers[2].headers["Retry-After"]) > 0
    assert "Un instant" in await answers[2].text()


async def test_orders_at_once_are_each_kept(client: Any) -> None:
    paths = await asyncio.gather(*(place(client) for _ in range(8)))
    assert len(set(paths)) == 8
