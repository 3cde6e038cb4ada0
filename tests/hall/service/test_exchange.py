"""A price in the visitor's currency: rounded to what its rate is sure of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.model.fair import Rate, Rates
from hall.model.money import EXPONENTS, Money
from hall.model.text import Texts
from hall.service.exchange import convert_price

HOME = "MAD"


def rates_of(currency: str, amount: str) -> Rates:
    return Rates("2026-06-30", Texts({"fr": "x"}), (Rate(currency, Decimal(amount), ("AA",)),))


@pytest.mark.parametrize(
    ("dirham", "currency", "amount", "shown"),
    [
        ("85", "EUR", "0.092", "7,80\u00a0€"),
        ("85", "EUR", "0.0921", "7,83\u00a0€"),
        ("85", "EUR", "0.092137", "7,83\u00a0€"),
        ("85", "EUR", "0.0920", "7,82\u00a0€"),
        ("2400", "EUR", "0.092", "220\u00a0€"),
        ("85", "XOF", "60.2", "5\u202f120\u00a0F CFA"),
        ("85", "XOF", "60", "5\u202f100\u00a0F CFA"),
        ("0.5", "XOF", "60.2", "30\u00a0F CFA"),
        ("85", "TND", "0.31", "26\u00a0DT"),
        ("5", "TND", "0.3071", "1,540\u00a0DT"),
        ("0.30", "EUR", "0.092", "0,03\u00a0€"),
    ],
)
def test_a_price_has_the_digits_of_its_rate_and_the_decimals_of_its_currency(
    dirham: str, currency: str, amount: str, shown: str
) -> None:
    price = Money.from_decimal(Decimal(dirham), HOME)
    converted = convert_price(price, HOME, rates_of(currency, amount), "AA")
    assert converted is not None
    assert converted.format("fr") == shown


@given(
    minor=st.integers(1, 10**9),
    currency=st.sampled_from(sorted(set(EXPONENTS) - {HOME})),
    amount=st.decimals("0.001", "900", places=4),
)
def test_rounding_errs_by_less_than_the_last_digit_shown(
    minor: int, currency: str, amount: Decimal
) -> None:
    price = Money(minor, HOME)
    converted = convert_price(price, HOME, rates_of(currency, str(amount)), "AA")
    exact = price.to_decimal() * amount
    smallest = Decimal(1).scaleb(-EXPONENTS[currency])
    if converted is None:
        assert exact < smallest
    else:
        assert abs(converted.to_decimal() - exact) <= max(exact / 20, smallest / 2)


@pytest.mark.parametrize("country", ["", "BB", "<b>"])
def test_without_a_rate_nothing_is_told(country: str) -> None:
    price = Money(8500, HOME)
    assert convert_price(price, HOME, rates_of("EUR", "0.092"), country) is None
    assert convert_price(price, HOME, None, "AA") is None


def test_a_price_in_another_currency_is_left_alone_and_what_rounds_to_nothing_is_not_told() -> None:
    assert convert_price(Money(8500, "EUR"), HOME, rates_of("XOF", "60"), "AA") is None
    assert convert_price(Money(1, HOME), HOME, rates_of("EUR", "0.092"), "AA") is None
