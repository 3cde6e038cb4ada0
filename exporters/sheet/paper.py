"""Paper sizes, and the scale at which a hall fits a page beside what explains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exporters.errors import HallTooLarge

PAPERS: Mapping[str, tuple[int, int]] = {
    "A4": (210, 297),
    "A3": (297, 420),
    "A2": (420, 594),
    "A1": (594, 841),
    "A0": (841, 1189),
}
"""Short and long side in millimetres (ISO 216)."""

NICE_SCALES = (
    50, 75, 100, 125, 150, 175, 200, 250, 300, 350, 400, 500, 600, 750, 1000, 1250, 1500, 2000,
    2500, 3000, 4000, 5000, 7500, 10_000, 20_000, 50_000,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is divided, in millimetres. The panel is beside the drawing or below it."""

    width: float
    height: float
    scale: int
    margin: float
    text: float
    drawing: tuple[float, float, float, float]
    panel: tuple[float, float, float, float]
    beside: bool

    @property
    def inner(self) -> tuple[float, float, float, float]:
        """Return left, top, width and height inside the margins."""
        return (
            self.margin,
            self.margin,
            self.width - 2 * self.margin,
            self.height - 2 * self.margin,
        )


def text_size(paper: str) -> float:
    """Return the size of ordinary text in millimetres: 2.2 on A4, 3.8 on A0."""
    shortest, tallest = PAPERS["A4"][0], PAPERS["A0"][0]
    return 2.2 + (PAPERS[paper][0] - shortest) / (tallest - shortest) * 1.6


@dataclass(frozen=True, slots=True)
class Needs:
    """What a page must carry: the hall in metres, and heights and widths in texts.

    `head` and `foot` are the bands above and below, `around` the room for the doors' labels
    on each side, `panel_width` and `panel_height` the least of a panel beside or below.
    """

    hall_m: tuple[float, float]
    head: float
    foot: float
    around: float
    panel_width: float
    panel_height: float


def divide_page(
    paper: str,
    needs: Needs,
    scales: Sequence[int] = NICE_SCALES,
    *,
    right_to_left: bool = False,
    prefer_beside: bool = False,
) -> Frame | None:
    """Return the division with the largest scale of `scales`, or None where none fits.

    The page lies or stands, and the panel is beside or below, as gives the larger scale; of
    equals the one with the larger panel, with `prefer_beside` one whose panel is beside.
    """
    short, long = PAPERS[paper]
    text = text_size(paper)
    found: tuple[tuple[float, float, float], Frame] | None = None
    for width, height in ((long, short), (short, long)):
        for beside in (True, False):
            frame = _divide(
                width, height, text, needs, scales, beside=beside, right_to_left=right_to_left
            )
            if frame is None:
                continue
            beside_first = float(beside and prefer_beside)
            merit = (-frame.scale, beside_first, frame.panel[2] * frame.panel[3])
            if found is None or merit > found[0]:
                found = (merit, frame)
    return found[1] if found else None


def _divide(
    width: float,
    height: float,
    text: float,
    needs: Needs,
    scales: Sequence[int],
    *,
    beside: bool,
    right_to_left: bool,
) -> Frame | None:
    margin = max(8.0, min(width, height) * 0.028)
    around = needs.around * text
    left, top = margin, margin + needs.head * text
    wide, high = width - 2 * margin, height - 2 * margin - (needs.head + needs.foot) * text
    room_w = wide - 2 * around - (needs.panel_width * text if beside else 0)
    room_h = high - 2 * around - (0 if beside else needs.panel_height * text)
    scale = next(
        (
            s
            for s in scales
            if needs.hall_m[0] * 1000 / s <= room_w and needs.hall_m[1] * 1000 / s <= room_h
        ),
        None,
    )
    if scale is None:
        return None
    draw_w = needs.hall_m[0] * 1000 / scale + 2 * around
    draw_h = needs.hall_m[1] * 1000 / scale + 2 * around
    if beside:
        panel_w = wide - draw_w
        panel_left = left if right_to_left else left + draw_w
        drawing_left = left + panel_w if right_to_left else left
        drawing = (drawing_left, top, draw_w, high)
        panel = (panel_left, top, panel_w, high)
    else:
        drawing = (left, top, wide, draw_h)
        panel = (left, top + draw_h, wide, high - draw_h)
    return Frame(width, height, scale, margin, text, drawing, panel, beside)


def need_frame(
    paper: str, needs: Needs, scales: Sequence[int] = NICE_SCALES, *, right_to_left: bool = False
) -> Frame:
    """Return the division of the page.

    Raises:
        HallTooLarge: the hall fits at none of the scales.
    """
    frame = divide_page(paper, needs, scales, right_to_left=right_to_left)
    if frame is None:
        width, height = needs.hall_m
        message = (
            f"a hall of {width:.0f} x {height:.0f} m does not fit {paper} at 1:{scales[-1]}:"
            f" take larger paper"
        )
        raise HallTooLarge(message)
    return frame
