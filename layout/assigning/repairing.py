"""Repairs what the pair rules suffer in an assignment, by swaps inside a sector and size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from layout.assigning.wishes import Costs, Wishes, pair_cost

_ROUNDS = 6
_LOOKS = 24  # of the most promising swaps the whole cost is counted


def repair_pairs(wishes: Wishes, placed: dict[int, int]) -> None:
    """Swap exhibitors, or move them to free places, while a pair rule costs less so.

    Changes `placed` (exhibitor to place). Each round goes through the pairs that cost
    something in the order of their exhibitors; it ends when a round changes nothing.
    """
    _Repair(wishes, placed).run()


class _Repair:
    def __init__(self, wishes: Wishes, placed: dict[int, int]) -> None:
        self.wishes, self.placed = wishes, placed
        self.holder = {at: who for who, at in placed.items()}
        self.single = {who: wishes.single(who) for who in sorted(wishes.of)}
        self.now: dict[int, int] = {}
        self.home: dict[int, list[int]] = {}
        for who, at in wishes.groups().values():
            for one in who:
                self.home[one] = at

    def run(self) -> None:
        pairs = [
            pair
            for pair in self.wishes.pairs
            if self.wishes.is_free_pair(pair)
            and pair.first in self.placed
            and pair.second in self.placed
        ]
        self.wishes.rows(sorted({self.placed[w] for p in pairs for w in (p.first, p.second)}))
        for _ in range(_ROUNDS):
            changed = False
            for pair in pairs:
                walk = self.wishes.rows([self.placed[pair.first]])[0][self.placed[pair.second]]
                if pair_cost(pair, np.array([walk]))[0] == 0:
                    continue
                changed |= self._improve(pair.second) or self._improve(pair.first)
            if not changed:
                return

    def _improve(self, who: int) -> bool:
        """Give an exhibitor the place of its group that helps most; return whether any does."""
        at, places = self.placed[who], np.array(self.home.get(who, ()), dtype=np.intp)
        if not len(places):
            return False
        own = self._cost_at(who, places) - self._cost_at(who, np.array([at]))[0]
        hope = own + self._relief(places, at)
        best, swap = 0, -1
        for index in np.lexsort((places, hope))[:_LOOKS].tolist():
            if hope[index] >= best:
                break
            gain = int(own[index]) + self._change_of_holder(who, int(places[index]), at)
            if gain < best:
                best, swap = gain, int(places[index])
        if swap >= 0:
            self._swap(who, swap, at)
        return swap >= 0

    def _relief(self, places: NDArray[np.intp], at: int) -> Costs:
        """Return the least that the holders of places could come to cost more at `at`."""
        relief = np.zeros(len(places), dtype=np.int64)
        for index, place in enumerate(places.tolist()):
            other = self.holder.get(place)
            if other is None:
                continue
            if other in self.wishes.of:
                relief[index] = -self._cost_now(other)
            else:
                single = self._single(other)
                relief[index] = int(single[at] - single[place])
        return relief

    def _cost_now(self, who: int) -> int:
        if who not in self.now:
            self.now[who] = int(self._cost_at(who, np.array([self.placed[who]]))[0])
        return self.now[who]

    def _single(self, who: int) -> Costs:
        if who not in self.single:
            self.single[who] = self.wishes.single(who)
        return self.single[who]

    def _change_of_holder(self, who: int, place: int, at: int) -> int:
        """Return what it costs that the holder of a place, if any, goes to `at` for `who`."""
        other = self.holder.get(place)
        if other is None:
            return 0
        before = self._cost_now(other)
        self.placed[who], self.placed[other] = place, at
        after = int(self._cost_at(other, np.array([at]))[0])
        self.placed[who], self.placed[other] = at, place
        return after - before

    def _cost_at(self, who: int, places: NDArray[np.intp]) -> Costs:
        """Return single and pair costs of an exhibitor at places, all others where they are."""
        costs = self._single(who)[places].copy()
        for pair in self.wishes.of.get(who, ()):
            other = pair.second if pair.first == who else pair.first
            if not self.wishes.is_free_pair(pair) or other not in self.placed:
                continue
            walk = self.wishes.rows([self.placed[other]])[0][places]
            # Who swaps with the other one of the pair stays as far from it as before.
            walk = np.where(places == self.placed[other], self._apart(who, other), walk)
            costs += pair_cost(pair, walk)
        return costs

    def _apart(self, who: int, other: int) -> float:
        return float(self.wishes.rows([self.placed[who]])[0][self.placed[other]])

    def _swap(self, who: int, place: int, at: int) -> None:
        self.now.clear()
        other = self.holder.get(place)
        self.placed[who], self.holder[place] = place, who
        if other is None:
            del self.holder[at]
        else:
            self.placed[other], self.holder[at] = at, other
