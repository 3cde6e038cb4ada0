"""Prices as the shapes show them: figures of the service, words of the interface."""

from __future__ import annotations

from datetime import date

from msgspec import structs

from hall.http.dates import format_day
from hall.http.shapes import CountryRate, PriceShape, RateList, Words
from hall.model.catalogue import Catalogue
from hall.model.product import Product
from hall.service.exchange import convert_price
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


def add_abroad(
    shape: PriceShape, product: Product, catalogue: Catalogue, country: str, lang: str
) -> PriceShape:
    """Return the price with about what it is for a visitor from `country`, if a rate says so."""
    if product.price is None or shape.amount_minor is None or catalogue.rates is None:
        return shape
    home, rates = catalogue.fair.currency, catalogue.rates
    amount = convert_price(product.price, home, rates, country)
    if amount is None:
        return shape
    return structs.replace(
        shape,
        abroad=f"≈ {amount.format(lang)}",
        abroad_date=format_day(rates.date, lang),
        abroad_source=str(rates.source.pick(lang)),
    )


def list_rates(catalogue: Catalogue, lang: str) -> RateList:
    """Return the countries that the fair has a rate for, by their names in `lang`."""
    rates = catalogue.rates
    if rates is None:
        return RateList("", "", ())
    names = catalogue.places.countries
    found = []
    for rate in rates.rates:
        for country in rate.countries:
            picked = names[country].pick(lang)
            name = Words(picked.text, picked.lang, picked.dir)
            found.append(CountryRate(country, name, rate.currency))
    found.sort(key=lambda item: item.name.text)
    return RateList(format_day(rates.date, lang), str(rates.source.pick(lang)), tuple(found))
