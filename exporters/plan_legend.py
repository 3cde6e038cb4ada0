"""Below the plan: sectors with their colours and numbers, door signs, scale bar, north."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from exporters import plan_style as look
from exporters.plan_captions import PlanCaptions
from exporters.plan_lettering import text_element
from layout.values import PlacedHall, Sector

_SCALE_M = 10
_SWATCH_M = 3.2
_FOOT_M = 5.0
_LTR = "\u2066{}\u2069"  # isolates: a range of numbers keeps its order in Arabic text


def legend_columns(width: float) -> int:
    """Return how many columns of sectors fit a legend `width` metres wide."""
    return max(1, int(width // look.LEGEND_COLUMN_M))


def legend_height(sectors: int, width: float) -> float:
    """Return the metres that the legend takes below the plan."""
    rows = -(-sectors // legend_columns(width))
    return rows * look.LEGEND_ROW_M + _FOOT_M + 2


def draw_legend(
    placed: PlacedHall,
    sectors: Sequence[Sector],
    captions: PlanCaptions,
    frame: tuple[float, float, float],
) -> list[str]:
    """Return the legend's elements; `frame` is left, top and right in drawn metres."""
    west, top, east = frame
    columns = legend_columns(east - west)
    pitch = (east - west) / columns
    rows = -(-len(sectors) // columns)
    lines = []
    for index, sector in enumerate(sectors):
        column, row = divmod(index, rows)
        if captions.right_to_left:
            column = columns - 1 - column
        y = top + 1 + row * look.LEGEND_ROW_M
        lines.append(_entry(placed, sector, captions, (west + column * pitch, y, pitch - 1)))
    foot = top + 1 + rows * look.LEGEND_ROW_M + 1.4
    return [*lines, *_scale_bar(captions, west, foot), _north(captions, east - 2.2, foot)]


def _entry(
    placed: PlacedHall,
    sector: Sector,
    captions: PlanCaptions,
    place: tuple[float, float, float],
) -> str:
    left, y, width = place
    rtl = captions.right_to_left
    swatch = left + width - _SWATCH_M if rtl else left
    x = swatch - 0.9 if rtl else swatch + _SWATCH_M + 0.9
    numbers = [stand.number for stand in placed.placements if stand.sector == sector.id]
    span = numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    name = escape(captions.name(sector.names))
    fill, edge = look.tint(sector.colour, 0.42), look.shade(sector.colour, 0.78)
    return (
        f'<rect x="{swatch:.2f}" y="{y:.2f}" width="{_SWATCH_M}" height="{_SWATCH_M}"'
        f' fill="{fill}" stroke="{edge}" stroke-width="0.2"/>'
        f'<text x="{x:.2f}" y="{y + 1.5:.2f}" font-size="{look.LEGEND_TEXT_M}"'
        f' text-anchor="start" font-weight="600">{name}</text>'
        f'<text x="{x:.2f}" y="{y + 4.1:.2f}" font-size="{look.LEGEND_NOTE_M}" text-anchor="start"'
        f' fill="{look.SOFT_INK}">{_LTR.format(escape(span))}</text>'
    )


def _scale_bar(captions: PlanCaptions, x: float, y: float) -> list[str]:
    half = _SCALE_M / 2
    label = f"{_SCALE_M} {captions.metre}"
    return [
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{half}" height="0.6" fill="{look.INK}"/>',
        (
            f'<rect x="{x + half:.2f}" y="{y:.2f}" width="{half}" height="0.6" fill="{look.PAPER}"'
            f' stroke="{look.INK}" stroke-width="0.12"/>'
        ),
        text_element([label], (x + half, y + 2.2), look.LEGEND_NOTE_M, colour=look.SOFT_INK),
    ]


def _north(captions: PlanCaptions, x: float, y: float) -> str:
    arrow = f"M{x:.2f},{y - 1.6:.2f} l1,2.8 l-1,-0.7 l-1,0.7Z"
    label = text_element([captions.north], (x, y + 2.6), look.LEGEND_NOTE_M, weight=600)
    return f'<path d="{arrow}" fill="{look.INK}"/>{label}'
