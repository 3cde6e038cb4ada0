"""Zones: closed outlines with the words inside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import shapely

from hall.model.folding import fold
from hall.service.importing.found import FoundZone, Notes, round_ring, source_of
from hall.service.importing.rings import area_of, close_rings, corners_of
from hall.service.importing.values import Lettering, Piece
from layout.plan.fields import MOST, ZONE_KINDS

_WORDS: tuple[tuple[str, str], ...] = (
    ("prayer_room", "priere prayer mosquee مصلى صلاة"),
    ("toilets", "toilette toilettes toilet toilets wc sanitaire sanitaires مراحيض"),
    ("workshop", "atelier ateliers workshop conference conferences salle ورشة ندوات"),
    ("cafe", "cafe cafeteria restaurant buvette restauration مقهى مطعم"),
    ("stage", "scene stage podium estrade منصة"),
    ("desk", "accueil info information desk reception organisateurs استقبال"),
    ("service", "technique service local stockage depot storage مخزن تقني"),
    ("rest", "repos rest foyer lounge detente استراحة"),
    ("keep_out", "interdit blocked keep_out neutralise ممنوع"),
)
_LEAST_MM2 = 0.25e6
MAX_ZONES = MOST["zones"]


def find_zones(
    pieces: Mapping[str, Sequence[Piece]],
    texts: Sequence[Lettering],
    close_mm: float,
    notes: Notes,
) -> tuple[FoundZone, ...]:
    """Return the zones of the layers for ZONES and BLOCKED; the latter are keep-outs."""
    zones: list[FoundZone] = []
    for role, members in pieces.items():
        found = close_rings(members, close_mm)
        if found.joined:
            message = f"{found.joined} corners of zones were closed, by {found.widest_mm:.0f} mm"
            notes.warn("gaps_closed", f"{message} at most")
        for end in found.open_ends[:20]:
            notes.warn("open_zone", "the outline of this zone is not closed: left out", end.piece)
        for points, piece in found.rings:
            if abs(area_of(points)) < _LEAST_MM2:
                notes.warn("zone_size", "less than 0.25 m²: left out", piece)
                continue
            zone = _make(tuple(corners_of(points, 0.05)), piece, role, texts)
            if not any(_same(zone, other) for other in zones):
                zones.append(zone)
    if len(zones) > MAX_ZONES:
        notes.error("too_many", f"{len(zones):,} zones; at most {MAX_ZONES:,}: wrong layer?")
        return ()
    return tuple(zones)


def _same(one: FoundZone, other: FoundZone) -> bool:
    return set(one.outline) == set(other.outline)


def _make(
    points: tuple[tuple[float, float], ...], piece: Piece, role: str, texts: Sequence[Lettering]
) -> FoundZone:
    shape = shapely.Polygon(points)
    inside = [t for t in texts if shape.covers(shapely.Point(t.at))] if shape.is_valid else []
    words = " ".join(text.text for text in inside)
    name = piece.facts.get("name", "") or words
    kind = piece.facts.get("kind", "")
    if kind not in ZONE_KINDS:
        kind = _guess(name, piece.facts.get("id", "")) if role == "ZONES" else "keep_out"
    return FoundZone(round_ring(points), kind, name[:80], source_of(piece))


def _guess(name: str, identifier: str) -> str:
    """Return the kind that a name tells; empty where it tells none."""
    words = set(fold(name).replace("-", " ").split())
    words |= set(fold(identifier).replace("-", " ").split())
    for kind, hints in _WORDS:
        if any(fold(hint) in words for hint in hints.split()):
            return kind
    return ""
