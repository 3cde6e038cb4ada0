"""How long a unit of a drawing is: told by the file or by a person, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hall.service.importing.values import Drawing

METRES = {"mm": 0.001, "cm": 0.01, "dm": 0.1, "m": 1.0, "in": 0.0254, "ft": 0.3048}
ASKED = ("mm", "cm", "m", "in", "ft")
# A hall for stands is longer than this and shorter than that; else the unit is in doubt.
LEAST_M, MOST_M = 8.0, 3_000.0
_RATIO = re.compile(r"1\s*[:/]\s*(\d{1,6}(?:\.\d+)?)\Z")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?(?:[eE]-?\d)?\Z|\.\d{1,9}\Z")
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """Metres a unit, and who says so."""

    metres: float
    told: str


@dataclass(frozen=True, slots=True)
class UnitDoubt:
    """Why the unit is in doubt, and how big the drawing would be in each."""

    reason: str
    candidates: tuple[tuple[str, str], ...]


def find_scale(drawing: Drawing, size: Size, units: str, scale: str) -> Scale | UnitDoubt:
    """Return the scale from the options `units` and `scale` or from the file; else the doubt.

    `size` is the width and height of what will be read, in drawing units.
    """
    if units:
        return Scale(METRES[units], f"--units {units}")
    if scale:
        return _read_scale(drawing, size, scale)
    if drawing.metres_a_unit:
        return Scale(drawing.metres_a_unit, drawing.unit_source)
    if not drawing.unit:
        reason = drawing.unit_source or "the file names no unit"
        return UnitDoubt(reason, _candidates(drawing, size))
    metres = METRES[drawing.unit]
    if not is_plausible(size, metres):
        shown = show_size(size, metres)
        reason = f"{drawing.unit_source} says {drawing.unit}, but then the drawing is {shown}"
        return UnitDoubt(reason, _candidates(drawing, size))
    return Scale(metres, f"{drawing.unit}, as {drawing.unit_source} says")


def _read_scale(drawing: Drawing, size: Size, scale: str) -> Scale | UnitDoubt:
    ratio = _RATIO.match(scale.strip())
    if ratio and float(ratio[1]) > 0:
        if not drawing.page_mm_a_unit:
            reason = f"--scale {scale} needs a drawing whose page has a width in mm and a viewBox"
            return UnitDoubt(reason, _candidates(drawing, size))
        return Scale(drawing.page_mm_a_unit * float(ratio[1]) / 1000, f"--scale {scale}")
    if _NUMBER.match(scale.strip()) and float(scale) > 0:
        return Scale(float(scale), f"--scale {scale}")
    reason = f"--scale {scale} is neither metres a unit (0.01) nor a ratio (1:200)"
    return UnitDoubt(reason, _candidates(drawing, size))


def is_plausible(size: Size, metres: float) -> bool:
    """Return whether a hall could be that big."""
    return LEAST_M <= max(size) * metres <= MOST_M


def _candidates(drawing: Drawing, size: Size) -> tuple[tuple[str, str], ...]:
    """Return options with the size that each gives; where any is likely, the likely ones."""
    if drawing.format == "svg":
        page = drawing.page_mm_a_unit
        options = [(f"--scale 1:{n}", page * n / 1000) for n in (50, 100, 200, 500) if page]
        options += [(f"--scale {m:g}", m) for m in (0.01, 0.02, 0.05, 0.1, 1.0)]
    else:
        options = [(f"--units {unit}", METRES[unit]) for unit in ASKED]
    likely = [option for option in options if is_plausible(size, option[1])]
    return tuple((name, show_size(size, metres)) for name, metres in likely or options)


def show_size(size: Size, metres: float) -> str:
    """Return a size for people: metres, or km and mm where metres say little."""
    width, height = size[0] * metres, size[1] * metres
    longest = max(width, height)
    if longest >= 10_000:  # noqa: PLR2004 - ten kilometres
        return f"{width / 1000:,.0f} km x {height / 1000:,.0f} km"
    if longest < 1:
        return f"{width * 1000:.0f} mm x {height * 1000:.0f} mm"
    return f"{width:,.1f} m x {height:,.1f} m"
