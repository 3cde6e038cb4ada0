"""search.{lang}: what the viewer searches without asking the server."""

from __future__ import annotations

import json
from collections.abc import Iterable

from hall.model.catalogue import Catalogue
from hall.model.exhibitor import Exhibitor
from hall.model.folding import fold_words
from hall.model.product import Product
from hall.model.text import Texts
from hall.service.pricing import format_price_line

_NOBODY = -1


def build_search_index(catalogue: Catalogue, lang: str) -> bytes:
    """Return the JSON that ARCHITECTURE.md describes, in one language, compact.

    Keywords are folded and stemmed, in all languages, without those that the shown name
    has already: the viewer folds that itself. Rows keep the catalogue's order.
    """
    stand_of = _index_stands(catalogue)
    exhibitors = tuple(catalogue.exhibitors.values())
    place_in = {exhibitor.id: index for index, exhibitor in enumerate(exhibitors)}
    value = {
        "v": 1,
        "lang": lang,
        "exhibitors": [
            [
                exhibitor.id,
                exhibitor.name.pick(lang).text,
                _name_place(catalogue, exhibitor, lang),
                stand_of.get(exhibitor.id),
                _join_exhibitor(catalogue, exhibitor, lang),
            ]
            for exhibitor in exhibitors
        ],
        "products": [
            [
                product.id,
                product.name.pick(lang).text,
                place_in.get(product.exhibitor, _NOBODY),
                format_price_line(product, lang),
                _find_thumbnail(catalogue, product),
                _join_product(catalogue, product, lang),
                _tell_amount(product),
                int(product.label is not None),
            ]
            for product in catalogue.products.values()
        ],
        "synonyms": {word: list(others) for word, others in sorted(catalogue.synonyms.items())},
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _tell_amount(product: Product) -> float | int | None:
    """Return the price in whole units of the currency, for questions such as `under 100`."""
    if product.price is None:
        return None
    amount = product.price.to_decimal()
    return int(amount) if amount == int(amount) else float(amount)


def _index_stands(catalogue: Catalogue) -> dict[str, int]:
    found = {}
    for index, stand in enumerate(catalogue.stands):
        for exhibitor in (stand.exhibitor, *stand.co_exhibitors):
            if exhibitor is not None:
                found[exhibitor] = index
    return found


def _name_place(catalogue: Catalogue, exhibitor: Exhibitor, lang: str) -> str:
    places = catalogue.places
    for names, place in (
        (places.provinces, exhibitor.province),
        (places.regions, exhibitor.region),
        (places.countries, exhibitor.country),
    ):
        if place in names:
            return names[place].pick(lang).text
    return exhibitor.commune


def _find_thumbnail(catalogue: Catalogue, product: Product) -> str:
    pictures = catalogue.product_pictures.get(product.id, ())
    return pictures[0].widths[min(pictures[0].widths)] if pictures and pictures[0].widths else ""


def _join_exhibitor(catalogue: Catalogue, exhibitor: Exhibitor, lang: str) -> str:
    province = catalogue.places.provinces.get(exhibitor.province)
    shown = exhibitor.name.pick(lang).text, _name_place(catalogue, exhibitor, lang)
    return _join(shown, (exhibitor.name, province), exhibitor.commune)


def _join_product(catalogue: Catalogue, product: Product, lang: str) -> str:
    family = catalogue.families.get(product.family)
    label = catalogue.labels.get(product.label.label_id) if product.label else None
    province = catalogue.places.provinces.get(product.origin_province)
    texts = (
        product.name,
        family.name if family else None,
        label.name if label else None,
        province,
    )
    return _join((product.name.pick(lang).text,), texts, product.origin_commune)


def _join(shown: Iterable[str], texts: Iterable[Texts | None], more: str) -> str:
    words: dict[str, None] = {}
    for text in texts:
        for written in text.by_lang.values() if text else ():
            words.update(dict.fromkeys(fold_words(written)))
    words.update(dict.fromkeys(fold_words(more)))
    seen = {word for text in shown for word in fold_words(text)}
    return " ".join(word for word in words if word not in seen and len(word) > 1)
