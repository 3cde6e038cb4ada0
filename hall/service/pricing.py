"""Prices in figures: the line a visitor reads, its date, and whether it still holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from hall.model.money import Money
from hall.model.product import Product
from hall.model.unit_price import UnitPrice, find_unit_price

_UNITS: Mapping[str, Mapping[str, str]] = {
    "fr": {"kg": "kg", "l": "l", "m": "m", "m2": "m²", "piece": "pièce"},
    "ar": {"kg": "كلغ", "l": "لتر", "m": "متر", "m2": "م²", "piece": "قطعة"},
    "en": {"kg": "kg", "l": "l", "m": "m", "m2": "m²", "piece": "piece"},
}
_FROM = {"fr": "dès {}", "ar": "ابتداء من {}", "en": "from {}"}
_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class PriceFact:
    """A product's price on a given day. `to_confirm`: too old to be sure of, or undated."""

    price: Money
    kind: str
    unit_price: UnitPrice | None
    date: str
    to_confirm: bool


def find_price(product: Product, today: dt.date, valid_days: int) -> PriceFact | None:
    """Return the price as it stands on `today`; None where none is shown."""
    if product.price is None or product.price_kind not in {"fixed", "from"}:
        return None
    return PriceFact(
        price=product.price,
        kind=product.price_kind,
        unit_price=find_unit_price(product),
        date=product.price_date,
        to_confirm=is_price_old(product, today, valid_days),
    )


def is_price_old(product: Product, today: dt.date, valid_days: int) -> bool:
    """Return whether a price is older than the fair trusts, or has no date."""
    if not product.price_date:
        return True
    return (today - dt.date.fromisoformat(product.price_date)).days > valid_days


def format_price_line(product: Product, lang: str) -> str:
    """Return `85 DH · 170 DH/kg`, `dès 85 DH`, or an empty text where there is no price."""
    if product.price is None or product.price_kind not in {"fixed", "from"}:
        return ""
    text = product.price.format(lang)
    if product.price_kind == "from":
        text = _FROM.get(lang, _FROM["fr"]).format(text)
    unit = find_unit_price(product)
    return text if unit is None else text + _SEPARATOR + format_unit_price(unit, lang)


def format_unit_price(unit: UnitPrice, lang: str) -> str:
    """Return `170 DH/kg`."""
    names = _UNITS.get(lang, _UNITS["fr"])
    return f"{unit.price.format(lang)}/{names[unit.unit]}"
