"""The whole server killed while it takes orders over HTTP: what it acknowledged is kept."""

from __future__ import annotations

import asyncio
import random
import uuid
from typing import Any

import aiohttp
import pytest
from kill_harness import survey
from servable_fair import ServableFair
from small_fair import set_stock_aside

# Every client has a network of its own, as far as the rate limit can see.
ENVIRON = {"HALL_TRUSTED_PROXIES": "127.0.0.0/8"}
CLIENTS = 6
ANSWERS_BEFORE_KILL = 12


class Clients:
    """Sends orders from many addresses and remembers what was acknowledged."""

    def __init__(self, seed: int, offers: list[dict[str, Any]]) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._offers = offers
        self.acknowledged: dict[str, str] = {}
        self.enough = asyncio.Event()

    async def send(self, session: aiohttp.ClientSession, url: str) -> None:
        """Order until the server is gone."""
        while True:
            key = str(uuid.UUID(int=self._random.getrandbits(128), version=4))
            try:
                await self._order(session, url, key)
            except aiohttp.ClientError:
                return

    async def _order(self, session: aiohttp.ClientSession, url: str, key: str) -> None:
        address = ".".join(str(self._random.randrange(1, 255)) for _ in range(4))
        headers = {"Idempotency-Key": key, "X-Forwarded-For": address}
        body = make_body(self._random.choice(self._offers))
        async with session.post(f"{url}/api/v1/orders?lang=fr", json=body, headers=headers) as sent:
            answer = await sent.json()
            assert sent.status == 201, answer
            self.acknowledged[key] = answer["receipt_url"].rsplit("/", 1)[-1]
            if len(self.acknowledged) % ANSWERS_BEFORE_KILL == 0:
                self.enough.set()


def make_body(offer: dict[str, Any]) -> dict[str, Any]:
    """Return an order of one piece that the offer's form takes."""
    form, product = offer["form"], offer["product"]
    return {
        "lines": [{"product_id": product["id"], "quantity": product["min_quantity"]}],
        "buyer": {"name": "Essai", "phone": "+212600000000"},
        "delivery_mode": form["delivery_modes"][0]["id"],
        "payment_mode": form["payment_modes"][0]["id"],
        "town": "Oujda",
        "address": "12, rue d'essai",
        "consent_version": form["consent_version"],
    }


async def find_offers(url: str) -> list[dict[str, Any]]:
    """Return one well stocked product of each exhibitor with its order form."""
    offers = {}
    async with aiohttp.ClientSession() as session:
        for page in range(1, 5):
            listed = await _get(session, f"{url}/api/v1/products?lang=fr&page={page}")
            for product in listed["products"]:
                exhibitor = product["exhibitor"]["id"]
                if product["can_order"] and exhibitor not in offers:
                    form = f"{url}/api/v1/order-form?exhibitor={exhibitor}&lang=fr"
                    offers[exhibitor] = {"product": product, "form": await _get(session, form)}
    return list(offers.values())


async def _get(session: aiohttp.ClientSession, url: str) -> Any:
    async with session.get(url) as answer:
        assert answer.status == 200, url
        return await answer.json()


async def run_rounds(fair: ServableFair, rounds: int) -> None:
    set_stock_aside(fair.fair)
    acknowledged: dict[str, str] = {}
    for number in range(rounds):
        served = await asyncio.to_thread(fair.serve, environ=ENVIRON)
        clients = Clients(number, await find_offers(served.url))
        async with aiohttp.ClientSession() as session:
            sending = [
                asyncio.create_task(clients.send(session, served.url)) for _ in range(CLIENTS)
            ]
            await asyncio.wait_for(clients.enough.wait(), 60)
            await asyncio.to_thread(served.kill)
            await asyncio.gather(*sending)
        acknowledged |= clients.acknowledged
    found = await survey(fair.state / "hall.sqlite3", acknowledged, fair="small")
    assert found.is_sound, found
    assert found.orders >= len(acknowledged) >= rounds * ANSWERS_BEFORE_KILL


@pytest.mark.timeout(600)
async def test_acknowledged_orders_survive_five_kills_of_the_server(
    own_fair: ServableFair,
) -> None:
    await run_rounds(own_fair, 5)


@pytest.mark.full
@pytest.mark.timeout(1800)
async def test_acknowledged_orders_survive_forty_kills_of_the_server(
    own_fair: ServableFair,
) -> None:
    await run_rounds(own_fair, 40)
