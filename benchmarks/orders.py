"""Durable orders a second: our desk, our writer with plain rows, and awaited statements.

Run: `python benchmarks/orders.py [SECONDS]`. Every way writes rows of the same size to the
same disk with the same settings (WAL, synchronous FULL), interleaved in three rounds; the
figure is the median, with the latency of the 50th and 99th percentile in milliseconds.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import aiosqlite
from sqlalchemy import insert

from hall.service.orders import OrderDesk
from hall.store.database import Database, driver
from hall.store.database.schema import changes
from hall.store.database.statements import Query

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from order_fair import NOW, make_catalogue, make_draft

ROUNDS = 3
ROW = {
    "fair": "small", "exhibitor": "coop", "noun": "product", "item": "honey",
    "fields": "x" * 300, "base": "x" * 60, "state": "draft", "version": 1, "made_by": "bench",
    "made_us": 1, "changed_us": 1, "decided_by": "", "reason": "",
}  # fmt: skip
INSERT = Query(insert(changes))
CATALOGUE = make_catalogue()
Act = Callable[[], Awaitable[object]]


async def measure(act: Act, in_flight: int, seconds: float) -> tuple[float, float, float]:
    """Return how many acts a second, and the 50th and 99th percentile in milliseconds."""
    took: list[float] = []
    end = time.perf_counter() + seconds

    async def keep_going() -> None:
        while (begun := time.perf_counter()) < end:
            await act()
            took.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    await asyncio.gather(*(keep_going() for _ in range(in_flight)))
    rate = len(took) / (time.perf_counter() - begun)
    cuts = statistics.quantiles(took, n=100)
    return rate, cuts[49] * 1000, cuts[98] * 1000


async def run_ways(folder: Path, seconds: float) -> dict[str, list[tuple[float, float, float]]]:
    """Measure every way in turn, in rounds."""
    path = folder / "bench.sqlite3"
    database = await Database.open(path, "small")
    desk = OrderDesk(database, b"bench")
    awaited = await aiosqlite.Connection(
        lambda: driver.connect_writer(folder / "other.sqlite3"), 64
    )
    definition = await database.write(
        lambda at: at.connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'changes'"
        ).fetchone()[0]
    )
    await awaited.execute(definition)

    async def place_order() -> object:
        return await desk.place(make_draft(("huile", 2)), str(uuid4()), CATALOGUE, NOW)

    async def write_row() -> object:
        row = {**ROW, "id": str(uuid4())}
        return await database.write(lambda at: at.run(INSERT, row))

    async def await_row() -> object:
        text, values = INSERT.bind({**ROW, "id": str(uuid4())})
        return await awaited.execute(text, values)

    ways: dict[str, tuple[Act, int]] = {
        "orders through the desk, 1 in flight": (place_order, 1),
        "orders through the desk, 64 in flight": (place_order, 64),
        "rows through the writer, 1 in flight": (write_row, 1),
        "rows through the writer, 64 in flight": (write_row, 64),
        "awaited aiosqlite rows, 1 in flight": (await_row, 1),
        "awaited aiosqlite rows, 64 in flight": (await_row, 64),
    }
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, (act, in_flight) in ways.items():
            found[name].append(await measure(act, in_flight, seconds))
    await database.close()
    await awaited.close()
    return found


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(run_ways(Path(folder), seconds))
    rates = {}
    for name, rounds in found.items():
        rate, middle, slow = (statistics.median(column) for column in zip(*rounds, strict=True))
        rates[name] = rate
        print(f"{name:40}{rate:9,.0f} /s   p50 {middle:6.2f} ms   p99 {slow:6.2f} ms")
    base = rates["awaited aiosqlite rows, 64 in flight"]
    for name in ("orders through the desk, 64 in flight", "rows through the writer, 64 in flight"):
        print(f"{name}: {rates[name] / base:.1f} times awaited rows")


if __name__ == "__main__":
    main()
