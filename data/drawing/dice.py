"""Choices that are the same on every machine: drawn from a hash of what is chosen for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of choices for one subject; the same subject always gives the same stream."""

    def __init__(self, *subject: object) -> None:
        self._subject = "/".join(str(part) for part in subject)
        self._throws = 0

    def below(self, limit: int) -> int:
        """Return an integer of 0 to limit - 1."""
        self._throws += 1
        digest = hashlib.sha256(f"{self._subject}#{self._throws}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def one_in(self, chances: int) -> bool:
        return self.below(chances) == 0

    def part(self) -> float:
        """Return a number of 0 to 1."""
        return self.below(1 << 30) / (1 << 30)

    def pick(self, among: Sequence[T]) -> T:
        return among[self.below(len(among))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        rest = list(items)
        return [rest.pop(self.below(len(rest))) for _ in range(len(rest))]
