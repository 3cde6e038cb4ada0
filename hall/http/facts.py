"""The table of a product's properties, the family's own fields included."""

from __future__ import annotations

from collections.abc import Iterator

from hall.http.dates import format_day, format_season
from hall.http.shapes import Fact, Words
from hall.model.catalogue import Catalogue
from hall.model.fair import FamilyField
from hall.model.product import Product
from hall.model.text import NO_TEXT, RIGHT_TO_LEFT
from hall.service.wording import count_words, load_words, word


def list_facts(catalogue: Catalogue, product: Product, lang: str) -> tuple[Fact, ...]:
    """Return what is known, in the order a buyer asks; nothing is listed empty."""
    return tuple(
        Fact(name, value)
        for name, value in (
            *_own_facts(product, lang),
            *_family_facts(catalogue, product, lang),
        )
        if value.text
    )


def _plain(text: str, lang: str) -> Words:
    return Words(text, lang, "rtl" if lang in RIGHT_TO_LEFT else "ltr")


def _own_facts(product: Product, lang: str) -> Iterator[tuple[str, Words]]:
    def name(key: str) -> str:
        return word(lang, f"fact.{key}")

    if product.net_quantity:
        unit = word_or(lang, f"unit.{product.net_unit}", product.net_unit)
        yield name("net"), _plain(f"{product.net_quantity:g} {unit}", lang)
    yield (
        name("sold_by"),
        _plain(word_or(lang, f"sold_by.{product.sold_by}", product.sold_by), lang),
    )
    ingredients = product.ingredients.pick(lang)
    yield name("ingredients"), Words(ingredients.text, ingredients.lang, ingredients.dir)
    allergens = (word_or(lang, f"allergen.{a}", a) for a in product.allergens)
    yield name("allergens"), _plain(("، " if lang == "ar" else ", ").join(allergens), lang)
    yield name("season"), _plain(format_season(product.season, lang), lang)
    if product.best_before:
        yield name("best_before"), _plain(_day_or_text(product.best_before, lang), lang)
    if product.lead_days:
        yield name("lead_days"), _plain(count_words(lang, "days", product.lead_days), lang)
    if product.min_quantity > 1:
        yield name("min_quantity"), _plain(str(product.min_quantity), lang)
    yield name("sanitary_no"), Words(product.sanitary_no, "fr", "ltr")


def _family_facts(catalogue: Catalogue, product: Product, lang: str) -> Iterator[tuple[str, Words]]:
    family = catalogue.families.get(product.family)
    fields = {field.id: field for field in family.fields} if family else {}
    for key, value in product.extra.items():
        field = fields.get(key)
        if field is None or not value:
            continue
        unit = f" {word_or(lang, f'unit.{field.unit}', field.unit)}" if field.unit else ""
        yield str(field.name.pick(lang)), _plain(f"{say_choices(field, value, lang)}{unit}", lang)


def say_choices(field: FamilyField, value: str, lang: str) -> str:
    """Return the choices of a cell in words; a text that is none as it stands."""
    if not field.choices:
        return value
    names = (field.choices.get(part, NO_TEXT).pick(lang).text or part for part in value.split("|"))
    return ("، " if lang == "ar" else ", ").join(names)


def word_or(lang: str, key: str, text: str) -> str:
    """Return the interface's text for `key`, or `text` as the exhibitor wrote it."""
    return load_words(lang).get(key, text)


def _day_or_text(text: str, lang: str) -> str:
    try:
        return format_day(text, lang)
    except ValueError:
        return text
