"""A form that comes back as it was filled in changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from order_fair import make_catalogue

from hall.model.catalogue import Catalogue
from hall.resources import fair_dir, list_samples
from hall.service.cells import (
    EXHIBITOR_COLUMNS,
    PRODUCT_COLUMNS,
    cells_of_exhibitor,
    cells_of_product,
    check_cells,
)
from hall.service.form_checks import Faults
from hall.store.folder import read_fair_folder


@pytest.fixture(scope="module", params=list_samples())
def sample(request: pytest.FixtureRequest) -> Catalogue:
    read = read_fair_folder(fair_dir(request.param))
    return replace(
        make_catalogue(),
        fair=read.fair,
        exhibitors={exhibitor.id: exhibitor for exhibitor in read.exhibitors},
        products={product.id: product for product in read.products},
        families={family.id: family for family in read.families},
        labels={label.id: label for label in read.labels},
        delivery=read.delivery,
        places=read.places,
    )


def unchanged(noun: str, cells: Mapping[str, str], catalogue: Catalogue) -> bool:
    faults = Faults()
    checked = check_cells(noun, cells, catalogue, cells.get("family", ""), faults)
    return checked == cells and not faults.found


def test_every_product_of_the_samples_passes_its_own_form(sample: Catalogue) -> None:
    assert sample.products
    for product in sample.products.values():
        extra = {field.id for field in sample.families[product.family].fields}
        cells = cells_of_product(product)
        assert cells.keys() - PRODUCT_COLUMNS.keys() - extra == {"price_date"}
        cells.pop("price_date")
        assert unchanged("product", cells, sample), product.id


def test_every_exhibitor_of_the_samples_passes_its_own_form(sample: Catalogue) -> None:
    assert sample.exhibitors
    for exhibitor in sample.exhibitors.values():
        cells = cells_of_exhibitor(exhibitor)
        assert cells.keys() <= EXHIBITOR_COLUMNS.keys()
        assert unchanged("exhibitor", cells, sample), exhibitor.id


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        ("price", "1 250,50", "1250.5"),
        ("price", "٨٥", "85"),
        ("stock", " 4 ", "4"),
        ("stock", "", ""),
        ("ships_to", "MA | FR", "MA|FR"),
        ("one_of_a_kind", "on", "yes"),
        ("one_of_a_kind", "", "no"),
        ("colour", "#C0602A", "#c0602a"),
    ],
)
def test_a_cell_has_one_form(column: str, typed: str, kept: str) -> None:
    faults = Faults()
    checked = check_cells("product", {column: typed}, make_catalogue(), "honey", faults)
    assert (checked, faults.found) == ({column: kept}, [])


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("wool", "wool"), ("Laine | coton", "wool|cotton"), ("صوف", "wool"), ("", "")],
)
def test_a_family_s_choices_are_taken_by_id_or_in_words(
    sample: Catalogue, cell: str, kept: str
) -> None:
    faults = Faults()
    checked = check_cells("product", {"materials": cell}, sample, "rug", faults)
    assert (checked, faults.found) == ({"materials": kept}, [])


def test_a_choice_that_the_family_does_not_offer_is_refused(sample: Catalogue) -> None:
    faults = Faults()
    check_cells("product", {"materials": "plastique"}, sample, "rug", faults)
    assert [(fault.field, fault.code) for fault in faults.found] == [("materials", "not_offered")]
