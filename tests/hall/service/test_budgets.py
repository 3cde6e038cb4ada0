"""The gate: what is heavier than its budget is named, with what is allowed and what to do."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from web_fair import make_catalogue

from hall.model.budgets import USUAL, Budgets
from hall.model.weights import FileWeight, Weights
from hall.service.budgets import CODES, list_excesses
from hall.service.downloads import list_stand_loads

LIGHT = FileWeight("a.glb", 100, 50, 40, 10, 100)


def make_weights() -> Weights:
    catalogue = make_catalogue()
    return Weights(
        shell=LIGHT,
        index=dict.fromkeys(catalogue.fair.languages, LIGHT),
        fonts={"latin": LIGHT, "arabic": LIGHT},
        search=dict.fromkeys(catalogue.fair.languages, LIGHT),
        plans=dict.fromkeys(catalogue.fair.languages, LIGHT),
        stands={stand.id: LIGHT for stand in catalogue.stands},
        models=dict.fromkeys(list(catalogue.products)[:1], LIGHT),
        pictures=dict.fromkeys(catalogue.products, (LIGHT, LIGHT)),
        logos=dict.fromkeys(list(catalogue.exhibitors)[:1], LIGHT),
    )


def test_a_light_hall_passes() -> None:
    assert list_excesses(make_weights(), USUAL, make_catalogue()) == ()


@pytest.mark.parametrize("name", [spec.name for spec in fields(Budgets)])
def test_every_budget_is_held_and_names_its_setting(name: str) -> None:
    tight = replace(USUAL, **{name: 1})
    findings = [e.to_finding() for e in list_excesses(make_weights(), tight, make_catalogue())]
    assert findings
    for finding in findings:
        assert finding.code in CODES
        assert finding.severity == "error"
        assert f"budgets.{name}" in finding.message
        assert "allowed are 1;" in finding.message


def test_the_stand_is_named_by_number_and_exhibitor() -> None:
    catalogue = make_catalogue()
    stand = next(stand for stand in catalogue.stands if stand.exhibitor)
    heavy = replace(LIGHT, brotli=USUAL.stand_bytes + 1)
    weights = make_weights()
    weights = replace(weights, stands={**weights.stands, stand.id: heavy})
    (excess,) = list_excesses(weights, USUAL, catalogue)
    message = excess.to_finding().message
    assert f"stand {stand.number}," in message
    assert f"({stand.exhibitor})" in message
    assert f"{USUAL.stand_bytes + 1:,} bytes" in message


def test_a_file_exactly_at_its_budget_passes() -> None:
    weights = replace(make_weights(), shell=replace(LIGHT, brotli=USUAL.shell_bytes))
    assert list_excesses(weights, USUAL, make_catalogue()) == ()


def test_a_larger_hall_may_have_a_larger_shell_and_index() -> None:
    assert USUAL.allow_shell(260) == USUAL.shell_bytes < USUAL.allow_shell(5000) <= 70_000
    assert USUAL.allow_index(260) == USUAL.index_bytes < USUAL.allow_index(5000)


def test_stands_come_heaviest_first() -> None:
    catalogue = make_catalogue()
    weights = make_weights()
    last = catalogue.stands[-1].id
    heavy = {**weights.stands, last: replace(LIGHT, brotli=99)}
    loads = list_stand_loads(replace(weights, stands=heavy), catalogue)
    assert loads[0].stand == last
    assert len(loads) == len(catalogue.stands)
