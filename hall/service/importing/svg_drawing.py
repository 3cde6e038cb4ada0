"""SVG → `Drawing`: groups are layers, transforms are applied, y is turned up."""

from __future__ import annotations

import math
import re
from collections import Counter

from hall.service.importing import limits
from hall.service.importing.svg_path import read_path
from hall.service.importing.svg_tree import Element, parse_svg
from hall.service.importing.values import (
    Drawing,
    ImportRefused,
    Layer,
    Lettering,
    Piece,
    Point,
    Remark,
)

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)\s*([a-z%]*)\s*\Z")
_PAGE_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6}
_PIXEL_MM = 25.4 / 96
# Names that drawing programs give by themselves.
_AUTOMATIC = re.compile(r"(g|path|rect|circle|ellipse|line|polygon|polyline|use|svg|text|tspan|image|layer|group)[-_]?\d*\Z", re.IGNORECASE)  # fmt: skip  # noqa: E501
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SKIPPED = frozenset(
    {
        "defs", "symbol", "clipPath", "mask", "pattern", "marker", "metadata", "style", "script",
        "title", "desc", "linearGradient", "radialGradient", "filter", "namedview", "foreignObject",
    }
)  # fmt: skip
_ROUND_STEPS = 48
_DEEPEST_USE = 8


def read_svg(data: bytes) -> Drawing:
    """Return all shapes and texts of an SVG in its user units, y up from the page's lower edge.

    Raises:
        ImportRefused: `import.*`.
    """
    root = parse_svg(data)
    walker = _Walker(root)
    walker.walk(root, _IDENTITY, "", 0)
    return walker.finish()


class _Walker:
    def __init__(self, root: Element) -> None:
        self.pieces: list[Piece] = []
        self.texts: list[Lettering] = []
        self.counts: dict[str, Counter[str]] = {}
        self.skipped: Counter[str] = Counter()
        self.curves = self.points = 0
        # Layers that a drawing program calls so: groups inside them are no layers.
        self._layers: set[str] = set()
        self._ids: dict[str, Element] = {}
        stack = [root]
        while stack:
            element = stack.pop()
            if "id" in element.attributes:
                self._ids.setdefault(element.attributes["id"], element)
            stack.extend(element.children)
        self._page(root)

    def _page(self, root: Element) -> None:
        box = [float(n) for n in _NUMBER.findall(root.attributes.get("viewBox", ""))]
        width, height = (_LENGTH.match(root.attributes.get(k, "")) for k in ("width", "height"))
        self.left = self.bottom = 0.0
        self.page_mm = 0.0
        unit = width[2] if width else ""
        if len(box) == 4 and box[2] > 0 and box[3] > 0:  # noqa: PLR2004 - x, y, width, height
            self.left, self.bottom = box[0], box[1] + box[3]
            if width and unit in _PAGE_MM:
                self.page_mm = float(width[1]) * _PAGE_MM[unit] / box[2]
        elif height:
            scale = _PAGE_MM.get(height[2], _PIXEL_MM) / _PIXEL_MM
            self.bottom = float(height[1]) * scale
            self.page_mm = _PIXEL_MM if unit in _PAGE_MM else 0.0

    def walk(self, element: Element, matrix: Matrix, layer: str, uses: int) -> None:
        if element.tag in _SKIPPED and not (uses and element.tag == "symbol"):
            return
        attributes = element.attributes
        if attributes.get("display") == "none" or _HIDDEN.search(attributes.get("style", "")):
            return
        matrix = _combine(matrix, _read_transform(attributes.get("transform", "")))
        if element.tag in {"g", "a", "symbol", "svg"}:
            is_layer = attributes.get("inkscape:groupmode") == "layer"
            if is_layer or not (layer and (uses or layer in self._layers)):
                layer = _layer_name(element) or layer
            if is_layer:
                self._layers.add(layer)
            for child in element.children:
                self.walk(child, matrix, layer, uses)
        elif element.tag == "use":
            self._use(element, matrix, layer, uses)
        elif element.tag == "text":
            self._text(element, matrix, layer)
        elif element.tag == "image":
            self.skipped["pictures"] += 1
        else:
            self._shape(element, matrix, layer)

    def _use(self, element: Element, matrix: Matrix, layer: str, uses: int) -> None:
        target = element.attributes.get("href", element.attributes.get("xlink:href", ""))
        if not target.startswith("#"):
            self.skipped["references to other files"] += 1
            return
        found = self._ids.get(target[1:])
        if found is None or uses >= _DEEPEST_USE:
            self.skipped["references that lead nowhere or in a circle"] += 1
            return
        shift = (1.0, 0.0, 0.0, 1.0, _attribute(element, "x"), _attribute(element, "y"))
        self.walk(found, _combine(matrix, shift), layer or _layer_name(element), uses + 1)

    def _text(self, element: Element, matrix: Matrix, layer: str) -> None:
        text = " ".join(element.text.split())[: limits.MAX_TEXT]
        spot = element
        if "x" not in element.attributes and element.children:
            spot = next((c for c in element.children if "x" in c.attributes), element)
        at = self._place(matrix, (_attribute(spot, "x"), _attribute(spot, "y")))
        if text and _is_sane(at):
            name = layer or _layer_name(element) or "(no layer)"
            self.counts.setdefault(name, Counter())["text"] += 1
            self.texts.append(
                Lettering(name, at, text, f"text in line {element.line}", element.line)
            )

    def _shape(self, element: Element, matrix: Matrix, layer: str) -> None:
        lines = self._outline(element)
        if not lines:
            return
        name = layer or _class_name(element) or _layer_name(element) or "(no layer)"
        facts = _facts(element)
        for points, closed in lines:
            placed = tuple(self._place(matrix, point) for point in points)
            if not all(map(_is_sane, placed)):
                self.skipped["shapes with impossible numbers"] += 1
                continue
            ends_meet = len(placed) > 3 and math.dist(placed[0], placed[-1]) < 1e-9  # noqa: PLR2004
            placed = placed[:-1] if ends_meet else placed
            self.counts.setdefault(name, Counter())[element.tag] += 1
            self.points += len(placed)
            if len(self.pieces) > limits.MAX_PIECES or self.points > limits.MAX_POINTS:
                message = (
                    f"more than {limits.MAX_PIECES:,} shapes; keep only the layers of the plan"
                )
                raise ImportRefused("import.too_complex", message)
            place = f"{element.tag} in line {element.line}"
            self.pieces.append(
                Piece(name, placed, closed or ends_meet, place, element.line, "", facts)
            )

    def _place(self, matrix: Matrix, point: Point) -> Point:
        a, b, c, d, e, f = matrix
        x, y = a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f
        return x - self.left, self.bottom - y

    def _outline(self, element: Element) -> list[tuple[list[Point], bool]]:
        tag = element.tag
        x, y = _attribute(element, "x"), _attribute(element, "y")
        if tag == "rect":
            w, h = _attribute(element, "width"), _attribute(element, "height")
            return [([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], True)] if w and h else []
        if tag == "line":
            names = ("x1", "y1", "x2", "y2")
            x1, y1, x2, y2 = (_attribute(element, name) for name in names)
            return [([(x1, y1), (x2, y2)], False)]
        if tag in {"polygon", "polyline"}:
            found = _NUMBER.findall(element.attributes.get("points", "")[:1_000_000])
            numbers = [float(number) for number in found]
            points = list(zip(numbers[::2], numbers[1::2], strict=False))
            return [(points[: limits.MAX_POINTS_EACH], tag == "polygon")] if len(points) > 1 else []
        if tag in {"circle", "ellipse"}:
            self.curves += 1
            return [(_round(element), True)]
        if tag == "path":
            drawn = read_path(element.attributes.get("d", ""))
            self.curves += drawn.curves
            return drawn.lines
        return []

    def finish(self) -> Drawing:
        remarks = [
            Remark("import.entities_ignored", "note", f"{count} {what} left out")
            for what, count in sorted(self.skipped.items())
        ]
        if self.curves:
            message = f"{self.curves} curves became short straight pieces"
            remarks.append(Remark("import.curves_flattened", "note", message))
        layers = tuple(Layer(name, dict(count)) for name, count in self.counts.items())
        return Drawing(
            "svg", tuple(self.pieces), tuple(self.texts), layers,
            unit_source="an SVG has no unit of its own",
            remarks=tuple(remarks), page_mm_a_unit=self.page_mm,
        )  # fmt: skip


def _round(element: Element) -> list[Point]:
    cx, cy = _attribute(element, "cx"), _attribute(element, "cy")
    rx = _attribute(element, "rx") or _attribute(element, "r")
    ry = _attribute(element, "ry") or _attribute(element, "r")
    steps = (2 * math.pi * step / _ROUND_STEPS for step in range(_ROUND_STEPS))
    return [(cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in steps]


def _attribute(element: Element, name: str) -> float:
    match = _LENGTH.match(element.attributes.get(name, ""))
    if not match:
        return 0.0
    return float(match[1]) * (_PAGE_MM[match[2]] / _PIXEL_MM if match[2] in _PAGE_MM else 1.0)


def _layer_name(element: Element) -> str:
    """Return what a group calls itself, unless its program chose the name."""
    label = element.attributes.get("inkscape:label", "")
    name = label or element.attributes.get("id", "")
    if not name or (not label and _AUTOMATIC.match(name)):
        return _class_name(element)
    return name.strip()[: limits.MAX_TEXT]


def _class_name(element: Element) -> str:
    return element.attributes.get("class", "").strip()[: limits.MAX_TEXT]


def _facts(element: Element) -> dict[str, str]:
    facts = {
        key.removeprefix("data-"): value[: limits.MAX_TEXT]
        for key, value in element.attributes.items()
        if key.startswith("data-")
    }
    name = element.attributes.get("id", "")
    if name and "id" not in facts and not _AUTOMATIC.match(name):
        facts["id"] = name[: limits.MAX_TEXT]
    title = next((child.text.strip() for child in element.children if child.tag == "title"), "")
    if title:
        facts.setdefault("name", title[: limits.MAX_TEXT])
    return facts


def _read_transform(text: str) -> Matrix:
    matrix = _IDENTITY
    for name, inside in _TRANSFORM.findall(text):
        n = [float(number) for number in _NUMBER.findall(inside)]
        matrix = _combine(matrix, _one_transform(name, n))
    return matrix


def _one_transform(name: str, n: list[float]) -> Matrix:
    """Return the matrix of one transform; one with too few numbers does nothing."""
    if not n or (name == "matrix" and len(n) != 6):  # noqa: PLR2004 - a to f
        return _IDENTITY
    first, second = n[0], n[1] if len(n) > 1 else None
    angle = math.radians(first)
    if name == "rotate":
        cos, sin = math.cos(angle), math.sin(angle)
        x, y = (n[1], n[2]) if len(n) > 2 else (0.0, 0.0)  # noqa: PLR2004 - angle, x, y
        return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
    slope = math.tan(angle)
    matrices: dict[str, Matrix] = {
        "translate": (1, 0, 0, 1, first, second or 0.0),
        "scale": (first, 0, 0, first if second is None else second, 0, 0),
        "skewX": (1, 0, slope, 1, 0, 0),
        "skewY": (1, slope, 0, 1, 0, 0),
    }
    return matrices.get(name) or (n[0], n[1], n[2], n[3], n[4], n[5])


def _combine(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e,
        b * k + d * m + f,
    )  # fmt: skip


def _is_sane(point: Point) -> bool:
    return abs(point[0]) < limits.MAX_COORDINATE and abs(point[1]) < limits.MAX_COORDINATE
