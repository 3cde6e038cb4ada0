"""Seconds from starting `hall serve` of a built fair to its first ready answer.

Run: `python benchmarks/ready.py [FAIR]`. The median of five starts; the first builds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from hall_process import HallProcess

_STARTS = 5


def time_start(fair: str, state: Path) -> float:
    """Return the seconds until /health/ready answered 200."""
    start = time.perf_counter()
    with HallProcess.start(fair, state) as served, urlopen(f"{served.url}/health/ready") as answer:  # noqa: S310 - loopback
        answer.read()
        return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    fair = sys.argv[1] if len(sys.argv) > 1 else "oriental-2022"
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        print(f"{fair}, first start, builds everything: {time_start(fair, state):.2f} s")
        seconds = [time_start(fair, state) for _ in range(_STARTS)]
        middle, worst = statistics.median(seconds), max(seconds)
        print(f"{fair}, built: median {middle:.2f} s, worst {worst:.2f} s of {_STARTS} starts")


if __name__ == "__main__":
    main()
