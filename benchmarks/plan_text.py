"""How long it takes to read a plan: `python benchmarks/plan_text.py`.

A hall with columns and doors and more and more pinned stands; each size is read several times,
the median counts. Beside it what PyYAML's own `compose` takes with the garbage collector as it
is, and the peak of memory that one reading takes.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from layout.plan.text import parse_plan

SIZES = (260, 2_600, 26_000)
PITCH_M = 6.0


def write_plan(pins: int) -> str:
    """Return the text of a plan with so many pinned stands."""
    across = math.ceil(math.sqrt(pins))
    side = across * PITCH_M + 12
    grid = min(int(side // 24), 40)
    lines = [
        f"hall: {{id: big, size: {side:g} x {side:g}}}",
        f"doors: [{{id: main, kind: entrance, wall: 1, at: {side / 2:g}, width: 6}}]",
        f"columns: [{{id: c, from: [9, 9], step: [24, 24], count: [{grid}, {grid}]}}]",
        "sectors: [{id: crafts, name: {fr: Artisanat, en: Crafts}, colour: '#b5532f'}]",
        "rules: {profile: fr-erp-t, aisle: 3}",
        "pins:",
    ]
    lines += [
        f"  - {{exhibitor: coop-{i:05d}, at: [{6 + i % across * PITCH_M:.2f},"
        f" {6 + i // across * PITCH_M:.2f}], rotation: {i % 2 * 180}}}"
        for i in range(pins)
    ]
    return "\n".join(lines) + "\n"


def median_ms(work: Callable[[str], object], text: str, rounds: int) -> tuple[float, float]:
    """Return the medians of several runs in milliseconds: by the wall, of the processor."""
    walls, busy = [], []
    for _ in range(rounds):
        start, used = time.perf_counter(), time.process_time()
        work(text)
        walls.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - used) * 1000)
    return statistics.median(walls), statistics.median(busy)


def read(text: str) -> object:
    """Read a plan that has no fault."""
    plan, findings = parse_plan(text, "plan.yaml")
    if plan is None or findings:
        raise SystemExit(f"the plan is refused: {findings[:1]}")
    return plan


def compose(text: str) -> object:
    """Build the tree of nodes only, as PyYAML does it."""
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    print("to reach: 260 in 50 ms, 26,000 in about a second")
    print("stands      text   parse_plan   processor   per stand   plain compose   peak memory")
    for size in SIZES:
        text = write_plan(size)
        took, busy = median_ms(read, text, rounds)
        plain, _ = median_ms(compose, text, min(rounds, 3))
        tracemalloc.start()
        read(text)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(
            f"{size:6,} {len(text) / 1e6:6.2f} MB {took:9.1f} ms {busy:8.1f} ms"
            f" {took / size * 1000:8.1f} us {plain:12.1f} ms {peak:10.1f} MB"
        )


if __name__ == "__main__":
    main()
