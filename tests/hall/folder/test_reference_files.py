"""The small YAML files of a fair: what they say, and what they may leave open."""

from __future__ import annotations

from typing import Any

import pytest

from hall.model.money import Money
from hall.store.folder import read_fair_folder


@pytest.mark.parametrize("fee", ["null", "", "~", '""'])
def test_a_fee_left_open_is_agreed_case_by_case(fair: Any, fee: str) -> None:
    fair.replace("delivery.yaml", "fee: 35", f"fee: {fee}")
    read = read_fair_folder(fair.path)
    assert read.findings == ()
    assert [rate.fee for mode in read.delivery.modes for rate in mode.fees] == [None]


def test_a_fee_of_nothing_is_not_a_fee_left_open(fair: Any) -> None:
    fair.replace("delivery.yaml", "fee: 35", "fee: 0")
    read = read_fair_folder(fair.path)
    assert [rate.fee for mode in read.delivery.modes for rate in mode.fees] == [Money(0)]


def test_a_fee_that_is_no_amount_is_told_with_its_place(fair: Any) -> None:
    fair.replace("delivery.yaml", "fee: 35", "fee: gratuit")
    found = [f for f in read_fair_folder(fair.path).findings if f.code == "delivery.bad_fee"]
    assert [(str(f.span), f.severity) for f in found] == [("delivery.yaml:6:46", "error")]


def test_the_towns_of_a_province_are_read(fair: Any) -> None:
    fair.replace("places.yaml", "countries:", "towns: {figuig: [Bouarfa, بوعرفة]}\ncountries:")
    read = read_fair_folder(fair.path)
    assert read.findings == ()
    assert read.places.towns == {"figuig": ("Bouarfa", "بوعرفة")}


def test_towns_of_an_unknown_province_are_refused_with_the_nearest(fair: Any) -> None:
    fair.replace("places.yaml", "countries:", "towns: {figig: [Bouarfa]}\ncountries:")
    (found,) = read_fair_folder(fair.path).findings
    assert (found.code, str(found.span)) == ("place.unknown_province", "places.yaml:7:16")
    assert "did you mean figuig?" in found.message
