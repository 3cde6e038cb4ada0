"""products.csv → `Product` values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hall.model.fair import Family, FamilyField, Label
from hall.model.folding import find_nearest
from hall.model.money import EXPONENTS, Money
from hall.model.product import PRICE_KINDS, LabelClaim, Photo, Product
from hall.model.text import Texts
from hall.model.unit_price import NET_UNITS
from hall.store.folder import numbers
from hall.store.folder.exhibitor_table import (
    ReadExhibitors,
    Surroundings,
    check_media,
    claim_id,
    read_media,
    read_place,
)
from hall.store.folder.findings import FindingBook
from hall.store.folder.headers import HeaderReader
from hall.store.folder.row_fields import RowFields
from hall.store.folder.rows import RawRow
from hall.store.folder.table import Table

TEXTS = ("name", "description", "nature", "how_made", "ingredients", "photo_alt")
PLAIN = (
    "id", "exhibitor", "family", "origin_commune", "origin_province", "label_id", "label_no",
    "certifier", "label_valid_until", "label_checked_on", "sanitary_no", "price", "price_kind",
    "currency", "net_quantity", "net_unit", "sold_by", "pack_weight_g", "min_quantity",
    "wholesale_price", "wholesale_from", "price_date", "stock", "one_of_a_kind", "lead_days",
    "season", "best_before", "allergens", "ships_to", "form", "colour", "picture", "photos",
    "model",
)  # fmt: skip
# Bodies that inform rather than sell; their offers need no price.
NO_PRICE_KINDS = frozenset({"public_body", "institution"})


@dataclass(frozen=True, slots=True)
class Shelves:
    """What products refer to."""

    families: Mapping[str, Family]
    labels: Mapping[str, Label]
    exhibitors: ReadExhibitors
    forms: frozenset[str]


def product_headers(families: Iterable[Family]) -> HeaderReader:
    """Return the columns of products.csv with the extra fields of all families."""
    return HeaderReader((*PLAIN, *(field.id for f in families for field in f.fields)), TEXTS)


def read_products(
    table: Table | None, shelves: Shelves, around: Surroundings, book: FindingBook
) -> tuple[dict[str, Product], dict[str, RowFields]]:
    """Return all products whose row has an id that is its own, and their rows."""
    found: dict[str, Product] = {}
    rows: dict[str, RowFields] = {}
    for raw in table.rows if table else ():
        assert table is not None  # noqa: S101 - there are rows
        row = RowFields(table, raw, "product", book)
        name = claim_id(row, rows)
        if name is not None:
            rows[name] = row
            found[name] = _read_product(name, row, shelves, around)
    return found, rows


def read_product_row(table: Table, raw: RawRow, shelves: Shelves, around: Surroundings) -> Product:
    """Return one row's product without any finding: to compare what two rows mean."""
    row = RowFields(table, raw, "product", FindingBook())
    return _read_product(row.cell("id"), row, shelves, around)


def _read_product(name: str, row: RowFields, shelves: Shelves, around: Surroundings) -> Product:
    names = row.texts("name")
    if not names:
        row.error("product.no_name", "name_fr", "empty", "a name in one language at least")
    exhibitor = _read_exhibitor(row, shelves)
    family = _read_family(row, shelves)
    price_kind, price = _read_price(row, exhibitor, shelves, around)
    currency = price.currency if price else around.fair.currency
    net_quantity = row.positive("net_quantity")
    return Product(
        id=name,
        exhibitor=exhibitor,
        family=family.id if family else "",
        name=names,
        description=row.texts("description"),
        nature=row.texts("nature"),
        how_made=row.texts("how_made"),
        price_kind=price_kind,
        form=_read_form(row, family, shelves),
        origin_commune=row.text("origin_commune"),
        origin_province=read_place(row, "origin_province", "province", around.places),
        label=_read_claim(row, shelves),
        sanitary_no=row.text("sanitary_no"),
        price=price,
        price_date=_read_price_date(row, price),
        net_quantity=None if net_quantity is None else float(net_quantity),
        net_unit=_read_net_unit(row, has_quantity=net_quantity is not None),
        sold_by=row.text("sold_by") or "piece",
        pack_weight_g=row.whole("pack_weight_g", 1),
        min_quantity=row.whole("min_quantity", 1) or 1,
        wholesale_price=_read_wholesale(row, price, currency),
        wholesale_from=row.whole("wholesale_from", 2),
        stock=row.whole("stock"),
        one_of_a_kind=row.yes_no("one_of_a_kind", default=False),
        lead_days=row.whole("lead_days"),
        season=_read_season(row),
        best_before=row.day("best_before"),
        ingredients=row.texts("ingredients"),
        allergens=row.list("allergens"),
        ships_to=_read_countries(row, around),
        colour=row.colour("colour"),
        picture=read_media(row, "picture", around.media),
        photos=_read_photos(row, around),
        model=read_media(row, "model", around.media),
        extra=_read_extra(row, family),
    )


def _read_exhibitor(row: RowFields, shelves: Shelves) -> str:
    name = row.cell("exhibitor")
    known = shelves.exhibitors
    # A row refused for another reason has its finding already; its products need no more.
    if name in known.by_id or (name and name in known.broken):
        return name
    nearest = find_nearest(name, known.by_id) if name else None
    fix = f"did you mean {nearest}?" if nearest else "add the exhibitor or mend the id"
    found = f'"{name}"' if name else "empty"
    row.error("product.unknown_exhibitor", "exhibitor", found, "an id of exhibitors.csv", fix)
    return name


def _read_family(row: RowFields, shelves: Shelves) -> Family | None:
    name = row.cell("family")
    family = shelves.families.get(name)
    if family is None and shelves.families:
        nearest = find_nearest(name, shelves.families) if name else None
        fix = f"did you mean {nearest}?" if nearest else ""
        found = f'"{name}"' if name else "empty"
        row.error("product.unknown_family", "family", found, "a family of families.yaml", fix)
    return family


def _read_form(row: RowFields, family: Family | None, shelves: Shelves) -> str:
    form = row.cell("form")
    if not form:
        if family and family.forms:
            return family.forms[0]
        if family:
            row.error("product.no_form", "form", "empty", "a form, or forms in families.yaml")
        return ""
    if shelves.forms and form not in shelves.forms:
        nearest = find_nearest(form, shelves.forms)
        fix = f"did you mean {nearest}?" if nearest else ""
        expected = "one of " + ", ".join(sorted(shelves.forms))
        row.error("product.unknown_form", "form", f'"{form}"', expected, fix)
    elif family and family.forms and form not in family.forms:
        row.warn("product.unusual_form", "form", f'"{form}"', "one of " + ", ".join(family.forms))
    return form


def _read_price(
    row: RowFields, exhibitor: str, shelves: Shelves, around: Surroundings
) -> tuple[str, Money | None]:
    currency = row.cell("currency").upper() or around.fair.currency
    if currency not in EXPONENTS:
        expected = "one of " + ", ".join(sorted(EXPONENTS))
        row.error("product.unknown_currency", "currency", f'"{currency}"', expected)
    owner = shelves.exhibitors.by_id.get(exhibitor)
    informs = owner is not None and owner.kind in NO_PRICE_KINDS
    has_price = bool(row.cell("price"))
    kind = row.choice("price_kind", PRICE_KINDS, "on_request" if informs and not has_price
                      else "fixed")  # fmt: skip
    price = row.money("price", currency)
    if not has_price and kind in {"fixed", "from"}:
        fix = "or price_kind on_request or not_for_sale"
        row.error("product.no_price", "price", "empty", "an amount, all taxes included", fix)
    return kind, price


def _read_price_date(row: RowFields, price: Money | None) -> str:
    day = row.day("price_date")
    if price and not row.cell("price_date"):
        row.warn("product.no_price_date", "price_date", "empty", "the day the price was told")
    return day


def _read_season(row: RowFields) -> str:
    """Return the months; a spreadsheet may have made a day of `4-6`, which says no season."""
    text = row.text("season")
    if text and numbers.parse_day(text) is not None:
        fix = "make season a text column and type the months again"
        row.warn("product.season_is_a_day", "season", f'"{text}"', "months such as 4-6", fix)
        return ""
    return text


def _read_net_unit(row: RowFields, *, has_quantity: bool) -> str:
    if not row.cell("net_unit"):
        if has_quantity:
            expected = "one of " + ", ".join(NET_UNITS)
            row.error("product.no_net_unit", "net_unit", "empty", expected)
        return ""
    return row.choice("net_unit", NET_UNITS)


def _read_wholesale(row: RowFields, price: Money | None, currency: str) -> Money | None:
    wholesale = row.money("wholesale_price", currency)
    if wholesale and not row.cell("wholesale_from"):
        row.error("product.half_wholesale", "wholesale_from", "empty", "the quantity it begins at")
    if wholesale and price and wholesale.amount_minor >= price.amount_minor:
        found = wholesale.format("en")
        row.warn("product.dear_wholesale", "wholesale_price", found, "less than the price")
    return wholesale


def _read_claim(row: RowFields, shelves: Shelves) -> LabelClaim | None:
    name = row.cell("label_id")
    if not name:
        if row.cell("label_no"):
            row.error("label.missing", "label_id", "empty", "the label that label_no belongs to")
        return None
    if shelves.labels and name not in shelves.labels:
        nearest = find_nearest(name, shelves.labels)
        fix = f"did you mean {nearest}?" if nearest else ""
        row.error("label.unknown", "label_id", f'"{name}"', "a label of labels.yaml", fix)
        return None
    return LabelClaim(
        label_id=name,
        label_no=row.text("label_no"),
        certifier=row.text("certifier"),
        valid_until=row.day("label_valid_until"),
        checked_on=row.day("label_checked_on"),
    )


def _read_countries(row: RowFields, around: Surroundings) -> tuple[str, ...]:
    found = []
    for name in row.list("ships_to"):
        country = around.places.find("country", name)
        if country is None and around.places.knows("country"):
            expected = "countries of places.yaml"
            row.warn("product.unknown_country", "ships_to", f'"{name}"', expected)
        else:
            found.append(country or name)
    return tuple(found)


def _read_photos(row: RowFields, around: Surroundings) -> tuple[Photo, ...]:
    """Return the photos with their alternative texts: parts of photo_alt in the same order."""
    paths = row.list("photos")
    alts = {
        lang: [part.strip() for part in text.split("|")]
        for lang, text in row.texts("photo_alt").by_lang.items()
    }
    photos = []
    for index, path in enumerate(paths):
        source = check_media(row, "photos", path, around.media)
        by_lang = {lang: parts[index] for lang, parts in alts.items() if index < len(parts)}
        if source:
            photos.append(Photo(source, Texts(by_lang)))
    return tuple(photos)


def _read_extra(row: RowFields, family: Family | None) -> dict[str, str]:
    """Return the family's own fields: numbers written with a point, choices as their ids."""
    extra = {}
    for field in family.fields if family else ():
        text = row.cell(field.id)
        if not text:
            continue
        if field.kind in {"int", "number"}:
            number = row.positive(field.id)
            if number is None:
                continue
            if field.kind == "int" and numbers.parse_whole(text) is None:
                row.error("product.bad_number", field.id, f'"{text}"', "a whole number")
                continue
            text = f"{number.normalize():f}"
        elif field.choices:
            text = "|".join(dict.fromkeys(_read_choices(row, field)))
        if text:
            extra[field.id] = text
    return extra


def _read_choices(row: RowFields, field: FamilyField) -> Iterator[str]:
    """Give the ids of what a cell names by id or in words; unknown ones have a finding."""
    for text in row.list(field.id) if field.many else (row.cell(field.id),):
        choice = field.find_choice(text)
        if choice is not None:
            yield choice
            continue
        words = [word for texts in field.choices.values() for word in texts.by_lang.values()]
        nearest = find_nearest(text, field.choices) or find_nearest(text, words)
        fix = f"did you mean {nearest}?" if nearest else "or add it in families.yaml"
        row.error(
            "product.bad_choice", field.id, f'"{text}"', "one of " + ", ".join(field.choices), fix
        )
