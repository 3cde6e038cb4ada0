"""Money as integers of the smallest unit, and the one formatter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# ISO 4217, exponents of the currencies that fairs here use.
EXPONENTS = {
    "MAD": 2, "EUR": 2, "USD": 2, "GBP": 2, "TND": 3, "XOF": 0, "XAF": 0, "DZD": 2, "MRU": 2,
}  # fmt: skip
_SIGNS = {
    "MAD": {"fr": "DH", "en": "DH", "ar": "درهم"},
    "EUR": {"fr": "€", "en": "€", "ar": "أورو"},
    "XOF": {"fr": "F CFA", "en": "CFA francs", "ar": "فرنك غرب إفريقي"},
    "TND": {"fr": "DT", "en": "TND", "ar": "دينار تونسي"},
    "MRU": {"fr": "MRU", "en": "MRU", "ar": "أوقية"},
}
_NARROW_NBSP = "\u202f"
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of `amount_minor` smallest units (centimes for MAD) of `currency`."""

    amount_minor: int
    currency: str = "MAD"

    @classmethod
    def from_decimal(cls, amount: Decimal, currency: str) -> Money:
        """Return the money nearest to `amount` whole units; halves round up.

        Raises:
            KeyError: the currency's exponent is not known.
        """
        scaled = amount.scaleb(EXPONENTS[currency])
        return cls(int(scaled.to_integral_value(ROUND_HALF_UP)), currency)

    def to_decimal(self) -> Decimal:
        return Decimal(self.amount_minor).scaleb(-EXPONENTS[self.currency])

    def times(self, quantity: int) -> Money:
        return Money(self.amount_minor * quantity, self.currency)

    def plus(self, other: Money) -> Money:
        """Return the sum.

        Raises:
            ValueError: the currencies differ.
        """
        if other.currency != self.currency:
            message = f"cannot add {other.currency} to {self.currency}"
            raise ValueError(message)
        return Money(self.amount_minor + other.amount_minor, self.currency)

    def format(self, lang: str) -> str:
        """Return `85 DH`, `1 250,50 DH`, `85 درهم`: digits 0-9 in every language."""
        amount = self.to_decimal()
        whole, fraction = divmod(abs(amount), 1)
        groups = f"{int(whole):,}".replace(",", "," if lang == "en" else _NARROW_NBSP)
        places = EXPONENTS[self.currency]
        if fraction:
            digits = str(int(fraction.scaleb(places))).zfill(places)
            groups += ("." if lang == "en" else ",") + digits
        return f"{'-' if amount < 0 else ''}{groups}{_NBSP}{currency_sign(self.currency, lang)}"


def currency_sign(currency: str, lang: str) -> str:
    """Return how an amount's currency is written: `DH`, `درهم`, else its ISO code."""
    return _SIGNS.get(currency, {}).get(lang, currency)
