"""From a placement and its exhibitors to what stands on the stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assets.values import Exhibit, StandDressing
from hall.model.exhibitor import Exhibitor
from hall.model.product import Product
from hall.model.text import NO_TEXT
from hall.service.building.index import fascia_arabic, fascia_latin
from hall.service.building.media import MediaSource
from layout.values import PlacedHall, Placement

# More would not be seen on nine square metres; pages list every product.
MAX_EXHIBITS = 12


def bare_dressings(
    placed: PlacedHall, exhibitors: Mapping[str, Exhibitor]
) -> tuple[StandDressing, ...]:
    """Return each stand with its names and colour only, in the order of the placements."""
    sectors = {sector.id: sector.colour for sector in placed.plan.sectors}
    return tuple(
        _bare(placement, exhibitors.get(placement.exhibitor or ""), sectors[placement.sector])
        for placement in placed.placements
    )


def _bare(placement: Placement, lead: Exhibitor | None, sector_colour: str) -> StandDressing:
    name = lead.name if lead else NO_TEXT
    return StandDressing(
        stand_id=placement.stand_id,
        number=placement.number,
        name_latin=fascia_latin(name),
        name_arabic=fascia_arabic(name),
        colour=(lead.colour if lead else "") or sector_colour,
        width_mm=placement.width_mm,
        depth_mm=placement.depth_mm,
        open_sides=placement.open_sides,
        kit=placement.kit,
    )


@dataclass(frozen=True, slots=True)
class Dresser:
    """Furnishes bare stands with logos and exhibits."""

    exhibitors: Mapping[str, Exhibitor]
    exhibits: Mapping[str, Exhibit]
    products: Mapping[str, Sequence[Product]]
    source: MediaSource

    def dress(self, placement: Placement, bare: StandDressing) -> StandDressing:
        """Return the stand with what its exhibitors show; an unlet stand stays bare."""
        if placement.exhibitor is None:
            return bare
        owners = (placement.exhibitor, *placement.co_exhibitors)
        lists = [self.products.get(owner, ()) for owner in owners]
        logo = self.source.read(self.exhibitors[placement.exhibitor].logo)
        return replace(bare, logo=logo, exhibits=tuple(self._taking_turns(lists)))

    def _taking_turns(self, lists: Sequence[Sequence[Product]]) -> Iterable[Exhibit]:
        """Return at most MAX_EXHIBITS exhibits, one of each owner in turn: sharing is fair."""
        longest = max((len(products) for products in lists), default=0)
        turn = [products[i].id for i in range(longest) for products in lists if i < len(products)]
        return [self.exhibits[product_id] for product_id in turn[:MAX_EXHIBITS]]


def products_by_exhibitor(products: Iterable[Product]) -> dict[str, list[Product]]:
    """Return the products of each exhibitor, in the order of the table."""
    grouped: dict[str, list[Product]] = {}
    for product in products:
        grouped.setdefault(product.exhibitor, []).append(product)
    return grouped
