"""What an order form comes to: its lines, fee and total, and everything wrong with it.

Pure: a draft, the catalogue and the day give the same answer. What other orders hold of the
stock is checked later, inside the transaction (`hall.service.orders`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hall.model.catalogue import Catalogue
from hall.model.exhibitor import Exhibitor
from hall.model.fair import DeliveryMode
from hall.model.money import Money
from hall.model.order import (
    PAYMENT_MODES,
    Buyer,
    DraftLine,
    OrderDraft,
    OrderLine,
    Recipient,
)
from hall.model.product import Product
from hall.service.delivery import (
    HOME,
    Destination,
    find_area,
    find_rate,
    find_reach,
    is_collected,
)
from hall.service.form_checks import LONGEST_NAME, Faults, Person, check_consent, check_person
from hall.service.phases import PHASES_WITHOUT_ORDERS, at_phase
from hall.service.pricing import is_price_old

MOST_LINES = 30
MOST_PIECES = 10_000
LONGEST_TOWN = 80
LONGEST_ADDRESS = 300
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Quote:
    """A checked draft: what the order will say. Meaningless where `faults` has any."""

    exhibitor: str
    lines: tuple[OrderLine, ...]
    products: tuple[Product, ...]
    buyer: Buyer
    recipient: Recipient | None
    town: str
    address: str
    note: str
    subtotal: Money | None
    fee: Money | None
    total: Money | None


def can_order(product: Product, phase: str) -> bool:
    """Return whether a request for the product is taken in this phase of the fair."""
    return phase not in PHASES_WITHOUT_ORDERS and product.price_kind != "not_for_sale"


def make_quote(
    draft: OrderDraft, catalogue: Catalogue, today: date, faults: Faults
) -> Quote | None:
    """Return what the draft comes to, adding to `faults` everything that is wrong with it.

    None where no exhibitor can be told from its lines, and in a phase that takes no orders:
    whatever else is wrong is then of no use to anybody. `today` is a day in the fair's zone.
    """
    catalogue = at_phase(catalogue, today)
    if catalogue.fair.phase in PHASES_WITHOUT_ORDERS:
        early = catalogue.fair.phase == "preparing"
        faults.add("lines", "fair_preparing" if early else "fair_closed")
        return None
    products = _find_products(draft.lines, catalogue, faults)
    buyer = _check_buyer(draft.buyer, catalogue, faults)
    recipient = _check_recipient(draft.recipient, faults)
    check_consent(faults, draft.consent_version, catalogue)
    note = faults.text("note", draft.note, LONGEST_NOTE)
    exhibitor = _one_exhibitor(products, catalogue, faults)
    if exhibitor is None:
        return None
    town, address = _check_modes(draft, exhibitor, catalogue, faults)
    _check_destination(products, buyer.country, catalogue, faults)
    lines = tuple(
        _freeze_line(line, product, catalogue, today)
        for line, product in zip(draft.lines, products, strict=False)
        if product is not None
    )
    known = [product for product in products if product is not None]
    subtotal = add_up([line.amount for line in lines])
    to = Destination(buyer.country, town)
    fee = find_fee(catalogue, draft.delivery_mode, to, _weigh(lines, known))
    sure = not any(line.to_confirm for line in lines)
    return Quote(
        exhibitor=exhibitor.id,
        lines=lines,
        products=tuple(known),
        buyer=buyer,
        recipient=recipient,
        town=town,
        address=address,
        note=note,
        subtotal=subtotal,
        fee=fee,
        total=add_up([subtotal, fee]) if sure else None,
    )


def price_for(product: Product, quantity: int) -> Money | None:
    """Return the price of one unit at this quantity: wholesale from its quantity on."""
    if product.price_kind in {"on_request", "not_for_sale"}:
        return None
    wholesale, start = product.wholesale_price, product.wholesale_from
    if wholesale is not None and start is not None and quantity >= start:
        return wholesale
    return product.price


def add_up(amounts: Sequence[Money | None]) -> Money | None:
    """Return the sum, or None where one is unknown or of another currency."""
    total: Money | None = None
    for amount in amounts:
        if amount is None or (total is not None and amount.currency != total.currency):
            return None
        total = amount if total is None else total.plus(amount)
    return total


def find_fee(
    catalogue: Catalogue, mode_id: str, to: Destination, weight_g: int | None
) -> Money | None:
    """Return what delivery costs, or None where it is agreed case by case or not known.

    What one collects costs nothing; what is sent costs the nearest zone's smallest fee that
    carries it.
    """
    mode = _find_mode(catalogue, mode_id)
    if mode is None:
        return None
    if is_collected(mode):
        return Money(0, catalogue.fair.currency) if to.country == HOME else None
    rate = find_rate(catalogue, mode, find_area(catalogue, to), weight_g)
    return rate.fee if rate else None


def _find_mode(catalogue: Catalogue, mode_id: str) -> DeliveryMode | None:
    return next((mode for mode in catalogue.delivery.modes if mode.id == mode_id), None)


def _find_products(
    lines: Sequence[DraftLine], catalogue: Catalogue, faults: Faults
) -> list[Product | None]:
    if not lines:
        faults.add("lines", "required")
    if len(lines) > MOST_LINES:
        faults.add("lines", "too_many_lines", limit=MOST_LINES)
    seen: set[str] = set()
    products = []
    for position, line in enumerate(lines[:MOST_LINES]):
        field = f"lines.{position}"
        product = catalogue.products.get(line.product_id)
        products.append(product)
        if product is None:
            faults.add(f"{field}.product_id", "unknown_product")
            continue
        if line.product_id in seen:
            faults.add(f"{field}.product_id", "product_twice")
        seen.add(line.product_id)
        if product.price_kind == "not_for_sale":
            faults.add(f"{field}.product_id", "not_for_sale")
        if not 1 <= line.quantity <= MOST_PIECES:
            faults.add(f"{field}.quantity", "bad_quantity", limit=MOST_PIECES)
        elif line.quantity < product.min_quantity:
            faults.add(f"{field}.quantity", "below_minimum", minimum=product.min_quantity)
        elif product.one_of_a_kind and line.quantity > 1:
            faults.add(f"{field}.quantity", "one_of_a_kind")
    return products


def _one_exhibitor(
    products: Sequence[Product | None], catalogue: Catalogue, faults: Faults
) -> Exhibitor | None:
    ids = sorted({product.exhibitor for product in products if product is not None})
    if len(ids) > 1:
        faults.add("lines", "several_exhibitors", count=len(ids))
    return catalogue.exhibitors.get(ids[0]) if ids else None


def _check_buyer(buyer: Buyer, catalogue: Catalogue, faults: Faults) -> Buyer:
    given = Person(buyer.name, buyer.phone, buyer.email, buyer.language, buyer.country)
    person = check_person(faults, given, catalogue, "buyer.")
    return Buyer(person.name, person.phone, person.email, person.language, person.country)


def _check_recipient(recipient: Recipient | None, faults: Faults) -> Recipient | None:
    if recipient is None or not (recipient.name.strip() or recipient.phone.strip()):
        return None
    name = faults.text("recipient.name", recipient.name, LONGEST_NAME, required=True)
    return Recipient(name, faults.phone("recipient.phone", recipient.phone))


def _check_modes(
    draft: OrderDraft, exhibitor: Exhibitor, catalogue: Catalogue, faults: Faults
) -> tuple[str, str]:
    offered = list_delivery_modes(exhibitor, catalogue)
    faults.choice("delivery_mode", draft.delivery_mode, offered)
    faults.choice("payment_mode", draft.payment_mode, exhibitor.payment_modes or PAYMENT_MODES)
    mode = _find_mode(catalogue, draft.delivery_mode)
    sent = mode is not None and mode.needs_address
    town = faults.text("town", draft.town, LONGEST_TOWN, required=sent)
    return town, faults.text("address", draft.address, LONGEST_ADDRESS)


def list_delivery_modes(exhibitor: Exhibitor, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ways in which this exhibitor hands over or sends."""
    known = tuple(mode.id for mode in catalogue.delivery.modes)
    return tuple(mode for mode in known if mode in exhibitor.delivery_modes) or known


def _check_destination(
    products: Sequence[Product | None], country: str, catalogue: Catalogue, faults: Faults
) -> None:
    """Refuse what certainly may not be sent there; what is unknown the cooperative answers."""
    for position, product in enumerate(products):
        to = Destination(country)
        if product is not None and find_reach(catalogue, product, to).verdict == "no":
            faults.add(f"lines.{position}.product_id", "not_sent_there", country=country)


def _freeze_line(line: DraftLine, product: Product, catalogue: Catalogue, today: date) -> OrderLine:
    price = price_for(product, line.quantity)
    listed = price_for(product, 1)
    old = is_price_old(product, today, catalogue.fair.price_valid_days)
    return OrderLine(
        product_id=product.id,
        name=product.name,
        quantity=line.quantity,
        sold_by=product.sold_by,
        price_kind=product.price_kind,
        seen_price=line.seen_price,
        listed_price=listed,
        price=price,
        amount=price.times(line.quantity) if price is not None else None,
        to_confirm=price is None or old or product.price_kind != "fixed",
        label=product.label,
        one_of_a_kind=product.one_of_a_kind,
    )


def _weigh(lines: Sequence[OrderLine], products: Sequence[Product]) -> int | None:
    weight = 0
    for line, product in zip(lines, products, strict=True):
        if product.pack_weight_g is None:
            return None
        weight += product.pack_weight_g * line.quantity
    return weight
