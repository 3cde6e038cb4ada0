"""The lines of plan.yaml for one thing each, as a person would write them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping

from layout.values import Axis, Column, Door, Fixture, Names, Pin, PointMm, Ring, Zone

_PLAIN = re.compile(r"[^\W\d_][\w ]*(?:[-'’][\w ]+)*\Z")
_WORDS_OF_YAML = frozenset("yes no true false null on off y n ~".split())  # noqa: SIM905 - reads better
_CLOSED = frozenset({"stage", "toilets", "desk", "service", "keep_out"})
_RECTANGLE = 4


def metres(length_mm: float) -> str:
    """Return metres with as many decimals as whole millimetres need."""
    text = f"{round(length_mm) / 1000:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def pair(point: PointMm) -> str:
    return f"[{metres(point[0])}, {metres(point[1])}]"


def size(width_mm: int, depth_mm: int) -> str:
    return f"{metres(width_mm)} x {metres(depth_mm)}"


def ring(points: Ring) -> str:
    return f"[{', '.join(pair(point) for point in points)}]"


def quote(text: str) -> str:
    """Return a text as a YAML scalar that is a text to every reader."""
    if _PLAIN.match(text) and text.strip() == text and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def names(texts: Names) -> str:
    """Return `name: {…}` with a comma before it, nothing without any name."""
    if not any(texts.values()):
        return ""
    inner = ", ".join(f"{lang}: {quote(text)}" for lang, text in texts.items() if text)
    return f", name: {{{inner}}}"


def rectangle(points: Ring) -> tuple[PointMm, int, int] | None:
    """Return the south-west corner and the size of an upright rectangle; None for another shape."""
    xs, ys = sorted({x for x, _ in points}), sorted({y for _, y in points})
    if len(points) == _RECTANGLE and len(xs) == 2 and len(ys) == 2:  # noqa: PLR2004 - a rectangle
        corners = {(x, y) for x in xs for y in ys}
        if set(points) == corners:
            return (xs[0], ys[0]), xs[1] - xs[0], ys[1] - ys[0]
    return None


def column(thing: Column) -> str:
    rule = "" if thing.rule == "avoid" else f", rule: {thing.rule}"
    at = pair((thing.x_mm, thing.y_mm))
    return f"{{id: {thing.id}, at: {at}, size: {size(thing.width_mm, thing.depth_mm)}{rule}}}"


def zone(thing: Zone) -> str:
    usual = thing.kind not in _CLOSED
    walkable = "" if thing.walkable == usual else f", walkable: {yes_no(thing.walkable)}"
    stands = ", stands_allowed: yes" if thing.stands_allowed else ""
    shape = zone_shape(thing.outline)
    where = ", ".join(f"{key}: {value}" for key, value in shape.items())
    return f"{{id: {thing.id}, kind: {thing.kind}, {where}{walkable}{stands}{names(thing.names)}}}"


def zone_shape(outline: Ring) -> dict[str, str]:
    """Return the keys that place a zone."""
    box = rectangle(outline)
    if box is not None:
        (corner, width, depth) = box
        return {"at": pair(corner), "size": size(width, depth)}
    return {"outline": ring(outline)}


def yes_no(value: bool) -> str:  # noqa: FBT001 - a value, no switch
    return "yes" if value else "no"


def wall_of(door: Door, outline: Ring) -> tuple[int, int, int] | None:
    """Return the wall's number, the middle along it and the width, where that is exact.

    Walls are counted along `outline`, as the file lists its corners.
    """
    for number, (a, b) in enumerate(zip(outline, (*outline[1:], *outline[:1]), strict=True), 1):
        length = math.dist(a, b)
        if not length:
            continue
        ends = sorted(_along(a, b, length, end) for end in (door.a, door.b))
        if max(_off(a, b, length, end) for end in (door.a, door.b)) > 0.75:  # noqa: PLR2004 - mm
            continue
        if ends[0] < -0.75 or ends[1] > length + 0.75:  # noqa: PLR2004 - mm
            continue
        return number, round((ends[0] + ends[1]) / 2), round(ends[1] - ends[0])
    return None


def _along(a: PointMm, b: PointMm, length: float, point: PointMm) -> float:
    return ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length


def _off(a: PointMm, b: PointMm, length: float, point: PointMm) -> float:
    return abs((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])) / length


def door_shape(thing: Door, outline: Ring) -> Mapping[str, str]:
    """Return the keys that place a door: on its wall, or by its two ends."""
    found = wall_of(thing, outline)
    if (
        found is not None
        and (found[1] * 2 - found[2]) % 2 == 0
        and _is_exact(thing, outline, found)
    ):
        number, middle, width = found
        return {"wall": str(number), "at": metres(middle), "width": metres(width)}
    return {"from": pair(thing.a), "to": pair(thing.b)}


def _is_exact(door: Door, outline: Ring, found: tuple[int, int, int]) -> bool:
    """Return whether wall, middle and width give the very ends back."""
    number, middle, width = found
    a, b = outline[number - 1], outline[number % len(outline)]
    length = math.dist(a, b)
    ends = set()
    for along in (middle - width / 2, middle + width / 2):
        share = along / length
        ends.add((round(a[0] + (b[0] - a[0]) * share), round(a[1] + (b[1] - a[1]) * share)))
    return ends == {door.a, door.b}


def door(thing: Door, outline: Ring) -> str:
    where = ", ".join(f"{key}: {value}" for key, value in door_shape(thing, outline).items())
    depth = "" if thing.clear_depth_mm == 3000 else f", clear_depth: {metres(thing.clear_depth_mm)}"  # noqa: PLR2004 - what the reader takes where none is given
    egress = "" if thing.egress else ", egress: no"
    return f"{{id: {thing.id}, kind: {thing.kind}, {where}{depth}{egress}{names(thing.names)}}}"


def degrees(rotation_mdeg: int) -> str:
    return f"{rotation_mdeg / 1000:.3f}".rstrip("0").rstrip(".")


def axis(thing: Axis) -> str:
    return f"{{id: {thing.id}, points: {ring(thing.points)}, width: {metres(thing.width_mm)}}}"


def fixture(thing: Fixture) -> str:
    at = pair((thing.x_mm, thing.y_mm))
    return f"{{id: {thing.id}, kind: {thing.kind}, at: {at}{names(thing.names)}}}"


def pin(thing: Pin) -> str:
    turn = f", rotation: {degrees(thing.rotation_mdeg)}" if thing.rotation_mdeg else ""
    return f"{{exhibitor: {thing.exhibitor}, at: {pair((thing.x_mm, thing.y_mm))}{turn}}}"
