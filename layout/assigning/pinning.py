"""Stands that a person has put somewhere: they are placed first and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely import Polygon

from layout.values import Placement, Plan, Side, StandRequest, stand_corners


@dataclass(frozen=True, slots=True)
class PinnedStand:
    """A stand at its pin, its rectangle and the aisle's width before its front."""

    request: StandRequest
    placement: Placement
    shape: Polygon
    lane: Polygon


def make_placement(request: StandRequest, x_mm: int, y_mm: int, rotation_mdeg: int) -> Placement:
    """Return a placement that has no id, number and open sides yet."""
    return Placement(
        "", "", request.sector, request.exhibitor, request.co_exhibitors,
        x_mm, y_mm, rotation_mdeg, request.width_mm, request.depth_mm, (), request.kit,
    )  # fmt: skip


def side_strip(
    placement: Placement, side: Side, depth_mm: float, inset_mm: float = 0.0
) -> list[tuple[float, float]]:
    """Return the corners of the floor along one side of a stand, outside it.

    The strip is `depth_mm` deep and `inset_mm` smaller at each of its four edges.
    """
    corners = stand_corners(placement)
    first = {"front": 0, "right": 1, "back": 2, "left": 3}[side]
    (ax, ay), (bx, by) = corners[first], corners[(first + 1) % 4]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    ux, uy = (bx - ax) / length, (by - ay) / length
    near, far = inset_mm, depth_mm - inset_mm
    return [
        (ax + ux * inset_mm + uy * near, ay + uy * inset_mm - ux * near),
        (ax + ux * inset_mm + uy * far, ay + uy * inset_mm - ux * far),
        (bx - ux * inset_mm + uy * far, by - uy * inset_mm - ux * far),
        (bx - ux * inset_mm + uy * near, by - uy * inset_mm - ux * near),
    ]


def take_pins(
    plan: Plan, requests: Sequence[StandRequest]
) -> tuple[list[PinnedStand], list[StandRequest]]:
    """Return the pinned stands and the requests that still need a place."""
    pins = {pin.exhibitor: pin for pin in plan.pins}
    pinned, waiting = [], []
    for request in requests:
        pin = pins.get(request.exhibitor)
        if pin is None:
            waiting.append(request)
            continue
        placement = make_placement(request, pin.x_mm, pin.y_mm, pin.rotation_mdeg)
        lane = Polygon(side_strip(placement, "front", plan.rules.aisle_mm))
        pinned.append(PinnedStand(request, placement, Polygon(stand_corners(placement)), lane))
    return pinned, waiting
