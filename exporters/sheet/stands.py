"""Stands on a sheet: patch, front, number, and the exhibitor where whole words fit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import STRtree, box

from exporters import plan_style as look
from exporters.sheet.hatching import hatch
from exporters.sheet.marks import Spot
from layout.values import Column, PlacedHall, Placement, stand_corners

if TYPE_CHECKING:
    from exporters.sheet.ground import Ground

Box = tuple[float, float, float, float]
_RIGHT_ANGLE = 90_000
_NAME_LINES = 5
_NAME_SHARES = (0.72, 0.64, 0.57, 0.5, 0.46)
_FEW = 0.1  # numbers are at most so much larger than the smallest tenth of them
_LARGER = 1.35
_NUMBER_WIDTH = 0.88  # of a stand: numbers of narrow stands do not run into each other


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a stand lies on paper, and the room for letters in it."""

    stand: Placement
    corners: Sequence[Spot]
    middle: Spot
    room: tuple[float, float]


def find_letters(placed: PlacedHall) -> Mapping[str, str]:
    """Return the letters with which a sector's numbers begin, where they tell it from others.

    Empty where they don't: sectors are then hatched.
    """
    letters: dict[str, str] = {}
    for stand in placed.placements:
        head = stand.number.rstrip("0123456789")
        if not head or letters.setdefault(stand.sector, head) != head:
            return {}
    return letters if len(set(letters.values())) == len(letters) else {}


def sector_patterns(placed: PlacedHall) -> Mapping[str, int]:
    """Return the pattern of each sector: plain for all where numbers tell the sectors."""
    if find_letters(placed):
        return {}
    return {sector.id: index for index, sector in enumerate(placed.plan.sectors)}


def draw_stands(ground: Ground, *, names: bool, muted: bool) -> None:
    """Draw all stands; `names` writes exhibitors on them, `muted` pales their colours."""
    colours = {sector.id: sector.colour for sector in ground.placed.plan.sectors}
    patterns = sector_patterns(ground.placed)
    places = _place_stands(ground)
    most = _largest_number(ground, places)
    for place in places:
        colour = colours.get(place.stand.sector, look.ZONE_EDGE)
        draw_patch(ground, place.corners, colour, patterns.get(place.stand.sector, 0), muted=muted)
        edge, thin = look.shade(colour, 0.78), ground.text * 0.05
        ground.sheet.lines(_inset(place.corners, thin * 2), stroke=edge, width=thin * 4)
        name = ground.words.exhibitors.get(place.stand.exhibitor or "", "") if names else ""
        _letter(ground, place, name, most)


def draw_patch(
    ground: Ground, ring: Sequence[Spot], colour: str, pattern: int, *, muted: bool = False
) -> None:
    """Draw a patch in the colour and pattern of a sector."""
    share = 0.18 if muted else 0.42
    fill, edge = look.tint(colour, share), look.shade(colour, 0.78)
    ground.sheet.polygon(ring, fill=fill, stroke=edge, width=ground.text * 0.05)
    lines = hatch(ring, pattern, ground.text * 0.6)
    if lines:
        pale = look.tint(colour, share + 0.3)
        ground.sheet.lines(*lines, stroke=pale, width=ground.text * 0.045)


def _place_stands(ground: Ground) -> list[_Place]:
    """Return the stands with the room that columns leave for letters."""
    columns = [_column_box(ground, column) for column in ground.placed.plan.columns]
    tree = STRtree([box(*c) for c in columns])
    places = []
    for stand in ground.placed.placements:
        corners = ground.ring(stand_corners(stand))
        xs, ys = zip(*corners, strict=True)
        area = (min(xs), min(ys), max(xs), max(ys))
        if stand.rotation_mdeg % _RIGHT_ANGLE:
            half = min(stand.width_mm, stand.depth_mm) / ground.scale * 0.4
            x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
            area = (x - half, y - half, x + half, y + half)
        for index in sorted(tree.query(box(*area)).tolist()):
            area = _leave_out(area, columns[index])
        thin = ground.text * 0.05
        middle = ((area[0] + area[2]) / 2, (area[1] + area[3]) / 2)
        width, height = area[2] - area[0] - thin * 5, area[3] - area[1] - thin * 12
        places.append(_Place(stand, corners, middle, (max(width, 0.1), max(height, 0.1))))
    return places


def _column_box(ground: Ground, column: Column) -> Box:
    x, y = ground.spot(column.x_mm, column.y_mm)
    w, d = column.width_mm / ground.scale / 2, column.depth_mm / ground.scale / 2
    return (x - w, y - d, x + w, y + d)


def _leave_out(area: Box, hole: Box) -> Box:
    """Return the largest part of `area` beside a column in it (left, top, right, low)."""
    left, top, right, low = area
    if hole[0] >= right or hole[2] <= left or hole[1] >= low or hole[3] <= top:
        return area
    parts = (
        (left, top, min(right, hole[0]), low),
        (max(left, hole[2]), top, right, low),
        (left, top, right, min(low, hole[1])),
        (left, max(top, hole[3]), right, low),
    )
    return max(parts, key=lambda p: max(p[2] - p[0], 0) * max(p[3] - p[1], 0))


def _largest_number(ground: Ground, places: Sequence[_Place]) -> float:
    """Return a size that most numbers reach, so that they look alike."""
    sizes = sorted(_fit_number(ground, place, ground.text * 1.3, 0.6) for place in places)
    return sizes[int(len(sizes) * _FEW)] * _LARGER if sizes else ground.text


def _fit_number(ground: Ground, place: _Place, most: float, share: float) -> float:
    """Return the size of a number that may take `share` of the stand's height."""
    width, height = place.room
    size = min(most, height * share)
    wide = ground.typeface.width(place.stand.number, size, bold=True)
    return size * min(1.0, _NUMBER_WIDTH * width / wide) if wide else size


def _inset(corners: Sequence[Spot], by: float) -> list[Spot]:
    """Return the front edge moved into the stand, so that it stays inside its patch."""
    (ax, ay), (bx, by_), (cx, cy) = corners[0], corners[1], corners[2]
    depth = math.dist((bx, by_), (cx, cy)) or 1.0
    dx, dy = (cx - bx) / depth * by, (cy - by_) / depth * by
    return [(ax + dx, ay + dy), (bx + dx, by_ + dy)]


def _letter(ground: Ground, place: _Place, name: str, most: float) -> None:
    """Write a stand's number and, where whole words fit below it, its exhibitor."""
    sheet, (x, y) = ground.sheet, place.middle
    width, height = place.room
    most = min(most, ground.text * 1.15) if name else most
    size = _fit_number(ground, place, most, 0.3)
    fitted = None
    if name:
        sizes = [s for k in _NAME_SHARES if (s := ground.text * k) >= look.LEAST_TEXT_MM]
        fitted = ground.typeface.fit(name, (width, height - size * 1.15), sizes)
    lines, small = fitted if fitted is not None else ([], 0.0)
    if not lines or len(lines) > _NAME_LINES:
        lines, size = [], _fit_number(ground, place, most, 0.6)
    whole = size * 0.72 + len(lines) * small * 1.2 + (small * 0.25 if lines else 0)
    base = y - whole / 2 + size * 0.72
    sheet.text(place.stand.number, (x, base), size, bold=True, anchor="middle", colour=look.INK,
               right_to_left=False)  # fmt: skip
    for index, line in enumerate(lines):
        below = base + small * (1.2 * index + 1.25)
        sheet.text(line, (x, below), small, anchor="middle", colour=look.INK)
