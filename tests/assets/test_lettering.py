from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont, features

from assets.board_writer import split_scripts
from assets.lettering import LetteringError, SignFonts, SignText, build_sign_atlas
from assets.shading import ColourError
from hall.resources import font_file

CELL = (512, 64)
LONG = "Groupement d'intérêt économique des coopératives féminines de la province de Figuig"
LONG_ARABIC = "الاتحاد العام للتعاونيات الفلاحية والنسائية للتنمية المستدامة بجهة الشرق"


@pytest.fixture(scope="module")
def fonts() -> SignFonts:
    bold = font_file("ReadexPro-Bold.ttf").read_bytes()
    return SignFonts(bold, bold, font_file("NotoSansTifinagh-Regular.ttf").read_bytes())


def board(fonts: SignFonts, sign: SignText) -> np.ndarray:
    atlas = build_sign_atlas([sign], fonts, cell_px=CELL, image_format="png")
    return cut(atlas.image, atlas.cells[sign.id])


def cut(image: bytes, rect: tuple[float, float, float, float]) -> np.ndarray:
    pixels = np.asarray(Image.open(io.BytesIO(image)))
    height, width = pixels.shape[:2]
    left, top, right, bottom = (
        round(edge * size) for edge, size in zip(rect, (width, height) * 2, strict=True)
    )
    return pixels[top:bottom, left:right]


def inked_columns(pixels: np.ndarray) -> np.ndarray:
    return np.nonzero(pixels.max(axis=0) > 40)[0]


def pieces(pixels: np.ndarray) -> int:
    """How many runs of inked columns there are."""
    inked = pixels.max(axis=0) > 40
    return int((np.diff(inked.astype(int)) == 1).sum() + inked[0])


def test_arabic_letters_join(fonts: SignFonts) -> None:
    word = "تيسير"
    shaped = board(fonts, SignText("s", "", arabic=word))
    apart = ImageFont.truetype(io.BytesIO(fonts.arabic), 40, layout_engine=ImageFont.Layout.BASIC)
    unjoined = Image.new("L", CELL)
    ImageDraw.Draw(unjoined).text((20, 4), word, 255, apart)
    # Five letters: joined they are one piece, as unjoined glyphs four or more.
    assert pieces(shaped) == 1
    assert pieces(np.asarray(unjoined)) >= 4


def test_arabic_reads_from_the_right(fonts: SignFonts) -> None:
    # Of lam-alef-alif the last letter, alif, stands alone and must be the leftmost piece.
    pixels = board(fonts, SignText("s", "", arabic="سدا"))
    columns = inked_columns(pixels)
    gaps = np.nonzero(np.diff(columns) > 1)[0]
    left_piece, right_piece = columns[: gaps[0] + 1], columns[gaps[-1] + 1 :]
    assert len(right_piece) > 3 * len(left_piece)


def test_arabic_keeps_to_the_right_edge_and_latin_to_the_left(fonts: SignFonts) -> None:
    latin = inked_columns(board(fonts, SignText("s", "", latin="Miel")))
    arabic = inked_columns(board(fonts, SignText("s", "", arabic="عسل")))
    assert latin[0] < 40
    assert latin[-1] < CELL[0] / 2
    assert arabic[-1] > CELL[0] - 40
    assert arabic[0] > CELL[0] / 2


def test_brackets_in_arabic_enclose_what_they_enclosed(fonts: SignFonts) -> None:
    with_brackets = board(fonts, SignText("s", "", arabic="زيت (أصلي) 100 %"))
    columns = inked_columns(with_brackets)
    # The number comes last, so it is at the left end, and is not torn from its sign.
    digits = board(fonts, SignText("s", "", arabic="100 %"))
    assert len(columns) > 2 * len(inked_columns(digits))


def test_tifinagh_uses_its_own_typeface(fonts: SignFonts) -> None:
    tifinagh = board(fonts, SignText("s", "", latin="ⵜⴰⵣⴻⵔⴱⵉⵜ"))
    assert len(inked_columns(tifinagh)) > 60
    without = SignFonts(fonts.latin, fonts.arabic)
    with pytest.raises(LetteringError, match="tifinagh"):
        board(without, SignText("s", "", latin="ⵜⴰⵣⴻⵔⴱⵉⵜ"))


def test_a_short_name_is_whole_and_a_long_one_is_told(fonts: SignFonts) -> None:
    signs = [
        SignText("short", "A12", "Coopérative Tafoukt", "تعاونية تافوكت"),
        SignText("long", "B7", LONG + " et de Guercif", LONG_ARABIC * 2),
    ]
    assert build_sign_atlas(signs, fonts, cell_px=CELL).shortened == ("long",)


names = st.text(st.sampled_from("abcdefgMWÉéçœ &'-0123456789()ابتجحسشصعغقكلمنهوي ـًٌّ…"), max_size=120)


@given(number=st.sampled_from(["", "A1", "D104", "Pavillon 12"]), latin=names, arabic=names)
@settings(max_examples=80, deadline=None)
def test_no_text_touches_the_edge_of_its_board(number: str, latin: str, arabic: str) -> None:
    bold = font_file("ReadexPro-Bold.ttf").read_bytes()
    fonts = SignFonts(bold, bold)
    pixels = board(fonts, SignText("s", number, latin, arabic))
    assert pixels[:, :3].max() == 0
    assert pixels[:, -3:].max() == 0
    assert pixels[0].max() == 0
    assert pixels[-1].max() == 0


def test_mip_3_of_a_cell_holds_nothing_of_its_neighbours(fonts: SignFonts) -> None:
    signs = [
        SignText(f"s{n}", f"A{n}", LONG, LONG_ARABIC, "#ffffff", "#205080" if n % 2 else "#c04020")
        for n in range(9)
    ]
    atlas = build_sign_atlas(signs, fonts, cell_px=CELL, image_format="png")
    pixels = np.asarray(Image.open(io.BytesIO(atlas.image)), np.float64)
    # A mip is a mean over squares of 8 px, from wherever the atlas begins.
    height, width = (size // 8 * 8 for size in pixels.shape[:2])
    mip = pixels[:height, :width].reshape(height // 8, 8, width // 8, 8, 3).mean(axis=(1, 3))
    for n in range(9):
        left, top, right, bottom = atlas.cells[f"s{n}"]
        u0, u1 = int(left * atlas.width // 8), int(np.ceil(right * atlas.width / 8))
        v0, v1 = int(top * atlas.height // 8), int(np.ceil(bottom * atlas.height / 8))
        cell = mip[v0:v1, u0:u1].reshape(-1, 3)
        paper = np.array([0x20, 0x50, 0x80] if n % 2 else [0xC0, 0x40, 0x20], float)
        # Only the board's own colour and its white ink may be mixed.
        share = (cell - paper) / (255 - paper)
        assert np.abs(share - share.mean(axis=1, keepdims=True)).max() < 0.02


def test_cells_do_not_overlap_and_lie_inside(fonts: SignFonts) -> None:
    signs = [SignText(str(n), f"B{n}") for n in range(37)]
    atlas = build_sign_atlas(signs, fonts, cell_px=(128, 32))
    taken = np.zeros((atlas.height, atlas.width), int)
    for left, top, right, bottom in atlas.cells.values():
        taken[
            round(top * atlas.height) : round(bottom * atlas.height),
            round(left * atlas.width) : round(right * atlas.width),
        ] += 1
    assert taken.max() == 1
    assert taken.sum() == 37 * 128 * 32


def test_white_on_black_is_a_small_grey_file(fonts: SignFonts) -> None:
    signs = [SignText(str(n), f"C{n}", f"Coopérative {n}", "تعاونية") for n in range(60)]
    atlas = build_sign_atlas(signs, fonts, cell_px=(256, 32))
    opened = Image.open(io.BytesIO(atlas.image))
    assert opened.format == "WEBP"
    assert opened.size == (atlas.width, atlas.height)
    assert len(atlas.image) < 60 * 700


def test_no_signs_give_an_empty_atlas(fonts: SignFonts) -> None:
    assert build_sign_atlas([], fonts).cells == {}


def test_two_signs_with_one_id_are_refused(fonts: SignFonts) -> None:
    with pytest.raises(LetteringError, match="same id"):
        build_sign_atlas([SignText("a", "1"), SignText("a", "2")], fonts)


def test_more_signs_than_fit_are_refused_with_the_number_that_fits(fonts: SignFonts) -> None:
    signs = [SignText(str(n), "") for n in range(400)]
    with pytest.raises(LetteringError, match="at most 357"):
        build_sign_atlas(signs, fonts)


def test_a_font_that_is_no_font_is_named() -> None:
    with pytest.raises(LetteringError, match="latin font"):
        build_sign_atlas([SignText("a", "1")], SignFonts(b"no font", b"no font"))


def test_a_colour_is_checked(fonts: SignFonts) -> None:
    with pytest.raises(ColourError, match="six digits"):
        build_sign_atlas([SignText("a", "1", ink="white")], fonts)


def test_without_raqm_nothing_is_lettered(
    fonts: SignFonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "check", lambda _: False)
    with pytest.raises(LetteringError, match="raqm"):
        build_sign_atlas([SignText("a", "1")], fonts)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", ()),
        ("12", (("latin", "12"),)),
        ("Stand 12", (("latin", "Stand 12"),)),
        ("زيت 100", (("arabic", "زيت 100"),)),
        ("12 زيت", (("arabic", "12 زيت"),)),
        ("Tazra ⵜⴰⵣⵔⴰ", (("latin", "Tazra "), ("tifinagh", "ⵜⴰⵣⵔⴰ"))),
        ("عسل Miel", (("arabic", "عسل "), ("latin", "Miel"))),
    ],
)
def test_text_splits_where_the_script_changes(text: str, runs: tuple[tuple[str, str], ...]) -> None:
    assert split_scripts(text) == runs
