"""GeoJSON → `Drawing`: contract 4.3's kinds are our layers, other polygons keep their own."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hall.service.importing import limits
from hall.service.importing.values import (
    Drawing,
    ImportRefused,
    Layer,
    Piece,
    Point,
    Remark,
)

_ROLES = {
    "hall": "HALL", "column": "COLUMNS", "keep_out": "BLOCKED", "zone": "ZONES", "exit": "EXITS",
    "entrance": "ENTRANCES", "stand": "STANDS",
}  # fmt: skip
_OUR_SYSTEM = "plan-metres"
_DEGREES = 180.0
_FACTS = ("id", "number", "exhibitor", "name", "rotation_deg", "use")


def read_geojson(data: bytes) -> Drawing:
    """Return the polygons and lines of a FeatureCollection.

    Raises:
        ImportRefused: `import.not_geojson`, `import.degrees`, `import.too_many_entities`.
    """
    document = _load(data)
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        message = "expected a FeatureCollection with features"
        raise ImportRefused("import.not_geojson", message)
    if len(features) > limits.MAX_ENTITIES:
        message = f"{len(features):,} features; at most {limits.MAX_ENTITIES:,}"
        raise ImportRefused("import.too_many_entities", message)
    ours = document.get("coordinateSystem") == _OUR_SYSTEM
    pieces: list[Piece] = []
    counts: dict[str, Counter[str]] = {}
    bad = 0
    for nth, feature in enumerate(features, 1):
        found, broken = _read_feature(feature, nth)
        bad += broken
        for piece in found:
            pieces.append(piece)
            counts.setdefault(piece.layer, Counter())["outline" if piece.closed else "line"] += 1
    _refuse_degrees(pieces, ours=ours)
    remarks = []
    if bad:
        message = f"{bad} features left out: their coordinates are no pairs of numbers"
        remarks.append(Remark("import.bad_numbers", "warning", message))
    source = f"coordinateSystem {_OUR_SYSTEM}" if ours else f"no coordinateSystem {_OUR_SYSTEM}"
    return Drawing(
        "geojson", tuple(pieces), (), tuple(Layer(n, dict(c)) for n, c in counts.items()),
        "m" if ours else "", source, 1.0 if ours else 0.0, tuple(remarks),
    )  # fmt: skip


def _load(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except RecursionError as error:
        raise ImportRefused("import.too_complex", "lists nested too deep") from error
    except ValueError as error:
        message = f"no JSON ({str(error)[:120]}); save it as GeoJSON in UTF-8"
        raise ImportRefused("import.not_geojson", message) from error
    if not isinstance(document, dict):
        raise ImportRefused("import.not_geojson", "expected an object with features")
    return document


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _read_feature(feature: object, nth: int) -> tuple[list[Piece], bool]:
    """Return the pieces of a feature, and whether something of it could not be read."""
    if not isinstance(feature, dict):
        return [], True
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict):
        return [], geometry is not None
    kind = str(properties.get("kind", ""))
    if kind == "aisle":
        return [], False
    told = properties.get("layer") or kind or properties.get("type") or "(no kind)"
    layer = _ROLES.get(kind) or str(told)[: limits.MAX_TEXT]
    if kind == "exit" and properties.get("emergency") is True:
        layer = "EMERGENCY_EXITS"
    facts = _facts(properties, feature)
    place = f"feature {nth}" + (f" ({facts['id']})" if "id" in facts else "")
    pieces: list[Piece] = []
    for index, (points, closed) in enumerate(_outlines(geometry)):
        if points is None:
            return pieces, True
        if len(points) < 2:  # noqa: PLR2004 - a line has two ends
            return pieces, True
        inner = closed and index > 0 and geometry.get("type") == "Polygon"
        hole = layer == "HALL" and inner
        if inner and not hole:
            continue
        pieces.append(
            Piece("HOLES" if hole else layer, points, closed, place, facts={} if hole else facts)
        )
    return pieces, False


def _facts(properties: dict[str, Any], feature: dict[str, Any]) -> dict[str, str]:
    facts = {
        key: str(properties[key])[: limits.MAX_TEXT]
        for key in _FACTS
        if isinstance(properties.get(key), str | int | float)
    }
    if "id" not in facts and isinstance(feature.get("id"), str | int):
        facts["id"] = str(feature["id"])[: limits.MAX_TEXT]
    if "rotation_deg" in facts:
        facts["rotation"] = facts.pop("rotation_deg")
    elif properties.get("kind") == "stand":
        facts |= _rotation_of_front(properties.get("front"))
    if "use" in facts:
        facts["kind"] = facts.pop("use")
    names = properties.get("names")
    if isinstance(names, dict) and "name" not in facts:
        facts["name"] = next((str(text)[: limits.MAX_TEXT] for text in names.values()), "")
    return facts


def _rotation_of_front(front: object) -> dict[str, str]:
    points = _points(front)
    if points is None or len(points) != 2 or points[0] == points[1]:  # noqa: PLR2004 - left and right end
        return {}
    (ax, ay), (bx, by) = points
    return {"rotation": repr(math.degrees(math.atan2(by - ay, bx - ax)))}


def _outlines(geometry: dict[str, Any]) -> Iterator[tuple[tuple[Point, ...] | None, bool]]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "LineString":
        yield _points(coordinates), False
    elif kind in {"Polygon", "MultiLineString"} and isinstance(coordinates, list):
        for line in coordinates:
            yield _ring(line) if kind == "Polygon" else _points(line), kind == "Polygon"
    elif kind == "MultiPolygon" and isinstance(coordinates, list):
        for polygon in coordinates:
            yield (_ring(polygon[0]) if isinstance(polygon, list) and polygon else None), True


def _ring(coordinates: object) -> tuple[Point, ...] | None:
    points = _points(coordinates)
    if points is not None and len(points) > 1 and points[0] == points[-1]:
        return points[:-1]
    return points


def _points(coordinates: object) -> tuple[Point, ...] | None:
    if not isinstance(coordinates, list) or len(coordinates) > limits.MAX_POINTS_EACH:
        return None
    points = []
    for pair in coordinates:
        numbers = pair[:2] if isinstance(pair, list) else []
        if len(numbers) != 2 or not all(  # noqa: PLR2004 - x and y
            isinstance(n, int | float)
            and not isinstance(n, bool)
            and abs(n) < limits.MAX_COORDINATE
            for n in numbers
        ):
            return None
        points.append((float(numbers[0]), float(numbers[1])))
    return tuple(points)


def _refuse_degrees(pieces: list[Piece], *, ours: bool) -> None:
    """Refuse longitudes and latitudes: a hall in them is some thousandths wide."""
    xs = [x for piece in pieces for x, _ in piece.points]
    ys = [y for piece in pieces for _, y in piece.points]
    if ours or not xs:
        return
    small = max(max(xs) - min(xs), max(ys) - min(ys)) < 0.2  # noqa: PLR2004 - twenty kilometres in degrees
    if small and max(map(abs, xs)) <= _DEGREES and max(map(abs, ys)) <= _DEGREES / 2:
        message = (
            "the coordinates look like degrees of longitude and latitude; export them in metres"
            " (a local or national grid) and give --units m"
        )
        raise ImportRefused("import.degrees", message)
