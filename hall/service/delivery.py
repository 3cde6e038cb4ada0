"""Can it reach me? What is known about sending a product to a town or a country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hall.model.catalogue import Catalogue
from hall.model.fair import DeliveryFee, DeliveryMode, DeliveryNote
from hall.model.money import Money
from hall.model.product import Product
from hall.service.towns import find_locality, spelling_key

HOME = "MA"
ANYWHERE = frozenset({"*", "all", "world"})

# yes: at least one way with a known fee, or to be collected. agreed: a way, its fee by
# agreement. no: a note says that it is not allowed. ask: nothing is known.
Verdict = Literal["yes", "agreed", "no", "ask"]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a buyer is: a country, and in the home country a province, region or town."""

    country: str = HOME
    place: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """Where a destination lies: its delivery zones, and whether nobody knows its town."""

    zones: tuple[str, ...]
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class WayToBuyer:
    """One delivery mode that reaches a destination; no fee is agreed case by case."""

    mode: DeliveryMode
    fee: Money | None
    is_collected: bool


@dataclass(frozen=True, slots=True)
class ReachAnswer:
    """The answer with its ways, the cheapest first, and the notes that bear on it."""

    verdict: Verdict
    ways: tuple[WayToBuyer, ...] = ()
    notes: tuple[DeliveryNote, ...] = ()


def find_reach(catalogue: Catalogue, product: Product, to: Destination) -> ReachAnswer:
    """Return whether and how a product reaches a destination, as far as the fair knows."""
    area = find_area(catalogue, to)
    notes = tuple(
        note
        for note in catalogue.delivery.notes
        if (note.country == to.country or note.country in area.zones)
        and (not note.families or product.family in note.families)
    )
    if any(not note.allowed for note in notes):
        return ReachAnswer("no", (), notes)
    ways = _list_ways(catalogue, product, area, to)
    if product.ships_to and not {to.country, *area.zones, *ANYWHERE} & set(product.ships_to):
        # A product that is not sent there can still be fetched by who comes.
        ways = tuple(way for way in ways if way.is_collected)
        return ReachAnswer("yes" if ways else "ask", ways, notes)
    return ReachAnswer(_judge(ways, area), ways, notes)


def _judge(ways: tuple[WayToBuyer, ...], area: Area) -> Verdict:
    if any(way.fee is not None for way in ways):
        return "yes"
    # Of a place that nobody knows, only the cooperative can say what reaches it.
    if area.is_unknown and any(not way.is_collected for way in ways):
        return "ask"
    if any(way.is_collected for way in ways):
        return "yes"
    return "agreed" if ways else "ask"


def _list_ways(
    catalogue: Catalogue, product: Product, area: Area, to: Destination
) -> tuple[WayToBuyer, ...]:
    exhibitor = catalogue.exhibitors.get(product.exhibitor)
    offered = exhibitor.delivery_modes if exhibitor else ()
    ways = []
    for mode in catalogue.delivery.modes:
        if mode.id not in offered:
            continue
        if is_collected(mode):
            if to.country == HOME:
                ways.append(WayToBuyer(mode, None, is_collected=True))
        elif any(fee.zone in area.zones for fee in mode.fees):
            rate = find_rate(catalogue, mode, area, product.pack_weight_g)
            ways.append(WayToBuyer(mode, rate.fee if rate else None, is_collected=False))
    return tuple(sorted(ways, key=_rank))


def is_collected(mode: DeliveryMode) -> bool:
    """Return whether the buyer comes for it: no address is asked and nothing is charged."""
    charged = any(rate.fee is None or rate.fee.amount_minor > 0 for rate in mode.fees)
    return not mode.needs_address and not charged


def find_rate(
    catalogue: Catalogue, mode: DeliveryMode, area: Area, weight_g: int | None
) -> DeliveryFee | None:
    """Return the rate of the nearest zone for the smallest step that carries the weight.

    None for an unknown weight, for one that is too much, and for a place that nobody knows
    where the fee depends on the place: it is to be agreed.
    """
    if weight_g is None or (area.is_unknown and _has_local_rate(catalogue, mode)):
        return None
    for zone in area.zones:
        rates = [fee for fee in mode.fees if fee.zone == zone]
        if rates:
            fitting = (fee for fee in rates if fee.up_to_g >= weight_g)
            return min(fitting, key=lambda fee: fee.up_to_g, default=None)
    return None


def _has_local_rate(catalogue: Catalogue, mode: DeliveryMode) -> bool:
    return any(
        member not in catalogue.places.countries and member != HOME
        for rate in mode.fees
        for member in catalogue.delivery.zones.get(rate.zone, ())
    )


def _rank(way: WayToBuyer) -> tuple[int, int, str]:
    if way.is_collected:
        return (2, 0, way.mode.id)
    return (0, way.fee.amount_minor, way.mode.id) if way.fee else (1, 0, way.mode.id)


def find_area(catalogue: Catalogue, to: Destination) -> Area:
    """Return the delivery zones that hold the destination, the narrowest first.

    A zone may name towns, provinces, regions or countries. One that names the town comes
    before one that names its region, and that before one that names the country.
    """
    names: tuple[str, ...] = (to.country,)
    is_unknown = False
    if to.country == HOME and to.place.strip():
        exhibitors = catalogue.exhibitors.values()
        all_zones = catalogue.delivery.zones
        locality = find_locality(catalogue.places, all_zones, exhibitors, to.place)
        is_unknown = locality is None
        names = (*(locality.list_names() if locality else ()), to.country)
    zones = {
        zone: {spelling_key(member) for member in members}
        for zone, members in catalogue.delivery.zones.items()
    }
    found = (
        zone for name in names for zone, members in zones.items() if spelling_key(name) in members
    )
    return Area(tuple(dict.fromkeys(found)), is_unknown=is_unknown)
