"""An order that was acknowledged is on disk once, however the process ends."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from kill_harness import DATABASE, Moment, OrderTaker, survey

# A database is used for some rounds, so that kills meet its write-ahead log at every size.
ROUNDS_EACH = 10


@pytest.fixture
def taker() -> Iterator[OrderTaker]:
    started = OrderTaker()
    yield started
    started.close()


async def kill_often(taker: OrderTaker, folder: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    acknowledged: dict[str, str] = {}
    again: list[str] = []
    for number in range(ROUNDS_EACH):
        name = f"{seed} {number}"
        told = taker.run_and_kill(folder / DATABASE, name, Moment.draw(chance), again)
        assert all(acknowledged.get(key, token) == token for key, token in told.items())
        acknowledged |= told
        again = list(told)[-3:]
        left = await survey(folder / DATABASE, acknowledged)
        assert left.is_sound, f"seed {seed}, round {number}: {left}"
    assert len(acknowledged) > ROUNDS_EACH


@pytest.mark.parametrize("seed", range(4))
async def test_no_acknowledged_order_is_lost_or_doubled_by_a_kill(
    taker: OrderTaker, tmp_path: Path, seed: int
) -> None:
    await kill_often(taker, tmp_path, seed)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 120))
async def test_no_acknowledged_order_is_lost_or_doubled_by_many_kills(
    taker: OrderTaker, tmp_path: Path, seed: int
) -> None:
    await kill_often(taker, tmp_path, seed)
