"""All words that can be found, and those near a word that was mistyped."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from hall.model.folding import measure_edits

_SHORTEST_FUZZY = 4
# Eight letters as written; the plural's s is gone by then.
_SHORTEST_TWO_EDITS = 7
# One edit changes two pairs of neighbouring letters, a swap three.
_PAIRS_PER_EDIT = 3
_MOST_PREFIXED = 400


def allowed_edits(word: str) -> int:
    """Return how many typing errors a word may have: none below 4 letters, 2 from 7."""
    if len(word) < _SHORTEST_FUZZY or word.isdigit():
        return 0
    return 2 if len(word) >= _SHORTEST_TWO_EDITS else 1


class Vocabulary:
    """Words sorted for prefixes, and by their pairs of letters for near ones.

    Comparing a mistyped word with all 8,000 words of a fair takes 60 ms; only those that
    share enough pairs of letters with it are compared, which takes under 2 ms.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted(set(words)))
        self._known = frozenset(self.words)
        self._by_pair: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            for pair in _pairs(word):
                self._by_pair.setdefault(pair, []).append(index)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def list_prefixed(self, prefix: str) -> tuple[str, ...]:
        """Return the words that begin with `prefix`, the word itself left out."""
        start = bisect_left(self.words, prefix)
        end = bisect_left(self.words, prefix + "\U0010ffff", lo=start)
        found = self.words[start : min(end, start + _MOST_PREFIXED)]
        return tuple(word for word in found if word != prefix)

    def list_near(self, word: str) -> tuple[tuple[int, str], ...]:
        """Return (edits, word) for the words within the allowed edits, nearest first."""
        limit = allowed_edits(word)
        if limit == 0:
            return ()
        shared: Counter[int] = Counter()
        for pair in _pairs(word):
            shared.update(self._by_pair.get(pair, ()))
        enough = max(1, len(word) + 1 - _PAIRS_PER_EDIT * limit)
        near = []
        for index, count in shared.items():
            candidate = self.words[index]
            if count < enough or abs(len(candidate) - len(word)) > limit:
                continue
            edits = measure_edits(word, candidate, limit)
            if edits <= limit:
                near.append((edits, candidate))
        return tuple(sorted(near))


def _pairs(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[i : i + 2] for i in range(len(padded) - 1)}
