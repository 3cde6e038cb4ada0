"""Rule profiles, what a file says otherwise, and what nobody has read."""

from __future__ import annotations

from dataclasses import fields

import pytest

from layout.plan.fields import RULES
from layout.plan.profiles import PROFILES
from layout.plan.rules import RULE_FIELDS
from layout.plan.text import parse_plan
from layout.values import Plan, Rules

REST = """\
hall: {id: h, size: 30 x 20}
doors: [{id: d, wall: 1, at: 15, width: 3}]
sectors: [{id: s, name: {fr: S}, colour: '#aa3311'}]
"""


def read(rules: str) -> Plan:
    plan, findings = parse_plan(f"{REST}rules: {{{rules}}}\n", "plan.yaml")
    assert [str(finding) for finding in findings] == []
    assert plan is not None
    return plan


def codes(rules: str) -> list[str]:
    _, findings = parse_plan(f"{REST}rules: {{{rules}}}\n", "plan.yaml")
    return [finding.code.removeprefix("plan.") for finding in findings]


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_profile_alone_is_enough_and_every_number_has_its_source(profile: str) -> None:
    rules = read(f"profile: {profile}").rules
    numbers = PROFILES[profile].numbers
    assert rules.profile == profile
    assert set(rules.sources) == set(numbers)
    for key, number in numbers.items():
        assert getattr(rules, RULE_FIELDS[key].attribute) == number.value
        assert (key in rules.unread) == (number.basis == "unread")


def test_no_number_of_the_moroccan_decree_is_presented_as_read() -> None:
    law = {k for k, n in PROFILES["ma-2-14-499"].numbers.items() if n.basis != "practice"}
    assert set(read("profile: ma-2-14-499").rules.unread) == law


def test_no_profile_presents_the_width_of_aisles_as_law() -> None:
    for profile in PROFILES.values():
        assert profile.numbers["aisle"].basis == "practice"


def test_a_number_of_the_file_is_the_organisers_own() -> None:
    rules = read("profile: fr-erp-t, max_travel: 40, aisle: 10 ft").rules
    assert (rules.max_travel_mm, rules.aisle_mm) == (40_000, 3_048)
    assert "max_travel" not in rules.unread
    assert rules.sources["max_travel"] == "The organiser's own number."


def test_a_source_of_the_file_takes_the_mark_away() -> None:
    rules = read("profile: fr-erp-t, sources: {max_travel: Read in CO 43 by the officer.}").rules
    assert "max_travel" not in rules.unread
    assert rules.max_travel_mm == 50_000
    assert rules.sources["max_travel"] == "Read in CO 43 by the officer."


def test_all_numbers_can_be_given() -> None:
    given = (
        "profile: house, aisle: 2.4, main_aisle: 3, cross_aisle: 2.4, max_block: 24,"
        " max_travel: 40, max_travel_one_way: 20, max_dead_end: 6, persons_per_m2: 0.25,"
        " min_exit: 0.9, exit_unit: 60 cm, persons_per_unit: 150"
    )
    rules = read(given).rules
    assert set(RULE_FIELDS) == set(RULES.fields) - {"profile", "sources"}
    values = {f.name: getattr(rules, f.name) for f in fields(Rules)}
    assert values | {"sources": {}} == {
        "profile": "house", "aisle_mm": 2_400, "main_aisle_mm": 3_000, "max_travel_mm": 40_000,
        "sources": {}, "cross_aisle_mm": 2_400, "max_block_mm": 24_000,
        "max_travel_one_way_mm": 20_000, "max_dead_end_mm": 6_000, "persons_per_m2": 0.25,
        "min_exit_mm": 900, "exit_unit_mm": 600, "persons_per_unit": 150, "unread": (),
    }  # fmt: skip


@pytest.mark.parametrize("key", [k for k, rule in RULE_FIELDS.items() if rule.may_be_off])
def test_zero_switches_a_check_off(key: str) -> None:
    rules = read(f"profile: fr-erp-t, {key}: 0").rules
    assert getattr(rules, RULE_FIELDS[key].attribute) == 0
    assert key not in rules.unread


def test_a_profiles_number_yields_to_the_file() -> None:
    wide = read("profile: fr-erp-t, aisle: 4").rules
    assert (wide.aisle_mm, wide.main_aisle_mm) == (4_000, 4_000)
    short = read("profile: fr-erp-t, max_travel: 25").rules
    assert short.max_travel_one_way_mm == 25_000


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ("profile: trade-fair", "bad_choice"),
        ("aisle: 3", "missing_key"),
        ("profile: house, main_aisle: 2", "rules_clash"),
        ("profile: house, cross_aisle: 2", "rules_clash"),
        ("profile: house, max_travel: 30, max_travel_one_way: 40", "rules_clash"),
        ("profile: house, aisle: 0", "length_range"),
        ("profile: house, aisle: 300", "length_range"),
        ("profile: house, persons_per_m2: 1 m", "bad_number"),
        ("profile: house, persons_per_m2: 11", "bad_number"),
        ("profile: house, persons_per_m2: nan", "bad_number"),
        ("profile: house, persons_per_unit: 1.5", "bad_number"),
        ("profile: house, sources: {colour: x}", "unknown_key"),
        ("profile: house, max_travels: 40", "unknown_key"),
    ],
)
def test_what_contradicts_or_is_no_number_is_refused(rules: str, code: str) -> None:
    assert codes(rules) == [code]


def test_each_number_has_a_place_in_the_file() -> None:
    spans = read("profile: fr-erp-t, aisle: 4").spans
    assert {key for key in spans if key.startswith("rules.")} == {
        f"rules.{key}" for key in PROFILES["fr-erp-t"].numbers
    }
    assert str(spans["rules"]) == "plan.yaml:4:8"
    assert str(spans["rules.aisle"]) == "plan.yaml:4:35"
    # Where the file does not give the number, the profile's name does.
    assert str(spans["rules.max_travel"]) == "plan.yaml:4:18"
