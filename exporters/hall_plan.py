"""A placed hall as the architecture draws it."""

from __future__ import annotations

from assets.booth.colour import parse_colour
from assets.booth.floor_plan import (
    Area,
    FloorPlan,
    FloorRing,
    HallColours,
    Opening,
    Post,
    StandPatch,
    Walkway,
)
from assets.booth.kinds import BoothKind
from assets.values import Look
from exporters.axes import to_floor
from layout.values import PlacedHall, Placement, Ring, stand_corners


def describe_booth(placement: Placement) -> BoothKind:
    """Return which booth stands at a placement."""
    return BoothKind(placement.kit, placement.width_mm, placement.depth_mm, placement.open_sides)


def convert_hall(placed: PlacedHall, look: Look) -> FloorPlan:
    """Return the floor plan in glTF metres with the colours of the fair."""
    plan = placed.plan
    colours = {sector.id: parse_colour(sector.colour) for sector in plan.sectors}
    return FloorPlan(
        outline=_convert_ring(plan.hall.outline),
        holes=tuple(_convert_ring(hole) for hole in plan.hall.holes),
        height=plan.hall.height_mm / 1000,
        openings=tuple(Opening(d.kind, to_floor(d.a), to_floor(d.b)) for d in plan.doors),
        posts=tuple(
            Post(*to_floor((c.x_mm, c.y_mm)), c.width_mm / 1000, c.depth_mm / 1000)
            for c in plan.columns
        ),
        areas=tuple(Area(z.kind, _convert_ring(z.outline)) for z in plan.zones),
        walkways=tuple(
            Walkway(
                _convert_ring(aisle.outline),
                tuple(_convert_ring(hole) for hole in aisle.holes),
                aisle.rank,
            )
            for aisle in placed.aisles
        ),
        stands=tuple(
            StandPatch(
                tuple(to_floor(corner) for corner in stand_corners(placement)),
                placement.sector,
                colours.get(placement.sector, parse_colour(look.secondary)),
            )
            for placement in placed.placements
        ),
        colours=HallColours(
            parse_colour(look.primary),
            parse_colour(look.secondary),
            parse_colour(look.accent),
            look.motif,
        ),
    )


def _convert_ring(ring: Ring) -> FloorRing:
    return tuple(to_floor(point) for point in ring)
