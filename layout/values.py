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
FixtureKind = Literal[
    "extinguisher",
    "hose_reel",
    "electrical_board",
    "vehicle_access",
    "assembly_point",
    "first_aid",
    "alarm_button",
]
Basis = Literal["proved", "measured", "estimate"]

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
    """A roofed room: a simple outer ring, counter-clockwise, and holes, clockwise."""

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

    `kind` is one of stage, workshop, conference, cafe, prayer_room, toilets, desk, service,
    rest, keep_out. A zone that is not walkable is an obstacle for visitors.
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
    """The numbers a layout is checked against; `sources` says where each comes from.

    A limit of 0 is not checked. `max_travel_mm` holds where a visitor can choose between
    exits, `max_travel_one_way_mm` where not. `persons_per_m2` counts visitors on the whole
    public area; `exit_unit_mm` is the width that `persons_per_unit` of them need. `unread`
    names the numbers whose source nobody of this project has read: they are shown as such.
    """

    profile: str
    aisle_mm: int
    main_aisle_mm: int
    max_travel_mm: int
    sources: Mapping[str, str] = field(default_factory=dict)
    cross_aisle_mm: int = 0
    max_block_mm: int = 30_000
    max_travel_one_way_mm: int = 0
    max_dead_end_mm: int = 0
    persons_per_m2: float = 0.0
    min_exit_mm: int = 0
    exit_unit_mm: int = 0
    persons_per_unit: int = 0
    unread: tuple[str, ...] = ()

    @property
    def cross_mm(self) -> int:
        """Return the width of a cross aisle: the aisle's where no other is given."""
        return self.cross_aisle_mm or self.aisle_mm


@dataclass(frozen=True, slots=True)
class Pin:
    """An exhibitor whose stand a person has put somewhere."""

    exhibitor: str
    x_mm: int
    y_mm: int
    rotation_mdeg: int


@dataclass(frozen=True, slots=True)
class Axis:
    """The middle line of a main aisle that the organiser wants, and its clear width."""

    id: str
    points: tuple[PointMm, ...]
    width_mm: int


@dataclass(frozen=True, slots=True)
class Fixture:
    """A thing that the safety dossier shows: it takes no floor."""

    id: str
    kind: FixtureKind
    x_mm: int
    y_mm: int
    names: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person decides about the floor, as read from plan.yaml.

    `hall` is all floor under one roof as one ring: where the file has several halls, they
    and the passages between them are joined, and `halls` holds each as it was written.
    `spans` tells where a thing stands in the file (`rules.aisle`, `doors/main`, `zones/stage`,
    `pins/<exhibitor>`, `hall`...); two plans that differ in it only are equal.
    """

    hall: Hall
    doors: tuple[Door, ...]
    columns: tuple[Column, ...]
    zones: tuple[Zone, ...]
    sectors: tuple[Sector, ...]
    stand_types: tuple[StandType, ...]
    rules: Rules
    pins: tuple[Pin, ...] = ()
    number_template: str = "{sector_letter}{n}"
    axes: tuple[Axis, ...] = ()
    fixtures: tuple[Fixture, ...] = ()
    halls: tuple[Hall, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StandRequest:
    """The stand that one exhibitor needs. `co_exhibitors` share it (at most three).

    `accepts` are other sizes (width, depth in mm) that the exhibitor takes where the wished
    one does not fit, best first. `may_share_with` are exhibitors who agreed to share one
    stand with this one if floor is short. `near` holds ids of exhibitors, zones, doors or
    the word `entrance`; those in `apart` are to be at least `apart_mm` metres' walk away.
    """

    exhibitor: str
    sector: str
    width_mm: int
    depth_mm: int
    kit: KitName = "shell_scheme"
    co_exhibitors: tuple[str, ...] = ()
    open_sides: int | None = None
    near: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    apart_mm: int = 15_000
    accepts: tuple[tuple[int, int], ...] = ()
    may_share_with: tuple[str, ...] = ()


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
class Lane:
    """A straight aisle: four corners counter-clockwise, its rank and clear width."""

    corners: tuple[PointMm, PointMm, PointMm, PointMm]
    rank: AisleRank
    width_mm: int


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the certificate: what was checked, what it gave, and how sure that is.

    `measured` and `limit` are in `unit`; `source` is where the limit comes from, empty where
    geometry itself is the rule. `subject` names a door, a stand, a hall or is empty.
    """

    code: str
    passed: bool
    basis: Basis
    measured: float | None = None
    limit: float | None = None
    unit: str = ""
    subject: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """No layout of its class holds more than `value` (`m2` or `stands`); `gap` is a share of it."""

    name: str
    value: float
    unit: Literal["m2", "stands"]
    basis: Basis
    gap: float
    assumes: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the independent checker says of one placed hall, as it is printed on plans."""

    input_hash: str
    placement_hash: str
    checks: tuple[Check, ...]
    bounds: tuple[Bound, ...]
    gross_m2: float
    usable_m2: float
    net_m2: float
    persons: int
    errors: int
    warnings: int

    @property
    def holds(self) -> bool:
        """Return whether every check passed; estimates, whose source nobody read, are told only."""
        firm = (check for check in self.checks if check.basis != "estimate")
        return self.errors == 0 and all(check.passed for check in firm)


@dataclass(frozen=True, slots=True)
class Move:
    """A stand that is not where the last lock had it. Places are x, y in mm and rotation.

    `reason` is one of came, left, resized, sector_changed, pinned, floor_changed, made_room,
    shared; `cause` names what it made room for (an exhibitor) or what changed, else empty.
    """

    exhibitor: str
    stand_id: str
    number_before: str
    number: str
    before: tuple[int, int, int] | None
    after: tuple[int, int, int] | None
    reason: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class LayoutReport:
    """The figures of a placed hall that `hall layout --json` prints (contract 4.2).

    `fairness` is Jain's index (1 is even) of the exposure that exhibitors get per metre of
    front (`layout.assigning.exposure`, an estimate); `wishes_gap` how far the assignment can be
    from the best one to these places, as a share of what was wished for, certified.
    """

    stands_requested: int
    stands_placed: int
    gross_m2: float
    usable_m2: float
    net_m2: float
    bound_m2: float
    bound_name: str
    exit_travel_m: Mapping[str, float]
    fairness: float | None = None
    wishes_gap: float | None = None
    moves: tuple[Move, ...] = ()

    @property
    def net_ratio(self) -> float:
        return self.net_m2 / self.gross_m2 if self.gross_m2 else 0.0

    @property
    def gap(self) -> float:
        """Return how far the net area stays below the bound, as a share of the bound."""
        return 1.0 - self.net_m2 / self.bound_m2 if self.bound_m2 else 0.0


@dataclass(frozen=True, slots=True)
class PlacedHall:
    """A plan with its stands: what the exporters draw. Placements are sorted by number.

    `lanes` are the straight aisles that the stands were placed along: the lock remembers
    them, so that an edit keeps the ranks of aisles.
    """

    plan: Plan
    placements: tuple[Placement, ...]
    aisles: tuple[Aisle, ...]
    findings: tuple[Finding, ...]
    report: LayoutReport
    input_hash: str
    certificate: Certificate | None = None
    lanes: tuple[Lane, ...] = ()


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
