"""Placing, answering and cancelling orders through the desk."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from order_fair import COOP, DATES, HONEY, NOW, RUG, WEAVERS, make_buyer, make_catalogue, make_draft

from hall.model.catalogue import Catalogue
from hall.model.money import Money
from hall.model.order import DraftLine, OrderDraft, PlacedOrder, Recipient
from hall.service.errors import FormRefused, KeyReused, LinkInvalid, NotFound, StepRefused
from hall.service.numbers import parse_number
from hall.service.orders import OrderDesk
from hall.store.database import Database
from hall.store.database.writer import Transaction
from hall.store.errors import StorageFull

CATALOGUE = make_catalogue()


def key() -> str:
    return str(uuid4())


async def place(
    desk: OrderDesk, draft: OrderDraft, catalogue: Catalogue = CATALOGUE, now: datetime = NOW
) -> PlacedOrder:
    return await desk.place(draft, key(), catalogue, now)


async def faults_of(
    desk: OrderDesk, draft: OrderDraft, catalogue: Catalogue = CATALOGUE
) -> set[str]:
    with pytest.raises(FormRefused) as refused:
        await place(desk, draft, catalogue)
    return {f"{error.field}: {error.code}" for error in refused.value.errors}


async def test_a_placed_order_is_read_back_as_it_was_answered(desk: OrderDesk) -> None:
    placed = await place(desk, make_draft((HONEY, 2), note="merci", recipient=Recipient("Ali")))
    assert placed.created
    assert await desk.find(placed.order.token) == placed.order
    assert placed.order.state == "requested"
    assert [event.what for event in placed.order.history] == ["requested"]


async def test_price_and_label_are_frozen_with_the_price_seen(desk: OrderDesk) -> None:
    line = DraftLine(HONEY, 2, Money(8000))
    order = (await place(desk, make_draft(lines=(line,)))).order
    frozen = order.lines[0]
    assert (frozen.seen_price, frozen.price, frozen.amount) == (
        Money(8000), Money(8500), Money(17000),
    )  # fmt: skip
    assert frozen.price_changed
    assert frozen.label is not None
    assert frozen.label.label_no == "SAMPLE-1"


async def test_the_wholesale_price_counts_from_its_quantity_on(desk: OrderDesk) -> None:
    line = DraftLine(HONEY, 6, Money(8500))
    frozen = (await place(desk, make_draft(lines=(line,)))).order.lines[0]
    assert frozen.amount == Money(42000)
    assert not frozen.price_changed


@pytest.mark.parametrize(
    ("lines", "mode", "fee", "total"),
    [
        (((HONEY, 2),), "collect_fair", Money(0), Money(17000)),
        (((HONEY, 2),), "parcel", Money(3500), Money(20500)),
        (((HONEY, 5),), "parcel", Money(5000), Money(47500)),
        ((("devis", 1),), "collect_fair", Money(0), None),
        ((("ancien", 1),), "collect_fair", Money(0), None),
        (((HONEY, 1), ("devis", 1)), "collect_fair", Money(0), None),
        (((DATES, 1),), "parcel", None, None),
    ],
)
async def test_the_total_is_known_where_price_and_fee_are(
    desk: OrderDesk,
    lines: tuple[tuple[str, int], ...],
    mode: str,
    fee: Money | None,
    total: Money | None,
) -> None:
    order = (await place(desk, make_draft(*lines, delivery_mode=mode, town="Oujda"))).order
    assert (order.fee, order.total) == (fee, total)


async def test_every_fault_of_a_form_is_told_at_once(desk: OrderDesk) -> None:
    draft = make_draft(
        ("nothing", 1), (HONEY, 0), ("lot", 2), ("vitrine", 1), (HONEY, 3),
        buyer=make_buyer(name=" ", phone="12", language="xx", country="Maroc"),
        delivery_mode="drone", payment_mode="card", consent_version="",
    )  # fmt: skip
    assert await faults_of(desk, draft) == {
        "lines.0.product_id: unknown_product",
        "lines.1.quantity: bad_quantity",
        "lines.2.quantity: below_minimum",
        "lines.3.product_id: not_for_sale",
        "lines.4.product_id: product_twice",
        "buyer.name: required",
        "buyer.phone: bad_phone",
        "buyer.language: not_offered",
        "buyer.country: bad_country",
        "delivery_mode: not_offered",
        "payment_mode: not_offered",
        "consent_version: consent_missing",
    }


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (make_draft((HONEY, 1), (RUG, 1)), "lines: several_exhibitors"),
        (make_draft(lines=()), "lines: required"),
        (make_draft((RUG, 2)), "lines.0.quantity: one_of_a_kind"),
        (make_draft((HONEY, 11)), "lines.0.quantity: stock_short"),
        (make_draft(buyer=make_buyer(phone="")), "buyer.phone: phone_or_email"),
        (make_draft(buyer=make_buyer(email="a@b")), "buyer.email: bad_email"),
        (make_draft(delivery_mode="parcel"), "town: required"),
        (make_draft(consent_version="2"), "consent_version: consent_outdated"),
        (make_draft(note="x" * 1001), "note: too_long"),
        (make_draft(recipient=Recipient("", "0661234567")), "recipient.name: required"),
        (
            make_draft(("fromage", 1), buyer=make_buyer(country="FR", phone="+33612345678")),
            "lines.0.product_id: not_sent_there",
        ),
    ],
)
async def test_a_form_with_this_fault_is_refused(
    desk: OrderDesk, draft: OrderDraft, fault: str
) -> None:
    assert fault in await faults_of(desk, draft)


@pytest.mark.parametrize("phase", ["closed", "archive"])
async def test_a_closed_fair_takes_no_orders(desk: OrderDesk, phase: str) -> None:
    assert "lines: fair_closed" in await faults_of(desk, make_draft(), make_catalogue(phase=phase))


async def test_the_same_key_and_body_give_the_same_order(desk: OrderDesk) -> None:
    once = key()
    first = await desk.place(make_draft(), once, CATALOGUE, NOW)
    again = await desk.place(make_draft(), once.upper(), make_catalogue(phase="closed"), NOW)
    assert again == replace(first, created=False)


async def test_the_same_key_with_another_body_is_refused(desk: OrderDesk) -> None:
    once = key()
    await desk.place(make_draft(), once, CATALOGUE, NOW)
    with pytest.raises(KeyReused):
        await desk.place(make_draft(note="other"), once, CATALOGUE, NOW)


async def test_a_key_that_is_no_uuid_is_refused(desk: OrderDesk) -> None:
    with pytest.raises(FormRefused):
        await desk.place(make_draft(), "1", CATALOGUE, NOW)


async def test_one_key_sent_many_times_at_once_makes_one_order(desk: OrderDesk) -> None:
    once = key()
    sent = [desk.place(make_draft(), once, CATALOGUE, NOW) for _ in range(20)]
    placed = await asyncio.gather(*sent)
    assert len({answer.order.token for answer in placed}) == 1
    assert sum(answer.created for answer in placed) == 1


async def test_of_two_visitors_at_once_one_gets_the_only_piece(desk: OrderDesk) -> None:
    tries = [place(desk, make_draft((RUG, 1))) for _ in range(2)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    refused = [result for result in results if isinstance(result, FormRefused)]
    assert len(refused) == 1
    assert refused[0].errors[0].code == "reserved"
    assert refused[0].errors[0].values == {"until": "06/07/2026 11:30"}


async def test_a_reservation_lapses_after_48_hours(desk: OrderDesk) -> None:
    await place(desk, make_draft((RUG, 1)))
    later = NOW + timedelta(hours=48, seconds=1)
    assert (await place(desk, make_draft((RUG, 1)), now=later)).created


async def test_a_sold_piece_stays_sold(desk: OrderDesk) -> None:
    order = (await place(desk, make_draft((RUG, 1)))).order
    await desk.answer(desk.sign_answer(order), "accept", NOW)
    with pytest.raises(FormRefused) as refused:
        await place(desk, make_draft((RUG, 1)), now=NOW + timedelta(days=9))
    assert refused.value.errors[0].code == "sold_out"


async def test_the_only_piece_is_not_accepted_twice(desk: OrderDesk) -> None:
    first = (await place(desk, make_draft((RUG, 1)))).order
    later = NOW + timedelta(days=3)
    second = (await place(desk, make_draft((RUG, 1)), now=later)).order
    await desk.answer(desk.sign_answer(second), "accept", later)
    with pytest.raises(StepRefused, match="sold"):
        await desk.answer(desk.sign_answer(first), "accept", later)


async def test_stock_is_what_other_orders_leave(desk: OrderDesk) -> None:
    first = (await place(desk, make_draft((HONEY, 7)))).order
    with pytest.raises(FormRefused) as refused:
        await place(desk, make_draft((HONEY, 4)))
    assert refused.value.errors[0].values == {"left": "3"}
    await desk.cancel(first.token, NOW)
    assert (await place(desk, make_draft((HONEY, 10)))).created


async def test_what_is_made_to_order_may_exceed_the_stock(desk: OrderDesk) -> None:
    assert (await place(desk, make_draft(("sur-mesure", 5)))).created


@pytest.mark.parametrize(
    ("action", "state"),
    [("accept", "accepted"), ("sold_out", "declined"), ("call_me", "requested")],
)
async def test_an_answer_by_link_moves_the_order(desk: OrderDesk, action: str, state: str) -> None:
    token = desk.sign_answer((await place(desk, make_draft())).order)
    looked = await desk.find_answerable(token)
    assert looked.state == "requested"
    answered = await desk.answer(token, action, NOW)
    assert answered.state == state
    assert answered.history[-1].who == "exhibitor_link"
    assert await desk.answer(token, action, NOW) == answered
    assert await desk.find(looked.token) == answered


async def test_a_cancelled_order_is_not_accepted(desk: OrderDesk) -> None:
    order = (await place(desk, make_draft())).order
    await desk.cancel(order.token, NOW)
    with pytest.raises(StepRefused):
        await desk.answer(desk.sign_answer(order), "accept", NOW)
    with pytest.raises(StepRefused):
        await desk.answer(desk.sign_answer(order), "call_me", NOW)
    assert (await desk.cancel(order.token, NOW)).version == 2


async def test_a_link_that_was_not_signed_here_opens_nothing(desk: OrderDesk) -> None:
    order = (await place(desk, make_draft())).order
    with pytest.raises(LinkInvalid):
        await desk.find_answerable(desk.sign_answer(order)[:-2] + "xx")
    with pytest.raises(LinkInvalid):
        await desk.answer(order.number, "accept", NOW)


async def test_a_signed_in_exhibitor_answers_its_own_orders_only(desk: OrderDesk) -> None:
    order = (await place(desk, make_draft())).order
    with pytest.raises(NotFound):
        await desk.answer_signed_in(WEAVERS, order.number, "accept", NOW)
    answered = await desk.answer_signed_in(COOP, order.number, "accept", NOW)
    assert answered.history[-1].who == "exhibitor"


async def test_an_exhibitor_lists_its_orders_newest_first(desk: OrderDesk) -> None:
    made = [
        (await place(desk, make_draft(("huile", 1)), now=NOW + timedelta(minutes=n))).order
        for n in range(3)
    ]
    await place(desk, make_draft((DATES, 1)))
    assert await desk.list_for(COOP) == tuple(reversed(made))
    assert await desk.list_for(COOP, before=NOW + timedelta(minutes=1)) == (made[0],)


async def test_the_receipt_number_is_no_key(desk: OrderDesk) -> None:
    order = (await place(desk, make_draft())).order
    assert parse_number(order.number.replace("-", " ")) == order.number
    with pytest.raises(NotFound):
        await desk.find(order.number)


async def test_texts_lose_signs_that_deceive_and_keep_arabic(desk: OrderDesk) -> None:
    buyer = make_buyer(name="\u202eعائشة\x00 \u200dⵣ")
    order = (await place(desk, make_draft(buyer=buyer, note="a\r\nb\tc"))).order
    assert order.buyer.name == "عائشة \u200dⵣ"
    assert order.note == "a\nb c"
    assert order.buyer.phone == "+212661234567"


async def test_an_order_that_met_a_full_disk_is_placed_with_the_same_key(
    desk: OrderDesk, database: Database
) -> None:
    def limit(at: Transaction, pages: int) -> None:
        at.connection.execute(f"PRAGMA max_page_count = {pages}")

    used = await database.write(lambda at: at.connection.execute("PRAGMA page_count").fetchone()[0])
    await database.write(lambda at: limit(at, used))
    kept: dict[str, PlacedOrder] = {}
    refused = ""
    while not refused:
        once = key()
        try:
            kept[once] = await desk.place(make_draft(("huile", 1)), once, CATALOGUE, NOW)
        except StorageFull:
            refused = once
    for once, placed in kept.items():
        again = await desk.place(make_draft(("huile", 1)), once, CATALOGUE, NOW)
        assert again == replace(placed, created=False)
    await database.write(lambda at: limit(at, 1_000_000))
    assert (await desk.place(make_draft(("huile", 1)), refused, CATALOGUE, NOW)).created
