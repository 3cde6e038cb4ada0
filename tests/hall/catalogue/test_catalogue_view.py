"""What a catalogue answers: stands, lists, prices, labels and ways to the buyer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from hall.model.catalogue import Catalogue
from hall.model.money import Money
from hall.model.product import LabelClaim, Product
from hall.model.text import NO_TEXT
from hall.model.unit_price import find_unit_price
from hall.service.catalogue import CatalogueView, Neighbours
from hall.service.delivery import Destination, find_reach
from hall.service.pricing import find_price, format_price_line

TODAY = dt.date(2026, 7, 3)


@pytest.fixture(scope="module")
def view(catalogue: Catalogue) -> CatalogueView:
    return CatalogueView(catalogue)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("number", "stand", "moved"),
    [("A1", "s-1", False), ("a1", "s-1", True), ("T7", "s-2", True), ("t7", "s-2", True)],
)
def test_a_stand_is_found_by_its_number_and_its_former_one(
    view: CatalogueView,
    number: str,
    stand: str,
    moved: bool,  # noqa: FBT001 - a column
) -> None:
    found = view.find_stand_numbered(number)
    assert found is not None
    assert (found.stand.id, found.moved) == (stand, moved)


def test_what_is_not_there_is_none(view: CatalogueView) -> None:
    assert view.find_stand_numbered("Z9") is None
    assert view.find_stand("s-9") is None
    assert view.find_stand_of("nobody") is None
    assert view.find_session("never") is None


def test_a_stand_shows_its_lead_and_then_its_guests(view: CatalogueView) -> None:
    stand = view.find_stand("s-1")
    assert stand is not None
    assert [e.id for e in view.list_exhibitors_of(stand)] == ["aziza", "alfa"]
    assert [p.id for p in view.list_products_on(stand)] == ["dattes", "couscous", "truffes",
                                                            "tapis"]  # fmt: skip
    assert view.find_stand_of("alfa") == stand


def test_an_empty_stand_has_nobody(view: CatalogueView) -> None:
    stand = view.find_stand("s-3")
    assert stand is not None
    assert view.list_exhibitors_of(stand) == ()


def test_lists_keep_the_order_of_the_tables(view: CatalogueView) -> None:
    assert [p.id for p in view.list_products("zegzel")] == ["miel-romarin", "miel-oranger", "huile"]
    assert [e.id for e in view.list_sector("terroir")] == ["aziza", "zegzel"]
    assert len(view.list_sector_stands("terroir")) == 3


def test_sessions_come_by_day_and_hour(view: CatalogueView) -> None:
    assert [s.id for s in view.list_sessions()] == ["c", "a", "b"]
    assert [s.id for s in view.list_sessions("2026-07-03")] == ["c", "a"]
    assert view.list_days() == ("2026-07-03", "2026-07-04")
    assert [s.id for s in view.list_sessions_with("aziza")] == ["b"]


def test_one_walks_from_stand_to_stand_and_product_to_product(view: CatalogueView) -> None:
    stand = view.find_stand("s-2")
    product = view.catalogue.products["couscous"]
    assert stand is not None
    assert view.find_stand_neighbours(stand) == Neighbours("s-1", "s-3")
    assert view.find_product_neighbours(product) == Neighbours("dattes", "truffes")
    first = view.catalogue.products["dattes"]
    assert view.find_product_neighbours(first).before is None


def offer(price: int, quantity: float | None, unit: str, sold_by: str = "piece",
          **extra: str) -> Product:  # fmt: skip
    return Product("p", "e", "f", NO_TEXT, NO_TEXT, NO_TEXT, NO_TEXT, "fixed", "jar",
                   price=Money(price), net_quantity=quantity, net_unit=unit, sold_by=sold_by,
                   extra=extra)  # fmt: skip


def sized(form: str, **extra: str) -> Product:
    return replace(offer(240_000, None, "", **extra), form=form)


@pytest.mark.parametrize(
    ("product", "line"),
    [
        (offer(8500, 500, "g"), "85 DH · 170 DH/kg"),
        (offer(3500, 75, "cl"), "35 DH · 46,67 DH/l"),
        (offer(3500, 750, "ml"), "35 DH · 46,67 DH/l"),
        (offer(12000, 1, "kg", "kg"), "120 DH"),
        (offer(12000, 1, "kg"), "120 DH · 120 DH/kg"),
        (offer(9000, 0.25, "kg"), "90 DH · 360 DH/kg"),
        (offer(5000, 200, "cm"), "50 DH · 25 DH/m"),
        (offer(6000, 6, "piece"), "60 DH · 10 DH/pièce"),
        (offer(6000, 1, "piece"), "60 DH"),
        (sized("rug", length_cm="200", width_cm="150"), "2 400 DH · 800 DH/m²"),
        (sized("rug", length_cm="deux"), "2 400 DH"),
        (sized("textile", length_cm="180", width_cm="40"), "2 400 DH"),
        (offer(9900, None, ""), "99 DH"),
        (offer(1000, 0, "kg"), "10 DH"),
    ],
)
def test_a_price_comes_with_its_unit_price(product: Product, line: str) -> None:
    assert plain(format_price_line(product, "fr")) == line


def test_prices_read_in_each_language(catalogue: Catalogue) -> None:
    honey = catalogue.products["miel-romarin"]
    assert plain(format_price_line(honey, "ar")) == "85 درهم · 170 درهم/كلغ"
    assert plain(format_price_line(honey, "en")) == "85 DH · 170 DH/kg"
    assert plain(format_price_line(replace(honey, price_kind="from"), "fr")).startswith("dès 85")


def test_an_offer_without_a_price_has_no_line(catalogue: Catalogue) -> None:
    assert format_price_line(catalogue.products["truffes"], "fr") == ""
    assert find_price(catalogue.products["truffes"], TODAY, 90) is None
    assert find_unit_price(catalogue.products["truffes"]) is None


@pytest.mark.parametrize(
    ("day", "to_confirm"),
    [("2026-07-03", False), ("2026-04-04", False), ("2026-04-03", True), ("", True)],
)
def test_a_price_older_than_the_fair_trusts_is_to_be_confirmed(
    catalogue: Catalogue,
    day: str,
    to_confirm: bool,  # noqa: FBT001 - a column
) -> None:
    product = replace(catalogue.products["huile"], price_date=day)
    price = find_price(product, TODAY, 90)
    assert price is not None
    assert price.to_confirm is to_confirm


@pytest.mark.parametrize(
    ("claim", "state"),
    [
        (LabelClaim("igp-aziza"), "declared"),
        (LabelClaim("igp-aziza", checked_on="2026-06-01"), "checked"),
        (LabelClaim("igp-aziza", checked_on="2026-06-01", valid_until="2026-07-02"), "expired"),
        (LabelClaim("igp-aziza", valid_until="2026-07-03"), "declared"),
    ],
)
def test_a_label_is_declared_checked_or_expired(
    view: CatalogueView, catalogue: Catalogue, claim: LabelClaim, state: str
) -> None:
    fact = view.find_label(replace(catalogue.products["dattes"], label=claim), TODAY)
    assert fact is not None
    assert fact.state == state


def test_no_claim_and_an_unknown_label_are_no_label(
    view: CatalogueView, catalogue: Catalogue
) -> None:
    product = catalogue.products["huile"]
    assert view.find_label(product, TODAY) is None
    assert view.find_label(replace(product, label=LabelClaim("x")), TODAY) is None


@pytest.mark.parametrize(
    ("product", "country", "place", "verdict", "ways"),
    [
        ("dattes", "MA", "Taourirt", "yes", [("parcel", 2500), ("collect_fair", None)]),
        ("dattes", "MA", "فجيج", "yes", [("parcel", 2500), ("collect_fair", None)]),
        ("dattes", "MA", "berkane", "yes", [("parcel", 2500), ("collect_fair", None)]),
        ("dattes", "MA", "Oujda", "yes", [("parcel", 2500), ("collect_fair", None)]),
        ("dattes", "MA", "Tafoughalt", "yes", [("parcel", 2500), ("collect_fair", None)]),
        ("dattes", "MA", "Agadir", "yes", [("parcel", 3500), ("collect_fair", None)]),
        ("dattes", "MA", "Tombouctou", "ask", [("parcel", None), ("collect_fair", None)]),
        ("dattes", "MA", "", "yes", [("parcel", 3500), ("collect_fair", None)]),
        ("dattes", "FR", "", "agreed", [("abroad", None)]),
        ("dattes", "SN", "", "ask", []),
        ("huile", "SN", "", "ask", []),
        ("huile", "MA", "Agadir", "yes", [("parcel", None), ("collect_fair", None)]),
        ("couscous", "FR", "", "no", []),
        ("tapis", "MA", "Agadir", "ask", []),
    ],
)
def test_can_it_reach_me(
    catalogue: Catalogue, product: str, country: str, place: str, verdict: str,
    ways: list[tuple[str, int | None]],
) -> None:  # fmt: skip
    answer = find_reach(catalogue, catalogue.products[product], Destination(country, place))
    assert answer.verdict == verdict
    shown = [(way.mode.id, way.fee.amount_minor if way.fee else None) for way in answer.ways]
    assert shown == ways


def test_a_refusal_gives_its_note(catalogue: Catalogue) -> None:
    answer = find_reach(catalogue, catalogue.products["couscous"], Destination("FR"))
    assert [note.source for note in answer.notes] == ["loi"]


@pytest.mark.parametrize(
    ("phase", "stock", "can"),
    [("open", None, True), ("online_only", 3, True), ("open", 0, False), ("closed", 3, False),
     ("archive", None, False)],
)  # fmt: skip
def test_orders_follow_the_phase_and_the_stock(
    catalogue: Catalogue,
    phase: str,
    stock: int | None,
    can: bool,  # noqa: FBT001 - a column
) -> None:
    view = CatalogueView(replace(catalogue, fair=replace(catalogue.fair, phase=phase)))
    assert view.can_order(replace(catalogue.products["huile"], stock=stock), TODAY) is can
