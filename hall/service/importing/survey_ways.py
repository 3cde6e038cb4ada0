"""Middle lines of main aisles and fixtures: as our own drawings carry them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import get_args

import shapely
from shapely import STRtree

from hall.model.folding import fold
from hall.service.importing.found import FoundAxis, FoundFixture, Notes, source_of
from hall.service.importing.rings import box_of
from hall.service.importing.values import Lettering, Piece
from layout.plan.fields import MOST
from layout.values import FixtureKind

_LEAST_WIDTH_MM, _MOST_WIDTH_MM = 500, 50_000
_TEXT_REACH_MM = 1_500.0
_KINDS = frozenset(get_args(FixtureKind))
_WORDS: tuple[tuple[str, str], ...] = (
    ("extinguisher", "extincteur extincteurs extinguisher مطفأة مطافئ"),
    ("hose_reel", "ria robinet hose_reel hose خرطوم"),
    ("electrical_board", "tgbt armoire tableau electrical_board كهرباء"),
    ("vehicle_access", "pompiers engins vehicle_access وصول"),
    ("assembly_point", "rassemblement assembly_point assembly تجمع"),
    ("first_aid", "infirmerie secourisme first_aid إسعافات"),
    ("alarm_button", "alarme alarm_button alarm إنذار"),
)


def find_axes(pieces: Sequence[Piece], notes: Notes) -> tuple[FoundAxis, ...]:
    """Return the lines that carry the clear width of an aisle.

    Architects call the grid of the building's columns axes too: lines without a width are
    left out and told.
    """
    found, bare = [], 0
    for piece in pieces:
        width = _read_width(piece.facts.get("width_mm", ""))
        points = [(round(x), round(y)) for x, y in piece.points]
        line = tuple(p for nth, p in enumerate(points) if not nth or p != points[nth - 1])
        if not width or len(line) < 2:  # noqa: PLR2004 - a line
            bare += 1
            continue
        found.append(FoundAxis(line, width, source_of(piece)))
    if bare:
        message = (
            f"{bare} lines on the layer for AXES carry no width of a main aisle (axes of the"
            " building?): left out; draw main aisles under `axes` in plan.yaml"
        )
        notes.note("axis_without_width", message)
    if len(found) > MOST["axes"]:
        notes.error("too_many", f"{len(found):,} main aisles; at most {MOST['axes']:,}")
        return ()
    return tuple(found)


def _read_width(text: str) -> int:
    width = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0  # noqa: PLR2004 - mm
    return width if _LEAST_WIDTH_MM <= width <= _MOST_WIDTH_MM else 0


def find_fixtures(
    pieces: Sequence[Piece], texts: Sequence[Lettering], notes: Notes
) -> tuple[FoundFixture, ...]:
    """Return extinguishers and the like at the middle of what is drawn for each.

    The kind is told by the file, by the name of the block or by the nearest text.
    """
    groups: dict[str, list[Piece]] = {}
    for nth, piece in enumerate(pieces):
        groups.setdefault(piece.group or f"#{nth}", []).append(piece)
    tree = STRtree([shapely.Point(text.at) for text in texts])
    found = []
    for members in groups.values():
        x0, y0, x1, y1 = box_of([point for piece in members for point in piece.points])
        at = ((x0 + x1) / 2, (y0 + y1) / 2)
        piece = members[0]
        kind = piece.facts.get("kind", "")
        if kind not in _KINDS:
            near = sorted(map(int, tree.query(shapely.Point(at), "dwithin", _TEXT_REACH_MM)))
            near.sort(key=lambda nth: math.dist(texts[nth].at, at))
            told = (_guess(texts[nth].text) for nth in near)
            kind = next((word for word in told if word), "")
        if not kind:
            message = f"what this is is not told: left out; kinds: {', '.join(sorted(_KINDS))}"
            notes.warn("fixture_kind", message, piece)
            continue
        found.append(FoundFixture(round(at[0]), round(at[1]), kind, source_of(piece)))
    if len(found) > MOST["fixtures"]:
        notes.error("too_many", f"{len(found):,} fixtures; at most {MOST['fixtures']:,}")
        return ()
    return tuple(found)


def _guess(text: str) -> str:
    words = set(fold(text).split()) | {fold(text)}
    for kind, hints in _WORDS:
        if any(fold(hint) in words for hint in hints.split()):
            return kind
    return ""
