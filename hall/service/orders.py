"""Orders: taking a request, answering it, cancelling it, showing it.

    desk = OrderDesk(database, secret)
    placed = await desk.place(draft, key, catalogue, now)      # 201: it is on disk
    order = await desk.find(token)                             # the receipt page
    order = await desk.cancel(token, now)                      # the buyer, by the receipt
    token = desk.sign_answer(order)                            # into urls.answer(lang, token)
    order = await desk.find_answerable(token)                  # GET: shows one button
    order = await desk.answer(token, "accept", now)            # POST: accept, sold_out, call_me
    order = await desk.answer_signed_in(exhibitor, number, "accept", now)
    orders = await desk.list_for(exhibitor)                    # newest first

`now` has a zone; `key` is the Idempotency-Key, a UUID. An order is to one exhibitor: a form
whose lines belong to several is refused (`several_exhibitors`), because one receipt, one
answer and one telephone call cannot be for two. Errors: `hall.service.errors`; codes of
fields: `orders.error.*` of the wording.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime

from itsdangerous import BadSignature, URLSafeSerializer

from hall.model.catalogue import Catalogue
from hall.model.order import ANSWERS, TRANSITIONS, Order, OrderDraft, OrderEvent, PlacedOrder
from hall.model.product import Product
from hall.service.clock import HOUR_US, format_moment, local_day, to_micros
from hall.service.errors import KeyReused, LinkInvalid, NotFound, StepRefused
from hall.service.form_checks import Faults, parse_key
from hall.service.numbers import draw_number
from hall.service.quoting import Quote, make_quote
from hall.store.database import Database, orders
from hall.store.database.rows import to_json
from hall.store.database.writer import Transaction

# How long a request keeps what it asks for, while nobody has answered.
RESERVED_US = 48 * HOUR_US
MOST_LISTED = 100
_FAR_FUTURE_US = 2**62


class OrderDesk:
    """Takes orders and answers to them."""

    def __init__(self, database: Database, secret: bytes) -> None:
        """`secret` signs the links with which exhibitors answer."""
        self._database = database
        digest = {"digest_method": hashlib.sha256}
        salt = f"order-answer:{database.fair}"
        self._signer = URLSafeSerializer(secret, salt=salt, signer_kwargs=digest)

    async def place(
        self, draft: OrderDraft, key: str, catalogue: Catalogue, now: datetime
    ) -> PlacedOrder:
        """Take a request; it is on disk when this returns.

        The same key with the same draft gives the order as it is now, whatever became of
        prices and stock since.

        Raises:
            FormRefused: fields are wrong, or what they ask for is taken; all at once.
            KeyReused: the key came with another draft.
            StorageFull, DatabaseBusy: nothing was kept; the same key may be tried again.
        """
        checked_key = parse_key(key)
        body_hash = hashlib.sha256(to_json(draft).encode()).digest()
        faults = Faults()
        today = local_day(now, catalogue.fair.timezone)
        quote = make_quote(draft, catalogue, today, faults)
        token = secrets.token_urlsafe(16)

        def job(at: Transaction) -> PlacedOrder:
            known = _find_known(at, checked_key, body_hash)
            if known is not None:
                return PlacedOrder(known, created=False)
            now_us = to_micros(now)
            if quote is not None:
                _check_stock(at, quote, now_us, catalogue.fair.timezone, faults)
            faults.refuse()
            if quote is None:
                raise NotFound("the exhibitor of this order is not in the catalogue")
            order = _make_order(at, draft, quote, token, now_us)
            orders.insert_order(at, order, checked_key, body_hash, _holds_of(quote, now_us))
            return PlacedOrder(order, created=True)

        return await self._database.write(job)

    async def find(self, token: str) -> Order:
        """Return the order of a receipt.

        Raises:
            NotFound: there is none.
        """
        order = await orders.find_order(self._database, token)
        if order is None:
            raise NotFound("no order has this receipt")
        return order

    async def list_for(
        self, exhibitor: str, before: datetime | None = None, count: int = MOST_LISTED
    ) -> tuple[Order, ...]:
        """Return the newest orders to an exhibitor, before a moment for the next page."""
        before_us = _FAR_FUTURE_US if before is None else to_micros(before)
        found = min(count, MOST_LISTED)
        return await orders.list_orders(self._database, exhibitor, before_us, found)

    def sign_answer(self, order: Order) -> str:
        """Return the token of the link by which whoever has it answers for the exhibitor."""
        return str(self._signer.dumps(order.number.replace("-", "")))

    def _read_answer(self, token: str) -> str:
        try:
            digits = str(self._signer.loads(token))
        except BadSignature as error:
            raise LinkInvalid("this link was not made here, or is cut off") from error
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"

    async def find_answerable(self, token: str) -> Order:
        """Return the order of an answer link; looking changes nothing.

        Raises:
            LinkInvalid, NotFound: it opens nothing.
        """
        number = self._read_answer(token)
        order = await orders.find_order_by_number(self._database, number)
        if order is None:
            raise NotFound("the order of this link is gone")
        return order

    async def answer(self, token: str, action: str, now: datetime) -> Order:
        """Answer by the signed link; the same answer twice changes nothing.

        Raises:
            LinkInvalid, NotFound: the link opens nothing.
            StepRefused: the order's state does not allow it, or the piece is sold.
        """
        number = self._read_answer(token)
        return await self._step(_by_number(number, None), action, "exhibitor_link", now)

    async def answer_signed_in(
        self, exhibitor: str, number: str, action: str, now: datetime
    ) -> Order:
        """Answer on the signed-in page of `exhibitor`.

        Raises:
            NotFound: the exhibitor has no such order.
            StepRefused: the order's state does not allow it, or the piece is sold.
        """
        return await self._step(_by_number(number, exhibitor), action, "exhibitor", now)

    async def cancel(self, token: str, now: datetime) -> Order:
        """Cancel by the receipt; twice changes nothing.

        Raises:
            NotFound: no order has this receipt.
            StepRefused: it is too late.
        """

        def get(at: Transaction) -> Order:
            return _require(orders.read_order(at, token))

        return await self._step(get, "cancel", "buyer", now)

    async def _step(
        self, get: Callable[[Transaction], Order], what: str, who: str, now: datetime
    ) -> Order:
        def job(at: Transaction) -> Order:
            order = get(at)
            state = "cancelled" if what == "cancel" else _state_after(order, what)
            if order.state == state and (what != "call_me" or order.asked_to_call):
                return order
            if state != order.state and state not in TRANSITIONS[order.state]:
                raise StepRefused(order.state, what)
            _settle(at, order, state)
            return orders.append_event(at, order, OrderEvent(what, state, who, to_micros(now)))

        return await self._database.write(job)


def _by_number(number: str, exhibitor: str | None) -> Callable[[Transaction], Order]:
    def get(at: Transaction) -> Order:
        order = _require(orders.read_order_by_number(at, number))
        if exhibitor is not None and order.exhibitor != exhibitor:
            raise NotFound("this exhibitor has no such order")
        return order

    return get


def _require(order: Order | None) -> Order:
    if order is None:
        raise NotFound("there is no such order")
    return order


def _state_after(order: Order, action: str) -> str:
    if action not in ANSWERS:
        raise StepRefused(order.state, action)
    state = ANSWERS[action]
    if state is None:
        # A call helps only while something is still open.
        if not TRANSITIONS[order.state]:
            raise StepRefused(order.state, action)
        return order.state
    return state


def _settle(at: Transaction, order: Order, state: str) -> None:
    """Make the order's hold on the stock follow its new state."""
    if state == "accepted":
        for line in order.lines:
            if line.one_of_a_kind and orders.is_sold(at, line.product_id, besides=order.token):
                raise StepRefused("sold", "accept")
        orders.keep_holds(at, order.token)
    elif state in {"declined", "cancelled"}:
        orders.drop_holds(at, order.token)


def _find_known(at: Transaction, key: str, body_hash: bytes) -> Order | None:
    known = orders.find_request(at, key)
    if known is None:
        return None
    token, known_hash = known
    if known_hash != body_hash:
        raise KeyReused("this Idempotency-Key was used for another order")
    return orders.read_order(at, token)


def _check_stock(at: Transaction, quote: Quote, now_us: int, timezone: str, faults: Faults) -> None:
    """Add a fault for each line that asks for more than is left."""
    for position, (line, product) in enumerate(zip(quote.lines, quote.products, strict=True)):
        stock = _stock_of(product)
        if stock is None:
            continue
        held = orders.find_held(at, product.id, now_us)
        left = max(0, stock - held.quantity)
        field = f"lines.{position}.quantity"
        if line.quantity <= left or (product.lead_days is not None and not product.one_of_a_kind):
            continue
        if left:
            faults.add(field, "stock_short", left=left)
        elif product.one_of_a_kind and held.until_us is not None:
            faults.add(field, "reserved", until=format_moment(held.until_us, timezone))
        else:
            faults.add(field, "sold_out")


def _stock_of(product: Product) -> int | None:
    """Return how many there are; a one-of-a-kind piece without a number is one."""
    return 1 if product.one_of_a_kind and product.stock is None else product.stock


def _holds_of(quote: Quote, now_us: int) -> list[orders.Hold]:
    until_us = now_us + RESERVED_US
    return [
        orders.Hold(product.id, line.quantity, until_us)
        for line, product in zip(quote.lines, quote.products, strict=True)
        if _stock_of(product) is not None
    ]


def _make_order(at: Transaction, draft: OrderDraft, quote: Quote, token: str, now_us: int) -> Order:
    number = draw_number()
    while orders.is_number_taken(at, number):
        number = draw_number()
    unique = any(product.one_of_a_kind for product in quote.products)
    return Order(
        token=token,
        number=number,
        exhibitor=quote.exhibitor,
        state="requested",
        version=1,
        made_us=now_us,
        lines=quote.lines,
        buyer=quote.buyer,
        recipient=quote.recipient,
        delivery_mode=draft.delivery_mode,
        town=quote.town,
        address=quote.address,
        payment_mode=draft.payment_mode,
        note=quote.note,
        consent_version=draft.consent_version,
        subtotal=quote.subtotal,
        fee=quote.fee,
        total=quote.total,
        reserved_until_us=now_us + RESERVED_US if unique else None,
        history=(OrderEvent("requested", "requested", "buyer", now_us),),
    )
