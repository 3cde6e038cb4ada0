# ruff: noqa: PLR2004 - proportions of a drawing are read best where they are used
"""Label pictures: the product's name in two scripts, its emblem, its maker and its weight."""

from __future__ import annotations

from collections.abc import Mapping

from PIL import Image

from data.drawing.canvas import Canvas, companion, font, lightness, mix, turned
from data.drawing.dice import Dice
from data.drawing.motifs import EMBLEMS, Inks, frieze

# px, in the proportions of the place on the form that carries the label
LABEL_PX: Mapping[str, tuple[int, int]] = {
    "jar": (336, 204), "bottle": (240, 280), "flask": (272, 240), "sachet": (250, 300),
    "box": (352, 190), "basket": (332, 200), "soap": (304, 236), "tagine": (360, 168),
    "bowl": (352, 186), "vase": (300, 240), "plate": (240, 240), "bag": (336, 236),
    "figurine": (384, 128), "book": (224, 320), "frame": (336, 226), "textile": (240, 340),
}  # fmt: skip
PAPERS = ("#f7efdf", "#fbf6ea", "#f2e6cf", "#efe9dc", "#fdf9f0", "#f4ead9")
DARKS = ("#2a211c", "#23302c", "#2b2338", "#1f2b3a", "#3a1f1a", "#26261f")


def draw_label(
    form: str, art: str, colour: str, names: tuple[str, str], maker: str, size: str, brand: str
) -> Image.Image:
    """Draw one label. `brand` is the maker's id: its labels share layout and frieze."""
    width, height = LABEL_PX[form]
    style = Dice("label", brand)
    layout, border = style.below(4), style.below(6)
    paper, dark = style.pick(PAPERS), style.pick(DARKS)
    hue = turned(colour, (style.part() - 0.5) * 0.06, 1.15, 1.0)
    main = mix(hue, dark, 0.25 if lightness(hue) > 0.55 else 0.0)  # half-way light
    accent = companion(main, style)
    inks = Inks(paper, mix(dark, main, 0.2), main, accent)
    canvas = Canvas(width, height, paper)
    if width > height * 2.5:
        _tag(canvas, art, inks, names, maker, border)
    elif width > height * 1.15:
        (_side, _bands, _cartouche, _arch)[layout](canvas, art, inks, (names, maker, size), border)
    else:
        (_tall, _tall_dark, _tall, _tall_dark)[layout](
            canvas, art, inks, (names, maker, size), border
        )
    return canvas.finished()


Words = tuple[tuple[str, str], str, str]


def _lines(text: str, size: float, width: float) -> list[str]:
    """Break a name in two where it is too long for one line at that size."""
    if font("Bold", round(size)).getlength(text) <= width:
        return [text]
    words = text.split(" ")
    cuts = range(1, len(words))
    best = min(
        cuts,
        key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:]))),
        default=0,
    )
    return [" ".join(words[:best]), " ".join(words[best:])] if best else [text]


def _names(
    c: Canvas,
    names: tuple[str, str],
    x: float,
    y: float,
    width: float,
    size: float,
    ink: str,
    second: str,
) -> None:
    """Write the Latin name above and the Arabic one below, centred on (x, y)."""  # fmt: skip
    latin = _lines(names[0], size, width)
    small = size * (0.82 if len(latin) > 1 else 1.0)
    arabic = size * (0.9 if len(latin) > 1 else 1.06)
    total = small * 1.12 * len(latin) + arabic * 1.35
    top = y - total / 2
    for at, line in enumerate(latin):
        c.text(line, x, top + small * (0.56 + 1.12 * at), small, ink, width=width)
    c.text(
        names[1], x, top + small * 1.12 * len(latin) + arabic * 0.68, arabic, second,
        width=width, arabic=True,
    )  # fmt: skip


def _maker(c: Canvas, maker: str, size: str, x: float, y: float, width: float, ink: str) -> None:
    text = f"{maker} · {size}" if size else maker
    c.text(text, x, y, 15, ink, weight="Regular", width=width)


def _side(c: Canvas, art: str, i: Inks, words: Words, border: int) -> None:
    """Emblem on a coloured panel at the left, names on paper at the right."""
    names, maker, size = words
    w, h = c.width, c.height
    panel = w * 0.34
    c.box(0, 0, panel, h, mix(i.main, i.paper, 0.82))
    c.box(panel, 0, panel + 5, h, i.main)
    EMBLEMS[art](c, panel / 2, h * 0.5, min(panel, h) * 0.38, i)
    frieze(c, border, panel + 12, 8, w - 8, 24, i)
    c.box(panel + 12, h - 13, w - 8, h - 9, i.accent)
    middle = (panel + w) / 2 + 2
    _names(
        c,
        names,
        middle,
        h * 0.47,
        w - panel - 30,
        min(h * 0.15, w * 0.085),
        i.dark,
        i.main if lightness(i.main) < 0.55 else i.dark,
    )
    _maker(c, maker, size, middle, h * 0.84, w - panel - 30, i.dark)


def _bands(c: Canvas, art: str, i: Inks, words: Words, border: int) -> None:
    """Deep bands above and below with a frieze, the emblem over the name."""
    names, maker, size = words
    w, h = c.width, c.height
    c.box(0, 0, w, h * 0.19, i.dark)
    frieze(c, border, 6, h * 0.035, w - 6, h * 0.155, i)
    c.box(0, h * 0.82, w, h, i.dark)
    c.box(0, h * 0.19, w, h * 0.205, i.accent)
    c.box(0, h * 0.805, w, h * 0.82, i.accent)
    for side in (0.12, 0.88):
        EMBLEMS[art](c, w * side, h * 0.51, min(h * 0.2, w * 0.095), i)
    _names(c, names, w / 2, h * 0.51, w * 0.54, min(h * 0.15, w * 0.09), i.dark, i.dark)
    _maker(c, maker, size, w / 2, h * 0.905, w * 0.92, i.paper)


def _cartouche(c: Canvas, art: str, i: Inks, words: Words, border: int) -> None:
    """A field of small stars in deep colour, the names in a pointed cartouche."""
    names, maker, size = words
    w, h = c.width, c.height
    deep = mix(i.main, i.dark, 0.45)
    c.box(0, 0, w, h, deep)
    cell = h / 6
    for row in range(7):
        for col in range(int(w / cell) + 2):
            x, y = (col + row % 2 / 2) * cell, row * cell
            if border % 2:
                c.star(x, y, cell * 0.42, 8, mix(deep, i.accent, 0.22), 0.6)
            else:
                c.regular(x, y, cell * 0.42, 4, mix(deep, i.accent, 0.22))
    for grow, ink in ((0.0, i.accent), (4.0, i.paper)):
        m, t = 12 + grow, 14 + grow
        c.polygon(
            [
                (m, h / 2),
                (m + 26, t),
                (w - m - 26, t),
                (w - m, h / 2),
                (w - m - 26, h - t),
                (m + 26, h - t),
            ],
            ink,
        )
    EMBLEMS[art](c, w / 2, h * 0.25, h * 0.13, i)
    _names(c, names, w / 2, h * 0.565, w * 0.7, min(h * 0.14, w * 0.085), i.dark, i.dark)
    _maker(c, maker, size, w / 2, h * 0.83, w * 0.66, i.dark)


def _arch(c: Canvas, art: str, i: Inks, words: Words, border: int) -> None:
    """Colour ground, a horseshoe arch of paper at the right that holds the emblem."""
    names, maker, size = words
    w, h = c.width, c.height
    ground = (
        i.main if lightness(i.main) < 0.45 else mix(i.main, i.dark, 0.5)
    )  # white text reads on it
    c.box(0, 0, w, h, ground)
    x, r = w * 0.82, min(h * 0.3, w * 0.15)
    for grow, ink in ((7.0, i.accent), (0.0, i.paper)):
        c.disc(x, h * 0.46, r + grow, ink)
        c.box(x - r * 0.82 - grow, h * 0.5, x + r * 0.82 + grow, h, ink)
    EMBLEMS[art](c, x, h * 0.5, r * 0.72, i)
    frieze(
        c,
        border,
        8,
        h - 24,
        w * 0.62,
        h - 8,
        Inks(i.paper, i.dark, mix(ground, i.paper, 0.3), i.accent),
    )
    _names(
        c,
        names,
        w * 0.325,
        h * 0.4,
        w * 0.54,
        min(h * 0.155, w * 0.09),
        "#fffaf0",
        mix(i.accent, "#ffffff", 0.75),
    )
    _maker(c, maker, size, w * 0.325, h * 0.73, w * 0.54, "#fffaf0")


def _tall(c: Canvas, art: str, i: Inks, words: Words, border: int) -> None:
    names, maker, size = words
    w, h = c.width, c.height
    frieze(c, border, 0, 0, w, h * 0.08, i)
    c.box(0, h * 0.09, w, h * 0.1, i.dark)
    c.disc(w / 2, h * 0.34, h * 0.2, mix(i.main, i.paper, 0.8))
    EMBLEMS[art](c, w / 2, h * 0.34, h * 0.165, i)
    _names(c, names, w / 2, h * 0.695, w * 0.9, min(w * 0.12, h * 0.095), i.dark, i.dark)
    c.box(
        0, h * 0.86, w, h, i.main if lightness(i.main) < 0.6 else i.dark
    )  # paper-coloured text reads on it
    _maker(c, maker, size, w / 2, h * 0.93, w * 0.92, i.paper)


def _tall_dark(c: Canvas, art: str, i: Inks, words: Words, border: int) -> None:
    names, maker, size = words
    w, h = c.width, c.height
    deep = mix(i.main, i.dark, 0.6)
    c.box(0, 0, w, h * 0.56, deep)
    for ray in range(24):
        c.leaf(w / 2, h * 0.3, h * 0.5, ray * 0.2618, mix(deep, i.accent, 0.12), 0.1)
    c.box(0, h * 0.56, w, h, i.paper)
    c.disc(w / 2, h * 0.3, h * 0.205, i.accent)
    c.disc(w / 2, h * 0.3, h * 0.19, i.paper)
    EMBLEMS[art](c, w / 2, h * 0.3, h * 0.145, i)
    frieze(c, border, 0, h * 0.56, w, h * 0.62, i)
    _names(c, names, w / 2, h * 0.765, w * 0.9, min(w * 0.115, h * 0.095), i.dark, i.dark)
    _maker(c, maker, size, w / 2, h * 0.945, w * 0.92, i.dark)


def _tag(c: Canvas, art: str, i: Inks, names: tuple[str, str], maker: str, border: int) -> None:
    w, h = c.width, c.height
    c.box(0, 0, w, h, i.dark)
    c.box(5, 5, w - 5, h - 5, i.paper)
    frieze(c, border, 8, 8, w - 8, 22, i)
    EMBLEMS[art](c, h * 0.55, h * 0.58, h * 0.3, i)
    _names(c, names, w * 0.6, h * 0.52, w * 0.66, h * 0.19, i.dark, i.dark)
    _maker(c, maker, "", w * 0.6, h * 0.86, w * 0.64, i.dark)
