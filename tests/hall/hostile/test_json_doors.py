"""Bodies that break other readers of JSON, sent to every door that takes JSON."""

from __future__ import annotations

import gzip
import json
import os
import uuid
from pathlib import Path
from typing import Any

import pytest
from open_app import Answer, OpenApp

# The folder `test_parsing` of a checkout of nst/JSONTestSuite, where there is one.
SUITE = Path(os.environ.get("JSON_TEST_SUITE", "none"))
ORDER: dict[str, Any] = {
    "lines": [{"product_id": "miel-romarin", "quantity": 1}],
    "buyer": {"name": "Aïcha Exemple", "phone": "0661234567"},
    "delivery_mode": "collect_fair",
    "payment_mode": "cash_on_delivery",
    "consent_version": "3",
}
MESSAGE: dict[str, Any] = {
    "exhibitor": "coop-azir", "kind": "question", "text": "Combien ?", "name": "Aïcha Exemple",
    "phone": "0661234567", "consent_version": "3",
}  # fmt: skip
CONTACT = {"channel": "phone"}
DOORS = {
    "/api/v1/orders": ORDER,
    "/api/v1/messages": MESSAGE,
    "/api/v1/contacts/coop-azir": CONTACT,
}
GOOD = json.dumps(ORDER)
AMOUNTS = ("NaN", "Infinity", "-Infinity", "1e400", "1.5", "1e2", "9" * 5000, "-1", "true", '"1"')
NOT_OURS = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "deep arrays": b"[" * 60_000,
    "deep objects": b'{"a":' * 12_000,
    "deep and closed": b"[" * 30_000 + b"]" * 30_000,
    "deep inside": GOOD.replace("[{", '{"x":' * 5_000 + "[{").encode(),
    "a list": b"[]",
    "a text": b'"lines"',
    "null": b"null",
    "half": GOOD[:60].encode(),
    "two": (GOOD + GOOD).encode(),
    "a key twice": GOOD.replace("{", '{"consent_version":"2",', 1).encode(),
    "a key twice inside": GOOD.replace('"quantity": 1', '"quantity":1,"quantity":9').encode(),
    "a key twice, spelled twice": GOOD.replace(
        '"quantity": 1', '"quantity":1,"quantit\\u0079":9'
    ).encode(),
    "an unknown field": GOOD.replace("{", '{"admin":true,', 1).encode(),
    "a prototype": GOOD.replace("{", '{"__proto__":{"admin":1},', 1).encode(),
    "a BOM": b"\xef\xbb\xbf" + GOOD.encode(),
    "UTF-16": GOOD.encode("utf-16"),
    "UTF-32": GOOD.encode("utf-32-le"),
    "Latin-1": GOOD.replace("A\\u00efcha", "Aïcha").encode("latin-1"),
    "broken UTF-8": GOOD.replace("A\\u00efcha", "A\0").encode().replace(b"\0", b"\xc0\x80\xff"),
    "overlong UTF-8": b'{"lines":"\xe0\x80\xaf"}',
    "a raw NUL": GOOD.replace("A\\u00efcha", "A\0").encode(),
    "a raw line feed": GOOD.replace("A\\u00efcha", "A\n").encode(),
    "lone surrogate": GOOD.replace("A\\u00efcha", "\\ud800").encode(),
    "surrogates the wrong way": GOOD.replace("A\\u00efcha", "\\udc00\\ud800").encode(),
    "a comment": GOOD.replace("{", "{/* */", 1).encode(),
    "single quotes": GOOD.replace('"', "'").encode(),
    "a last comma": GOOD.replace("}]", "},]").encode(),
    "a huge text": GOOD.replace("A\\u00efcha", "a" * 60_000).encode(),
    "too huge": GOOD.replace("A\\u00efcha", "a" * 70_000).encode(),
    "many keys": ("{" + ",".join(f'"{n}":1' for n in range(6_000)) + "}").encode(),
    "many lines": GOOD.replace("}]", "}" + ',{"product_id":"amandes","quantity":2}' * 1_000 + "]")
    .encode(),
    **{
        f"quantity {amount[:9]}": GOOD.replace('"quantity": 1', f'"quantity":{amount}').encode()
        for amount in (*AMOUNTS, "0", str(2**63), str(2**64), "null", "[]", "{}")
    },
    **{
        f"price {amount[:9]}": GOOD.replace(
            '"quantity": 1',
            f'"quantity":1,"seen_price":{{"amount_minor":{amount},"currency":"MAD"}}',
        ).encode()
        for amount in (*AMOUNTS, str(2**63), str(2**64))
    },
}  # fmt: skip


def send(app: OpenApp, door: str, body: bytes, **headers: str) -> Answer:
    key = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    return app.ask("POST", door, body, {**key, **headers})


def tell_fault(answer: Answer) -> str:
    """Return what is wrong with a refusal; empty where it has the one shape."""
    if not 400 <= answer.status < 500:
        return f"status {answer.status}: {answer.body[:200]!r}"
    if answer.headers["content-type"] != "application/problem+json":
        return f"type {answer.headers['content-type']}"
    told = answer.json()
    if {"title", "status", "detail", "code"} - told.keys() or told["status"] != answer.status:
        return f"shape {told}"
    return "" if told["title"] and told["detail"] else f"no words {told}"


@pytest.mark.parametrize("door", DOORS)
def test_the_honest_body_is_taken(app: OpenApp, door: str) -> None:
    assert send(app, door, json.dumps(DOORS[door]).encode()).status in {200, 201}


@pytest.mark.parametrize("door", DOORS)
def test_a_body_that_is_not_ours_is_refused_in_the_one_shape(app: OpenApp, door: str) -> None:
    faults = {name: tell_fault(send(app, door, body)) for name, body in NOT_OURS.items()}
    assert {name: fault for name, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("door", DOORS)
def test_every_field_refuses_every_other_type(app: OpenApp, door: str) -> None:
    faults = {}
    for field in DOORS[door]:
        for value in (None, True, 7, 1.5, [], {}, [[]], "\0", "x" * 5_000):
            answer = send(app, door, json.dumps({**DOORS[door], field: value}).encode())
            kept = field == "exhibitor" and value is None  # a message to the organiser
            fault = "" if kept and answer.status == 201 else tell_fault(answer)
            if fault:
                faults[f"{field}={str(value)[:20]}"] = fault
    # Texts that are cleaned, not refused: what stays of them is tested with the pages.
    assert {name: fault for name, fault in faults.items() if "\0" not in name} == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/json\t;;;=\x80"},
        {"Content-Type": "application/json; charset=utf-7"},
        {"Content-Encoding": "gzip"},
        {"Content-Encoding": "br"},
        {"Content-Encoding": "nonsense"},
        {"Idempotency-Key": ""},
        {"Idempotency-Key": "not-a-key"},
        {"Idempotency-Key": "0" * 5_000},
        {"Idempotency-Key": "\xff\xfe"},
        {"Accept-Language": "," * 5_000},
        {"Accept-Language": "fr;q=nan,ar;q=1e999,\xff"},
    ],
    ids=str,
)
@pytest.mark.parametrize("door", ["/api/v1/orders", "/api/v1/messages"])
def test_odd_headers_are_refused_or_harmless(
    app: OpenApp, door: str, headers: dict[str, str]
) -> None:
    answer = send(app, door, json.dumps(DOORS[door]).encode(), **headers)
    assert answer.status == 201 or tell_fault(answer) == ""


@pytest.mark.parametrize(
    "headers", [{"Content-Encoding": "zstd"}, {"Expect": "a miracle"}], ids=str
)
def test_what_no_application_sees_is_refused_as_well(app: OpenApp, headers: dict[str, str]) -> None:
    """The parser answers these itself, in plain text."""
    answer = send(app, "/api/v1/orders", GOOD.encode(), **headers)
    assert answer.status in {400, 415, 417}
    assert b"Traceback" not in answer.body


def test_a_packed_bomb_is_refused(app: OpenApp) -> None:
    bomb = gzip.compress(b" " * 40_000_000)
    answer = send(app, "/api/v1/orders", bomb, **{"Content-Encoding": "gzip"})
    assert tell_fault(answer) == ""


@pytest.mark.skipif(not SUITE.is_dir(), reason="JSON_TEST_SUITE names no folder")
@pytest.mark.parametrize("door", DOORS)
def test_no_body_of_the_published_suite_is_an_error_of_ours(app: OpenApp, door: str) -> None:
    files = sorted(SUITE.rglob("*.json"))
    assert len(files) > 300
    faults = {file.name: tell_fault(send(app, door, file.read_bytes())) for file in files}
    assert {name: fault for name, fault in faults.items() if fault} == {}
