"""What was drawn, before anybody knows what it means. Standard library only.

Coordinates are in the drawing's own units, x to the right and y up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """One line or outline.

    `place` is for people ("LWPOLYLINE 2F"), `line` its line in the file or 0; pieces of one
    block reference share a `group`. `facts` are what the file itself says of it: id, number,
    exhibitor, kind, name...
    """

    layer: str
    points: tuple[Point, ...]
    closed: bool
    place: str
    line: int = 0
    group: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text and its place: the middle of what it says, or where it begins."""

    layer: str
    at: Point
    text: str
    place: str
    line: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the reader of the file noticed; it becomes a finding."""

    code: str
    severity: str
    message: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer and what is on it: the kinds of entities with their counts."""

    name: str
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Drawing:
    """The content of a drawing.

    `unit` is what the file itself says of its unit (`mm`, `m`...; empty where it says
    nothing), `unit_source` where it says so. `metres_a_unit` is 0 unless the file itself
    tells it without doubt (GeoJSON in plan metres).
    """

    format: str
    pieces: tuple[Piece, ...]
    texts: tuple[Lettering, ...]
    layers: tuple[Layer, ...]
    unit: str = ""
    unit_source: str = ""
    metres_a_unit: float = 0.0
    remarks: tuple[Remark, ...] = ()
    page_mm_a_unit: float = 0.0

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Return least x and y, greatest x and y of all pieces; None where there is none."""
        xs = [x for piece in self.pieces for x, _ in piece.points]
        ys = [y for piece in self.pieces for _, y in piece.points]
        return (min(xs), min(ys), max(xs), max(ys)) if xs else None


class ImportRefused(Exception):
    """A file cannot be read at all; `code` is stable, the message says what would be right."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code."""
        super().__init__(message)
        self.code = code
        self.message = message
