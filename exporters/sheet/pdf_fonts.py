"""Fonts inside a PDF: the glyphs that were used, their widths and the letters they stand for."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from exporters.sheet.typeface import Face, Glyph

_TAG_LETTERS = 6
_PER_MILLE = 1000
_CMAP_BLOCK = 100  # entries that one bfchar section may have


@dataclass(slots=True)
class UsedGlyphs:
    """The glyphs of one face that a document draws."""

    face: Face
    names: dict[int, str] = field(default_factory=dict)
    letters: dict[int, str] = field(default_factory=dict)

    def note(self, glyph: Glyph) -> None:
        """Remember a glyph; the first letters it stood for are told to readers."""
        if glyph.index not in self.names:
            self.names[glyph.index] = glyph.name
        if glyph.letters and glyph.index not in self.letters:
            self.letters[glyph.index] = glyph.letters


@dataclass(frozen=True, slots=True)
class FontFile:
    """A subset ready to be embedded: numbers in thousandths of the font size."""

    name: str
    data: bytes
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    widths: Mapping[int, int]
    to_unicode: bytes


def make_font_file(used: UsedGlyphs) -> FontFile:
    """Return the subset with glyph numbers kept, so that a glyph's number is its code."""
    font: Any = TTFont(io.BytesIO(used.face.data), lazy=False, recalcTimestamp=False)
    name = font["name"].getDebugName(6) or "Sign"
    options = subset.Options()
    options.retain_gids = True
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 13, 14]  # the licence travels with the font
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG", "STAT", "fvar", "gvar", "avar",
                            "HVAR", "MVAR", "OS/2", "post"]  # fmt: skip
    cutter = subset.Subsetter(options)
    cutter.populate(glyphs=[used.names[index] for index in sorted(used.names)])
    scale = _PER_MILLE / used.face.units
    head, high = font["head"], font["hhea"]
    box = tuple(round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax))
    cap = round(getattr(font["OS/2"], "sCapHeight", high.ascent) * scale)
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    data = out.getvalue()
    return FontFile(
        name=f"{_tag(data)}+{name}",
        data=data,
        box=(box[0], box[1], box[2], box[3]),
        ascent=round(high.ascent * scale),
        descent=round(high.descent * scale),
        cap_height=cap,
        widths={
            index: round(used.face.advance(used.names[index]) * scale)
            for index in sorted(used.names)
        },
        to_unicode=_to_unicode(used.letters),
    )


def _tag(data: bytes) -> str:
    """Return the six capitals that tell one subset of a font from another."""
    digest = hashlib.sha256(data).digest()
    return "".join(chr(ord("A") + value % 26) for value in digest[:_TAG_LETTERS])


def _to_unicode(letters: Mapping[int, str]) -> bytes:
    entries = [
        f"<{index:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for index, text in sorted(letters.items())
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(entries), _CMAP_BLOCK):
        block = entries[start : start + _CMAP_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap CMapName currentdict /CMap defineresource pop end end", ""]
    return "\n".join(lines).encode()
