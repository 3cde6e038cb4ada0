"""The organiser's page: before and after, one button each way, nothing by a GET."""

from __future__ import annotations

from typing import Any

import pytest
from desk_visit import SAME, make_png, read_text, say, send_file, send_form
from page_reading import list_faults, read_page
from web_fair import ShownHall

from hall.model.change import Change
from hall.model.manifest import BuiltFinding
from hall.service.approved import list_approved
from hall.service.changes import ChangeDesk
from hall.service.uploads import UploadDesk
from hall.store.database import Database

HONEY = "/fr/desk/products/miel-romarin"


async def ask_price(azir: Any, database: Database, price: str = "99") -> Change:
    await send_form(azir, HONEY, price=price, send="1")
    return (await ChangeDesk(database).list_for("coop-azir"))[0]


async def decide(client: Any, change: Change, step: str, **more: str) -> str:
    path = f"/fr/review/changes/{change.id}"
    fields: dict[str, Any] = {"step": step, "version": str(change.version), **more}
    return await send_form(client, path, **fields)


async def test_what_is_public_stands_beside_what_is_asked(
    azir: Any, organiser: Any, database: Database
) -> None:
    await ask_price(azir, database)
    html = await (await organiser.get("/fr/review")).text()
    page = read_page(html)
    row = (say("desk.column.price"), say("review.now"), "85", say("review.then"), "99")
    assert "".join(row).replace(" ", "") in "".join(page.text.split())
    assert "price_date" not in html
    assert list_faults(page) == []


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_the_page_is_sound_with_everything_on_it(
    azir: Any, organiser: Any, hall: ShownHall, database: Database, lang: str
) -> None:
    hall.findings = (BuiltFinding("aisle.too_narrow", "error", "2.9 m", "plan.yaml:3:1"),)
    change = await ask_price(azir, database)
    await decide(organiser, change, "approve")
    await send_form(azir, "/fr/desk/stand", phone="0661234567", send="1")
    await send_form(azir, "/fr/desk/new", name_fr="Thym", family="food", price="20", send="1")
    await send_file(azir, "/fr/desk/logo", make_png())
    await send_file(azir, f"{HONEY}/pictures/photo", make_png())
    response = await organiser.get(f"/{lang}/review")
    assert list_faults(read_page(await response.text())) == []
    response = await organiser.get(f"/{lang}/review")
    assert "plan.yaml:3:1" in await response.text()


async def test_a_new_telephone_is_pointed_out(
    azir: Any, organiser: Any, database: Database
) -> None:
    await ask_price(azir, database)
    assert say("review.guarded") not in await read_text(organiser, "/fr/review")
    await send_form(azir, "/fr/desk/stand", phone="0661234567", send="1")
    assert say("review.guarded") in await read_text(organiser, "/fr/review")


async def test_approved_taken_down_and_shown_again(
    azir: Any, organiser: Any, hall: ShownHall, database: Database
) -> None:
    change = await ask_price(azir, database)
    html = await decide(organiser, change, "approve")
    assert say("review.told.approved") in html
    assert hall.rebuilds_asked == 1
    (approved,) = await list_approved(database)
    assert approved.fields["price"] == "99"
    (shown,) = await ChangeDesk(database).list_for("coop-azir")
    await decide(organiser, shown, "take_down")
    assert await list_approved(database) == ()
    (down,) = await ChangeDesk(database).list_for("coop-azir")
    assert say("review.again") in await read_text(organiser, "/fr/review")
    await decide(organiser, down, "approve")
    assert len(await list_approved(database)) == 1
    assert hall.rebuilds_asked == 3


async def test_what_the_exhibitor_changed_meanwhile_is_not_approved(
    azir: Any, organiser: Any, hall: ShownHall, database: Database
) -> None:
    seen = await ask_price(azir, database)
    await ask_price(azir, database, "500")
    html = await decide(organiser, seen, "approve")
    assert say("review.told.stale") in html
    assert await list_approved(database) == ()
    assert hall.rebuilds_asked == 0


async def test_a_refusal_needs_its_reason(
    azir: Any, organiser: Any, hall: ShownHall, database: Database
) -> None:
    change = await ask_price(azir, database)
    assert say("review.told.no_reason") in await decide(organiser, change, "refuse")
    assert (await ChangeDesk(database).list_for("coop-azir"))[0].state == "submitted"
    await decide(organiser, change, "refuse", reason="Le prix manque de preuve")
    assert "Le prix manque de preuve" in await read_text(azir, "/ar/desk")
    assert hall.rebuilds_asked == 0


async def test_a_file_is_approved_refused_and_taken_down(
    azir: Any, organiser: Any, hall: ShownHall, database: Database
) -> None:
    await send_file(azir, f"{HONEY}/pictures/photo", make_png())
    await send_file(azir, "/fr/desk/logo", make_png(shade=7))
    logo, photo = await UploadDesk(database).list_for("coop-azir")
    if logo.kind != "logo":
        logo, photo = photo, logo
    await send_form(organiser, f"/fr/review/files/{photo.id}", step="approve")
    assert say("review.told.no_reason") in await send_form(
        organiser, f"/fr/review/files/{logo.id}", step="refuse"
    )
    await send_form(organiser, f"/fr/review/files/{logo.id}", step="refuse", reason="Flou")
    assert "Flou" in await read_text(azir, "/fr/desk/logo")
    (approved,) = await list_approved(database)
    assert approved.fields["photos"] == f"sha256:{photo.clean_sha256}"
    await send_form(organiser, f"/fr/review/files/{photo.id}", step="take_down")
    assert await list_approved(database) == ()
    assert hall.rebuilds_asked == 2
    html = await send_form(organiser, f"/fr/review/files/{logo.id}", step="approve")
    assert say("review.told.stale") in html


async def test_a_picture_of_a_new_product_waits_for_the_product(
    azir: Any, organiser: Any, database: Database
) -> None:
    response = await azir.post(
        "/fr/desk/new",
        data={"name_fr": "Thym", "family": "food", "price": "20", "send": "1"},
        headers=SAME,
    )
    await send_file(azir, f"{response.url.path}/photo", make_png())
    (photo,) = await UploadDesk(database).list_for("coop-azir")
    assert f"{say('desk.kind.photo')} · Thym" in await read_text(organiser, "/fr/review")
    await send_form(organiser, f"/fr/review/files/{photo.id}", step="approve")
    assert await list_approved(database) == ()
    (change,) = await ChangeDesk(database).list_for("coop-azir")
    await decide(organiser, change, "approve")
    (approved,) = await list_approved(database)
    assert approved.fields["name_fr"] == "Thym"
    assert approved.fields["photos"] == f"sha256:{photo.clean_sha256}"


async def test_looking_changes_nothing(azir: Any, organiser: Any, database: Database) -> None:
    change = await ask_price(azir, database)
    await send_file(azir, "/fr/desk/logo", make_png())
    before = await UploadDesk(database).list_for("coop-azir")
    for path in ("/fr/review", "/fr/review?told=approved", f"/fr/desk/files/{before[0].id}"):
        assert (await organiser.get(path)).status == 200
    assert (await organiser.get(f"/fr/review/changes/{change.id}")).status == 405
    assert await UploadDesk(database).list_for("coop-azir") == before
    assert await ChangeDesk(database).list_for("coop-azir") == (change,)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"step": "publish", "version": "1"}, 400),
        ({"step": "approve"}, 400),
        ({"step": "approve", "version": "-1"}, 400),
        ({"step": "approve", "version": "9" * 40}, 400),
        ({"step": "approve", "version": "1"}, 404),
    ],
)
async def test_a_broken_decision_decides_nothing(
    organiser: Any, fields: dict[str, str], status: int
) -> None:
    await send_form(organiser, "/fr/review/changes/nothing", status=status, **fields)
