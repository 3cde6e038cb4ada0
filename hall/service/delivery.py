"""Can it reach me? What is known about sending a product to a town or a country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hall.model.catalogue import Catalogue
from hall.model.fair import DeliveryFee, DeliveryMode, DeliveryNote
from hall.model.folding import fold_words
from hall.model.money import Money
from hall.model.product import Product

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
    zones = find_zones(catalogue, to)
    notes = tuple(
        note
        for note in catalogue.delivery.notes
        if (note.country == to.country or note.country in zones)
        and (not note.families or product.family in note.families)
    )
    if any(not note.allowed for note in notes):
        return ReachAnswer("no", (), notes)
    abroad = to.country != HOME
    if product.ships_to and not {to.country, *zones, *ANYWHERE} & set(product.ships_to):
        # A product that is not sent there can still be fetched by who comes.
        ways = () if abroad else tuple(w for w in _list_ways(catalogue, product, zones, to)
                                       if w.is_collected)  # fmt: skip
        return ReachAnswer("ask" if not ways else "yes", ways, notes)
    ways = _list_ways(catalogue, product, zones, to)
    return ReachAnswer(_judge(ways), ways, notes)


def _judge(ways: tuple[WayToBuyer, ...]) -> Verdict:
    if any(way.fee is not None or way.is_collected for way in ways):
        return "yes"
    return "agreed" if ways else "ask"


def _list_ways(
    catalogue: Catalogue, product: Product, zones: tuple[str, ...], to: Destination
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
        elif any(fee.zone in zones for fee in mode.fees):
            rate = find_rate(mode, zones, product.pack_weight_g)
            ways.append(WayToBuyer(mode, rate.fee if rate else None, is_collected=False))
    return tuple(sorted(ways, key=_rank))


def is_collected(mode: DeliveryMode) -> bool:
    """Return whether the buyer comes for it: no address is asked and nothing is charged."""
    charged = any(rate.fee is None or rate.fee.amount_minor > 0 for rate in mode.fees)
    return not mode.needs_address and not charged


def find_rate(
    mode: DeliveryMode, zones: tuple[str, ...], weight_g: int | None
) -> DeliveryFee | None:
    """Return the rate of the nearest zone for the smallest step that carries the weight.

    None for an unknown weight and for one that is too much: the fee is to be agreed.
    """
    for zone in zones if weight_g is not None else ():
        rates = [fee for fee in mode.fees if fee.zone == zone]
        fitting = [fee for fee in rates if weight_g is not None and fee.up_to_g >= weight_g]
        if rates:
            return min(fitting, key=lambda fee: fee.up_to_g, default=None)
    return None


def _rank(way: WayToBuyer) -> tuple[int, int, str]:
    if way.is_collected:
        return (2, 0, way.mode.id)
    return (0, way.fee.amount_minor, way.mode.id) if way.fee else (1, 0, way.mode.id)


def find_zones(catalogue: Catalogue, to: Destination) -> tuple[str, ...]:
    """Return the delivery zones that hold the destination, the narrowest first.

    A zone may name towns, provinces, regions or countries. One that names the town comes
    before one that names its region, and that before one that names the country.
    """
    names = [to.country]
    if to.country == HOME and to.place:
        names = [to.place, *_containing(catalogue, to.place), to.country]
    zones = {
        zone: {_key(member) for member in members}
        for zone, members in catalogue.delivery.zones.items()
    }
    found = (zone for name in names for zone, members in zones.items() if _key(name) in members)
    return tuple(dict.fromkeys(found))


def _containing(catalogue: Catalogue, place: str) -> tuple[str, ...]:
    """Return the ids of the province and region that a place is or lies in.

    Oujda is the chief town of Oujda-Angad; a village is known from the exhibitors there.
    """
    places, wanted = catalogue.places, _key(place)
    for region, texts in places.regions.items():
        if wanted in {_key(region), *map(_key, texts.by_lang.values())}:
            return (region,)
    for province, texts in places.provinces.items():
        names = (_key(province.replace("-", " ")), *map(_key, texts.by_lang.values()))
        if any(name == wanted or name.startswith(f"{wanted} ") for name in names):
            return (province, places.region_of.get(province, ""))
    for exhibitor in catalogue.exhibitors.values():
        if exhibitor.commune and _key(exhibitor.commune) == wanted:
            return (exhibitor.province, exhibitor.region)
    return ()


def _key(text: str) -> str:
    return " ".join(fold_words(text))
