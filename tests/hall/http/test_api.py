"""The JSON API: one error shape, strict bodies, one order a key, a description of it all."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from typing import Any

import pytest
from web_fair import ShownHall

from hall.http.routes import ROUTES

ORDER = {
    "lines": [
        {"product_id": "miel-romarin", "quantity": 2,
         "seen_price": {"amount_minor": 8500, "currency": "MAD"}},
    ],
    "buyer": {"name": "Exemple", "phone": "0661234567", "country": "MA", "language": "fr"},
    "delivery_mode": "collect_fair",
    "payment_mode": "cash_on_delivery",
    "consent_version": "3",
    "recipient": None,
}  # fmt: skip
MESSAGE = {
    "exhibitor": "coop-azir", "kind": "question", "text": "?", "name": "Exemple",
    "phone": "0661234567", "consent_version": "3",
}  # fmt: skip
SAMPLE = {
    "stand": "s-t1", "exhibitor": "coop-azir", "product": "tapis", "lang": "fr", "name": "none",
    "number": "T1", "session": "export", "token": "none",
    "item": "miel-romarin", "kind": "photo", "upload": "none", "change": "none",
}  # fmt: skip


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


async def problem_of(response: Any) -> dict[str, Any]:
    """Return the body of a refusal after checking that it has the one shape."""
    assert response.content_type == "application/problem+json", await response.text()
    body = await response.json(content_type=None)
    assert body["status"] == response.status
    assert {"title", "detail", "code"} <= body.keys()
    assert all({"field", "message"} == error.keys() for error in body.get("errors", []))
    return dict(body)


async def test_an_order_is_created_once_for_a_key(client: Any) -> None:
    headers = key()
    first = await client.post("/api/v1/orders", json=ORDER, headers=headers)
    assert first.status == 201, await first.text()
    again = await client.post("/api/v1/orders", json=ORDER, headers=headers)
    assert again.status == 201
    assert await again.read() == await first.read()
    body = await first.json()
    assert re.fullmatch(r"\d{3}-\d{3}-\d{3}", body["number"])
    assert first.headers["Location"] == body["receipt_url"]
    assert (await client.get(body["receipt_url"])).status == 200
    other = ORDER | {"note": "another"}
    clash = await client.post("/api/v1/orders", json=other, headers=headers)
    assert clash.status == 409
    assert (await problem_of(clash))["code"] == "key_reused"


async def test_one_key_sent_many_times_at_once_is_one_order(client: Any) -> None:
    headers = key()
    answers = await asyncio.gather(
        *(client.post("/api/v1/orders", json=ORDER, headers=headers) for _ in range(10))
    )
    assert {a.status for a in answers} == {201}
    assert len({(await a.json())["number"] for a in answers}) == 1


async def test_a_message_is_created(client: Any) -> None:
    response = await client.post("/api/v1/messages?lang=ar", json=MESSAGE, headers=key())
    assert response.status == 201, await response.text()
    assert (await response.json())["receipt_url"].startswith("/ar/receipts/")


async def test_an_order_without_key_is_refused(client: Any) -> None:
    response = await client.post("/api/v1/orders", json=ORDER)
    assert response.status == 400
    assert (await problem_of(response))["code"] == "key_missing"


async def test_every_fault_of_an_order_is_told_at_once(client: Any) -> None:
    wrong = ORDER | {"buyer": {"name": "", "phone": "1"}, "consent_version": ""}
    response = await client.post("/api/v1/orders", json=wrong, headers=key())
    assert response.status == 422
    fields = {error["field"] for error in (await problem_of(response))["errors"]}
    assert {"buyer.name", "buyer.phone", "consent_version"} <= fields


BAD_BODIES = {
    "not JSON": b"{",
    "empty": b"",
    "NaN": b'{"lines": [{"product_id": "x", "quantity": NaN}]}',
    "infinity": b'{"lines": [{"product_id": "x", "quantity": 1e999}]}',
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "a key twice": json.dumps(ORDER).encode()[:-1] + b', "note": "a", "note": "b"}',
    "unknown field": json.dumps(ORDER | {"admin": True}).encode(),
    "a text for a number": json.dumps(ORDER).replace('"quantity": 2', '"quantity": "2"').encode(),
    "a lone surrogate": json.dumps(ORDER).replace("Exemple", "\\ud800").encode(),
    "not UTF-8": b'{"lines": "\xff"}',
    "a list": b"[]",
    "null": b"null",
    "huge number": b'{"lines": [{"product_id": "x", "quantity": ' + b"9" * 5000 + b"}]}",
}


@pytest.mark.parametrize("case", BAD_BODIES)
async def test_a_bad_body_is_refused_in_the_one_shape(client: Any, case: str) -> None:
    headers = key() | {"Content-Type": "application/json"}
    response = await client.post("/api/v1/orders", data=BAD_BODIES[case], headers=headers)
    assert response.status in {400, 413, 422}
    await problem_of(response)


async def test_another_type_than_json_is_refused(client: Any) -> None:
    response = await client.post("/api/v1/orders", data={"a": "b"}, headers=key())
    assert response.status == 415
    await problem_of(response)


async def test_a_body_beyond_the_limit_is_refused(client: Any) -> None:
    headers = key() | {"Content-Type": "application/json"}
    response = await client.post("/api/v1/orders", data=b" " * 70_000, headers=headers)
    assert response.status == 413
    await problem_of(response)


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_things_are_told_in_the_asked_language(client: Any, lang: str) -> None:
    stand = await (await client.get(f"/api/v1/stands/s-t1?lang={lang}")).json()
    assert stand["number"] == "T1"
    assert {e["id"] for e in stand["exhibitors"]} == {"coop-azir", "coop-invitee"}
    product = stand["products"][0]
    assert product["name"]["lang"] == lang
    assert product["price"]["amount_minor"] == 8500
    assert product["pictures"][0]["srcset"].count("/f/") == 2
    one = await (await client.get(f"/api/v1/products/{product['id']}?lang={lang}")).json()
    assert one == product


async def test_products_are_found_by_words(client: Any) -> None:
    found = await (await client.get("/api/v1/products", params={"q": "tapis"})).json()
    assert found["products"][0]["id"] == "tapis"
    everything = await (await client.get("/api/v1/products")).json()
    assert everything["count"] == 12


async def test_a_number_is_told_on_a_tap_only(client: Any) -> None:
    exhibitor = await (await client.get("/api/v1/exhibitors/coop-azir")).text()
    assert "+212" not in exhibitor
    response = await client.post("/api/v1/contacts/coop-azir", json={"channel": "whatsapp"})
    assert (await response.json())["href"] == "https://wa.me/212500000102"
    for channel in ("fax", "message", ""):
        refused = await client.post("/api/v1/contacts/coop-azir", json={"channel": channel})
        assert refused.status == 422


async def test_the_order_form_offers_what_the_exhibitor_does(client: Any) -> None:
    form = await (await client.get("/api/v1/order-form?exhibitor=coop-azir&lang=ar")).json()
    assert form["consent_version"] == "3"
    assert [m["id"] for m in form["delivery_modes"]] == ["collect_fair", "parcel", "abroad"]
    assert (await client.get("/api/v1/order-form?exhibitor=none")).status == 404


async def test_every_json_route_is_described(client: Any) -> None:
    document = await (await client.get("/api/v1/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    described = {(path, method) for path, item in document["paths"].items() for method in item}
    expected = {(r.path, r.method.lower()) for r in ROUTES if r.path.startswith("/api/v1/")}
    assert described == expected
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert references <= document["components"]["schemas"].keys()
    for item in document["paths"].values():
        for operation in item.values():
            assert "application/problem+json" in operation["responses"]["default"]["content"]


@pytest.mark.parametrize("template", sorted({r.path for r in ROUTES if "events" not in r.path}))
async def test_every_route_answers_anything_without_failing(client: Any, template: str) -> None:
    path = re.sub(r"{(\w+)}", lambda found: SAMPLE[found[1]], template)
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"):
        response = await client.request(method, path, data=b"\xff=%", allow_redirects=False)
        assert response.status < 500, f"{method} {path}"
        assert "Content-Security-Policy" in response.headers
        if response.status >= 400 and path.startswith("/api/") and method != "HEAD":
            await problem_of(response)
        if response.status == 405:
            assert response.headers["Allow"]


async def test_listeners_hear_of_a_new_build(client: Any, hall: ShownHall) -> None:
    async with client.get("/api/v1/events") as response:
        assert response.content_type == "text/event-stream"
        assert response.headers["Cache-Control"] == "no-store"
        first = await response.content.readuntil(b"\n\n")
        assert first == b'event: hall\ndata: {"build": "build-1"}\n\n'
        hall.tell("build-2")
        assert b'"build-2"' in await response.content.readuntil(b"\n\n")
        assert "hall_listeners 1" in await (await client.get("/metrics")).text()


async def test_health_and_metrics_are_told(client: Any) -> None:
    assert (await client.get("/health/live")).status == 200
    ready = await (await client.get("/health/ready")).json()
    assert ready == {"status": "ready", "build": "build-1"}
    await client.get("/fr/")
    text = await (await client.get("/metrics")).text()
    assert 'hall_requests_total{method="GET",route="/{lang}/",status="200"} 1' in text
    assert "hall_stands 6" in text
