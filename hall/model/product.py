"""What is offered: a product, a service or a piece of information."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hall.model.money import Money
from hall.model.text import NO_TEXT, Texts

PRICE_KINDS = ("fixed", "from", "on_request", "not_for_sale")


@dataclass(frozen=True, slots=True)
class LabelClaim:
    """A quality label that an exhibitor claims, with its evidence."""

    label_id: str
    label_no: str = ""
    certifier: str = ""
    valid_until: str = ""
    checked_on: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a product: a path below `media/` or a `sha256:` reference, and its text."""

    source: str
    alt: Texts = NO_TEXT


@dataclass(frozen=True, slots=True)
class Product:
    """An offer (DATA.md, products.csv). Dates are ISO 8601 days.

    `price` is for one `sold_by` unit, all taxes included; `net_quantity` and `net_unit`
    (g, kg, ml, l, cm, m, m2, piece) let the unit price be computed. `extra` holds the
    family's own typed fields as text (a rug has length_cm, width_cm, technique...).
    """

    id: str
    exhibitor: str
    family: str
    name: Texts
    description: Texts
    nature: Texts
    how_made: Texts
    price_kind: str
    form: str
    origin_commune: str = ""
    origin_province: str = ""
    label: LabelClaim | None = None
    sanitary_no: str = ""
    price: Money | None = None
    price_date: str = ""
    net_quantity: float | None = None
    net_unit: str = ""
    sold_by: str = "piece"
    pack_weight_g: int | None = None
    min_quantity: int = 1
    wholesale_price: Money | None = None
    wholesale_from: int | None = None
    stock: int | None = None
    one_of_a_kind: bool = False
    lead_days: int | None = None
    season: str = ""
    best_before: str = ""
    ingredients: Texts = NO_TEXT
    allergens: tuple[str, ...] = ()
    ships_to: tuple[str, ...] = ()
    colour: str = ""
    picture: str = ""
    photos: tuple[Photo, ...] = ()
    model: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
