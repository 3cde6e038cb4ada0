"""The capacity study as a picture: a table of stands by size and aisle, the plan of one cell.

Lengths of the picture are CSS pixels. Colours tell the share of the floor that is stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from exporters.plan_style import COLUMN, ENTRANCE, FLOOR, FONTS, INK, PAPER, SOFT_INK, WALL, tint
from layout.values import Placement, Plan, Ring, stand_corners

_WIDTH = 960
_MARGIN = 32
_HEAD = 96
_ROW = 76
_LABEL = 150
_STAND = "#2f6f9f"
_LOW, _HIGH = 0.30, 0.72  # shares of the floor between which the colour grows


@dataclass(frozen=True, slots=True)
class CapacityText:
    """One cell: its number, the line below it, the share of the floor, whether it is shown."""

    number: str
    note: str
    share: float
    shown: bool = False


def build_capacity_svg(
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[CapacityText]]],
    plan: Plan,
    placements: Sequence[Placement],
    caption: str,
    notes: Sequence[str] = (),
) -> str:
    """Return the picture: `rows` are sizes with one cell for each of `columns`, the aisles."""
    table_end = _HEAD + 40 + _ROW * len(rows)
    notes_at = table_end + 30
    plan_at = notes_at + 20 * len(notes) + 40
    drawing, height = _draw_plan(plan, placements, plan_at)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
            f' viewBox="0 0 {_WIDTH} {height}" font-family="{escape(FONTS)}" fill="{INK}">'
        ),
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="{PAPER}"/>',
        _text(_MARGIN, 46, title, 24, weight="700"),
        _text(_MARGIN, 74, "Stands that fit, by stand size and width of the aisles", 15, SOFT_INK),
        *_draw_table(columns, rows),
        *(_text(_MARGIN, notes_at + 20 * i, note, 13, SOFT_INK) for i, note in enumerate(notes)),
        _text(_MARGIN, plan_at - 14, caption, 15, weight="600"),
        *drawing,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _draw_table(
    columns: Sequence[str], rows: Sequence[tuple[str, Sequence[CapacityText]]]
) -> list[str]:
    step = (_WIDTH - 2 * _MARGIN - _LABEL) / max(len(columns), 1)
    left = _MARGIN + _LABEL
    parts = [
        _text(left + (index + 0.5) * step, _HEAD + 26, label, 14, anchor="middle", weight="600")
        for index, label in enumerate(columns)
    ]
    for number, (label, cells) in enumerate(rows):
        y = _HEAD + 40 + number * _ROW
        parts.append(_text(_MARGIN, y + _ROW / 2 + 5, label, 15, weight="600"))
        for index, cell in enumerate(cells):
            parts += _draw_cell(left + index * step, y, step, cell)
    return parts


def _draw_cell(x: float, y: float, width: float, cell: CapacityText) -> list[str]:
    share = min(max((cell.share - _LOW) / (_HIGH - _LOW), 0.0), 1.0)
    ring = f' stroke="{ENTRANCE}" stroke-width="3"' if cell.shown else ""
    middle = x + width / 2
    return [
        (
            f'<rect x="{x + 3:g}" y="{y + 3:g}" width="{width - 6:g}" height="{_ROW - 6}" rx="6"'
            f' fill="{tint(_STAND, 0.08 + 0.42 * share)}"{ring}/>'
        ),
        _text(middle, y + 36, cell.number, 22, anchor="middle", weight="700"),
        _text(middle, y + 58, cell.note, 12, anchor="middle"),
    ]


def _draw_plan(plan: Plan, placements: Sequence[Placement], top: float) -> tuple[list[str], int]:
    xs = [x for x, _ in plan.hall.outline]
    ys = [y for _, y in plan.hall.outline]
    scale = (_WIDTH - 2 * _MARGIN) / max(max(xs) - min(xs), (max(ys) - min(ys)) * 1.2, 1)

    def path(ring: Sequence[tuple[float, float]]) -> str:
        points = (
            f"{_MARGIN + (x - min(xs)) * scale:.1f},{top + (max(ys) - y) * scale:.1f}"
            for x, y in ring
        )
        return "M" + " L".join(points) + " Z"

    holes = " ".join(path(hole) for hole in plan.hall.holes)
    parts = [
        (
            f'<path d="{path(plan.hall.outline)} {holes}" fill="{FLOOR}" fill-rule="evenodd"'
            f' stroke="{WALL}" stroke-width="2"/>'
        )
    ]
    closed = [zone.outline for zone in plan.zones]
    parts += [f'<path d="{path(ring)}" fill="{tint(WALL, 0.25)}"/>' for ring in closed]
    for stand in placements:
        corners = stand_corners(stand)
        parts.append(
            f'<path d="{path(corners)}" fill="{tint(_STAND, 0.45)}" stroke="{PAPER}"'
            ' stroke-width="0.8"/>'
        )
        (ax, ay), (bx, by) = corners[0], corners[1]
        parts.append(
            f'<path d="{path(((ax, ay), (bx, by)))}" fill="none" stroke="{_STAND}"'
            ' stroke-width="1.6"/>'
        )
    parts += [f'<path d="{path(_column(c.x_mm, c.y_mm, c.width_mm, c.depth_mm))}"'
              f' fill="{COLUMN}"/>' for c in plan.columns]  # fmt: skip
    parts += [
        f'<path d="{path((door.a, door.b))}" fill="none" stroke="{ENTRANCE}" stroke-width="5"/>'
        for door in plan.doors
    ]
    return parts, round(top + (max(ys) - min(ys)) * scale + _MARGIN)


def _column(x: int, y: int, width: int, depth: int) -> Ring:
    left, low = x - width // 2, y - depth // 2
    return ((left, low), (left + width, low), (left + width, low + depth), (left, low + depth))


def _text(
    x: float, y: float, text: str, size: int, fill: str = INK, *,
    anchor: str = "start", weight: str = "400",
) -> str:  # fmt: skip
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" fill="{fill}"'
        f' text-anchor="{anchor}">{escape(text)}</text>'
    )
