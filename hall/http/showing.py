"""A catalogue in one language: nouns of the fair → the shapes that pages and API show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hall.http.dates import format_day, format_hours
from hall.http.facts import list_facts
from hall.http.phases import tell_orders
from hall.http.pricing import add_abroad, describe_price, describe_wholesale
from hall.http.shapes import (
    ExhibitorShape,
    LabelShape,
    Named,
    Picture,
    PriceShape,
    ProductShape,
    SectorRef,
    StandRef,
    StandShape,
    Words,
)
from hall.http.urls import Urls
from hall.model.catalogue import Catalogue, PictureFiles, StandInfo
from hall.model.exhibitor import Exhibitor
from hall.model.product import Product
from hall.model.text import Picked, Texts
from hall.service.catalogue import CatalogueView, LabelFact
from hall.service.phases import takes_orders
from hall.service.wording import count_words, word

# Wide enough for a phone's full width at two pixels a point; srcset offers the rest.
_DEFAULT_WIDTH_PX = 640


def as_words(picked: Picked) -> Words:
    return Words(picked.text, picked.lang, picked.dir)


@dataclass(frozen=True, slots=True)
class Showing:
    """One catalogue as it is told in `lang` on the day `today` of the fair's zone.

    `country` is where the visitor said to be, empty where nothing was said.
    """

    view: CatalogueView
    lang: str
    urls: Urls
    today: date
    country: str = ""

    @property
    def catalogue(self) -> Catalogue:
        return self.view.catalogue

    def text(self, texts: Texts) -> Words:
        return as_words(texts.pick(self.lang))

    def place(self, commune: str, province: str, region: str = "", country: str = "MA") -> str:
        """Return a place from the smallest to the largest, nothing said twice."""
        places = self.catalogue.places
        parts = [places.name_town(commune, province, self.lang)]
        if province in places.provinces:
            parts.append(str(places.provinces[province].pick(self.lang)))
        region = region or places.region_of.get(province, "")
        if region in places.regions:
            parts.append(str(places.regions[region].pick(self.lang)))
        if country != "MA" and country in places.countries:
            parts.append(str(places.countries[country].pick(self.lang)))
        comma = "، " if self.lang == "ar" else ", "
        return comma.join(dict.fromkeys(part for part in parts if part))

    def stand_of(self, exhibitor_id: str) -> StandRef | None:
        stand = self.view.find_stand_of(exhibitor_id)
        return self.stand_ref(stand) if stand else None

    def stand_ref(self, stand: StandInfo) -> StandRef:
        return StandRef(stand.id, stand.number, self.urls.stand(self.lang, stand.number))

    def sector(self, sector_id: str) -> SectorRef:
        for sector in self.catalogue.sectors:
            if sector.id == sector_id:
                return SectorRef(sector.id, self.text(sector.name))
        return SectorRef(sector_id, Words(sector_id, self.lang, "ltr"))

    def named(self, exhibitor: Exhibitor) -> Named:
        url = self.urls.exhibitor(self.lang, exhibitor.id)
        return Named(exhibitor.id, url, self.text(exhibitor.name))

    def exhibitor(self, exhibitor: Exhibitor) -> ExhibitorShape:
        name = self.text(exhibitor.name)
        logo = self.catalogue.logos.get(exhibitor.id)
        return ExhibitorShape(
            id=exhibitor.id,
            url=self.urls.exhibitor(self.lang, exhibitor.id),
            name=name,
            lang=name.lang,
            dir=name.dir,
            about=self.text(exhibitor.about),
            story=self.text(exhibitor.story),
            kind=exhibitor.kind,
            kind_name=word(self.lang, f"kind.{exhibitor.kind}"),
            place=self.place(
                exhibitor.commune, exhibitor.province, exhibitor.region, exhibitor.country
            ),
            colour=exhibitor.colour,
            logo=self.urls.file(_pick_width(logo)) if logo else "",
            members=exhibitor.members,
            women_members=exhibitor.women_members,
            founded=exhibitor.founded,
            channels=list_channels(exhibitor),
            call_hours=format_hours(exhibitor.call_hours, self.lang),
            stand=self.stand_of(exhibitor.id),
        )

    def product(self, product: Product) -> ProductShape:
        catalogue = self.catalogue
        exhibitor = catalogue.exhibitors[product.exhibitor]
        family = catalogue.families.get(product.family)
        model = catalogue.models.get(product.id)
        return ProductShape(
            id=product.id,
            url=self.urls.product(self.lang, product.id),
            exhibitor=self.named(exhibitor),
            stand=self.stand_of(exhibitor.id),
            name=self.text(product.name),
            description=self.text(product.description),
            nature=self.text(product.nature),
            how_made=self.text(product.how_made),
            origin=self.origin(product, exhibitor),
            family=str(family.name.pick(self.lang)) if family else product.family,
            facts=list_facts(catalogue, product, self.lang),
            label=self.label(product),
            price=self.price(product),
            wholesale_text=describe_wholesale(product, self.lang),
            stock_text=describe_stock(product, self.lang),
            can_order=self.view.can_order(product, self.today),
            order_note=self.order_note(product),
            min_quantity=max(1, product.min_quantity),
            order_url=self.urls.order(self.lang, product.id),
            pictures=self.pictures(product),
            model=self.urls.file(model) if model else None,
        )

    def order_note(self, product: Product) -> str:
        """Return what the phase changes; nothing where the product itself is not to be had."""
        fair = self.catalogue.fair
        if takes_orders(fair, self.today) and not self.view.can_order(product, self.today):
            return ""
        return tell_orders(fair, self.today, self.lang)

    def price(self, product: Product) -> PriceShape:
        valid_days = self.catalogue.fair.price_valid_days
        shape = describe_price(product, self.lang, self.today, valid_days)
        return add_abroad(shape, product, self.catalogue, self.country, self.lang)

    def origin(self, product: Product, exhibitor: Exhibitor) -> str:
        """Return where a product comes from; without a province, its exhibitor's country too."""
        country = "MA" if product.origin_province else exhibitor.country
        return self.place(product.origin_commune, product.origin_province, country=country)

    def label(self, product: Product) -> LabelShape | None:
        fact = self.view.find_label(product, self.today)
        if fact is None:
            return None
        return LabelShape(
            name=self.text(fact.label.name),
            law=fact.label.law,
            number=fact.number,
            certifier=fact.certifier,
            state=self.label_state(fact),
            checked=fact.state == "checked",
            evidence=self.text(fact.label.evidence),
        )

    def label_state(self, fact: LabelFact) -> str:
        """Return who vouches for a label, in words."""
        if fact.state == "checked":
            day = format_day(fact.checked_on, self.lang)
            return word(self.lang, "label.checked", date=day)
        if fact.state == "expired":
            day = format_day(fact.valid_until, self.lang)
            return word(self.lang, "label.expired", date=day)
        return word(self.lang, "label.declared")

    def pictures(self, product: Product) -> tuple[Picture, ...]:
        built = self.catalogue.product_pictures.get(product.id, ())
        shown: list[Picture] = []
        for place, files in enumerate(built):
            texts = product.photos[place].alt if place < len(product.photos) else None
            alt = self.text(texts) if texts else self.composed_alt(product)
            shown.append(self.picture(files, alt))
        return tuple(shown)

    def picture(self, files: PictureFiles, alt: Words) -> Picture:
        widths = sorted(files.widths.items())
        srcset = ", ".join(f"{self.urls.file(name)} {width}w" for width, name in widths)
        src = self.urls.file(_pick_width(files))
        return Picture(src, srcset, files.width, files.height, alt)

    def composed_alt(self, product: Product) -> Words:
        """Return what a picture shows where nobody wrote it: the product's own name."""
        return self.text(product.name)

    def stand(self, stand: StandInfo) -> StandShape:
        metre = word(self.lang, "unit.m")
        size = f"{stand.width_mm / 1000:g} × {stand.depth_mm / 1000:g} {metre}"
        return StandShape(
            id=stand.id,
            number=stand.number,
            sector=self.sector(stand.sector),
            url=self.urls.stand(self.lang, stand.number),
            size_text=size,
            exhibitors=tuple(
                self.exhibitor(exhibitor) for exhibitor in self.view.list_exhibitors_of(stand)
            ),
            products=tuple(self.product(p) for p in self.view.list_products_on(stand)),
        )


def list_channels(exhibitor: Exhibitor) -> tuple[str, ...]:
    """Return how an exhibitor can be reached, the written message first."""
    offered = {
        "message": True,
        "phone": exhibitor.show_phone and bool(exhibitor.phone),
        "whatsapp": exhibitor.show_phone and bool(exhibitor.whatsapp),
        "email": bool(exhibitor.email),
    }
    return tuple(channel for channel, there in offered.items() if there)


def describe_stock(product: Product, lang: str) -> str:
    if product.stock == 0:
        return word(lang, "stock.sold_out")
    if product.one_of_a_kind:
        return word(lang, "stock.one_of_a_kind")
    if product.stock is not None:
        return count_words(lang, "stock.left", product.stock)
    if product.lead_days:
        return count_words(lang, "stock.made_in", product.lead_days)
    return ""


def _pick_width(files: PictureFiles) -> str:
    fitting = [width for width in files.widths if width <= _DEFAULT_WIDTH_PX]
    return files.widths[max(fitting) if fitting else min(files.widths)]
