"""A drawing with its scale and the meaning of its layers → what it shows, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hall.service.importing.found import Notes, Survey
from hall.service.importing.layers import LayerChoice
from hall.service.importing.survey_doors import find_doors
from hall.service.importing.survey_floor import find_columns, find_halls
from hall.service.importing.survey_stands import StandWords, find_stands
from hall.service.importing.survey_ways import find_axes, find_fixtures
from hall.service.importing.survey_zones import find_zones
from hall.service.importing.values import Drawing, Lettering, Piece, Point
from layout.values import Ring

_DOORS = ("DOORS", "ENTRANCES", "EXITS", "EMERGENCY_EXITS")
_ZONES = ("ZONES", "BLOCKED")
_TEXT_ROLES = frozenset({"STAND_NO", "EXHIBITORS", "LABELS"})
_KIND_OF_ROLE = {
    "HALL": "hall", "HOLES": "hall", "COLUMNS": "columns", "STANDS": "stands",
    "AXES": "axes", "FIXTURES": "fixtures",
    **dict.fromkeys(_DOORS, "doors"), **dict.fromkeys(_ZONES, "zones"),
}  # fmt: skip
_STAY = {
    kind: "the hall stays as it is" if kind == "hall" else f"{kind} stay as they are"
    for kind in _KIND_OF_ROLE.values()
}
# Five kilometres: beyond, a plan's numbers are refused.
_MOST_MM = 5_000_000.0


def survey_drawing(
    drawing: Drawing,
    choice: LayerChoice,
    metres: float,
    origin: Point,
    close_mm: float,
    outlines: Sequence[Ring],
    notes: Notes,
) -> Survey:
    """Return what the drawing shows.

    Args:
        drawing: in its own units.
        choice: what its layers mean.
        metres: metres a drawing unit.
        origin: the point of the drawing, in its units, that is [0, 0] of the plan.
        close_mm: ends of lines up to that far apart are joined.
        outlines: of the plan as it is, for doors where the drawing has no hall.
        notes: takes the findings.
    """
    roles = choice.role_of()
    pieces = _place_pieces(drawing, roles, metres, origin)
    texts = _place_texts(drawing, roles, metres, origin)
    if _is_far(pieces, metres, origin, notes):
        return Survey()

    def of(*names: str) -> list[Piece]:
        return [piece for name in names for piece in pieces.get(name, ())]

    halls = find_halls(of("HALL"), of("HOLES"), of(*_DOORS), close_mm, notes) if of("HALL") else ()
    doors = {role: pieces[role] for role in _DOORS if role in pieces}
    door_texts = [text for role in _DOORS for text in texts.get(role, ())]
    zones = {role: pieces[role] for role in _ZONES if role in pieces}
    zone_texts = [text for role in (*_ZONES, "LABELS") for text in texts.get(role, ())]
    words = StandWords(
        (*texts.get("STAND_NO", ()), *texts.get("STANDS", ())),
        tuple(texts.get("EXHIBITORS", ())),
        tuple(of("FRONTS")),
    )
    covers = {_KIND_OF_ROLE[role] for role in pieces if role in _KIND_OF_ROLE}
    for role, names in choice.layers.items():
        kind = _KIND_OF_ROLE.get(role, "")
        if kind and role not in pieces and kind not in covers:
            shown = ", ".join(names)
            notes.note("empty_layer", f"layer {shown} for {role} is empty: {_STAY[kind]}")
    axes = find_axes(of("AXES"), notes)
    fixtures = find_fixtures(of("FIXTURES"), texts.get("LABELS", ()), notes)
    # Lines that are no main aisles say nothing of those that the plan has.
    covers -= {kind for kind, some in (("axes", axes), ("fixtures", fixtures)) if not some}
    found_doors = find_doors(doors, door_texts, halls, outlines, notes)
    missed = any(f.code.startswith("import.door_") for f in notes.book.list_findings())
    return Survey(
        halls,
        find_columns(of("COLUMNS"), close_mm, notes),
        found_doors,
        find_zones(zones, zone_texts, close_mm, notes),
        find_stands(of("STANDS"), words, halls, close_mm, notes),
        frozenset(covers),
        faulty=frozenset({"doors"}) if missed else frozenset(),
        axes=axes,
        fixtures=fixtures,
    )


def _place_pieces(
    drawing: Drawing, roles: dict[str, str], metres: float, origin: Point
) -> dict[str, list[Piece]]:
    scale = metres * 1000
    pieces: dict[str, list[Piece]] = {}
    for piece in drawing.pieces:
        role = roles.get(piece.layer)
        if role is not None and role not in _TEXT_ROLES:
            points = tuple(
                ((x - origin[0]) * scale, (y - origin[1]) * scale) for x, y in piece.points
            )
            pieces.setdefault(role, []).append(replace(piece, points=points))
    return pieces


def _place_texts(
    drawing: Drawing, roles: dict[str, str], metres: float, origin: Point
) -> dict[str, list[Lettering]]:
    scale = metres * 1000
    texts: dict[str, list[Lettering]] = {}
    for text in drawing.texts:
        role = roles.get(text.layer)
        if role is not None:
            at = ((text.at[0] - origin[0]) * scale, (text.at[1] - origin[1]) * scale)
            texts.setdefault(role, []).append(replace(text, at=at))
    return texts


def _is_far(pieces: dict[str, list[Piece]], metres: float, origin: Point, notes: Notes) -> bool:
    """Tell, with the option that helps, when a plan in these numbers cannot be written."""
    points = [point for members in pieces.values() for piece in members for point in piece.points]
    if all(max(abs(x), abs(y)) <= _MOST_MM for x, y in points):
        return False
    x = min(p[0] for p in points) / (metres * 1000) + origin[0]
    y = min(p[1] for p in points) / (metres * 1000) + origin[1]
    message = (
        f"the drawing lies more than {_MOST_MM / 1e6:g} km from its origin (its lower left corner"
        f" is {x:.10g},{y:.10g}); say which point becomes [0, 0]: --origin {x:.10g},{y:.10g}"
    )
    notes.error("far_from_origin", message)
    return True
