"""The fields of plan.yaml: which keys each part has, and what their values look like.

One table for two readers: `layout.plan.items` takes the names of the keys from it, and
`layout.plan.schema` makes of it the JSON Schema that editors complete from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from layout.values import ColumnRule, DoorKind, KitName

Shape = Mapping[str, Any]

ZONE_KINDS = (
    "stage", "workshop", "cafe", "prayer_room", "toilets", "desk", "service", "rest", "keep_out",
)  # fmt: skip
_LENGTH_TEXT = r"[+-]?\d{1,7}(\.\d{1,4})?\s*(m|cm|mm|ft|')?"


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One map of the plan. `what` names it in findings.

    `required` and `optional` give the keys with the JSON Schema of their values; of the
    groups in `either` at least one must be there as a whole.
    """

    what: str
    required: Mapping[str, Shape] = field(default_factory=dict)
    optional: Mapping[str, Shape] = field(default_factory=dict)
    either: tuple[tuple[str, ...], ...] = ()

    @property
    def keys(self) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """What `NodeReader.mapping` asks for: the name, the required and the optional keys."""
        return self.what, tuple(self.required), tuple(self.optional)


def _say(shape: Shape, description: str) -> Shape:
    return {**shape, "description": description}


def _whole(low: int, high: int) -> Shape:
    return {"type": "integer", "minimum": low, "maximum": high}


def _choice(words: tuple[str, ...]) -> Shape:
    return {"type": "string", "enum": list(words)}


_TEXT: Shape = {"type": ["string", "number"]}
_ID: Shape = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,47}$"}
_LENGTH: Shape = {"type": ["number", "string"], "pattern": f"^\\s*{_LENGTH_TEXT}\\s*$"}
_PAIR: Shape = {
    "anyOf": [
        {"type": "array", "items": _LENGTH, "minItems": 2, "maxItems": 2},
        {"type": "string", "pattern": f"^\\s*{_LENGTH_TEXT}\\s*x\\s*{_LENGTH_TEXT}\\s*$"},
    ]
}
_RING: Shape = {"type": "array", "items": _PAIR, "minItems": 3}
# `yes` is a boolean to some readers of YAML and a text to others.
_YES_NO: Shape = {"enum": [True, False, "yes", "no"]}
_NAMES: Shape = {
    "type": "object",
    "properties": dict.fromkeys(("fr", "ar", "en", "zgh"), _TEXT),
    "additionalProperties": False,
    "description": "words by language",
}
_AT = _say(_PAIR, "[x, y] in metres, x to the east, y to the north")

HALL = PlanPart(
    "hall",
    {"id": _ID},
    {
        "name": _NAMES,
        "height": _say(_LENGTH, "metres up to the roof"),
        "outline": _say(_RING, "corners in walking order; wall 1 runs from the first"),
        "size": _say(_PAIR, "of a rectangle: width x depth"),
        "holes": {"type": "array", "items": _RING, "description": "courtyards and the like"},
    },
    either=(("outline",), ("size",)),
)
DOOR = PlanPart(
    "a door",
    {"id": _ID},
    {
        "kind": _choice(get_args(DoorKind)),
        "wall": _say(_whole(1, 999_999), "number of the wall, from 1"),
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
        "at": _AT,
        "from": _say(_PAIR, "the first column of a grid"),
        "step": _say(_PAIR, "from one column of a grid to the next, east and north"),
        "count": {"type": "array", "items": _whole(1, 2_000), "minItems": 2, "maxItems": 2},
        "size": _PAIR,
        "rule": _choice(get_args(ColumnRule)),
    },
    either=(("at",), ("from", "step", "count")),
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
_RULES: Mapping[str, Shape] = {
    "profile": _ID,
    "aisle": _say(_LENGTH, "least clear width of an aisle"),
    "main_aisle": _say(_LENGTH, "least clear width of a main aisle"),
    "max_travel": _say(_LENGTH, "longest walk to an exit"),
}
SOURCES = PlanPart("sources", {}, dict.fromkeys(_RULES, _TEXT))
RULES = PlanPart("rules", _RULES, {"sources": {"$ref": "#/$defs/sources"}})
PIN = PlanPart(
    "a pin",
    {"exhibitor": _ID, "at": _say(_PAIR, "the left end of its front")},
    {"rotation": _say(_whole(0, 359), "degrees; at 0 the front faces south")},
)


def _each(name: str, description: str) -> Shape:
    ref = {"$ref": f"#/$defs/{name}"}
    return {"type": ["array", "null"], "items": ref, "description": description}


PARTS: Mapping[str, PlanPart] = {
    "hall": HALL, "door": DOOR, "column": COLUMN, "zone": ZONE, "sector": SECTOR,
    "stand_type": STAND_TYPE, "rules": RULES, "sources": SOURCES, "pin": PIN,
}  # fmt: skip
PLAN = PlanPart(
    "the plan",
    {
        "hall": {"$ref": "#/$defs/hall"},
        "doors": _each("door", "entrances and exits"),
        "sectors": _each("sector", "in the order of the walk"),
        "rules": {"$ref": "#/$defs/rules"},
    },
    {
        "columns": _each("column", "of the building, one by one or as grids"),
        "zones": _each("zone", "what is not for stands"),
        "stand_types": _each("stand_type", "what the organiser offers"),
        "pins": _each("pin", "exhibitors that stand where they are put"),
        "numbers": _say(_TEXT, "pattern of stand numbers, such as '{sector_letter}{n}'"),
    },
)
