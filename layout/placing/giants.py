"""Stands deeper than two rows: they take floor across several bands, with aisles around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely
from shapely import Polygon

from layout.placing.carving import Taken
from layout.placing.needs import Needs
from layout.placing.slots import Size, Slot, slot_around
from layout.placing.solids import Geometry
from layout.placing.strips import Strip


def place_giants(
    strips: Sequence[Strip],
    needs: Sequence[Needs],
    regions: tuple[Geometry, Geometry],
    taken: Sequence[Taken],
    aisle: int,
) -> tuple[list[Slot], list[Taken]]:
    """Return slots for giants, each in its sector's stretch of the walk, and what they take.

    `regions` are where stands without any column in them may stand, and where visitors walk.
    Needs are crossed off.
    A giant begins at an end of a strip, so that the rows around it stay straight.
    """
    slots: list[Slot] = []
    around: list[Taken] = []
    if not strips or not any(need.bags["giant"] for need in needs):
        return slots, around
    shapely.prepare(regions[0])
    shapely.prepare(regions[1])
    total = sum(need.left() for need in needs)
    before = 0
    for need in needs:
        start = before * len(strips) // max(total, 1)
        before += need.left()
        for size in sorted(need.bags["giant"].elements(), reverse=True):
            others = [*taken, *around]
            for slot in _proposals([*strips[start:], *strips[:start]], size, need.sector):
                place = _stands(slot, regions, others, aisle)
                if place is not None:
                    slots.append(slot)
                    around.append(place)
                    need.bags["giant"][size] -= 1
                    break
        need.bags["giant"] = +need.bags["giant"]
    return slots, around


def _proposals(strips: Sequence[Strip], size: Size, sector: str) -> Iterator[Slot]:
    width, depth = size
    for strip in strips:
        run = strip.rows[0].run
        for low in (strip.low, strip.high - width):
            for near in (0, strip.thick - depth):
                centre = strip.point(low + width / 2, near + depth / 2)
                yield slot_around(centre, run.rotation_mdeg, size, sector, (run.band, run.block))


def _stands(
    slot: Slot, regions: tuple[Geometry, Geometry], others: Sequence[Taken], aisle: int
) -> Taken | None:
    """Return what a slot takes if it can stand there with an aisle all round."""
    shape = Polygon(slot.corners())
    free = shape.buffer(aisle, join_style="mitre")
    if not regions[0].covers(shape) or not regions[1].covers(free):
        return None
    if any(free.intersects(other.shape) or shape.intersects(other.free) for other in others):
        return None
    return Taken(shape, free)
