"""A placed hall as DXF on documented layers (docs/drawings.md).

AutoCAD R2010, metres (`$INSUNITS` 6), x east, y north, the plan's origin. Coordinates have
every millimetre of the plan; corners of turned stands are derived and not rounded. Each thing
carries extended data of the application `VIRTUAL_HALL`: texts `key=value` with its id, so that
a drawing that comes back is known again. GUIDs and dates come from the input hash: the same
hall gives the same bytes.

ezdxf writes the frame of the file; the entities are written here, tag by tag as it would: a
fair of 26,000 stands has 130,000 of them.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import ezdxf
from ezdxf import units

from layout.values import Door, Names, PlacedHall, Placement, Zone, stand_corners

APPID = "VIRTUAL_HALL"
LAYERS: Mapping[str, int] = {
    "HALL": 7,
    "HOLES": 8,
    "COLUMNS": 8,
    "ENTRANCES": 1,
    "EXITS": 3,
    "EMERGENCY_EXITS": 92,
    "DOORS": 9,
    "ZONES": 5,
    "BLOCKED": 8,
    "STANDS": 7,
    "STAND_NO": 7,
    "FRONTS": 1,
    "EXHIBITORS": 8,
    "AISLES": 254,
    "AXES": 30,
    "FIXTURES": 6,
    "LABELS": 8,
}
"""Every layer with its colour of AutoCAD's index."""

_DOOR_LAYERS = {"entrance": "ENTRANCES", "exit": "EXITS", "emergency_exit": "EMERGENCY_EXITS"}
_STRING = 1000
_LONGEST = 250  # bytes that one text of extended data may have
_NUMBER_M, _NAME_M, _LABEL_M = 0.8, 0.25, 0.5
_SIGN_MM = 300
_NO_GUID = "{00000000-0000-0000-0000-000000000000}"
_ENTITIES = "  0\nSECTION\n  2\nENTITIES\n"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")

Facts = Mapping[str, str]


def build_dxf(placed: PlacedHall, exhibitors: Mapping[str, str], lang: str) -> bytes:
    """Return the drawing, UTF-8. `exhibitors` maps ids to names, `lang` chooses other names.

    Stands are closed LWPOLYLINEs on STANDS with their number as TEXT in them on STAND_NO;
    outlines of the hall, zones and aisles are closed LWPOLYLINEs, doors and axes open ones.
    """
    with _fixed_metadata():
        document: Any = ezdxf.new("R2010", setup=False, units=units.M)
        document.header["$INSUNITS"] = units.M
        document.header["$MEASUREMENT"] = 1
        document.appids.add(APPID)
        document.styles.get("Standard").dxf.font = "arial.ttf"
        for name, colour in LAYERS.items():
            document.layers.add(name, color=colour)
        space = document.modelspace()
        draughtsman = _Draughtsman(space.layout_key, document.entitydb, placed, exhibitors, lang)
        draughtsman.draw()
        _sort_classes(document)
        out = io.StringIO()
        document.write(out)
    frame = out.getvalue().replace(_NO_GUID, _guid(placed.input_hash))
    before, mark, after = frame.partition(_ENTITIES)
    return "".join((before, mark, *draughtsman.tags, after)).encode("utf-8")


@contextmanager
def _fixed_metadata() -> Iterator[None]:
    """Let the library write fixed dates and ids instead of the clock's."""
    before = ezdxf.options.write_fixed_meta_data_for_testing
    ezdxf.options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        ezdxf.options.write_fixed_meta_data_for_testing = before


def _sort_classes(document: Any) -> None:  # noqa: ANN401  # ezdxf ships no complete types
    """Put the classes in order: the library adds them as a set of strings gives them."""
    document.classes.add_required_classes(document.dxfversion)
    found = document.classes.classes
    ordered = sorted(found.items())
    found.clear()
    found.update(ordered)


def _guid(key: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest().upper()
    parts = (digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32])
    return f"{{{'-'.join(parts)}}}"


class _Draughtsman:
    """Writes a hall as tags of a model space whose handle is `owner`."""

    def __init__(
        self,
        owner: str,
        handles: Any,  # noqa: ANN401  # ezdxf ships no complete types
        placed: PlacedHall,
        exhibitors: Mapping[str, str],
        lang: str,
    ) -> None:
        self.owner = owner
        self.handles = handles
        self.placed = placed
        self.exhibitors = exhibitors
        self.lang = lang
        self.tags: list[str] = []

    def draw(self) -> None:
        plan = self.placed.plan
        for hall in plan.halls or (plan.hall,):
            facts = {"id": hall.id, "name": self.name(hall.names), "height_mm": str(hall.height_mm)}
            self.ring("HALL", hall.outline, facts)
            for hole in hall.holes:
                self.ring("HOLES", hole, {"id": hall.id})
        for column in plan.columns:
            x, y, w, d = column.x_mm, column.y_mm, column.width_mm / 2, column.depth_mm / 2
            ring = ((x - w, y - d), (x + w, y - d), (x + w, y + d), (x - w, y + d))
            self.ring("COLUMNS", ring, {"id": column.id, "rule": column.rule})
        for zone in plan.zones:
            self.zone(zone)
        for door in plan.doors:
            self.door(door)
        self.ways()
        for stand in self.placed.placements:
            self.stand(stand)

    def ways(self) -> None:
        plan = self.placed.plan
        for aisle in self.placed.aisles:
            facts = {"rank": aisle.rank, "clear_width_mm": str(aisle.clear_width_mm)}
            for ring in (aisle.outline, *aisle.holes):
                self.ring("AISLES", ring, facts)
        for axis in plan.axes:
            self.line("AXES", axis.points, {"id": axis.id, "width_mm": str(axis.width_mm)})
        for fixture in plan.fixtures:
            facts = {"id": fixture.id, "kind": fixture.kind, "name": self.name(fixture.names)}
            x, y = fixture.x_mm, fixture.y_mm
            diamond = ((x, y - _SIGN_MM), (x + _SIGN_MM, y), (x, y + _SIGN_MM), (x - _SIGN_MM, y))
            self.ring("FIXTURES", diamond, facts)
            self.text("LABELS", fixture.kind, _m((x, y - 2 * _SIGN_MM)), 0.3)

    def name(self, names: Names) -> str:
        return next((names[k] for k in (self.lang, "fr", "en", "ar") if names.get(k)), "")

    def ring(self, layer: str, points: Sequence[Sequence[float]], facts: Facts) -> None:
        self.polyline(layer, points, facts, closed=1)

    def line(self, layer: str, points: Sequence[Sequence[float]], facts: Facts) -> None:
        self.polyline(layer, points, facts, closed=0)

    def polyline(
        self, layer: str, points: Sequence[Sequence[float]], facts: Facts, *, closed: int
    ) -> None:
        self.begin("LWPOLYLINE", layer, "AcDbPolyline")
        corners = "".join(f" 10\n{x}\n 20\n{y}\n" for x, y in map(_m, points))
        told = "".join(
            f"{_STRING}\n{_shorten(f'{key}={value}')}\n" for key, value in facts.items() if value
        )
        extended = f"1001\n{APPID}\n{told}" if told else ""
        self.tags.append(f" 90\n{len(points)}\n 70\n{closed}\n{corners}{extended}")

    def begin(self, kind: str, layer: str, subclass: str) -> None:
        self.tags.append(
            f"  0\n{kind}\n  5\n{self.handles.next_handle()}\n330\n{self.owner}\n"
            f"100\nAcDbEntity\n  8\n{layer}\n100\n{subclass}\n"
        )

    def text(self, layer: str, text: str, at: tuple[float, float], height: float) -> None:
        """Write a text whose middle is at a place."""
        words = _CONTROLS.sub(" ", text).strip()
        if words:
            # A caret begins a control code in DXF texts, a percent pair a symbol.
            words = words.replace("^", "^ ").replace("%%", "%%%%%%")
            x, y = float(at[0]), float(at[1])
            self.begin("TEXT", layer, "AcDbText")
            self.tags.append(
                f" 10\n{x}\n 20\n{y}\n 30\n0.0\n 40\n{float(height)}\n  1\n{words}\n"
                f" 72\n1\n 11\n{x}\n 21\n{y}\n 31\n0.0\n100\nAcDbText\n 73\n2\n"
            )

    def zone(self, zone: Zone) -> None:
        name = self.name(zone.names)
        facts = {"id": zone.id, "kind": zone.kind, "name": name}
        facts |= {"walkable": _yes(zone.walkable), "stands_allowed": _yes(zone.stands_allowed)}
        self.ring("BLOCKED" if zone.kind == "keep_out" else "ZONES", zone.outline, facts)
        xs, ys = zip(*zone.outline, strict=True)
        middle = _m(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
        self.text("LABELS", name or zone.kind, middle, _LABEL_M)

    def door(self, door: Door) -> None:
        layer = _DOOR_LAYERS[door.kind] if door.egress or door.kind == "entrance" else "DOORS"
        facts = {"id": door.id, "kind": door.kind, "name": self.name(door.names)}
        facts |= {"egress": _yes(door.egress), "clear_depth_mm": str(door.clear_depth_mm)}
        self.line(layer, (door.a, door.b), facts)

    def stand(self, stand: Placement) -> None:
        corners = stand_corners(stand)
        self.ring(
            "STANDS",
            corners,
            {
                "id": stand.stand_id,
                "number": stand.number,
                "exhibitor": stand.exhibitor or "",
                "co_exhibitors": " ".join(stand.co_exhibitors),
                "sector": stand.sector,
                "rotation": f"{stand.rotation_mdeg / 1000:g}",
                "kit": stand.kit,
            },
        )
        self.line("FRONTS", corners[:2], {"id": stand.stand_id})
        x, y = sum(p[0] for p in corners) / 4, sum(p[1] for p in corners) / 4
        small = min(stand.width_mm, stand.depth_mm) / 1000
        height = min(_NUMBER_M, small * 0.3)
        self.text("STAND_NO", stand.number, _m((x, y + small * 120)), height)
        name = self.exhibitors.get(stand.exhibitor or "", "")
        self.text("EXHIBITORS", name, _m((x, y - small * 200)), min(_NAME_M, small * 0.08))


def _m(point: Sequence[float]) -> tuple[float, float]:
    """Return metres; a tenth of a micrometre hides the noise of turned corners."""
    return round(point[0] / 1000, 7) + 0.0, round(point[1] / 1000, 7) + 0.0


def _yes(value: bool) -> str:  # noqa: FBT001  # the value itself
    return "yes" if value else "no"


def _shorten(text: str) -> str:
    """Return the text without controls and no longer than extended data may be."""
    words = _CONTROLS.sub(" ", text)
    while len(words.encode()) > _LONGEST:
        words = words[:-1]
    return words
