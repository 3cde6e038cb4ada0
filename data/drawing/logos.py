# ruff: noqa: PLR2004 - proportions of a drawing are read best where they are used
"""Logos of exhibitors, partner tiles and the fairs' own marks: one geometric system, varied."""

from __future__ import annotations

from PIL import Image

from data.drawing.canvas import Canvas, around, companion, lightness, mix
from data.drawing.dice import Dice
from data.drawing.motifs import EMBLEMS, Inks, frieze

SIDE = 256
ART_OF_TRADE = {
    "bees": "comb", "oil": "olive", "dates": "palm", "couscous": "grain", "orchard": "citrus",
    "herbs": "herb", "herbs-saffron": "blossom", "wild": "truffle", "preserves": "leaf",
    "dairy": "plain", "skin": "blossom", "argan": "argan", "rug": "rugmotif",
    "weaving": "rugmotif", "stitch": "palmette", "alfa": "alfa", "clay": "zellige",
    "leather": "palmette", "wood": "leaf", "metal": "zellige", "svc-tourism": "dune",
    "svc-agri": "leaf", "creation-alfa": "alfa", "creation-green": "leaf",
    "creation-care": "herb", "creation-food": "citrus", "africa": "rugmotif",
}  # fmt: skip


def draw_logo(exhibitor: str, trade: str, colour: str, latin: str, arabic: str) -> Image.Image:
    """Draw an exhibitor's mark: a shape, and in it an emblem or the initials in two scripts."""
    dice = Dice("logo", exhibitor)
    deep = (
        mix(colour, "#16120f", 0.35) if lightness(colour) > 0.4 else colour
    )  # pale letters read on it
    paper = dice.pick(("#fbf5e8", "#f6ecd8", "#fdf9f1", "#f3ede2"))
    accent = companion(deep, dice)
    c = Canvas(SIDE, SIDE, paper)
    dark_ground = dice.below(3) > 0
    shape = dice.below(6)
    field, ink = (deep, paper) if dark_ground else (mix(accent, paper, 0.7), deep)
    _shape(c, shape, deep, accent, field)
    art = ART_OF_TRADE.get(trade)
    inks = Inks(
        field if dark_ground else paper,
        ink if dark_ground else deep,
        accent if dark_ground else deep,
        mix(accent, paper, 0.45) if dark_ground else accent,
    )
    if art and dice.below(5) < 3:  # three marks in five show the trade
        EMBLEMS[art](c, 128, 128, 62, inks)
    elif dice.one_in(2):
        c.text(latin[0].upper(), 128, 122, 104, ink)
        frieze(c, dice.below(6), 88, 176, 168, 190, Inks(field, ink, accent, accent))
    else:
        c.text(_initial(arabic), 128, 124, 100, ink, arabic=True)
        for x, y in around(128, 128, [84], 8, 0.3927):
            c.regular(x, y, 6, 4, accent)
    return c.finished()


def _initial(arabic: str) -> str:
    word = arabic.removeprefix("ال") if arabic.startswith("ال") else arabic
    return word[0]


def _shape(c: Canvas, shape: int, deep: str, accent: str, field: str) -> None:
    if shape == 0:
        c.disc(128, 128, 118, deep)
        c.disc(128, 128, 110, accent)
        c.disc(128, 128, 103, field)
    elif shape == 1:
        c.star(128, 128, 122, 8, deep, 0.765)
        c.star(128, 128, 111, 8, accent, 0.765)
        c.star(128, 128, 104, 8, field, 0.765)
    elif shape == 2:  # the third shape
        for radius, ink in ((122, deep), (113, accent), (106, field)):
            c.regular(128, 128, radius, 8, ink, 0.3927)
    elif shape == 3:  # the fourth shape
        for grow, ink in ((0, deep), (8, accent), (14, field)):
            c.disc(128, 106, 96 - grow, ink)
            c.box(40 + grow, 112, 216 - grow, 242 - grow, ink)
    elif shape == 4:  # the fifth shape
        for radius, ink in ((124, deep), (114, accent), (107, field)):
            c.regular(128, 128, radius, 6, ink)
    else:
        c.star(128, 128, 122, 16, deep, 0.9)
        c.disc(128, 128, 104, accent)
        c.disc(128, 128, 98, field)


def draw_partner(kind: str, latin: str, arabic: str, colour: str) -> Image.Image:
    """Draw a partner's tile, 360 x 200 px: an emblem above the name in two scripts."""
    art = {"region": "dune", "administration": "zellige", "network": "comb", "trades": "palmette",
           "university": "plain"}[kind]  # fmt: skip
    c = Canvas(360, 200, "#fdfaf3")
    c.box(0, 0, 360, 6, colour)
    inks = Inks("#fdfaf3", mix(colour, "#1a1512", 0.5), colour, "#d9a441")
    EMBLEMS[art](c, 180, 70, 48, inks)
    c.text(latin, 180, 142, 19, "#2a211c", width=330)
    c.text(arabic, 180, 171, 19, "#2a211c", width=330, arabic=True)
    return c.finished()


def draw_fair_mark(fair: str) -> Image.Image:
    """Draw a fair's mark, 512 px square: alfa plait and star, or the Atlas and a rug diamond."""
    c = Canvas(512, 512, "#fbf5e8")
    if fair == "oriental-2022":
        inks = Inks("#fbf5e8", "#3a1710", "#8c2f22", "#d9a441")
        for ring, ink in ((248, "#8c2f22"), (236, "#d9a441"), (228, "#fbf5e8")):
            c.star(256, 256, ring, 8, ink, 0.765)
        EMBLEMS["alfa"](c, 256, 256, 150, inks)
        c.star(256, 256, 92, 8, "#fbf5e8", 0.765)
        c.star(256, 256, 84, 8, "#1f5f6b", 0.765)
        c.star(256, 256, 58, 8, "#d9a441", 0.5)
        c.star(256, 256, 30, 8, "#fbf5e8", 0.765)
        return c.finished()
    for ring, ink in ((248, "#2f5d3a"), (236, "#d8a13a"), (228, "#fbf5e8")):
        c.disc(256, 256, ring, ink)
    c.disc(176, 176, 58, "#d8a13a")
    far = [(70, 350), (190, 236), (236, 280), (318, 130), (460, 350)]
    near = [(40, 352), (140, 262), (206, 312), (286, 232), (352, 300), (404, 258), (474, 352)]
    c.polygon(far, "#6f947c")
    c.polygon(
        [(318, 130), (278, 203), (292, 196), (306, 214), (322, 196), (338, 216), (361, 196)],
        "#fdfaf2",
    )
    c.polygon(near, "#2f5d3a")
    c.box(36, 350, 476, 362, "#8a3b2e")
    inks = Inks("#fbf5e8", "#4a1f18", "#8a3b2e", "#d8a13a")
    for x in (160, 256, 352):
        EMBLEMS["rugmotif"](c, x, 414, 44, inks)
    return c.finished()
