"""A fair of three exhibitors with one product of each kind that orders tell apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hall.model.catalogue import Catalogue
from hall.model.exhibitor import Exhibitor
from hall.model.fair import (
    Delivery,
    DeliveryFee,
    DeliveryMode,
    DeliveryNote,
    Fair,
    FairLook,
    Family,
    FamilyField,
    Label,
    Party,
    Places,
    PrivacyNotice,
)
from hall.model.money import Money
from hall.model.order import Buyer, DraftLine, OrderDraft
from hall.model.product import LabelClaim, Product
from hall.model.text import Texts

NOW = datetime(2026, 7, 4, 10, 30, tzinfo=UTC)
HONEY, RUG, DATES = "miel-romarin", "tapis-unique", "dattes"
COOP, WEAVERS, OFFICE = "coop-miel", "tisseuses", "office"


def texts(fr: str, ar: str = "", en: str = "") -> Texts:
    return Texts({"fr": fr, "ar": ar, "en": en})


def make_fair(**changes: Any) -> Fair:
    fair = Fair(
        id="small",
        edition=texts("1re"),
        year=2026,
        name=texts("Petit salon", "معرض صغير", "Small fair"),
        theme=texts("Essai"),
        starts="2026-07-03",
        ends="2026-07-07",
        hours={},
        timezone="Africa/Casablanca",
        venue=texts("Place"),
        address=texts("Rue"),
        phase="open",
        organiser=Party(texts("Organisateur")),
        partners=(),
        languages=("fr", "ar", "en"),
        currency="MAD",
        price_valid_days=60,
        publish="after_review",
        look=FairLook("#000000", "#111111", "#222222", "alfa"),
        privacy=PrivacyNotice(Party(texts("Organisateur")), texts("But"), 365, "MA", version="3"),
        sample=True,
    )
    return replace(fair, **changes)


def make_exhibitor(name: str, **changes: Any) -> Exhibitor:
    exhibitor = Exhibitor(
        id=name,
        name=texts(f"Coop {name}", f"تعاونية {name}"),
        about=texts("Nous"),
        kind="cooperative",
        sector="terroir",
        region="oriental",
        country="MA",
        languages=("fr",),
        phone="+212536000001",
        whatsapp="+212661000001",
        payment_modes=("cash_on_delivery", "cash_on_collection"),
        delivery_modes=("collect_fair", "parcel"),
    )
    return replace(exhibitor, **changes)


def make_product(name: str, exhibitor: str, **changes: Any) -> Product:
    product = Product(
        id=name,
        exhibitor=exhibitor,
        family="honey",
        name=texts(f"Produit {name}", f"منتوج {name}"),
        description=texts("d"),
        nature=texts("n"),
        how_made=texts("h"),
        price_kind="fixed",
        form="jar",
        price=Money(8500),
        price_date="2026-06-20",
        pack_weight_g=500,
        stock=None,
    )
    return replace(product, **changes)


def make_delivery() -> Delivery:
    return Delivery(
        modes=(
            DeliveryMode(
                "collect_fair", texts("Retrait au salon", "الاستلام فالمعرض"), needs_address=False
            ),
            DeliveryMode(
                "parcel",
                texts("Colis", "طرد"),
                needs_address=True,
                fees=(
                    DeliveryFee("morocco", 2000, Money(3500)),
                    DeliveryFee("morocco", 5000, Money(5000)),
                    DeliveryFee("europe", 2000, None),
                ),
            ),
        ),
        zones={"morocco": ("MA",), "europe": ("FR",)},
        notes=(
            DeliveryNote(
                "FR", ("dairy",), texts("interdit"), allowed=False, source="s", date="2026-01-01"
            ),
        ),
    )


def make_catalogue(**fair_changes: Any) -> Catalogue:
    products = (
        make_product(
            HONEY, COOP, stock=10, wholesale_price=Money(7000), wholesale_from=6,
            label=LabelClaim("igp", "SAMPLE-1"),
        ),
        make_product("huile", COOP),
        make_product("fromage", COOP, family="dairy"),
        make_product("devis", COOP, price_kind="on_request", price=None),
        make_product("ancien", COOP, price_date="2025-01-01"),
        make_product("lot", COOP, min_quantity=3),
        make_product("sur-mesure", COOP, stock=1, lead_days=10),
        make_product("vitrine", COOP, price_kind="not_for_sale", price=None),
        make_product(RUG, WEAVERS, family="rug", one_of_a_kind=True, price=Money(125050)),
        make_product(DATES, WEAVERS, family="food", pack_weight_g=None),
    )  # fmt: skip
    exhibitors = (
        make_exhibitor(COOP),
        make_exhibitor(WEAVERS, languages=("ar",), whatsapp=""),
        make_exhibitor(OFFICE, kind="public_body"),
    )
    return Catalogue(
        fair=make_fair(**fair_changes),
        sectors=(),
        exhibitors={exhibitor.id: exhibitor for exhibitor in exhibitors},
        products={product.id: product for product in products},
        stands=(),
        former_numbers={},
        sessions=(),
        families={
            "honey": Family("honey", texts("Miel")),
            "dairy": Family("dairy", texts("Lait")),
            "food": Family("food", texts("Aliment")),
            "rug": Family("rug", texts("Tapis"), (FamilyField("knots", texts("Nœuds"), "int"),)),
        },
        labels={"igp": Label("igp", texts("IGP"), texts("État"), "25-06", texts("certificat"))},
        delivery=make_delivery(),
        places=Places(countries={"MA": texts("Maroc"), "FR": texts("France")}),
        synonyms={},
    )


def make_buyer(**changes: Any) -> Buyer:
    return replace(Buyer("Aïcha Exemple", phone="0661 23 45 67"), **changes)


def make_draft(*lines: tuple[str, int], **changes: Any) -> OrderDraft:
    draft = OrderDraft(
        lines=tuple(DraftLine(product, count) for product, count in lines or ((HONEY, 2),)),
        buyer=make_buyer(),
        delivery_mode="collect_fair",
        payment_mode="cash_on_collection",
        consent_version="3",
    )
    return replace(draft, **changes)
