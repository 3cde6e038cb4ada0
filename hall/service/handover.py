"""The whole request as a text in the exhibitor's language, to be sent on by WhatsApp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from hall.model.catalogue import Catalogue
from hall.model.money import Money
from hall.model.order import Order, OrderLine
from hall.model.text import LANGUAGES, RIGHT_TO_LEFT
from hall.service.delivery import HOME
from hall.service.wording import word

# First strong isolate and its end: a number or a Latin name keeps its place among Arabic.
_ISOLATE, _END = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Handover:
    """A text for an exhibitor; `phone` is its WhatsApp number in E.164, empty if it has none."""

    phone: str
    lang: str
    text: str


class Say(Protocol):
    """Says a key of the wording in the exhibitor's language."""

    def __call__(self, key: str, **values: str) -> str: ...


def write_handover(order: Order, catalogue: Catalogue, answer_url: str) -> Handover:
    """Return the request as text; `answer_url` is where the exhibitor answers it.

    Raises:
        KeyError: the exhibitor is no longer in the catalogue.
    """
    exhibitor = catalogue.exhibitors[order.exhibitor]
    lang = next((lang for lang in exhibitor.languages if lang in LANGUAGES), LANGUAGES[0])
    say = partial(_say, lang)
    lines = [say("greeting", fair=catalogue.fair.name.pick(lang).text)]
    if catalogue.fair.sample:
        lines.append(say("sample"))
    lines += ["", say("number", number=order.number)]
    lines += [text for line in order.lines for text in _describe_line(line, lang, say)]
    lines += [*_describe_money(order, lang, say), ""]
    lines += [*_describe_buyer(order, say), *_describe_delivery(order, catalogue, lang, say)]
    # Alone on its line: a messenger would take a closing isolate for a part of the address.
    lines += ["", say("answer"), answer_url]
    return Handover(exhibitor.whatsapp, lang, "\n".join(lines))


def _say(lang: str, key: str, **values: str) -> str:
    if lang in RIGHT_TO_LEFT:
        values = {name: f"{_ISOLATE}{value}{_END}" for name, value in values.items()}
    return word(lang, f"orders.handover.{key}", **values)


def _describe_line(line: OrderLine, lang: str, say: Say) -> Iterator[str]:
    product, quantity = line.name.pick(lang).text, str(line.quantity)
    if line.amount is None:
        yield say("line_open", quantity=quantity, product=product)
    else:
        amount = line.amount.format(lang)
        yield say("line", quantity=quantity, product=product, amount=amount)
        if line.to_confirm:
            yield say("confirm")
    if line.price_changed and line.seen_price is not None and line.price is not None:
        yield say("seen", seen=line.seen_price.format(lang), price=line.price.format(lang))


def _describe_money(order: Order, lang: str, say: Say) -> Iterator[str]:
    # What one collects has no fee to speak of.
    if order.fee is None or order.fee.amount_minor:
        yield _known_or_open("fee", order.fee, lang, say)
    yield _known_or_open("total", order.total, lang, say)


def _known_or_open(key: str, amount: Money | None, lang: str, say: Say) -> str:
    return say(f"{key}_open") if amount is None else say(key, **{key: amount.format(lang)})


def _describe_buyer(order: Order, say: Say) -> Iterator[str]:
    buyer, recipient = order.buyer, order.recipient
    yield say("buyer", name=buyer.name)
    if buyer.phone:
        yield say("phone", phone=buyer.phone)
    if buyer.email:
        yield say("email", email=buyer.email)
    if recipient is not None:
        yield say("recipient", name=recipient.name, phone=recipient.phone)


def _describe_delivery(order: Order, catalogue: Catalogue, lang: str, say: Say) -> Iterator[str]:
    names = {mode.id: mode.name.pick(lang).text for mode in catalogue.delivery.modes}
    yield say("delivery", mode=names.get(order.delivery_mode, order.delivery_mode))
    place = ", ".join(part for part in (order.address, order.town) if part)
    if place:
        yield say("place", place=place)
    if order.buyer.country != HOME:
        country = catalogue.places.countries.get(order.buyer.country)
        yield say("country", country=country.pick(lang).text if country else order.buyer.country)
    yield say("payment", payment=word(lang, f"payment.{order.payment_mode}"))
    if order.note:
        yield say("note", note=order.note)
