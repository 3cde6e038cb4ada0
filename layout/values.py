"""The value types of a floor plan and of a placed hall.

Standard library only: the serving process imports this module and must not import numpy.
Lengths are integer millimetres, angles integer millidegrees counter-clockwise seen from
above, y points north. Rotation 0 means that the front of a stand faces -y. A stand is
stored as the left end of its front (as seen by a visitor facing it) plus its rotation;
corners are derived (`stand_corners`) and never rounded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

PointMm = tuple[int, int]
Ring = tuple[PointMm, ...]
Names = Mapping[str, str]

Severity = Literal["error", "warning", "note"]
DoorKind = Literal["entrance", "exit", "emergency_exit"]
ColumnRule = Literal["avoid", "at_back", "inside_ok"]
KitName = Literal["shell_scheme", "space_only", "island", "pavilion"]
Side = Literal["front", "left", "right", "back"]
AisleRank = Literal["main", "aisle", "cross"]

SIDES: tuple[Side, ...] = ("front", "left", "right", "back")


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text file: line and column from 1, start and end in characters."""

    file: str
    line: int
    column: int
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed about content: a stable code, never raised.

    `at_mm` is a place on the plan, `span` a place in a file; `measured` and `limit` carry
    the number behind the message in the unit that the message names.
    """

    code: str
    severity: Severity
    message: str
    subjects: tuple[str, ...] = ()
    at_mm: PointMm | None = None
    measured: float | None = None
    limit: float | None = None
    span: Span | None = None

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else ""
        return f"{place}{self.code}: {self.message}"


@dataclass(frozen=True, slots=True)
class Hall:
    """One roofed room: a simple outer ring, counter-clockwise, and holes, clockwise."""

    id: str
    outline: Ring
    holes: tuple[Ring, ...] = ()
    height_mm: int = 7000
    names: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Door:
    """An opening on the outline from `a` to `b`, left to right as seen from inside."""

    id: str
    kind: DoorKind
    a: PointMm
    b: PointMm
    clear_depth_mm: int
    egress: bool = True
    names: Names = field(default_factory=dict)

    @property
    def width_mm(self) -> int:
        return round(math.dist(self.a, self.b))


@dataclass(frozen=True, slots=True)
class Column:
    """A structural obstacle: an axis-parallel rectangle around its centre."""

    id: str
    x_mm: int
    y_mm: int
    width_mm: int
    depth_mm: int
    rule: ColumnRule = "avoid"


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the floor with a use: stage, workshop, café, prayer room, keep-out...

    `kind` is one of stage, workshop, cafe, prayer_room, toilets, desk, service, rest,
    keep_out. A zone that is not walkable is an obstacle for visitors.
    """

    id: str
    kind: str
    outline: Ring
    walkable: bool = True
    stands_allowed: bool = False
    names: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sector:
    """A themed group of stands; run by one body it is a pavilion. `colour` is `#rrggbb`."""

    id: str
    names: Names
    colour: str
    pavilion: bool = False


@dataclass(frozen=True, slots=True)
class StandType:
    """A size of stand that the organiser offers, with its kit."""

    id: str
    width_mm: int
    depth_mm: int
    kit: KitName = "shell_scheme"
    height_mm: int = 2500


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers a layout is checked against; `sources` says where each comes from."""

    profile: str
    aisle_mm: int
    main_aisle_mm: int
    max_travel_mm: int
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pin:
    """An exhibitor whose stand a person has put somewhere."""

    exhibitor: str
    x_mm: int
    y_mm: int
    rotation_mdeg: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person decides about the floor, as read from plan.yaml."""

    hall: Hall
    doors: tuple[Door, ...]
    columns: tuple[Column, ...]
    zones: tuple[Zone, ...]
    sectors: tuple[Sector, ...]
    stand_types: tuple[StandType, ...]
    rules: Rules
    pins: tuple[Pin, ...] = ()
    number_template: str = "{sector_letter}{n}"


@dataclass(frozen=True, slots=True)
class StandRequest:
    """The stand that one exhibitor needs. `co_exhibitors` share it (at most three)."""

    exhibitor: str
    sector: str
    width_mm: int
    depth_mm: int
    kit: KitName = "shell_scheme"
    co_exhibitors: tuple[str, ...] = ()
    open_sides: int | None = None
    near: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a stand was put. `open_sides` is a subset of SIDES, in that order."""

    stand_id: str
    number: str
    sector: str
    exhibitor: str | None
    co_exhibitors: tuple[str, ...]
    x_mm: int
    y_mm: int
    rotation_mdeg: int
    width_mm: int
    depth_mm: int
    open_sides: tuple[Side, ...]
    kit: KitName


@dataclass(frozen=True, slots=True)
class Aisle:
    """A piece of walkable floor outside zones; together they are all of it."""

    outline: Ring
    rank: AisleRank
    clear_width_mm: int
    holes: tuple[Ring, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutReport:
    """The figures of a placed hall that `hall layout --json` prints (contract 4.2)."""

    stands_requested: int
    stands_placed: int
    gross_m2: float
    usable_m2: float
    net_m2: float
    bound_m2: float
    bound_name: str
    exit_travel_m: Mapping[str, float]

    @property
    def net_ratio(self) -> float:
        return self.net_m2 / self.gross_m2 if self.gross_m2 else 0.0

    @property
    def gap(self) -> float:
        """Return how far the net area stays below the bound, as a share of the bound."""
        return 1.0 - self.net_m2 / self.bound_m2 if self.bound_m2 else 0.0


@dataclass(frozen=True, slots=True)
class PlacedHall:
    """A plan with its stands: what the exporters draw. Placements are sorted by number."""

    plan: Plan
    placements: tuple[Placement, ...]
    aisles: tuple[Aisle, ...]
    findings: tuple[Finding, ...]
    report: LayoutReport
    input_hash: str


def stand_corners(placement: Placement) -> tuple[tuple[float, float], ...]:
    """Return the corners in mm: front left, front right, back right, back left.

    That order is counter-clockwise for every rotation.
    """
    angle = math.radians(placement.rotation_mdeg / 1000)
    # Right angles are exact: 0.06 nm of sine would otherwise reach the 1 mm comparisons.
    quarter = {0: (1.0, 0.0), 90_000: (0.0, 1.0), 180_000: (-1.0, 0.0), 270_000: (0.0, -1.0)}
    cos, sin = quarter.get(placement.rotation_mdeg % 360_000, (math.cos(angle), math.sin(angle)))
    u, v = (cos, sin), (-sin, cos)
    x, y, w, d = placement.x_mm, placement.y_mm, placement.width_mm, placement.depth_mm
    return (
        (x, y),
        (x + w * u[0], y + w * u[1]),
        (x + w * u[0] + d * v[0], y + w * u[1] + d * v[1]),
        (x + d * v[0], y + d * v[1]),
    )
