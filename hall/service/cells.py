"""What an exhibitor may change, as columns and cells of the fair's tables.

`cells_of_exhibitor` and `cells_of_product` give the cells as they stand, to fill a form and
to tell what an edit changes; `check_cells` gives cells their one form, or faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from hall.model.catalogue import Catalogue
from hall.model.exhibitor import Exhibitor
from hall.model.fair import FamilyField
from hall.model.order import PAYMENT_MODES
from hall.model.product import PRICE_KINDS, Product
from hall.model.text import LANGUAGES, Texts
from hall.service.form_checks import Faults

_SHORT, _LINE, _LONG = 40, 160, 4000
_MOST_AMOUNT = Decimal(10**9)
_MOST_COUNT = 10**6
_BLANKS = re.compile(r"[\s\u202f]")
_YES, _NO = ("yes", "on"), ("no", "")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
NET_UNITS = ("g", "kg", "ml", "l", "cm", "m", "m2", "piece")
TEXT_LANGUAGES = (*LANGUAGES, "zgh")
# These are approved by the organiser whatever the fair publishes: whoever takes over a
# session must not divert buyers to another telephone.
GUARDED_COLUMNS = frozenset({"phone", "whatsapp", "email"})

Check = Callable[[Faults, str, str, Catalogue], str]


def _text(longest: int) -> Check:
    def check(faults: Faults, field: str, cell: str, _catalogue: Catalogue) -> str:
        return faults.text(field, cell, longest)

    return check


def _phone(faults: Faults, field: str, cell: str, _catalogue: Catalogue) -> str:
    return faults.phone(field, cell)


def _email(faults: Faults, field: str, cell: str, _catalogue: Catalogue) -> str:
    return faults.email(field, cell)


def _colour(faults: Faults, field: str, cell: str, _catalogue: Catalogue) -> str:
    if cell and not _COLOUR.fullmatch(cell):
        faults.add(field, "bad_colour")
    return cell.lower()


def _yes_no(faults: Faults, field: str, cell: str, _catalogue: Catalogue) -> str:
    if cell not in _YES + _NO:
        faults.add(field, "yes_or_no")
    return "yes" if cell in _YES else "no"


def _day(faults: Faults, field: str, cell: str, _catalogue: Catalogue) -> str:
    try:
        return date.fromisoformat(cell).isoformat() if cell else ""
    except ValueError:
        faults.add(field, "bad_day")
        return ""


def _count(least: int, most: int = _MOST_COUNT) -> Check:
    def check(faults: Faults, field: str, cell: str, _catalogue: Catalogue) -> str:
        value = _parse_number(cell) if cell else None
        if cell and (value is None or not least <= value <= most or value % 1):
            faults.add(field, "bad_count", least=least, limit=most)
        return _number_of(value)

    return check


def _amount(faults: Faults, field: str, cell: str, _catalogue: Catalogue) -> str:
    value = _parse_number(cell) if cell else None
    if cell and (value is None or not 0 < value <= _MOST_AMOUNT):
        faults.add(field, "bad_amount")
    return _number_of(value)


def _parse_number(cell: str) -> Decimal | None:
    """Return a number of a form's field: digits of any script, point or comma, no thousands."""
    try:
        value = Decimal(_BLANKS.sub("", cell).replace(",", ".").replace("٫", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and len(cell) <= _SHORT else None


def _choice(choices: Callable[[Catalogue], tuple[str, ...]]) -> Check:
    def check(faults: Faults, field: str, cell: str, catalogue: Catalogue) -> str:
        return faults.choice(field, cell, choices(catalogue)) if cell else ""

    return check


def _choices(choices: Callable[[Catalogue], tuple[str, ...]]) -> Check:
    def check(faults: Faults, field: str, cell: str, catalogue: Catalogue) -> str:
        parts = [part.strip() for part in cell.split("|") if part.strip()]
        for part in parts:
            faults.choice(field, part, choices(catalogue))
        return "|".join(parts)

    return check


def _in_languages(columns: Mapping[str, Check]) -> dict[str, Check]:
    return {
        f"{column}_{lang}": check for column, check in columns.items() for lang in TEXT_LANGUAGES
    }


def _family_check(extra: FamilyField) -> Check:
    """Return the check of a family's own field: a text, or choices by id or in words."""
    if not extra.choices:
        return _text(_LINE)
    pick = (_choices if extra.many else _choice)(lambda _catalogue: tuple(extra.choices))

    def check(faults: Faults, field: str, cell: str, catalogue: Catalogue) -> str:
        parts = (part.strip() for part in (cell.split("|") if extra.many else [cell]))
        named = "|".join(extra.find_choice(part) or part for part in parts if part)
        return pick(faults, field, named, catalogue)

    return check


EXHIBITOR_COLUMNS: Mapping[str, Check] = {
    **_in_languages({"name": _text(_LINE), "about": _text(_LONG), "story": _text(_LONG)}),
    "contact_name": _text(_LINE),
    "phone": _phone,
    "whatsapp": _phone,
    "email": _email,
    "call_hours": _text(_LINE),
    "show_phone": _yes_no,
    "languages": _choices(lambda _catalogue: TEXT_LANGUAGES),
    "founded": _count(1800, 2100),
    "members": _count(1),
    "women_members": _count(0),
    "commune": _text(_LINE),
    "colour": _colour,
    "payment_modes": _choices(lambda _catalogue: PAYMENT_MODES),
    "delivery_modes": _choices(lambda c: tuple(mode.id for mode in c.delivery.modes)),
}
PRODUCT_COLUMNS: Mapping[str, Check] = {
    **_in_languages(
        {
            "name": _text(_LINE),
            "description": _text(_LONG),
            "nature": _text(_LONG),
            "how_made": _text(_LONG),
            "ingredients": _text(_LONG),
        }
    ),
    "family": _choice(lambda c: tuple(c.families)),
    "origin_commune": _text(_LINE),
    "label_id": _choice(lambda c: tuple(c.labels)),
    "label_no": _text(_SHORT),
    "certifier": _text(_LINE),
    "label_valid_until": _day,
    "sanitary_no": _text(_SHORT),
    "price": _amount,
    "price_kind": _choice(lambda _catalogue: PRICE_KINDS),
    "net_quantity": _amount,
    "net_unit": _choice(lambda _catalogue: NET_UNITS),
    "sold_by": _text(_SHORT),
    "pack_weight_g": _count(1),
    "min_quantity": _count(1),
    "wholesale_price": _amount,
    "wholesale_from": _count(2),
    "stock": _count(0),
    "one_of_a_kind": _yes_no,
    "lead_days": _count(0, 1000),
    "season": _text(_LINE),
    "best_before": _day,
    "allergens": _text(_LINE),
    "ships_to": _choices(lambda c: tuple(c.places.countries)),
    "form": _text(_SHORT),
    "colour": _colour,
}


def check_cells(
    noun: str, cells: Mapping[str, str], catalogue: Catalogue, family: str, faults: Faults
) -> dict[str, str]:
    """Return cells in their one form, adding a fault for each that is wrong or not theirs."""
    columns = dict(EXHIBITOR_COLUMNS if noun == "exhibitor" else PRODUCT_COLUMNS)
    if noun == "product" and family in catalogue.families:
        columns |= {field.id: _family_check(field) for field in catalogue.families[family].fields}
    checked = {}
    for column, cell in cells.items():
        check = columns.get(column)
        if check is None:
            faults.add(column[:60], "not_yours")
        else:
            checked[column] = check(faults, column, cell.strip(), catalogue)
    return checked


def check_new_product(cells: Mapping[str, str], faults: Faults) -> None:
    """Add a fault for each thing that a new product cannot be without."""
    if not any(cells.get(f"name_{lang}") for lang in TEXT_LANGUAGES):
        faults.add("name_fr", "required")
    if not cells.get("family"):
        faults.add("family", "required")
    if cells.get("price_kind", "fixed") in {"", "fixed", "from"} and not cells.get("price"):
        faults.add("price", "required")


def cells_of_exhibitor(exhibitor: Exhibitor) -> dict[str, str]:
    """Return an exhibitor's own columns as they stand."""
    cells = _texts_of(name=exhibitor.name, about=exhibitor.about, story=exhibitor.story)
    for column in ("contact_name", "phone", "whatsapp", "email", "call_hours", "commune", "colour"):
        cells[column] = getattr(exhibitor, column)
    for column in ("founded", "members", "women_members"):
        cells[column] = _number_of(getattr(exhibitor, column))
    for column in ("languages", "payment_modes", "delivery_modes"):
        cells[column] = "|".join(getattr(exhibitor, column))
    cells["show_phone"] = "yes" if exhibitor.show_phone else "no"
    return cells


def cells_of_product(product: Product) -> dict[str, str]:
    """Return a product's own columns as they stand."""
    cells = _texts_of(
        name=product.name,
        description=product.description,
        nature=product.nature,
        how_made=product.how_made,
        ingredients=product.ingredients,
    )
    plain = (
        "family", "origin_commune", "sanitary_no", "price_kind", "net_unit", "sold_by", "season",
        "best_before", "form", "colour", "price_date",
    )  # fmt: skip
    cells |= {column: getattr(product, column) for column in plain}
    counts = ("pack_weight_g", "min_quantity", "wholesale_from", "stock", "lead_days")
    cells |= {column: _number_of(getattr(product, column)) for column in counts}
    for column in ("price", "wholesale_price"):
        money = getattr(product, column)
        cells[column] = _number_of(money.to_decimal() if money else None)
    cells["net_quantity"] = _number_of(product.net_quantity)
    cells["one_of_a_kind"] = "yes" if product.one_of_a_kind else "no"
    cells["allergens"] = "|".join(product.allergens)
    cells["ships_to"] = "|".join(product.ships_to)
    label = product.label
    cells["label_id"] = label.label_id if label else ""
    cells["label_no"] = label.label_no if label else ""
    cells["certifier"] = label.certifier if label else ""
    cells["label_valid_until"] = label.valid_until if label else ""
    return cells | dict(product.extra)


def note_price_day(cells: dict[str, str], base: Mapping[str, str], today: date) -> None:
    """Give a price that is another than before the day on which it was told."""
    if cells.get("price") and cells["price"] != base.get("price", ""):
        cells["price_date"] = today.isoformat()


def _texts_of(**texts: Texts) -> dict[str, str]:
    return {
        f"{column}_{lang}": text.by_lang.get(lang, "")
        for column, text in texts.items()
        for lang in TEXT_LANGUAGES
    }


def _number_of(value: float | Decimal | None) -> str:
    if value is None:
        return ""
    return f"{Decimal(str(value)).normalize():f}"
