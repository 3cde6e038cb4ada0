"""Forms of a stand and its products: filled, kept, sent, told what is wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from desk_visit import SAME, read_text, say, send_form
from page_reading import list_faults, read_page
from web_fair import ShownHall

from hall.service.cells import EXHIBITOR_COLUMNS, PRODUCT_COLUMNS
from hall.service.changes import ChangeDesk
from hall.store.database import Database

HONEY = "/fr/desk/products/miel-romarin"
PAGES = (
    "desk", "desk/stand", "desk/new", "desk/logo", "desk/products/miel-romarin",
    "desk/products/miel-romarin/pictures",
)  # fmt: skip


_TEXTAREA = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
_SELECT = re.compile(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
_CHOSEN = re.compile(r'<option value="([^"]*)" selected>')


def fields_of(html: str) -> dict[str, str]:
    """Return what a browser would send of a form that nobody touched."""
    fields = {}
    for element in read_page(html).all("input"):
        attrs = element.attrs
        ticked = attrs.get("type") not in {"checkbox", "radio"} or "checked" in attrs
        if ticked and attrs.get("name"):
            fields[attrs["name"]] = attrs.get("value", "on")
    for name, text in _TEXTAREA.findall(html):
        fields[name] = unescape(text).replace("\n", "\r\n")
    for name, options in _SELECT.findall(html):
        chosen = _CHOSEN.findall(options)
        fields[name] = chosen[0] if chosen else ""
    return fields


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
async def test_every_page_is_sound_in_every_language(azir: Any, lang: str) -> None:
    for path in PAGES:
        response = await azir.get(f"/{lang}/{path}")
        assert response.status == 200
        assert list_faults(read_page(await response.text())) == []


async def test_every_column_that_is_the_exhibitors_has_a_field(azir: Any) -> None:
    for path, columns in (("stand", EXHIBITOR_COLUMNS), ("products/miel-romarin", PRODUCT_COLUMNS)):
        html = await (await azir.get(f"/fr/desk/{path}")).text()
        names = {e.attrs.get("name", "").removesuffix(".shown") for e in read_page(html).elements}
        assert columns.keys() - names == set()


async def test_a_form_shows_what_is_there(azir: Any) -> None:
    html = await (await azir.get(HONEY)).text()
    fields = fields_of(html)
    assert fields["name_fr"] == "Miel de romarin"
    assert fields["name_ar"] == "عسل أزير"
    assert fields["price"] == "85"
    assert fields["stock"] == "40"
    assert fields["nature_ar"] == "عسل خام غير مسخّن."
    assert (fields["family"], fields["net_unit"], fields["label_id"]) == ("honey", "g", "igp")
    assert "allergens.nuts" in fields
    assert "one_of_a_kind" not in fields


async def test_a_form_that_nobody_touched_changes_nothing(azir: Any, database: Database) -> None:
    for path in ("/fr/desk/stand", HONEY, "/ar/desk/products/huile-olive"):
        fields = fields_of(await (await azir.get(path)).text())
        response = await azir.post(path, data=fields, headers=SAME)
        assert response.status == 422
        assert 'class="faults"' in await response.text()
    assert await ChangeDesk(database).list_for("coop-azir") == ()


async def test_an_edit_is_kept_as_a_draft_and_sent_by_one_button(
    azir: Any, database: Database, hall: ShownHall
) -> None:
    html = await send_form(azir, HONEY, price="٩٩,50", stock="7")
    assert say("desk.drafts.one").format(n=1) in read_page(html).text
    (draft,) = await ChangeDesk(database).list_for("coop-azir")
    assert (draft.state, draft.fields["price"], draft.fields["stock"]) == ("draft", "99.5", "7")
    assert 'value="99.5"' in await (await azir.get(HONEY)).text()
    html = await send_form(azir, "/fr/desk/send")
    assert say("changes.state.submitted") in read_page(html).text
    (sent,) = await ChangeDesk(database).list_for("coop-azir")
    assert sent.state == "submitted"
    assert hall.rebuilds_asked == 0


async def test_what_a_form_does_not_show_stays(azir: Any, database: Database) -> None:
    fields: dict[str, Any] = {"commune": "Bouarfa", "languages.shown": "1"}
    await send_form(azir, "/fr/desk/stand", **fields)
    (draft,) = await ChangeDesk(database).list_for("coop-azir")
    assert draft.fields == {"commune": "Bouarfa", "languages": ""}


async def test_faults_are_told_beside_the_fields_and_nothing_typed_is_lost(
    azir: Any, database: Database
) -> None:
    html = await send_form(azir, HONEY, status=422, price="gratuit", description_fr="<b>Doux</b>")
    page = read_page(html)
    assert list_faults(page) == []
    assert f"{say('desk.column.price')} : {say('orders.error.bad_amount')}" in page.text
    assert "<b>Doux</b>" in page.text
    assert fields_of(html)["price"] == "gratuit"
    assert any(e.attrs.get("aria-invalid") for e in page.all("input"))
    assert await ChangeDesk(database).list_for("coop-azir") == ()


@pytest.mark.parametrize("column", ["sector", "kind", "id", "exhibitor", "checked_on", "logo"])
async def test_columns_of_the_organiser_are_left_alone(
    azir: Any, database: Database, column: str
) -> None:
    fields: dict[str, Any] = {"commune": "Bouarfa", column: "other"}
    await send_form(azir, "/fr/desk/stand", **fields)
    (draft,) = await ChangeDesk(database).list_for("coop-azir")
    assert draft.fields == {"commune": "Bouarfa"}


async def test_hostile_texts_are_only_texts(azir: Any, organiser: Any) -> None:
    nasty = "\"><script>alert(1)</script>{{ 7*7 }}\u202e'"
    await send_form(azir, HONEY, name_fr=nasty, description_ar=nasty, send="1")
    for client, path in ((azir, "/fr/desk"), (azir, HONEY), (organiser, "/fr/review")):
        page = read_page(await (await client.get(path)).text())
        assert list_faults(page) == []
        assert "alert(1)" not in "".join(e.attrs.get("src", "") for e in page.all("script"))
        assert "49" not in page.text.replace("2049", "")
    assert "<script>alert(1)</script>" in await read_text(organiser, "/fr/review")


async def test_a_new_product_asks_for_its_picture_next(azir: Any, database: Database) -> None:
    html = await send_form(azir, "/ar/desk/new", status=422, name_ar="زعتر")
    assert say("desk.column.price", "ar") in read_page(html).text
    html = await send_form(
        azir, "/ar/desk/new", name_ar="زعتر", family="food", price="20", send="1"
    )
    assert 'enctype="multipart/form-data"' in html
    (change,) = await ChangeDesk(database).list_for("coop-azir")
    assert change.state == "submitted"
    assert change.fields["exhibitor"] == "coop-azir"
    assert "زعتر" in await read_text(azir, "/fr/desk")


async def test_a_refusal_is_told_with_its_reason_and_can_be_mended(
    azir: Any, organiser: Any, database: Database
) -> None:
    await send_form(azir, HONEY, price="90", send="1")
    (change,) = await ChangeDesk(database).list_for("coop-azir")
    await send_form(
        organiser, f"/fr/review/changes/{change.id}", step="refuse",
        version=str(change.version), reason="Trop <i>cher</i>",
    )  # fmt: skip
    assert f"{say('changes.state.refused')} · Trop <i>cher</i>" in await read_text(azir, "/fr/desk")
    await send_form(azir, HONEY, price="80", send="1")
    assert {c.state for c in await ChangeDesk(database).list_for("coop-azir")} == {
        "refused", "submitted",
    }  # fmt: skip


async def test_a_fair_that_publishes_at_once_builds_at_once(
    azir: Any, hall: ShownHall, database: Database
) -> None:
    fair = replace(hall.catalogue.fair, publish="at_once")
    hall.catalogue = replace(hall.catalogue, fair=fair)
    await send_form(azir, HONEY, stock="5", send="1")
    assert hall.rebuilds_asked == 1
    await send_form(azir, "/fr/desk/stand", phone="0661234567", send="1")
    assert hall.rebuilds_asked == 1
    states = {c.noun: c.state for c in await ChangeDesk(database).list_for("coop-azir")}
    assert states == {"product": "approved", "exhibitor": "submitted"}
