"""Bodies made from the server's own description of its doors, and bent a little."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from open_app import Answer, OpenApp

DOORS = ("/api/v1/orders", "/api/v1/messages", "/api/v1/contacts/{exhibitor}")
# What gets past the shape and into the service: without them nothing but 422 is ever seen.
KNOWN = st.sampled_from(
    ["coop-azir", "coop-zerbia", "miel-romarin", "coussin", "tapis", "3", "fr", "ar", "MA", "FR",
     "MAD", "EUR", "collect_fair", "parcel", "abroad", "cash_on_delivery", "phone", "question",
     "0661234567", "a@example.org", "Oujda"]
)  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
NUMBERS = st.integers(-1, 3) | st.integers() | st.sampled_from([2**31, 2**53 + 1, 2**63, 2**64])
SOME, MANY = 100, 2_000


def shapes(schema: dict[str, Any], parts: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for what a JSON schema of the description allows."""
    if "$ref" in schema:
        return shapes(parts[schema["$ref"].rpartition("/")[2]], parts)
    if "anyOf" in schema:
        return st.one_of([shapes(choice, parts) for choice in schema["anyOf"]])
    kind = schema.get("type")
    if kind == "object":
        needed = set(schema.get("required", ()))
        fields = {name: shapes(field, parts) for name, field in schema["properties"].items()}
        return st.fixed_dictionaries(
            {name: field for name, field in fields.items() if name in needed},
            optional={name: field for name, field in fields.items() if name not in needed},
        )
    if kind == "array":
        return st.lists(shapes(schema["items"], parts), max_size=4)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    simple = {"string": KNOWN | st.text(max_size=40), "integer": NUMBERS, "null": st.none()}
    return simple.get(str(kind), ANYTHING)


@st.composite
def bent(draw: st.DrawFn, body: Any) -> Any:
    """Return a body with one of its values replaced by anything, or one more field."""
    keys = sorted(body)
    if not keys or draw(st.booleans()):
        return body
    key = draw(st.sampled_from(keys) | st.text(max_size=8))
    return {**body, key: draw(ANYTHING)}


def check(app: OpenApp, door: str, body: Any) -> Answer:
    raw = json.dumps(body, allow_nan=True).encode("utf-8", "surrogatepass")
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    answer = app.ask("POST", door.replace("{exhibitor}", "coop-azir"), raw, headers)
    told = answer.json()
    if answer.status in {200, 201}:
        return answer
    assert 400 <= answer.status < 500, (body, told)
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["status"] == answer.status
    assert told["title"]
    return answer


def fuzz(app: OpenApp, door: str, count: int) -> None:
    described = app.ask("GET", "/api/v1/openapi.json").json()
    content = described["paths"][door]["post"]["requestBody"]["content"]
    parts = described["components"]["schemas"]
    bodies = shapes(content["application/json"]["schema"], parts).flatmap(bent)

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck),
        database=None)  # fmt: skip
    @given(bodies)
    def send(body: Any) -> None:
        check(app, door, body)

    send()


@pytest.mark.parametrize("door", DOORS)
def test_no_body_of_the_described_shape_is_an_error_of_ours(app: OpenApp, door: str) -> None:
    fuzz(app, door, SOME)


@pytest.mark.full
@pytest.mark.parametrize("door", DOORS)
def test_no_body_of_many_is_an_error_of_ours(app: OpenApp, door: str) -> None:
    fuzz(app, door, MANY)
