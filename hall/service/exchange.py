"""A price in the visitor's currency: never surer than the rate that it comes from."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hall.model.fair import Rates
from hall.model.money import EXPONENTS, Money

_LEAST_DIGITS = 2
_MOST_DIGITS = 3


def convert_price(price: Money, home: str, rates: Rates | None, country: str) -> Money | None:
    """Return about what `price` is in the currency of `country`, or None where no rate says so.

    `home` is the fair's currency, for one unit of which the rates stand. The answer has as
    many significant digits as the rate is written with, two at least and three at most, and
    no digit that the currency does not have: 85 DH at 0.092 are 7.80 €, and 5,120 francs at
    60.2. What rounds to nothing is not told.
    """
    rate = rates.find(country) if rates else None
    if rate is None or price.currency != home:
        return None
    exact = price.to_decimal() * rate.amount
    if not exact:
        return None
    digits = min(max(len(rate.amount.as_tuple().digits), _LEAST_DIGITS), _MOST_DIGITS)
    finest = max(exact.adjusted() - digits + 1, -EXPONENTS[rate.currency])
    rounded = (exact.scaleb(-finest)).to_integral_value(ROUND_HALF_UP).scaleb(finest)
    return Money.from_decimal(Decimal(rounded), rate.currency) if rounded else None
