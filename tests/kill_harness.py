"""Kills a process that takes orders, and looks at what is left on disk.

`OrderTaker` keeps a small process that has everything imported and forks one that takes
orders for each round, so that a round costs no start of Python. `survey` compares a database
with the acknowledgements that a client holds; it serves for orders sent over HTTP as well.

Run as a script this module is that process: it reads a line of JSON for each round.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from order_fair import NOW, make_catalogue, make_draft

from hall.service.orders import OrderDesk
from hall.store.database import Database, driver
from hall.store.database.orders import find_order

FAIR = "small"
SECRET = b"a secret that only tests know...."
TASKS = 8
DATABASE = "hall.sqlite3"


@dataclass(frozen=True, slots=True)
class Survey:
    """What a database holds beside what was acknowledged (`key` to receipt `token`)."""

    orders: int
    lost: tuple[str, ...]
    changed: tuple[str, ...]
    doubled: int
    damaged: int
    integrity: str

    @property
    def is_sound(self) -> bool:
        nothing_lost = not (self.lost or self.changed)
        return nothing_lost and not self.doubled and not self.damaged and self.integrity == "ok"


async def survey(path: Path, acknowledged: Mapping[str, str], fair: str = FAIR) -> Survey:
    """Open the database as a restart does, and compare it with what clients were told."""
    database = await Database.open(path, fair)
    try:
        connection = driver.connect_reader(path)
        rows = connection.execute("SELECT request_key, token, number FROM orders").fetchall()
        integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
        events = dict(
            connection.execute("SELECT token, count(*) FROM order_events GROUP BY token")
            .fetchall()
        )  # fmt: skip
        connection.close()
        stored = {row["request_key"]: row["token"] for row in rows}
        numbers = {row["number"] for row in rows}
        found = [await find_order(database, token) for token in list(stored.values())[-50:]]
        return Survey(
            orders=len(rows),
            lost=tuple(key for key in acknowledged if key not in stored),
            changed=tuple(k for k, t in acknowledged.items() if k in stored and stored[k] != t),
            doubled=2 * len(rows) - len(stored) - len(numbers),
            damaged=sum(order is None for order in found)
            + sum(events.get(token) != 1 for token in stored.values()),
            integrity=integrity,
        )
    finally:
        await database.close()


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill: after so many answers and a little time, however slow the machine is."""

    answers: int
    after_s: float

    @classmethod
    def draw(cls, chance: random.Random) -> Moment:
        return cls(chance.randrange(200), chance.uniform(0, 0.01))


class OrderTaker:
    """The process that forks a taker of orders for each round."""

    def __init__(self) -> None:
        here = str(Path(__file__).resolve().parent)
        root = str(Path(__file__).resolve().parent.parent)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, here])}
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    def run_and_kill(
        self, path: Path, name: str, moment: Moment, again: Iterable[str] = ()
    ) -> dict[str, str]:
        """Let orders be placed, kill at a moment, return the token that each key was told.

        `again` are keys of an earlier round that clients send once more.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        job = {"path": str(path), "name": name, "again": list(again)}
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        assert self._process.stdout.readline() == "open\n"
        lines = [self._process.stdout.readline() for _ in range(moment.answers)]
        time.sleep(moment.after_s)
        os.kill(pid, signal.SIGKILL)
        while (line := self._process.stdout.readline()) != "gone\n":
            assert line, "the process that forks has ended"
            lines.append(line)
        told: dict[str, str] = {}
        for line in lines:
            key, token = line.split()
            assert told.setdefault(key, token) == token, f"{key} was answered twice differently"
        return told

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


def _say(text: str) -> None:
    # One write below the size of a pipe's buffer is whole, however the process ends.
    os.write(1, f"{text}\n".encode())


async def _take_orders(job: Mapping[str, Any]) -> None:
    database = await Database.open(Path(job["path"]), FAIR)
    desk, catalogue = OrderDesk(database, SECRET), make_catalogue()
    _say("open")

    async def place(key: str) -> None:
        placed = await desk.place(make_draft(("huile", 1), note=key), key, catalogue, NOW)
        _say(f"{key} {placed.order.token}")

    async def keep_placing(task: int) -> None:
        count = 0
        while True:
            key = str(uuid5(NAMESPACE_OID, f"{job['name']} {task} {count}"))
            await place(key)
            if count % 5 == 0:
                await place(key)
            count += 1

    for key in job["again"]:
        await place(key)
    await asyncio.gather(*(keep_placing(task) for task in range(TASKS)))


def main() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _say(str(os.getpid()))
            asyncio.run(_take_orders(json.loads(line)))
        os.waitpid(pid, 0)
        _say("gone")


if __name__ == "__main__":
    main()
