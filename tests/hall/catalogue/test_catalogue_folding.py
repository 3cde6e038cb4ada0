"""Server and viewer fold words by one list of cases, which both are tested with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hall.model.folding import fold_words

CASES = Path(__file__).resolve().parents[3] / "web" / "tests" / "folding_cases.json"


@pytest.mark.parametrize(("text", "words"), json.loads(CASES.read_text("utf-8")))
def test_words_fold_as_they_do_in_the_viewer(text: str, words: list[str]) -> None:
    assert list(fold_words(text)) == words
