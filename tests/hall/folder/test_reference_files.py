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
