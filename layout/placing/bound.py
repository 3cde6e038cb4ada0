"""The perimeter bound: how much stand area any hall with aisles this wide can hold.

If the aisles are what a square of side a sweeps while moving along a connected path with
right angles, their perimeter is at most 2 * area / a + 2a (each step adds an area a * dx and
at most 2 dx of perimeter). Every stand needs its front on that perimeter, so
sum(area) + a/2 * (sum(front) - 2a) <= usable area. Proof: docs of the design, section 3.
It holds for fronts parallel to the walls; with other angles it is an estimate.
"""

from __future__ import annotations

from collections.abc import Sequence

from layout.values import StandRequest

BOUND_NAME = "perimeter"


def measure_bound(usable_mm2: float, aisle_mm: int, requests: Sequence[StandRequest]) -> float:
    """Return the most net area in mm2 for stands mixed as requested.

    The mix is scaled: with area S and fronts F of all requests (each stand's shorter side,
    since a stand may be turned), t * S + a/2 * (t * F - 2a) <= usable.
    """
    area = sum(request.width_mm * request.depth_mm for request in requests)
    fronts = sum(min(request.width_mm, request.depth_mm) for request in requests)
    if not area:
        return usable_mm2
    share = (usable_mm2 + aisle_mm**2) / (area + aisle_mm * fronts / 2)
    return min(share * area, usable_mm2)
