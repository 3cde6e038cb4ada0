"""A small catalogue, and one as large as a fair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hall.model.catalogue import Catalogue, PictureFiles, StandInfo
from hall.model.exhibitor import Exhibitor
from hall.model.fair import (
    Delivery,
    DeliveryFee,
    DeliveryMode,
    DeliveryNote,
    Fair,
    FairLook,
    Family,
    Label,
    Party,
    Places,
    PrivacyNotice,
    SectorInfo,
    Session,
)
from hall.model.folding import fold_words
from hall.model.money import Money
from hall.model.product import LabelClaim, Product
from hall.model.text import NO_TEXT, Texts

SYNONYM_GROUPS = (
    ("miel", "عسل", "3sel", "3asel", "honey"),
    ("huile d'olive", "زيت الزيتون", "zit l3oud", "زيت العود", "olive oil"),
    ("dattes", "تمر", "tmer", "dates"),
    ("tapis", "زربية", "zerbia", "rug", "carpet"),
    ("couscous", "كسكس", "keskso", "سكسو"),
    ("romarin", "أزير", "azir", "إكليل الجبل", "rosemary"),
    ("truffes", "ترفاس", "terfass", "truffle"),
)


def texts(fr: str, ar: str, en: str) -> Texts:
    return Texts({"fr": fr, "ar": ar, "en": en})


def make_product(name: str, exhibitor: str, family: str, names: Texts, **more: Any) -> Product:
    values: dict[str, Any] = {
        "description": NO_TEXT, "nature": NO_TEXT, "how_made": NO_TEXT, "price_kind": "fixed",
        "form": "jar", "price_date": "2026-06-20",
    }  # fmt: skip
    return Product(id=name, exhibitor=exhibitor, family=family, name=names, **(values | more))


def make_synonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in SYNONYM_GROUPS:
        folded = [" ".join(fold_words(word)) for word in group]
        found.update({word: tuple(o for o in folded if o != word) for word in folded})
    return found


FAIR = Fair(
    id="essai", edition=NO_TEXT, year=2026, name=texts("Essai", "تجربة", "Trial"), theme=NO_TEXT,
    starts="2026-07-03", ends="2026-07-07", hours={}, timezone="Africa/Casablanca", venue=NO_TEXT,
    address=NO_TEXT, phase="open", organiser=Party(NO_TEXT), partners=(),
    languages=("fr", "ar", "en"), currency="MAD", price_valid_days=90, publish="after_review",
    look=FairLook("#000000", "#000000", "#000000", "alfa"),
    privacy=PrivacyNotice(Party(NO_TEXT), NO_TEXT, 90, "MA"), sample=True,
)  # fmt: skip
FAMILIES = {
    "honey": Family("honey", texts("Miels", "العسل", "Honeys")),
    "oil": Family("oil", texts("Huiles", "الزيوت", "Oils")),
    "dates": Family("dates", texts("Dattes", "التمور", "Dates")),
    "rug": Family("rug", texts("Tapis", "الزرابي", "Rugs")),
    "food": Family("food", texts("Alimentation", "مواد غذائية", "Food")),
}
LABELS = {"igp-aziza": Label("igp-aziza", texts("IGP Aziza", "بيان جغرافي عزيزة", "PGI Aziza"),
                             NO_TEXT, "25-06", NO_TEXT)}  # fmt: skip
PLACES = Places(
    regions={"oriental": texts("L'Oriental", "الشرق", "Oriental"),
             "souss-massa": texts("Souss-Massa", "سوس ماسة", "Souss-Massa"),
             "tadla": texts("Tadla", "تادلة", "Tadla")},
    provinces={"figuig": texts("Figuig", "فجيج", "Figuig"),
               "berkane": texts("Berkane", "بركان", "Berkane"),
               "oujda-angad": texts("Oujda-Angad", "وجدة أنكاد", "Oujda-Angad"),
               "jerada": texts("Jerada", "جرادة", "Jerada"),
               "agadir-ida": texts("Agadir-Ida Ou Tanane", "أكادير إدا وتنان", "Agadir-Ida"),
               "beni-mellal": texts("Béni Mellal", "بني ملال", "Béni Mellal")},
    countries={"MA": texts("Maroc", "المغرب", "Morocco"),
               "FR": texts("France", "فرنسا", "France"),
               "SN": texts("Sénégal", "السنغال", "Senegal")},
    region_of=dict.fromkeys(("figuig", "berkane", "oujda-angad", "jerada"), "oriental")
    | {"agadir-ida": "souss-massa", "beni-mellal": "tadla"},
    towns={"berkane": ("Ahfir", "أحفير", "Aklim"), "agadir-ida": ("Taghazout", "Aklim"),
           "figuig": ("Bouarfa", "بوعرفة")},
)  # fmt: skip
PARCEL = DeliveryMode(
    "parcel", texts("Colis", "طرد", "Parcel"), needs_address=True,
    fees=(DeliveryFee("local", 5000, Money(2500)), DeliveryFee("maroc", 2000, Money(3500)),
          DeliveryFee("maroc", 10_000, Money(6000))),
)  # fmt: skip
ABROAD = DeliveryMode(
    "abroad", texts("À l'étranger", "إلى الخارج", "Abroad"), needs_address=True,
    fees=(DeliveryFee("europe", 20_000, None),),
)  # fmt: skip
COLLECT = DeliveryMode("collect_fair", texts("À la foire", "في المعرض", "At the fair"),
                       needs_address=False)  # fmt: skip
DELIVERY = Delivery(
    (COLLECT, PARCEL, ABROAD),
    {"local": ("oriental", "Taourirt"), "maroc": ("MA",), "europe": ("FR",)},
    (DeliveryNote("europe", ("food",), texts("Pas de viande", "بدون لحم", "No meat"),
                  allowed=False, source="loi", date="2026-01-01"),),
)  # fmt: skip


def make_exhibitor(name: str, names: Texts, sector: str, province: str, **more: Any) -> Exhibitor:
    values: dict[str, Any] = {
        "about": NO_TEXT, "kind": "cooperative", "region": "oriental", "country": "MA",
        "languages": ("fr",), "delivery_modes": ("collect_fair", "parcel", "abroad"),
    }  # fmt: skip
    return Exhibitor(id=name, name=names, sector=sector, province=province, **(values | more))


EXHIBITORS = (
    make_exhibitor("aziza", texts("Coopérative Aziza", "تعاونية عزيزة", "Aziza Cooperative"),
                   "terroir", "figuig"),
    make_exhibitor("zegzel", texts("Coopérative Zegzel", "تعاونية زكزل", "Zegzel Cooperative"),
                   "terroir", "berkane", commune="Tafoughalt"),
    make_exhibitor("alfa", texts("Association Alfa", "جمعية الحلفاء", "Alfa Association"),
                   "crafts", "jerada", host="aziza", delivery_modes=()),
)  # fmt: skip
PRODUCTS = (
    make_product("dattes", "aziza", "dates",
                 texts("Dattes Aziza Bouzid", "تمور عزيزة بوزيد", "Aziza Bouzid dates"),
                 price=Money(12_000), net_quantity=1.0, net_unit="kg", pack_weight_g=1100,
                 origin_province="figuig", ships_to=("MA", "FR"),
                 label=LabelClaim("igp-aziza", valid_until="2026-12-31")),
    make_product("miel-romarin", "zegzel", "honey",
                 texts("Miel de romarin", "عسل أزير", "Rosemary honey"),
                 price=Money(8500), net_quantity=500.0, net_unit="g", pack_weight_g=700,
                 origin_province="berkane"),
    make_product("miel-oranger", "zegzel", "honey",
                 texts("Miel d'oranger", "عسل زهر البرتقال", "Orange blossom honey"),
                 price=Money(14_000), net_quantity=1.0, net_unit="kg"),
    make_product("huile", "zegzel", "oil",
                 texts("Huile d'olive vierge", "زيت الزيتون البكر", "Virgin olive oil"),
                 price=Money(9000), net_quantity=1.0, net_unit="l"),
    make_product("tapis", "alfa", "rug",
                 texts("Tapis de laine", "زربية من الصوف", "Wool rug"), price=Money(240_000),
                 extra={"length_cm": "200", "width_cm": "150"}, one_of_a_kind=True, stock=1),
    make_product("couscous", "aziza", "food",
                 texts("Couscous d'orge", "كسكس الشعير", "Barley couscous"), price=Money(2200),
                 net_quantity=1.0, net_unit="kg"),
    make_product("truffes", "aziza", "food",
                 texts("Truffes du désert", "ترفاس الصحراء", "Desert truffles"),
                 price_kind="on_request"),
)  # fmt: skip


def make_stand(name: str, number: str, exhibitor: str | None, *guests: str) -> StandInfo:
    return StandInfo(name, number, "terroir", exhibitor, guests, 0, 0, 0, 3000, 3000,
                     ("front",), "shell_scheme")  # fmt: skip


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(
        fair=FAIR,
        sectors=(SectorInfo("terroir", texts("Terroir", "المجال", "Terroir"), "#3a7d44"),),
        exhibitors={exhibitor.id: exhibitor for exhibitor in EXHIBITORS},
        products={product.id: product for product in PRODUCTS},
        stands=(make_stand("s-1", "A1", "aziza", "alfa"), make_stand("s-2", "A2", "zegzel"),
                make_stand("s-3", "A3", None)),
        former_numbers={"T7": "s-2"},
        sessions=(
            Session("b", "2026-07-04", "10:00", "11:00", "1", NO_TEXT, NO_TEXT, "ar", ("aziza",)),
            Session("a", "2026-07-03", "14:00", "15:00", "1", NO_TEXT, NO_TEXT, "fr"),
            Session("c", "2026-07-03", "09:00", "10:00", "2", NO_TEXT, NO_TEXT, "fr"),
        ),
        families=FAMILIES,
        labels=LABELS,
        delivery=DELIVERY,
        places=PLACES,
        synonyms=make_synonyms(),
        product_pictures={"dattes": (PictureFiles({480: "b.webp", 120: "a.webp"}, 480, 480),)},
    )  # fmt: skip


@pytest.fixture(scope="session")
def widen(catalogue: Catalogue) -> Callable[[int], Catalogue]:
    """Return the catalogue with a number of products, all different, all of the few kinds."""

    def make(count: int) -> Catalogue:
        products = {}
        for index in range(count):
            kind = PRODUCTS[index % len(PRODUCTS)]
            name = texts(
                *(f"{text} {_invent(index, lang)}" for lang, text in kind.name.by_lang.items())
            )
            products[f"p{index}"] = replace(kind, id=f"p{index}", name=name)
        return replace(catalogue, products=products)

    return make


def _invent(index: int, lang: str) -> str:
    letters = "ابتجدرزسعفقكلمنهوي" if lang == "ar" else "abcdefghijklmnopqr"
    word = ""
    number = index * 7919 + 104_729
    while number:
        number, rest = divmod(number, len(letters))
        word += letters[rest]
    return word
