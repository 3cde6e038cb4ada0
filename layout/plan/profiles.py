"""Rule profiles: for each number what it is, where it is from, and whether that was consulted.

A profile is a help for checking, never an authorisation. `basis` tells what a number is:

- `read`: in the text of the rule, or in a commentary that gives the article word for word;
- `practice`: what fairs do; no rule that gives it was found;
- `unread`: the source was not consulted, others quote it. It counts, marked as to be confirmed
  wherever it is shown, until a person who has consulted the source writes so under `sources`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Basis = Literal["read", "practice", "unread"]


@dataclass(frozen=True, slots=True)
class RuleNumber:
    """One number: millimetres, visitors for each m² or persons, as its key in plan.yaml says."""

    value: float
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one set of rules. A key that is not there is not checked."""

    title: str
    numbers: Mapping[str, RuleNumber]


_CONFIRM = " Source not consulted: to be confirmed by the authority."
_AISLE = RuleNumber(
    3_000, "practice",
    "Trade practice (10 ft; 3.05 m measured on a show's plan); no article that gives a width"
    " was found.",
)  # fmt: skip
_BLOCK = RuleNumber(
    30_000, "practice", "The program's own rule: cross aisles at most 30 m apart."
)  # fmt: skip
_FRENCH: Mapping[str, RuleNumber] = {
    "aisle": _AISLE,
    "main_aisle": _AISLE,
    "max_block": _BLOCK,
    "max_travel": RuleNumber(
        50_000, "unread",
        "CO 43, order of 22 November 2004: 50 m at ground level with a choice of exits."
        + _CONFIRM,
    ),
    "max_travel_one_way": RuleNumber(
        30_000, "unread", "CO 43: 30 m without a choice of exits." + _CONFIRM
    ),
    "persons_per_m2": RuleNumber(
        1.0, "read",
        "Order of 18 November 1987, T 2 a: temporary shows, one person for each m² of the"
        " public area.",
    ),
    "min_exit": RuleNumber(
        1_400, "read", "CO 36: above 200 persons no way out of less than two units (1.40 m)."
    ),
    "exit_unit": RuleNumber(600, "read", "CO 36: the unit of passage is 0.60 m."),
    "persons_per_unit": RuleNumber(
        100, "unread", "CO 38: one unit for each 100 persons or part of them." + _CONFIRM
    ),
}  # fmt: skip
_AS_FRENCH = "Decree 2-14-499 not consulted for fairs; value as in fr-erp-t. "

PROFILES: Mapping[str, Profile] = {
    "fr-erp-t": Profile(
        "French rules for public buildings, type T (halls for exhibitions)", _FRENCH
    ),
    "us-ifc": Profile(
        "Fire code and trade practice of the United States",
        {
            "aisle": RuleNumber(
                3_048, "practice", "10 ft: rule of the Austin Convention Center; the fire"
                " code's own clause on aisles was not consulted.",
            ),
            "main_aisle": RuleNumber(3_048, "practice", "10 ft, as for every aisle."),
            "max_block": _BLOCK,
            "max_travel": RuleNumber(
                60_960, "unread", "200 ft, the smaller of two figures given for exhibition halls"
                " (200 and 250 ft)." + _CONFIRM,
            ),
        },
    ),
    "ma-2-14-499": Profile(
        "Moroccan decree 2-14-499 of 15 October 2014 (fire and panic)",
        {
            key: number if number.basis == "practice"
            else RuleNumber(number.value, "unread", _AS_FRENCH + number.source)
            for key, number in _FRENCH.items()
        },
    ),
    "house": Profile(
        "The organiser's own rules",
        {
            "aisle": _AISLE,
            "main_aisle": _AISLE,
            "max_block": _BLOCK,
            "max_travel": RuleNumber(
                50_000, "unread", "Taken over from fr-erp-t until the organiser writes another."
            ),
        },
    ),
}  # fmt: skip
