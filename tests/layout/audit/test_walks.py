"""Walking distances against the exact shortest ones of a visibility graph."""

from __future__ import annotations

import math

import numpy as np
import pytest
from exact_walks import measure_exactly
from placed_halls import good_hall
from shapely import LineString

from layout.audit.checks import look_at
from layout.audit.walks import CELL_MM, CLEARANCE_MM, STRETCH, pull_tight

HALLS = ("by-hand", "turned", "courtyard", "l-shape")
CORNER_MM = 2 * CLEARANCE_MM  # keeping clear of a corner costs at most this at each


@pytest.mark.parametrize("name", HALLS)
def test_a_walk_is_longer_than_the_shortest_by_what_is_told_at_most(name: str) -> None:
    audit = look_at(good_hall(name))
    walks = audit.walks
    doors = [LineString([door.a, door.b]) for door in walks.doors]
    cells = np.flatnonzero(walks.reached)[:: max(1, len(walks.x) // 60)]
    starts = [(float(walks.x[c]), float(walks.y[c])) for c in cells]
    exact = measure_exactly(audit.scene.walk, doors, starts)
    for cell, shortest in zip(cells, exact, strict=True):
        walk = float(walks.walk[cell])
        assert walk >= shortest - 1
        turns = math.ceil(shortest / 3000)
        assert walk <= STRETCH * shortest + CELL_MM + min(turns, 6) * CORNER_MM
        pulled = pull_tight(audit.scene, walks, int(cell))
        assert shortest - 1 <= pulled <= walk + 1
        assert pulled <= STRETCH * shortest + 1


@pytest.mark.parametrize("name", HALLS)
def test_the_farthest_place_is_the_farthest(name: str) -> None:
    audit = look_at(good_hall(name))
    walks, far = audit.walks, audit.farthest[0]
    doors = [LineString([door.a, door.b]) for door in walks.doors]
    cells = np.flatnonzero(walks.reached)[:: max(1, len(walks.x) // 80)]
    starts = [(float(walks.x[c]), float(walks.y[c])) for c in cells]
    longest = max(measure_exactly(audit.scene.walk, doors, starts))
    assert longest <= far.walk_mm + 2 * CELL_MM
    assert far.choice
    (exact,) = measure_exactly(audit.scene.walk, doors, [far.place])
    assert far.walk_mm == pytest.approx(exact, abs=1)


def test_every_free_cell_of_a_good_hall_has_an_exit() -> None:
    for name in HALLS:
        walks = look_at(good_hall(name)).walks
        assert walks.reached.all()
        assert set(np.unique(walks.exit)) == set(range(len(walks.doors)))
