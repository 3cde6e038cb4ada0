"""Reading a catalogue: who stands where, with what, and what the fair allows today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from hall.model.catalogue import Catalogue, StandInfo
from hall.model.exhibitor import Exhibitor
from hall.model.fair import Label, Session
from hall.model.product import Product
from hall.service.phases import find_phase
from hall.service.quoting import can_order

LabelState = Literal["declared", "checked", "expired"]


@dataclass(frozen=True, slots=True)
class StandFound:
    """A stand found by its number; `moved` when the number is a former one: redirect."""

    stand: StandInfo
    moved: bool


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What comes before and after in a walk through a list."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class LabelFact:
    """A claimed label and how far it is proved on a given day."""

    label: Label
    state: LabelState
    number: str
    certifier: str
    checked_on: str
    valid_until: str


class CatalogueView:
    """A catalogue with its indexes: made once a build, read by every request."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._stand_by_id = {stand.id: stand for stand in catalogue.stands}
        self._stand_by_number = {_tidy(stand.number): stand for stand in catalogue.stands}
        self._stand_of = {
            exhibitor: stand
            for stand in catalogue.stands
            for exhibitor in (stand.exhibitor, *stand.co_exhibitors)
            if exhibitor is not None
        }
        self._products_of = _group(catalogue.products.values())
        self._sessions = {session.id: session for session in catalogue.sessions}
        self._product_order = tuple(
            product.id for name in catalogue.exhibitors for product in self.list_products(name)
        )

    def find_stand(self, stand_id: str) -> StandInfo | None:
        return self._stand_by_id.get(stand_id)

    def find_stand_numbered(self, number: str) -> StandFound | None:
        """Return the stand with a number, or the one that used to have it."""
        wanted = _tidy(number)
        stand = self._stand_by_number.get(wanted)
        if stand is not None:
            return StandFound(stand, moved=stand.number != number)
        for former, stand_id in self.catalogue.former_numbers.items():
            if _tidy(former) == wanted and stand_id in self._stand_by_id:
                return StandFound(self._stand_by_id[stand_id], moved=True)
        return None

    def find_stand_of(self, exhibitor: str) -> StandInfo | None:
        """Return the stand where an exhibitor is, its own or its host's."""
        return self._stand_of.get(exhibitor)

    def find_session(self, name: str) -> Session | None:
        return self._sessions.get(name)

    def list_exhibitors_of(self, stand: StandInfo) -> tuple[Exhibitor, ...]:
        """Return who is on a stand: the lead first, then the co-exhibitors."""
        names = (stand.exhibitor, *stand.co_exhibitors)
        known = self.catalogue.exhibitors
        return tuple(known[name] for name in names if name is not None and name in known)

    def list_products(self, exhibitor: str) -> tuple[Product, ...]:
        """Return an exhibitor's products in the order of the table."""
        return self._products_of.get(exhibitor, ())

    def list_products_on(self, stand: StandInfo) -> tuple[Product, ...]:
        """Return the products on a stand, exhibitor by exhibitor."""
        return tuple(
            product
            for exhibitor in self.list_exhibitors_of(stand)
            for product in self.list_products(exhibitor.id)
        )

    def list_sector(self, sector: str) -> tuple[Exhibitor, ...]:
        """Return the exhibitors of a sector in the order of the table."""
        return tuple(e for e in self.catalogue.exhibitors.values() if e.sector == sector)

    def list_sector_stands(self, sector: str) -> tuple[StandInfo, ...]:
        return tuple(stand for stand in self.catalogue.stands if stand.sector == sector)

    def list_days(self) -> tuple[str, ...]:
        """Return the days that have sessions, as ISO days."""
        return tuple(sorted({session.date for session in self.catalogue.sessions}))

    def list_sessions(self, day: str = "") -> tuple[Session, ...]:
        """Return the sessions of a day, or all, by day, start and room."""
        chosen = (s for s in self.catalogue.sessions if not day or s.date == day)
        return tuple(sorted(chosen, key=lambda s: (s.date, s.start, s.room, s.id)))

    def list_sessions_with(self, exhibitor: str) -> tuple[Session, ...]:
        return tuple(s for s in self.list_sessions() if exhibitor in s.exhibitors)

    def find_stand_neighbours(self, stand: StandInfo) -> Neighbours:
        """Return the ids of the stands before and after, in the order of the numbers."""
        return _neighbours(tuple(self._stand_by_id), stand.id)

    def find_product_neighbours(self, product: Product) -> Neighbours:
        """Return the ids of the products before and after, exhibitor by exhibitor."""
        return _neighbours(self._product_order, product.id)

    def find_label(self, product: Product, today: dt.date) -> LabelFact | None:
        """Return the label that a product claims; None where it claims no known one."""
        claim = product.label
        label = self.catalogue.labels.get(claim.label_id) if claim else None
        if claim is None or label is None:
            return None
        state: LabelState = "checked" if claim.checked_on else "declared"
        if claim.valid_until and claim.valid_until < today.isoformat():
            state = "expired"
        return LabelFact(
            label, state, claim.label_no, claim.certifier, claim.checked_on, claim.valid_until
        )

    def can_order(self, product: Product, today: dt.date) -> bool:
        """Return whether an order can be asked for: the phase takes it, it is not sold out."""
        phase = find_phase(self.catalogue.fair, today)
        return product.stock != 0 and can_order(product, phase)


def _tidy(number: str) -> str:
    return number.strip().upper()


def _group(products: Iterable[Product]) -> Mapping[str, tuple[Product, ...]]:
    found: dict[str, list[Product]] = {}
    for product in products:
        found.setdefault(product.exhibitor, []).append(product)
    return {exhibitor: tuple(listed) for exhibitor, listed in found.items()}


def _neighbours(order: tuple[str, ...], name: str) -> Neighbours:
    try:
        at = order.index(name)
    except ValueError:
        return Neighbours(None, None)
    after = order[at + 1] if at + 1 < len(order) else None
    return Neighbours(order[at - 1] if at else None, after)
