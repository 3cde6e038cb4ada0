"""Every state and fault has words, the same places in each language."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import pytest

from hall.model.change import CHANGE_STATES, UPLOAD_STATES
from hall.model.message import MESSAGE_KINDS, MESSAGE_STATES
from hall.model.order import ANSWERS, ORDER_STATES, PAYMENT_MODES
from hall.model.text import LANGUAGES
from hall.service.wording import load_words

WORDS = {
    lang: json.loads(
        (resources.files("hall.service.wording") / f"orders.{lang}.json").read_text("utf-8")
    )
    for lang in LANGUAGES
}
SERVICES = Path(str(resources.files("hall.service")))
_CODE = re.compile(r"faults\.add\(\s*f?\"[^\"]*\"(?:\[:60\])?, \"(\w+)\"|add\(field, \"(\w+)\"")


def codes_in_source() -> set[str]:
    found = set()
    for path in SERVICES.glob("*.py"):
        for groups in _CODE.findall(path.read_text("utf-8")):
            found |= {code for code in groups if code}
    return found


def test_every_language_says_the_same_keys() -> None:
    assert WORDS["fr"].keys() == WORDS["ar"].keys() == WORDS["en"].keys()


@pytest.mark.parametrize("key", WORDS["fr"])
def test_a_text_has_the_same_places_in_every_language(key: str) -> None:
    places = [set(re.findall(r"\{(\w+)\}", WORDS[lang][key])) for lang in LANGUAGES]
    assert places[0] == places[1] == places[2]
    assert all(WORDS[lang][key].strip() for lang in LANGUAGES)


def test_every_state_kind_and_answer_has_a_name() -> None:
    wanted = {f"state.{state}" for state in ORDER_STATES}
    wanted |= {f"answer.{answer}" for answer in ANSWERS}
    wanted |= {f"payment.{mode}" for mode in PAYMENT_MODES}
    wanted |= {f"message.kind.{kind}" for kind in MESSAGE_KINDS}
    wanted |= {f"messages.state.{state}" for state in MESSAGE_STATES}
    wanted |= {f"changes.state.{state}" for state in CHANGE_STATES}
    wanted |= {f"uploads.state.{state}" for state in UPLOAD_STATES}
    assert wanted <= load_words("fr").keys()


def test_every_fault_that_a_service_tells_has_words() -> None:
    codes = codes_in_source()
    assert {"bad_phone", "stock_short", "several_exhibitors", "bad_amount"} <= codes
    assert {f"orders.error.{code}" for code in codes} <= WORDS["fr"].keys()


def test_arabic_counts_with_the_digits_that_morocco_uses() -> None:
    assert not re.search("[٠-٩]", "".join(WORDS["ar"].values()))
