"""What no row can know alone: hosts, sectors, neighbours, doubles, labels and their areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hall.model.exhibitor import Exhibitor
from hall.model.fair import Label
from hall.model.folding import find_nearest, fold_words
from hall.model.product import Product
from hall.store.folder.exhibitor_table import ReadExhibitors
from hall.store.folder.findings import FindingBook, explain
from hall.store.folder.places import PlaceFinder
from hall.store.folder.row_fields import RowFields
from layout.values import Plan, Span

MOST_CO_EXHIBITORS = 3
ENTRANCE = "entrance"
"""What `near` says for: close to any entrance."""


def check_hosts(exhibitors: ReadExhibitors) -> None:
    """Report hosts that are unknown, have no stand, share themselves or are full."""
    guests: dict[str, int] = {}
    for name, exhibitor in exhibitors.by_id.items():
        host = exhibitor.host
        if host is None:
            continue
        row = exhibitors.rows[name]
        guests[host] = guests.get(host, 0) + 1
        lead = exhibitors.by_id.get(host)
        if lead is None:
            if host not in exhibitors.broken:
                _unknown(row, "exhibitor.unknown_host", "host", host, exhibitors.by_id)
        elif host == name or lead.host is not None or lead.stand is None:
            fix = "name an exhibitor that has a stand of its own"
            row.error("exhibitor.host_without_stand", "host", f'"{host}"', "a lead exhibitor", fix)
        if exhibitor.stand is not None:
            fix = "empty host, or width_m and depth_m"
            row.error("exhibitor.host_and_stand", "host", f'"{host}"', "no stand wish beside", fix)
        if guests[host] == MOST_CO_EXHIBITORS + 1:
            expected = f"at most {MOST_CO_EXHIBITORS} co-exhibitors"
            row.error("exhibitor.stand_full", "host", f'"{host}" once too often', expected)


def check_partners(exhibitors: ReadExhibitors) -> None:
    """Report partners for one stand that are unknown, have no stand, or do not agree."""
    for name, exhibitor in exhibitors.by_id.items():
        row = exhibitors.rows[name]
        for other in exhibitor.stand.may_share_with if exhibitor.stand else ():
            partner = exhibitors.by_id.get(other)
            if partner is None:
                if other not in exhibitors.broken:
                    _unknown(row, "exhibitor.unknown_partner", "may_share_with", other,
                             exhibitors.by_id)  # fmt: skip
            elif other == name or partner.stand is None:
                expected = "another exhibitor that wishes a stand"
                row.error("exhibitor.bad_partner", "may_share_with", f'"{other}"', expected)
            elif name not in partner.stand.may_share_with:
                expected = f"{other} to name {name} too"
                fix = "only what both agree to counts"
                row.warn("exhibitor.one_sided", "may_share_with", f'"{other}"', expected, fix)


def list_partners(name: str, exhibitors: Mapping[str, Exhibitor]) -> tuple[str, ...]:
    """Return those with whom an exhibitor may share a stand: both named each other."""
    wish = exhibitors[name].stand
    partners = []
    for other in wish.may_share_with if wish else ():
        theirs = exhibitors[other].stand if other in exhibitors and other != name else None
        if theirs is not None and name in theirs.may_share_with:
            partners.append(other)
    return tuple(partners)


def check_plan_names(plan: Plan, exhibitors: ReadExhibitors, book: FindingBook) -> None:
    """Report sectors, neighbours and pins that name nothing."""
    sectors = {sector.id for sector in plan.sectors}
    places = (
        sectors | {ENTRANCE} | {zone.id for zone in plan.zones} | {door.id for door in plan.doors}
    )
    for name, exhibitor in exhibitors.by_id.items():
        row = exhibitors.rows[name]
        if exhibitor.sector not in sectors:
            _unknown(row, "exhibitor.unknown_sector", "sector", exhibitor.sector, sectors)
        wish = exhibitor.stand
        for field, others in (("near", wish.near), ("apart", wish.apart)) if wish else ():
            for other in others:
                if other not in exhibitors.by_id and other not in places:
                    nearest = find_nearest(other, [*sorted(places), *exhibitors.by_id])
                    fix = f"did you mean {nearest}?" if nearest else ""
                    expected = f"an exhibitor, sector, zone or door, or {ENTRANCE}"
                    row.warn("exhibitor.unknown_neighbour", field, f'"{other}"', expected, fix)
    for pin in plan.pins:
        if pin.exhibitor not in exhibitors.by_id and pin.exhibitor not in exhibitors.broken:
            message = explain(f"a pin for {pin.exhibitor}", "an id of exhibitors.csv")
            book.error("pin.unknown_exhibitor", Span("plan.yaml", 1, 1), message, pin.exhibitor)


def _unknown(
    row: RowFields, code: str, field: str, text: str, known: Mapping[str, object] | set[str]
) -> None:
    nearest = find_nearest(text, sorted(known)) if text else None
    fix = f"did you mean {nearest}?" if nearest else ""
    found = f'"{text}"' if text else "empty"
    expected = "one of " + ", ".join(sorted(known)) if len(known) < 20 else "a known id"  # noqa: PLR2004
    row.error(code, field, found, expected, fix)


def check_doubles(exhibitors: ReadExhibitors) -> None:
    """Warn of two rows that look like one body: same name and place, register number or ICE."""
    seen: dict[tuple[str, ...], str] = {}
    for name, exhibitor in exhibitors.by_id.items():
        for key in _identities(exhibitor):
            first = seen.setdefault(key, name)
            if first != name:
                row = exhibitors.rows[name]
                field = key[0] if key[0] != "name" else f"name_{key[1]}"
                line = exhibitors.rows[first].row.line
                found = f"the same as {first} (line {line})"
                row.warn("exhibitor.doubled", field, found, "each exhibitor once")
                break


def _identities(exhibitor: Exhibitor) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = [
        ("name", lang, " ".join(fold_words(text)), exhibitor.province or exhibitor.country)
        for lang, text in exhibitor.name.by_lang.items()
    ]
    if exhibitor.ice:
        keys.append(("ice", exhibitor.ice))
    if exhibitor.register_no:
        keys.append(("register_no", exhibitor.register_no, exhibitor.province))
    return keys


def check_labels(
    products: Mapping[str, Product],
    rows: Mapping[str, RowFields],
    labels: Mapping[str, Label],
    exhibitors: ReadExhibitors,
    places: PlaceFinder,
) -> dict[str, Product]:
    """Return the products without the labels that their origin forbids, each with a warning.

    A false claim of a protected origin must not be shown; the hall need not close for it.
    """
    kept = dict(products)
    for name, product in products.items():
        claim = product.label
        label = labels.get(claim.label_id) if claim else None
        if label is None:
            continue
        row = rows[name]
        if label.families and product.family not in label.families:
            expected = "a product of " + ", ".join(label.families)
            row.warn("label.outside_family", "label_id", f'"{label.id}"', expected)
        exhibitor = exhibitors.by_id.get(product.exhibitor)
        origin = _origin(product, exhibitor, places)
        if label.area and origin and not origin & {" ".join(fold_words(a)) for a in label.area}:
            place = product.origin_province or (exhibitor.province if exhibitor else "")
            expected = "an origin in " + ", ".join(label.area)
            fix = "it is not shown; remove the label or mend the origin"
            row.warn("label.outside_area", "label_id", f'"{label.id}" for {place}', expected, fix)
            kept[name] = replace(product, label=None)
    return kept


def _origin(product: Product, exhibitor: Exhibitor | None, places: PlaceFinder) -> set[str]:
    """Return the folded names of every place that the product comes from, small to large."""
    province, commune = product.origin_province, product.origin_commune
    names = {commune, province, places.region_of(province)}
    if exhibitor and not province:
        names |= {exhibitor.province, exhibitor.region, exhibitor.country}
        names |= {exhibitor.commune} if not commune else set()
    if province in places.places.provinces:
        names.add("MA")
    return {" ".join(fold_words(name)) for name in names if name}


def note_missing_languages(
    noun: str, rows: Mapping[str, RowFields], languages: tuple[str, ...], book: FindingBook
) -> None:
    """Tell, once for each text field and language, how many rows leave it to a fallback."""
    missing: dict[tuple[str, str], list[RowFields]] = {}
    for row in rows.values():
        for field, columns in row.table.texts.items():
            filled = {lang for lang, _ in columns if row.table.cell(row.row, f"{field}_{lang}")}
            for lang in languages if filled else ():
                if lang not in filled:
                    missing.setdefault((field, lang), []).append(row)
    for (field, lang), lacking in missing.items():
        first = lacking[0]
        message = f"{field}_{lang} is empty in {len(lacking)} of {len(rows)} rows; another "
        message += "language is shown in its place"
        span = first.table.span(first.row, f"{field}_{lang}")
        book.note(f"{noun}.untranslated", span, message)
