"""Orders acknowledged, lost and doubled over kills of the process that takes them.

Run: `python benchmarks/kills.py [ROUNDS]` (default 40). The process is ended by SIGKILL at a
random moment of each round, and the database is then read as a restart reads it.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from kill_harness import DATABASE, Moment, OrderTaker, survey


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    chance = random.Random(20220527)  # noqa: S311 - repeatable, not secret
    acknowledged: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        taker = OrderTaker()
        start = time.perf_counter()
        for number in range(rounds):
            acknowledged |= taker.run_and_kill(path, f"round-{number}", Moment.draw(chance))
        taker.close()
        seconds = time.perf_counter() - start
        found = asyncio.run(survey(path, acknowledged))
    print(
        f"{rounds} kills in {seconds:.1f} s: {len(acknowledged)} acknowledged, "
        f"{found.orders} on disk, {len(found.lost)} lost, {found.doubled} doubled, "
        f"{found.damaged} damaged, integrity {found.integrity}"
    )


if __name__ == "__main__":
    main()
