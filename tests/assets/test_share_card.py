"""The picture beside a shared link: its size, its bytes, its scripts, its pictures."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from assets.board_writer import SignFonts
from assets.share_card import HEIGHT_PX, MOST_BYTES, WIDTH_PX, CardPainter, ShareCard
from hall.resources import font_file

CARD = ShareCard(
    colour="#8c2f22",
    number="A12",
    latin="Coopérative Assirem",
    arabic="تعاونية أسيرم",
    latin_note="",
    arabic_note="",
    foot_latin="Salon d’essai",
    foot_arabic="معرض تجريبي",
    foot_colour="#1f5f6b",
    accent="#d9a441",
)


@pytest.fixture(scope="module")
def painter() -> CardPainter:
    bold = font_file("ReadexPro-Bold.ttf").read_bytes()
    tifinagh = font_file("NotoSansTifinagh-Regular.ttf").read_bytes()
    return CardPainter(SignFonts(bold, bold, tifinagh))


def noise(seed: int, side: int = 512) -> bytes:
    """A picture that compresses badly."""
    pixels = np.random.default_rng(seed).integers(0, 255, (side, side, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "WEBP", quality=80)
    return out.getvalue()


def plain(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (512, 512), colour).save(out, "PNG")
    return out.getvalue()


def look(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("JPEG", (WIDTH_PX, HEIGHT_PX))
    return picture.convert("RGB")


@pytest.mark.parametrize("count", range(5))
def test_every_number_of_pictures_gives_a_card_of_the_size_messengers_read(
    painter: CardPainter, count: int
) -> None:
    data = painter.draw(CARD, [noise(seed) for seed in range(count)])
    look(data)
    assert len(data) <= MOST_BYTES


def test_the_ground_is_the_exhibitors_colour_and_the_pictures_are_on_it(
    painter: CardPainter,
) -> None:
    pictures = [plain("#00ff00"), plain("#0000ff"), plain("#ff00ff")]
    card = look(painter.draw(CARD, pictures))
    corner = card.getpixel((8, 300))
    assert np.allclose(corner, (0x8C, 0x2F, 0x22), atol=8)
    found = [card.getpixel(at) for at in ((700, 250), (1100, 100), (1100, 400))]
    assert np.allclose(found, [(0, 255, 0), (0, 0, 255), (255, 0, 255)], atol=30)


def test_arabic_is_joined_and_stands_at_the_right(painter: CardPainter) -> None:
    # Letters that a broken shaper draws apart are wider than the joined word.
    bare = replace(CARD, number="", latin="", foot_latin="", foot_arabic="")
    word, apart = "تعاونية", "ت ع ا و ن ي ة".replace(" ", "\u200c")
    widths = []
    for text in (word, apart):
        pixels = np.asarray(look(painter.draw(replace(bare, arabic=text), [])).convert("L"))[:500]
        columns = np.flatnonzero((pixels > 160).any(axis=0))
        assert columns.min() > WIDTH_PX / 2
        widths.append(columns.max() - columns.min())
    assert widths[0] < widths[1]


@pytest.mark.parametrize(
    "name",
    [
        "Coopérative " * 20,
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3,
        "ⵜⴰⵎⵓⵏⵜ ⵏ ⵉⴼⴰⵙⵙⵏ",
        "",
    ],
)
def test_any_name_stays_on_its_panel(painter: CardPainter, name: str) -> None:
    white = [plain("#ffffff")]
    card = replace(CARD, latin=name, arabic=name and "جمعية تنمية الصناعة التقليدية " * 6)
    pixels = np.asarray(look(painter.draw(card, white)))
    beside = pixels[20:500, 600:1180].astype(int)
    assert (beside > 235).all(), "letters ran into the picture"


def test_letters_are_dark_on_a_light_colour(painter: CardPainter) -> None:
    pixels = np.asarray(look(painter.draw(replace(CARD, colour="#fff3c0"), [])).convert("L"))
    assert pixels[200:450].min() < 80
