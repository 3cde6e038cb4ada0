"""rates.yaml → `Rates`; the file is optional."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from hall.model.fair import Places, Rate, Rates
from hall.model.folding import find_nearest
from hall.model.money import EXPONENTS
from hall.store.folder.findings import FindingBook
from hall.store.folder.numbers import parse_number
from hall.store.folder.yaml_map import YamlMap, read_yaml

RATES_FILE = "rates.yaml"
_MOST = Decimal(1_000_000)


def read_rates(folder: Path, home: str, places: Places, book: FindingBook) -> Rates | None:
    """Return the rates for one unit of the currency `home`; without the file there are none."""
    if not (folder / RATES_FILE).exists():
        return None
    top = read_yaml(folder, RATES_FILE, book)
    if top is None:
        return None
    date = top.day("date", required=True)
    source = top.texts("source", required=True)
    taken: dict[str, str] = {}
    rates = tuple(_read_rate(item, home, places, taken) for item in top.maps("rates"))
    if not rates:
        top.error_at("rates.none", "rates", "empty", "a currency with its amount, one - an entry")
    top.close()
    return Rates(date, source, tuple(rate for rate in rates if rate is not None))


def _read_rate(item: YamlMap, home: str, places: Places, taken: dict[str, str]) -> Rate | None:
    currency = _read_currency(item, home)
    amount = _read_amount(item)
    countries = item.words("countries")
    if not countries:
        item.error_at("rates.no_country", "countries", "empty", "ids of countries of places.yaml")
    for country in countries:
        _check_country(item, country, places, taken)
        taken[country] = currency
    item.close()
    return Rate(currency, amount, countries) if currency and amount is not None else None


def _read_currency(item: YamlMap, home: str) -> str:
    code = item.text("currency", required=True)
    if code and code not in EXPONENTS:
        expected = "one of " + ", ".join(sorted(EXPONENTS))
        item.error_at("rates.unknown_currency", "currency", f'"{code}"', expected)
        return ""
    if code and code == home:
        found = f"{code}, the fair's own"
        item.error_at("rates.own_currency", "currency", found, "another currency")
        return ""
    return code


def _read_amount(item: YamlMap) -> Decimal | None:
    text = item.text("amount", required=True)
    if not text:
        return None
    amount = parse_number(text)
    if amount is None or not 0 < amount < _MOST:
        expected = "how much of it one unit of the fair's currency is, such as 0.0921"
        item.error_at("rates.bad_amount", "amount", f'"{text}"', expected)
        return None
    return amount


def _check_country(item: YamlMap, country: str, places: Places, taken: dict[str, str]) -> None:
    if country not in places.countries:
        nearest = find_nearest(country, sorted(places.countries))
        fix = f"did you mean {nearest}?" if nearest else "add it to places.yaml"
        found = f'"{country}"'
        item.error_at("rates.unknown_country", "countries", found, "a country's id", fix)
    elif country in taken:
        found = f"{country} again"
        item.error_at("rates.country_twice", "countries", found, f"it once ({taken[country]})")
