"""The fair's own style: its colours made legible, its sectors, its sign typeface."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from hall.http.urls import Urls
from hall.model.catalogue import Catalogue
from hall.model.manifest import HallBuild

Rgb = tuple[int, int, int]
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# WCAG 2.2 AA for text; the papers are those of site.css.
_TEXT_CONTRAST = 4.6
_LIGHT_PAPER: Rgb = (0xFB, 0xF7, 0xF0)
_DARK_PAPER: Rgb = (
    0x2E,
    0x26,
    0x20,
)  # the lightest of the dark ones: what reads there, reads on all
_RANGES = {
    "latin": "U+0020-024F,U+2010-2027,U+2030-205E,U+20AC",
    "arabic": "U+060C,U+061B-061F,U+0620-06FF,U+0750-077F,U+FB50-FDFF,U+FE70-FEFC",
}


@dataclass(frozen=True, slots=True)
class LookStyle:
    """A style sheet and the name that its content gives it."""

    name: str
    css: str


def _parse(colour: str) -> Rgb:
    """Return the channels of `#rrggbb`; anything else is the paper's own brown."""
    text = colour if _COLOUR.fullmatch(colour) else "#7a4a2b"
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _hex(rgb: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def luminance(rgb: Rgb) -> float:
    """Return the relative luminance of WCAG 2.2."""
    channels = [c / 255 for c in rgb]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: Rgb, b: Rgb) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def legible(colour: str, paper: Rgb) -> str:
    """Return `colour`, moved towards black or white just until text in it reads on `paper`."""
    rgb = _parse(colour)
    goal: Rgb = (0, 0, 0) if luminance(paper) > 0.5 else (255, 255, 255)  # noqa: PLR2004 - half
    for step in range(21):
        mixed = _mix(rgb, goal, step / 20)
        if contrast(mixed, paper) >= _TEXT_CONTRAST:
            return _hex(mixed)
    return _hex(goal)


def _mix(a: Rgb, b: Rgb, share: float) -> Rgb:
    r, g, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return r, g, blue


@lru_cache(maxsize=8)
def _cached(key: tuple[str, ...], css: str) -> LookStyle:
    del key
    return LookStyle(hashlib.sha256(css.encode()).hexdigest()[:20], css)


def build_look(catalogue: Catalogue, build: HallBuild, urls: Urls) -> LookStyle:
    """Return the style sheet of a fair; its name changes with its content."""
    look = catalogue.fair.look
    light = _colour_rules(look.primary, look.secondary, look.accent, _LIGHT_PAPER)
    dark = _colour_rules(look.primary, look.secondary, look.accent, _DARK_PAPER)
    parts = [
        f":root{{{light}}}",
        f"@media(prefers-color-scheme:dark){{:root{{{dark}}}}}",
    ]
    for script, name in sorted(build.fonts.items()):
        if script in _RANGES:
            parts.append(
                f'@font-face{{font-family:"Hall Sign";src:url("{urls.file(name)}") format("woff2");'
                f"font-weight:700;font-display:swap;unicode-range:{_RANGES[script]}}}"
            )
    for sector in catalogue.sectors:
        colour = _hex(_parse(sector.colour))
        parts.append(f'[data-sector="{sector.id}"]{{--sector:{colour}}}')
    return _cached((build.build_id,), "\n".join(parts))


def _colour_rules(primary: str, secondary: str, accent: str, paper: Rgb) -> str:
    """Return custom properties: each colour as given, and a shade of it for text."""
    rules = {
        "primary": _hex(_parse(primary)),
        "secondary": _hex(_parse(secondary)),
        "accent": _hex(_parse(accent)),
        "primary-text": legible(primary, paper),
        "secondary-text": legible(secondary, paper),
        # A button's label is white: its ground must be dark enough for that on any paper.
        "button": legible(primary, (255, 255, 255)),
    }
    return "".join(f"--{name}:{value};" for name, value in rules.items())
