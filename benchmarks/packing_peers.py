"""General packers beside the row programme, on halls small enough for them, same seconds.

Each stand of 3 x 3 m takes half of its 3 m aisle with it: a box of 3 x 4.5 m in any of two
orientations. Neither packer knows that aisles must be connected, so their counts are no
layouts: they show what packing alone gives in the time that the row programme takes for a
hall that the checker passes.

    python benchmarks/packing_peers.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]


import rectpack  # noqa: E402  # needs the path above
from ortools.sat.python import cp_model  # noqa: E402

from layout.rows.capacity import measure_capacity  # noqa: E402
from layout.values import Door, Hall, Plan, Rules, Sector  # noqa: E402

SIDES_M = ((15, 15), (21, 21), (30, 24), (30, 30))
HALF_M = 0.5  # the packers' grid
BOX = (6, 9)  # a stand and half of its aisle, in grid steps
LEAST_S = 2.0


def small_plan(width_m: int, height_m: int) -> Plan:
    """Return an empty hall with one door in the south-west."""
    w, h = width_m * 1000, height_m * 1000
    door = Door("d", "entrance", (6000, 0), (3000, 0), 3000)
    hall = Hall("hall", ((0, 0), (w, 0), (w, h), (0, h)))
    sector = Sector("all", {"en": "All"}, "#4488aa")
    return Plan(hall, (door,), (), (), (sector,), (), Rules("house", 3000, 3000, 0))


def pack_cp_sat(width: int, height: int, seconds: float) -> int:
    """Return how many boxes NoOverlap2D places; sizes in grid steps."""
    model = cp_model.CpModel()
    most = width * height // (BOX[0] * BOX[1])
    xs, ys, used = [], [], []
    for number in range(most):
        there = model.new_bool_var(f"u{number}")
        turned = model.new_bool_var(f"t{number}")
        dx, dy = model.new_int_var(*BOX, f"dx{number}"), model.new_int_var(*BOX, f"dy{number}")
        model.add(dx == BOX[0] + (BOX[1] - BOX[0]) * turned)
        model.add(dy == BOX[1] - (BOX[1] - BOX[0]) * turned)
        x, y = model.new_int_var(0, width, ""), model.new_int_var(0, height, "")
        x1, y1 = model.new_int_var(0, width, ""), model.new_int_var(0, height, "")
        xs.append(model.new_optional_interval_var(x, dx, x1, there, f"x{number}"))
        ys.append(model.new_optional_interval_var(y, dy, y1, there, f"y{number}"))
        used.append(there)
    model.add_no_overlap_2d(xs, ys)
    model.maximize(sum(used))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    return round(solver.objective_value) if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else 0


def pack_rectpack(width: int, height: int) -> int:
    """Return how many boxes rectpack places; it takes no time limit."""
    packer = rectpack.newPacker(rotation=True)
    packer.add_bin(width, height)
    for _ in range(width * height // (BOX[0] * BOX[1])):
        packer.add_rect(*BOX)
    packer.pack()
    return len(packer[0]) if len(packer) else 0


def main() -> None:
    """Print one line a hall."""
    for width, height in SIDES_M:
        start = time.perf_counter()
        ours = measure_capacity(small_plan(width, height), 3000, 3000).count
        seconds = time.perf_counter() - start
        steps = round(width / HALF_M), round(height / HALF_M)
        limit = max(LEAST_S, seconds)
        sat, rect = pack_cp_sat(*steps, limit), pack_rectpack(*steps)
        print(
            f"{width} x {height} m: rows {ours} (connected) in {seconds:.2f} s;"
            f" in {limit:.1f} s CP-SAT packs {sat} (rows have {ours / max(sat, 1):.0%} of it),"
            f" rectpack {rect} ({ours / max(rect, 1):.0%}), neither connected",
            flush=True,
        )


if __name__ == "__main__":
    main()
