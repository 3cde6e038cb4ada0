"""Lengths as people write them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout.plan.units import parse_length, parse_pair


@pytest.mark.parametrize(
    ("text", "mm"),
    [
        ("3", 3_000),
        ("3.25", 3_250),
        ("+3", 3_000),
        ("-6", -6_000),
        ("3 m", 3_000),
        ("3m", 3_000),
        ("250 cm", 2_500),
        ("3000 mm", 3_000),
        ("10 ft", 3_048),
        ("10'", 3_048),
        ("10 ft 6 in", 3_200),
        ("10ft6in", 3_200),
        ("10' 6\"", 3_200),
        ("10'-6\"", 3_200),
        ("-10 ft 6 in", -3_200),
        ("12 in", 305),
        ('18"', 457),
        ("12.192000000000001", 12_192),
        ("  4 m ", 4_000),
        ("0", 0),
    ],
)
def test_a_length_is_metres_unless_a_unit_is_written(text: str, mm: int) -> None:
    assert parse_length(text) == mm


@pytest.mark.parametrize(
    "text",
    ["", "m", "3 yards", "3,5", "1e3", "1e300", "inf", "nan", ".5", "5.", "3 m 2", "--3", "3 mm m",
     "0x10", "1_000", "1:30", "٣", "３", "10 ft 6", "6 in 10 ft", "1" * 9, "3\n4", "9" * 5000],
)  # fmt: skip
def test_what_is_no_length_is_none(text: str) -> None:
    assert parse_length(text) is None


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("3 x 3", (3_000, 3_000)),
        ("3x2.5", (3_000, 2_500)),
        ("3 m × 250 cm", (3_000, 2_500)),
        ("10 ft x 10 ft 6 in", (3_048, 3_200)),
    ],
)
def test_a_size_is_two_lengths(text: str, pair: tuple[int, int]) -> None:
    assert parse_pair(text) == pair


@pytest.mark.parametrize("text", ["3", "3 x", "x 3", "3 x 3 x 3", "3 by 3", "a x b", "x" * 9_000])
def test_what_is_no_size_is_none(text: str) -> None:
    assert parse_pair(text) is None


@given(st.integers(-4_000_000, 4_000_000))
def test_millimetres_come_back_from_every_unit(mm: int) -> None:
    assert parse_length(f"{mm} mm") == mm
    assert parse_length(f"{mm / 1000:.3f}") == mm
    assert parse_length(f"{mm / 10:.1f} cm") == mm


@given(st.integers(0, 3_000), st.floats(0, 11.99, allow_nan=False))
def test_feet_and_inches_add_up_to_the_millimetre(feet: int, inches: float) -> None:
    text = f"{feet} ft {inches:.4f} in"
    found = parse_length(text)
    assert found is not None
    assert math.isclose(found, feet * 304.8 + float(f"{inches:.4f}") * 25.4, abs_tol=0.5)


@given(st.text(max_size=30))
def test_any_text_is_a_length_or_none(text: str) -> None:
    assert parse_length(text) is None or isinstance(parse_length(text), int)
    assert parse_pair(text) is None or isinstance(parse_pair(text), tuple)
