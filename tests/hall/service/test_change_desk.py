"""Exhibitors change their stand; the organiser decides what is public."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from order_fair import COOP, HONEY, NOW, RUG, WEAVERS, make_catalogue, make_draft

from hall.model.account import Account
from hall.model.change import Change
from hall.service.approved import list_approved
from hall.service.building.request import ApprovedChange
from hall.service.changes import ChangeDesk
from hall.service.errors import Forbidden, FormRefused, NotFound, StepRefused, VersionStale
from hall.service.orders import OrderDesk
from hall.store.database import Database

CATALOGUE = make_catalogue()
OWNER = Account("a1", "exhibitor", COOP, 0)
STRANGER = Account("a2", "exhibitor", WEAVERS, 0)
ORGANISER = Account("a3", "organiser", None, 0)


@pytest.fixture
def review(database: Database) -> ChangeDesk:
    return ChangeDesk(database)


async def save(review: ChangeDesk, cells: dict[str, str], item: str = HONEY) -> Change:
    noun = "exhibitor" if item == COOP else "product"
    return await review.save(OWNER, noun, item, cells, CATALOGUE, NOW)


async def approve(review: ChangeDesk, cells: dict[str, str], now: datetime) -> Change:
    change = await save(review, cells)
    change = await review.submit(OWNER, change.id, CATALOGUE, now)
    return await review.approve(ORGANISER, change.id, change.version, now)


async def test_nothing_is_public_before_the_organiser_approves(
    review: ChangeDesk, database: Database
) -> None:
    change = await save(review, {"name_fr": "Miel neuf"})
    assert await list_approved(database) == ()
    change = await review.submit(OWNER, change.id, CATALOGUE, NOW)
    assert (change.state, await list_approved(database)) == ("submitted", ())
    assert await review.list_waiting(ORGANISER) == (change,)
    change = await review.approve(ORGANISER, change.id, change.version, NOW)
    base = {"name_fr": f"Produit {HONEY}"}
    public = (ApprovedChange("product", HONEY, {"name_fr": "Miel neuf"}, base),)
    assert await list_approved(database) == public
    await review.take_down(ORGANISER, change.id, change.version, NOW)
    assert await list_approved(database) == ()


async def test_only_what_differs_is_kept_with_what_it_replaces(review: ChangeDesk) -> None:
    change = await save(review, {"name_fr": f"Produit {HONEY}", "season": "avril"})
    assert (change.fields, change.base) == ({"season": "avril"}, {"season": ""})
    with pytest.raises(FormRefused, match="nothing_changed"):
        await save(review, {"name_fr": "Produit huile"}, "huile")


async def test_a_new_price_has_its_day(review: ChangeDesk) -> None:
    change = await save(review, {"price": "٩٠,5"})
    assert change.fields == {"price": "90.5", "price_date": "2026-07-04"}


async def test_saving_again_adds_and_setting_back_takes_away(review: ChangeDesk) -> None:
    first = await save(review, {"season": "avril", "stock": "4"})
    second = await save(review, {"season": "", "name_ar": "عسل"})
    assert second.id == first.id
    assert second.fields == {"stock": "4", "name_ar": "عسل"}


async def test_the_organiser_never_approves_what_they_have_not_seen(review: ChangeDesk) -> None:
    change = await save(review, {"name_fr": "Seen"})
    seen = await review.submit(OWNER, change.id, CATALOGUE, NOW)
    await save(review, {"name_fr": "Not seen"})
    with pytest.raises(StepRefused):
        await review.approve(ORGANISER, seen.id, seen.version, NOW)
    await review.submit(OWNER, change.id, CATALOGUE, NOW)
    with pytest.raises(VersionStale):
        await review.approve(ORGANISER, seen.id, seen.version, NOW)


async def test_a_refusal_tells_why_and_the_next_edit_is_a_new_change(review: ChangeDesk) -> None:
    change = await review.submit(OWNER, (await save(review, {"name_fr": "X"})).id, CATALOGUE, NOW)
    refused = await review.refuse(ORGANISER, change.id, change.version, "trop court", NOW)
    assert (refused.state, refused.reason) == ("refused", "trop court")
    assert (await save(review, {"name_fr": "Y"})).id != change.id


async def test_each_exhibitor_changes_its_own_only(review: ChangeDesk) -> None:
    change = await save(review, {"name_fr": "X"})
    with pytest.raises(Forbidden):
        await review.save(STRANGER, "product", HONEY, {"name_fr": "Z"}, CATALOGUE, NOW)
    with pytest.raises(Forbidden):
        await review.save(STRANGER, "exhibitor", COOP, {"phone": "0661234567"}, CATALOGUE, NOW)
    with pytest.raises(NotFound):
        await review.save(OWNER, "product", "coop-miel-other", {"name_fr": "Z"}, CATALOGUE, NOW)
    with pytest.raises(NotFound):
        await review.submit(STRANGER, change.id, CATALOGUE, NOW)
    with pytest.raises(Forbidden):
        await review.list_waiting(OWNER)
    with pytest.raises(Forbidden):
        await review.approve(OWNER, change.id, change.version, NOW)
    with pytest.raises(Forbidden):
        await review.save(ORGANISER, "product", HONEY, {"name_fr": "Z"}, CATALOGUE, NOW)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"sector": "crafts"}, "sector: not_yours"),
        ({"exhibitor": WEAVERS}, "exhibitor: not_yours"),
        ({"price": "-1"}, "price: bad_amount"),
        ({"price": "1e400"}, "price: bad_amount"),
        ({"price": "nan"}, "price: bad_amount"),
        ({"stock": "1.5"}, "stock: bad_count"),
        ({"family": "gold"}, "family: not_offered"),
        ({"best_before": "2026-02-30"}, "best_before: bad_day"),
        ({"one_of_a_kind": "perhaps"}, "one_of_a_kind: yes_or_no"),
        ({"ships_to": "MA|XX"}, "ships_to: not_offered"),
        ({"colour": "red"}, "colour: bad_colour"),
        ({"name_fr": "x" * 161}, "name_fr: too_long"),
    ],
)
async def test_a_cell_with_this_fault_is_refused(
    review: ChangeDesk, cells: dict[str, str], fault: str
) -> None:
    with pytest.raises(FormRefused, match=fault):
        await save(review, cells)


async def test_a_family_brings_its_own_fields(review: ChangeDesk) -> None:
    change = await review.save(STRANGER, "product", RUG, {"knots": "900"}, CATALOGUE, NOW)
    assert change.fields == {"knots": "900"}
    with pytest.raises(FormRefused, match="knots: not_yours"):
        await save(review, {"knots": "900"})


async def test_a_new_product_has_an_id_of_its_own_and_what_it_needs(
    review: ChangeDesk, database: Database
) -> None:
    with pytest.raises(FormRefused) as refused:
        await save(review, {"season": "mai"}, "")
    assert {error.field for error in refused.value.errors} == {"name_fr", "family", "price"}
    change = await save(review, {"name_ar": "زيت", "family": "food", "price": "60"}, "")
    assert change.item.startswith(COOP)
    again = await review.save(OWNER, "product", change.item, {"stock": "3"}, CATALOGUE, NOW)
    assert again.id == change.id
    submitted = await review.submit(OWNER, change.id, CATALOGUE, NOW)
    await review.approve(ORGANISER, change.id, submitted.version, NOW)
    (approved,) = await list_approved(database)
    assert approved.id == change.item
    assert approved.fields["exhibitor"] == COOP


async def test_where_the_fair_publishes_at_once_a_telephone_still_waits(
    review: ChangeDesk,
) -> None:
    at_once = make_catalogue(publish="at_once")
    story = await save(review, {"story_fr": "Nous"}, COOP)
    assert (await review.submit(OWNER, story.id, at_once, NOW)).state == "approved"
    phone = await save(review, {"phone": "0662 00 00 00"}, COOP)
    assert phone.base == {"phone": "+212536000001"}
    assert (await review.submit(OWNER, phone.id, at_once, NOW)).state == "submitted"


async def test_later_decisions_win_column_by_column(review: ChangeDesk, database: Database) -> None:
    await approve(review, {"name_fr": "A", "season": "mai"}, NOW)
    await approve(review, {"name_fr": "B"}, NOW + timedelta(hours=1))
    assert (await list_approved(database))[0].fields == {"name_fr": "B", "season": "mai"}


async def test_a_new_count_of_the_stock_forgets_what_was_sold_before(
    review: ChangeDesk, desk: OrderDesk
) -> None:
    sold = await desk.place(make_draft((HONEY, 10)), str(uuid4()), CATALOGUE, NOW)
    await desk.answer(desk.sign_answer(sold.order), "accept", NOW)
    with pytest.raises(FormRefused, match="sold_out"):
        await desk.place(make_draft((HONEY, 1)), str(uuid4()), CATALOGUE, NOW)
    later = NOW + timedelta(days=1)
    change = await review.save(OWNER, "product", HONEY, {"stock": "8"}, CATALOGUE, later)
    change = await review.submit(OWNER, change.id, CATALOGUE, later)
    await review.approve(ORGANISER, change.id, change.version, later)
    assert (await desk.place(make_draft((HONEY, 1)), str(uuid4()), CATALOGUE, later)).created


async def test_the_base_of_several_changes_is_what_stood_before_the_first(
    review: ChangeDesk, database: Database
) -> None:
    for day, name in enumerate(("Un", "Deux", "Trois")):
        change = await save(review, {"name_fr": name})
        change = await review.submit(OWNER, change.id, CATALOGUE, NOW)
        await review.approve(ORGANISER, change.id, change.version, NOW + timedelta(days=day))
    (approved,) = await list_approved(database)
    first = f"Produit {HONEY}"
    assert (approved.fields, approved.base) == ({"name_fr": "Trois"}, {"name_fr": first})
    assert set(approved.between["name_fr"]) == {"Un", "Deux", first}
