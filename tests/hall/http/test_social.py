"""A link sent by a messenger: the page tells which picture to show beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from web_fair import ShownHall

_META = re.compile(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">')


@pytest.fixture
def shared(hall: ShownHall) -> ShownHall:
    """The hall on show with a picture for the fair, one stand and one product."""
    put = hall.files.put
    stand = next(stand for stand in hall.catalogue.stands if stand.exhibitor)
    product = next(iter(hall.catalogue.products))
    shares = {
        "fair": put("share fair", "jpg", b"fair"),
        f"stand:{stand.id}": put("share stand", "jpg", b"stand"),
        f"product:{product}": put("share product", "jpg", b"product"),
    }
    hall.build = replace(hall.build, shares=shares)
    return hall


async def read_metas(client: Any, path: str) -> dict[str, str]:
    response = await client.get(path)
    assert response.status == 200
    return dict(_META.findall(await response.text()))


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_stand_product_and_fair_show_their_own_picture(
    client: Any, shared: ShownHall, lang: str
) -> None:
    stand = next(stand for stand in shared.catalogue.stands if stand.exhibitor)
    product = next(iter(shared.catalogue.products))
    paths = {
        f"/{lang}/stands/{stand.number}": f"stand:{stand.id}",
        f"/{lang}/products/{product}": f"product:{product}",
        f"/{lang}/exhibitors/{stand.exhibitor}": f"stand:{stand.id}",
        f"/{lang}/hall": "fair",
        f"/{lang}/": "fair",
    }
    for path, key in paths.items():
        metas = await read_metas(client, path)
        assert metas["og:image"].startswith("http://127.0.0.1:8080/f/")
        assert metas["og:image"].endswith(shared.build.shares[key])
        assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
        assert metas["og:image:alt"]
        assert metas["twitter:card"] == "summary_large_image"
        picture = await client.get(metas["og:image"].removeprefix("http://127.0.0.1:8080"))
        assert picture.content_type == "image/jpeg"


async def test_what_has_no_picture_of_its_own_shows_the_fairs(
    client: Any, shared: ShownHall
) -> None:
    other = [
        stand for stand in shared.catalogue.stands if f"stand:{stand.id}" not in shared.build.shares
    ]
    metas = await read_metas(client, f"/fr/stands/{other[0].number}")
    assert metas["og:image"].endswith(shared.build.shares["fair"])


async def test_before_anything_is_drawn_no_size_is_promised(client: Any) -> None:
    assert "og:image:width" not in await read_metas(client, "/fr/")


async def test_pages_that_nobody_should_find_have_no_picture(
    client: Any, shared: ShownHall
) -> None:
    assert shared.build.shares
    assert await read_metas(client, "/fr/cards") == {}
