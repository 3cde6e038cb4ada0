"""The plan of a sample hall: a rectangle with doors, columns, a stage and places to rest."""

from __future__ import annotations

import math

_WIDE, _DEEP = 5, 3
_DOOR_STEP_M, _COLUMN_STEP_M = 25, 22
_SERVICE_STEP_M = 90
_NORTH = 3
# The stage with an aisle on both sides.
_STAGE_M = 24
_LEAST_WIDTH_M = 60
_HEIGHT_M = 9
_SECTORS = """\
sectors:
  - {id: terroir, colour: '#c8912e', name: {fr: Produits du terroir, ar: المنتوجات المجالية, en: Terroir products}}
  - {id: creation, colour: '#7a5aa6', name: {fr: Création et innovation, ar: الإبداع والابتكار, en: Creation and innovation}}
  - {id: institutions, colour: '#3d6fa8', name: {fr: Institutions partenaires, ar: المؤسسات الشريكة, en: Partner institutions}}
  - {id: services, colour: '#2f9393', name: {fr: Services, ar: الخدمات, en: Services}}
  - {id: africa, colour: '#5f9b46', name: {fr: Afrique, ar: إفريقيا, en: Africa}}
  - {id: europe, colour: '#5c7080', name: {fr: Europe, ar: أوروبا, en: Europe}}
  - {id: regions, colour: '#b83b7d', name: {fr: Régions du Maroc, ar: جهات المغرب, en: Regions of Morocco}}
  - {id: crafts, colour: '#b5532f', name: {fr: Artisanat, ar: الصناعة التقليدية, en: Crafts}}
"""  # noqa: E501 - one sector a line, as in a plan that people edit
_RULES = """\
rules:
  profile: house
  aisle: {aisle:g}
  main_aisle: 6
  max_travel: {travel}
numbers: '{{sector_letter}}{{n}}'
"""


def draw_plan(area_m2: int, aisle_m: float) -> str:
    """Return plan.yaml of a hall of about `area_m2`, five wide to three deep."""
    width = max(_LEAST_WIDTH_M, round(math.sqrt(area_m2 * _WIDE / _DEEP)))
    depth = round(area_m2 / width)
    middle = width / 2
    head = (
        "# SAMPLE: a hall that never was, drawn by `hall sample` for trying and measuring.\n"
        f"hall:\n  id: hall-1\n  height: {_HEIGHT_M}\n"
        f"  outline: [[0, 0], [{width}, 0], [{width}, {depth}], [0, {depth}]]\n"
    )
    counts = [(side - 1) // _COLUMN_STEP_M for side in (width, depth)]
    columns = (
        f"columns:\n  - {{id: grid, from: [{_COLUMN_STEP_M}, {_COLUMN_STEP_M}], "
        f"step: [{_COLUMN_STEP_M}, {_COLUMN_STEP_M}], count: {counts}, size: 0.6 x 0.6, "
        "rule: at_back}\n"
    )
    return "".join(
        (
            head,
            _list_doors(width, depth, middle),
            columns,
            _list_zones(width, depth, middle),
            _SECTORS,
            _RULES.format(travel=width + depth, aisle=aisle_m),
        )
    )


def _list_doors(width: int, depth: int, middle: float) -> str:
    lines = ["doors:"]
    for name, at in (("ouest", middle - 3), ("est", middle + 3)):
        side = {"ouest": ("west", "الغربي"), "est": ("east", "الشرقي")}[name]
        lines.append(
            f"  - {{id: main-{side[0]}, kind: entrance, wall: 1, at: {at}, width: 4, "
            f"clear_depth: 4, name: {{fr: Entrée {name}, ar: المدخل {side[1]}, "
            f"en: Entrance {side[0]}}}}}"
        )
    for wall, length in ((1, width), (2, depth), (3, width), (4, depth)):
        for at in range(_DOOR_STEP_M // 2, length - 3, _DOOR_STEP_M):
            in_use = wall == 1 and abs(at - middle) <= _DOOR_STEP_M / 2
            in_use |= wall == _NORTH and _is_taken(width - at, width, middle)
            if not in_use:
                lines.append(
                    f"  - {{id: w{wall}-{at}, kind: exit, wall: {wall}, at: {at}, width: 3}}"
                )
    return "\n".join(lines) + "\n"


def _list_zones(width: int, depth: int, middle: float) -> str:
    """Return a stage in the north, and cafés and toilets along the northern wall."""
    lines = [
        "zones:",
        _zone("stage", "stage", (middle - 8, depth - 5), "16 x 5", ("Scène", "المنصة", "Stage")),
        _zone("audience", "rest", (middle - 8, depth - 15), "16 x 10",
              ("Conférences", "فضاء الندوات", "Conferences")),
    ]  # fmt: skip
    for number, x in enumerate(_list_services(width, middle), 1):
        at = (float(x), depth - 9.0)
        lines.append(_zone(f"cafe-{number}", "cafe", at, "10 x 9", ("Café", "مقهى", "Café")))
        lines.append(_zone(f"toilets-{number}", "toilets", (x + 10.0, at[1]), "4 x 9",
                           ("Toilettes", "مراحيض", "Toilets")))  # fmt: skip
    return "\n".join(lines) + "\n"


def _list_services(width: int, middle: float) -> list[int]:
    """Return where cafés with toilets beside them begin in the west, clear of the stage."""
    return [x for x in range(8, width - 24, _SERVICE_STEP_M) if abs(x + 7 - middle) > _STAGE_M]


def _is_taken(x: float, width: int, middle: float) -> bool:
    """Return whether a door at x of the northern wall would open into a zone."""
    if abs(x - middle) < _STAGE_M / 2:
        return True
    return any(at - 3 < x < at + 17 for at in _list_services(width, middle))


def _zone(
    name: str, kind: str, at: tuple[float, float], size: str, names: tuple[str, str, str]
) -> str:
    fr, ar, en = names
    return (
        f"  - {{id: {name}, kind: {kind}, at: [{at[0]}, {at[1]}], size: {size}, "
        f"name: {{fr: {fr}, ar: {ar}, en: {en}}}}}"
    )
