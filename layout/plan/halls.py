"""Halls and the passages between them, joined to the one floor that is laid out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import shapely
import yaml
from shapely import LineString, Polygon

from layout.plan.fields import HALL, MOST
from layout.plan.nodes import NodeReader, Nodes
from layout.plan.passages import LEAST_OPENING_MM, Passage, read_passage, shape_passage
from layout.plan.shapes import Wall, is_left, list_walls, read_holes, read_ring, wind_left
from layout.values import Hall, Ring

DEFAULT_HEIGHT_MM = 7_000
MAX_HALL_M2 = 2_000_000
TOLERANCE_MM = 1.0
_MM2_IN_M2 = 1_000_000


@dataclass(frozen=True, slots=True)
class WrittenHall:
    """A hall as the file has it: its walls in the file's order, and its node.

    `left` tells whether the outline was written counter-clockwise; `rings` are the nodes of
    the outline and of the holes.
    """

    hall: Hall
    walls: tuple[Wall, ...]
    left: bool
    node: yaml.Node
    rings: tuple[yaml.Node, ...]


@dataclass(slots=True)
class Floor:
    """All halls and passages; `joined` is their floor, None where an error forbids it."""

    written: dict[str, WrittenHall] = field(default_factory=dict)
    passages: dict[str, Passage] = field(default_factory=dict)
    joined: Hall | None = None
    node: yaml.Node | None = None
    _walls: list[Wall] = field(default_factory=list)
    _tree: shapely.STRtree | None = None

    def find_wall(self, point: tuple[float, float]) -> Wall | None:
        """Return the wall of the joined floor that is nearest to a point."""
        if self.joined is None:
            return None
        if self._tree is None:
            for ring in (self.joined.outline, *self.joined.holes):
                self._walls += list_walls(ring)
            self._tree = shapely.STRtree([LineString(wall) for wall in self._walls])
        return self._walls[int(self._tree.nearest(shapely.Point(point)))]

    @property
    def halls(self) -> tuple[Hall, ...]:
        return tuple(written.hall for written in self.written.values())


def read_floor(entries: Nodes, reader: NodeReader) -> Floor:
    """Return the floor from `hall`, or from `halls` and `passages`."""
    floor = Floor()
    if "hall" in entries and "halls" in entries:
        message = "the plan has `hall` and `halls`; expected one of them: put all under `halls`"
        reader.report("keys_clash", entries["halls"], message, "halls")
    if "hall" in entries:
        nodes = [entries["hall"]]
    else:
        nodes = reader.items(entries.get("halls"), "halls", MOST["halls"])
        if "halls" in entries and not nodes:
            message = "halls is empty; expected one hall or more: add `- {id: …, size: 40 x 30}`"
            reader.report("bad_outline", entries["halls"], message)
    for node in nodes:
        hall = _read_hall(node, reader)
        if hall is not None:
            claim_id(floor.written, hall.hall.id, hall, node, reader, "halls")
    for node in reader.items(entries.get("passages"), "passages", MOST["passages"]):
        passage = read_passage(node, reader)
        if passage is not None:
            claim_id(floor.passages, passage.id, passage, node, reader, "passages")
    floor.node = entries.get("hall", entries.get("halls"))
    if nodes and len(floor.written) == len(nodes):
        floor.joined = _join(floor, reader)
    return floor


T = TypeVar("T")


def claim_id(
    things: dict[str, T], name: str, thing: T, node: yaml.Node, reader: NodeReader, kind: str
) -> bool:
    """Add a thing under its id, or report that another has it."""
    if name in things:
        message = f"id `{name}` stands twice under {kind}; expected one of each: rename this one"
        reader.report("duplicate_id", node, message, name)
        return False
    things[name] = thing
    return True


def _read_hall(node: yaml.Node, reader: NodeReader) -> WrittenHall | None:
    entries = reader.part(node, HALL)
    hall_id = reader.identifier(entries.get("id"), "hall id")
    ring = read_ring(entries, reader, "the hall")
    hole_nodes = reader.items(entries.get("holes"), "holes", MOST["holes"])
    holes = read_holes(hole_nodes, reader)
    height: int | None = DEFAULT_HEIGHT_MM
    if "height" in entries:
        height = reader.length(entries["height"], "hall height", 2_000, 200_000)
    names = reader.names(entries.get("name"), "name")
    if hall_id is None or not ring or height is None:
        return None
    hall = Hall(hall_id, wind_left(ring), holes, height, names)
    rings = (entries.get("outline", node), *hole_nodes)
    return WrittenHall(hall, tuple(list_walls(ring)), is_left(ring), node, rings)


def _join(floor: Floor, reader: NodeReader) -> Hall | None:
    """Return all floor as one hall; None, with errors, where it is not one."""
    shapes = {name: _shape(written, reader) for name, written in floor.written.items()}
    whole = {name: shape for name, shape in shapes.items() if shape is not None}
    if len(whole) < len(shapes):
        return None
    area = sum(shape.area for shape in whole.values()) / _MM2_IN_M2
    if area > MAX_HALL_M2:
        message = f"{area:,.0f} m² of floor; expected at most {MAX_HALL_M2:,} m²"
        fix = "are the corners in metres? `80000 mm` says millimetres"
        node = next(iter(floor.written.values())).node
        reader.report("hall_too_big", node, f"{message}: {fix}")
        return None
    first = floor.halls[0]
    if len(whole) == 1 and not floor.passages:
        return first
    faults = len(reader.findings)
    _check_apart(floor, whole, reader)
    indoors = shapely.union_all(list(whole.values()))
    passages = {name: shape_passage(p, indoors) for name, p in floor.passages.items()}
    _check_reached(floor, whole, passages, reader)
    if len(reader.findings) > faults:
        return None
    union = shapely.union_all([*whole.values(), *passages.values()])
    return _as_hall(union, first, min(hall.height_mm for hall in floor.halls), floor, reader)


def _shape(written: WrittenHall, reader: NodeReader) -> Polygon | None:
    """Return a hall as a polygon, or None after reporting why it is none."""
    hall = written.hall
    for ring, node in zip((hall.outline, *hall.holes), written.rings, strict=False):
        shape = Polygon(ring)
        if not shape.is_valid or shape.area < _MM2_IN_M2:
            kind = "outline" if ring is hall.outline else "hole"
            message = f"the {kind} of {hall.id} {explain_ring(shape)}"
            fix = "expected a simple ring: list the corners in walking order"
            reader.report("outline_crosses", node, f"{message}; {fix}", hall.id)
            return None
    shape = Polygon(hall.outline, hall.holes)
    if not shape.is_valid:
        message = f"a hole of {hall.id} leaves the hall or meets another{find_fault(shape)}"
        reader.report("hole_outside", written.rings[1], f"{message}; keep holes inside", hall.id)
        return None
    return shape


def explain_ring(shape: Polygon) -> str:
    """Return what is wrong with a ring that is none."""
    if shape.is_valid:
        return f"encloses {shape.area / _MM2_IN_M2:g} m²"
    return f"crosses or touches itself{find_fault(shape)}"


def find_fault(shape: Polygon) -> str:
    """Return ` at [x, y]` in metres for a shape that is not valid, empty where that is not told."""
    found = re.search(r"\[(-?[\d.e+]+) (-?[\d.e+]+)\]", shapely.is_valid_reason(shape))
    if not found:
        return ""
    return f" at [{float(found[1]) / 1000:.6g}, {float(found[2]) / 1000:.6g}]"


def _check_apart(floor: Floor, shapes: Mapping[str, Polygon], reader: NodeReader) -> None:
    names = list(shapes)
    tree = shapely.STRtree(list(shapes.values()))
    near = tree.query(list(shapes.values()), "dwithin", TOLERANCE_MM)
    for i, j in sorted((int(i), int(j)) for i, j in zip(*near, strict=True) if i < j):
        a, b = names[i], names[j]
        shared = shapes[a].intersection(shapes[b]).area / _MM2_IN_M2
        found = f"overlaps hall {a} with {shared:.2f} m²" if shared else f"touches hall {a}"
        fix = "expected a wall's thickness between them: join them with a passage"
        reader.report("halls_touch", floor.written[b].node, f"hall {b} {found}; {fix}", b, a)


def _check_reached(
    floor: Floor, shapes: Mapping[str, Polygon], passages: Mapping[str, Polygon],
    reader: NodeReader,
) -> None:  # fmt: skip
    """Report passages that do not join two halls, and halls that none leads to."""
    links: dict[str, set[str]] = {name: set() for name in shapes}
    tree = shapely.STRtree(list(shapes.values()))
    names, loose = list(shapes), False
    for passage_id, passage in passages.items():
        grown = passage.buffer(TOLERANCE_MM, join_style="mitre")
        opened: list[str] = []
        for index in sorted(int(i) for i in tree.query(grown)):
            wall = shapes[names[index]].boundary.intersection(grown).length
            if wall >= LEAST_OPENING_MM:
                opened.append(names[index])
        if len(opened) < 2:  # noqa: PLR2004 - a passage has two ends
            found = f"only to hall {opened[0]}" if opened else "to no hall"
            message = f"passage {passage_id} opens {found}; expected walls of two halls"
            fix = f"each opened by {LEAST_OPENING_MM / 1000:g} m or more: move or widen it"
            loose = True
            node = floor.passages[passage_id].node
            reader.report("passage_loose", node, f"{message}, {fix}", passage_id)
        for name in opened:
            links[name].update(opened)
    if loose:
        return  # what a mended passage will reach is not known
    reached, rest = {names[0]}, [names[0]]
    while rest:
        new = links[rest.pop()] - reached
        reached |= new
        rest.extend(sorted(new))
    for name in names:
        if name not in reached:
            message = f"no passage leads from hall {names[0]} to hall {name}"
            fix = "expected one: add `passages: [{id: …, from: [x, y], to: [x, y], width: 6}]`"
            reader.report("hall_unreached", floor.written[name].node, f"{message}; {fix}", name)


def _as_hall(
    union: Polygon, first: Hall, height: int, floor: Floor, reader: NodeReader
) -> Hall | None:
    whole = isinstance(union, Polygon)
    outline = _round_ring(union.exterior) if whole else ()
    holes = tuple(_round_ring(ring) for ring in union.interiors) if whole else ()
    if not whole or not Polygon(outline, holes).is_valid:
        node = next((p.node for p in floor.passages.values()), floor.written[first.id].node)
        message = "halls and passages do not join to one floor; expected passages that reach"
        reader.report("passage_loose", node, f"{message} into two halls: make them longer")
        return None
    rings = sorted(_begin_least(tuple(reversed(wind_left(hole)))) for hole in holes)
    return Hall(first.id, _begin_least(wind_left(outline)), tuple(rings), height, first.names)


def _begin_least(ring: Ring) -> Ring:
    """Return the ring from its least corner on: where a union begins is nobody's promise."""
    start = ring.index(min(ring))
    return (*ring[start:], *ring[:start])


def _round_ring(ring: shapely.LinearRing) -> Ring:
    points = [(round(x), round(y)) for x, y in ring.coords[:-1]]
    distinct = [
        p for p, before in zip(points, [points[-1], *points[:-1]], strict=True) if p != before
    ]
    return tuple(distinct)
