"""Two cores for many pieces of work, none but this one for a few."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.util import Finalize
from typing import TypeVar

from hall.service.parentage import leave_with_parent

T = TypeVar("T")
R = TypeVar("R")

PROCESSES = 2
# Starting two children with the engines loaded costs about as much as this many pieces.
FEW = 24
_CHUNK = 8


class Workbench:
    """Maps a function over values, in this process or in two children kept warm."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[T], R], values: Sequence[T]) -> Iterator[R]:
        """Yield the results in order; the children are started when many are asked for."""
        if len(values) <= FEW:
            return map(work, values)
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                PROCESSES,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=leave_with_parent,
            )
            # A child of multiprocessing joins its own children before it leaves: without this
            # they would wait for work, and it for them, for ever.
            Finalize(None, self._pool.shutdown, kwargs={"cancel_futures": True}, exitpriority=10)
        return self._pool.map(work, values, chunksize=_CHUNK)


# One for all parts of a build: its children hold the engines in memory.
BENCH = Workbench()
