"""Every page, in every language, as a visitor without JavaScript gets it."""

from __future__ import annotations

from typing import Any

import pytest

PAGES = (
    "/", "/hall", "/plan", "/stands", "/stands?sector=crafts", "/stands/T1", "/stands/S10",
    "/exhibitors/coop-azir", "/exhibitors/sans-stand", "/products", "/products?q=miel",
    "/products?q=nothing-like-this", "/products?family=rug&max_price=200", "/products/miel-romarin",
    "/products/tapis?to=FR", "/products/conseil", "/products/miel-romarin?to=oriental",
    "/order?product=miel-romarin", "/exhibitors/coop-azir/message", "/programme",
    "/sessions/atelier-prix", "/help", "/privacy",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_served(client: Any, lang: str, path: str) -> None:
    response = await client.get(f"/{lang}{path}")
    text = await response.text()
    assert response.status == 200, text[:300]
