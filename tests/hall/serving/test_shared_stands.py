"""Where floor is short two share a stand: the guest is found, seen and ordered from."""

from __future__ import annotations

import csv
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from hall_process import HallProcess
from servable_fair import ServableFair
from small_fair import make_small_fair, set_stock_aside

PLAN_OF_A_SMALLER_HALL = {
    "[[0, 0], [40, 0], [40, 26], [0, 26]]": "[[0, 0], [24, 0], [24, 18], [0, 18]]",
    "wall: 1, at: 20": "wall: 1, at: 12",
    "wall: 2, at: 13": "wall: 2, at: 6",
    "wall: 4, at: 13": "wall: 4, at: 12",
    "at: [33, 19]": "at: [19, 13]",
    "size: 7 x 7": "size: 5 x 5",
}


def let_all_share(fair: Path) -> None:
    """Make the hall too small and let every exhibitor agree with the next of the sector."""
    plan = (fair / "plan.yaml").read_text("utf-8")
    for old, new in PLAN_OF_A_SMALLER_HALL.items():
        assert old in plan
        plan = plan.replace(old, new)
    (fair / "plan.yaml").write_text(plan, "utf-8")
    path = fair / "exhibitors.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    waiting: dict[str, dict[str, str]] = {}
    for row in rows:
        row["may_share_with"] = ""
        partner = waiting.pop(row["sector"], None)
        if partner is None:
            waiting[row["sector"]] = row
        else:
            row["may_share_with"], partner["may_share_with"] = partner["id"], row["id"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    set_stock_aside(fair)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    folder = tmp_path_factory.mktemp("shared")
    fair = ServableFair(make_small_fair(folder / "fair"), folder / "state")
    let_all_share(fair.fair)
    with fair.serve() as process:
        yield process


def get_json(served: HallProcess, path: str) -> Any:
    with urlopen(served.url + path, timeout=20) as answer:
        return json.load(answer)


def get_page(served: HallProcess, path: str) -> str:
    with urlopen(served.url + quote(path, safe="/?=&%"), timeout=20) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


@pytest.fixture(scope="module")
def shared(served: HallProcess) -> list[dict[str, Any]]:
    """Return the stands that more than one exhibitor has."""
    hall = get_json(served, "/api/v1/hall?lang=fr")
    index = get_json(served, hall["index"])
    stands = [get_json(served, f"/api/v1/stands/{s}?lang=fr") for s in index["stands"]["id"]]
    found = [stand for stand in stands if len(stand["exhibitors"]) > 1]
    assert found
    return found


def test_every_guest_is_on_the_stand_and_has_a_page_that_leads_to_it(
    served: HallProcess, shared: list[dict[str, Any]]
) -> None:
    for stand in shared:
        page = get_page(served, stand["url"])
        card = get_page(served, f"/ar/stands/{stand['number']}")
        for exhibitor in stand["exhibitors"]:
            assert exhibitor["stand"]["number"] == stand["number"]
            assert exhibitor["url"] in page
            assert exhibitor["url"].replace("/fr/", "/ar/") in card
            own = get_page(served, exhibitor["url"])
            assert exhibitor["name"]["text"].split()[-1] in own
            assert stand["url"] in own
            again = get_json(served, f"/api/v1/exhibitors/{exhibitor['id']}?lang=fr")
            assert again["stand"]["id"] == stand["id"]


def test_the_products_of_a_guest_stand_there_and_are_found(
    served: HallProcess, shared: list[dict[str, Any]]
) -> None:
    for stand in shared:
        owners = {product["exhibitor"]["id"] for product in stand["products"]}
        assert owners == {exhibitor["id"] for exhibitor in stand["exhibitors"]}
        assert {product["stand"]["number"] for product in stand["products"]} == {stand["number"]}
        guest = stand["exhibitors"][1]
        words = quote(guest["name"]["text"])
        found = get_json(served, f"/api/v1/products?lang=fr&q={words}")["products"]
        assert guest["id"] in {product["exhibitor"]["id"] for product in found}
        by_number = get_page(served, f"/fr/products?q={stand['number']}")
        for exhibitor in stand["exhibitors"]:
            assert exhibitor["url"] in by_number


def test_the_index_of_the_walk_leads_each_guest_to_the_shared_stand(
    served: HallProcess, shared: list[dict[str, Any]]
) -> None:
    hall = get_json(served, "/api/v1/hall?lang=fr")
    index, search = get_json(served, hall["index"]), get_json(served, hall["search"])
    stand_of = {row[0]: row[3] for row in search["exhibitors"]}
    for stand in shared:
        place = index["stands"]["id"].index(stand["id"])
        assert {stand_of[exhibitor["id"]] for exhibitor in stand["exhibitors"]} == {place}


def test_a_guest_takes_an_order(served: HallProcess, shared: list[dict[str, Any]]) -> None:
    guests = {stand["exhibitors"][1]["id"] for stand in shared}
    product = next(
        product
        for stand in shared
        for product in stand["products"]
        if product["exhibitor"]["id"] in guests and product["can_order"]
    )
    form = get_json(served, f"/api/v1/order-form?exhibitor={product['exhibitor']['id']}&lang=fr")
    body = {
        "lines": [{"product_id": product["id"], "quantity": product["min_quantity"]}],
        "buyer": {"name": "Essai", "phone": "+212600000000"},
        "delivery_mode": form["delivery_modes"][0]["id"],
        "payment_mode": form["payment_modes"][0]["id"],
        "town": "Oujda",
        "address": "12, rue d'essai",
        "consent_version": form["consent_version"],
    }
    request = Request(
        f"{served.url}/api/v1/orders?lang=fr",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())},
    )
    with urlopen(request, timeout=20) as answer:
        assert answer.status == 201
        receipt = json.load(answer)
    page = get_page(served, receipt["receipt_url"].removeprefix(served.url))
    assert product["exhibitor"]["name"]["text"] in page
