"""Receipt numbers tell a slip of whoever reads them out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hall.service.numbers import draw_number, format_number, parse_number

digits = st.text("0123456789", min_size=8, max_size=8)


@given(digits)
def test_a_number_is_read_in_any_spacing_and_script(drawn: str) -> None:
    number = format_number(drawn)
    arabic = number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert parse_number(number.replace("-", " ")) == number == parse_number(arabic)


@given(digits, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_told(drawn: str, place: int, shift: int) -> None:
    whole = format_number(drawn).replace("-", "")
    wrong = str((int(whole[place]) + shift) % 10)
    assert parse_number(whole[:place] + wrong + whole[place + 1 :]) is None


@given(digits, st.integers(0, 7))
def test_two_swapped_neighbours_are_told(drawn: str, place: int) -> None:
    whole = format_number(drawn).replace("-", "")
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    assert swapped == whole or parse_number(swapped) is None


def test_numbers_do_not_count_up() -> None:
    drawn = {draw_number() for _ in range(200)}
    assert len(drawn) > 195
    assert all(parse_number(number) == number for number in drawn)
