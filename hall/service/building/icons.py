"""The pictures that stand for the fair on a telephone's home screen."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from hall.service.building.keys import KeyBook, key_of
from hall.store.built import BuiltFiles

# 192 and 512 px are what browsers ask for before they offer to install.
SIZES_PX = (192, 512)
_OVERSAMPLING = 4
_GRID = 32  # the units of the drawing: the same gate as in the favicon
_SAFE = 0.8  # a mask may cut away all but the middle 80 %


def write_icons(colour: str, files: BuiltFiles, keys: KeyBook) -> dict[str, str]:
    """Return the files by purpose: `192`, `512`, and `maskable` (512 px, ground to the edge)."""
    key = key_of("icons", colour)
    names = list(keys.find(key) or ())
    if not names or not all(map(files.has, names)):
        drawn = [draw_icon(colour, size, maskable=False) for size in SIZES_PX]
        drawn.append(draw_icon(colour, SIZES_PX[-1], maskable=True))
        names = [files.put(picture, ".png") for picture in drawn]
        keys.note(key, names)
    return dict(zip((*map(str, SIZES_PX), "maskable"), names, strict=True))


def draw_icon(colour: str, size_px: int, *, maskable: bool) -> bytes:
    """Return a PNG of a white gate on the fair's colour (`#rrggbb`)."""
    side = size_px * _OVERSAMPLING
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    scale = side / _GRID
    radius = 0.0 if maskable else 7 * scale
    pen.rounded_rectangle((0, 0, side - 1, side - 1), radius, fill=colour)
    shrink = _SAFE if maskable else 1.0

    def place(*lengths: float) -> list[float]:
        middle = _GRID / 2
        return [(middle + (length - middle) * shrink) * scale for length in lengths]

    for fill, inset in (("#ffffff", 0.0), (colour, 5.0)):
        left, top, right = 6 + inset, 5 + inset, 26 - inset
        pen.ellipse(place(left, top, right, top + right - left), fill=fill)
        pen.rectangle(place(left, 15, right, 25.05 if inset else 25), fill=fill)
    small = picture.resize((size_px, size_px), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()
