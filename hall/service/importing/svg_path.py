"""The `d` of an SVG path → polylines; curves become short straight pieces."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from hall.service.importing.limits import MAX_POINTS_EACH
from hall.service.importing.values import ImportRefused, Point

_TOKEN = re.compile(
    r"[\s,]*(?:([MmLlHhVvCcSsQqTtAaZz])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?))"
)
_FLAG = re.compile(r"[\s,]*(?:([MmLlHhVvCcSsQqTtAaZz])|([01]))")
_FLAGS = (3, 4)
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_STEPS = 16
_ARC_STEP = math.pi / 24


@dataclass(slots=True)
class PathLines:
    """The polylines of one path; `curves` counts what was flattened."""

    lines: list[tuple[list[Point], bool]] = field(default_factory=list)
    curves: int = 0


def read_path(text: str) -> PathLines:
    """Return the polylines of a path, each with whether it is closed.

    What follows a fault is left out, as renderers do.

    Raises:
        ImportRefused: `import.too_complex`, a path of too many corners.
    """
    pen = _Pen()
    for command, numbers in _commands(text):
        pen.draw(command, numbers)
        if len(pen.points) > MAX_POINTS_EACH:
            message = f"a path of more than {MAX_POINTS_EACH:,} corners; simplify it"
            raise ImportRefused("import.too_complex", message)
    pen.lift(closed=False)
    return pen.result


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    command, position = "", 0
    numbers: list[float] = []
    while True:
        # The flags of an arc are one digit each and may touch what follows.
        is_flag = command in {"A", "a"} and len(numbers) in _FLAGS
        match = (_FLAG if is_flag else _TOKEN).match(text, position)
        if not match:
            return
        position = match.end()
        if match[1]:
            if numbers:
                return
            command = match[1]
            if command in "Zz":
                yield command, []
            continue
        if not command or command in "Zz":
            return
        numbers.append(float(match[2]))
        if len(numbers) == _COUNTS[command.upper()]:
            yield command, numbers
            numbers = []
            # Further pairs after a move are lines.
            command = {"M": "L", "m": "l"}.get(command, command)


class _Pen:
    def __init__(self) -> None:
        self.result = PathLines()
        self.points: list[Point] = []
        self.at: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self._control: Point | None = None
        self._last = ""

    def lift(self, *, closed: bool) -> None:
        if len(self.points) > 1:
            self.result.lines.append((self.points, closed))
        self.points = []

    def draw(self, command: str, n: list[float]) -> None:
        base = self.at if command.islower() else (0.0, 0.0)
        kind = command.upper()
        if kind == "Z":
            self.lift(closed=True)
            self.at = self.start
        elif kind == "M":
            self.lift(closed=False)
            self.at = self.start = (base[0] + n[0], base[1] + n[1])
            self.points = [self.at]
        elif kind in "LHV":
            x = base[0] + n[0] if kind != "V" else self.at[0]
            y = base[1] + n[-1] if kind != "H" else self.at[1]
            self._to((x, y))
        elif kind == "A":
            self._arc(n, (base[0] + n[5], base[1] + n[6]))
        else:
            pairs = [(base[0] + n[i], base[1] + n[i + 1]) for i in range(0, len(n), 2)]
            self._curve(kind, pairs)
        self._last = kind

    def _to(self, point: Point) -> None:
        if not self.points:
            self.points = [self.at]
        self.points.append(point)
        self.at = point

    def _curve(self, kind: str, pairs: list[Point]) -> None:
        mirrored = self.at
        family = "CS" if kind in "CS" else "QT"
        if self._control is not None and self._last and self._last in family:
            mirrored = (2 * self.at[0] - self._control[0], 2 * self.at[1] - self._control[1])
        controls = {
            "C": pairs,
            "S": [mirrored, *pairs],
            "Q": pairs,
            "T": [mirrored, *pairs],
        }[kind]
        self._control = controls[-2]
        self.result.curves += 1
        polygon = [self.at, *controls]
        for step in range(1, _STEPS + 1):
            self._to(_bezier(polygon, step / _STEPS))

    def _arc(self, n: list[float], end: Point) -> None:
        self.result.curves += 1
        for point in _arc_points(self.at, end, n):
            self._to(point)


def _bezier(polygon: list[Point], t: float) -> Point:
    """Return a point of a curve of any degree, by repeated halving of its control polygon."""
    while len(polygon) > 1:
        polygon = [
            (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(polygon)
        ]
    return polygon[0]


def _arc_points(start: Point, end: Point, n: list[float]) -> Iterator[Point]:
    """Return the points of an elliptical arc, by the centre as SVG's own notes derive it."""
    rx, ry, large, sweep = abs(n[0]), abs(n[1]), n[3] != 0, n[4] != 0
    turn = math.radians(n[2])
    if not rx or not ry or start == end:
        yield end
        return
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, cos * dy - sin * dx
    grow = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    share = (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1
    root = math.sqrt(max(0.0, share)) * (-1 if large == sweep else 1)
    cx, cy = root * rx * y / ry, -root * ry * x / rx
    middle = (
        cos * cx - sin * cy + (start[0] + end[0]) / 2,
        sin * cx + cos * cy + (start[1] + end[1]) / 2,
    )
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    span = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if sweep and span < 0:
        span += 2 * math.pi
    elif not sweep and span > 0:
        span -= 2 * math.pi
    steps = max(2, math.ceil(abs(span) / _ARC_STEP))
    for step in range(1, steps):
        angle = first + span * step / steps
        px, py = rx * math.cos(angle), ry * math.sin(angle)
        yield middle[0] + cos * px - sin * py, middle[1] + sin * px + cos * py
    yield end
