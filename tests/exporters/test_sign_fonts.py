from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont
from glb_view import ROOT

from exporters.sign_fonts import ALWAYS, FontInvalid, subset_fonts

FONT = ROOT / "web/node_modules/@expo-google-fonts/readex-pro/600SemiBold"
NAMES = ("Coopérative Amal — Figuig", "تعاونية الأمل لزيت الزيتون", "ⴰⵎⴰⵣⵉⵖ")


@pytest.fixture(scope="module")
def ttf() -> bytes:
    return (FONT / "ReadexPro_600SemiBold.ttf").read_bytes()


@pytest.fixture(scope="module")
def subsets(ttf: bytes) -> dict[str, bytes]:
    return subset_fonts(NAMES, ttf, ttf)


def read(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data))


def test_subsets_are_small_woff2(subsets: dict[str, bytes], ttf: bytes) -> None:
    assert set(subsets) == {"latin", "arabic"}
    for data in subsets.values():
        assert data[:4] == b"wOF2"
        assert len(data) < len(ttf) / 8


def test_each_letter_is_in_the_subset_of_its_script(subsets: dict[str, bytes]) -> None:
    latin, arabic = (set(read(subsets[name]).getBestCmap()) for name in ("latin", "arabic"))
    assert {ord(letter) for letter in NAMES[0] if letter.isalpha()} <= latin
    assert {ord(letter) for letter in "0123456789"} <= latin
    assert {ord(letter) for letter in NAMES[1] if letter.isalpha()} <= arabic
    assert not latin & arabic
    assert ord("—") in latin
    assert "—" in ALWAYS


def test_arabic_letters_keep_their_joining_forms(subsets: dict[str, bytes]) -> None:
    features = read(subsets["arabic"])["GSUB"].table.FeatureList.FeatureRecord
    assert {"init", "medi", "fina"} <= {record.FeatureTag for record in features}


def test_same_letters_give_the_same_bytes(subsets: dict[str, bytes], ttf: bytes) -> None:
    assert subset_fonts(reversed(NAMES), ttf, ttf) == subsets


def test_no_names_still_give_numbers(ttf: bytes) -> None:
    subsets = subset_fonts((), ttf, ttf)
    assert {ord(digit) for digit in "0123456789"} <= set(read(subsets["latin"]).getBestCmap())


def test_other_bytes_are_refused() -> None:
    with pytest.raises(FontInvalid, match="sign font"):
        subset_fonts(NAMES, b"no font", b"no font")
