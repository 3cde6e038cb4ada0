"""Prices as the shapes show them: figures of the service, words of the interface."""

from __future__ import annotations

from datetime import date

from hall.http.dates import format_day
from hall.http.shapes import PriceShape
from hall.model.product import Product
from hall.service.pricing import find_price, format_unit_price
from hall.service.wording import word


def describe_price(product: Product, lang: str, today: date, valid_days: int) -> PriceShape:
    """Return the price as shown in `lang` on `today`; older than `valid_days` it is unsure."""
    fact = find_price(product, today, valid_days)
    if fact is None:
        kind = "not_for_sale" if product.price_kind == "not_for_sale" else "on_request"
        return PriceShape(None, "", word(lang, f"price.{kind}"), "", kind, "", to_confirm=False)
    amount = fact.price.format(lang)
    return PriceShape(
        amount_minor=fact.price.amount_minor,
        currency=fact.price.currency,
        text=word(lang, "price.from", price=amount) if fact.kind == "from" else amount,
        unit_text=format_unit_price(fact.unit_price, lang) if fact.unit_price else "",
        kind=fact.kind,
        date_text=format_day(fact.date, lang) if fact.date else "",
        to_confirm=fact.to_confirm,
    )


def describe_wholesale(product: Product, lang: str) -> str:
    if product.wholesale_price is None or product.wholesale_from is None:
        return ""
    price = product.wholesale_price.format(lang)
    return word(lang, "price.wholesale", price=price, n=product.wholesale_from)
