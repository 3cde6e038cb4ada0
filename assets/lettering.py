"""Fascia boards as one texture atlas: stand number and name in Latin, Arabic and Tifinagh.

The fonts come in as bytes. Arabic is shaped by raqm, which Pillow's wheels carry.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image, features

from assets.board_writer import BoardWriter, LetteringError, SignFonts, SignText
from assets.shading import linear_colour

__all__ = ["LetteringError", "SignAtlas", "SignFonts", "SignText", "build_sign_atlas"]

UvRect = tuple[float, float, float, float]

# Around each cell its board goes on: at mip 3 a texel covers 8 px, so 8 px of border keep
# the neighbours out of every sample up to there.
PADDING_PX = 8
_MAX_ATLAS_PX = 4096


@dataclass(frozen=True, slots=True)
class SignAtlas:
    """The atlas (grey if all colours are, else RGB; lossless) and where each board lies.

    `cells` maps a sign's id to (left, top, right, bottom) in 0..1, origin at the top left,
    without the padding. `shortened` names the signs whose text did not fit whole.
    """

    image: bytes
    width: int
    height: int
    cells: Mapping[str, UvRect]
    shortened: tuple[str, ...] = ()


def build_sign_atlas(
    signs: Sequence[SignText],
    fonts: SignFonts,
    *,
    cell_px: tuple[int, int] = (512, 64),
    image_format: Literal["webp", "png"] = "webp",
) -> SignAtlas:
    """Return all boards in one atlas: number, name from the left, Arabic to the right edge.

    Names that are long for one line stand on two; then they are shrunk, then shortened.

    Raises:
        LetteringError: raqm is missing, a font cannot be read, an id comes twice, or the
            boards do not fit in 4096 x 4096 px.
        assets.shading.ColourError: a colour is not `#rrggbb`.
    """
    if not features.check("raqm"):
        raise LetteringError(
            "Pillow was built without raqm, so Arabic would come out unjoined:"
            " install Pillow from its wheel, or libraqm"
        )
    if len({sign.id for sign in signs}) != len(signs):
        raise LetteringError("two signs have the same id: ids of signs are unique")
    columns, rows = _grid(len(signs), cell_px)
    pitch_x, pitch_y = cell_px[0] + 2 * PADDING_PX, cell_px[1] + 2 * PADDING_PX
    width, height = columns * pitch_x, rows * pitch_y
    grey = all(_is_grey(colour) for sign in signs for colour in (sign.ink, sign.board))
    atlas = Image.new("L" if grey else "RGB", (width, height), 0)
    writer = BoardWriter(fonts, cell_px)
    cells: dict[str, UvRect] = {}
    shortened: list[str] = []
    for place, sign in enumerate(signs):
        x, y = place % columns * pitch_x, place // columns * pitch_y
        mask, whole = writer.mask(sign)
        atlas.paste(_colour(sign.board, grey=grey), (x, y, x + pitch_x, y + pitch_y))
        left, top = x + PADDING_PX, y + PADDING_PX
        atlas.paste(_colour(sign.ink, grey=grey), (left, top), mask)
        right, bottom = left + cell_px[0], top + cell_px[1]
        cells[sign.id] = (left / width, top / height, right / width, bottom / height)
        if not whole:
            shortened.append(sign.id)
    return SignAtlas(_encoded(atlas, image_format), width, height, cells, tuple(shortened))


def _is_grey(colour: str) -> bool:
    return len({colour[1:3], colour[3:5], colour[5:7]}) == 1


def _colour(colour: str, *, grey: bool) -> int | tuple[int, int, int]:
    linear_colour(colour)  # refuses what is not #rrggbb
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red if grey else (red, green, blue)


def _encoded(atlas: Image.Image, image_format: str) -> bytes:
    out = io.BytesIO()
    if atlas.mode == "L":
        # Sixteen levels are enough for smooth edges and take a third off the file.
        atlas = atlas.point([round(value / 17) * 17 for value in range(256)])
    if image_format == "png":
        atlas.save(out, "PNG", optimize=False, compress_level=9)
    else:
        # Lossy WebP is larger for text than lossless, and rings around the letters.
        atlas.save(out, "WEBP", lossless=True, quality=60, method=3)
    return out.getvalue()


def _grid(count: int, cell_px: tuple[int, int]) -> tuple[int, int]:
    """Return columns and rows of the squarest atlas that holds `count` cells."""
    pitch_x, pitch_y = cell_px[0] + 2 * PADDING_PX, cell_px[1] + 2 * PADDING_PX
    widest, tallest = _MAX_ATLAS_PX // pitch_x, _MAX_ATLAS_PX // pitch_y
    if count > widest * tallest:
        raise LetteringError(
            f"{count} signs of {cell_px[0]} x {cell_px[1]} px do not fit in"
            f" {_MAX_ATLAS_PX} px: at most {widest * tallest}, or make the cells smaller"
        )

    def unevenness(columns: int) -> tuple[bool, int]:
        rows = -(-max(count, 1) // columns)
        return rows > tallest, abs(columns * pitch_x - rows * pitch_y)

    columns = min(range(1, widest + 1), key=unevenness)
    return columns, max(1, -(-count // columns))
