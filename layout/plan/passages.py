"""Passages: rectangles of floor that join two halls through their walls."""

from __future__ import annotations

import math
from dataclasses import dataclass

import shapely
import yaml
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from layout.plan.fields import PASSAGE
from layout.plan.nodes import NodeReader
from layout.plan.shapes import read_ring
from layout.values import PointMm, Ring

LEAST_OPENING_MM = 600
_LAP_MM = 5  # a passage given by its middle line reaches this far through the walls
_TOUCH_MM = 1.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A rectangle of floor between two halls.

    `ends` are the rectangles beyond its two ends, each from the end's own corners on: where
    a wall is aslant, the corner between it and the passage is floor too.
    """

    id: str
    ring: Ring
    node: yaml.Node
    ends: tuple[Ring, ...] = ()


def read_passage(node: yaml.Node, reader: NodeReader) -> Passage | None:
    """Return a passage, or None after reporting what is wrong with it."""
    entries = reader.part(node, PASSAGE)
    passage_id = reader.identifier(entries.get("id"), "passage id")
    if "from" in entries and "to" in entries and "width" in entries:
        start, end = reader.pair(entries["from"], "from"), reader.pair(entries["to"], "to")
        width = reader.length(entries["width"], "passage width", LEAST_OPENING_MM, 1_000_000)
        if start is None or end is None or width is None or passage_id is None:
            return None
        if start == end:
            message = "the passage has no length; expected two different ends: move one"
            reader.report("bad_outline", node, message)
            return None
        return _thicken(Passage(passage_id, (), node), start, end, width)
    if "at" in entries and "size" in entries:
        ring = read_ring(entries, reader, "the passage")
        return Passage(passage_id, ring, node) if passage_id and ring else None
    return None


def _thicken(passage: Passage, start: PointMm, end: PointMm, width: int) -> Passage:
    length = math.dist(start, end)
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length

    def corner(along: float, across: float) -> PointMm:
        x, y = start[0] + ux * along, start[1] + uy * along
        return round(x - uy * across), round(y + ux * across)

    half, low, high = width / 2, -_LAP_MM, length + _LAP_MM
    a, b = corner(low, -half), corner(high, -half)
    c, d = corner(high, half), corner(low, half)
    far = (
        (b, c, corner(high + width, half), corner(high + width, -half)),
        (d, a, corner(low - width, -half), corner(low - width, half)),
    )
    return Passage(passage.id, (a, b, c, d), passage.node, far)


def shape_passage(passage: Passage, indoors: BaseGeometry) -> Polygon:
    """Return a passage with the corners that it leaves before walls that are aslant.

    `indoors` is the floor of all halls. A corner lies between a wall and an end of the passage
    that reaches that wall; a passage that ends before a wall ends in the open.
    """
    shape: BaseGeometry = Polygon(passage.ring)
    for ring in passage.ends:
        near, far = LineString(ring[:2]), LineString(ring[2:])
        if not near.intersects(indoors):
            continue
        for piece in shapely.get_parts(Polygon(ring).difference(indoors)):
            is_closed = piece.distance(far) > _TOUCH_MM
            if is_closed and piece.distance(near) < _TOUCH_MM and piece.area > _TOUCH_MM:
                shape = shape.union(piece)
    return shape if isinstance(shape, Polygon) else Polygon(passage.ring)
