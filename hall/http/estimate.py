"""What an order comes to so far: told on its form, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hall.model.catalogue import Catalogue
from hall.model.fair import DeliveryMode
from hall.model.money import Money
from hall.model.product import Product
from hall.service.delivery import Destination
from hall.service.quoting import add_up, find_fee, price_for


@dataclass(frozen=True, slots=True)
class Estimate:
    """The goods, the fee of each delivery mode (None: to be agreed) and the total with one."""

    quantity: int
    amount: Money | None
    fees: Mapping[str, Money | None]
    total: Money | None


def estimate_order(
    catalogue: Catalogue,
    product: Product,
    quantity: int,
    to: Destination,
    modes: Sequence[DeliveryMode],
    chosen: str,
) -> Estimate:
    """Return what is known of `quantity` pieces sent to `to`; `chosen` is a mode's id."""
    counted = max(1, quantity)
    price = price_for(product, counted)
    amount = price.times(counted) if price is not None else None
    weight = product.pack_weight_g * counted if product.pack_weight_g is not None else None
    fees = {mode.id: find_fee(catalogue, mode.id, to, weight) for mode in modes}
    return Estimate(counted, amount, fees, add_up([amount, fees.get(chosen)]))
