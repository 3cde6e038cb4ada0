"""The sign typeface cut down to the letters that a fair's names use."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

ALWAYS = "0123456789 -–—'’.·…?/()&"
"""Kept in the Latin subset whatever the names: numbers of stands and shortened names."""

_ARABIC_RANGES = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF),
                  (0xFE70, 0xFEFF))  # fmt: skip
_ARABIC_ALWAYS = "٠١٢٣٤٥٦٧٨٩،"
# Joining, ligatures, marks and kerning; stylistic sets would only add bytes.
_FEATURES = ["ccmp", "init", "medi", "fina", "isol", "rlig", "calt", "liga", "locl", "mark",
             "mkmk", "kern", "curs"]  # fmt: skip


class FontInvalid(ValueError):
    """The bytes are not a font that can be subset."""


def subset_fonts(texts: Iterable[str], latin_ttf: bytes, arabic_ttf: bytes) -> dict[str, bytes]:
    """Return woff2 subsets `latin` and `arabic` for texts; the same bytes for the same letters.

    A letter belongs to one of them by its code point. Letters that the fonts lack (Tifinagh)
    are left to the browser's own fonts.

    Raises:
        FontInvalid: a font cannot be read.
    """
    letters = {letter for text in texts for letter in unicodedata.normalize("NFC", text)}
    arabic = {ord(letter) for letter in letters if is_arabic(letter)}
    latin = {ord(letter) for letter in letters if not is_arabic(letter) and letter.isprintable()}
    return {
        "latin": _subset(latin_ttf, latin | {ord(letter) for letter in ALWAYS}),
        "arabic": _subset(arabic_ttf, arabic | {ord(letter) for letter in _ARABIC_ALWAYS}),
    }


def is_arabic(letter: str) -> bool:
    """Return whether the character is of the Arabic script's blocks."""
    return any(low <= ord(letter) <= high for low, high in _ARABIC_RANGES)


def _subset(data: bytes, code_points: set[int]) -> bytes:
    try:
        font: Any = TTFont(io.BytesIO(data), lazy=False, recalcTimestamp=False)
    except Exception as error:  # fontTools raises whatever the table at hand raises
        raise FontInvalid(f"a sign font cannot be read: {error}") from error
    options = subset.Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 13, 14]  # the licence travels with the font
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "STAT", "fvar", "gvar", "avar", "HVAR", "MVAR"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(code_points))
    cutter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()
