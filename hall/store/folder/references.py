"""families, labels, places, delivery and synonyms: the small YAML files of a fair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from hall.model.fair import (
    Delivery,
    DeliveryFee,
    DeliveryMode,
    DeliveryNote,
    Family,
    FamilyField,
    Label,
    Places,
)
from hall.model.folding import find_nearest, fold_words
from hall.model.money import Money
from hall.model.text import Texts
from hall.store.folder import numbers
from hall.store.folder.findings import FindingBook
from hall.store.folder.row_fields import is_id
from hall.store.folder.yaml_map import YamlMap, read_yaml

Names = tuple[str, ...]
FIELD_KINDS = ("text", "int", "number", "choice")


def read_families(folder: Path, book: FindingBook) -> Mapping[str, Family]:
    """Return the product families by id, in the order of families.yaml."""
    families = {}
    for item, name in _named(read_yaml(folder, "families.yaml", book), "families"):
        families[name] = Family(
            id=name,
            name=item.texts("name", required=True),
            fields=tuple(_read_field(field) for field in item.maps("fields")),
            forms=item.words("forms"),
        )
        item.close()
    return families


def _read_field(item: YamlMap) -> FamilyField:
    choices = item.map("choices")
    field = FamilyField(
        id=item.text("id", required=True),
        name=item.texts("name", required=True),
        kind=item.choice("kind", FIELD_KINDS, "choice" if choices else "text"),
        unit=item.text("unit"),
        choices=_read_names(choices),
        many=item.yes_no("many", default=False),
    )
    for choice in field.choices:
        if choices and not is_id(choice.replace("_", "-")):
            choices.error_at("id.malformed", choice, "no id", "small letters, digits and -")
    if field.choices and field.kind != "choice":
        item.error_at("family.choices", "kind", field.kind, "choice, or no choices")
    item.close()
    return field


def read_labels(
    folder: Path, families: Mapping[str, Family], book: FindingBook
) -> dict[str, Label]:
    """Return the quality labels by id; their families must exist."""
    labels = {}
    for item, name in _named(read_yaml(folder, "labels.yaml", book), "labels"):
        labels[name] = Label(
            id=name,
            name=item.texts("name", required=True),
            issuer=item.texts("issuer"),
            law=item.text("law"),
            evidence=item.texts("evidence"),
            families=item.words("families"),
            area=item.words("area"),
        )
        for family in labels[name].families:
            if families and family not in families:
                item.error_at("label.unknown_family", "families", f'"{family}"', "a family's id")
        item.close()
    return labels


def _named(top: YamlMap | None, key: str) -> Iterator[tuple[YamlMap, str]]:
    """Give the maps of a list with their ids, each id once."""
    if top is None:
        return
    seen: set[str] = set()
    for item in top.maps(key):
        name = item.text("id", required=True)
        if name in seen:
            item.error_at("id.duplicate", "id", f'"{name}"', "an id used once")
        elif name and not is_id(name.replace("_", "-")):
            item.error_at("id.malformed", "id", f'"{name}"', "small letters, digits and -")
        elif name:
            seen.add(name)
            yield item, name
    top.close()


def read_places(folder: Path, book: FindingBook) -> Places:
    """Return regions, provinces and countries in the organiser's words."""
    top = read_yaml(folder, "places.yaml", book)
    if top is None:
        return Places()
    regions = _read_names(top.map("regions"))
    countries = _read_names(top.map("countries"))
    provinces: dict[str, Texts] = {}
    region_of: dict[str, str] = {}
    listed = top.map("provinces")
    for key in listed.list_keys() if listed else ():
        item = listed.map(key) if listed else None
        if item is None:
            continue
        provinces[key] = item.texts("name", required=True)
        region = item.text("region", required=True)
        if region and region not in regions:
            item.error_at("place.unknown_region", "region", f'"{region}"', "a region's id")
        region_of[key] = region
        item.close()
    towns = _read_towns(top.map("towns"), provinces)
    top.close()
    return Places(regions, provinces, countries, region_of, towns)


def _read_towns(listed: YamlMap | None, provinces: Mapping[str, Texts]) -> dict[str, Names]:
    """Return the names of each province's towns."""
    if listed is None:
        return {}
    towns = {}
    for province in listed.list_keys():
        towns[province] = listed.words(province)
        if province not in provinces:
            nearest = find_nearest(province, sorted(provinces))
            fix = f"did you mean {nearest}?" if nearest else "add it to provinces"
            listed.error_at("place.unknown_province", province, "no province", "its id", fix)
    return towns


def _read_names(names: YamlMap | None) -> dict[str, Texts]:
    return {key: names.texts(key, required=True) for key in names.list_keys()} if names else {}


def read_delivery(folder: Path, currency: str, book: FindingBook) -> Delivery:
    """Return how products reach their buyers; fees are in the fair's currency."""
    top = read_yaml(folder, "delivery.yaml", book)
    if top is None:
        return Delivery((), {}, ())
    listed = top.map("zones")
    zones = {key: listed.words(key) for key in listed.list_keys()} if listed else {}
    modes: list[DeliveryMode] = []
    for item in top.maps("modes"):
        mode = DeliveryMode(
            id=item.text("id", required=True),
            name=item.texts("name", required=True),
            needs_address=item.yes_no("needs_address", default=True),
            fees=tuple(_read_fee(fee, zones, currency) for fee in item.maps("fees")),
            at_fair=item.yes_no("at_fair", default=False),
        )
        if mode.id in {other.id for other in modes}:
            item.error_at("id.duplicate", "id", f'"{mode.id}"', "an id used once")
        item.close()
        modes.append(mode)
    notes = tuple(_read_note(item) for item in top.maps("notes"))
    top.close()
    return Delivery(tuple(modes), zones, notes)


def _read_fee(item: YamlMap, zones: Mapping[str, Names], currency: str) -> DeliveryFee:
    zone = item.text("zone", required=True)
    if zone and zone not in zones:
        expected = "one of " + ", ".join(sorted(zones))
        item.error_at("delivery.unknown_zone", "zone", f'"{zone}"', expected)
    text = item.text("fee")
    amount: Decimal | None = numbers.parse_number(text) if text else None
    if text and (amount is None or amount < 0):
        item.error_at("delivery.bad_fee", "fee", f'"{text}"', "an amount such as 35, or null")
        amount = None
    fee = DeliveryFee(
        zone=zone,
        up_to_g=item.whole("up_to_g", required=True),
        fee=None if amount is None else Money.from_decimal(amount, currency),
    )
    item.close()
    return fee


def _read_note(item: YamlMap) -> DeliveryNote:
    note = DeliveryNote(
        country=item.text("country", required=True),
        families=item.words("families"),
        note=item.texts("note", required=True),
        allowed=item.yes_no("allowed", default=True),
        source=item.text("source"),
        date=item.day("date"),
    )
    item.close()
    return note


def read_synonyms(folder: Path, book: FindingBook) -> dict[str, Names]:
    """Return each phrase, folded, with the other phrases that mean the same."""
    top = read_yaml(folder, "synonyms.yaml", book)
    if top is None:
        return {}
    meanings: dict[str, dict[str, None]] = {}
    for group in top.word_lists("groups"):
        phrases = list(dict.fromkeys(" ".join(fold_words(word)) for word in group))
        for phrase in phrases:
            others = meanings.setdefault(phrase, {})
            others.update(dict.fromkeys(p for p in phrases if p and p != phrase))
    top.close()
    return {phrase: tuple(others) for phrase, others in meanings.items() if phrase and others}
