"""The hall on a sheet at a scale: floor, aisles, zones, stands, columns, walls, doors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from exporters import plan_style as look
from exporters.sheet.marks import Sheet, Spot
from exporters.sheet.stands import draw_stands
from exporters.sheet.symbols import draw_zone_sign
from exporters.sheet.typeface import Typeface
from exporters.sheet.words import SheetWords
from layout.values import Door, PlacedHall, Ring, Zone


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a hall lies on a sheet: `scale` 200 means 1:200, `left` and `top` its corner.

    `text` is the size of ordinary text in millimetres; smaller ones are shares of it.
    """

    placed: PlacedHall
    words: SheetWords
    typeface: Typeface
    sheet: Sheet
    scale: float
    left: float
    top: float
    text: float

    def spot(self, x_mm: float, y_mm: float) -> Spot:
        """Return where a point of the plan lies on paper."""
        west, _, _, north = hall_box(self.placed)
        return (self.left + (x_mm - west) / self.scale, self.top + (north - y_mm) / self.scale)

    def ring(self, points: Sequence[Sequence[float]]) -> list[Spot]:
        """Return a ring of the plan on paper."""
        return [self.spot(point[0], point[1]) for point in points]

    def draw(self, *, names: bool = True, muted: bool = False) -> None:
        """Draw all of the hall; `names` writes exhibitors on stands, `muted` pales colours."""
        self._floor()
        for zone in self.placed.plan.zones:
            self._zone(zone)
        self._axes()
        draw_stands(self, names=names, muted=muted)
        self._columns()
        self._walls()

    def _floor(self) -> None:
        hall = self.placed.plan.hall
        self.sheet.polygon(
            self.ring(hall.outline), *(self.ring(hole) for hole in hall.holes), fill=look.FLOOR
        )
        for aisle in self.placed.aisles:
            if aisle.rank == "main":
                rings = [self.ring(aisle.outline), *(self.ring(hole) for hole in aisle.holes)]
                self.sheet.polygon(*rings, fill=look.MAIN_AISLE)

    def _axes(self) -> None:
        for axis in self.placed.plan.axes:
            line = self.ring(axis.points)
            dash = (self.text * 1.6, self.text * 0.5, self.text * 0.3, self.text * 0.5)
            self.sheet.lines(line, stroke=look.AXIS, width=self.text * 0.08, dash=dash)

    def _zone(self, zone: Zone) -> None:
        ring = self.ring(zone.outline)
        fill = look.ZONE_FILLS.get(zone.kind, look.FLOOR)
        edge = self.text * 0.06
        self.sheet.polygon(ring, fill=fill, stroke=look.ZONE_EDGE, width=edge)
        xs, ys = zip(*ring, strict=True)
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        name = self.words.name(zone.names) or self.words.say(f"zone.{zone.kind}")
        sign = min(width * 0.5, height * 0.34, self.text * 3)
        sizes = [self.text * share for share in (1.25, 1.1, 1.0, 0.9, 0.8, 0.7, 0.6)]
        room = (width * 0.92, height * 0.92 - sign)
        fitted = self.typeface.fit(name, room, sizes, bold=True)
        if fitted is None:
            draw_zone_sign(self.sheet, zone.kind, middle, min(width, height) * 0.6, look.SOFT_INK)
            return
        lines, size = fitted
        top = middle[1] - (sign + len(lines) * size * 1.2) / 2
        at = (middle[0], top + sign * 0.45)
        draw_zone_sign(self.sheet, zone.kind, at, sign * 0.86, look.SOFT_INK)
        for index, line in enumerate(lines):
            y = top + sign + size * (1 + index * 1.2)
            self.sheet.text(line, (middle[0], y), size, bold=True, anchor="middle", colour=look.INK)

    def _columns(self) -> None:
        for column in self.placed.plan.columns:
            w, d = column.width_mm / self.scale, column.depth_mm / self.scale
            x, y = self.spot(column.x_mm, column.y_mm)
            self.sheet.box(x - w / 2, y - d / 2, w, d, fill=look.COLUMN)

    def _walls(self) -> None:
        hall = self.placed.plan.hall
        rings = [self.ring(hall.outline), *(self.ring(hole) for hole in hall.holes)]
        self.sheet.polygon(*rings, stroke=look.WALL, width=self.wall)

    @property
    def wall(self) -> float:
        """How thick walls are drawn, in millimetres of paper."""
        return max(0.5, self.text * 0.3)


def hall_box(placed: PlacedHall) -> tuple[int, int, int, int]:
    """Return west, south, east and north of the hall in millimetres."""
    return _ring_box(placed.plan.hall.outline)


@lru_cache(maxsize=4)
def _ring_box(outline: Ring) -> tuple[int, int, int, int]:
    """Asked for at every point that is drawn."""
    xs, ys = zip(*outline, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def out_of(door: Door) -> tuple[Spot, Spot]:
    """Return the directions along a door and out of the hall, in the plan's axes."""
    (ax, ay), (bx, by) = door.a, door.b
    length = max(math.dist(door.a, door.b), 1.0)
    along = ((bx - ax) / length, (by - ay) / length)
    return along, (-along[1], along[0])
