"""The fields of plan.yaml: which keys each part has, and what their values look like.

One table for three readers: the parts of `layout.plan` take the names of the keys from it,
`layout.plan.schema` makes of it the JSON Schema that editors complete from, and a test holds
docs/plan.md to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from layout.plan.profiles import PROFILES
from layout.plan.units import LENGTH_TEXT, PAIR_TEXT
from layout.values import ColumnRule, DoorKind, FixtureKind, KitName

Shape = Mapping[str, Any]

ZONE_KINDS = (
    "stage", "workshop", "conference", "cafe", "prayer_room", "toilets", "desk", "service",
    "rest", "keep_out",
)  # fmt: skip
LANGUAGES = ("fr", "ar", "en", "zgh")
SIDES: Mapping[str, str] = {
    "right_of": "east",
    "east_of": "east",
    "left_of": "west",
    "west_of": "west",
    "above": "north",
    "north_of": "north",
    "below": "south",
    "south_of": "south",
    "centre_of": "centre",
}
ALIGNMENTS = ("south", "north", "west", "east", "middle")
MOST: Mapping[str, int] = {
    "halls": 100,
    "passages": 500,
    "holes": 200,
    "corners": 2_000,
    "doors": 500,
    "columns": 10_000,
    "zones": 500,
    "sectors": 200,
    "stand_types": 200,
    "axes": 200,
    "fixtures": 2_000,
    "pins": 40_000,
}
"""The most things of each kind (holes of one hall, corners of one ring)."""
MOST_CORNERS = 20_000
"""The most corners in one file: every pair of them may be compared."""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One map of the plan. `what` names it in findings.

    `required` and `optional` give the keys with the JSON Schema of their values; of the
    groups in `either` at least one must be there as a whole, and of those in `one_of` exactly
    one. `fields` are all keys, `groups` those of `either` as sets.
    """

    what: str
    required: Mapping[str, Shape] = field(default_factory=dict)
    optional: Mapping[str, Shape] = field(default_factory=dict)
    either: tuple[tuple[str, ...], ...] = ()
    one_of: tuple[str, ...] = ()
    fields: Mapping[str, Shape] = field(init=False)
    groups: tuple[frozenset[str], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", {**self.required, **self.optional})
        object.__setattr__(self, "groups", tuple(frozenset(group) for group in self.either))


def _say(shape: Shape, description: str) -> Shape:
    return {**shape, "description": description}


def _whole(low: int, high: int) -> Shape:
    return {"type": "integer", "minimum": low, "maximum": high}


def _choice(words: tuple[str, ...]) -> Shape:
    return {"type": "string", "enum": list(words)}


_TEXT: Shape = {"type": ["string", "number"]}
_ID: Shape = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,47}$"}
_LENGTH: Shape = {"type": ["number", "string"], "pattern": f"^\\s*{LENGTH_TEXT}\\s*$"}
_PAIR: Shape = {
    "anyOf": [
        {"type": "array", "items": _LENGTH, "minItems": 2, "maxItems": 2},
        {"type": "string", "pattern": f"^\\s*{PAIR_TEXT}\\s*$"},
    ]
}
_RING: Shape = {"type": "array", "items": _PAIR, "minItems": 3, "maxItems": MOST["corners"]}
# `yes` is a boolean to some readers of YAML and a text to others.
_YES_NO: Shape = {"enum": [True, False, "yes", "no"]}
_NAMES: Shape = {
    "type": "object",
    "properties": dict.fromkeys(LANGUAGES, _TEXT),
    "additionalProperties": False,
    "description": "words by language",
}
_AT = _say(_PAIR, "[x, y] in metres, x to the east, y to the north")
_WALL = _say(_whole(1, 9_999), "number of the wall, from 1: from the first corner to the second")
_HALL_OF = _say(_ID, "whose walls are counted; needed where there are several halls")
_OTHER: Shape = {"type": "string", "pattern": "^([a-z_]+/)?[a-z0-9][a-z0-9-]{0,47}$"}
_PLACED: Mapping[str, Shape] = {
    **{
        key: _say(_OTHER, f"what it stands {side} of, such as stage or zones/stage")
        for key, side in SIDES.items()
        if side != "centre"
    },
    "centre_of": _say(_OTHER, "what has the same middle"),
    "gap": _say(_LENGTH, "floor between it and the other thing"),
    "align": _say(_choice(ALIGNMENTS), "which edges are in line"),
}
_BESIDE = tuple((key,) for key in SIDES)

HALL = PlanPart(
    "hall",
    {"id": _ID},
    {
        "name": _NAMES,
        "height": _say(_LENGTH, "metres up to the roof"),
        "outline": _say(_RING, "corners in walking order; wall 1 runs from the first"),
        "size": _say(_PAIR, "of a rectangle: width x depth"),
        "at": _say(_PAIR, "south-west corner of the rectangle; [0, 0] unless said"),
        "holes": {
            "type": "array",
            "items": _RING,
            "maxItems": MOST["holes"],
            "description": "courtyards and the like",
        },
    },
    either=(("outline",), ("size",)),
)
PASSAGE = PlanPart(
    "a passage",
    {"id": _ID},
    {
        "at": _say(_PAIR, "its south-west corner"),
        "size": _say(_PAIR, "width x depth"),
        "from": _say(_PAIR, "middle of its end on the wall of one hall"),
        "to": _say(_PAIR, "middle of its end on the wall of the other"),
        "width": _LENGTH,
    },
    either=(("at", "size"), ("from", "to", "width")),
)
DOOR = PlanPart(
    "a door",
    {"id": _ID},
    {
        "kind": _choice(get_args(DoorKind)),
        "hall": _HALL_OF,
        "wall": _WALL,
        "at": _say(_LENGTH, "from the wall's first corner to the middle of the door"),
        "width": _LENGTH,
        "from": _AT,
        "to": _AT,
        "clear_depth": _say(_LENGTH, "floor before the door that stays free"),
        "egress": _say(_YES_NO, "no: it is no way out"),
        "name": _NAMES,
    },
    either=(("wall", "at", "width"), ("from", "to")),
)
COLUMN = PlanPart(
    "a column",
    {"id": _ID},
    {
        "at": _say(_PAIR, "[x, y] of its middle"),
        "from": _say(_PAIR, "the first column of a grid"),
        "step": _say(_PAIR, "from one column of a grid to the next, east and north"),
        "count": {"type": "array", "items": _whole(1, 2_000), "minItems": 2, "maxItems": 2},
        "size": _PAIR,
        "rule": _choice(get_args(ColumnRule)),
        **_PLACED,
    },
    either=(("at",), ("from", "step", "count"), *_BESIDE),
)
ZONE = PlanPart(
    "a zone",
    {"id": _ID, "kind": _choice(ZONE_KINDS)},
    {
        "outline": _RING,
        "at": _say(_PAIR, "its south-west corner"),
        "size": _say(_PAIR, "width x depth"),
        "walkable": _say(_YES_NO, "visitors may walk over it"),
        "stands_allowed": _YES_NO,
        "name": _NAMES,
        **_PLACED,
    },
    either=(("outline",), ("size",)),
)
SECTOR = PlanPart(
    "a sector",
    {
        "id": _ID,
        "name": _NAMES,
        "colour": {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"},
    },
    {"pavilion": _say(_YES_NO, "yes: run by one body")},
)
STAND_TYPE = PlanPart(
    "a stand type",
    {"id": _ID, "size": _say(_PAIR, "width x depth")},
    {"kit": _choice(get_args(KitName)), "height": _LENGTH},
)
AXIS = PlanPart(
    "an axis",
    {"id": _ID},
    {
        "points": {"type": "array", "items": _AT, "minItems": 2, "maxItems": MOST["corners"]},
        "from": _AT,
        "to": _AT,
        "door": _say(_ID, "a door that it runs straight in from, to the next wall or closed zone"),
        "length": _say(_LENGTH, "how far it runs in from the door"),
        "width": _say(_LENGTH, "clear width; that of main aisles unless said"),
    },
    either=(("points",), ("from", "to"), ("door",)),
)
FIXTURE = PlanPart(
    "a fixture",
    {"id": _ID, "kind": _choice(get_args(FixtureKind))},
    {
        "at": {
            "anyOf": [*_PAIR["anyOf"], _LENGTH],
            "description": "[x, y], or with `wall` the metres from its first corner",
        },
        "hall": _HALL_OF,
        "wall": _WALL,
        "name": _NAMES,
        **_PLACED,
    },
    either=(("at",), *_BESIDE),
)
_RULE_SHAPES: Mapping[str, Shape] = {
    "aisle": _say(_LENGTH, "least clear width of an aisle"),
    "main_aisle": _say(_LENGTH, "least clear width of a main aisle"),
    "cross_aisle": _say(_LENGTH, "least clear width of a cross aisle; that of aisles unless said"),
    "max_block": _say(_LENGTH, "longest run of stands between two cross aisles"),
    "max_travel": _say(_LENGTH, "longest walk to an exit where there is a choice; 0: not checked"),
    "max_travel_one_way": _say(_LENGTH, "longest walk where there is no choice; 0: not checked"),
    "max_dead_end": _say(_LENGTH, "longest aisle with one way out; 0: not checked"),
    "persons_per_m2": _say(
        {"type": "number", "minimum": 0, "maximum": 10},
        "visitors counted for each m² of the public area; 0: not counted",
    ),
    "min_exit": _say(_LENGTH, "least width of an exit; 0: not checked"),
    "exit_unit": _say(_LENGTH, "width of one unit of exit; 0: not checked"),
    "persons_per_unit": _say(_whole(0, 10_000), "persons for each unit of exit; 0: not checked"),
}
SOURCES = PlanPart("sources", {}, dict.fromkeys(_RULE_SHAPES, _TEXT))
RULES = PlanPart(
    "rules",
    {"profile": _choice(tuple(PROFILES))},
    {**_RULE_SHAPES, "sources": {"$ref": "#/$defs/sources"}},
)
PIN = PlanPart(
    "a pin",
    {"exhibitor": _ID},
    {
        "at": _say(_PAIR, "the left end of its front"),
        "rotation": _say(
            {"type": "number", "minimum": 0, "maximum": 359.999},
            "degrees; at 0 the front faces south",
        ),
        "size": _say(_PAIR, "of its stand, to place it beside another thing: width x depth"),
        **_PLACED,
    },
    either=(("at",), *_BESIDE),
)


def _each(name: str, key: str, description: str) -> Shape:
    ref = {"$ref": f"#/$defs/{name}"}
    return {
        "type": ["array", "null"],
        "items": ref,
        "maxItems": MOST[key],
        "description": description,
    }


PARTS: Mapping[str, PlanPart] = {
    "hall": HALL, "passage": PASSAGE, "door": DOOR, "column": COLUMN, "zone": ZONE,
    "sector": SECTOR, "stand_type": STAND_TYPE, "rules": RULES, "sources": SOURCES,
    "axis": AXIS, "fixture": FIXTURE, "pin": PIN,
}  # fmt: skip
PLAN = PlanPart(
    "the plan",
    {
        "doors": _each("door", "doors", "entrances and exits"),
        "sectors": _each("sector", "sectors", "in the order of the walk"),
        "rules": {"$ref": "#/$defs/rules"},
    },
    {
        "hall": {"$ref": "#/$defs/hall"},
        "halls": {
            "type": "array",
            "items": {"$ref": "#/$defs/hall"},
            "minItems": 1,
            "maxItems": MOST["halls"],
            "description": "several halls, joined by passages",
        },
        "passages": _each("passage", "passages", "rectangles of floor that join two halls"),
        "columns": _each("column", "columns", "of the building, one by one or as grids"),
        "zones": _each("zone", "zones", "what is not for stands"),
        "stand_types": _each("stand_type", "stand_types", "what the organiser offers"),
        "axes": _each("axis", "axes", "middle lines of main aisles"),
        "fixtures": _each("fixture", "fixtures", "what the safety dossier shows"),
        "pins": _each("pin", "pins", "exhibitors that stand where they are put"),
        "numbers": _say(_TEXT, "pattern of stand numbers, such as '{sector_letter}{n}'"),
    },
    either=(("hall",), ("halls",)),
    one_of=("hall", "halls"),
)
