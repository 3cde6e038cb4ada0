"""The JSON shapes that leave the server: what the viewer reads and the pages show."""

from __future__ import annotations

from msgspec import Struct


class Words(Struct, frozen=True):
    """A text with the language that it is really in."""

    text: str
    lang: str
    dir: str


class Named(Struct, frozen=True):
    """A thing with an address and a name."""

    id: str
    url: str
    name: Words


class StandRef(Struct, frozen=True):
    """Where an exhibitor stands."""

    id: str
    number: str
    url: str


class SectorRef(Struct, frozen=True):
    """A sector by its name."""

    id: str
    name: Words


class Picture(Struct, frozen=True):
    """One picture in its widths; `srcset` as HTML writes it."""

    src: str
    srcset: str
    width: int
    height: int
    alt: Words


class Fact(Struct, frozen=True):
    """One line of a table of properties."""

    name: str
    value: Words


class LabelShape(Struct, frozen=True):
    """A quality label: `state` says in words who vouches for it."""

    name: Words
    law: str
    number: str
    certifier: str
    state: str
    checked: bool
    evidence: Words


class PriceShape(Struct, frozen=True):
    """A price with all taxes included. `unit_text` is empty where it would repeat `text`.

    `abroad` says about what it is in the visitor's currency (`≈ 7,80 €`), by the rate of
    `abroad_date` from `abroad_source`; all three are empty where the visitor chose no country
    or the fair has no rate for it.
    """

    amount_minor: int | None
    currency: str
    text: str
    unit_text: str
    kind: str
    date_text: str
    to_confirm: bool
    abroad: str = ""
    abroad_date: str = ""
    abroad_source: str = ""


class ExhibitorShape(Struct, frozen=True):
    """An exhibitor without any number or address to reach it: those come on a tap."""

    id: str
    url: str
    name: Words
    lang: str
    dir: str
    about: Words
    story: Words
    kind: str
    kind_name: str
    place: str
    colour: str
    logo: str
    members: int | None
    women_members: int | None
    founded: int | None
    channels: tuple[str, ...]
    call_hours: str
    stand: StandRef | None


class ProductShape(Struct, frozen=True):
    """A product, service or piece of information on show.

    `order_note` says what the phase of the fair changes for orders; empty while it is open.
    """

    id: str
    url: str
    exhibitor: Named
    stand: StandRef | None
    name: Words
    description: Words
    nature: Words
    how_made: Words
    origin: str
    family: str
    facts: tuple[Fact, ...]
    label: LabelShape | None
    price: PriceShape
    wholesale_text: str
    stock_text: str
    can_order: bool
    order_note: str
    min_quantity: int
    order_url: str
    pictures: tuple[Picture, ...]
    model: str | None


class StandShape(Struct, frozen=True):
    """A stand with everybody and everything on it."""

    id: str
    number: str
    sector: SectorRef
    url: str
    size_text: str
    exhibitors: tuple[ExhibitorShape, ...]
    products: tuple[ProductShape, ...]


class ProductPage(Struct, frozen=True):
    """Found products: `count` is of all, `products` the asked part of them."""

    count: int
    page: int
    pages: int
    products: tuple[ProductShape, ...]


class CountryRate(Struct, frozen=True):
    """A country whose currency the fair has a rate for."""

    id: str
    name: Words
    currency: str


class RateList(Struct, frozen=True):
    """Where a visitor may come from to see prices in another currency; none: no rates."""

    date_text: str
    source: str
    countries: tuple[CountryRate, ...]
