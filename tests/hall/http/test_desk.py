"""The signed-in page: who sees what, and what a button does."""

from __future__ import annotations

from typing import Any

from page_reading import list_faults, read_page
from web_fair import NOW

from hall.model.manifest import BuiltFinding
from hall.model.message import MessageDraft
from hall.model.order import Buyer, DraftLine, OrderDraft
from hall.service.invites import InviteDesk
from hall.service.messages import MessageDesk
from hall.service.orders import OrderDesk
from hall.store.database import Database

SAME = {"Sec-Fetch-Site": "same-origin"}
KEY = "7a0d3c6e-2f7b-4a30-9a51-0d4f0c2b1a6e"


async def enter(client: Any, database: Database, role: str, exhibitor: str | None) -> None:
    made = await InviteDesk(database).make(role, exhibitor, NOW)
    asked = await client.post("/fr/desk", data={"code": made.code}, allow_redirects=False)
    assert asked.headers["Location"] == f"/fr/invites/{made.code}"
    response = await client.post(asked.headers["Location"], headers=SAME)
    assert response.status == 200


async def place(database: Database, hall: Any, exhibitor_product: str = "miel-romarin") -> str:
    draft = OrderDraft(
        (DraftLine(exhibitor_product, 1),), Buyer("Exemple", "0661234567"),
        "collect_fair", "cash_on_delivery", "3",
    )  # fmt: skip
    desk = OrderDesk(database, b"a secret that only tests know....")
    return (await desk.place(draft, KEY, hall.catalogue, NOW)).order.number


async def test_without_a_session_the_desk_asks_for_the_invitation(client: Any) -> None:
    response = await client.get("/ar/desk")
    assert response.status == 401
    assert list_faults(read_page(await response.text())) == []
    assert response.headers["Cache-Control"] == "no-store"


async def test_an_exhibitor_answers_an_order(client: Any, database: Database, hall: Any) -> None:
    number = await place(database, hall)
    await enter(client, database, "exhibitor", "coop-azir")
    page = await client.get("/fr/desk")
    assert list_faults(read_page(await page.text())) == []
    assert number in await page.text()
    done = await client.post(f"/fr/desk/orders/{number}", data={"action": "accept"}, headers=SAME)
    assert "state-accepted" in await done.text()


async def test_nobody_answers_for_another(client: Any, database: Database, hall: Any) -> None:
    number = await place(database, hall)
    await enter(client, database, "exhibitor", "coop-figuig")
    assert number not in await (await client.get("/fr/desk")).text()
    refused = await client.post(
        f"/fr/desk/orders/{number}", data={"action": "accept"}, headers=SAME
    )
    assert refused.status == 404


async def test_a_message_is_marked_as_answered(client: Any, database: Database, hall: Any) -> None:
    draft = MessageDraft("coop-azir", "question", "<i>?</i>", "Exemple", "3", "0661234567")
    placed = await MessageDesk(database).place(draft, KEY, hall.catalogue, NOW)
    await enter(client, database, "exhibitor", "coop-azir")
    path = f"/fr/desk/messages/{placed.message.token}"
    assert path in await (await client.get("/fr/desk")).text()
    done = await client.post(path, headers=SAME)
    assert path not in await done.text()


async def test_an_organiser_sees_the_findings(client: Any, database: Database, hall: Any) -> None:
    hall.findings = (BuiltFinding("aisle.too_narrow", "error", "2.9 m <b>", "plan.yaml:3:1"),)
    await enter(client, database, "organiser", None)
    text = read_page(await (await client.get("/fr/desk")).text()).text
    assert "aisle.too_narrow" in text
    assert "2.9 m <b>" in text


async def test_after_signing_out_the_cookie_opens_nothing(client: Any, database: Database) -> None:
    await enter(client, database, "exhibitor", "coop-azir")
    cookie = {c.key: c.value for c in client.session.cookie_jar}
    await client.post("/fr/sign-out", headers=SAME)
    response = await client.get("/fr/desk", cookies=cookie)
    assert response.status == 401
