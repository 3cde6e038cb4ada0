"""What a drawing shows, in plan millimetres, before it is compared with the plan."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from hall.service.importing.values import Piece
from hall.store.folder.findings import FindingBook
from layout.values import PointMm, Ring, Span


@dataclass(frozen=True, slots=True)
class Source:
    """Where a thing was drawn: for people, as a line of the file, and what the file says of it."""

    place: str = ""
    line: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.facts.get("id", "")


@dataclass(frozen=True, slots=True)
class FoundHall:
    """One outline, counter-clockwise, and its holes, clockwise."""

    outline: Ring
    holes: tuple[Ring, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column's middle and size."""

    x_mm: int
    y_mm: int
    width_mm: int
    depth_mm: int
    source: Source


@dataclass(frozen=True, slots=True)
class FoundDoor:
    """A door's ends on the outline; `kind` is empty where the drawing does not tell."""

    a: PointMm
    b: PointMm
    kind: str
    source: Source


@dataclass(frozen=True, slots=True)
class FoundZone:
    """A zone; `kind` and `name` are empty where the drawing does not tell."""

    outline: Ring
    kind: str
    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class FoundAxis:
    """The middle line of a main aisle and its clear width."""

    points: tuple[PointMm, ...]
    width_mm: int
    source: Source


@dataclass(frozen=True, slots=True)
class FoundFixture:
    """An extinguisher or the like: its place and kind."""

    x_mm: int
    y_mm: int
    kind: str
    source: Source


@dataclass(frozen=True, slots=True)
class FoundStand:
    """A stand: the left end of its front, rotation and size.

    `front_known` is false where the front was taken by how much floor lies before each side.
    `x_mm` is None for a row of a table that tells sizes only.
    """

    number: str
    exhibitor: str
    x_mm: int | None
    y_mm: int
    rotation_mdeg: int
    width_mm: int
    depth_mm: int
    front_known: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Survey:
    """All that a drawing or table shows. `covers` names the kinds that it speaks of at all.

    `faulty` names the kinds of which something could not be taken.
    """

    halls: tuple[FoundHall, ...] = ()
    columns: tuple[FoundColumn, ...] = ()
    doors: tuple[FoundDoor, ...] = ()
    zones: tuple[FoundZone, ...] = ()
    stands: tuple[FoundStand, ...] = ()
    covers: frozenset[str] = frozenset()
    stands_complete: bool = True
    faulty: frozenset[str] = frozenset()
    axes: tuple[FoundAxis, ...] = ()
    fixtures: tuple[FoundFixture, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """The findings of one file: every place is a line of it."""

    file: str
    book: FindingBook

    def error(self, code: str, message: str, source: Source | Piece | None = None) -> None:
        self.book.error(f"import.{code}", self.span(source), _with_place(message, source))

    def warn(self, code: str, message: str, source: Source | Piece | None = None) -> None:
        self.book.warn(f"import.{code}", self.span(source), _with_place(message, source))

    def note(self, code: str, message: str, source: Source | Piece | None = None) -> None:
        self.book.note(f"import.{code}", self.span(source), _with_place(message, source))

    def span(self, source: Source | Piece | None) -> Span:
        return Span(self.file, source.line if source and source.line else 1, 1)


def _with_place(message: str, source: Source | Piece | None) -> str:
    return f"{source.place}: {message}" if source and source.place else message


def source_of(piece: Piece) -> Source:
    """Return where a piece was drawn."""
    return Source(piece.place, piece.line, piece.facts)


def show_point(x_mm: float, y_mm: float) -> str:
    """Return a place in metres for people."""
    return f"[{x_mm / 1000:.2f}, {y_mm / 1000:.2f}]"


def round_ring(points: tuple[tuple[float, float], ...]) -> Ring:
    """Return whole millimetres, counter-clockwise, no corner twice in a row."""
    ring: list[PointMm] = []
    for x, y in points:
        corner = (round(x), round(y))
        if not ring or ring[-1] != corner:
            ring.append(corner)
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    after = (*ring[1:], *ring[:1])
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, after, strict=True))
    return tuple(ring) if twice >= 0 else (ring[0], *reversed(ring[1:]))


def round_span(low: float, high: float) -> tuple[int, int]:
    """Return the middle and the length of a span as whole millimetres.

    Neither end moves by more than 0.75 mm, the least that whole millimetres allow.
    """
    length = round(high - low)
    middle = math.floor((low + high) / 2)
    options = [
        (max(abs(m - n / 2 - low), abs(m + n / 2 - high)), abs(n - length), m, n)
        for m in (middle, middle + 1)
        for n in (length, length + 1, length - 1)
    ]
    # A size of few digits stays one, as long as no corner leaves its place by a millimetre.
    within = [option for option in options if option[0] <= 0.7 and option[1] == 0]  # noqa: PLR2004
    _, _, best, size = min(within or options)
    return best, size
