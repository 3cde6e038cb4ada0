"""A buyer writes a town as people do, and its delivery zone is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hall.model.catalogue import Catalogue
from hall.service.delivery import Destination, find_area

NEAR = ("local", "maroc")
FAR = ("maroc",)


@pytest.mark.parametrize(
    ("town", "zones"),
    [
        ("Oujda-Angad", NEAR), ("Oujda", NEAR), ("OUJDA", NEAR), ("وجدة", NEAR), ("وجده", NEAR),
        ("Berkan", NEAR), ("بركان", NEAR), ("Ville de Berkane", NEAR), ("مدينة بركان", NEAR),
        ("إقليم فجيج", NEAR), ("60000 Oujda", NEAR), ("Hay Salam, Oujda", NEAR),
        ("حي السلام، وجدة", NEAR), ("Rue de Figuig (Oujda)", NEAR), ("hay andalous oujda", NEAR),
        ("Ahfir", NEAR), ("أحفير", NEAR), ("Boarfa", None), ("Bouarfa", NEAR), ("TAFOUGHALT", NEAR),
        ("Oriental", NEAR), ("الشرق", NEAR), ("Béni Mellal", FAR), ("beni melal", FAR),
        ("Benimellal", FAR), ("بني ملال", FAR), ("Agadir", FAR), ("أكادير", FAR),
        ("Taghazout", FAR), ("Béni", None), ("Tombouctou", None), ("12345", None), ("-", None),
        ("Agadir Berkane", None),
    ],
)  # fmt: skip
def test_a_town_is_found_as_people_write_it(
    catalogue: Catalogue, town: str, zones: tuple[str, ...] | None
) -> None:
    area = find_area(catalogue, Destination("MA", town))
    assert area.zones == (zones or FAR)
    assert area.is_unknown == (zones is None)


def test_a_name_that_two_regions_share_is_unknown(catalogue: Catalogue) -> None:
    assert find_area(catalogue, Destination("MA", "Aklim")).is_unknown


def test_a_zone_of_towns_holds_the_town_in_every_script_but_not_its_province(
    catalogue: Catalogue,
) -> None:
    zones = {"city": ("Oujda", "Ahfir"), "local": ("L'Oriental",), "maroc": ("MA",)}
    around = replace(catalogue, delivery=replace(catalogue.delivery, zones=zones))
    found = {
        town: find_area(around, Destination("MA", town)).zones[0]
        for town in ("Oujda", "وجدة", "ahfir", "Berkane", "Agadir")
    }
    assert found == {
        "Oujda": "city", "وجدة": "city", "ahfir": "city", "Berkane": "local", "Agadir": "maroc",
    }  # fmt: skip


def test_a_town_abroad_is_the_country_s(catalogue: Catalogue) -> None:
    area = find_area(catalogue, Destination("FR", "Oujda"))
    assert (area.zones, area.is_unknown) == (("europe",), False)
