"""Everything the pages show of one fair, as one immutable value.

The build worker writes it once (`catalogue.msgpack`), the serving process reads it: no
table or YAML is parsed while serving.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hall.model.exhibitor import Exhibitor
from hall.model.fair import (
    Delivery,
    Fair,
    Family,
    Label,
    Places,
    Rates,
    SectorInfo,
    Session,
    Tour,
)
from hall.model.product import Product
from hall.model.text import Texts


@dataclass(frozen=True, slots=True)
class StandInfo:
    """A placed stand as pages, plan and viewer need it (millimetres, see layout.values)."""

    id: str
    number: str
    sector: str
    exhibitor: str | None
    co_exhibitors: tuple[str, ...]
    x_mm: int
    y_mm: int
    rotation_mdeg: int
    width_mm: int
    depth_mm: int
    open_sides: tuple[str, ...]
    kit: str


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """Built files of one picture, by width in px: file names below `/f/`."""

    widths: Mapping[int, str]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One fair, checked and merged with what exhibitors changed and organisers approved.

    `rooms` names the zones of the plan, for sessions whose room is a zone's id.
    """

    fair: Fair
    sectors: tuple[SectorInfo, ...]
    exhibitors: Mapping[str, Exhibitor]
    products: Mapping[str, Product]
    stands: tuple[StandInfo, ...]
    former_numbers: Mapping[str, str]
    sessions: tuple[Session, ...]
    families: Mapping[str, Family]
    labels: Mapping[str, Label]
    delivery: Delivery
    places: Places
    synonyms: Mapping[str, tuple[str, ...]]
    product_pictures: Mapping[str, tuple[PictureFiles, ...]] = field(default_factory=dict)
    logos: Mapping[str, PictureFiles] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)
    rooms: Mapping[str, Texts] = field(default_factory=dict)
    tours: tuple[Tour, ...] = ()
    rates: Rates | None = None
