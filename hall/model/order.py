"""An order: a request from a visitor to one exhibitor, until both sides agree.

Times are microseconds since 1970, UTC. Telephones are E.164.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hall.model.money import Money
from hall.model.product import LabelClaim
from hall.model.text import Texts

PAYMENT_MODES = ("cash_on_delivery", "cash_on_collection", "bank_transfer", "transfer_agency")

# What a state may become. `quoted`, `sent`, `received` and `expired` have no action yet.
TRANSITIONS: Mapping[str, tuple[str, ...]] = {
    "requested": ("quoted", "accepted", "declined", "cancelled", "expired"),
    "quoted": ("accepted", "declined", "cancelled", "expired"),
    "accepted": ("sent", "cancelled"),
    "sent": ("received",),
    "received": (),
    "declined": (),
    "cancelled": (),
    "expired": (),
}
ORDER_STATES = tuple(TRANSITIONS)

# What an exhibitor can answer, and the state that follows; None leaves it as it is.
ANSWERS: Mapping[str, str | None] = {
    "accept": "accepted",
    "sold_out": "declined",
    "call_me": None,
}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line as the visitor sent it. `seen_price` is the price of one unit on the page."""

    product_id: str
    quantity: int
    seen_price: Money | None = None


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who orders; reached by `phone` or `email`, in `language`. `country` is ISO 3166 alpha-2."""

    name: str
    phone: str = ""
    email: str = ""
    language: str = "fr"
    country: str = "MA"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Another person who receives the goods."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An order form as it was sent, not yet checked."""

    lines: tuple[DraftLine, ...]
    buyer: Buyer
    delivery_mode: str
    payment_mode: str
    consent_version: str
    recipient: Recipient | None = None
    town: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line with what was frozen when the request came in.

    `seen_price` is what the visitor saw, `listed_price` the price of one unit then, `price`
    the one that counts (the wholesale price from its quantity on), `amount` the line's sum.
    `to_confirm`: the exhibitor confirms the price (too old, "from", or on request).
    """

    product_id: str
    name: Texts
    quantity: int
    sold_by: str
    price_kind: str
    seen_price: Money | None
    listed_price: Money | None
    price: Money | None
    amount: Money | None
    to_confirm: bool
    label: LabelClaim | None = None
    one_of_a_kind: bool = False

    @property
    def price_changed(self) -> bool:
        """Return whether the visitor saw another price than the one that counts."""
        return self.seen_price is not None and self.seen_price not in (
            self.listed_price,
            self.price,
        )


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """One step of an order's history.

    `who` is `buyer`, `exhibitor` or `organiser`; `what` is `requested`, an answer
    (`accept`, `sold_out`, `call_me`) or `cancel`; `state` is the state after it.
    """

    what: str
    state: str
    who: str
    at_us: int


@dataclass(frozen=True, slots=True)
class Order:
    """A request that is on disk.

    `token` (128 bits) opens the receipt; `number` is for people and opens nothing.
    `subtotal` is known when every line has a price, `fee` when delivery has one (zero where
    nothing is sent), `total` when both are and nothing is left to confirm.
    """

    token: str
    number: str
    exhibitor: str
    state: str
    version: int
    made_us: int
    lines: tuple[OrderLine, ...]
    buyer: Buyer
    recipient: Recipient | None
    delivery_mode: str
    town: str
    address: str
    payment_mode: str
    note: str
    consent_version: str
    subtotal: Money | None
    fee: Money | None
    total: Money | None
    reserved_until_us: int | None = None
    history: tuple[OrderEvent, ...] = field(default=())

    @property
    def asked_to_call(self) -> bool:
        """Return whether the exhibitor asked the buyer to call."""
        return any(event.what == "call_me" for event in self.history)


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An answer to an order form; `created` is False when the same form came again."""

    order: Order
    created: bool
