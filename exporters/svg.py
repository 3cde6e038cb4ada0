"""The plan as SVG for pages: every stand a link, presentation attributes only.

The Content-Security-Policy of the pages refuses `style=` and `<style>`, so colours and sizes
are attributes. Units are metres: the viewBox is the hall with a margin, north up.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from exporters import plan_style as look
from exporters.plan_captions import PlanCaptions
from exporters.plan_legend import draw_legend, legend_height
from exporters.plan_lettering import fit_text, text_element
from layout.values import Door, PlacedHall, Placement, PointMm, Sector, Zone, stand_corners


def build_plan_svg(placed: PlacedHall, captions: PlanCaptions) -> str:
    """Return one `<svg>` element to be put in a page or served alone.

    The same hall and captions give the same text. Names are escaped.
    """
    drawing = _Drawing(placed, captions)
    body = [
        *drawing.floor(),
        *drawing.zones(),
        *drawing.stands(),
        *drawing.columns(),
        *drawing.walls(),
        *drawing.doors(),
        *drawing.legend(),
    ]
    x, y, w, h = drawing.view()
    direction = "rtl" if captions.right_to_left else "ltr"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_n(x)} {_n(y)} {_n(w)} {_n(h)}"'
        f' role="group" lang="{escape(captions.lang)}" direction="{direction}"'
        f' aria-label="{escape(captions.title)}" font-family="{escape(look.FONTS)}"'
        f' fill="{look.INK}">'
    )
    return "\n".join([head, f"<title>{escape(captions.title)}</title>", *body, "</svg>"]) + "\n"


def _n(metres: float) -> str:
    return f"{metres:.3f}".rstrip("0").rstrip(".") or "0"


class _Drawing:
    """Draws one hall; y is turned over (SVG's y points down)."""

    def __init__(self, placed: PlacedHall, captions: PlanCaptions) -> None:
        self.placed = placed
        self.captions = captions
        xs, ys = zip(*placed.plan.hall.outline, strict=True)
        self.west, self.east = min(xs) / 1000, max(xs) / 1000
        self.south, self.north = min(ys) / 1000, max(ys) / 1000

    def view(self) -> tuple[float, float, float, float]:
        width = self.east - self.west + 2 * look.MARGIN_M
        height = self.north - self.south + 2 * look.MARGIN_M
        legend = legend_height(len(self.sectors()), width - 2 * look.MARGIN_M)
        return self.west - look.MARGIN_M, -self.north - look.MARGIN_M, width, height + legend

    def sectors(self) -> list[Sector]:
        shown = {stand.sector for stand in self.placed.placements}
        return [sector for sector in self.placed.plan.sectors if sector.id in shown]

    def path(self, *rings: Sequence[Sequence[float]]) -> str:
        parts = []
        for ring in rings:
            points = " ".join(f"{_n(p[0] / 1000)},{_n(-p[1] / 1000)}" for p in ring)
            parts.append(f"M{points}Z")
        return "".join(parts)

    def floor(self) -> list[str]:
        hall = self.placed.plan.hall
        shape = self.path(hall.outline, *hall.holes)
        lines = [f'<path d="{shape}" fill="{look.FLOOR}" fill-rule="evenodd"/>']
        lines += [
            f'<path d="{self.path(aisle.outline, *aisle.holes)}" fill="{look.MAIN_AISLE}"'
            ' fill-rule="evenodd"/>'
            for aisle in self.placed.aisles
            if aisle.rank == "main"
        ]
        return lines

    def walls(self) -> list[str]:
        hall = self.placed.plan.hall
        shape = self.path(hall.outline, *hall.holes)
        return [
            (
                f'<path d="{shape}" fill="none" stroke="{look.WALL}" stroke-width="0.5"'
                ' stroke-linejoin="miter"/>'
            )
        ]

    def columns(self) -> list[str]:
        boxes = []
        for column in self.placed.plan.columns:
            x = (column.x_mm - column.width_mm / 2) / 1000
            y = (-column.y_mm - column.depth_mm / 2) / 1000
            w, d = column.width_mm / 1000, column.depth_mm / 1000
            boxes.append(f"M{_n(x)},{_n(y)}h{_n(w)}v{_n(d)}h{_n(-w)}Z")
        return [f'<path d="{"".join(boxes)}" fill="{look.COLUMN}"/>'] if boxes else []

    def zones(self) -> list[str]:
        lines = []
        for zone in self.placed.plan.zones:
            lines.append(
                f'<path d="{self.path(zone.outline)}" data-zone="{escape(zone.id)}"'
                f' fill="{look.ZONE_FILLS.get(zone.kind, look.FLOOR)}"'
                f' stroke="{look.ZONE_EDGE}" stroke-width="0.12"/>'
            )
            lines += self._zone_name(zone)
        return lines

    def _zone_name(self, zone: Zone) -> list[str]:
        name = self.captions.name(zone.names)
        if not name:
            return []
        xs, ys = zip(*zone.outline, strict=True)
        width, height = (max(xs) - min(xs)) / 1000, (max(ys) - min(ys)) / 1000
        middle = ((min(xs) + max(xs)) / 2000, -(min(ys) + max(ys)) / 2000)
        upright = height > width * 1.4
        room = (height, width) if upright else (width, height)
        lines, size = fit_text(name, room[0] * 0.86, room[1] * 0.86, look.ZONE_TEXT_M)
        return [text_element(lines, middle, size, upright=upright, weight=600)]

    def stands(self) -> list[str]:
        colours = {sector.id: sector.colour for sector in self.placed.plan.sectors}
        lines = []
        for stand in self.placed.placements:
            colour = colours.get(stand.sector, look.ZONE_EDGE)
            lines.append(self._stand(stand, colour))
        return lines

    def _stand(self, stand: Placement, colour: str) -> str:
        corners = stand_corners(stand)
        name = self.captions.exhibitors.get(stand.exhibitor or "", "")
        title = f"{self.captions.stand} {stand.number}" + (f" · {name}" if name else "")
        front = " ".join(f"{_n(p[0] / 1000)},{_n(-p[1] / 1000)}" for p in corners[:2])
        middle = (
            sum(p[0] for p in corners) / 4000,
            -sum(p[1] for p in corners) / 4000,
        )
        small = min(stand.width_mm, stand.depth_mm) / 1000
        width = min(small, 4.0) - 0.35
        lines, size = fit_text(
            stand.number,
            width,
            1.4,
            look.BIG_NUMBER_M if small > look.BIG_STAND_M else look.NUMBER_M,
        )
        shape = (
            f"<title>{escape(title)}</title>"
            f'<path data-stand="{escape(stand.stand_id)}" d="{self.path(corners)}"'
            f' fill="{look.tint(colour, 0.42)}" stroke="{look.shade(colour, 0.78)}"'
            ' stroke-width="0.1"/>'
            f'<path d="M{front}" fill="none" stroke="{look.shade(colour, 0.78)}"'
            ' stroke-width="0.32"/>' + text_element(lines, middle, size, weight=600)
        )
        href = self.captions.hrefs.get(stand.stand_id)
        return f'<a href="{escape(href)}">{shape}</a>' if href else f"<g>{shape}</g>"

    def doors(self) -> list[str]:
        return [line for door in self.placed.plan.doors for line in self._door(door)]

    def _door(self, door: Door) -> list[str]:
        colour = look.ENTRANCE if door.kind == "entrance" else look.EXIT
        (ax, ay), (bx, by) = _metres(door.a), _metres(door.b)
        length = max(door.width_mm / 1000, 0.001)
        out = (-(by - ay) / length, (bx - ax) / length)
        x, y = (ax + bx) / 2, (ay + by) / 2
        along = ((bx - ax) / length, (by - ay) / length)
        sign = -1 if door.kind == "entrance" else 1
        near, far = (1.9, 0.7) if sign < 0 else (0.7, 1.9)
        tip = (x + out[0] * far, y + out[1] * far)
        foot = [
            (x + out[0] * near + along[0] * s, y + out[1] * near + along[1] * s)
            for s in (-0.8, 0.8)
        ]
        arrow = " ".join(f"{_n(px)},{_n(-py)}" for px, py in (tip, *foot))
        name = self.captions.name(door.names) or self.captions.doors.get(door.kind, "")
        return [
            (
                f"<g><title>{escape(name)}</title>"
                f'<path d="M{_n(ax)},{_n(-ay)} {_n(bx)},{_n(-by)}" stroke="{look.PAPER}"'
                ' stroke-width="0.7"/>'
                f'<path d="M{_n(ax)},{_n(-ay)} {_n(bx)},{_n(-by)}" stroke="{colour}"'
                ' stroke-width="0.3"/>'
                f'<path d="M{arrow}Z" fill="{colour}"/></g>'
            )
        ]

    def legend(self) -> list[str]:
        top = -self.south + look.MARGIN_M
        return draw_legend(self.placed, self.sectors(), self.captions, (self.west, top, self.east))


def _metres(point: PointMm) -> tuple[float, float]:
    return point[0] / 1000, point[1] / 1000
