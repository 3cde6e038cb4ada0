"""From a placement and its exhibitors to what stands on the stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assets.values import Exhibit, StandDressing
from hall.model.exhibitor import Exhibitor
from hall.model.product import Product
from hall.model.text import NO_TEXT
from hall.service.building.index import fascia_arabic, fascia_latin
from hall.service.building.media import MediaSource
from layout.values import Placement, Sector

# More would not be seen on nine square metres; pages list every product.
MAX_EXHIBITS = 12


def products_by_exhibitor(products: Iterable[Product]) -> dict[str, list[Product]]:
    """Return the products of each exhibitor, in the order of the table."""
    grouped: dict[str, list[Product]] = {}
    for product in products:
        grouped.setdefault(product.exhibitor, []).append(product)
    return grouped


def make_dressing(
    placement: Placement,
    exhibitors: Mapping[str, Exhibitor],
    sectors: Mapping[str, Sector],
    exhibits: Mapping[str, Exhibit],
    products: Mapping[str, Sequence[Product]],
    source: MediaSource,
) -> StandDressing:
    """Return the dressing of one stand; an unlet stand has neither name nor exhibits."""
    lead = exhibitors.get(placement.exhibitor or "")
    owners = [lead.id, *placement.co_exhibitors] if lead else []
    return StandDressing(
        stand_id=placement.stand_id,
        number=placement.number,
        name_latin=fascia_latin(lead.name if lead else NO_TEXT),
        name_arabic=fascia_arabic(lead.name if lead else NO_TEXT),
        colour=(lead.colour if lead else "") or sectors[placement.sector].colour,
        width_mm=placement.width_mm,
        depth_mm=placement.depth_mm,
        open_sides=placement.open_sides,
        kit=placement.kit,
        logo=source.read(lead.logo) if lead else None,
        exhibits=tuple(_taking_turns([products.get(owner, ()) for owner in owners], exhibits)),
    )


def _taking_turns(
    lists: Sequence[Sequence[Product]], exhibits: Mapping[str, Exhibit]
) -> Iterable[Exhibit]:
    """Return at most MAX_EXHIBITS exhibits, one of each owner in turn: sharing is fair."""
    longest = max((len(products) for products in lists), default=0)
    turn = [products[i].id for i in range(longest) for products in lists if i < len(products)]
    return [exhibits[product_id] for product_id in turn[:MAX_EXHIBITS]]
