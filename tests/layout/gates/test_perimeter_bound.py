"""The perimeter bound: the sweep lemma on random sweeps, the bound against exact small halls."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from gate_halls import make_hall
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from small_hall_mip import solve_small_hall

from layout.gates.bounds import most_of_size
from layout.gates.floor import GateFloor, measure_floor
from layout.rows.capacity import measure_capacity
from layout.values import Door, Zone

SWEEPS = 1_000
SWEEPS_FULL = 20_000
Cells = NDArray[np.bool_]


def sweep(dice: random.Random, side: int) -> tuple[Cells, Cells]:
    """Return the cells that a square covers and the places of its corner, on a walk."""
    size = 24
    places = np.zeros((size, size), dtype=bool)
    for _ in range(dice.randint(1, 4)):
        x, y = dice.choice(np.argwhere(places).tolist() or [[size // 2, size // 2]])
        for _ in range(dice.randint(1, 12)):
            step, (dx, dy) = dice.randint(1, 6), dice.choice(((1, 0), (-1, 0), (0, 1), (0, -1)))
            for _ in range(step):
                places[x, y] = True
                x = min(max(x + dx, 0), size - 1)
                y = min(max(y + dy, 0), size - 1)
    places[x, y] = True
    return dilate(places, side), places


def dilate(places: Cells, side: int) -> Cells:
    covered = np.zeros((places.shape[0] + side, places.shape[1] + side), dtype=bool)
    for dx in range(side):
        for dy in range(side):
            covered[dx : dx + places.shape[0], dy : dy + places.shape[1]] |= places
    return covered


def perimeter(covered: Cells) -> int:
    padded = np.pad(covered, 1)
    return sum(int((np.diff(padded.astype(int), axis=axis) != 0).sum()) for axis in (0, 1))


def core_area(covered: Cells, side: int) -> int:
    """Return the area of all places where the square's middle can be, its lines not counted."""
    fits = np.ones((covered.shape[0] - side, covered.shape[1] - side), dtype=bool)
    for dx in range(side + 1):
        for dy in range(side + 1):
            fits &= covered[dx : dx + fits.shape[0], dy : dy + fits.shape[1]]
    return int(fits.sum())


def check_sweeps(count: int) -> None:
    for seed in range(count):
        dice = random.Random(seed)  # noqa: S311 - cases, not secrets
        side = dice.randint(2, 6)
        covered, _ = sweep(dice, side)
        used = covered.sum() - core_area(covered, side)
        assert perimeter(covered) <= 2 * used / side + 2 * side, seed


def test_no_sweep_of_a_square_beats_the_lemma() -> None:
    check_sweeps(SWEEPS)


@pytest.mark.full
def test_no_sweep_of_twenty_thousand_beats_the_lemma() -> None:
    check_sweeps(SWEEPS_FULL)


def test_a_straight_aisle_and_a_tree_of_aisles_reach_the_lemma() -> None:
    straight = np.zeros((24, 24), dtype=bool)
    straight[4:20, 5] = True
    tree = straight.copy()
    tree[10, 5:20] = True
    for places in (straight, tree):
        covered = dilate(places, 3)
        assert perimeter(covered) == 2 * covered.sum() / 3 + 2 * 3


def test_a_loop_costs_the_square_of_the_aisle() -> None:
    ring = np.zeros((24, 24), dtype=bool)
    ring[4:16, [4, 15]] = True
    ring[[4, 15], 4:16] = True
    covered = dilate(ring, 3)
    assert perimeter(covered) == 2 * covered.sum() / 3


def most_in(columns: int, rows: int) -> int:
    """Return the bound for an empty hall of so many cells of 1.5 m, aisles of 3 m."""
    area = columns * rows * 1_500.0**2
    return most_of_size(GateFloor(3_000, area, area, 1, (), straight=True), 3_000, 3_000)


@pytest.mark.parametrize(("columns", "rows", "exact"), [(6, 6, 6), (8, 6, 8), (7, 7, 6)])
def test_no_connected_layout_of_a_small_hall_beats_the_bound(
    columns: int, rows: int, exact: int
) -> None:
    assert solve_small_hall(columns, rows) == exact <= most_in(columns, rows)


@pytest.mark.full
def test_no_connected_layout_of_twelve_metres_square_beats_the_bound() -> None:
    assert solve_small_hall(8, 8) == 9 <= most_in(8, 8)


def test_without_connection_the_bound_would_be_false() -> None:
    assert solve_small_hall(8, 8, connected=False) > most_in(8, 8)


@pytest.mark.parametrize(
    ("sides", "aisle", "size"),
    [((30, 24), 3_000, (3_000, 3_000)), ((33, 21), 2_000, (2_000, 3_000)),
     ((27, 40), 2_500, (3_000, 2_000))],
)  # fmt: skip
def test_no_hall_of_this_program_beats_the_bound(
    sides: tuple[int, int], aisle: int, size: tuple[int, int]
) -> None:
    plan = make_hall(*sides, aisle)
    found = measure_capacity(plan, *size).count
    assert 0 < found <= most_of_size(measure_floor(plan), *size)


@given(
    st.integers(3, 60), st.integers(3, 60), st.integers(0, 8), st.integers(500, 5_000)
)  # fmt: skip
def test_door_lanes_and_open_zones_never_raise_the_capacity(
    width: int, depth: int, doors: int, lane: int
) -> None:
    plan = make_hall(width, depth, doors=False, columns=False)
    x1 = width * 1_000
    some = tuple(
        Door(f"d{i}", "exit", (min(2_000 * i + 1_200, x1), 0), (2_000 * i, 0), lane)
        for i in range(doors)
        if 2_000 * i + 500 < x1
    )
    side = min(width, depth) * 500
    zone = Zone("cafe", "cafe", ((0, 0), (side, 0), (side, side), (0, side)))
    bare = measure_floor(plan).capacity_mm2
    lanes = measure_floor(replace(plan, doors=some)).capacity_mm2
    both = measure_floor(replace(plan, doors=some, zones=(zone,))).capacity_mm2
    assert bare >= lanes >= both >= 0
