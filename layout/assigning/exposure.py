"""How much is seen of a stand, and how evenly that is spread: an estimate, told as one.

Exposure of a place, per metre of front: D / (D + walk) with D = 50 m, the walk being that
from the nearest entrance, times what open sides are worth (1, 1.18, 1.20, 1.22 for one to
four: the mark-ups of a fair organiser's price list, research 1.4). No measured link between
distance and footfall in halls was found; halving at 50 m is an assumption.

Who shares a stand shares its exposure. **Fairness** is Jain's index over all exhibitors,
(sum x)² / (n sum x²): 1 where everybody gets the same, 1/n where one gets everything. It is
per metre of front, so that a small stand counts as much as a large one: if the small ones
were all hidden at the back, it would fall.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from layout.assigning.outlines import front_places
from layout.assigning.walking import WalkMap, door_places, entrance_ids
from layout.values import Placement, Plan

HALF_WALK_MM = 50_000.0
_OPEN_WORTH = np.array([1.0, 1.0, 1.18, 1.20, 1.22])

Floats = NDArray[np.float64]


def measure_exposure(
    plan: Plan,
    stands: Sequence[Placement],
    opens: Sequence[int] | NDArray[np.int64],
) -> Floats:
    """Return the exposure per metre of front of each stand, in (0, 1.22]; 0 where no way is."""
    walks = WalkMap(plan, stands, coarse=True)
    doors = walks.cells(door_places(plan, entrance_ids(plan)))
    cells = walks.cells(front_places(stands, plan.rules.aisle_mm))
    walk = walks.from_all(doors)[cells] if len(walks.points) else np.zeros(len(stands))
    worth = _OPEN_WORTH[np.clip(np.asarray(opens, dtype=np.int64), 0, 4)]
    exposure: Floats = worth * HALF_WALK_MM / (HALF_WALK_MM + walk)
    return exposure


def measure_fairness(exposure: Floats, stands: Sequence[Placement]) -> float | None:
    """Return Jain's index over all exhibitors, rounded to four places; None without any."""
    heads = np.array([1 + len(stand.co_exhibitors) for stand in stands], dtype=np.float64)
    squares = float((exposure**2 / heads).sum())
    if not squares:
        return None
    return round(float(exposure.sum()) ** 2 / (float(heads.sum()) * squares), 4)
