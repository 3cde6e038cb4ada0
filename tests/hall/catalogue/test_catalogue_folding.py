"""Server and viewer fold words by one list of cases, which both are tested with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hall.model.folding import fold_words
from hall.service.search.query import parse_query

CASES = Path(__file__).resolve().parents[3] / "web" / "tests" / "folding_cases.json"


@pytest.mark.parametrize(("text", "words"), json.loads(CASES.read_text("utf-8")))
def test_words_fold_as_they_do_in_the_viewer(text: str, words: list[str]) -> None:
    assert list(fold_words(text)) == words


PRICES = Path(__file__).resolve().parents[3] / "web" / "tests" / "price_cases.json"


@pytest.mark.parametrize(("text", "words", "least", "most"), json.loads(PRICES.read_text("utf-8")))
def test_prices_are_understood_as_by_the_viewer(
    text: str, words: str, least: float | None, most: float | None
) -> None:
    query = parse_query(text)
    assert " ".join(query.words) == words
    bounds = (query.bounds.least, query.bounds.most)
    assert tuple(None if bound is None else float(bound) for bound in bounds) == (least, most)
