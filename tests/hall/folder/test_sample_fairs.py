"""The sample fairs are as right as the manual asks of everybody's tables."""

from __future__ import annotations

import pytest

from hall.resources import fair_dir
from hall.service.towns import find_locality
from hall.store.folder import FolderRead, read_fair_folder

SIZES = {"oriental-2022": (260, 1000), "beni-mellal": (320, 600)}


@pytest.fixture(scope="module", params=sorted(SIZES))
def sample(request: pytest.FixtureRequest) -> tuple[str, FolderRead]:
    return request.param, read_fair_folder(fair_dir(request.param))


def test_a_sample_fair_has_no_error(sample: tuple[str, FolderRead]) -> None:
    _, read = sample
    assert [str(f) for f in read.findings if f.severity == "error"] == []
    assert read.is_usable


def test_a_sample_fair_has_its_stands_and_products(sample: tuple[str, FolderRead]) -> None:
    name, read = sample
    stands, products = SIZES[name]
    assert len(read.requests) == stands
    assert len(read.products) >= products
    assert {request.sector for request in read.requests} == {sector.id for sector in read.sectors}


def test_every_text_of_a_sample_fair_is_in_three_languages(
    sample: tuple[str, FolderRead],
) -> None:
    _, read = sample
    assert [str(f) for f in read.findings if f.code.endswith(".untranslated")] == []


def test_a_sample_fair_is_marked_as_one(sample: tuple[str, FolderRead]) -> None:
    _, read = sample
    assert read.fair.sample
    claims = [product.label for product in read.products if product.label is not None]
    assert claims
    assert all(claim.label_no.startswith("SAMPLE-") for claim in claims)


def test_a_sample_fair_can_be_ordered_from(sample: tuple[str, FolderRead]) -> None:
    _, read = sample
    modes = {mode.id for mode in read.delivery.modes}
    for exhibitor in read.exhibitors:
        assert set(exhibitor.delivery_modes) <= modes
        assert exhibitor.phone or exhibitor.email or not exhibitor.show_phone


@pytest.mark.parametrize(
    ("town", "region"),
    [
        ("Oujda", "oriental"), ("وجدة", "oriental"), ("Berkane", "oriental"),
        ("saidia", "oriental"), ("Bouarfa", "oriental"), ("Béni Mellal", "beni-mellal-khenifra"),
        ("بني ملال", "beni-mellal-khenifra"), ("kasba tadla", "beni-mellal-khenifra"),
        ("Oued Zem", "beni-mellal-khenifra"), ("Casa", "casablanca-settat"),
        ("كازا", "casablanca-settat"), ("Tanger", "tanger-tetouan-al-hoceima"),
        ("Agadir", "souss-massa"), ("Témara", "rabat-sale-kenitra"), ("Fès", "fes-meknes"),
        ("Dakhla", "dakhla-oued-ed-dahab"), ("الشرق", "oriental"), ("العيون", None),
        ("Tombouctou", None),
    ],
)  # fmt: skip
def test_towns_are_known_as_buyers_write_them(
    sample: tuple[str, FolderRead], town: str, region: str | None
) -> None:
    _, read = sample
    found = find_locality(read.places, read.delivery.zones, read.exhibitors, town)
    assert (found.region if found else None) == region


def test_no_two_regions_share_the_name_of_a_province(sample: tuple[str, FolderRead]) -> None:
    _, read = sample
    for province, names in read.places.provinces.items():
        for name in names.by_lang.values():
            found = find_locality(read.places, read.delivery.zones, (), name)
            # El Aïoun of the Oriental and Laâyoune are one word in Arabic.
            assert (found and found.region) == read.places.region_of[province] or name == "العيون"
