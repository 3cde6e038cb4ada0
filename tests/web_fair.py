"""A fair of six stands and twelve products in three languages, and a hall that shows it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

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
    FamilyField,
    Label,
    Partner,
    Party,
    Places,
    PrivacyNotice,
    SectorInfo,
    Session,
)  # fmt: skip
from hall.model.manifest import BuiltFinding, HallBuild
from hall.model.money import Money
from hall.model.product import LabelClaim, Photo, Product
from hall.model.text import Texts

NOW = datetime(2026, 7, 4, 10, 30, tzinfo=UTC)


def texts(fr: str, ar: str = "", en: str = "") -> Texts:
    return Texts({"fr": fr, "ar": ar, "en": en})


FAIR = Fair(
    id="small",
    edition=texts("2e édition", "الدورة الثانية", "2nd edition"),
    year=2026,
    name=texts(
        "Salon de l’économie sociale et solidaire de l’Oriental",
        "معرض الاقتصاد الاجتماعي والتضامني بجهة الشرق",
        "Social and Solidarity Economy Fair of the Oriental",
    ),
    theme=texts(
        "Le savoir-faire des coopératives, à portée de main",
        "مهارة التعاونيات بين أيديكم",
        "What cooperatives know how to make, within your reach",
    ),
    starts="2026-07-03",
    ends="2026-07-07",
    hours={"2026-07-03": "10:00-20:00"},
    timezone="Africa/Casablanca",
    venue=texts("Parc des expositions, Oujda", "فضاء المعارض، وجدة", "Exhibition park, Oujda"),
    address=texts("Route de Sidi Yahya, Oujda", "طريق سيدي يحيى، وجدة", "Sidi Yahya road, Oujda"),
    phase="open",
    organiser=Party(
        texts("Conseil régional (exemple)", "المجلس الجهوي (مثال)", "Regional council (example)"),
        texts("Oujda", "وجدة", "Oujda"),
        "+212500000000",
        "salon@example.org",
    ),
    partners=(
        Partner(texts("Office de l’artisanat", "مكتب الصناعة التقليدية"), texts("Partenaire")),
        Partner(texts("Agence de développement", "وكالة التنمية")),
        Partner(texts("Caisse mutuelle", "صندوق التعاضد")),
    ),
    languages=("fr", "ar", "en"),
    currency="MAD",
    price_valid_days=60,
    publish="after_review",
    look=FairLook("#9c4a2f", "#1f5f5b", "#c9973a", "zellige"),
    privacy=PrivacyNotice(
        Party(texts("Conseil régional (exemple)"), email="salon@example.org"),
        texts("Répondre aux commandes et aux messages", "الجواب عن الطلبات والرسائل"),
        365,
        "MA",
        version="3",
    ),
    patronage=texts("Sous le patronage d’un exemple", "تحت رعاية مثال"),
    sample=True,
)

SECTORS = (
    SectorInfo("terroir", texts("Produits du terroir", "المنتوجات المجالية", "Terroir"), "#7a8b3a"),
    SectorInfo("crafts", texts("Artisanat", "الصناعة التقليدية", "Crafts"), "#b5532e"),
    SectorInfo("services", texts("Services", "الخدمات", "Services"), "#2f6d8c"),
)


def make_exhibitor(key: str, name: Texts, **more: Any) -> Exhibitor:
    values: dict[str, Any] = {
        "about": texts(
            "Une coopérative de femmes qui travaille à la main.",
            "تعاونية نسوية تشتغل باليد.",
            "A women’s cooperative that works by hand.",
        ),
        "kind": "cooperative",
        "sector": "terroir",
        "region": "oriental",
        "province": "figuig",
        "commune": "Figuig",
        "country": "MA",
        "languages": ("ar", "fr"),
        "phone": "+212500000101",
        "whatsapp": "+212500000102",
        "email": f"{key}@example.org",
        "call_hours": "9:00-18:00",
        "founded": 2011,
        "members": 23,
        "women_members": 19,
        "story": texts("Tout a commencé par un seul four.\nAujourd’hui nous sommes vingt-trois."),
        "payment_modes": ("cash_on_delivery", "bank_transfer"),
        "delivery_modes": ("collect_fair", "parcel", "abroad"),
    }
    return Exhibitor(id=key, name=name, **(values | more))


EXHIBITORS = (
    make_exhibitor("coop-azir", texts("Coopérative Azir", "تعاونية أزير", "Azir Cooperative")),
    make_exhibitor(
        "coop-figuig",
        texts("Palmeraie de Figuig", "نخيل فجيج", "Figuig Palm Grove"),
        languages=("fr",),
    ),
    make_exhibitor(
        "coop-zerbia",
        texts("Les tisseuses de Jerada", "نساجات جرادة", "Weavers of Jerada"),
        sector="crafts",
        province="jerada",
        commune="Jerada",
    ),
    make_exhibitor(
        "atelier-fakhar",
        texts("Atelier Fakhar", "ورشة الفخار", "Fakhar Workshop"),
        sector="crafts",
        show_phone=False,
    ),
    make_exhibitor(
        "bureau-conseil",
        texts("Maison des coopératives", "دار التعاونيات", "House of Cooperatives"),
        kind="public_body",
        sector="services",
        members=None,
        women_members=None,
        email="",
        whatsapp="",
    ),
    make_exhibitor("coop-invitee", texts("Jeunes de Berkane", "شباب بركان"), host="coop-azir"),
    make_exhibitor("sans-stand", texts("Amis du salon", "أصدقاء المعرض")),
)


PLACES = ("T1", "T2", "C1", "C2", "S1", "S10")


def make_stand(number: str, sector: str, exhibitor: str | None, *others: str) -> StandInfo:
    place = PLACES.index(number)
    return StandInfo(
        id=f"s-{number.lower()}",
        number=number,
        sector=sector,
        exhibitor=exhibitor,
        co_exhibitors=others,
        x_mm=place * 3000,
        y_mm=0,
        rotation_mdeg=0,
        width_mm=3000,
        depth_mm=3000,
        open_sides=("front",),
        kit="shell_scheme",
    )


STANDS = (
    make_stand("T1", "terroir", "coop-azir", "coop-invitee"),
    make_stand("T2", "terroir", "coop-figuig"),
    make_stand("C1", "crafts", "coop-zerbia"),
    make_stand("C2", "crafts", "atelier-fakhar"),
    make_stand("S1", "services", "bureau-conseil"),
    make_stand("S10", "services", None),
)


def make_product(key: str, exhibitor: str, family: str, name: Texts, **more: Any) -> Product:
    values: dict[str, Any] = {
        "description": texts(
            "Récolté à la main dans la montagne, mis en pot sur place.",
            "يُجنى باليد في الجبل ويُعبأ في عين المكان.",
            "Gathered by hand in the mountains, filled where it grows.",
        ),
        "nature": texts("Miel cru, non chauffé.", "عسل خام غير مسخّن.", "Raw honey, not heated."),
        "how_made": texts("Extrait à froid.", "يُستخلص على البارد.", "Extracted cold."),
        "price_kind": "fixed",
        "form": "jar",
        "price": Money(8500),
        "price_date": "2026-06-20",
        "origin_commune": "Figuig",
        "origin_province": "figuig",
        "net_quantity": 500,
        "net_unit": "g",
        "pack_weight_g": 800,
        "stock": 40,
    }
    return Product(id=key, exhibitor=exhibitor, family=family, name=name, **(values | more))


PRODUCTS = (
    make_product(
        "miel-romarin", "coop-azir", "honey",
        texts("Miel de romarin", "عسل أزير", "Rosemary honey"),
        label=LabelClaim("igp", "SAMPLE-17", "Exemple Certif", "2027-01-01", "2026-05-02"),
        wholesale_price=Money(7000), wholesale_from=12,
        photos=(Photo("a.jpg", texts("Un pot de miel", "قنينة عسل", "A jar of honey")),),
        sanitary_no="SAMPLE-ES-1", season="avril-juin", allergens=("nuts",),
    ),
    make_product(
        "huile-olive", "coop-azir", "oil",
        texts("Huile d’olive vierge", "زيت الزيتون", "Olive oil"),
        net_quantity=1, net_unit="l", price=Money(9000), form="bottle",
        label=LabelClaim("bio", "SAMPLE-3"),
    ),
    make_product(
        "amandes", "coop-azir", "food", texts("Amandes", "لوز", "Almonds"), min_quantity=2,
    ),
    make_product(
        "dattes-aziza", "coop-figuig", "food",
        texts("Dattes Aziza Bouzid", "تمر عزيزة بوزيد", "Aziza Bouzid dates"),
        price=Money(12000), net_quantity=1, net_unit="kg", form="box",
    ),
    make_product("sirop", "coop-figuig", "food", texts("Sirop de dattes", "رُبّ التمر"), stock=0),
    make_product(
        "ancien", "coop-figuig", "food", texts("Dattes de garde", "تمر مخزون"),
        price_date="2025-01-10",
    ),
    make_product(
        "tapis", "coop-zerbia", "rug", texts("Tapis de laine", "زربية من الصوف", "Wool rug"),
        price=Money(1250050), net_quantity=None, net_unit="", one_of_a_kind=True, stock=None,
        form="rug", extra={"length_cm": "240", "width_cm": "160"}, pack_weight_g=9000,
    ),
    make_product(
        "coussin", "coop-zerbia", "rug", texts("Coussin brodé", "وسادة مطرزة"),
        price_kind="from", price=Money(15000), net_quantity=None, stock=None, lead_days=10,
    ),
    make_product(
        "sac", "coop-zerbia", "rug", texts("Sac en alfa", "قفة من الحلفاء"), net_quantity=None,
    ),
    make_product("tajine", "atelier-fakhar", "pottery", texts("Tajine émaillé", "طاجين مطلي"),
        net_quantity=None, form="tagine"),
    make_product(
        "conseil", "bureau-conseil", "service", texts("Créer sa coopérative", "إحداث تعاونية"),
        price_kind="not_for_sale", price=None, net_quantity=None, stock=None, form="book",
    ),
    make_product(
        "formation", "bureau-conseil", "service", texts("Formation en gestion", "تكوين في التدبير"),
        price_kind="on_request", price=None, net_quantity=None, stock=None, form="book",
    ),
)  # fmt: skip

SESSIONS = (
    Session("ouverture", "2026-07-03", "10:00", "11:00", "Scène", texts("Ouverture", "الافتتاح"),
        texts("A. Exemple"), "ar"),
    Session("atelier-prix", "2026-07-04", "11:00", "12:30", "Atelier 1",
        texts("Fixer son prix", "تحديد الثمن", "Setting a price"), texts("B. Exemple"), "fr",
        ("coop-azir",)),
    Session("export", "2026-07-05", "15:00", "16:00", "Atelier 2", texts("Vendre à l’étranger"),
        texts("C. Exemple"), "fr"),
)  # fmt: skip


def make_catalogue(**changes: Any) -> Catalogue:
    catalogue = Catalogue(
        fair=FAIR,
        sectors=SECTORS,
        exhibitors={e.id: e for e in EXHIBITORS},
        products={p.id: p for p in PRODUCTS},
        stands=STANDS,
        former_numbers={"A9": "s-t2"},
        sessions=SESSIONS,
        families={
            "honey": Family("honey", texts("Miel", "عسل", "Honey")),
            "oil": Family("oil", texts("Huiles", "زيوت", "Oils")),
            "food": Family("food", texts("Fruits et dattes", "فواكه وتمور", "Fruit and dates")),
            "rug": Family(
                "rug",
                texts("Tapis et tissage", "زرابي ونسيج", "Rugs"),
                (
                    FamilyField("length_cm", texts("Longueur", "الطول", "Length"), "int", "cm"),
                    FamilyField("width_cm", texts("Largeur", "العرض", "Width"), "int", "cm"),
                ),
            ),
            "pottery": Family("pottery", texts("Poterie", "فخار", "Pottery")),
            "service": Family("service", texts("Services", "خدمات", "Services")),
        },
        labels={
            "igp": Label("igp", texts("IGP Miel de l’Oriental (exemple)", "بيان جغرافي محمي"),
                texts("État"), "25-06", texts("Certificat de l’organisme", "شهادة الهيئة")),
            "bio": Label("bio", texts("Agriculture biologique", "فلاحة بيولوجية", "Organic"),
                texts("État"), "39-12", texts("Certificat")),
        },
        delivery=Delivery(
            (
                DeliveryMode("collect_fair",
                    texts("Retrait au salon", "الاستلام بالمعرض", "Collect at the fair"),
                    needs_address=False),
                DeliveryMode("parcel", texts("Colis", "طرد", "Parcel"), needs_address=True,
                    fees=(
                    DeliveryFee("east", 2000, Money(2500)),
                    DeliveryFee("morocco", 5000, Money(4500)))),
                DeliveryMode("abroad", texts("Étranger", "إلى الخارج", "Abroad"),
                    needs_address=True, fees=(
                    DeliveryFee("europe", 20000, None),)),
            ),
            {"east": ("oriental",), "morocco": ("fes-meknes", "rabat"), "europe": ("FR",)},
            (DeliveryNote("FR", ("honey",), texts("Miel : 2 kg au plus par la poste",
                "العسل: كيلوغرامان على الأكثر", "Honey: at most 2 kg by post"), allowed=True,
                source="douane.example", date="2026-01-15"),),
        ),
        places=Places(
            regions={"oriental": texts("Oriental", "جهة الشرق", "Oriental"),
                "fes-meknes": texts("Fès-Meknès", "فاس مكناس", "Fes-Meknes")},
            provinces={"figuig": texts("Province de Figuig", "إقليم فجيج", "Figuig Province"),
                "jerada": texts("Province de Jerada", "إقليم جرادة", "Jerada Province")},
            countries={"MA": texts("Maroc", "المغرب", "Morocco"),
                "FR": texts("France", "فرنسا", "France"),
                "SN": texts("Sénégal", "السنغال", "Senegal")},
            region_of={"figuig": "oriental", "jerada": "oriental"},
        ),
        synonyms={},
        product_pictures={
            p.id: (
                PictureFiles({w: name_of(f"{p.id}-{w}") for w in (160, 480)}, 480, 480),
            )
            for p in PRODUCTS
        },
        logos={"coop-azir": PictureFiles({128: name_of("logo")}, 128, 128)},
        models={"tajine": name_of("model", "glb")},
    )  # fmt: skip
    return replace(catalogue, **changes)


def name_of(seed: str, suffix: str = "webp") -> str:
    return f"{hashlib.sha256(seed.encode()).hexdigest()[:20]}.{suffix}"


def make_plan(base: str, lang: str) -> str:
    boxes = "".join(
        f'<a href="{base}/{lang}/stands/{s.number}" aria-label="{s.number}">'
        f'<path data-stand="{s.id}" d="M{s.x_mm} 0h2900v2900h-2900z" fill="#d9b48c"/>'
        f'<text x="{s.x_mm + 700}" y="1700" font-size="900">{s.number}</text></a>'
        for s in STANDS
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Plan" '
        f'viewBox="-500 -1000 19000 5000">{boxes}</svg>'
    )


@dataclass
class Shelf:
    """Built files in memory."""

    held: dict[str, bytes] = field(default_factory=dict)

    def put(self, seed: str, suffix: str, data: bytes) -> str:
        name = name_of(seed, suffix)
        self.held[name] = data
        return name

    def read(self, name: str, suffix: str = "") -> bytes | None:
        return self.held.get(name + suffix)


class ShownHall:
    """A hall that tests put on show."""

    def __init__(self, catalogue: Catalogue, base: str = "") -> None:
        self.catalogue = catalogue
        self.files = Shelf()
        self.findings: Sequence[BuiltFinding] = ()
        languages = catalogue.fair.languages
        put = self.files.put
        self.build = HallBuild(
            build_id="build-1",
            fair=catalogue.fair.id,
            shell=put("shell", "glb", b"glTF shell"),
            index={la: put(f"index-{la}", "json", b"{}") for la in languages},
            search={la: put(f"search-{la}", "json", b"{}") for la in languages},
            near={},
            fonts={"latin": put("latin", "woff2", b"wOF2"), "arabic": put("ar", "woff2", b"wOF2")},
            plan_svg={
                la: put(f"plan-{la}", "svg", make_plan(base, la).encode()) for la in languages
            },
            geojson="",
            catalogue=put("catalogue", "msgpack", b"secret telephone numbers"),
        )
        self._queues: set[asyncio.Queue[str]] = set()
        self.rebuilds_asked = 0

    def ask_rebuild(self) -> None:
        self.rebuilds_asked += 1

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[asyncio.Queue[str]]:
        queue: asyncio.Queue[str] = asyncio.Queue(4)
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)

    def tell(self, build_id: str) -> None:
        self.build = replace(self.build, build_id=build_id)
        for queue in self._queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(build_id)

    @property
    def listener_count(self) -> int:
        return len(self._queues)
