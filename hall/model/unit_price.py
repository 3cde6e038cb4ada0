"""What a product costs for one kilogram, litre, metre or square metre."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from hall.model.money import Money
from hall.model.product import Product

NET_UNITS = ("g", "kg", "ml", "cl", "l", "cm", "m", "m2", "piece")
# net unit → the unit that prices are compared by, and how many of the former make one.
_COMPARED = {
    "g": ("kg", 1000), "kg": ("kg", 1),
    "ml": ("l", 1000), "cl": ("l", 100), "l": ("l", 1),
    "cm": ("m", 100), "m": ("m", 1),
    "m2": ("m2", 1), "piece": ("piece", 1),
}  # fmt: skip
_CM2_PER_M2 = 10_000
# A rug is compared by its area; a scarf or a caftan that tells its size is not.
_COMPARED_BY_AREA = "rug"


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """A price for one `unit`: kg, l, m, m2 or piece."""

    price: Money
    unit: str


def find_unit_price(product: Product) -> UnitPrice | None:
    """Return the unit price, or None where it says no more than the price itself."""
    if product.price is None:
        return None
    quantity, unit = _compared_quantity(product)
    if quantity <= 0 or (quantity == 1 and unit in {product.sold_by, "piece"}):
        return None
    each = product.price.to_decimal() / quantity
    return UnitPrice(_round(each, product.price.currency), unit)


def _round(amount: Decimal, currency: str) -> Money:
    """Return whole units from 100 up, as people compare prices; smaller ones to the centime."""
    if amount >= 100:  # noqa: PLR2004 - 170 DH/kg, not 169.97
        amount = amount.quantize(Decimal(1))
    return Money.from_decimal(amount, currency)


def _compared_quantity(product: Product) -> tuple[Decimal, str]:
    if product.net_quantity and product.net_unit in _COMPARED:
        unit, per_unit = _COMPARED[product.net_unit]
        return Decimal(str(product.net_quantity)) / per_unit, unit
    if product.form != _COMPARED_BY_AREA:
        return Decimal(0), ""
    try:
        length = Decimal(product.extra.get("length_cm", "0"))
        width = Decimal(product.extra.get("width_cm", "0"))
    except InvalidOperation:
        return Decimal(0), ""
    return length * width / _CM2_PER_M2, "m2"
