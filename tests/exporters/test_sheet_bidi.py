from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exporters.sheet.bidi import order_runs


def visual(text: str, *, right_to_left: bool) -> str:
    """Return the letters as they stand on paper from left to right, brackets mirrored."""
    mirrored = str.maketrans("()[]«»", ")(][»«")
    return "".join(
        run.text[::-1].translate(mirrored) if run.right_to_left else run.text
        for run in order_runs(text, right_to_left=right_to_left)
    )


def test_an_arabic_line_begins_at_the_right() -> None:
    assert visual("رواق", right_to_left=True) == "قاور"


def test_numbers_keep_their_order_in_arabic() -> None:
    assert visual("مخرج 3,00 م", right_to_left=True) == "م 3,00 جرخم"


def test_latin_words_keep_their_order_in_arabic() -> None:
    assert visual("تعاونية Beni Amir الفلاحية", right_to_left=True) == "ةيحالفلا Beni Amir ةينواعت"


def test_brackets_follow_what_they_hold() -> None:
    assert visual("الدورة (2024) هنا", right_to_left=True) == "انه (2024) ةرودلا"
    assert visual("تعاونية Coop (Maroc)", right_to_left=True) == "Coop (Maroc) ةينواعت"


def test_an_arabic_name_in_a_latin_line_stays_in_its_place() -> None:
    assert visual("Stand A1 رواق 12 m", right_to_left=False) == "Stand A1 12 قاور m"


def test_a_range_of_numbers_reads_from_its_own_side() -> None:
    assert visual("A1–A38", right_to_left=False) == "A1–A38"


@given(st.text(alphabet="اب جaB1,.(–) %-/²", max_size=40), st.booleans())
def test_every_letter_is_written_once(text: str, right_to_left: bool) -> None:  # noqa: FBT001
    runs = order_runs(text, right_to_left=right_to_left)
    assert sorted("".join(run.text for run in runs)) == sorted(text)
