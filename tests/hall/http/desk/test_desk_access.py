"""Who may see and do what, at every address of the desk and of the review."""

from __future__ import annotations

import re
from typing import Any

import pytest
from desk_visit import SAME, make_form, make_png, send_file, send_form

from hall.http.routes import DESK
from hall.http.routing import Route
from hall.service.uploads import UploadDesk
from hall.store.database import Database

VALUES = {
    "lang": "fr", "item": "miel-romarin", "kind": "photo", "number": "123-456-789",
    "token": "nothing", "upload": "nothing", "change": "nothing",
}  # fmt: skip
# These two are for those who are not signed in, or do not want to be.
OPEN = {("POST", "/{lang}/desk"), ("POST", "/{lang}/sign-out")}
GUARDED = [route for route in DESK if (route.method, route.path) not in OPEN]
REVIEW = [route for route in GUARDED if route.path.startswith("/{lang}/review")]
WRITES = [route for route in DESK if route.method == "POST"]


def path_of(route: Route) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: VALUES[match[1]], route.path)


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


async def ask(client: Any, route: Route, headers: dict[str, str]) -> Any:
    data = None
    if route.method == "POST":
        data = make_form(make_png()) if route.streamed else {"action": "accept", "step": "approve"}
    return await client.request(
        route.method, path_of(route), data=data, headers=headers, allow_redirects=False
    )


async def ask_all(client: Any, routes: list[Route], headers: dict[str, str]) -> dict[str, int]:
    return {name_of(route): (await ask(client, route, headers)).status for route in routes}


async def test_a_visitor_is_asked_to_sign_in(client: Any) -> None:
    assert await ask_all(client, GUARDED, SAME) == {name_of(route): 401 for route in GUARDED}


async def test_an_exhibitor_does_not_review(azir: Any) -> None:
    assert await ask_all(azir, REVIEW, SAME) == {name_of(route): 403 for route in REVIEW}


async def test_an_organiser_has_no_stand(organiser: Any) -> None:
    routes = [r for r in GUARDED if r not in REVIEW and r.path != "/{lang}/desk"]
    assert await ask_all(organiser, routes, SAME) == {name_of(route): 404 for route in routes}


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}]
)
async def test_another_site_cannot_send_a_form(azir: Any, headers: dict[str, str]) -> None:
    assert await ask_all(azir, WRITES, headers) == {name_of(route): 403 for route in WRITES}


def test_every_page_of_the_desk_stays_out_of_stores() -> None:
    assert [name_of(route) for route in DESK if not route.private] == []
    assert [name_of(route) for route in WRITES if not route.limit] == ["POST /{lang}/sign-out"]


async def test_the_products_of_others_do_not_exist(figuig: Any) -> None:
    for item in (
        "miel-romarin", "coop-azir-x00000000", "coop-figuig-x00000000", "%3Cscript%3E", "x" * 300,
    ):  # fmt: skip
        path = f"/fr/desk/products/{item}"
        assert (await figuig.get(path)).status == 404
        assert (await figuig.get(f"{path}/pictures")).status == 404
        await send_form(figuig, path, status=404, price="1", send="1")


async def test_nobody_uploads_for_another(figuig: Any, database: Database) -> None:
    path = "/fr/desk/products/miel-romarin/pictures/photo"
    response = await figuig.post(path, data=make_form(make_png()), headers=SAME)
    assert response.status == 404
    assert await UploadDesk(database).list_for("coop-figuig") == ()
    assert await UploadDesk(database).list_for("coop-azir") == ()


async def test_a_picture_that_waits_is_its_senders_and_the_organisers(
    azir: Any, figuig: Any, organiser: Any, database: Database
) -> None:
    await send_file(azir, "/fr/desk/logo", make_png())
    (upload,) = await UploadDesk(database).list_for("coop-azir")
    path = f"/fr/desk/files/{upload.id}"
    assert [(await who.get(path)).status for who in (azir, organiser, figuig)] == [200, 200, 404]


async def test_a_new_product_is_its_makers_alone(azir: Any, figuig: Any) -> None:
    response = await azir.post(
        "/fr/desk/new", data={"name_fr": "Thym", "family": "food", "price": "20"}, headers=SAME
    )
    path = response.url.path.removesuffix("/pictures")
    assert (await azir.get(path)).status == 200
    assert (await figuig.get(path)).status == 404
    await send_form(figuig, path, status=404, price="1")
