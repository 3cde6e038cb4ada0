"""Orders and messages as JSON: 201 means that it is on disk."""

from __future__ import annotations

from aiohttp import web
from msgspec import Struct

from hall.http.api.answers import private_answer, read_json
from hall.http.forms import say_errors
from hall.http.phases import orders_closed
from hall.http.problems import FieldProblem, Problem
from hall.http.requests import language_of, phase_line, services_of, urls_of
from hall.model.message import MessageDraft
from hall.model.money import EXPONENTS, Money
from hall.model.order import Buyer, DraftLine, OrderDraft, Recipient
from hall.service.errors import FormRefused, KeyReused
from hall.service.wording import word

_MAX_AMOUNT_MINOR = 10**12


class SeenPrice(Struct, frozen=True, forbid_unknown_fields=True):
    """The price of one unit that the visitor saw."""

    amount_minor: int
    currency: str


class LineBody(Struct, frozen=True, forbid_unknown_fields=True):
    """One product of an order."""

    product_id: str
    quantity: int
    seen_price: SeenPrice | None = None


class BuyerBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Who orders; a telephone or an e-mail is needed."""

    name: str
    phone: str = ""
    email: str = ""
    country: str = "MA"
    language: str = ""


class RecipientBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Another person who receives the goods."""

    name: str
    phone: str = ""


class OrderBody(Struct, frozen=True, forbid_unknown_fields=True):
    """An order: all lines are of one exhibitor."""

    lines: tuple[LineBody, ...]
    buyer: BuyerBody
    delivery_mode: str
    payment_mode: str
    consent_version: str
    recipient: RecipientBody | None = None
    town: str = ""
    address: str = ""
    note: str = ""


class MessageBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A message; without an exhibitor it goes to the organiser."""

    kind: str
    text: str
    name: str
    consent_version: str
    exhibitor: str | None = None
    phone: str = ""
    email: str = ""
    country: str = "MA"
    language: str = ""
    product: str = ""


class Receipt(Struct, frozen=True):
    """The answer to what was sent: a number for people, an address for the sender."""

    number: str
    state: str
    receipt_url: str
    total_text: str = ""
    whatsapp_url: str = ""


async def post_order(request: web.Request) -> web.StreamResponse:
    """Take an order. The same key and body give the same answer; another body gives 409."""
    lang = language_of(request)
    body = await read_json(request, OrderBody)
    draft = _order_draft(body, lang)
    services = services_of(request)
    try:
        placed = await services.orders.place(
            draft, _key(request, lang), services.live.catalogue, services.settings.now()
        )
    except FormRefused as refused:
        raise orders_closed(refused, phase_line(request, lang)) or _invalid(refused, lang) from None
    except KeyReused:
        raise Problem(409, "key_reused") from None
    order = placed.order
    url = urls_of(request).receipt(lang, order.token)
    total = order.total.format(lang) if order.total else ""
    # What the order became since is told by the receipt, not by the same request again.
    letter = urls_of(request).hand_over(lang, order.token)
    receipt = Receipt(order.number, "requested", url, total, letter)
    return private_answer(receipt, status=201, location=url)


async def post_message(request: web.Request) -> web.StreamResponse:
    """Take a message, under the same rules as an order."""
    lang = language_of(request)
    body = await read_json(request, MessageBody)
    services = services_of(request)
    draft = MessageDraft(
        body.exhibitor, body.kind, body.text, body.name, body.consent_version, body.phone,
        body.email, body.language or lang, body.country, body.product,
    )  # fmt: skip
    try:
        placed = await services.messages.place(
            draft, _key(request, lang), services.live.catalogue, services.settings.now()
        )
    except FormRefused as refused:
        raise _invalid(refused, lang) from None
    except KeyReused:
        raise Problem(409, "key_reused") from None
    url = urls_of(request).receipt(lang, placed.message.token)
    return private_answer(Receipt(placed.message.number, "open", url), status=201, location=url)


def _key(request: web.Request, lang: str) -> str:
    key = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not key:
        message = word(lang, "problem.key_missing.detail")
        raise Problem(400, "key_missing", errors=[FieldProblem("Idempotency-Key", message)])
    return key


def _invalid(refused: FormRefused, lang: str) -> Problem:
    return Problem(422, "invalid", errors=say_errors(refused.errors, lang, "orders"))


def _order_draft(body: OrderBody, lang: str) -> OrderDraft:
    buyer = body.buyer
    other = body.recipient
    return OrderDraft(
        lines=tuple(
            DraftLine(li.product_id, li.quantity, _seen(li.seen_price)) for li in body.lines
        ),
        buyer=Buyer(buyer.name, buyer.phone, buyer.email, buyer.language or lang, buyer.country),
        delivery_mode=body.delivery_mode,
        payment_mode=body.payment_mode,
        consent_version=body.consent_version,
        recipient=Recipient(other.name, other.phone) if other else None,
        town=body.town,
        address=body.address,
        note=body.note,
    )


def _seen(price: SeenPrice | None) -> Money | None:
    if price is None:
        return None
    if price.currency not in EXPONENTS or not 0 <= price.amount_minor <= _MAX_AMOUNT_MINOR:
        raise Problem(422, "invalid", errors=[FieldProblem("seen_price", price.currency[:3])])
    return Money(price.amount_minor, price.currency)
