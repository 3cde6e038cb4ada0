"""A placed hall and checked tables to the value that pages read."""

from __future__ import annotations

from collections.abc import Mapping

from hall.model.catalogue import Catalogue, PictureFiles, StandInfo
from hall.model.text import Texts
from hall.store.folder import FolderRead
from layout.values import PlacedHall, Placement


def make_catalogue(
    read: FolderRead,
    placed: PlacedHall,
    former_numbers: Mapping[str, str],
    pictures: Mapping[str, tuple[PictureFiles, ...]],
    logos: Mapping[str, PictureFiles],
    models: Mapping[str, str],
) -> Catalogue:
    """Return everything the pages show, as one value."""
    return Catalogue(
        fair=read.fair,
        sectors=read.sectors,
        exhibitors={exhibitor.id: exhibitor for exhibitor in read.exhibitors},
        products={product.id: product for product in read.products},
        stands=tuple(_stand_info(placement) for placement in placed.placements),
        former_numbers=dict(former_numbers),
        sessions=read.sessions,
        families={family.id: family for family in read.families},
        labels={label.id: label for label in read.labels},
        delivery=read.delivery,
        places=read.places,
        synonyms=read.synonyms,
        product_pictures=dict(pictures),
        logos=dict(logos),
        models=dict(models),
        rooms={zone.id: Texts(zone.names) for zone in placed.plan.zones if zone.names},
        tours=read.tours,
        rates=read.rates,
    )


def _stand_info(placement: Placement) -> StandInfo:
    return StandInfo(
        id=placement.stand_id,
        number=placement.number,
        sector=placement.sector,
        exhibitor=placement.exhibitor,
        co_exhibitors=placement.co_exhibitors,
        x_mm=placement.x_mm,
        y_mm=placement.y_mm,
        rotation_mdeg=placement.rotation_mdeg,
        width_mm=placement.width_mm,
        depth_mm=placement.depth_mm,
        open_sides=placement.open_sides,
        kit=placement.kit,
    )
