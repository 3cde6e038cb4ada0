from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.placing.cells import link_cells

CELL_MM = 500.0
grids = st.tuples(st.integers(1, 7), st.integers(1, 7)).flatmap(
    lambda size: st.lists(
        st.lists(st.booleans(), min_size=size[0], max_size=size[0]),
        min_size=size[1],
        max_size=size[1],
    )
)


def plain_steps(free: list[list[bool]]) -> Iterator[tuple[int, int, float]]:
    """Yield all steps between free cells, one cell at a time."""
    cells = [(x, y) for y, row in enumerate(free) for x, is_free in enumerate(row) if is_free]
    there = set(cells)
    for x, y in cells:
        for dx, dy in ((a, b) for a in range(-2, 3) for b in range(-2, 3)):
            if (dx, dy) == (0, 0) or {abs(dx), abs(dy)} in ({2}, {0, 2}):
                continue
            # The line between the middles passes all cells whose middle is near to it.
            passed = {
                (x + i, y + j)
                for i in range(min(dx, 0), max(dx, 0) + 1)
                for j in range(min(dy, 0), max(dy, 0) + 1)
                if abs(i * dy - j * dx) <= 1
            }
            if passed <= there:
                length = math.hypot(dx, dy) * CELL_MM
                yield cells.index((x, y)), cells.index((x + dx, y + dy)), length


@settings(deadline=None)
@given(free=grids)
def test_steps_lead_from_free_cells_to_free_cells_and_cut_no_corner(free: list[list[bool]]) -> None:
    graph = link_cells(np.array(free), CELL_MM)
    ends, owners = graph.indices, np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    steps = zip(owners.tolist(), ends.tolist(), graph.data.tolist(), strict=True)
    assert sorted(step for step in steps if step[0] != step[1]) == sorted(plain_steps(free))
