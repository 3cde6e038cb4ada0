"""A sheet as SVG whose letters are outlines: it looks the same without any font at hand."""

from __future__ import annotations

from html import escape

from exporters.sheet.marks import Line, Shape, Sheet, Spot
from exporters.sheet.typeface import Typeface


def build_sheet_svg(sheet: Sheet, typeface: Typeface, title: str, lang: str) -> str:
    """Return one SVG of the sheet's size in millimetres; presentation attributes only.

    Each line of text is a group with its words as `aria-label`.

    Raises:
        FontUnusable: the typeface cannot be read.
    """
    drawing = _Drawing(typeface)
    body = [
        drawing.shape(mark) if isinstance(mark, Shape) else drawing.line(mark)
        for mark in sheet.marks
    ]
    width, height = _n(sheet.width), _n(sheet.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
        f' viewBox="0 0 {width} {height}" lang="{escape(lang)}" role="img"'
        f' aria-label="{escape(title)}">'
    )
    paper = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    glyphs = ["<defs>", *drawing.glyphs.values(), "</defs>"]
    return "\n".join([head, f"<title>{escape(title)}</title>", *glyphs, paper, *body, "</svg>\n"])


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _place(spot: Spot) -> str:
    return f"{_n(spot[0])},{_n(spot[1])}"


class _Drawing:
    """Collects the glyphs that the lines use; each is defined once."""

    def __init__(self, typeface: Typeface) -> None:
        self.typeface = typeface
        self.glyphs: dict[tuple[bool, str], str] = {}
        self._ids: dict[tuple[bool, str], str] = {}

    def shape(self, shape: Shape) -> str:
        end = "Z" if shape.closed else ""
        path = "".join(f"M{' '.join(map(_place, ring))}{end}" for ring in shape.rings)
        style = f' fill="{shape.fill or "none"}"'
        if shape.fill and len(shape.rings) > 1:
            style += ' fill-rule="evenodd"'
        if shape.stroke:
            style += f' stroke="{shape.stroke}" stroke-width="{_n(shape.width)}"'
        if shape.dash:
            style += f' stroke-dasharray="{" ".join(map(_n, shape.dash))}"'
        return f'<path d="{path}"{style}/>'

    def line(self, line: Line) -> str:
        face = self.typeface.face(bold=line.bold)
        runs = self.typeface.set_line(line.text, bold=line.bold, right_to_left=line.right_to_left)
        whole = sum(run.advance for run in runs)
        x = -{"left": 0.0, "middle": whole / 2, "right": whole}[line.anchor]
        uses = []
        for run in runs:
            uses += [
                f'<use href="#{self._glyph(glyph.name, bold=line.bold)}"'
                f' x="{_n(round(x + glyph.x, 1))}" y="{_n(-glyph.y)}"/>'
                for glyph in run.glyphs
                if face.outline(glyph.name)
            ]
            x += run.advance
        scale = f"{line.size / face.units:.6f}"
        turn = f" rotate({_n(-line.turn)})" if line.turn else ""
        return (
            f'<g aria-label="{escape(line.text)}" fill="{line.colour}"'
            f' transform="translate({_place(line.at)}){turn} scale({scale})">'
            f"{''.join(uses)}</g>"
        )

    def _glyph(self, name: str, *, bold: bool) -> str:
        key = (bold, name)
        if key not in self._ids:
            self._ids[key] = f"{'b' if bold else 'r'}{len(self._ids)}"
            outline = self.typeface.face(bold=bold).outline(name)
            # Outlines have y up; the turn is inside, so that a use moves in paper's direction.
            self.glyphs[key] = (
                f'<path id="{self._ids[key]}" transform="scale(1 -1)" d="{outline}"/>'
            )
        return self._ids[key]
