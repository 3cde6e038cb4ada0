"""A small drawing surface: shapes in 0..1 coordinates, smooth by supersampling, and text."""

from __future__ import annotations

import colorsys
import io
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from data.drawing.dice import Dice

FONTS = Path(__file__).parents[2] / "web" / "dist" / "fonts"
SMOOTH = 2
CONTRAST = 0.18
LOWEST_QUALITY = 20
Point = tuple[float, float]

if not features.check("raqm"):
    raise RuntimeError("Pillow has no raqm: Arabic would come out unshaped; install its wheel")


@cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    path = FONTS / f"ReadexPro-{weight}.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.RAQM)


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other`."""
    pairs = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue


def turned(colour: str, turn: float, saturation: float = 1.0, value: float = 1.0) -> str:
    """Return the colour with its hue turned (1 is a full turn), saturation and value scaled."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    h, s, v = colorsys.rgb_to_hsv(red, green, blue)
    rgb = colorsys.hsv_to_rgb((h + turn) % 1, min(1, s * saturation), min(1, v * value))
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


ACCENTS = (
    "#d9a441", "#e3bd7a", "#c9743a", "#2f8087", "#a8433a", "#86a060", "#ead7ab", "#6f8fb8",
    "#d98f6a", "#3f6a5a", "#b8674f", "#9c7fa8",
)  # fmt: skip


def companion(colour: str, dice: Dice) -> str:
    """Return an earth, dye or glaze colour that stands out from `colour` by its lightness."""
    apart = [a for a in ACCENTS if abs(lightness(a) - lightness(colour)) > CONTRAST]
    return dice.pick(apart or ACCENTS)


class Canvas:
    """A picture of `width` x `height` px; coordinates are px, y down."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * SMOOTH, height * SMOOTH), ground)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        self._draw.rectangle([v * SMOOTH for v in (left, top, right - 0.5, bottom - 0.5)], fill)

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        self._draw.polygon([(x * SMOOTH, y * SMOOTH) for x, y in points], fill)

    def line(self, points: Sequence[Point], stroke: str, width: float) -> None:
        scaled = [(x * SMOOTH, y * SMOOTH) for x, y in points]
        self._draw.line(scaled, stroke, max(1, round(width * SMOOTH)), joint="curve")

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self._draw.ellipse(
            [(v * SMOOTH) for v in (x - radius, y - radius, x + radius, y + radius)], fill
        )

    def ring(self, x: float, y: float, radius: float, stroke: str, width: float) -> None:
        box = [(v * SMOOTH) for v in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.ellipse(box, None, stroke, max(1, round(width * SMOOTH)))

    def regular(
        self, x: float, y: float, radius: float, sides: int, fill: str, turn: float = 0.0
    ) -> None:
        self.polygon(around(x, y, [radius], sides, turn), fill)

    def star(
        self, x: float, y: float, radius: float, points: int, fill: str, inner: float = 0.76
    ) -> None:
        """Draw a star as two overlapping polygons would give it (khatam for 8 points)."""
        self.polygon(around(x, y, [radius, radius * inner], points * 2, 0.0), fill)

    def leaf(
        self, x: float, y: float, length: float, angle: float, fill: str, fat: float = 0.3
    ) -> None:
        """Draw a pointed leaf from its stalk at (x, y), angle in radians."""
        steps = [step / 8 for step in range(9)]
        up = [(t * length, math.sin(t * math.pi) * length * fat / 2) for t in steps]
        outline = up + [(px, -py) for px, py in reversed(up)]
        cos, sin = math.cos(angle), math.sin(angle)
        self.polygon(
            [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in outline], fill
        )

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        fill: str,
        *,
        weight: str = "Bold",
        width: float | None = None,
        arabic: bool = False,
    ) -> float:
        """Write centred at (x, y), made smaller until it is `width` wide; return its size."""
        pixels = round(size * SMOOTH)
        while True:
            face = font(weight, pixels)
            direction = "rtl" if arabic else "ltr"
            length = face.getlength(text, direction=direction)
            if width is None or length <= width * SMOOTH or pixels <= 12 * SMOOTH // 2:
                break
            pixels -= 1
        self._draw.text(
            (x * SMOOTH, y * SMOOTH), text, fill, face, "mm", direction=direction,
            language="ar" if arabic else "fr",
        )  # fmt: skip
        return pixels / SMOOTH

    def finished(self) -> Image.Image:
        return self._image.resize((self.width, self.height), Image.Resampling.BOX)


def around(x: float, y: float, radii: Sequence[float], count: int, turn: float) -> list[Point]:
    """Return `count` points about (x, y), the radii used in rotation, the first upwards."""
    angles = [turn + 2 * math.pi * step / count - math.pi / 2 for step in range(count)]
    return [
        (x + radii[at % len(radii)] * math.cos(angle), y + radii[at % len(radii)] * math.sin(angle))
        for at, angle in enumerate(angles)
    ]


def webp(image: Image.Image, quality: int, most: int) -> bytes:
    """Encode in at most `most` bytes if a lower quality allows it; the same bytes each time."""
    while True:
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=4)
        if buffer.tell() <= most or quality <= LOWEST_QUALITY:
            return buffer.getvalue()
        quality -= 12
